"""Reads our own report form back into the plan it was made from (docs/report-form.md).

The visible table is the truth: what a clerk changed in Word counts. The annexes add what the table does not show.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from prongsai.core.plan import AsPrinted, Evidence, FollowUp, Measure, MonthlyRound, Plan, Step
from prongsai.core.report_form.evidence_row import read_evidence, read_owner
from prongsai.core.report_form.fact_rows import read_extra, read_facts, read_list, read_month
from prongsai.core.report_form.issue_cell import read_issue, read_responsible
from prongsai.core.report_form.marked_text import squashed
from prongsai.core.report_form.result_cell import WorkColumn, WorkResult, read_result, shown_evidence
from prongsai.core.report_form.words import NO_MEASURES
from prongsai.core.report_form.work_cell import DeadlineReader, read_works
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.intake.blocks import SourceDocument
from prongsai.intake.own_attachment import choose_plan
from prongsai.intake.own_tables import OwnTable, has_own_line_breaks, is_own_form, read_own_tables

if TYPE_CHECKING:
    from prongsai.core.framework import Framework

_RESULT_COLUMN = 4

_Owner = tuple[int, WorkColumn | None, int]
_Work = TypeVar("_Work", Step, FollowUp)


def read_own_report(document: SourceDocument, frameworks: "Callable[[int], Framework] | None" = None) -> Plan | None:
    """The plan of a report in our own form, in any format; None when it is another's or too damaged to trust.

    With a plan attached (PDF) that says the same, that plan is given, exact to the letter; where it differs, what is
    printed is given with finding `attachment_differs`. `frameworks` is not needed and stands for symmetry.
    """
    if not is_own_form(document):
        return None
    tables = read_own_tables(document)
    plan = _read_plan(document, tables)
    if plan is None:
        return None
    shows_results = _RESULT_COLUMN in tables["measures"].columns
    return choose_plan(plan, document, shows_results=shows_results)


def _read_plan(document: SourceDocument, tables: dict[str, OwnTable]) -> Plan | None:
    facts, main = tables.get("facts"), tables.get("measures")
    if facts is None or main is None:
        return None
    plan = read_facts({row[0]: row[1] for row in facts.rows})
    if plan is None:
        return None
    annex = _Annex(tables)
    if annex.codes and not main.rows:
        return None
    read_deadline = _deadline_reader(plan.fiscal_year)
    reader = _MeasureReader(plan, annex, read_deadline, is_strict=has_own_line_breaks(document))
    measures: list[Measure] = []
    for row in main.rows:
        if squashed("".join(row)) == squashed(NO_MEASURES):
            continue
        measures.append(reader.read(row, measures[-1].number + 1 if measures else 1))
    return replace(plan, measures=tuple(measures), monthly_rounds=annex.months, findings=document.notices)


class _Annex:
    """What the annexes say, by measure and by owner of evidence."""

    def __init__(self, tables: dict[str, OwnTable]) -> None:
        def rows(key: str) -> list[list[str]]:
            return tables[key].rows if key in tables else []

        self.codes: dict[int, tuple[str, ...]] = {}
        for row in rows("items"):
            self.codes.setdefault(int(to_arabic_digits(squashed(row[0]))), read_list(row[2]))
        self.extras: dict[int, list[tuple[str | None, str, str]]] = defaultdict(list)
        for row in rows("extras"):
            owner = read_owner(row[1])
            if owner:
                self.extras[owner[0]].append(read_extra(row[2], row[3]))
        self.evidence: dict[_Owner, list[Evidence]] = defaultdict(list)
        for row in rows("evidence"):
            owner = read_owner(row[1])
            if owner:
                self.evidence[owner].append(read_evidence(row[2], row[3]))
        months = (read_month(tuple(row)) for row in rows("months"))
        self.months: tuple[MonthlyRound, ...] = tuple(month for month in months if month is not None)


class _MeasureReader:
    def __init__(self, plan: Plan, annex: _Annex, read_deadline: DeadlineReader, *, is_strict: bool) -> None:
        self.hosts, self.annex, self.read_deadline, self.is_strict = plan.agency.hosts, annex, read_deadline, is_strict

    def read(self, row: Sequence[str], next_number: int) -> Measure:
        issue = read_issue(row[0])
        number = issue.number if issue.number is not None else next_number
        results = read_result(row[_RESULT_COLUMN])
        extras = self.annex.extras.get(number, [])
        fields = {key: text for key, _, text in extras if key}
        steps = tuple(
            Step(words.number, words.text or "", words.deadline)
            for words in read_works(row[2], self.read_deadline, with_roles=False, is_strict=self.is_strict)
        )
        follow_ups = tuple(
            FollowUp(words.number, words.text, words.role, words.deadline)
            for words in read_works(row[3], self.read_deadline, with_roles=True, is_strict=self.is_strict)
        )
        return Measure(
            number=number,
            issue=issue.issue,
            issue_kind=issue.issue_kind,
            indicator=issue.indicator,
            item_codes=self.annex.codes.get(number, ()),
            responsible=read_responsible(row[1], is_strict=self.is_strict),
            steps=self._with_results(number, "step", steps, results),
            follow_ups=self._with_results(number, "follow_up", follow_ups, results),
            status=results[0].status,
            status_as_printed=results[0].status_words,
            evidence=self._evidence((number, None, 0), results[0].evidence),
            budget=fields.get("budget"),
            problems=fields.get("problems"),
            remarks=fields.get("remarks"),
            extra={heading: text for key, heading, text in extras if key is None},
            as_printed=AsPrinted(row[0], row[1], row[2], row[3], row[_RESULT_COLUMN]),
        )

    def _with_results(
        self, measure: int, column: WorkColumn, works: tuple[_Work, ...], results: Sequence[WorkResult]
    ) -> tuple[_Work, ...]:
        waiting = [result for result in results if result.column == column]
        done: list[_Work] = []
        for work in works:
            found = next((result for result in waiting if result.number == work.number), None)
            if found is None:
                done.append(work)
                continue
            waiting.remove(found)
            proofs = self._evidence((measure, column, work.number), found.evidence)
            done.append(replace(work, status=found.status, done_on=found.done_on, note=found.note, evidence=proofs))
        return tuple(done)

    def _evidence(self, owner: _Owner, shown: Sequence[str]) -> tuple[Evidence, ...]:
        """The evidence the table shows, each with what the annex knows of it; addresses new in the table are read."""
        known = list(self.annex.evidence.get(owner, ()))
        found: list[Evidence] = []
        for text in shown:
            match = next((one for one in known if squashed(shown_evidence(one)) == squashed(text)), None)
            if match is not None:
                known.remove(match)
                self.annex.evidence[owner] = known
                found.append(match)
            else:
                from prongsai.core.link.evidence import fix_evidence

                found.append(fix_evidence(text, self.hosts))
        return tuple(found)


def _deadline_reader(fiscal_year: int) -> DeadlineReader:
    from prongsai.core.thai.deadline import read_deadline

    return lambda text: read_deadline(text, fiscal_year=fiscal_year)
