"""Rule `link_off_site`."""

from prongsai.core.checks.places import list_evidence
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.link.words import CLASS_WORDS
from prongsai.core.plan import Plan

OFF_SITE = frozenset(
    (
        *("ip-host", "survey-link", "social-media", "url-shortener", "government-system", "third-party-host"),
        *("wrong-agency", "unrelated"),
    )
)


def links_stay_on_the_agency_site(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Evidence stands on the agency's own site; elsewhere it can vanish or be closed. Source: design 6.2."""
    found = []
    for place in list_evidence(plan):
        if place.evidence.link_class in OFF_SITE:
            why_th, why_en = CLASS_WORDS[place.evidence.link_class]
            found.append(
                place.finding(
                    "link_off_site",
                    "warning",
                    f"ลิงก์ {place.evidence.url} {why_th} ควรเผยแพร่บนเว็บไซต์หลักของหน่วยงานแล้วใช้ลิงก์นั้นเป็นหลักฐาน",
                    f"{place.evidence.url}: {why_en}. Publish on the agency's own site and give that link as evidence",
                )
            )
    return found
