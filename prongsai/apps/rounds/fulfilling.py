"""A held round is the executive's following-up of its month: the plans' supervision of that month is done by it."""

from datetime import datetime

from prongsai.apps.accounts.models import User
from prongsai.apps.plans.models import Measure, Occurrence
from prongsai.apps.plans.progress import record_progress
from prongsai.apps.plans.queries import first_active_year
from prongsai.apps.rounds.models import Round
from prongsai.core.deadline_rule.periods import month_end
from prongsai.core.report_form.day_words import format_day, format_month
from prongsai.wiring import bangkok_date


def fulfil_supervision(row: Round, *, by: User, at: datetime) -> int:
    """Set the month's occurrences of supervision done, with the round as the note of evidence. Gives how many.

    Only what is for one month: supervision with a day of its own, or without any, is left to people.
    """
    year = first_active_year(row.agency, bangkok_date(at))
    wanted = Occurrence.objects.filter(
        work_item__measure__plan__agency=row.agency,
        work_item__measure__plan__fiscal_year__gte=year or 0,
        work_item__role="supervision",
        work_item__deadline_kind="monthly",
        period_from__gte=row.month,
        period_to__lte=month_end(row.month),
    ).exclude(status="done")
    measures = wanted.order_by().values_list("work_item__measure_id", flat=True)
    list(Measure.objects.select_for_update().filter(pk__in=list(measures)).order_by("pk"))  # as whoever records does
    found = list(wanted.select_related("work_item__measure__plan__agency").order_by("work_item__measure_id", "pk"))
    words = note_of(row)
    for once in found:
        note = f"{once.note}\n{words}" if once.note else words
        record_progress(
            item=once.work_item,
            occurrence=once,
            version=once.version,
            status="done",
            done_on=row.held_on,
            note=note,
            by=by,
            at=at,
        )
    return len(found)


def note_of(row: Round) -> str:
    """What the plan says of the round, in the words of an official document."""
    month, day = format_month(row.month), format_day(row.held_on or row.month)
    if row.state == "signed":
        return f"ผู้บริหารลงนามรอบกำกับติดตามเดือน{month} เมื่อวันที่ {day} (รหัสเนื้อหา {row.shown_sha256[:12]})"
    return f"ผู้บริหารลงนามรอบกำกับติดตามเดือน{month} ในบันทึกข้อความ ที่ {row.memo_number} ลงวันที่ {day}"
