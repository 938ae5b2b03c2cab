"""Words for the codes of this app, Thai first."""

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy, pgettext_lazy

from prongsai.apps.disclosure.models import GATE_OUTCOMES, KINDS, SEEN, STATES
from prongsai.core.personal_data.inspection import KIND_LABELS
from prongsai.web.reading import is_english

_pair = lazy(lambda words: words.en if is_english() else words.th, str)
STATE_WORDS = dict(STATES)
KIND_WORDS = dict(KINDS)
SEEN_WORDS: dict[str, str | Promise] = {"": gettext_lazy("ยังไม่ได้ดู"), **dict(SEEN)}
GATE_WORDS = dict(GATE_OUTCOMES)
_SEEN_TOLD: dict[str, str | Promise] = {**dict(SEEN), "-": gettext_lazy("ยังไม่ได้ดู")}
_STATES_TOLD: dict[str, str | Promise] = {
    **STATE_WORDS,
    "returned": pgettext_lazy("state", "ถูกส่งกลับให้แก้ไข"),
    "scheduled": pgettext_lazy("state", "ตั้งเวลาเผยแพร่แล้ว"),
}
VALUES: dict[str, dict[str, str | Promise]] = {
    "publication.state": _STATES_TOLD,
    "publication.kind": dict(KIND_WORDS),
    "disclosure_item.state": _SEEN_TOLD,
    "elements": _SEEN_TOLD,
    "copies": {"masked": gettext_lazy("ฉบับปกปิดข้อมูล"), "pdf": "PDF", "csv": "CSV", "xlsx": "Excel"},
    "kinds": {kind: _pair(words) for kind, words in KIND_LABELS.items()},  # type: ignore[no-untyped-call]
}
"""Codes in the history's fields."""
ACTIONS = {
    "year_opened": gettext_lazy("เปิดปีที่ประเมิน"),
    "year_closed": gettext_lazy("ปิดปีที่เปิดโดยไม่ได้ตั้งใจ"),
    "year_changed": gettext_lazy("แก้ไขปฏิทินของปีที่ประเมิน"),
    "item_changed": gettext_lazy("แก้ไขผู้รับผิดชอบหรือกำหนดของข้อ"),
    "element_stated": gettext_lazy("ระบุว่าองค์ประกอบของข้อมีหรือไม่"),
    "elements_seen": gettext_lazy("ระบบเห็นองค์ประกอบของข้อต่างจากเดิม"),
    "publication_drafted": gettext_lazy("ร่างข้อมูลที่จะเผยแพร่"),
    "publication_edited": gettext_lazy("แก้ไขร่างข้อมูลที่จะเผยแพร่"),
    "publication_taken_from_work": gettext_lazy("นำงานที่ส่งแล้วมาเตรียมเผยแพร่"),
    "publication_carried_over": gettext_lazy("ยกข้อมูลที่เผยแพร่จากปีก่อนมาเป็นร่าง"),
    "publication_handed_to_approval": gettext_lazy("เสนออนุมัติเผยแพร่"),
    "publication_approved": gettext_lazy("อนุมัติให้เผยแพร่"),
    "publication_returned": gettext_lazy("ส่งร่างข้อมูลกลับให้แก้ไข"),
    "publication_taken_back": gettext_lazy("นำกลับมาเป็นร่าง"),
    "publication_discarded": gettext_lazy("ทิ้งร่างข้อมูล"),
    "publication_scheduled": gettext_lazy("ตั้งเวลาเผยแพร่"),
    "publication_published": gettext_lazy("เผยแพร่ข้อมูล"),
    "publication_waits_for_scanner": gettext_lazy("รอเครื่องตรวจไวรัสก่อนเผยแพร่"),
    "publication_file_infected": gettext_lazy("พบไวรัสในไฟล์ ส่งกลับให้แก้ไข"),
    "publication_not_published": gettext_lazy("เผยแพร่ตามเวลาไม่ได้"),
    "publication_withdrawn": gettext_lazy("ถอนข้อมูลที่เผยแพร่"),
    "publication_link_check_asked": gettext_lazy("สั่งตรวจลิงก์ที่เผยแพร่"),
    "publication_link_checked": gettext_lazy("ตรวจลิงก์ที่เผยแพร่"),
    "publication_link_check_failed": gettext_lazy("ตรวจลิงก์ที่เผยแพร่ไม่สำเร็จ"),
    "publication_finding_answered": gettext_lazy("ตอบข้อตรวจพบของลิงก์ที่เผยแพร่"),
    "publication_answer_withdrawn": gettext_lazy("ถอนคำตอบเรื่องลิงก์ที่เผยแพร่"),
    "publication_copied": gettext_lazy("ทำสำเนาให้ดาวน์โหลด"),
    "personal_data_looked_for": gettext_lazy("ตรวจหาข้อมูลส่วนบุคคล"),
    "personal_data_confirmed": gettext_lazy("ยืนยันให้เผยแพร่แม้พบข้อมูลส่วนบุคคล"),
    "personal_data_masked": gettext_lazy("ใช้ฉบับที่ปกปิดข้อมูลส่วนบุคคล"),
}
OBJECTS = {
    "disclosure_year": gettext_lazy("ปีที่ประเมิน"),
    "disclosure_item": gettext_lazy("ข้อที่ต้องเปิดเผย"),
    "publication": gettext_lazy("ข้อมูลที่เผยแพร่"),
}
FIELDS: dict[str, str | Promise] = {
    "title": gettext_lazy("ชื่อเรื่อง"),
    "publication.kind": gettext_lazy("รูปแบบ"),
    "publication_published.address": gettext_lazy("ที่อยู่บนเว็บไซต์สาธารณะ"),
    "version": gettext_lazy("ฉบับที่"),
    "content": gettext_lazy("รหัสเนื้อหา"),
    "period": gettext_lazy("งวดของข้อมูล"),
    "as_of_on": gettext_lazy("ข้อมูล ณ วันที่"),
    "publish_at": gettext_lazy("เผยแพร่เมื่อ"),
    "due_on": gettext_lazy("กำหนดเผยแพร่"),
    "items": gettext_lazy("จำนวนข้อ"),
    "findings": gettext_lazy("จำนวนที่พบ"),
    "found": gettext_lazy("สิ่งที่เครื่องตรวจไวรัสพบ"),
    "element": gettext_lazy("องค์ประกอบที่"),
    "elements": gettext_lazy("องค์ประกอบ"),
    "copies": gettext_lazy("สำเนา"),
    "state": gettext_lazy("สถานะ"),
    "waiver": gettext_lazy("ข้อยกเว้น"),
    "capacity": gettext_lazy("ในฐานะ"),
}
BOARD_WORDS: dict[str, str | Promise] = {
    "missing": gettext_lazy("ยังไม่เผยแพร่"),
    "in_progress": gettext_lazy("กำลังจัดทำ"),
    "incomplete": gettext_lazy("ยังไม่ครบ"),
    "to_look": gettext_lazy("รอคนดู"),
    "complete": gettext_lazy("ครบแล้ว"),
}
BOARD_SIGNS = {
    "missing": "error",
    "in_progress": "in_progress",
    "incomplete": "warning",
    "to_look": "unsure",
    "complete": "good",
}
STATE_SIGNS = {
    "draft": "not_started",
    "waiting": "asked",
    "returned": "refused",
    "approved": "granted",
    "scheduled": "week",
    "published": "good",
    "replaced": "later",
    "withdrawn": "refused",
}
SEEN_SIGNS = {"": "unchecked", "there": "good", "not_there": "error", "cannot_tell": "unsure"}
