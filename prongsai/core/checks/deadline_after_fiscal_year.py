"""Rule `deadline_after_fiscal_year`."""

from prongsai.core.checks.day_words import day_en, day_th, year_th
from prongsai.core.checks.places import list_all_work
from prongsai.core.finding import Finding
from prongsai.core.fiscal_year import fiscal_year_end
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def deadlines_fall_before_the_fiscal_year_ends(plan: Plan, framework: Framework | None) -> list[Finding]:
    """No deadline lies after 30 September of the fiscal year. Source: definition of the fiscal year."""
    end = fiscal_year_end(plan.fiscal_year)
    return [
        place.finding(
            "deadline_after_fiscal_year",
            "warning",
            f"กำหนดแล้วเสร็จ {day_th(due)} อยู่หลังสิ้นปีงบประมาณ พ.ศ. {year_th(plan.fiscal_year)} ({day_th(end)}) "
            "กรุณาตรวจสอบปีที่พิมพ์ หรือย้ายงานนี้ไปไว้ในแผนปีถัดไป",
            f"due on {day_en(due)}, after fiscal year {plan.fiscal_year} ends ({day_en(end)}). "
            "Check the year, or move the work to next year's plan",
        )
        for place in list_all_work(plan)
        if (due := place.due_on) and due > end
    ]
