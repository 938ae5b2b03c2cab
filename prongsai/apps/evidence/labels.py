"""Words for the codes of this app, Thai first."""

from django.utils.translation import gettext_lazy

from prongsai.audit.verdict import UNKNOWN_VERDICTS, WOULD_SCORE_ZERO
from prongsai.core.report_form.words import is_unknown_host

GROUPS = {
    "loses": gettext_lazy("ต้องแก้ไข"),
    "doubt": gettext_lazy("ควรตรวจ"),
    "unknown": gettext_lazy("ยังสรุปไม่ได้"),
    "unchecked": gettext_lazy("ยังไม่ได้ตรวจ"),
    "good": gettext_lazy("ใช้ได้"),
}
GROUP_MEANINGS = {
    "loses": gettext_lazy("ผู้ประเมินเปิดแล้วจะให้ 0 คะแนน"),
    "doubt": gettext_lazy("เปิดได้หรือยังไม่แน่ แต่พบสิ่งที่ต้องดู"),
    "unknown": gettext_lazy("เครื่องตรวจไม่ได้ ไม่นับว่าเสีย ต้องให้คนเปิดดู"),
    "unchecked": gettext_lazy("ระบบจะตรวจคืนนี้ หรือกดตรวจได้ทันที"),
    "good": gettext_lazy("ไม่พบสิ่งที่ต้องแก้"),
}
SIGNS = {"loses": "error", "doubt": "warning", "unknown": "unsure", "unchecked": "unchecked", "good": "good"}
"""Codes of the status component."""

VERDICTS = {
    "opens": gettext_lazy("เปิดได้"),
    "moved": gettext_lazy("ย้ายที่อยู่แล้ว เปิดได้"),
    "gone": gettext_lazy("ไม่พบหน้า"),
    "soft_404": gettext_lazy("หน้าแจ้งว่าไม่พบข้อมูล"),
    "homepage_only": gettext_lazy("ไปถึงเพียงหน้าแรก"),
    "login_wall": gettext_lazy("ต้องเข้าสู่ระบบก่อน"),
    "refused": gettext_lazy("เว็บไซต์ไม่ตอบรับ"),
    "timed_out": gettext_lazy("รอเกินเวลา"),
    "redirect_loop": gettext_lazy("เปลี่ยนเส้นทางวนไม่สิ้นสุด"),
    "bad_certificate": gettext_lazy("ใบรับรองเว็บไซต์ไม่ถูกต้อง"),
    "unsupported": gettext_lazy("ชนิดไฟล์ที่ยังตรวจไม่ได้"),
    "blocked": gettext_lazy("ไม่อนุญาตให้ตรวจที่อยู่นี้"),
    "not_checked": gettext_lazy("ยังไม่ได้ตรวจ"),
}
NO_SUCH_HOST_WORD = gettext_lazy("ไม่พบชื่อเว็บไซต์")


def verdict_word(verdict: str, why: str) -> str:
    """The verdict in the person's language; `why` is the auditor's Thai sentence, which tells a wrong name from a time-out."""
    return str(NO_SUCH_HOST_WORD if is_unknown_host(verdict, why) else VERDICTS[verdict])


VERDICT_SIGNS: dict[str, str] = {
    **dict.fromkeys(VERDICTS, "warning"),
    **dict.fromkeys(WOULD_SCORE_ZERO, "error"),
    **dict.fromkeys(UNKNOWN_VERDICTS, "unsure"),
    "opens": "good",
    "moved": "good",
}
HOST_CLASSES = {
    "own": gettext_lazy("เว็บไซต์ของหน่วยงานเอง"),
    "lookalike": gettext_lazy("ชื่อคล้ายเว็บไซต์ของหน่วยงาน แต่ไม่ใช่"),
    "sister": gettext_lazy("เว็บไซต์ของหน่วยงานอื่น"),
    "platform": gettext_lazy("ระบบกลางหรือบริการฝากไฟล์"),
    "social": gettext_lazy("สื่อสังคมออนไลน์"),
    "foreign": gettext_lazy("เว็บไซต์อื่น"),
}
YEAR_FITS = {
    "yes": gettext_lazy("ตรงกับปีที่ต้องการ"),
    "no": gettext_lazy("ไม่ตรงกับปีที่ต้องการ"),
    "cannot_tell": gettext_lazy("เครื่องบอกปีไม่ได้ ต้องให้คนดู"),
}
ELEMENT_STATES = {
    "found": gettext_lazy("พบ"),
    "not_found": gettext_lazy("ไม่พบ"),
    "cannot_tell": gettext_lazy("เครื่องบอกไม่ได้"),
}
ELEMENT_SIGNS = {"found": "good", "not_found": "warning", "cannot_tell": "unsure"}
ANSWERED = {"yes": gettext_lazy("ตอบแล้ว"), "no": gettext_lazy("ยังไม่ได้ตอบ")}
