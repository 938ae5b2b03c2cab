"""The plan of measures: what `plan.json` (schema prongsai/plan/1) holds, as frozen values.

Dates are Bangkok dates in the Gregorian calendar; years named `fiscal_year` are Buddhist era.
A field whose JSON name differs carries it in its metadata; one marked "omit" is left out of the file while it is None;
"minimum" and "maximum" are the numbers it may hold. `core/plan_json.py` reads and writes the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from prongsai.core.finding import Finding
from prongsai.core.reporting_round import ReportingRound

SCHEMA = "prongsai/plan/1"

AgencyKind = Literal["pao", "city_municipality", "town_municipality", "tambon_municipality", "tao"]
IssueKind = Literal["fix", "develop"]
Status = Literal["not_started", "in_progress", "done", "unknown"]
ResponsibleRole = Literal["does", "compiles", "publishes"]
FollowUpRole = Literal["task", "supervision"]
DeadlineKind = Literal["date", "monthly", "relative", "continuous", "none"]

CheckUnit = Literal["days", "months"]

_YEARS_BE = {"minimum": 2400, "maximum": 2799}
"""Of a fiscal year: a Gregorian one, or one that no calendar knows, is a slip."""

STATUSES: tuple[Status, ...] = ("not_started", "in_progress", "done", "unknown")


@dataclass(frozen=True, slots=True)
class Agency:
    """The local government a plan belongs to. `hosts` are its known web hosts, lower case, without scheme."""

    name: str
    kind: AgencyKind | None = None
    district: str | None = None
    province: str | None = None
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadlineOptions:
    """What a person set beyond the words of a document; each default is what a document without such words means.

    `due_day`: monthly work is due on this day of the following month, None: on the last day of its month.
    `check_every` and `check_unit`: continuous work is looked at so often, None: once, at its end.
    `to_working_day`: a due day on a day off moves to the next working day.
    `ends_with_year`: recurring work stops with its plan's fiscal year even while no later plan takes over.
    """

    due_day: int | None = None
    check_every: int | None = None
    check_unit: CheckUnit = "months"
    to_working_day: bool = False
    ends_with_year: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a piece of work must be done, and from which words that was computed.

    `due_on` is set for kind "date" only (a range has its first day in `from_on` and its last in `due_on`);
    "monthly" and "continuous" use `from_on` and `until_on`; "relative" uses `days_after_event`.
    `inferred` names what was not printed, for example ("year",). `why` says in Thai how it was computed.
    `options` is None where nobody set any; the file then leaves it out.
    """

    kind: DeadlineKind
    due_on: date | None = None
    from_on: date | None = field(default=None, metadata={"json": "from"})
    until_on: date | None = field(default=None, metadata={"json": "until"})
    days_after_event: int | None = None
    working_days: bool = False
    as_printed: str = ""
    inferred: tuple[str, ...] = ()
    why: str = ""
    options: DeadlineOptions | None = field(default=None, metadata={"omit": True})


@dataclass(frozen=True, slots=True)
class Audit:
    """What the evidence auditor last said of a link (design: verdicts). `checked_at` is ISO 8601 in UTC."""

    verdict: str
    confirmed: bool = False
    checked_at: str | None = None
    why: str = ""
    snapshot: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link handed in as evidence. `link_class` is one of the classes of core/link.py."""

    as_printed: str
    url: str | None = None
    proposed_url: str | None = None
    title: str | None = None
    link_class: str = field(default="", metadata={"json": "class"})
    repairs: tuple[str, ...] = ()
    needs_review: bool = False
    audit: Audit | None = None


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who does, compiles or publishes. `person` is personal data: public documents name posts instead."""

    unit: str
    person: str | None = None
    role: ResponsibleRole = "does"
    all_units: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step of the method column."""

    number: int
    text: str
    deadline: Deadline | None = None
    status: Status = "unknown"
    done_on: date | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One numbered line of the reporting column: a task with its deadline, or the executive's supervision.

    `text` is None where the source has one time column and no reporting column.
    """

    number: int
    text: str | None
    role: FollowUpRole = "task"
    deadline: Deadline | None = None
    status: Status = "unknown"
    done_on: date | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


Work = Step | FollowUp


@dataclass(frozen=True, slots=True)
class AsPrinted:
    """The cells of a measure's row exactly as the source has them (line breaks kept)."""

    issue: str = ""
    responsible: str = ""
    steps: str = ""
    follow_up: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table: an issue, who acts, the steps, the follow-ups, and the result."""

    number: int
    issue: str
    issue_kind: IssueKind | None = None
    indicator: int | None = None
    item_codes: tuple[str, ...] = ()
    responsible: tuple[Responsible, ...] = ()
    steps: tuple[Step, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    status: Status = "unknown"
    status_as_printed: str = ""
    evidence: tuple[Evidence, ...] = ()
    budget: str | None = None
    problems: str | None = None
    remarks: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    as_printed: AsPrinted = AsPrinted()


@dataclass(frozen=True, slots=True)
class MonthlyRound:
    """The executive's follow-up of one month. `month` is "YYYY-MM"; without day and post it was missed."""

    month: str
    held_on: date | None = None
    signed_by_post: str | None = None
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One agency's measures of one fiscal year; with `round` set, also the report of that round."""

    agency: Agency
    fiscal_year: int = field(metadata=_YEARS_BE)
    based_on_fiscal_year: int | None = field(default=None, metadata=_YEARS_BE)
    round: ReportingRound | None = None
    measures: tuple[Measure, ...] = ()
    monthly_rounds: tuple[MonthlyRound, ...] = ()
    findings: tuple[Finding, ...] = ()


def derived_status(work: tuple[Work, ...], printed: Status = "unknown") -> Status:
    """A measure's status from its steps and follow-ups; the printed one where none of them is known."""
    return combined_status([item.status for item in work], printed)


def combined_status(parts: Sequence[Status], printed: Status = "unknown") -> Status:
    """The status of a whole from those of its parts; the printed one where none of them is known."""
    known = [status for status in parts if status != "unknown"]
    if not known:
        return printed
    if all(status == "done" for status in known) and len(known) == len(parts):
        return "done"
    if all(status == "not_started" for status in known):
        return "not_started"
    return "in_progress"
