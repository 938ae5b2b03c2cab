"""Fixed words of the form: the mark of our own reports, table headings, and the names of codes in Thai."""

from prongsai.core.plan import AgencyKind, IssueKind, ResponsibleRole, Status
from prongsai.core.report_form.marked_text import squashed

FORM_MARK = "แบบรายงานโปร่งใส รุ่น ๑"
"""Stands in the last paragraph and in the footer of every report in this form."""

EMPTY = "-"
NOT_SAID = "ไม่ระบุ"
NO_MEASURES = "ไม่มีมาตรการ"
CONTINUED = "(ต่อ)"
"""Opens the first cell of a row that goes on with the row above it (a workbook, whose rows have a greatest height)."""
NOT_CHECKED = "ยังไม่ได้ตรวจ"
NO_RECORD = "ไม่มีบันทึก"
NOT_COME = "ยังไม่ถึง"
STILL_RUNS = "ยังไม่สิ้นเดือน"
MISSED_ROUND = "ไม่มีการลงนามในเดือนนี้"

TABLE_HEADINGS: dict[str, tuple[str, ...]] = {
    "measures": (
        "ประเด็นที่ต้องปรับปรุงแก้ไข/ ประเด็นที่ต้องพัฒนา",
        "ผู้รับผิดชอบ",
        "ขั้นตอนหรือวิธีการ/มาตรการ",
        "การรายงานผลและการกำกับติดตาม กำหนดเวลาแล้วเสร็จ",
        "การดำเนินการ",
    ),
    "facts": ("เรื่อง", "ข้อมูล"),
    "items": ("มาตรการที่", "ประเด็น", "ข้อ (OIT)", "ชื่อรายการข้อมูล"),
    "extras": ("ลำดับ", "มาตรการ", "หัวข้อเพิ่มเติม", "รายละเอียด"),
    "evidence": ("ลำดับที่", "หลักฐานของ", "หลักฐาน", "ลักษณะของลิงก์", "ผลการตรวจสอบ"),
    "deadlines": ("ที่", "งาน", "ข้อความที่ใช้กำหนดเวลา", "กำหนดเวลา", "วิธีคำนวณ"),
    "extensions": ("ครั้งที่", "งานที่ขยายเวลา", "วันครบกำหนดเดิม", "ขยายเป็นวันที่", "เหตุผลและผู้อนุมัติ"),
    "waived": ("รายการที่", "งานที่ผู้ทำตรวจเอง", "ขั้นตอนที่ตรวจ", "วันที่ตรวจ", "ข้อยกเว้นและเหตุผล"),
    "months": ("เดือน", "วันที่กำกับติดตาม", "ผู้ลงนาม", "ข้อสั่งการ"),
}
"""Headings of each table by its key, as printed; no two tables share most of theirs."""

FACT_LABELS: dict[str, str] = {
    "name": "หน่วยงาน",
    "kind": "ประเภทหน่วยงาน",
    "district": "อำเภอ",
    "province": "จังหวัด",
    "hosts": "เว็บไซต์ของหน่วยงาน",
    "fiscal_year": "ปีงบประมาณของแผน",
    "based_on": "ใช้ผลการประเมินของปีงบประมาณ",
    "round": "รอบการรายงาน",
}

ROUND_WORDS = {"half_year": "รอบ ๖ เดือน", "full_year": "รอบ ๑๒ เดือน"}
DEFAULT_ROUND_WORDS = "ไม่ระบุ (รายงานนี้ใช้รอบ ๖ เดือน)"

AGENCY_KIND_WORDS: dict[AgencyKind, str] = {
    "pao": "องค์การบริหารส่วนจังหวัด",
    "city_municipality": "เทศบาลนคร",
    "town_municipality": "เทศบาลเมือง",
    "tambon_municipality": "เทศบาลตำบล",
    "tao": "องค์การบริหารส่วนตำบล",
}

ISSUE_WORDS: dict[IssueKind | None, str] = {
    "fix": "ประเด็นที่ต้องปรับปรุงแก้ไข",
    "develop": "ประเด็นที่ต้องพัฒนา",
    None: "ประเด็น",
}

ROLE_WORDS: dict[ResponsibleRole, str] = {"does": "", "compiles": "(รวบรวม)", "publishes": "(เผยแพร่)"}
ALL_UNITS = "ทุกส่วนงาน"
ALL_UNITS_WORDS = f"({ALL_UNITS})"
UNNAMED_OFFICER_WORDS = "(เจ้าหน้าที่ผู้รับผิดชอบ)"

MEASURE_STATUS_WORDS: dict[Status, str] = {
    "done": "ดำเนินการเรียบร้อยแล้ว",
    "in_progress": "อยู่ระหว่างดำเนินการ",
    "not_started": "ยังไม่ได้ดำเนินการ",
    "unknown": "ไม่มีข้อมูลผลการดำเนินการ",
}
WORK_STATUS_WORDS: dict[Status, str] = {
    "done": "ดำเนินการแล้ว",
    "in_progress": "อยู่ระหว่างดำเนินการ",
    "not_started": "ยังไม่ได้ดำเนินการ",
    "unknown": "ไม่มีข้อมูลผลการดำเนินการ",
}

EXTRA_FIELD_WORDS = {"budget": "งบประมาณ", "problems": "ปัญหา/อุปสรรค", "remarks": "หมายเหตุ"}

LINK_CLASS_WORDS: dict[str, str] = {
    "ok": "ลิงก์ถึงข้อมูลโดยตรง",
    "file": "ไฟล์ที่แนบในระบบ",
    "ok-site-relative": "ที่อยู่ภายในเว็บไซต์",
    "homepage-only": "เป็นเพียงหน้าแรกของเว็บไซต์",
    "empty": "ไม่มีที่อยู่",
    "empty-host": "ที่อยู่ไม่มีชื่อเว็บไซต์",
    "fragment-only": "ที่อยู่มีเพียงตำแหน่งในหน้า",
    "placeholder": "ที่อยู่ยังไม่ได้กรอกจริง",
    "truncated": "ที่อยู่ถูกตัดไม่ครบ",
    "malformed-unrepairable": "ที่อยู่ผิดรูปแบบ",
    "localhost": "ที่อยู่ในเครื่องของผู้จัดทำ",
    "test-host": "เว็บไซต์ทดสอบ",
    "login-page": "หน้าเข้าสู่ระบบ",
    "ip-host": "ที่อยู่เป็นเลขไอพี",
    "viewer-wrapped": "เปิดผ่านโปรแกรมแสดงเอกสาร",
    "survey-link": "แบบสอบถามของการประเมิน",
    "social-media": "สื่อสังคมออนไลน์",
    "url-shortener": "ลิงก์ย่อ",
    "government-system": "ระบบกลางของภาครัฐ",
    "third-party-host": "เว็บไซต์ผู้ให้บริการภายนอก",
    "self-link": "ลิงก์กลับมาหน้าเดิม",
    "api-address": "ที่อยู่สำหรับโปรแกรม",
    "suspicious-file": "แฟ้มที่ควรระวัง",
    "wrong-agency": "เว็บไซต์ของหน่วยงานอื่น",
    "unrelated": "ลิงก์ที่ไม่เกี่ยวข้อง",
}
NO_CLASS_WORDS = "ยังไม่ได้จำแนก"
NEEDS_REVIEW_WORDS = "ควรตรวจทาน"
REPAIR_WORDS: dict[str, str] = {
    "white_space": "ตัดช่องว่างในที่อยู่",
    "slashes": "แก้เครื่องหมายทับ",
    "scheme": "เติมหรือแก้ http",
    "percent_encoding": "เข้ารหัสอักษรในที่อยู่",
    "escapes": "แก้รหัสอักษรพิเศษ",
    "host_lookalike": "เสนอชื่อเว็บไซต์ที่คล้ายกัน",
}

VERDICT_WORDS: dict[str, str] = {
    "opens": "เปิดได้",
    "moved": "ย้ายที่อยู่แล้ว เปิดได้",
    "gone": "ไม่พบหน้า",
    "soft_404": "หน้าแจ้งว่าไม่พบข้อมูล",
    "homepage_only": "ไปถึงเพียงหน้าแรก",
    "login_wall": "ต้องเข้าสู่ระบบก่อน",
    "refused": "เว็บไซต์ไม่ตอบรับ ยังสรุปไม่ได้",
    "timed_out": "รอเกินเวลา ยังสรุปไม่ได้",
    "redirect_loop": "เปลี่ยนเส้นทางวนไม่สิ้นสุด",
    "bad_certificate": "เปิดได้ แต่ใบรับรองไม่ถูกต้อง",
    "unsupported": "ชนิดแฟ้มที่ยังตรวจไม่ได้",
    "blocked": "ไม่อนุญาตให้ตรวจที่อยู่นี้",
    "not_checked": NOT_CHECKED,
}
NO_SUCH_HOST = "ไม่พบชื่อเว็บไซต์"
"""How the auditor's sentence begins where the name of the site is not known to DNS: its verdict is that of a site that
did not answer, for nothing is known of the evidence, but nobody waited for it."""


def is_unknown_host(verdict: str, why: str) -> bool:
    """Whether a link did not open because its site's name is not known, by the auditor's Thai sentence."""
    return verdict == "timed_out" and why.startswith(NO_SUCH_HOST)


def verdict_words(verdict: str, why: str) -> str:
    """The verdict in words, told from a time-out where the name of the site is not known; an unknown code as it is."""
    if is_unknown_host(verdict, why):
        return f"{NO_SUCH_HOST} ยังสรุปไม่ได้"
    return VERDICT_WORDS.get(verdict, verdict)


def parse_status(words: str) -> Status:
    """The status that words of a result say; "unknown" where they say none. Wordings of other hands count too."""
    text = squashed(words)
    if "ไม่ได้ดำเนินการ" in text or "ยังไม่ดำเนินการ" in text or "ไม่มีการดำเนินการ" in text:
        return "not_started"
    if "อยู่ระหว่าง" in text or "กำลังดำเนินการ" in text or "บางส่วน" in text:
        return "in_progress"
    if "ไม่มีข้อมูล" in text or "ยังไม่แล้วเสร็จ" in text:
        return "in_progress" if "ยังไม่แล้วเสร็จ" in text else "unknown"
    if any(word in text for word in ("เรียบร้อย", "แล้วเสร็จ", "ดำเนินการแล้ว", "เสร็จสิ้น", "เสร็จแล้ว")):
        return "done"
    return "unknown"
