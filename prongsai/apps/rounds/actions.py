"""What people do in a round: decide, report on a decision, sign, record a memo signed on paper.

Each is one transaction and one history event; what a signature fulfils in the plans are events of its own. The round is
locked first, then the measures.
"""

import hashlib
from datetime import date, datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency, Unit
from prongsai.apps.agencies.permissions import RECORD_PROGRESS, RECORD_ROUND, SIGN_ROUND
from prongsai.apps.agencies.posts import acting_as
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.file_types import require_known_type
from prongsai.apps.plans.progress import HandedFile
from prongsai.apps.plans.queries import lock_row
from prongsai.apps.rounds.fulfilling import fulfil_supervision
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.rounds.opening import record_round
from prongsai.apps.rounds.queries import get_round
from prongsai.apps.rounds.sheets import build_sheet
from prongsai.core.errors import PersonError
from prongsai.core.handover import require_seen
from prongsai.core.monthly_round import (
    Refusal,
    State,
    hash_of_sheet,
    require_decision,
    require_paper,
    require_signable,
    sheet_to_dict,
)
from prongsai.wiring import bangkok_date

SCAN_TYPES = ("pdf", "jpg", "png")


@transaction.atomic
def decide(*, round_: Round, text: str, unit: Unit | None, due_on: date, by: User, at: datetime) -> Decision:
    """The executive decides something: a task of a unit, or of the whole agency, from now on. Raises Refusal."""
    row = _lock(round_)
    require_signable(_state(row, at))
    require_decision(text, due_on, made_on=bangkok_date(at))
    capacity = _require_capacity(by, row.agency, at)
    made = _add_decision(row, text, unit, due_on, by, at, capacity=capacity)
    _record_decision("round_decided", made, by, at, SIGN_ROUND, after=_decision_values(made))
    return made


@transaction.atomic
def record_decision(*, round_: Round, text: str, unit: Unit | None, due_on: date, by: User, at: datetime) -> Decision:
    """Write down what the executive decided on the memo of a round that was signed on paper. Raises Refusal."""
    row = _lock(round_)
    if row.state != "recorded_on_paper":
        raise Refusal(
            "บันทึกข้อสั่งการจากกระดาษได้เมื่อบันทึกการลงนามบนกระดาษแล้วเท่านั้น",
            "decisions on paper can be written down only once the signed memo is recorded",
        )
    require_decision(text, due_on, made_on=row.held_on or row.month)
    made = _add_decision(row, text, unit, due_on, by, at, capacity=row.capacity, is_from_paper=True)
    _record_decision("round_decision_recorded", made, by, at, RECORD_ROUND, after=_decision_values(made))
    return made


@transaction.atomic
def withdraw_decision(*, decision: Decision, version: int, reason: str, by: User, at: datetime) -> None:
    """The executive takes a decision back, with the reason; it stays to be seen. Raises Refusal, ChangedMeanwhile."""
    row = _lock_decision(decision, version)
    if row.state == "withdrawn":
        raise Refusal("ข้อสั่งการนี้ยกเลิกไปแล้ว", "this decision was withdrawn already")
    _require_reason(reason)
    _require_capacity(by, row.round.agency, at)
    before = _report_values(row)
    row.state, row.done_on, row.back_why = "withdrawn", None, reason.strip()
    _save(row)
    _record_decision("round_decision_withdrawn", row, by, at, SIGN_ROUND, before=before, after=_report_values(row))


@transaction.atomic
def report_decision(
    *, decision: Decision, version: int, report: str, done_on: date | None, by: User, at: datetime
) -> Decision:
    """Say how far a decision is; with `done_on` it is done, until the executive asks for more. Raises Refusal, ChangedMeanwhile."""
    row = _lock_decision(decision, version)
    if row.state != "open":
        raise Refusal("ข้อสั่งการนี้ปิดไปแล้ว กรุณาเปิดหน้านี้ใหม่", "this decision is closed already: open the page again")
    if not report.strip():
        raise Refusal("กรุณาเขียนว่าทำอะไรไปแล้ว", "write what was done")
    if done_on is not None and done_on > bangkok_date(at):
        raise Refusal("วันที่ทำเสร็จต้องไม่เป็นวันในอนาคต", "the day of completion must not lie in the future")
    before = _report_values(row)
    row.report, row.done_on = report.strip(), done_on
    row.state = "done" if done_on is not None else "open"
    row.reported_by, row.reported_at = str(by), at
    _save(row)
    _record_decision("round_decision_reported", row, by, at, RECORD_PROGRESS, before=before, after=_report_values(row))
    return row


@transaction.atomic
def reopen_decision(*, decision: Decision, version: int, reason: str, by: User, at: datetime) -> None:
    """The executive is not content with what was reported: the unit goes on. Raises Refusal, ChangedMeanwhile."""
    row = _lock_decision(decision, version)
    if row.state != "done":
        raise Refusal("ข้อสั่งการนี้ยังไม่ได้รายงานว่าเสร็จ", "this decision was not reported as done")
    _require_reason(reason)
    _require_capacity(by, row.round.agency, at)
    before = _report_values(row)
    row.state, row.done_on, row.back_why = "open", None, reason.strip()
    _save(row)
    _record_decision("round_decision_reopened", row, by, at, SIGN_ROUND, before=before, after=_report_values(row))


@transaction.atomic
def sign_round(*, round_: Round, seen_sha256: str, comment: str, by: User, at: datetime) -> Round:
    """The executive has seen exactly this sheet. Supervision of the month is done by it. Raises Refusal.

    The caller has made sure of the second factor.
    """
    row = _lock(round_)
    today = bangkok_date(at)
    require_signable(_state(row, at))
    sheet = build_sheet(get_round(row.pk), today)
    require_seen(seen_sha256, hash_of_sheet(sheet))
    row.capacity = _require_capacity(by, row.agency, at)
    row.state, row.comment, row.held_on = "signed", comment.strip(), today
    row.signed_by, row.signed_by_name, row.signed_at = by, str(by), at
    row.shown, row.shown_sha256 = sheet_to_dict(sheet), seen_sha256
    row.save()
    after = {**_held_values(row), "content": row.shown_sha256}
    record_round("round_signed", row, by, at, permission=SIGN_ROUND, before={"state": "open"}, after=after)
    fulfil_supervision(row, by=by, at=at)
    return row


@transaction.atomic
def record_on_paper(
    *,
    round_: Round,
    memo_number: str,
    memo_on: date,
    post: str,
    comment: str,
    scan: HandedFile,
    by: User,
    at: datetime,
) -> Round:
    """The clerk's office records a memo that was signed on paper, with its scan. Raises PersonError, Refusal.

    `post` is the one under the signature on the paper. A round that was missed may still be recorded when the memo's
    day lies in its month; history says when that was done.
    """
    row = _lock(round_)
    was, today = _state(row, at), bangkok_date(at)
    require_paper(was, memo_on, month=row.month, due_on=row.due_on, today=today)
    kind = _require_scan(scan)
    if not row.shown_sha256:
        sheet = build_sheet(get_round(row.pk), today)
        row.shown, row.shown_sha256 = sheet_to_dict(sheet), hash_of_sheet(sheet)
    row.state, row.held_on, row.capacity, row.comment = "recorded_on_paper", memo_on, post.strip(), comment.strip()
    row.memo_number = memo_number.strip()
    row.recorded_by, row.recorded_by_name, row.recorded_at = by, str(by), at
    row.scan_name = f"{(scan.name.rpartition('.')[0] or scan.name)[:150]}.{kind[0]}"
    row.scan_type, row.scan_sha256 = kind[1], hashlib.sha256(scan.content).hexdigest()
    row.scan.save("scan", ContentFile(scan.content), save=False)
    stored = row.scan
    try:
        row.save()
        after = {**_held_values(row), "memo_number": row.memo_number, "scan": row.scan_sha256}
        before = {"state": was}
        record_round("round_recorded_on_paper", row, by, at, permission=RECORD_ROUND, before=before, after=after)
        fulfil_supervision(row, by=by, at=at)
    except Exception:
        stored.storage.delete(stored.name or "")  # the row goes with the transaction, the file would stay
        raise
    return row


def _lock(row: Round) -> Round:
    locked = lock_row(Round, row.pk)
    locked.agency = row.agency
    return locked


def _lock_decision(decision: Decision, version: int) -> Decision:
    """The decision as it stands now; its round is locked too, as whoever signs it does."""
    lock_row(Round, decision.round_id)
    row = lock_row(Decision, decision.pk)
    row.round = decision.round
    if row.version != version:
        raise ChangedMeanwhile(row.version, row.reported_by, row.reported_at or row.made_at)
    return row


def _state(row: Round, at: datetime) -> State:
    return row.state_on(bangkok_date(at))  # type: ignore[return-value]


def _require_capacity(by: User, agency: Agency, at: datetime) -> str:
    capacity = acting_as(by, agency, "top_executive", bangkok_date(at))
    if capacity is None:
        raise Http404
    return capacity.words


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal("กรุณาเขียนเหตุผล", "write the reason")


def _require_scan(scan: HandedFile) -> tuple[str, str]:
    """Extension and type of the scan by its content. Raises PersonError."""
    limit = settings.EVIDENCE_MAX_BYTES
    if len(scan.content) > limit:
        size = -(-len(scan.content) // 1_000_000)
        raise PersonError(
            f'ไฟล์ "{scan.name}" มีขนาด {size} MB เกินขีดจำกัด {limit // 1_000_000} MB กรุณาย่อไฟล์',
            f'"{scan.name}" is {size} MB, over the limit of {limit // 1_000_000} MB: make it smaller',
        )
    kind = require_known_type(scan.content, scan.name)
    if kind.extension not in SCAN_TYPES:
        raise PersonError(
            f'ไฟล์ "{scan.name}" ต้องเป็น PDF, JPG หรือ PNG ที่สแกนจากบันทึกที่ลงนามแล้ว',
            f'"{scan.name}" must be a PDF, JPG or PNG scanned from the signed memo',
        )
    return kind.extension, kind.content_type


def _add_decision(
    row: Round,
    text: str,
    unit: Unit | None,
    due_on: date,
    by: User,
    at: datetime,
    *,
    capacity: str,
    is_from_paper: bool = False,
) -> Decision:
    last = row.decisions.aggregate(last=Max("number"))["last"] or 0
    return Decision.objects.create(
        round=row,
        number=last + 1,
        text=text.strip(),
        unit=unit,
        unit_name=unit.name if unit else "",
        due_on=due_on,
        is_from_paper=is_from_paper,
        made_by=by,
        made_by_name=str(by),
        capacity=capacity,
        made_at=at,
    )


def _save(row: Decision) -> None:
    row.version += 1
    row.save()


def _decision_values(row: Decision) -> dict[str, object]:
    return {
        "text": row.text,
        "unit": row.unit_name or None,
        "due_on": row.due_on.isoformat(),
        "capacity": row.capacity or None,
    }


def _report_values(row: Decision) -> dict[str, object]:
    return {
        "state": row.state,
        "done_on": row.done_on.isoformat() if row.done_on else None,
        "report": row.report or None,
        "reason": row.back_why or None,
    }


def _held_values(row: Round) -> dict[str, object]:
    return {
        "state": row.state,
        "held_on": row.held_on.isoformat() if row.held_on else None,
        "capacity": row.capacity,
        "comment": row.comment or None,
    }


def _record_decision(
    action: str,
    row: Decision,
    by: User,
    at: datetime,
    permission: str,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record_round(action, row.round, by, at, permission=permission, label=f" / {row.number}", before=before, after=after)
