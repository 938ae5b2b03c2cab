"""What one check found, each as a sentence a person can answer: the verdict, the year, the item, elements, notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prongsai.audit.judged import ElementSeen, Judged, JudgeNote
from prongsai.audit.verdict import UNKNOWN_VERDICTS, counts_against
from prongsai.core.finding import Severity

GOOD_VERDICTS = frozenset(("opens", "moved"))
RANKED_ENOUGH = 3
"""An item among the first three of the ranking is taken as supported: the ranking is not proof of one item."""


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One thing found. `code` names it for good, so that an answer stays with it from check to check.

    `is_about_text` says that it rests on the content: an answer to it holds for that content only.
    """

    code: str
    severity: Severity
    message_th: str
    message_en: str
    is_about_text: bool = True

    @property
    def wants_answer(self) -> bool:
        """Whether it stays open until it is mended or a person answers it."""
        return self.severity != "note"


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What findings are drawn from. `wanted_items` are the codes the evidence was handed in for."""

    verdict: str
    confirmed: bool
    why_th: str
    why_en: str
    wanted_items: Sequence[str] = ()
    judged: Judged | None = None
    notes: Sequence[JudgeNote] = ()


def findings_of(facts: CheckFacts) -> list[CheckFinding]:
    """Everything found, worst first."""
    order = {"error": 0, "warning": 1, "note": 2}
    found = [*_of_verdict(facts), *_of_judged(facts), *_of_notes(facts)]
    return sorted(found, key=lambda one: order[one.severity])


def _of_verdict(facts: CheckFacts) -> Iterator[CheckFinding]:
    if facts.verdict == "opens":
        return
    severity: Severity = "warning"
    if counts_against(facts.verdict, confirmed=facts.confirmed):
        severity = "error"
    elif facts.verdict in GOOD_VERDICTS:
        severity = "note"
    yield CheckFinding(
        code=f"verdict_{facts.verdict}",
        severity=severity,
        message_th=facts.why_th,
        message_en=facts.why_en,
        is_about_text=False,
    )


def _of_judged(facts: CheckFacts) -> Iterator[CheckFinding]:
    judged = facts.judged
    if judged is None or facts.verdict in UNKNOWN_VERDICTS:
        return
    if judged.year_fits == "no":
        seen = ", ".join(str(year) for year in judged.fiscal_years) or str(judged.fiscal_year or "")
        yield CheckFinding(
            code="year_differs",
            severity="error",
            message_th=f"เนื้อหาเป็นของปี {seen} ไม่ใช่ปีที่ข้อนี้ต้องการ กรุณาแนบของปีที่ถูกต้อง",
            message_en=f"the content is of year {seen}, not the one the item asks for: hand in that of the right year",
        )
    first = [one.code for one in judged.items[:RANKED_ENOUGH]]
    if first and facts.wanted_items and not set(first) & set(facts.wanted_items):
        wanted = ", ".join(facts.wanted_items)
        yield CheckFinding(
            code="item_differs",
            severity="warning",
            message_th=f"เนื้อหาตรงกับข้อ {first[0]} มากกว่าข้อ {wanted} กรุณาตรวจว่าแนบถูกข้อ",
            message_en=f"the content fits item {first[0]} better than {wanted}: see whether it is handed in for the right one",
        )
    for element in judged.elements:
        if element.state == "not_found":
            yield _of_element(element)


def _of_element(element: ElementSeen) -> CheckFinding:
    place = element.element + 1
    return CheckFinding(
        code=f"element_{place}_not_found",
        severity="warning",
        message_th=f"ไม่พบองค์ประกอบที่ {place}: {element.text_th} กรุณาเพิ่มในหน้านี้ หรือตอบว่าอยู่ส่วนใด",
        message_en=f"element {place} was not found ({element.text_th}): add it to the page, or answer where it stands",
    )


def _of_notes(facts: CheckFacts) -> Iterator[CheckFinding]:
    told = [*(facts.judged.notes if facts.judged else ()), *facts.notes]
    seen: set[tuple[str, str]] = set()
    for note in told:
        key = (note.code, note.message_th)
        if key not in seen:
            seen.add(key)
            yield CheckFinding(
                code=note.code, severity=note.severity, message_th=note.message_th, message_en=note.message_en
            )
