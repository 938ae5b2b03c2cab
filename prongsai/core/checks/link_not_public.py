"""Rule `link_not_public`."""

from prongsai.core.checks.places import list_evidence
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.link.words import CLASS_WORDS
from prongsai.core.plan import Plan

NOT_PUBLIC = frozenset(("localhost", "test-host", "login-page", "api-address", "suspicious-file", "self-link"))


def links_can_be_opened_by_anyone(plan: Plan, framework: Framework | None) -> list[Finding]:
    """No link of evidence leads behind a sign-in, to somebody's own computer, or to a program. Source: design 6.2."""
    found = []
    for place in list_evidence(plan):
        if place.evidence.link_class in NOT_PUBLIC:
            why_th, why_en = CLASS_WORDS[place.evidence.link_class]
            found.append(
                place.finding(
                    "link_not_public",
                    "error",
                    f"ลิงก์ {place.evidence.url} {why_th} กรุณาเผยแพร่ข้อมูลในหน้าที่ประชาชนเปิดได้ แล้วใส่ลิงก์ของหน้านั้น",
                    f"{place.evidence.url}: {why_en}. Publish the information on a page that anyone can open and link that",
                )
            )
    return found
