"""Plain data the templates show: no template asks the database or decides."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from prongsai.apps.plans import labels
from prongsai.apps.plans.due import Bucket
from prongsai.apps.plans.evidence_port import VerdictLine, auditor
from prongsai.apps.plans.facts import deadline_facts, evidence_facts, follow_up_facts, measure_facts, step_facts
from prongsai.apps.plans.models import STATUSES, Evidence, Measure, Occurrence, WorkItem
from prongsai.core import plan as core
from prongsai.core.deadline_rule.options import options_of
from prongsai.core.deadline_rule.slots import is_recurring
from prongsai.core.finding import Finding


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A link or file. `href` is "" for what must not be a link; `id` None while the plan is a draft.

    `verdict` is what the auditor last saw of it; `is_held` what was checked or approved and may not be taken away.
    """

    id: int | None
    label: str
    href: str
    as_printed: str
    proposed_url: str
    repairs: str
    is_file: bool = False
    is_unscanned: bool = False
    size_bytes: int = 0
    added: str = ""
    field: str = ""
    verdict: VerdictLine | None = None
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A step or follow-up as a page shows it; `parts` says how many of its occurrences are done, "" for a single one.

    `counts_on` is the due day that holds where it is another than the rule names, None where it is not; `counts_why` says how it
    came about, in both languages, and `extended_from` from which day it was extended. `late_days` says by how many days a single one was done too late. `extend_number` is the single occurrence for which more days can be asked, None where there is none such.
    """

    id: int | None
    number: int
    text: str
    is_supervision: bool
    deadline: str
    why: str
    deadline_as_printed: str
    status: str
    done_on: date | None
    note: str
    evidence: tuple[EvidenceLine, ...]
    is_late: bool = False
    parts: str = ""
    has_events: bool = False
    extend_number: int | None = None
    late_days: int = 0
    counts_on: date | None = None
    counts_why: tuple[str, str] | None = None
    extended_from: date | None = None


@dataclass(frozen=True, slots=True)
class ResponsibleLine:
    """Who acts; `duty` is "" for the one who does it."""

    unit: str
    person: str
    duty: str
    all_units: bool


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A row of the table with everything under it."""

    id: int | None
    number: int
    issue: str
    issue_kind: str
    indicator: int | None
    item_codes: tuple[str, ...]
    responsible: tuple[ResponsibleLine, ...]
    steps: tuple[WorkLine, ...]
    follow_ups: tuple[WorkLine, ...]
    status: str
    status_as_printed: str
    evidence: tuple[EvidenceLine, ...]
    budget: str
    problems: str
    remarks: str
    extra: tuple[tuple[str, str], ...]
    printed: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class DueLine:
    """One occurrence of unfinished work in a list of what is due."""

    id: int
    number: int
    measure_id: int
    measure: str
    year: int
    text: str
    is_supervision: bool
    deadline: str
    falls_due_on: date | None
    bucket: Bucket
    status: str
    evidence_count: int
    may_record: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two writers differ."""

    label: str
    theirs: str
    mine: str


def measure_view(
    row: Measure,
    findings: Iterable[Finding] = (),
    *,
    today: date | None = None,
    held: Container[int] = (),
    counted: Mapping[int, Occurrence] | None = None,
) -> MeasureView:
    """A stored measure with its children prefetched; with `today`, for which its work has counts, late work is marked.

    `held` are the ids of its evidence that may not be taken away; `counted` the occurrences whose due days are explained
    (see `occurrences_that_count`).
    """
    facts = measure_facts(row)
    counted = counted or {}
    rows: dict[int | None, list[Evidence]] = {}
    for one in row.evidence.all():
        rows.setdefault(one.work_item_id, []).append(one)
    work = list(row.work.all())
    steps = [item for item in work if item.kind == "step"]
    follow_ups = [item for item in work if item.kind == "follow_up"]

    def line_of(line: core.Step | core.FollowUp, item: WorkItem) -> WorkLine:
        evidence, once = rows.get(item.pk, []), counted.get(item.pk)
        return _work_line(line, item.pk, evidence, item=item if today else None, held=held, once=once)

    return _view(
        facts,
        row.pk,
        [line_of(*pair) for pair in zip(facts.steps, steps, strict=True)],
        [line_of(*pair) for pair in zip(facts.follow_ups, follow_ups, strict=True)],
        tuple(evidence_line(one, held) for one in rows.get(None, [])),
        findings,
    )


def work_line(item: WorkItem, evidence: list[Evidence]) -> WorkLine:
    """One work item by itself, with some of its evidence."""
    return _work_line(step_facts(item) if item.kind == "step" else follow_up_facts(item), item.pk, evidence)


def draft_view(facts: core.Measure, index: int, findings: Iterable[Finding] = ()) -> MeasureView:
    """A measure of a draft import; `field` of its evidence names the tick that accepts a proposed address."""

    def lines(kind: str, work: Iterable[core.Work]) -> list[WorkLine]:
        return [
            _work_line(line, None, [], _draft_evidence(line.evidence, f"{index}:{kind}:{place}"))
            for place, line in enumerate(work)
        ]

    evidence = _draft_evidence(facts.evidence, f"{index}:measure:0")
    return _view(facts, None, lines("step", facts.steps), lines("follow_up", facts.follow_ups), evidence, findings)


def due_line(row: Occurrence, bucket: Bucket, *, may_record: bool) -> DueLine:
    """A row of the due list (with work, measure, plan and annotations)."""
    item = row.work_item
    return DueLine(
        id=item.pk,
        number=row.number,
        measure_id=item.measure_id,
        measure=f"{item.measure.number}. {item.measure.issue}",
        year=item.measure.plan.fiscal_year,
        text=item.text or item.measure.issue,
        is_supervision=item.role == "supervision",
        deadline=labels.occurrence_words(deadline_facts(item), row),
        falls_due_on=row.due_on,
        bucket=bucket,
        status=row.status,
        evidence_count=row.evidence_count,  # type: ignore[attr-defined]
        may_record=may_record,
    )


def measure_differences(theirs: core.Measure, mine: core.Measure) -> list[Difference]:
    """Where two versions of a measure differ, field by field, in words."""
    pairs = [
        Difference(label, one, other)
        for (label, one), (_label, other) in zip(_said(theirs), _said(mine), strict=True)
        if one != other
    ]
    return pairs


def _said(facts: core.Measure) -> list[tuple[str, str]]:
    return [
        (_("ประเด็น"), facts.issue),
        (_("ลักษณะของประเด็น"), facts.issue_kind or ""),
        (_("ตัวชี้วัดที่"), str(facts.indicator or "")),
        (_("ข้อ OIT ที่เกี่ยวข้อง"), ", ".join(facts.item_codes)),
        (_("ผลการดำเนินการของทั้งมาตรการ"), str(dict(STATUSES)[facts.status])),
        (_("ผู้รับผิดชอบ"), "\n".join(_said_who(who) for who in facts.responsible)),
        (_("ขั้นตอนหรือวิธีการ"), "\n".join(_said_work(step) for step in facts.steps)),
        (_("การรายงานผลและการกำกับติดตาม"), "\n".join(_said_work(line) for line in facts.follow_ups)),
        (_("งบประมาณ"), facts.budget or ""),
        (_("ปัญหา อุปสรรค"), facts.problems or ""),
        (_("หมายเหตุ"), facts.remarks or ""),
    ]


def _said_who(who: core.Responsible) -> str:
    duty = str(labels.DUTIES[who.role])
    return f"{who.unit} {who.person or ''}".strip() + (f" ({duty})" if duty else "")


def _said_work(work: core.Work) -> str:
    words = labels.deadline_words(work.deadline)
    return f"{work.number}. {work.text or ''}" + (f" ({words})" if words else "")


def _view(
    facts: core.Measure,
    pk: int | None,
    steps: list[WorkLine],
    follow_ups: list[WorkLine],
    evidence: tuple[EvidenceLine, ...],
    findings: Iterable[Finding],
) -> MeasureView:
    printed: Mapping[str, str] = {
        _("ประเด็น"): facts.as_printed.issue,
        _("ผู้รับผิดชอบ"): facts.as_printed.responsible,
        _("ขั้นตอนหรือวิธีการ"): facts.as_printed.steps,
        _("การรายงานผลและการกำกับติดตาม"): facts.as_printed.follow_up,
        _("การดำเนินการ"): facts.as_printed.result,
    }
    return MeasureView(
        id=pk,
        number=facts.number,
        issue=facts.issue,
        issue_kind={"fix": _("ต้องปรับปรุงแก้ไข"), "develop": _("ต้องพัฒนา")}.get(facts.issue_kind or "", ""),
        indicator=facts.indicator,
        item_codes=facts.item_codes,
        responsible=tuple(
            ResponsibleLine(who.unit, who.person or "", str(labels.DUTIES[who.role]), who.all_units)
            for who in facts.responsible
        ),
        steps=tuple(steps),
        follow_ups=tuple(follow_ups),
        status=facts.status,
        status_as_printed=facts.status_as_printed,
        evidence=evidence,
        budget=facts.budget or "",
        problems=facts.problems or "",
        remarks=facts.remarks or "",
        extra=tuple(facts.extra.items()),
        printed=tuple((label, text) for label, text in printed.items() if text),
        findings=tuple(findings),
    )


def _work_line(
    work: core.Work,
    pk: int | None,
    rows: list[Evidence],
    evidence: tuple[EvidenceLine, ...] = (),
    *,
    item: WorkItem | None = None,
    held: Container[int] = (),
    once: Occurrence | None = None,
) -> WorkLine:
    deadline = work.deadline
    counts_on = _day_that_counts(deadline, item, once) if item is not None else None
    is_extended = once is not None and once.due_on != once.original_due_on
    return WorkLine(
        id=pk,
        number=work.number,
        text=work.text or "",
        is_supervision=isinstance(work, core.FollowUp) and work.role == "supervision",
        deadline=labels.deadline_words(deadline),
        why=labels.deadline_why(deadline),
        deadline_as_printed=deadline.as_printed if deadline else "",
        status=work.status,
        done_on=work.done_on,
        note=work.note or "",
        evidence=evidence or tuple(evidence_line(one, held) for one in rows),
        is_late=item is not None and item.late_count > 0,  # type: ignore[attr-defined]
        parts=labels.parts_words(item) if item is not None else "",
        has_events=deadline is not None and deadline.kind == "relative",
        late_days=_late_days(item) if item is not None else 0,
        extend_number=_extend_number(item) if item is not None else None,
        counts_on=counts_on,
        counts_why=(once.why, once.why_en or once.why) if once is not None and once.why else None,
        extended_from=once.original_due_on if once is not None and is_extended else None,
    )


def is_another_day(deadline: core.Deadline | None, once: Occurrence) -> bool:
    """Whether an occurrence is due on another day than the words of its rule name: moved off a day off, extended, or
    counted from an event. Of work that recurs the words name none, so there only what may have moved counts."""
    if deadline is None or once.due_on is None:
        return False
    if is_recurring(deadline):
        return options_of(deadline).to_working_day or once.due_on != once.original_due_on
    return once.due_on != (deadline.due_on or deadline.until_on)


def _day_that_counts(deadline: core.Deadline | None, item: WorkItem, once: Occurrence | None) -> date | None:
    """The due day where the words of the rule do not name it; without the occurrence, of work that has one alone."""
    if once is None:
        due_on = item.only_due_on if item.occurrence_count == 1 else None  # type: ignore[attr-defined]
        once = Occurrence(due_on=due_on, original_due_on=due_on)
    return once.due_on if is_another_day(deadline, once) else None


def days_late(due_on: date | None, done_on: date | None) -> int:
    """By how many days something was done after its day; 0 in time, and for what is not done or had no day."""
    return max((done_on - due_on).days, 0) if due_on is not None and done_on is not None else 0


def _late_days(item: WorkItem) -> int:
    if item.status != "done" or item.occurrence_count != 1:  # type: ignore[attr-defined]
        return 0
    return days_late(item.only_due_on, item.done_on)  # type: ignore[attr-defined]


def _extend_number(item: WorkItem) -> int | None:
    if item.status == "done" or item.occurrence_count != 1 or item.only_due_on is None:  # type: ignore[attr-defined]
        return None
    number: int = item.only_number  # type: ignore[attr-defined]
    return number


def evidence_line(row: Evidence, held: Container[int] = ()) -> EvidenceLine:
    """A link or file as stored, with what the auditor last saw of it; `held` are ids that may not be taken away."""
    verdict, is_held = auditor().line_of(row), row.pk in held
    if not row.file:
        return replace(_link_line(evidence_facts(row), row.pk, ""), verdict=verdict, is_held=is_held)
    return EvidenceLine(
        id=row.pk,
        label=row.file_name,
        href="",
        as_printed="",
        proposed_url="",
        repairs="",
        is_file=True,
        is_unscanned=row.is_unscanned,
        size_bytes=row.size_bytes,
        added=row.added_by,
        verdict=verdict,
        is_held=is_held,
    )


def _draft_evidence(evidence: Iterable[core.Evidence], field: str) -> tuple[EvidenceLine, ...]:
    return tuple(_link_line(one, None, f"{field}:{place}") for place, one in enumerate(evidence))


def _link_line(facts: core.Evidence, pk: int | None, field: str) -> EvidenceLine:
    url = facts.url or ""
    return EvidenceLine(
        id=pk,
        label=facts.title or url or facts.as_printed or "-",
        href=url if url.startswith(("http://", "https://")) else "",
        as_printed=facts.as_printed if facts.as_printed != url else "",
        proposed_url=facts.proposed_url or "",
        repairs=", ".join(str(labels.REPAIRS.get(name, name)) for name in facts.repairs),
        field=field,
    )
