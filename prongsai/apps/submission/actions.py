"""What people do with the form: answer, freeze, confirm, record scores, contest, and record what was sent.

Each is one transaction and one history event. The year is locked first.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.permissions import CONFIRM_SUBMISSION, MANAGE_DISCLOSURE
from prongsai.apps.agencies.posts import acting_as
from prongsai.apps.disclosure.models import DisclosureYear, YearItem
from prongsai.apps.history.actions import record
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.queries import lock_row
from prongsai.apps.submission.models import Clarification, Contest, FormEntry, Frozen, PreliminaryScore
from prongsai.apps.submission.queries import newest_frozen
from prongsai.apps.submission.standing import answer_of, entry_of, form_of
from prongsai.core.handover import require_seen
from prongsai.core.submission import (
    Answer,
    Refusal,
    hash_of_form,
    require_confirmable,
    require_contestable,
    require_freezable,
    take_answer,
    take_explanation,
)
from prongsai.wiring import bangkok_date


@transaction.atomic
def answer_item(
    *,
    item: YearItem,
    has: bool | None,
    addresses: Sequence[str],
    explanation: str,
    version: int,
    by: User,
    at: datetime,
) -> FormEntry:
    """Write what is to be entered for an item; `version` 0 where nothing was written yet. Raises ChangedMeanwhile."""
    year = lock_row(DisclosureYear, item.year_id)
    row = FormEntry.objects.filter(item=item).first()
    if row is not None and row.version != version:
        raise ChangedMeanwhile(row.version, row.changed_by, row.changed_at)
    before = _entry_values(row)
    row = row or FormEntry(item=item, version=0)
    row.has, row.addresses, row.explanation = has, [one for one in addresses if one], explanation.strip()
    row.version, row.changed_by, row.changed_at = row.version + 1, str(by), at
    if row.has and not row.addresses:
        raise Refusal("รายการที่มี ต้องใส่ที่อยู่อย่างน้อยหนึ่งแห่ง", "what you have needs at least one address")
    row.save()
    _record("form_answered", year, by, at, item=item, before=before, after=_entry_values(row))
    return row


@transaction.atomic
def take_proposals(*, year: DisclosureYear, proposals: Mapping[str, Answer], by: User, at: datetime) -> int:
    """Decide every item that is not decided yet as proposed by code. Gives how many were; what was typed stays."""
    return _take("form_proposed", take_answer, year, proposals, by, at)


@transaction.atomic
def take_explanations(*, year: DisclosureYear, proposals: Mapping[str, Answer], by: User, at: datetime) -> int:
    """Write the proposed click path into every empty explanation of what the office has. Gives how many were."""
    return _take("form_explained", take_explanation, year, proposals, by, at)


def _take(
    action: str,
    take: Callable[[Answer, Answer], Answer | None],
    year: DisclosureYear,
    proposals: Mapping[str, Answer],
    by: User,
    at: datetime,
) -> int:
    year = lock_row(DisclosureYear, year.pk)
    codes = []
    for item in year.items.select_related("form_entry"):
        proposed, entry = proposals.get(item.code), entry_of(item)
        if proposed is None or (taken := take(answer_of(item.code, proposed.title, entry), proposed)) is None:
            continue
        row = entry or FormEntry(item=item, version=0)
        row.has, row.addresses, row.explanation = taken.has, list(taken.addresses), taken.explanation
        row.version, row.changed_by, row.changed_at = row.version + 1, str(by), at
        row.save(force_insert=entry is None)
        codes.append(item.code)
    if codes:
        _record(action, year, by, at, after={"items": codes})
    return len(codes)


@transaction.atomic
def freeze(*, year: DisclosureYear, seen_sha256: str, entered_on: date, by: User, at: datetime) -> Frozen:
    """Keep the form as it was entered into the assessment's system. Raises Refusal."""
    year = lock_row(DisclosureYear, year.pk)
    form = form_of(year)
    require_seen(seen_sha256, hash_of_form(form))
    require_freezable(form.answers)
    if entered_on > bangkok_date(at):
        raise Refusal("วันที่กรอกต้องไม่เป็นวันในอนาคต", "the day of entering must not lie in the future")
    last = newest_frozen(year)
    if last is not None and last.sha256 == seen_sha256:
        raise Refusal("แบบนี้บันทึกไว้แล้วและยังไม่มีอะไรเปลี่ยน", "this form was kept already, and nothing has changed since")
    row = Frozen.objects.create(
        year=year,
        number=(last.number if last else 0) + 1,
        form=form.to_dict(),
        sha256=seen_sha256,
        entered_on=entered_on,
        is_after_closing=year.entry_closes_at is not None and at >= year.entry_closes_at,
        frozen_by=by,
        frozen_by_name=str(by),
        frozen_at=at,
    )
    after = {"number": row.number, "content": row.sha256, "entered_on": entered_on.isoformat()}
    _record("form_frozen", year, by, at, after=after)
    return row


@transaction.atomic
def confirm(*, frozen: Frozen, seen_sha256: str, by: User, at: datetime) -> Frozen:
    """The top executive confirms exactly this form. The caller has made sure of the second factor. Raises Refusal."""
    year = lock_row(DisclosureYear, frozen.year_id)
    row = lock_row(Frozen, frozen.pk)
    newest = newest_frozen(year)
    require_confirmable(is_newest=newest == row, is_confirmed=bool(row.confirmed_by_name))
    require_seen(seen_sha256, row.sha256)
    capacity = acting_as(by, year.agency, "top_executive", bangkok_date(at))
    if capacity is None:
        raise Http404
    if row.frozen_by_id == by.pk:
        raise Refusal(
            "ท่านเป็นผู้บันทึกแบบนี้เอง ต้องให้ผู้อื่นบันทึกแล้วท่านยืนยัน",
            "you kept this form yourself: someone else must keep it before you confirm it",
        )
    row.confirmed_by, row.confirmed_by_name, row.capacity, row.confirmed_at = by, str(by), capacity.words, at
    row.save(update_fields=("confirmed_by", "confirmed_by_name", "capacity", "confirmed_at"))
    after = {"number": row.number, "content": row.sha256, "capacity": capacity.words}
    _record("form_confirmed", year, by, at, permission=CONFIRM_SUBMISSION, after=after)
    return row


@transaction.atomic
def record_preliminary(*, item: YearItem, score: int | None, said: str, by: User, at: datetime) -> None:
    """Write down what an item scored before the clarification; None takes it back."""
    year = lock_row(DisclosureYear, item.year_id)
    row = PreliminaryScore.objects.filter(item=item).first()
    before = {"score": row.score, "said": row.said} if row else None
    if score is None:
        PreliminaryScore.objects.filter(item=item).delete()
        after = None
    else:
        values = {"score": score, "said": said.strip(), "recorded_by": str(by), "recorded_at": at}
        PreliminaryScore.objects.update_or_create(item=item, defaults=values)
        after = {"score": score, "said": said.strip()}
    if before != after:
        _record("preliminary_recorded", year, by, at, item=item, before=before, after=after)


@transaction.atomic
def contest_item(*, item: YearItem, reason: str, version: int, by: User, at: datetime) -> Contest | None:
    """Contest an item's preliminary score with a reason; an empty one takes it back. Raises Refusal, ChangedMeanwhile."""
    year = lock_row(DisclosureYear, item.year_id)
    row = Contest.objects.filter(item=item).first()
    if row is not None and row.version != version:
        raise ChangedMeanwhile(row.version, row.changed_by, row.changed_at)
    before = {"reason": row.reason} if row else None
    if not reason.strip():
        if row is not None:
            row.delete()
            _record("contest_withdrawn", year, by, at, item=item, before=before)
        return None
    score = PreliminaryScore.objects.filter(item=item).values_list("score", flat=True).first()
    require_contestable(
        score=score, reason=reason, opens_at=year.contest_opens_at, closes_at=year.contest_closes_at, now=at
    )
    row = row or Contest(item=item, version=0)
    row.reason, row.version, row.changed_by, row.changed_at = reason.strip(), row.version + 1, str(by), at
    row.save()
    _record("item_contested", year, by, at, item=item, before=before, after={"reason": row.reason})
    return row


@transaction.atomic
def score_and_contest(
    *, item: YearItem, version: int, score: int | None, said: str, reason: str, by: User, at: datetime
) -> None:
    """A preliminary score and its contest together: both or neither. Raises Refusal, ChangedMeanwhile."""
    record_preliminary(item=item, score=score, said=said, by=by, at=at)
    contest_item(item=item, reason=reason, version=version, by=by, at=at)


@transaction.atomic
def record_clarification(
    *, year: DisclosureYear, rows: list[dict[str, Any]], sent_on: date, by: User, at: datetime
) -> Clarification:
    """Keep the contested items as they were sent. Raises Refusal."""
    year = lock_row(DisclosureYear, year.pk)
    if not rows:
        raise Refusal("ยังไม่มีรายการที่ชี้แจง", "no item is contested yet")
    if sent_on > bangkok_date(at):
        raise Refusal("วันที่ส่งต้องไม่เป็นวันในอนาคต", "the day of sending must not lie in the future")
    last = year.clarifications.aggregate(last=Max("number"))["last"] or 0
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    row = Clarification.objects.create(
        year=year,
        number=last + 1,
        rows=rows,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        sent_on=sent_on,
        sent_by_name=str(by),
        recorded_at=at,
    )
    after = {"number": row.number, "content": row.sha256, "items": [one["code"] for one in rows]}
    _record("clarification_sent", year, by, at, after=after)
    return row


def _entry_values(row: FormEntry | None) -> dict[str, object] | None:
    if row is None or row.version == 0:
        return None
    return {"has": row.has, "addresses": list(row.addresses), "explanation": row.explanation}


def _record(
    action: str,
    year: DisclosureYear,
    by: User,
    at: datetime,
    *,
    item: YearItem | None = None,
    permission: str = MANAGE_DISCLOSURE,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        action,
        agency=year.agency.slug,
        actor=actor_in(by, year.agency, permission),
        at=at,
        object_type="form",
        object_id=f"{year.fiscal_year}/{item.code}" if item else str(year.fiscal_year),
        object_label=f"แบบประเมิน OIT {year.fiscal_year}" + (f" {item.code}" if item else ""),
        before=before,
        after=after,
    )
