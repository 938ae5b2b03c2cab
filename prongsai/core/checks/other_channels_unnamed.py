"""Rule `other_channels_unnamed`."""

from prongsai.core.checks.places import list_work, numbers_en, numbers_th
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def channels_are_named(plan: Plan, framework: Framework | None) -> list[Finding]:
    """ "Other channels" of publication are named. One finding for the plan. Source: the first real report, as a file (point 9)."""
    numbers = [
        measure.number
        for measure in plan.measures
        if any("ช่องทางอื่น" in "".join((place.work.text or "").split()) for place in list_work(measure))
    ]
    if not numbers:
        return []
    return [
        Finding(
            "other_channels_unnamed",
            "note",
            None,
            "ขั้นตอนหรือวิธีการ",
            f'มาตรการที่ {numbers_th(numbers)} เขียนว่าเผยแพร่ใน "ช่องทางอื่น" โดยไม่บอกว่าช่องทางใด '
            "ควรระบุ เช่น เฟซบุ๊กของหน่วยงาน หรือป้ายประชาสัมพันธ์",
            f'Measures {numbers_en(numbers)} publish through "other channels" without naming them. '
            "Name them, for example the agency's Facebook page or notice board",
        )
    ]
