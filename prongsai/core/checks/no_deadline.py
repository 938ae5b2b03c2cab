"""Rule `no_deadline`."""

from prongsai.core.checks.places import list_work, of_measure
from prongsai.core.deadline_rule.options import is_set_by_office
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Deadline, Measure, Plan


def every_measure_has_a_deadline(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Every measure has at least one deadline, and where it has one, so has every task of its follow-up.

    Rhythms that a document words ("every month", "kept current", "7 days after each event") are no deadline of a
    measure, but a single task may have one. A rhythm that the office set is: its due days are worked out and followed.
    Source: the first real report, row 2.
    """
    found = []
    for measure in plan.measures:
        places = list_work(measure)
        if not any(place.work.deadline and _is_followed(place.work.deadline) for place in places):
            found.append(_measure_without(measure))
            continue
        found += [
            place.finding(
                "no_deadline",
                "warning",
                "งานข้อนี้ไม่ได้กำหนดเวลาแล้วเสร็จ กรุณาระบุวันที่หรือเดือนและปี",
                "this task has no deadline. Give a date, or a month and year",
            )
            for place in places
            if place.work in measure.follow_ups
            and not place.is_supervision
            and (place.work.deadline is None or place.work.deadline.kind == "none")
        ]
    return found


def _is_followed(deadline: Deadline) -> bool:
    return deadline.kind == "date" or (deadline.kind != "none" and is_set_by_office(deadline))


def _measure_without(measure: Measure) -> Finding:
    kinds = {place.work.deadline.kind for place in list_work(measure) if place.work.deadline}
    rhythms = [(th, en) for kind, th, en in _RHYTHMS if kind in kinds]
    only_th = f" มีแต่กำหนดแบบ {', '.join(th for th, _ in rhythms)}" if rhythms else ""
    only_en = f" (only {', '.join(en for _, en in rhythms)})" if rhythms else ""
    return of_measure(
        "no_deadline",
        "warning",
        measure,
        "กำหนดเวลาแล้วเสร็จ",
        f"ไม่มีกำหนดวันแล้วเสร็จ{only_th} กรุณาระบุวันที่หรือเดือนและปี เพื่อให้ติดตามและแจ้งเตือนได้",
        f"no calendar deadline{only_en}. Give a date, or a month and year, so that it can be followed up",
    )


_RHYTHMS = (
    ("monthly", "ทุกเดือน", "monthly"),
    ("relative", "นับจากวันที่งานเสร็จ", "days after an event"),
    ("continuous", "ต่อเนื่อง", "continuous"),
)
