"""Words for the codes of this app, Thai first."""

from typing import Final

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext, gettext_lazy

from prongsai.apps.agencies.models import ROLES
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
MOST_ELEMENTS: Final = 40
"""More than any item of a framework asks for."""
_NOT_FOUND: Final = lazy(lambda number: gettext("ไม่พบองค์ประกอบที่ %(number)s") % {"number": number}, str)

FINDING_WORDS: Final[dict[str, str | Promise]] = {
    **{f"verdict_{code}": word for code, word in VERDICTS.items()},
    **{f"element_{number}_not_found": _NOT_FOUND(number) for number in range(1, MOST_ELEMENTS + 1)},  # type: ignore[no-untyped-call]
    "year_differs": gettext_lazy("เนื้อหาเป็นของปีอื่น"),
    "item_differs": gettext_lazy("เนื้อหาตรงกับข้ออื่นมากกว่า"),
    "address_mended": gettext_lazy("ซ่อมที่อยู่ที่กรอกแล้วจึงเปิด"),
    "lookalike_host": gettext_lazy("ชื่อคล้ายเว็บไซต์ของหน่วยงาน แต่ไม่ใช่"),
    "other_agency_host": gettext_lazy("เว็บไซต์ของหน่วยงานอื่น"),
    "plain_http": gettext_lazy("เว็บไซต์ยังไม่ใช้ https"),
    "bad_certificate": gettext_lazy("ใบรับรองเว็บไซต์ไม่ถูกต้อง"),
    "drive_viewer": gettext_lazy("อยู่บนบริการฝากไฟล์"),
    "meta_redirect": gettext_lazy("หน้าเดิมส่งต่อไปยังหน้านี้โดยอัตโนมัติ"),
    "needs_ocr": gettext_lazy("เป็นภาพสแกน ยังไม่ได้อ่านข้อความ"),
    "reading_incomplete": gettext_lazy("อ่านไฟล์ได้ไม่ครบ"),
    "empty_page": gettext_lazy("หน้าไม่มีเนื้อหา"),
    "ocr_digits_not_evidence": gettext_lazy("ตัวเลขที่อ่านจากภาพสแกนอาจผิด"),
    "placeholder_text": gettext_lazy("มีข้อความที่ยังไม่ได้กรอกจริง"),
    "only_lists_links": gettext_lazy("หน้ามีแต่รายการลิงก์"),
    "other_assessment": gettext_lazy("เป็นเอกสารของการประเมินอื่น"),
    "template_of_other_agency": gettext_lazy("มีชื่อหน่วยงานอื่นในเนื้อหา"),
    "personal_data": gettext_lazy("อาจมีข้อมูลส่วนบุคคล"),
    "framework_unverified": gettext_lazy("กรอบการประเมินของปีนี้ยังไม่ยืนยัน"),
    "last_changed_outside_period": gettext_lazy("แก้ไขล่าสุดนอกช่วงของปี"),
    "defaced": gettext_lazy("หน้าถูกเจาะและเปลี่ยน"),
    "spam_title": gettext_lazy("ชื่อหน้ากลายเป็นโฆษณา"),
    "hidden_spam_links": gettext_lazy("มีลิงก์โฆษณาซ่อนอยู่"),
    "hidden_links": gettext_lazy("มีลิงก์ที่ซ่อนไว้"),
    "spam_links": gettext_lazy("มีลิงก์โฆษณาแทรกอยู่"),
    "hidden_frame": gettext_lazy("มีกรอบที่มองไม่เห็น"),
    "sent_elsewhere": gettext_lazy("หน้าพาผู้อ่านไปเว็บไซต์อื่น"),
    "spam_text": gettext_lazy("ข้อความมีคำโฆษณา"),
    "title_changed_tongue": gettext_lazy("ชื่อหน้าเปลี่ยนไปเป็นภาษาอื่น"),
    "cloaked_title": gettext_lazy("หน้าแสดงชื่อต่างกันตามผู้เข้าดู"),
    "cloaked_text": gettext_lazy("หน้าแสดงเนื้อหาต่างกันตามผู้เข้าดู"),
}
"""A few words for each code of a finding, for the history; the sentence with its facts is on the page of the evidence."""
VALUES: dict[str, dict[str, str | Promise]] = {
    "verdict": dict(VERDICTS),
    "finding": FINDING_WORDS,
    "alarms": FINDING_WORDS,
    "asked_of": dict(ROLES),
}
"""Codes in the history's fields."""
