"""Which report on the measures the year's list asks for, and what a given report is therefore good for.

Up to FY2566 the item took the half-year report of the assessed year; from FY2567 (recalled, not yet checked against
the handbook) it asks for the whole year before, and the half-year report is the agency's own. The year's file says it:
the `period` of the item with topic `measures_report`.
"""

from dataclasses import dataclass

from prongsai.core.framework.model import Confidence, Framework
from prongsai.core.reporting_round import RoundKind

_TOPIC = "measures_report"


@dataclass(frozen=True, slots=True)
class ReportWanted:
    """The report that answers the item: its round and the fiscal year (Buddhist era) it reports on."""

    item_code: str
    round_kind: RoundKind
    fiscal_year: int
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ReportPurpose:
    """What a report is for. `item_code` None: it answers no item of this year's list."""

    item_code: str | None
    text_th: str
    text_en: str
    confidence: Confidence

    @property
    def is_internal(self) -> bool:
        """True when this year's list does not ask for it."""
        return self.item_code is None


def report_wanted(framework: Framework) -> ReportWanted | None:
    """The report that the year's list asks for; None when the list has no such item."""
    item = framework.find_item_by_topic(_TOPIC)
    if item is None:
        return None
    year = framework.fiscal_year
    if item.period == "previous_fy":
        return ReportWanted(item.code, "full_year", year - 1, item.elements_confidence)
    return ReportWanted(item.code, "half_year", year, item.elements_confidence)


def purpose_of_report(framework: Framework, round_kind: RoundKind, fiscal_year: int) -> ReportPurpose:
    """What the report of a round and fiscal year is good for in the assessment of `framework`'s year."""
    wanted = report_wanted(framework)
    assessed = framework.fiscal_year
    name_th, name_en = _name(round_kind, fiscal_year)
    if wanted is None:
        return ReportPurpose(
            None,
            f"การประเมินปี {assessed} ไม่มีรายการที่ขอ{name_th}",
            f"the assessment of {assessed} has no item that asks for {name_en}",
            framework.item_count_confidence,
        )
    if (wanted.round_kind, wanted.fiscal_year) == (round_kind, fiscal_year):
        return ReportPurpose(
            wanted.item_code,
            f"{name_th} ใช้ตอบรายการ {wanted.item_code} ของการประเมินปี {assessed}",
            f"{name_en} answers item {wanted.item_code} of the assessment of {assessed}",
            wanted.confidence,
        )
    wanted_th, wanted_en = _name(wanted.round_kind, wanted.fiscal_year)
    own_th = f"{name_th} ใช้กำกับติดตามภายในหน่วยงาน รายการ {wanted.item_code} ของการประเมินปี {assessed} ขอ{wanted_th}"
    own_en = (
        f"{name_en} is for the agency's own follow-up; item {wanted.item_code} of the assessment of {assessed} asks for "
        f"{wanted_en}"
    )
    if round_kind == "full_year" and wanted.round_kind == "full_year" and fiscal_year == assessed:
        own_th += f" ส่วนรายงานนี้จะใช้ในการประเมินปี {assessed + 1} หากรายการไม่เปลี่ยน"
        own_en += f"; this report will answer that of {assessed + 1}, if the list does not change"
    return ReportPurpose(None, own_th, own_en, wanted.confidence)


def _name(round_kind: RoundKind, fiscal_year: int) -> tuple[str, str]:
    if round_kind == "half_year":
        return f"รายงานรอบ 6 เดือน ปีงบประมาณ พ.ศ. {fiscal_year}", f"the half-year report of fiscal year {fiscal_year}"
    return f"รายงานทั้งปี ปีงบประมาณ พ.ศ. {fiscal_year}", f"the full-year report of fiscal year {fiscal_year}"
