"""Rule `same_evidence`."""

from prongsai.core.checks.places import list_evidence, numbers_en, numbers_th
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.link import UNUSABLE_CLASSES
from prongsai.core.plan import Plan


def measures_have_their_own_evidence(plan: Plan, framework: Framework | None) -> list[Finding]:
    """One page does not stand as evidence of several measures. Front pages have their own rule.

    Source: the first real report (one address behind all rows).
    """
    measures_of: dict[str, list[int]] = {}
    for place in list_evidence(plan):
        evidence = place.evidence
        if evidence.url and evidence.link_class not in UNUSABLE_CLASSES | {"homepage-only"}:
            numbers = measures_of.setdefault(evidence.url, [])
            if place.measure.number not in numbers:
                numbers.append(place.measure.number)
    return [
        Finding(
            "same_evidence",
            "note",
            numbers[0],
            "หลักฐาน",
            f"มาตรการที่ {numbers_th(numbers)} ใช้ลิงก์เดียวกัน {url} กรุณาตรวจสอบว่าหน้านั้นมีข้อมูลครบทุกมาตรการ "
            "ควรใช้ลิงก์ของแต่ละเรื่องแยกกัน",
            f"Measures {numbers_en(numbers)} share one link, {url}. Check that the page holds all of it; "
            "better give each its own",
        )
        for url, numbers in measures_of.items()
        if len(numbers) > 1
    ]
