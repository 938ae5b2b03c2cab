"""Rule `year_inferred`."""

from prongsai.core.checks.day_words import day_en, day_th, year_th
from prongsai.core.checks.places import list_all_work, shortened
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def deadlines_name_their_year(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Every deadline prints its year; where it does not, the fiscal year told it, and that is said.

    Source: design 6.1; October to December of a fiscal year lie in the calendar year before.
    """
    found = []
    for place in list_all_work(plan):
        deadline = place.work.deadline
        if deadline is None or "year" not in deadline.inferred:
            continue
        day = deadline.due_on or deadline.until_on or deadline.from_on
        if day is None:
            continue
        printed = shortened(deadline.as_printed) or "กำหนดเวลา"
        found.append(
            place.finding(
                "year_inferred",
                "note",
                f'"{printed}" ไม่ได้ระบุปี ระบบอ่านเป็น {day_th(day)} เพราะเป็นแผนของปีงบประมาณ พ.ศ. '
                f"{year_th(plan.fiscal_year)} กรุณาตรวจสอบ และระบุปีไว้ในเอกสารฉบับต่อไป",
                f'"{printed}" names no year; read as {day_en(day)} because the plan is for fiscal year '
                f"{plan.fiscal_year}. Check it, and print the year next time",
            )
        )
    return found
