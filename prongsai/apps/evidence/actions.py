"""What can be done about evidence: have it checked, keep what was seen, answer, ask for mending, read a notice.

Each is one transaction and one history event. What someone took away in the meantime is not found (Http404).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.evidence import queries, store
from prongsai.apps.evidence.alarms import bring_alarms_up_to_date, keep_alarm_notes, tell
from prongsai.apps.evidence.findings import CheckFinding, findings_of
from prongsai.apps.evidence.groups import group_of
from prongsai.apps.evidence.models import Alarm, Answer, Check, EvidenceState, Notice, Request
from prongsai.apps.evidence.queries import lock_plan
from prongsai.apps.evidence.same_content import same_content_notes
from prongsai.apps.evidence.snapshots import keep_certified
from prongsai.apps.evidence.standing import open_findings, require_standing, require_unanswered, standing_answers
from prongsai.apps.history.actions import record
from prongsai.apps.plans import search_source
from prongsai.apps.plans.models import Evidence, Measure
from prongsai.apps.plans.queries import lock_row
from prongsai.audit.result import LinkResult
from prongsai.core.errors import PersonError

PATIENCE = timedelta(minutes=10)
"""A check asked for longer ago than this got lost: the page says so, and it may be asked for again."""


class AddressChanged(Exception):
    """The evidence has another address now than the one that was visited; nothing was kept."""


@transaction.atomic
def ask_for_check(*, evidence: Evidence, by: User, at: datetime) -> EvidenceState:
    """Have one piece of evidence checked now. Raises PersonError while a check is on its way."""
    _row, state = _lock(evidence)
    if state.asked_at is not None and state.asked_at > at - PATIENCE:
        raise PersonError(
            "กำลังตรวจหลักฐานนี้อยู่แล้ว กรุณารอสักครู่แล้วโหลดหน้าใหม่",
            "this evidence is being checked already: wait a moment and load the page again",
        )
    _expect(state, at)
    _record("evidence_check_asked", evidence, by, at)
    return state


@transaction.atomic
def expect_checks(*, evidence_ids: Sequence[int], at: datetime) -> None:
    """Have evidence checked that was changed. Part of the change, whose history event tells of it."""
    for evidence_id in evidence_ids:
        _expect(_lock_state(evidence_id), at)


@transaction.atomic(savepoint=False)
def expect_first_checks(*, evidence_ids: Sequence[int], at: datetime) -> None:
    """Have evidence stored in this transaction checked. Part of the hand-in, whose history event tells of it.

    It has no state yet and no check of it can wait, which spares nine queries of each hand-in.
    """
    from prongsai.apps.evidence.jobs import enqueue_first_checks

    EvidenceState.objects.bulk_create(EvidenceState(evidence_id=one, asked_at=at) for one in evidence_ids)
    enqueue_first_checks(evidence_ids)


@transaction.atomic
def save_check(*, evidence: Evidence, result: LinkResult, at: datetime) -> Check:
    """Keep what was seen; plan.json and the report's annex show it from now on.

    The history tells of it when somebody asked or something is not as it was: 365 nights a year that find all as
    before would bury what people did. Of a row of such nights the first and the last check are kept.
    Raises AddressChanged when the link was changed while it was visited: what was seen is of another address.
    """
    row, state = _lock(evidence)
    if not row.file and row.url != result.link.url:
        raise AddressChanged(f"evidence {row.pk}: visited {result.link.url}, is {row.url}")
    is_asked, last = state.asked_at is not None, state.newest
    result = keep_alarm_notes(result, last)
    result = replace(result, notes=(*result.notes, *same_content_notes(evidence, result)))
    check = store.new_check(row.pk, result, is_file=bool(row.file))
    check.save()
    row.audit = store.audit_json(check)
    row.save(update_fields=("audit",))
    state.newest, state.asked_at, state.failed_at = check, None, None
    alarms = _sort_in(state, evidence, at)
    tell(alarms, at)
    before, after = _check_values(last), _check_values(check)
    if alarms:
        after["alarms"] = [alarm.code for alarm in alarms]
    is_news = is_asked or before != after
    if not is_news:
        _thin_out(last)
    if state.group == "good":
        _close_requests(row, at)
    if check.title != (last.title if last else ""):
        search_source.refresh_evidence(evidence.measure.plan.agency, Evidence.objects.filter(pk=row.pk))
    if is_news:
        snapshot = {"snapshot": check.snapshot} if check.snapshot else {}
        _record("evidence_checked", evidence, None, at, before=before, after={**after, **snapshot})
    return check


@transaction.atomic
def note_failed_check(*, evidence: Evidence, at: datetime) -> None:
    """A check broke off through a fault of ours: the page says so instead of waiting for ever."""
    _row, state = _lock(evidence)
    state.asked_at, state.failed_at = None, at
    state.save(update_fields=("asked_at", "failed_at"))
    _record("evidence_check_failed", evidence, None, at)


@transaction.atomic
def answer_finding(*, evidence: Evidence, finding: str, reason: str, by: User, at: datetime) -> Answer:
    """Say why a finding is all right as it is. `finding` is the code of one of the newest check.

    Raises PersonError when the newest check has no such finding or it has a standing answer.
    """
    _row, state = _lock(evidence)
    seen_sha256 = state.newest.text_sha256 if state.newest is not None else ""
    standing = standing_answers(queries.list_answers(evidence), seen_sha256)
    found = require_unanswered(_findings(state, evidence), standing, finding)
    answer = Answer.objects.create(
        evidence=evidence,
        finding=finding,
        finding_words=found.message_th,
        text_sha256=seen_sha256 if found.is_about_text else "",
        reason=reason,
        answered_by=str(by),
        answered_at=at,
    )
    _sort_in(state, evidence, at)
    if not state.open_findings:
        _close_requests(evidence, at)
    _record("evidence_finding_answered", evidence, by, at, after={"finding": finding, "reason": reason})
    return answer


@transaction.atomic
def withdraw_answer(*, answer: Answer, by: User, at: datetime) -> None:
    """Take an answer back; it stays to be seen. Raises PersonError when that was done already."""
    evidence = answer.evidence
    _row, state = _lock(evidence)
    row = lock_row(Answer, answer.pk)
    require_standing(row)
    row.withdrawn_by, row.withdrawn_at = str(by), at
    row.save(update_fields=("withdrawn_by", "withdrawn_at"))
    _sort_in(state, evidence, at)
    before = {"finding": row.finding, "reason": row.reason}
    _record("evidence_answer_withdrawn", evidence, by, at, before=before)


@transaction.atomic
def ask_officer(*, evidence: Evidence, by: User, at: datetime) -> Request:
    """Ask those responsible to mend evidence: each finds a notice. Raises PersonError when there is nothing to mend,
    when they were asked already, and when the agency has nobody to ask."""
    _row, state = _lock(evidence)
    if state.group in ("good", "unchecked"):
        raise PersonError("หลักฐานนี้ยังไม่มีสิ่งที่ต้องแก้ไข", "there is nothing to mend in this evidence yet")
    if queries.find_open_request(evidence):
        raise PersonError(
            "ขอให้ผู้รับผิดชอบแก้ไขหลักฐานนี้ไปแล้ว", "those responsible have been asked to mend this evidence already"
        )
    reached = queries.list_recipients(evidence)
    if not reached:
        raise PersonError(
            "หน่วยงานยังไม่มีผู้ใช้ที่รับแจ้งได้ กรุณาเพิ่มเจ้าหน้าที่ก่อน", "the agency has nobody to ask: add an officer first"
        )
    asked_of = list(dict.fromkeys(one.unit.name if one.unit else one.role for one in reached))
    request = Request.objects.create(evidence=evidence, asked_by=str(by), asked_at=at, asked_of=asked_of)
    Notice.objects.bulk_create(
        Notice(user=one.user, agency_id=one.agency_id, unit=one.unit, request=request, made_at=at) for one in reached
    )
    _record("evidence_fix_asked", evidence, by, at, after={"asked_of": asked_of, "people": len(reached)})
    return request


@transaction.atomic
def mark_notice_read(*, notice: Notice, by: User, at: datetime) -> bool:
    """A person opened a notice; False when it was read before, and then nothing is written."""
    row = lock_row(Notice, notice.pk)
    if row.read_at is not None:
        return False
    row.read_at = at
    row.save(update_fields=("read_at",))
    _record("notice_read", notice.evidence, by, at)
    return True


def _lock(evidence: Evidence) -> tuple[Evidence, EvidenceState]:
    """The evidence and its state as they stand now, locked from the plan down, as whoever takes them away does.

    Else a check saved while its measure is removed would break the removal.
    """
    lock_plan(evidence.measure.plan_id)
    lock_row(Measure, evidence.measure_id)
    row = lock_row(Evidence, evidence.pk)
    return row, _lock_state(evidence.pk)


def _lock_state(evidence_id: int) -> EvidenceState:
    """The state row, made when there is none, locked until the transaction ends."""
    EvidenceState.objects.get_or_create(evidence_id=evidence_id)
    return EvidenceState.objects.select_for_update(of=("self",)).select_related("newest").get(evidence_id=evidence_id)


def _expect(state: EvidenceState, at: datetime) -> None:
    """Wait for a check from now on; its job stands in the same database, so both are there or neither."""
    from prongsai.apps.evidence.jobs import enqueue_check

    state.asked_at, state.failed_at = at, None
    state.save(update_fields=("asked_at", "failed_at"))
    enqueue_check(state.evidence_id)


def _thin_out(last: Check | None) -> None:
    """Drop what stood between two checks that saw the same; the copies in the snapshots stay."""
    if last is None:
        return
    earlier = Check.objects.filter(evidence_id=last.evidence_id, checked_at__lt=last.checked_at)
    first = earlier.order_by("-checked_at", "-pk").first()
    if first is not None and _check_values(first) == _check_values(last):
        last.delete()


def _check_values(check: Check | None) -> dict[str, object]:
    """What makes a check news."""
    if check is None:
        return {}
    return {"verdict": check.verdict, "confirmed": check.confirmed, "text_sha256": check.text_sha256}


def _findings(state: EvidenceState, evidence: Evidence) -> list[CheckFinding]:
    if state.newest is None:
        return []
    return findings_of(store.check_facts(state.newest, evidence.measure.item_codes))


def _sort_in(state: EvidenceState, evidence: Evidence, at: datetime) -> list[Alarm]:
    """Bring the heap, the count of open findings, the headline and the alarms up to date; gives alarms that are new."""
    check, alarms = state.newest, list[Alarm]()
    if check is not None:
        found = _findings(state, evidence)
        state.group = group_of(check.verdict, confirmed=check.confirmed, findings=found)
        standing = standing_answers(queries.list_answers(evidence), check.text_sha256)
        open_ones = open_findings(found, standing)
        state.open_findings = len(open_ones)
        state.headline, state.headline_en = check.why, check.why_en
        if open_ones:
            state.headline, state.headline_en = open_ones[0].message_th, open_ones[0].message_en
        alarms = bring_alarms_up_to_date(evidence, check, open_ones, at)
    state.save()
    return alarms


def _close_requests(evidence: Evidence, at: datetime) -> None:
    for request in Request.objects.filter(evidence=evidence, closed_at=None):
        request.closed_at = max(at, request.asked_at)
        request.save(update_fields=("closed_at",))


def _record(
    action: str,
    evidence: Evidence,
    by: User | None,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    agency = evidence.measure.plan.agency
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency),
        at=at,
        object_type="evidence",
        object_id=str(evidence.pk),
        object_label=str(evidence),
        before=before,
        after=after,
    )


@transaction.atomic
def note_certificate(*, check: Check, by: User, at: datetime) -> None:
    """Note that a certificate was drawn for a check, so that its snapshot stays. A second one changes nothing."""
    if keep_certified(check.snapshot, at=at):
        _record("certificate_drawn", check.evidence, by, at, after={"snapshot": check.snapshot, "url": check.url})
