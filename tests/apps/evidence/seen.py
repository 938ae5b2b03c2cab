"""Results of the auditor, the smallest that are whole; a test states only what matters to it."""

from datetime import timedelta
from typing import Any

from prongsai.apps.evidence.actions import save_check
from prongsai.apps.evidence.models import Check
from prongsai.apps.plans.models import Evidence
from prongsai.audit.judged import ElementSeen, Judged, JudgeNote, RankedItem
from prongsai.audit.result import LinkResult, LinkToCheck
from tests.apps.factories import NOW

HOST = "www.bansuan.go.th"
GOOD = {"host_class": "own", "status": 200, "sha256": "a" * 64, "text_sha256": "b" * 64, "title": "แผน"}
JUDGED = Judged(
    items=(RankedItem("O1", 0.9, ("โครงสร้าง",)), RankedItem("O2", 0.4)),
    fiscal_year=2566,
    fiscal_years=(2566,),
    year_grounds_th="พบคำว่า ปีงบประมาณ พ.ศ. ๒๕๖๖",
    year_grounds_en="says fiscal year 2566",
    year_fits="yes",
    elements=(ElementSeen(0, "แผนผังโครงสร้าง", "found", "พบหัวข้อ โครงสร้าง", "the heading names it"),),
)
PERSONAL = JudgeNote("personal_data", "error", "พบเลขประจำตัวประชาชน 1 แห่ง", "one identity number was found")


def result(row: Evidence, verdict: str = "opens", *, days: float = 0, **fields: Any) -> LinkResult:
    values: dict[str, Any] = {"why": f"เหตุผลของ {verdict}", "why_en": f"reason of {verdict}"}
    if verdict == "opens":
        values |= {**GOOD, "judged": JUDGED}
    link = LinkToCheck(id=str(row.pk), url=row.url or "")
    return LinkResult(link=link, verdict=verdict, checked_at=NOW + timedelta(days=days), **{**values, **fields})


def keep(row: Evidence, verdict: str = "opens", *, days: float = 0, **fields: Any) -> Check:
    at = NOW + timedelta(days=days)
    return save_check(evidence=row, result=result(row, verdict, days=days, **fields), at=at)


def add_link(measure: Any, url: str = f"http://{HOST}/o1", **fields: Any) -> Evidence:
    values = {"origin": "added", "position": 9, "as_printed": url, "link_class": "ok", "added_at": NOW}
    return Evidence.objects.create(measure=measure, url=url, **{**values, **fields})
