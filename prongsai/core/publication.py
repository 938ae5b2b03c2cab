"""What a version of a publication says, and the hash that approvals and gate decisions are bound to."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from prongsai.core.errors import PersonError

Kind = Literal["file", "page", "table", "link", "nothing"]
KINDS: tuple[Kind, ...] = ("file", "page", "table", "link", "nothing")
TABLE_ROWS = 5_000
TABLE_COLUMNS = 60
CELL_LENGTH = 4_000
BODY_LENGTH = 200_000
_SEEN = re.compile("[^\\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")  # a sign that a reader sees
_FULL_ADDRESS = re.compile(r"https?://[^\s/?#]")


@dataclass(frozen=True, slots=True)
class VersionContent:
    """Everything of a version that the public reads; a file by the SHA-256 of its bytes."""

    kind: Kind
    title: str
    period_from: date | None = None
    period_to: date | None = None
    as_of_on: date | None = None
    body: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    url: str = ""
    file_name: str = ""
    file_sha256: str = ""


def parse_kind(text: str) -> Kind:
    """A kind from its stored word; raises ValueError for one nobody knows."""
    for kind in KINDS:
        if kind == text:
            return kind
    raise ValueError(f"unknown kind: {text}")


def hash_of_content(content: VersionContent) -> str:
    """Hex SHA-256; any change of what the public reads gives another one."""
    value = {
        "kind": content.kind,
        "title": content.title,
        "period": [day.isoformat() if day else None for day in (content.period_from, content.period_to)],
        "as_of": content.as_of_on.isoformat() if content.as_of_on else None,
        "body": content.body,
        "table": [list(row) for row in content.table],
        "url": content.url,
        "file": [content.file_name, content.file_sha256],
    }
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def tidy_table(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows of one width without empty rows and columns at the end, cells without blanks around them.

    Raises PersonError for a table too large to be shown on a page, or a cell longer than 4,000 characters: nothing is
    cut off unseen.
    """
    cells = [[" ".join(str(cell).split()) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    for number, row in enumerate(cells, start=1):
        if any(len(cell) > CELL_LENGTH for cell in row):
            raise PersonError(
                f"แถวที่ {number} ของตารางมีช่องที่ยาวเกิน {CELL_LENGTH:,} ตัวอักษร กรุณาย่อข้อความหรือแนบเป็นไฟล์",
                f"row {number} of the table has a cell longer than {CELL_LENGTH:,} characters: "
                "shorten it or attach the table as a file",
            )
    width = max((max(place for place, cell in enumerate(row, start=1) if cell) for row in cells), default=0)
    if len(cells) > TABLE_ROWS + 1 or width > TABLE_COLUMNS:
        raise PersonError(
            f"ตารางมี {len(cells)} แถว {width} คอลัมน์ เกินขีดจำกัด {TABLE_ROWS} แถว {TABLE_COLUMNS} คอลัมน์ กรุณาแนบเป็นไฟล์",
            f"the table has {len(cells)} rows and {width} columns, over the limit of {TABLE_ROWS} and {TABLE_COLUMNS}: "
            "attach it as a file",
        )
    return tuple(tuple((row + [""] * width)[:width]) for row in cells)


def require_content(content: VersionContent) -> None:
    """The version says something of its kind. Raises PersonError for the first thing missing."""
    if not _SEEN.search(content.title):
        raise PersonError("กรอกชื่อเรื่อง", "enter a title")
    if content.period_from and content.period_to and content.period_from > content.period_to:
        raise PersonError("วันเริ่มต้นของข้อมูลอยู่หลังวันสิ้นสุด กรุณาแก้วันที่", "the period begins after it ends: correct the days")
    if len(content.body) > BODY_LENGTH:
        raise PersonError(
            f"ข้อความยาวเกิน {BODY_LENGTH:,} ตัวอักษร กรุณาแนบเป็นไฟล์",
            f"the text is longer than {BODY_LENGTH:,} characters: attach it as a file",
        )
    if content.kind == "file" and not content.file_sha256:
        raise PersonError("เลือกไฟล์ที่จะเผยแพร่", "choose the file to publish")
    if content.kind == "page" and not _SEEN.search(content.body):
        raise PersonError("พิมพ์ข้อความที่จะเผยแพร่", "type the text to publish")
    if content.kind == "table" and len(content.table) < 2:
        raise PersonError(
            "ตารางต้องมีแถวหัวตารางและข้อมูลอย่างน้อย 1 แถว", "a table needs a row of headings and at least one row of data"
        )
    if content.kind == "link" and not _FULL_ADDRESS.match(content.url):
        raise PersonError(
            "กรอกที่อยู่เต็มของลิงก์ ขึ้นต้นด้วย https:// หรือ http://",
            "enter the full address of the link, with https:// or http://",
        )
    if content.kind == "nothing" and not (content.period_from and content.period_to):
        raise PersonError(
            "ระบุงวดที่ไม่มีรายการ ตั้งแต่วันใดถึงวันใด", "say for which period there is nothing to report, from and to"
        )
