"""Where in a document something stands, in words for a person."""

from dataclasses import dataclass
from typing import Final, Literal

from prongsai.core.thai.words import Words

PlaceUnit = Literal[
    "file",  # the whole file
    "line",  # number: line of a text or a CSV
    "page",  # number: page of a PDF, slide of a presentation, frame of an image
    "paragraph",  # number: paragraph of the body
    "table",  # number, row, column: cell of a table of the body; column 0 is a whole row
    "cell",  # name: the sheet; row and column; column 0 is a whole row
    "sheet",  # name: the sheet
    "header",
    "footer",
    "note",  # foot- and endnotes
    "comment",  # number
    "picture",  # number
    "property",  # name: of the document
    "attachment",  # name
    "form_field",  # name
    "part",  # name: any other part of the file
    "said",  # name: the place in words, where only those were kept
]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "file": ("ทั้งไฟล์", "the whole file"),
    "line": ("บรรทัดที่ {number}", "line {number}"),
    "page": ("หน้า {number}", "page {number}"),
    "paragraph": ("ย่อหน้าที่ {number}", "paragraph {number}"),
    "header": ("หัวกระดาษ", "page header"),
    "footer": ("ท้ายกระดาษ", "page footer"),
    "note": ("เชิงอรรถ", "footnotes"),
    "comment": ("ความคิดเห็นที่ {number}", "comment {number}"),
    "picture": ("ภาพที่ {number}", "picture {number}"),
    "sheet": ('แผ่นงาน "{name}"', 'sheet "{name}"'),
    "property": ("คุณสมบัติของไฟล์: {name}", "file property: {name}"),
    "attachment": ('ไฟล์แนบ "{name}"', 'attachment "{name}"'),
    "form_field": ('ช่องกรอก "{name}"', 'form field "{name}"'),
    "part": ("ส่วน {name} ของไฟล์", "part {name} of the file"),
    "said": ("{name}", "{name}"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a document. Numbers count from 1; 0 and "" where the unit has none."""

    unit: PlaceUnit
    number: int = 0
    row: int = 0
    column: int = 0
    name: str = ""

    def words(self) -> Words:
        """The place as a person looks for it, Arabic digits as programs show them."""
        if self.unit == "table":
            column_th, column_en = (f" ช่องที่ {self.column}", f" column {self.column}") if self.column else ("", "")
            return Words(
                f"ตารางที่ {self.number} แถวที่ {self.row}{column_th}", f"table {self.number} row {self.row}{column_en}"
            )
        if self.unit == "cell":
            if not self.column:
                return Words(f'แผ่นงาน "{self.name}" แถว {self.row}', f'sheet "{self.name}" row {self.row}')
            cell = f"{column_letters(self.column)}{self.row}"
            return Words(f'แผ่นงาน "{self.name}" ช่อง {cell}', f'sheet "{self.name}" cell {cell}')
        th, en = _WORDS[self.unit]
        return Words(th.format(number=self.number, name=self.name), en.format(number=self.number, name=self.name))


def column_letters(column: int) -> str:
    """The letters of a spreadsheet's column: 1 gives "A", 27 "AA"."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
