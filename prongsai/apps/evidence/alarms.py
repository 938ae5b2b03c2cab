"""Alarms of a check: raised once for a host and a sign, told to those who run the office, ended when the page is clean."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from prongsai.apps.agencies.models import Membership
from prongsai.apps.evidence.findings import CheckFinding
from prongsai.apps.evidence.models import Alarm, Check, Notice, Visit
from prongsai.apps.plans.models import Evidence
from prongsai.audit.batches import host_of
from prongsai.audit.judged import JudgeNote
from prongsai.audit.result import LinkResult
from prongsai.audit.watch.notes import CODES

TOLD_ROLES = ("clerk_office", "agency_admin")
"""Whom an alarm reaches: those who can call the web site's keeper, whichever unit's evidence it is."""

SEES_THE_PAGE = frozenset(("opens", "moved", "bad_certificate", "homepage_only", "gone"))
"""Verdicts of a visit that would have seen the sign, or saw that its page is there no more."""

NOT_MODIFIED = 304


def keep_alarm_notes(result: LinkResult, last: Visit | None) -> LinkResult:
    """The result with the last check's alarms where the server says the page is as it was: nobody looked at it anew."""
    if result.status != NOT_MODIFIED or last is None or last.url != result.link.url:
        return result
    told = {note.code for note in result.notes}
    kept = [JudgeNote(**note) for note in last.notes if note["code"] in CODES and note["code"] not in told]
    return replace(result, notes=(*result.notes, *kept))


def bring_alarms_up_to_date(
    evidence: Evidence, check: Check, open_ones: Iterable[CheckFinding], at: datetime
) -> list[Alarm]:
    """Open and end the alarms of evidence by its newest check; `open_ones` are its findings without an answer.

    Gives those that are new to the agency: the same sign does not stand on the same host already.
    """
    seen = {one.code: one for one in open_ones if one.code in CODES}
    standing = {alarm.code: alarm for alarm in Alarm.objects.filter(evidence=evidence, ended_at=None)}
    answered = {note["code"] for note in check.notes} - seen.keys()
    for code, alarm in standing.items():
        if code not in seen and (check.verdict in SEES_THE_PAGE or code in answered):
            alarm.ended_at = max(at, alarm.first_seen_at)
            alarm.save(update_fields=("ended_at",))
    return [
        alarm
        for alarm in (_raise(evidence, check, one, at) for code, one in seen.items() if code not in standing)
        if alarm
    ]


def _raise(evidence: Evidence, check: Check, finding: CheckFinding, at: datetime) -> Alarm | None:
    agency_id = evidence.measure.plan.agency_id
    host = host_of(check.final_url or check.url)[:255]
    is_known = Alarm.objects.filter(agency_id=agency_id, host=host, code=finding.code, ended_at=None).exists()
    alarm = Alarm.objects.create(
        agency_id=agency_id,
        evidence=evidence,
        host=host,
        code=finding.code,
        message_th=finding.message_th,
        message_en=finding.message_en,
        first_seen_at=at,
    )
    return None if is_known else alarm


def tell(alarms: Sequence[Alarm], at: datetime) -> None:
    """A notice of each for everyone who runs the office."""
    if not alarms:
        return
    people = Membership.objects.filter(agency_id=alarms[0].agency_id, role__in=TOLD_ROLES, user__is_active=True)
    Notice.objects.bulk_create(
        Notice(user_id=user, agency_id=alarm.agency_id, alarm=alarm, made_at=at)
        for user in people.values_list("user_id", flat=True)
        for alarm in alarms
    )
