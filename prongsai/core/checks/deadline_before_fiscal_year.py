"""Rule `deadline_before_fiscal_year`."""

from prongsai.core.checks.day_words import day_en, day_th, year_th
from prongsai.core.checks.places import list_all_work
from prongsai.core.finding import Finding
from prongsai.core.fiscal_year import fiscal_year_start
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def deadlines_fall_in_or_after_the_fiscal_year(plan: Plan, framework: Framework | None) -> list[Finding]:
    """No deadline lies before 1 October of the fiscal year.

    A warning only: work that must precede the year (a risk assessment before its plan) is set so on purpose.
    Source: the first real report, row 8.
    """
    start = fiscal_year_start(plan.fiscal_year)
    return [
        place.finding(
            "deadline_before_fiscal_year",
            "warning",
            f"กำหนดแล้วเสร็จ {day_th(due)} อยู่ก่อนเริ่มปีงบประมาณ พ.ศ. {year_th(plan.fiscal_year)} ({day_th(start)}) "
            "หากตั้งใจให้ทำล่วงหน้าไม่ต้องแก้ไข หากพิมพ์ปีผิดกรุณาแก้ไข",
            f"due on {day_en(due)}, before fiscal year {plan.fiscal_year} begins ({day_en(start)}). "
            "Leave it if the work must come first; correct it if the year is a slip",
        )
        for place in list_all_work(plan)
        if (due := place.due_on) and due < start
    ]
