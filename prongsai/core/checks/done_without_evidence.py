"""Rule `done_without_evidence`."""

from prongsai.core.checks.places import list_work, of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def done_measures_have_evidence(plan: Plan, framework: Framework | None) -> list[Finding]:
    """A measure that is called done has at least one piece of evidence. Source: design 1 (an item without scores 0)."""
    return [
        of_measure(
            "done_without_evidence",
            "warning",
            measure,
            "หลักฐาน",
            "รายงานว่าดำเนินการเรียบร้อยแล้วแต่ไม่มีหลักฐาน กรุณาแนบลิงก์หรือไฟล์ หากไม่มีหลักฐานข้อนี้จะได้ ๐ คะแนน",
            "reported as done without any evidence. Attach a link or a file: without it the item scores 0",
        )
        for measure in plan.measures
        if measure.status == "done"
        and not measure.evidence
        and not any(place.work.evidence for place in list_work(measure))
    ]
