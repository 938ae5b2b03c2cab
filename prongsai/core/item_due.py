"""By when an item of the year must be public, and why, in words.

The agency's own plan comes first; without it the day before the window for entering links opens, since only links
that work then can be entered; without that two weeks before the window closes. Nothing is made up: None is not known.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from prongsai.core.checks.day_words import day_en, day_th
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.thai.words import Words

DAYS_BEFORE_CLOSING = 14


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """The last day on which the plan wants work on an item done, and the number of the measure that says so."""

    due_on: date
    measure: int


@dataclass(frozen=True, slots=True)
class ItemDue:
    """The day, None while nothing is known, and how it came about."""

    due_on: date | None
    why: Words


def due_of_item(
    planned: PlannedDay | None, opens_on: date | None, closes_on: date | None, calendar: WorkCalendar
) -> ItemDue:
    """The due day of an item from its planned day and the first and last day on which links are entered."""
    if planned is not None and (closes_on is None or planned.due_on <= closes_on):
        return ItemDue(
            planned.due_on,
            Words(
                f"ตามแผน มาตรการที่ {planned.measure}: ภายใน {day_th(planned.due_on)}",
                f"by the plan, measure {planned.measure}: by {day_en(planned.due_on)}",
            ),
        )
    late = _late(planned)
    if opens_on is not None:
        day = _working_day_before(opens_on, calendar)
        return ItemDue(
            day,
            Words(
                f"{late.th}{'จึงใช้' if planned else ''}วันทำการสุดท้ายก่อนเปิดให้กรอกลิงก์ ({day_th(opens_on)})",
                f"{late.en}{'hence ' if planned else ''}the last working day before the entry of links opens ({day_en(opens_on)})",
            ),
        )
    if closes_on is not None:
        day = _working_day_before(closes_on - timedelta(days=DAYS_BEFORE_CLOSING - 1), calendar)
        return ItemDue(
            day,
            Words(
                f"{late.th}ไม่ทราบวันเปิดให้กรอกลิงก์ จึงนับ {DAYS_BEFORE_CLOSING} วันก่อนปิด ({day_th(closes_on)})",
                f"{late.en}the day on which entry opens is not known, hence {DAYS_BEFORE_CLOSING} days before it closes "
                f"({day_en(closes_on)})",
            ),
        )
    return ItemDue(
        None,
        Words(
            "ยังไม่ทราบช่วงเวลากรอกลิงก์ของปีนี้ และไม่มีวันกำหนดในแผน",
            "the year's window for entering links is not known, and the plan names no day",
        ),
    )


def _late(planned: PlannedDay | None) -> Words:
    if planned is None:
        return Words("", "")
    return Words(
        f"วันในแผน มาตรการที่ {planned.measure} ({day_th(planned.due_on)}) อยู่หลังวันปิดกรอกลิงก์ ",
        f"the plan's day (measure {planned.measure}, {day_en(planned.due_on)}) lies after entry closes, ",
    )


def _working_day_before(day: date, calendar: WorkCalendar) -> date:
    """The last working day before a day; the day before it when a year is all closed."""
    moved = day - timedelta(days=1)
    for _ in range(366):
        if calendar.is_working(moved):
            return moved
        moved -= timedelta(days=1)
    return day - timedelta(days=1)
