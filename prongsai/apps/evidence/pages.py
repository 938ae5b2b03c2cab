"""Plain data the templates of evidence show: no template asks the database or decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from prongsai.apps.agencies.models import ROLES
from prongsai.apps.evidence import labels
from prongsai.apps.evidence.auditor import verdict_line
from prongsai.apps.evidence.findings import CheckFinding, findings_of
from prongsai.apps.evidence.models import Check, EvidenceState, FindingAnswer, Notice, Request, Visit
from prongsai.apps.evidence.queries import AlarmFacts
from prongsai.apps.evidence.standing import standing_answers
from prongsai.apps.evidence.store import check_facts, judged_from_json
from prongsai.apps.plans.evidence_port import VerdictLine
from prongsai.apps.plans.models import Evidence
from prongsai.audit.judged import Judged
from prongsai.core.scoring import format_points
from prongsai.web.reading import is_english
from prongsai.web.templatetags.reading import in_language
from prongsai.wiring import framework_files


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece of evidence in the list. `asked` says of whom mending was asked, "" when nobody was."""

    id: int
    label: str
    verdict: VerdictLine | None
    measure_id: int
    measure: str
    work: str
    year: int
    item_codes: tuple[str, ...]
    units: str
    points: str
    asked: str
    asked_at: datetime | None
    can_ask: bool


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with the answer that stands."""

    code: str
    severity: str
    sentence: str
    wants_answer: bool
    answer: FindingAnswer | None = None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item the text supports; `is_wanted` when the evidence was handed in for it."""

    code: str
    title: str
    words: str
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class ElementLine:
    """A required element: what, whether it was seen, on what grounds."""

    number: int
    text: str
    sign: str
    state: str
    grounds: str


@dataclass(frozen=True, slots=True)
class JudgedView:
    """What the judge said, in words."""

    items: tuple[ItemLine, ...]
    years: str
    year_grounds: str
    year_fits: str
    year_sign: str
    elements: tuple[ElementLine, ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check of the history, with what it saw and whether the content changed since the one before.

    `id` is None where no snapshot was kept, so that there is nothing to certify.
    """

    id: int | None
    checked_at: datetime
    sign: str
    verdict: str
    sentence: str
    changed: str


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """An alarm that stands, on the page of all evidence."""

    host: str
    sentence: str
    first_seen_at: datetime
    evidence_id: int
    pages: int


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice: what is asked, by whom, of which evidence; or an alarm of the watch, which nobody asked."""

    id: int
    is_alarm: bool
    is_read: bool
    is_closed: bool
    made_at: datetime
    asked_by: str
    label: str
    measure: str
    agency: str
    sign: str
    sentence: str


def evidence_row(row: Evidence, points: Decimal | None, *, now: datetime, may_ask: bool) -> EvidenceRow:
    """A row from `queries.list_evidence`."""
    measure = row.measure
    asked: Request | None = getattr(row, "open_request", None)
    line = verdict_line(row, now=now)
    group = row.check_state.group if hasattr(row, "check_state") else "unchecked"
    return EvidenceRow(
        id=row.pk,
        label=str(row),
        verdict=line,
        measure_id=measure.pk,
        measure=f"{measure.number}. {measure.issue}",
        work=(row.work_item.text or "") if row.work_item else "",
        year=measure.plan.fiscal_year,
        item_codes=tuple(measure.item_codes),
        units=", ".join(dict.fromkeys(one.unit_name for one in measure.responsible.all())),
        points=shown_points(points),
        asked=asked_words(asked),
        asked_at=asked.asked_at if asked else None,
        can_ask=may_ask
        and asked is None
        and group in ("loses", "doubt", "unknown")
        and not (line and line.is_answered),
    )


def finding_lines(check: Visit, wanted_items: Sequence[str], answers: Iterable[FindingAnswer]) -> list[FindingLine]:
    """Everything the check found, worst first, each with its answer."""
    standing = standing_answers(answers, check.text_sha256)
    return [_finding_line(one, standing) for one in findings_of(check_facts(check, wanted_items))]


def judged_view(check: Check, wanted_items: Sequence[str], fiscal_year: int) -> JudgedView | None:
    """What the judge said of the newest check; None when nothing was read."""
    judged = judged_from_json(check.judged)
    if judged is None:
        return None
    framework = framework_files().get(fiscal_year)
    titles = {item.code: in_language((item.title_th, item.title_en)) for item in framework}
    in_english = {one.text_th: one.text_en for item in framework for one in item.elements} if is_english() else {}
    return JudgedView(
        items=tuple(
            ItemLine(
                code=one.code,
                title=titles.get(one.code, ""),
                words=", ".join(f"“{word}”" for word in one.words),
                is_wanted=one.code in wanted_items,
            )
            for one in judged.items[:3]
        ),
        years=_years(judged),
        year_grounds=in_language((judged.year_grounds_th, judged.year_grounds_en)),
        year_fits=str(labels.YEAR_FITS[judged.year_fits]),
        year_sign={"yes": "good", "no": "error", "cannot_tell": "unsure"}[judged.year_fits],
        elements=tuple(
            ElementLine(
                number=one.element + 1,
                text=in_english.get(one.text_th, one.text_th),
                sign=labels.ELEMENT_SIGNS[one.state],
                state=str(labels.ELEMENT_STATES[one.state]),
                grounds=in_language((one.grounds_th, one.grounds_en)),
            )
            for one in judged.elements
        ),
    )


def visit_facts(check: Check) -> list[tuple[str, str]]:
    """What was met at the address, as (label, value); empty values are left out."""
    host = str(labels.HOST_CLASSES.get(check.host_class, ""))
    if host and check.via_shortener:
        host = _("%(host)s (ผ่านลิงก์ย่อ)") % {"host": host}
    facts = [
        (_("ชื่อหน้าหรือไฟล์"), check.title),
        (_("เป็นของ"), host),
        (_("ไปถึงที่"), check.final_url if check.final_url != check.url else ""),
        (_("เว็บไซต์ตอบ"), str(check.status or "")),
        (_("ชนิด"), check.content_type),
        (_("ลายนิ้วมือของเนื้อหา (SHA-256)"), check.sha256),
        (_("สำเนาที่เก็บไว้"), check.snapshot),
    ]
    return [(label, value) for label, value in facts if value]


def check_lines(checks: Sequence[Check]) -> list[CheckLine]:
    """Checks, newest first, each compared with the one before it where that one is among them."""
    before: list[Check | None] = [*checks[1:], None][: len(checks)]
    return [_check_line(one, last) for one, last in zip(checks, before, strict=True)]


def alarm_line(one: AlarmFacts) -> AlarmLine:
    """A line from `queries.list_alarms`."""
    return AlarmLine(
        host=one.host,
        sentence=in_language((one.message_th, one.message_en)),
        first_seen_at=one.first_seen_at,
        evidence_id=one.evidence_id,
        pages=one.pages,
    )


def notice_line(row: Notice) -> NoticeLine:
    """A row from `queries.list_notices`."""
    evidence = row.evidence
    measure = evidence.measure
    sign, sentence = _notice_words(row)
    return NoticeLine(
        id=row.pk,
        is_alarm=row.alarm is not None,
        is_read=row.read_at is not None,
        is_closed=(row.request.closed_at if row.request else row.alarm and row.alarm.ended_at) is not None,
        made_at=row.made_at,
        asked_by=row.request.asked_by if row.request else "",
        label=str(evidence),
        measure=f"{measure.number}. {measure.issue}",
        agency=row.agency.name,
        sign=sign,
        sentence=sentence,
    )


def _notice_words(row: Notice) -> tuple[str, str]:
    """Sign and sentence: of an alarm as it was seen, of a request as the evidence stands now."""
    if row.alarm is not None:
        return "error", in_language((row.alarm.message_th, row.alarm.message_en))
    state: EvidenceState | None = getattr(row.evidence, "check_state", None)
    if state is None:
        return "unchecked", ""
    return labels.SIGNS[state.group], in_language((state.headline, state.headline_en))


def shown_points(points: Decimal | None) -> str:
    """Points of the total with two decimals, "" when nothing is known."""
    return format_points(points) if points is not None else ""


def asked_words(request: Request | None) -> str:
    """Of whom mending was asked: units by name, others by role."""
    if request is None:
        return ""
    roles = dict(ROLES)
    return ", ".join(str(roles.get(one, one)) for one in request.asked_of)


def _finding_line(one: CheckFinding, standing: Mapping[str, FindingAnswer]) -> FindingLine:
    return FindingLine(
        code=one.code,
        severity=one.severity,
        sentence=in_language((one.message_th, one.message_en)),
        wants_answer=one.wants_answer,
        answer=standing.get(one.code),
    )


def _years(judged: Judged) -> str:
    years = judged.fiscal_years or ((judged.fiscal_year,) if judged.fiscal_year else ())
    return ", ".join(str(year) for year in years)


def _check_line(check: Check, before: Check | None) -> CheckLine:
    changed = ""
    if before is not None and check.text_sha256 and before.text_sha256:
        changed = _("เนื้อหาเปลี่ยนจากครั้งก่อน") if check.text_sha256 != before.text_sha256 else _("เนื้อหาเหมือนครั้งก่อน")
    return CheckLine(
        id=check.pk if check.snapshot else None,
        checked_at=check.checked_at,
        sign=labels.VERDICT_SIGNS[check.verdict],
        verdict=labels.verdict_word(check.verdict, check.why),
        sentence=in_language((check.why, check.why_en)),
        changed=changed,
    )
