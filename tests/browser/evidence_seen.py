"""Evidence of every state in the example municipality, for the browser tests and the screenshots."""

from hashlib import sha256

from django.utils import timezone

from prongsai.apps.evidence.actions import answer_finding, ask_officer, save_check
from prongsai.apps.evidence.models import EvidenceState, Notice
from prongsai.apps.plans.models import Evidence, Measure
from prongsai.audit.judged import ElementSeen, Judged, JudgeNote, RankedItem
from prongsai.audit.result import LinkResult, LinkToCheck

LONG = "https://www.bansuansai.go.th/" + "รายงาน-" * 20 + "2566.pdf"
JUDGED = Judged(
    items=(RankedItem("O1", 0.9, ("โครงสร้างหน่วยงาน",)), RankedItem("O2", 0.4)),
    fiscal_year=2565,
    fiscal_years=(2564, 2565),
    year_grounds_th="พบคำว่า ปีงบประมาณ พ.ศ. 2565 ในหัวเรื่อง",
    year_grounds_en="the heading says fiscal year 2565",
    year_fits="no",
    elements=(
        ElementSeen(0, "แผนผังโครงสร้าง", "found", "พบหัวข้อ โครงสร้าง", "a heading names it"),
        ElementSeen(1, "ชื่อตำแหน่งของหัวหน้าส่วน", "not_found"),
        ElementSeen(2, "ภาพถ่าย", "cannot_tell", "เป็นภาพ", "it is a picture"),
    ),
    notes=(JudgeNote("mobile_number", "warning", "พบหมายเลขโทรศัพท์มือถือ 2 หมายเลข", "two mobile numbers were found"),),
)

SPAM = JudgeNote(
    "hidden_spam_links",
    "error",
    "มีลิงก์โฆษณาซ่อนอยู่ในหน้า 40 ลิงก์ คนมองไม่เห็นแต่เครื่องมือค้นหาเห็น เช่น สล็อตเว็บตรง กรุณาแจ้งผู้ดูแลเว็บไซต์ทันที "
    "ให้ตรวจไฟล์ เปลี่ยนรหัสผ่าน และลบสิ่งที่ถูกฝัง",
    "40 advertising links are hidden in the page, unseen by people and read by search engines: tell the web site's keeper",
)

SENTENCES = {
    "opens": ("เปิดได้ มีเนื้อหาของตนเอง", "opens and has content of its own"),
    "homepage_only": (
        "ลิงก์ไปถึงเพียงหน้าแรกของเว็บไซต์ กรุณาใส่ที่อยู่ของหน้าข้อมูลโดยตรง",
        "leads only to the front page: enter the address of the information itself",
    ),
    "timed_out": (
        "เว็บไซต์ไม่ตอบภายใน 20 วินาที ยังสรุปไม่ได้ กรุณาเปิดดูด้วยตนเอง",
        "the site did not answer in 20 seconds: nothing is known, look yourself",
    ),
    "soft_404": (
        "หน้านี้แจ้งว่าไม่พบข้อมูล แม้เว็บไซต์ตอบว่าเปิดได้ กรุณาแก้ลิงก์",
        "the page says that nothing was found, though the site answers: mend the link",
    ),
}


def save(row: Evidence, verdict: str, **fields: object) -> None:
    why, why_en = SENTENCES[verdict]
    values = {"why": why, "why_en": why_en}
    result = LinkResult(
        link=LinkToCheck(str(row.pk), row.url or ""),
        verdict=verdict,  # type: ignore[arg-type]
        checked_at=timezone.now(),
        host_class="own",
        status=200,
        final_url=row.url or "",
        sha256=sha256((row.url or "").encode()).hexdigest(),
        **{**values, **fields},  # type: ignore[arg-type]
    )
    save_check(evidence=row, result=result, at=timezone.now())


def fill() -> list[str]:
    """Evidence of every state in the plan of now, with an answer, a request and notices; the addresses to look at."""
    from prongsai.apps.accounts.models import User

    measure = Measure.objects.order_by("-plan__fiscal_year", "position")[0]
    user = User.objects.get(username="clerk")
    rows = [
        Evidence.objects.create(
            measure=measure, position=50 + place, origin="added", url=url, as_printed=url, added_at=timezone.now()
        )
        for place, url in enumerate([LONG, *[f"https://www.bansuansai.go.th/{n}" for n in range(6)]])
    ]
    save(rows[0], "homepage_only")
    save(rows[1], "timed_out")
    save(rows[2], "opens", judged=JUDGED)
    save(rows[3], "opens", notes=(SPAM,))
    save(rows[4], "soft_404")
    EvidenceState.objects.create(evidence=rows[5], asked_at=timezone.now())
    EvidenceState.objects.create(evidence=rows[6], failed_at=timezone.now())
    request = ask_officer(evidence=rows[0], by=user, at=timezone.now())
    Notice.objects.create(
        user=User.objects.get(username="admin"), agency=measure.plan.agency, request=request, made_at=timezone.now()
    )
    answer_finding(evidence=rows[4], finding="verdict_soft_404", reason="เปิดดูแล้ว มีข้อมูล", by=user, at=timezone.now())
    answer_finding(evidence=rows[2], finding="mobile_number", reason="เป็นเบอร์สำนักงาน", by=user, at=timezone.now())
    return [
        "/office/evidence/",
        f"/office/evidence/{rows[0].pk}/",
        f"/office/evidence/{rows[2].pk}/",
        f"/office/evidence/{rows[6].pk}/",
        "/office/notices/",
        f"/office/measures/{measure.pk}/",
    ]
