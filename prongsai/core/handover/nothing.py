"""Whether a note handed in says that there was nothing in its period, in the words officers use."""

import re

_NOTHING = re.compile(
    r"(?<!ยัง)(?:ไม่มี|ไม่ปรากฏ(?:ว่ามี)?|ไม่พบ|มิได้มี)(?:รายการ|การ(?!ดำเนินการ)|เรื่อง|กรณี|ผู้(?!รับผิดชอบ)|ข้อร้องเรียน|คำร้อง|เหตุ(?!ขัดข้อง))"
)
_BEGINS = re.compile(r"(?:ในงวดนี้|งวดนี้|ในเดือนนี้|เดือนนี้|ในรอบนี้|รอบนี้)?(?:ไม่มี|ไม่ปรากฏ|มิได้มี)")
_OF_THE_WORK = re.compile(
    r"ไม่มี(?:ปัญหา|อุปสรรค|ข้อขัดข้อง|เหตุขัดข้อง|ข้อสังเกต|ข้อเสนอแนะ|ความเสี่ยง|หลักฐาน|เอกสาร|ลิงก์|ลิ้งก์|ไฟล์|งบ|เวลา|กำหนด|ผู้รับผิดชอบ|การดำเนินการ|การแก้ไข)"
)
_ENGLISH = re.compile(
    r"\b(?:nothing to report|no items?|none (?:this|in this) (?:month|period)|nothing (?:this|in this))\b", re.I
)


def says_nothing(note: str) -> bool:
    """A note such as "ไม่มีรายการในงวดนี้" or "เดือนนี้ไม่มีการจัดซื้อจัดจ้าง".

    That there was no problem, no document to attach, or that nothing was done yet is something else. What is found is only
    ever offered to a person, never published.
    """
    text = "".join(note.replace("\u200b", "").split())
    if _ENGLISH.search(" ".join(note.split())) or _NOTHING.search(text):
        return True
    return bool(_BEGINS.match(text)) and not _OF_THE_WORK.search(text)
