"""Rule `homepage_only`."""

from prongsai.core.checks.places import list_evidence
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def evidence_leads_past_the_front_page(plan: Plan, framework: Framework | None) -> list[Finding]:
    """No link of evidence is the front page of a site: an assessor must land on the information itself.

    Source: the first real report (all nine links), design 6.2.
    """
    return [
        place.finding(
            "homepage_only",
            "error",
            f"ลิงก์ {place.evidence.url} เป็นหน้าแรกของเว็บไซต์ ผู้ประเมินจะไม่พบข้อมูลและอาจได้ ๐ คะแนน "
            "กรุณาเปิดหน้าที่แสดงข้อมูลนั้นแล้วคัดลอกที่อยู่ของหน้านั้นมาใส่แทน",
            f"{place.evidence.url} is the front page of a site; an assessor will not find the information and the item "
            "may score 0. Open the page that shows it and copy that page's address",
        )
        for place in list_evidence(plan)
        if place.evidence.link_class == "homepage-only"
    ]
