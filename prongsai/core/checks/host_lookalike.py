"""Rule `host_lookalike`."""

from prongsai.core.checks.places import list_evidence
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def links_name_the_known_host(plan: Plan, framework: Framework | None) -> list[Finding]:
    """No link names a host that is nearly the agency's own; the likely address is proposed, never put in silently.

    Source: the first real report (hosts B and C beside A).
    """
    return [
        place.finding(
            "host_lookalike",
            "warning",
            f"ลิงก์ {place.evidence.url} มีชื่อเว็บไซต์คล้ายกับเว็บไซต์ของหน่วยงานแต่สะกดไม่เหมือน "
            f"น่าจะเป็น {place.evidence.proposed_url} กรุณายืนยันหรือแก้ไข ระบบยังไม่ได้เปลี่ยนให้",
            f"{place.evidence.url} is nearly the agency's own host, but spelled differently. It is probably "
            f"{place.evidence.proposed_url}: confirm or correct it; nothing was changed",
        )
        for place in list_evidence(plan)
        if place.evidence.proposed_url
    ]
