"""Where in a plan something stands, in words; and the plan's work and evidence walked through in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from prongsai.core.finding import Finding, Severity
from prongsai.core.plan import Evidence, FollowUp, Measure, Plan, Step, Work
from prongsai.core.thai.digits import to_thai_digits


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """A step or follow-up with the measure it stands in."""

    measure: Measure
    work: Work

    @property
    def is_supervision(self) -> bool:
        """Whether it is the executive's supervision and no task."""
        return isinstance(self.work, FollowUp) and self.work.role == "supervision"

    @property
    def due_on(self) -> date | None:
        """The last day of its calendar deadline, None when it has none."""
        return self.work.deadline.due_on if self.work.deadline else None

    @property
    def where_th(self) -> str:
        """For example "ขั้นตอนที่ ๓" or "การรายงานผล ข้อ ๒"."""
        number = to_thai_digits(str(self.work.number))
        if isinstance(self.work, Step):
            return f"ขั้นตอนที่ {number}"
        if self.work.text is None:
            return "กำหนดเวลา" if len(self.measure.follow_ups) == 1 else f"กำหนดเวลา ข้อ {number}"
        return f"การกำกับติดตาม ข้อ {number}" if self.is_supervision else f"การรายงานผล ข้อ {number}"

    @property
    def where_en(self) -> str:
        """For example "step 3" or "follow-up 2"."""
        if isinstance(self.work, Step):
            return f"step {self.work.number}"
        if self.work.text is None:
            return "the time column"
        return f"{'supervision' if self.is_supervision else 'follow-up'} {self.work.number}"

    def finding(self, code: str, severity: Severity, message_th: str, message_en: str) -> Finding:
        """A finding at this place; the sentences are given without the place."""
        return Finding(
            code,
            severity,
            self.measure.number,
            self.where_th,
            f"มาตรการที่ {to_thai_digits(str(self.measure.number))} {self.where_th}: {message_th}",
            f"Measure {self.measure.number}, {self.where_en}: {message_en}",
        )


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """A link of evidence with the measure, and the work if any, it belongs to."""

    measure: Measure
    evidence: Evidence
    where_th: str
    where_en: str

    def finding(self, code: str, severity: Severity, message_th: str, message_en: str) -> Finding:
        """A finding at this place; the sentences are given without the place."""
        return Finding(
            code,
            severity,
            self.measure.number,
            self.where_th,
            f"มาตรการที่ {to_thai_digits(str(self.measure.number))} {self.where_th}: {message_th}",
            f"Measure {self.measure.number}, {self.where_en}: {message_en}",
        )


def list_work(measure: Measure) -> list[WorkPlace]:
    """Steps, then follow-ups of one measure."""
    steps: tuple[Work, ...] = measure.steps
    return [WorkPlace(measure, work) for work in steps + measure.follow_ups]


def list_all_work(plan: Plan) -> Iterator[WorkPlace]:
    """Steps and follow-ups of every measure, in order."""
    for measure in plan.measures:
        yield from list_work(measure)


def list_evidence(plan: Plan) -> Iterator[EvidencePlace]:
    """Every link of evidence: the measure's own, then those of its steps and follow-ups."""
    for measure in plan.measures:
        for number, evidence in enumerate(measure.evidence, start=1):
            yield EvidencePlace(measure, evidence, f"หลักฐานที่ {to_thai_digits(str(number))}", f"evidence {number}")
        for place in list_work(measure):
            for number, evidence in enumerate(place.work.evidence, start=1):
                yield EvidencePlace(
                    measure,
                    evidence,
                    f"{place.where_th} หลักฐานที่ {to_thai_digits(str(number))}",
                    f"{place.where_en}, evidence {number}",
                )


def of_measure(
    code: str, severity: Severity, measure: Measure, where_th: str, message_th: str, message_en: str
) -> Finding:
    """A finding about a whole measure; `where_th` names the column."""
    return Finding(
        code,
        severity,
        measure.number,
        where_th,
        f"มาตรการที่ {to_thai_digits(str(measure.number))}: {message_th}",
        f"Measure {measure.number}: {message_en}",
    )


def numbers_th(numbers: list[int]) -> str:
    """ "๑, ๓ และ ๕"."""
    words = [to_thai_digits(str(number)) for number in numbers]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " และ " + words[-1]


def numbers_en(numbers: list[int]) -> str:
    """ "1, 3 and 5"."""
    words = [str(number) for number in numbers]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def shortened(text: str, length: int = 80) -> str:
    """A text on one line, cut to a length with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
