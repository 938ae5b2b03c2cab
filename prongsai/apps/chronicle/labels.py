"""Words for what happened and to what, Thai first. Each app names its own actions in `ACTIONS` of its labels.py."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from prongsai.apps.agencies.models import ROLES
from prongsai.web.templatetags.reading import day, month_name

ACTIONS: dict[str, str | Promise] = {
    "signed_in": gettext_lazy("เข้าสู่ระบบ"),
    "user_created": gettext_lazy("สร้างบัญชีผู้ใช้"),
    "password_changed": gettext_lazy("เปลี่ยนรหัสผ่าน"),
    "preferences_changed": gettext_lazy("เปลี่ยนการแสดงผล"),
    "certificate_drawn": gettext_lazy("ออกใบรับรองหลักฐาน"),
    "heads_mailed": gettext_lazy("ส่งรหัสท้ายลูกโซ่ทางอีเมล"),
    "head_stamp_asked": gettext_lazy("ขอให้ประทับเวลารหัสท้ายลูกโซ่"),
    "head_stamped": gettext_lazy("รหัสท้ายลูกโซ่ได้รับการประทับเวลา"),
    "head_stamp_failed": gettext_lazy("ประทับเวลารหัสท้ายลูกโซ่ไม่สำเร็จ"),
    "head_address_added": gettext_lazy("เพิ่มอีเมลผู้เก็บรหัส"),
    "head_address_removed": gettext_lazy("นำอีเมลผู้เก็บรหัสออก"),
    "personal_values_erased": gettext_lazy("ลบข้อมูลส่วนบุคคลตามคำขอ"),
    "personal_values_revealed": gettext_lazy("เปิดดูข้อมูลส่วนบุคคล"),
    "history_exported": gettext_lazy("ส่งออกประวัติ"),
}
OBJECTS: dict[str, str | Promise] = {
    "agency": gettext_lazy("หน่วยงาน"),
    "membership": gettext_lazy("ผู้ใช้และบทบาท"),
    "plan": gettext_lazy("แผน"),
    "measure": gettext_lazy("มาตรการ"),
    "work": gettext_lazy("งาน"),
    "evidence": gettext_lazy("หลักฐาน"),
    "import": gettext_lazy("เอกสารนำเข้า"),
    "handover": gettext_lazy("การส่งงาน"),
    "closure": gettext_lazy("วันหยุดของหน่วยงาน"),
    "user": gettext_lazy("บัญชีผู้ใช้"),
    "history": gettext_lazy("ประวัติ"),
    "event": gettext_lazy("รายการในประวัติ"),
}
FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("ชื่อ"),
    "district": gettext_lazy("อำเภอ"),
    "province": gettext_lazy("จังหวัด"),
    "hosts": gettext_lazy("เว็บของหน่วยงาน"),
    "units": gettext_lazy("ส่วนงาน"),
    "unit": gettext_lazy("ส่วนงาน"),
    "role": gettext_lazy("บทบาท"),
    "user": gettext_lazy("ผู้ใช้"),
    "status": gettext_lazy("สถานะ"),
    "done_on": gettext_lazy("วันที่แล้วเสร็จ"),
    "note": pgettext_lazy("noun", "บันทึก"),
    "evidence": gettext_lazy("หลักฐาน"),
    "url": gettext_lazy("ที่อยู่"),
    "reason": gettext_lazy("เหตุผล"),
    "public": gettext_lazy("สิ่งที่ประชาชนเห็น"),
    "count": gettext_lazy("จำนวน"),
    "sent": gettext_lazy("ส่งสำเร็จ"),
    "failed": gettext_lazy("ส่งไม่สำเร็จ"),
    "address": gettext_lazy("ที่อยู่"),
    "head_address_added.address": gettext_lazy("อีเมล"),
    "head_address_removed.address": gettext_lazy("อีเมล"),
    "object_type": gettext_lazy("สิ่งที่เกี่ยวข้อง"),
    "since": gettext_lazy("ตั้งแต่วันที่"),
    "until": gettext_lazy("ถึงวันที่"),
    "authority": gettext_lazy("ผู้ให้บริการประทับเวลา"),
    "stamped_at": gettext_lazy("เวลาที่ประทับ"),
    "problem": gettext_lazy("ปัญหา"),
    "measures": gettext_lazy("มาตรการ"),
    "fiscal_year": gettext_lazy("ปีงบประมาณ"),
    "number": gettext_lazy("ข้อที่"),
    "issue": gettext_lazy("ประเด็น"),
    "responsible": gettext_lazy("ผู้รับผิดชอบ"),
    "steps": gettext_lazy("ขั้นตอน"),
    "follow_ups": gettext_lazy("การกำกับติดตาม"),
    "budget": gettext_lazy("งบประมาณ"),
    "problems": gettext_lazy("ปัญหาและอุปสรรค"),
    "remarks": gettext_lazy("หมายเหตุ"),
    "action": gettext_lazy("การกระทำ"),
    "actor": gettext_lazy("ผู้กระทำ"),
    "alarms": gettext_lazy("สัญญาณเตือน"),
    "aliases": gettext_lazy("ชื่อเรียกอื่น"),
    "answer": gettext_lazy("คำตอบ"),
    "approved_by": gettext_lazy("ผู้อนุมัติ"),
    "asked_of": gettext_lazy("ขอให้ผู้ใดแก้"),
    "chief_administrator_after": gettext_lazy("แจ้งปลัดหลังเกินกำหนด (วัน)"),
    "clerk_office_after": gettext_lazy("แจ้งสำนักปลัดหลังเกินกำหนด (วัน)"),
    "comment": gettext_lazy("ความเห็น"),
    "confidence": gettext_lazy("ความมั่นใจของข้อมูล"),
    "confirmed": gettext_lazy("ยืนยันแล้ว"),
    "contest_closes_at": gettext_lazy("ปิดให้ชี้แจง"),
    "contest_opens_at": gettext_lazy("เปิดให้ชี้แจง"),
    "days": gettext_lazy("จำนวนวัน"),
    "device": gettext_lazy("อุปกรณ์"),
    "digits": gettext_lazy("ตัวเลขที่ใช้"),
    "display_name": gettext_lazy("ชื่อที่แสดง"),
    "dropped": gettext_lazy("ข้อที่เลิกใช้"),
    "entry_closes_at": gettext_lazy("ปิดให้กรอกแบบประเมิน"),
    "entry_opens_at": gettext_lazy("เปิดให้กรอกแบบประเมิน"),
    "excused": gettext_lazy("ยกเว้นเพราะ"),
    "file_kept": gettext_lazy("เก็บไฟล์ไว้"),
    "finding": gettext_lazy("ข้อสังเกต"),
    "folders": gettext_lazy("โฟลเดอร์"),
    "format": gettext_lazy("รูปแบบ"),
    "from": gettext_lazy("จาก"),
    "from_on": gettext_lazy("ตั้งแต่วันที่"),
    "from_unit": gettext_lazy("ส่วนราชการ"),
    "garuda": gettext_lazy("ตราครุฑ"),
    "handover": gettext_lazy("การส่งงาน"),
    "happened_on": gettext_lazy("วันที่เกิดเหตุ"),
    "hash": gettext_lazy("รหัส"),
    "held_on": gettext_lazy("วันที่ประชุมหรือลงนาม"),
    "is_demo": gettext_lazy("บัญชีตัวอย่าง"),
    "is_on": gettext_lazy("เปิดใช้"),
    "item_codes": gettext_lazy("ข้อในกรอบการประเมิน"),
    "kind": gettext_lazy("ชนิด"),
    "kinds": gettext_lazy("ชนิด"),
    "language": gettext_lazy("ภาษา"),
    "late": gettext_lazy("ช้า (วัน)"),
    "letter_code": gettext_lazy("รหัสหนังสือ"),
    "members": gettext_lazy("สมาชิก"),
    "memo_number": gettext_lazy("เลขที่บันทึกข้อความ"),
    "methods": gettext_lazy("วิธี"),
    "new": gettext_lazy("ข้อใหม่"),
    "new_due_on": gettext_lazy("กำหนดใหม่"),
    "notices": gettext_lazy("การแจ้ง"),
    "old_due_on": gettext_lazy("กำหนดเดิม"),
    "on_days_off": gettext_lazy("เตือนในวันหยุด"),
    "opened_late": gettext_lazy("เปิดช้า"),
    "order_number": gettext_lazy("เลขที่คำสั่ง"),
    "order_on": gettext_lazy("วันที่ของคำสั่ง"),
    "person": gettext_lazy("ผู้ใช้"),
    "post": gettext_lazy("ตำแหน่ง"),
    "provider": gettext_lazy("ผู้ให้บริการยืนยันตัวตน"),
    "purpose": gettext_lazy("วัตถุประสงค์"),
    "quiet": gettext_lazy("ช่วงเวลางดเตือน"),
    "recovery_codes": gettext_lazy("รหัสสำรอง"),
    "report": gettext_lazy("รายงานผล"),
    "round": gettext_lazy("รอบ"),
    "scan": gettext_lazy("ผลตรวจไวรัส"),
    "scheduled_by": gettext_lazy("ผู้ตั้งเวลา"),
    "scope": gettext_lazy("ขอบเขต"),
    "sections": gettext_lazy("ฝ่าย"),
    "seq": gettext_lazy("ลำดับ"),
    "sha256": gettext_lazy("รหัสไฟล์"),
    "slug": gettext_lazy("ชื่อย่อในที่อยู่เว็บ"),
    "snapshot": gettext_lazy("ภาพเก็บหลักฐาน"),
    "snapshot_days": gettext_lazy("เก็บภาพหลักฐานกี่วัน"),
    "step": gettext_lazy("ขั้นตอน"),
    "takes_post": gettext_lazy("รับตำแหน่ง"),
    "text": gettext_lazy("ข้อความ"),
    "text_sha256": gettext_lazy("รหัสของข้อความ"),
    "titles": gettext_lazy("ชื่อตำแหน่ง"),
    "to_on": gettext_lazy("ถึงวันที่"),
    "top_executive_after": gettext_lazy("แจ้งผู้บริหารหลังเกินกำหนด (วัน)"),
    "unit_head_after": gettext_lazy("แจ้งหัวหน้าส่วนงานหลังเกินกำหนด (วัน)"),
    "until_on": gettext_lazy("ถึงวันที่"),
    "username": gettext_lazy("ชื่อผู้ใช้"),
    "verdict": gettext_lazy("ผลตรวจ"),
    "versions": gettext_lazy("ฉบับ"),
    "webhook_url": gettext_lazy("ที่อยู่รับการแจ้ง"),
    "what": gettext_lazy("เรื่อง"),
    "why": gettext_lazy("เหตุผล"),
}

STAMP_PROBLEMS: dict[str, str | Promise] = {
    "refused": gettext_lazy("ผู้ให้บริการปฏิเสธคำขอ"),
    "late": gettext_lazy("ผู้ให้บริการไม่ตอบในเวลา"),
    "away": gettext_lazy("ติดต่อผู้ให้บริการไม่ได้"),
    "unreadable": gettext_lazy("คำตอบไม่ใช่ตราประทับเวลา ที่อยู่ของผู้ให้บริการอาจผิด"),
    "wrong_nonce": gettext_lazy("คำตอบเป็นของคำขออื่น"),
    "wrong_imprint": gettext_lazy("ตราประทับเวลาเป็นของรหัสอื่น"),
    "expired": gettext_lazy("ใบรับรองของผู้ให้บริการหมดอายุแล้ว"),
    "untrusted": gettext_lazy("ลายเซ็นไม่ได้มาจากผู้ให้บริการในไฟล์ CA ที่ตั้งไว้"),
    "clock": gettext_lazy("เวลาในตราประทับห่างจากนาฬิกาของเครื่องนี้เกินไป"),
}
"""Why a head got no time stamp, by the code of the adapter."""
VALUES: dict[str, dict[str, str | Promise]] = {
    "role": dict(ROLES),
    "format": {"jsonl": "JSON Lines", "csv": "CSV"},
    "head_stamp_failed.problem": STAMP_PROBLEMS,
}
"""Codes in the history's fields: a field, or one of an action, a kind of object or a field around it ("round.state")."""


@cache
def action_words() -> dict[str, str | Promise]:
    """Every action's words: those here, and the `ACTIONS` of each installed app's labels.py."""
    return _gather("ACTIONS", ACTIONS)


@cache
def object_words() -> dict[str, str | Promise]:
    """The words of each kind of object, and each app's `OBJECTS`."""
    return _gather("OBJECTS", OBJECTS)


@cache
def field_words() -> dict[str, str | Promise]:
    """The words of what an event tells before and after, and each app's `FIELDS`; others are shown by their code."""
    return _gather("FIELDS", FIELDS)


def field_word(name: str, scope: Sequence[str] = ()) -> str | Promise:
    """The words of a field; `scope` are the action and the kind of object, for which a `FIELDS` may name it otherwise."""
    words = field_words()
    return next((words[key] for key in (*(f"{one}.{name}" for one in scope), name) if key in words), name)


@cache
def value_words(field: str, scope: tuple[str, ...] = ()) -> dict[str, str | Promise]:
    """The words of a field's codes, from each app's `VALUES`; {} where its values are no codes.

    A `VALUES` names a field ("state"), or one of an action, a kind of object or a field around it ("round.state"),
    which then counts before the plain one; `scope` are those names.
    """
    words: dict[str, str | Promise] = {}
    for key in (field, *(f"{one}.{field}" for one in reversed(scope))):
        words |= _words_under(key)
    return words


def _words_under(key: str) -> dict[str, str | Promise]:
    if key in _WORDS_OF_WORDS:
        return _WORDS_OF_WORDS[key]()
    words: dict[str, str | Promise] = {}
    for labels in _labels():
        words |= getattr(labels, "VALUES", {}).get(key, {})
    return words


def _gather(name: str, own: dict[str, str | Promise]) -> dict[str, str | Promise]:
    words = dict(own)
    for labels in _labels():
        words |= getattr(labels, name, {})
    return words


def _labels() -> Iterator[ModuleType]:
    """The labels.py of each app that has one."""
    for config in apps.get_app_configs():
        labels = f"{config.name}.labels"
        if config.name.startswith("prongsai.apps.") and find_spec(labels) is not None:
            yield import_module(labels)


_WORDS_OF_WORDS: dict[str, Callable[[], dict[str, str | Promise]]] = {
    "history_exported.action": action_words,
    "history_exported.object_type": object_words,
}
"""What a copy of the history was limited to."""

_DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{4}-[0-9]{2}-[0-9]{2}))?(?: (.*))?", re.DOTALL)
_VERSION = re.compile(r"(news|[0-9]{4} [A-Z][0-9]+)/([0-9]+) v([0-9]+)(?: (.*))?", re.DOTALL)
_EVENT = re.compile(r"#([0-9]+) ([a-z_]+)")
_MONTH = re.compile(r"([0-9]{4}-[0-9]{2})( / [0-9]+)?")
_NUMBERED = re.compile(r"(invitation|user) ([0-9]+)")
_NUMBERED_WORDS: dict[str, str | Promise] = {
    "invitation": gettext_lazy("คำเชิญที่ %(number)s"),
    "user": gettext_lazy("ผู้ใช้ที่ %(number)s"),
}


def label_words(label: str) -> str:
    """What an event calls its object, in the reader's language where it names a number or a month alone."""
    month = _MONTH.fullmatch(label)
    if month and "01" <= month[1][5:] <= "12" and month[1] >= "1900":
        return month_name(date.fromisoformat(f"{month[1]}-01")) + (month[2] or "")
    days = _days_words(label)
    if days:
        return days
    event = _EVENT.fullmatch(label)
    if event and event[2] in action_words():
        return f"#{event[1]} {action_words()[event[2]]}"
    version = _VERSION.fullmatch(label)
    if version:
        place = str(gettext_lazy("ข่าว")) if version[1] == "news" else version[1]
        number = gettext_lazy("ฉบับที่ %(number)s") % {"number": version[3]}
        return f"{place}/{version[2]} {number} {version[4] or ''}".rstrip()
    found = _NUMBERED.fullmatch(label)
    if found:
        return str(_NUMBERED_WORDS[found[1]]) % {"number": found[2]}
    return str(gettext_lazy("ชื่อผู้ใช้ที่ไม่มีในระบบ")) if label == "unknown name" else label


def _days_words(label: str) -> str:
    """A label that begins with a day or two (of a closure; of a day's reminders), those as people read them; else ""."""
    found = _DAYS.fullmatch(label)
    if not found:
        return ""
    try:
        days = [day(date.fromisoformat(one)) for one in dict.fromkeys(filter(None, (found[1], found[2])))]
    except ValueError:
        return ""
    return f"{' - '.join(days)} {found[3] or ''}".rstrip()


def person_words(number: str, people: Mapping[str, str]) -> str:
    """Whom an account's number stands for: the person's name where there is one in `people`."""
    return people.get(number) or str(_NUMBERED_WORDS["user"]) % {"number": number}


def role_word(code: str) -> str | Promise:
    """The name of the role someone acted in; "" for the system and one's own account."""
    return dict(ROLES).get(code, "" if code in {"system", "self", "none"} else code)
