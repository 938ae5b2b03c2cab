"""Rule `url_malformed`."""

from prongsai.core.checks.places import list_evidence, shortened
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.link import UNUSABLE_CLASSES
from prongsai.core.link.words import CLASS_WORDS
from prongsai.core.plan import Plan


def links_can_be_used(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Every link of evidence is an address that can be opened. Source: design 6.2, the classes of nothing usable."""
    found = []
    for place in list_evidence(plan):
        if place.evidence.link_class not in UNUSABLE_CLASSES:
            continue
        why_th, why_en = CLASS_WORDS[place.evidence.link_class]
        printed = shortened(place.evidence.as_printed, 120)
        found.append(
            place.finding(
                "url_malformed",
                "error",
                f'"{printed}" ใช้เป็นลิงก์ไม่ได้: {why_th} กรุณาใส่ที่อยู่เว็บที่ถูกต้อง',
                f'"{printed}" cannot be used as a link: {why_en}. Put in the right address',
            )
        )
    return found
