"""A finding shown where it belongs: the place in the reader's language, and the sentence without the place."""

import re

from prongsai.core.finding import Finding

_LEAD_TH = re.compile(r"^มาตรการที่ [0-9๐-๙]+(?: [^:]{1,60})?: ")
_LEAD_EN = re.compile(r"^Measure [0-9]+(?:, ([^:]{1,60}))?: ")
# Words of which readers and checks make places, each matched whole. A test has all places that code makes.
_PLACES_EN = (
    ("กำหนดเวลาแล้วเสร็จ", "deadlines"),
    ("ขั้นตอนหรือวิธีการ", "steps"),
    ("การกำกับติดตาม ข้อ", "supervision"),
    ("การรายงานผล ข้อ", "follow-up"),
    ("การกำกับติดตาม", "supervision"),
    ("การดำเนินการ", "result"),
    ("คะแนนรายข้อ", "item scores"),
    ("ตัวชี้วัดที่", "indicator"),
    ("การรายงานผล", "follow-ups"),
    ("ผู้รับผิดชอบ", "responsible"),
    ("กำหนดเวลา ข้อ", "deadline"),
    ("เกณฑ์ของปี", "rules of the year"),
    ("หลักฐาน", "evidence"),
    ("ทั้งแผน", "whole plan"),
    ("รหัสข้อ", "item codes"),
    ("หลักฐานที่", "evidence"),
    ("ขั้นตอนที่", "step"),
    ("หัวเอกสาร", "head of the document"),
    ("รายการข้อ", "list of items"),
    ("คะแนนรวม", "total"),
    ("คะแนน", "scores"),
    ("กำหนดเวลา", "time column"),
    ("แผ่นงาน", "sheet"),
    ("ตารางที่", "table"),
    ("หัวตาราง", "head of the table"),
    ("ทั้งไฟล์", "whole file"),
    ("ย่อหน้า", "paragraph"),
    ("บรรทัด", "line"),
    ("ระดับ", "level"),
    ("ประเด็น", "issue"),
    ("หน้า", "page"),
    ("แถว", "row"),
    ("ช่อง", "cell"),
    ("ข้อ", "item"),
    ("ปี", "fiscal year"),
)
_PLACES = dict(_PLACES_EN)
_PLACE = re.compile(f"(?<![ก-๎])(?:{'|'.join(sorted(_PLACES, key=len, reverse=True))})(?![ก-๎])")


def place_words(finding: Finding, *, english: bool) -> str:
    """Where the finding stands, "" when it is about the whole measure or plan, or when the sentence begins with it.

    Thai digits are left as they are.
    """
    if not english:
        return "" if message_without_place(finding, english=False).startswith(finding.where) else finding.where
    lead = _LEAD_EN.match(finding.message_en) if finding.measure is not None else None
    if lead and lead[1]:
        return lead[1]
    return _PLACE.sub(lambda found: _PLACES[found[0]], finding.where)


def message_without_place(finding: Finding, *, english: bool) -> str:
    """The sentence as read beside the place it speaks of: "Measure 1, evidence 1:" is not said again."""
    message = finding.message_en if english else finding.message_th
    if finding.measure is None:
        return message
    short = (_LEAD_EN if english else _LEAD_TH).sub("", message, count=1)
    return short if short.startswith("http") else short[:1].upper() + short[1:]
