"""Whether decoded text is a web page, delimited values or plain text."""

import re
from typing import Literal

from prongsai.intake.readers import refusal

TextKind = Literal["html", "csv", "plain"]


def find_text_kind(text: str, *, name: str) -> TextKind:
    """The kind of text. Rows parted by tabs are plain text whatever the name says; raises PersonError for plan.json."""
    head = text[:4096].lstrip()
    lower = head.lower()
    ending = name.lower().rsplit(".", 1)[-1] if "." in name else ""
    if lower.startswith(("<!doctype html", "<html")) or re.search(r"<(?:table|body|head)[\s>]", text, re.IGNORECASE):
        return "html"
    _refuse_other_data(head, name)
    if _has_tabbed_rows(text):
        return "plain"
    if ending in {"html", "htm", "xhtml"} or re.match(r"<(?:div|p|ul|ol|h[1-6]|section|article|main|span)[\s>]", lower):
        return "html"
    from prongsai.intake.readers.delimited import find_delimiter

    if find_delimiter(text, is_named_csv=ending == "csv"):
        return "csv"
    return "plain"


def _refuse_other_data(head: str, name: str) -> None:
    if head.startswith("{") and '"prongsai/plan/' in head:
        raise refusal.bad_file(
            name,
            "เป็นแผนที่อ่านแล้ว (plan.json) ใช้กับคำสั่ง prongsai check, report หรือ rollover ได้เลย",
            "is a plan already read (plan.json): give it to prongsai check, report or rollover",
        )
    if 'progid="Excel.Sheet"' in head or "urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise refusal.save_as(name, "ตาราง Excel แบบ XML รุ่นเก่า", "an old Excel XML table", ".xlsx")
    if 'progid="Word.Document"' in head:
        raise refusal.save_as(name, "เอกสาร Word แบบ XML รุ่นเก่า", "an old Word XML document", ".docx")
    if head.startswith("MIME-Version:") or head.startswith("From: <Saved by"):
        raise refusal.save_as(name, "หน้าเว็บแบบไฟล์เดียว (.mht)", "a single-file web page (.mht)", ".html / .docx")
    if head.startswith("<?xml") and "<html" not in head.lower():
        raise refusal.wrong_type(name, "ข้อมูล XML", "XML data")


def _has_tabbed_rows(text: str) -> bool:
    return len(re.findall(r"^(?=[^\n]*\t[^\n]*\t)[^\n]*\S\t+ *\S", text, re.MULTILINE)) >= 1
