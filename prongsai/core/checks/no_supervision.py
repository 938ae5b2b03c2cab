"""Rule `no_supervision`."""

from prongsai.core.checks.places import of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def every_measure_is_supervised(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Every measure says that the executive follows it up. Where no measure does, that is one finding of the plan.

    Source: the first real report, row 6 (the only one without).
    """
    without = [measure for measure in plan.measures if not any(one.role == "supervision" for one in measure.follow_ups)]
    if without and len(without) == len(plan.measures) and len(plan.measures) > 1:
        return [
            Finding(
                "no_supervision",
                "warning",
                None,
                "การกำกับติดตาม",
                "ทั้งแผนไม่มีมาตรการใดกำหนดให้ผู้บริหารกำกับติดตาม กรุณาเพิ่มการกำกับติดตาม เช่น ผู้บริหารติดตามผลทุกเดือน",
                "No measure of the plan has the executive's supervision. Add it, for example a follow-up every month",
            )
        ]
    return [
        of_measure(
            "no_supervision",
            "warning",
            measure,
            "การกำกับติดตาม",
            "ไม่มีการกำกับติดตามของผู้บริหาร ต่างจากมาตรการอื่นในแผนเดียวกัน กรุณาเพิ่ม เช่น ผู้บริหารติดตามผลทุกเดือน",
            "no supervision by the executive. Add it, for example a follow-up every month",
        )
        for measure in without
    ]
