"""The blank workbook an office fills in instead of retyping a report; read back like any other XLSX.

Headings are words the plan reader knows. The example row says "ตัวอย่าง" in its first cell, by which
readers/xlsx.py leaves it out; the sheet of instructions is left out by its name.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

EXAMPLE_MARK = "ตัวอย่าง"
INSTRUCTION_SHEET = "วิธีกรอก"
MEASURE_SHEET = "มาตรการ"
TITLE = "แผนและรายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
STATUSES = ("ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วเสร็จ")
ROUNDS = ("รอบ 6 เดือน (ตุลาคม - มีนาคม)", "รอบ 12 เดือน (ตุลาคม - กันยายน)")
ROWS_TO_FILL = 60

_FONT = "TH SarabunPSK"
_MADE_AT = datetime(2026, 1, 1)  # noqa: DTZ001 - fixed, so that the file is reproducible; Excel knows no zones


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column to fill in: heading, width in characters, the hint shown beside the cell, what the example row says."""

    heading: str
    width: float
    hint: str
    example: str


COLUMNS: tuple[TemplateColumn, ...] = (
    TemplateColumn("ลำดับที่", 9, "เลขลำดับของมาตรการ 1, 2, 3 …", EXAMPLE_MARK),
    TemplateColumn("ตัวชี้วัด", 16, "เช่น ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล", "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล"),
    TemplateColumn("ข้อ OIT", 11, "ข้อที่มาตรการนี้รับผิดชอบ เช่น O1, O2 (เว้นว่างได้)", "O1, O2, O3"),
    TemplateColumn("ประเด็นที่ต้องปรับปรุงแก้ไข/พัฒนา", 26, "เรื่องที่ต้องทำให้ดีขึ้น", "ข้อมูลพื้นฐาน"),
    TemplateColumn("ผู้รับผิดชอบ", 18, "สำนัก กอง หรืองานที่รับผิดชอบ", "สำนักปลัด"),
    TemplateColumn(
        "ขั้นตอนหรือวิธีการ/มาตรการ",
        44,
        "ขึ้นต้นแต่ละขั้นตอนด้วยเลขข้อ ขึ้นบรรทัดใหม่ในช่องเดียวกันด้วย Alt+Enter",
        "1. จัดทำข้อมูลให้ครบทุกองค์ประกอบ\n2. รายงานผู้บริหาร\n3. เผยแพร่บนเว็บไซต์หน่วยงาน",
    ),
    TemplateColumn(
        "การรายงานผลและการกำกับติดตาม",
        44,
        "งานที่ต้องรายงานและการกำกับของผู้บริหาร พร้อมกำหนดเวลา เช่น ภายในเดือนมกราคม 2566",
        "1. รายงานผลต่อผู้บริหาร ภายในเดือนมกราคม 2566\n2. ผู้บริหารกำกับติดตามทุกเดือน",
    ),
    TemplateColumn(
        "กำหนดแล้วเสร็จ",
        20,
        "กำหนดเวลาของทั้งมาตรการ เช่น 31 มกราคม 2566 (เว้นว่างได้ถ้าเขียนไว้ในช่องก่อนหน้าแล้ว)",
        "ภายในเดือนมกราคม 2566",
    ),
    TemplateColumn("สถานะ", 20, "เลือกจากรายการ", STATUSES[2]),
    TemplateColumn("ผลการดำเนินงาน", 32, "สิ่งที่ทำแล้ว และวันที่ทำเสร็จ", "เผยแพร่ครบแล้วเมื่อวันที่ 25 มกราคม 2566"),
    TemplateColumn(
        "หลักฐาน (ลิงก์)",
        36,
        "ที่อยู่ของหน้าที่เปิดแล้วพบข้อมูลนั้น ไม่ใช่หน้าแรกของเว็บไซต์ หลายลิงก์ให้ขึ้นบรรทัดใหม่",
        "https://www.example.go.th/oit/o1",
    ),
    TemplateColumn("ปัญหา/อุปสรรค", 26, "ถ้าไม่มีให้เว้นว่าง", ""),
    TemplateColumn("หมายเหตุ", 20, "ถ้าไม่มีให้เว้นว่าง", ""),
)

_INSTRUCTIONS = (
    "1. กรอกแผ่นงาน “มาตรการ” หนึ่งแถวต่อหนึ่งมาตรการ ช่องใดไม่มีข้อมูลให้เว้นว่าง",
    "2. กรอกชื่อหน่วยงาน อำเภอ จังหวัด ปีงบประมาณ และรอบการรายงานที่ด้านบนก่อน",
    "3. แถวที่ขึ้นต้นด้วยคำว่า “ตัวอย่าง” มีไว้ดูวิธีกรอก โปรแกรมจะไม่อ่านแถวนี้ จะลบทิ้งหรือปล่อยไว้ก็ได้",
    "4. อย่าเปลี่ยนข้อความหัวตาราง สลับหรือลบคอลัมน์ที่ไม่ใช้ได้",
    "5. ในช่องขั้นตอนและการกำกับติดตาม ให้ขึ้นต้นแต่ละข้อด้วยเลขข้อ และกด Alt+Enter เพื่อขึ้นบรรทัดใหม่",
    "6. เขียนกำหนดเวลาให้มีปี พ.ศ. เสมอ เช่น “ภายในเดือนมกราคม 2566” หรือ “31 มกราคม 2566”",
    "7. หลักฐานให้ใช้ลิงก์ของหน้าที่มีข้อมูลนั้นจริง ลิงก์หน้าแรกของเว็บไซต์ไม่นับเป็นหลักฐาน",
    "8. กรอกเสร็จแล้ว นำเข้าที่เมนู “นำเข้า” หรือใช้คำสั่ง prongsai read ชื่อไฟล์",
    "",
    "How to fill this in: one row a measure on the sheet “มาตรการ”; fill in agency, district, province, fiscal year (B.E.)"
    " and round above the table first. The row marked “ตัวอย่าง” is an example and is not read. Keep the headings;"
    " number each step; write every deadline with its year; give the address of the page itself as evidence.",
)


def blank_template_xlsx(*, agency_name: str | None = None, fiscal_year: int | None = None) -> bytes:
    """The workbook as bytes; `agency_name` and `fiscal_year` (B.E.) are filled in where known. Same input, same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    workbook.set_properties({"title": TITLE, "author": agency_name or "", "created": _MADE_AT})
    workbook.formats[0].set_font_name(_FONT)
    workbook.formats[0].set_font_size(16)
    _write_measures(workbook, agency_name, fiscal_year)
    _write_instructions(workbook)
    workbook.close()
    return buffer.getvalue()


def _write_measures(workbook: Any, agency_name: str | None, fiscal_year: int | None) -> None:
    base = {"font_name": _FONT, "font_size": 16, "valign": "top"}
    title = workbook.add_format({**base, "bold": True, "font_size": 18})
    label = workbook.add_format({**base, "bold": True, "align": "right"})
    entry = workbook.add_format({**base, "border": 1, "bg_color": "#FFF9E5", "align": "left"})
    heading = workbook.add_format(
        {
            **base,
            "bold": True,
            "border": 1,
            "bg_color": "#DDE6F0",
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
        }
    )
    example = workbook.add_format(
        {**base, "italic": True, "border": 1, "font_color": "#5F5F5F", "bg_color": "#F2F2F2", "text_wrap": True}
    )
    cell = workbook.add_format({**base, "border": 1, "text_wrap": True})
    sheet = workbook.add_worksheet(MEASURE_SHEET)
    for position, column in enumerate(COLUMNS):
        sheet.set_column(position, position, column.width)
    sheet.write(0, 0, TITLE, title)
    fields: tuple[tuple[str, str | int | None], ...] = (
        ("หน่วยงาน", agency_name),
        ("อำเภอ", None),
        ("จังหวัด", None),
        ("ปีงบประมาณ พ.ศ.", fiscal_year),
        ("รอบการรายงาน", None),
    )
    for row, (name, value) in enumerate(fields, start=1):
        sheet.merge_range(row, 0, row, 1, name, label)
        sheet.merge_range(row, 2, row, 4, "" if value is None else value, entry)
    sheet.data_validation(4, 2, 4, 2, _year_rule())
    sheet.data_validation(5, 2, 5, 2, {"validate": "list", "source": list(ROUNDS)})
    top = len(fields) + 2
    for position, column in enumerate(COLUMNS):
        sheet.write(top, position, column.heading, heading)
        sheet.write(top + 1, position, column.example, example)
        for row in range(top + 2, top + 2 + ROWS_TO_FILL):
            sheet.write_blank(row, position, None, cell)
        _add_rule(sheet, top + 2, position, column)
    sheet.set_row(top, 46)
    sheet.freeze_panes(top + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)


def _year_rule() -> dict[str, Any]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 2550,
        "maximum": 2650,
        "ignore_blank": True,
        "input_message": "ปีงบประมาณเป็น พ.ศ. เช่น 2566",
        "error_title": "ปีงบประมาณ",
        "error_message": "กรุณากรอกปี พ.ศ. สี่หลัก เช่น 2566",
    }


def _add_rule(sheet: Any, first_row: int, position: int, column: TemplateColumn) -> None:
    rule: dict[str, Any] = {"validate": "any", "input_title": column.heading[:32], "input_message": column.hint[:255]}
    if column.heading == "สถานะ":
        rule |= {
            "validate": "list",
            "source": list(STATUSES),
            "error_title": "สถานะ",
            "error_message": "กรุณาเลือกสถานะจากรายการ",
        }
    sheet.data_validation(first_row, position, first_row + ROWS_TO_FILL - 1, position, rule)


def _write_instructions(workbook: Any) -> None:
    title = workbook.add_format({"font_name": _FONT, "font_size": 18, "bold": True})
    line = workbook.add_format({"font_name": _FONT, "font_size": 16, "text_wrap": True, "valign": "top"})
    sheet = workbook.add_worksheet(INSTRUCTION_SHEET)
    sheet.set_column(0, 0, 110)
    sheet.write(0, 0, "วิธีกรอกแบบมาตรการส่งเสริมคุณธรรมและความโปร่งใส", title)
    for row, text in enumerate(_INSTRUCTIONS, start=2):
        sheet.write(row, 0, text, line)
