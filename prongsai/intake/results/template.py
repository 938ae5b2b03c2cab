"""The blank workbook for a result: a row for each part of one year's list, read back like any other layout."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from prongsai.core.framework.model import Framework
from prongsai.intake.template import INSTRUCTION_SHEET

SHEET = "ผลการประเมิน"
HEADINGS = ("รหัส", "รายการ", "คะแนน")
_FONT = "TH SarabunPSK"
_MADE_AT = datetime(2026, 1, 1)  # noqa: DTZ001 - fixed, so that the file is reproducible; Excel knows no zones
_INSTRUCTIONS = (
    "1. กรอกช่องสีเหลืองในแผ่นงาน “ผลการประเมิน” ตามประกาศผล ช่องใดไม่ทราบให้เว้นว่าง ไม่ต้องใส่ 0",
    "2. คะแนนทุกช่องเต็ม 100 ไม่ใช่คะแนนถ่วงน้ำหนัก ข้อ O ได้ 100 หรือ 0 เท่านั้น",
    "3. ระดับให้พิมพ์ตามประกาศ เช่น ผ่านดี หรือ A",
    "4. ผลแบบอื่นที่หน่วยงานมีอยู่แล้วก็นำเข้าได้ เช่น ตารางหนึ่งแถวต่อหนึ่งหน่วยงาน หรือหนึ่งช่องต่อหนึ่งปี",
    "",
    "How to fill this in: enter the announced scores (of 100, never weighted points) in the yellow cells; leave unknown ones blank."
    " Items get 100 or 0. Other layouts can be imported as they are.",
)


def blank_result_xlsx(framework: Framework, *, agency_name: str = "") -> bytes:
    """The workbook of one year, the agency filled in where known. Same input, same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    workbook.set_properties({"title": SHEET, "author": agency_name, "created": _MADE_AT})
    base = {"font_name": _FONT, "font_size": 16, "valign": "top"}
    _write_scores(workbook, base, framework, agency_name)
    lines = workbook.add_worksheet(INSTRUCTION_SHEET)
    lines.set_column(0, 0, 110)
    wrapped = workbook.add_format({**base, "text_wrap": True})
    for row, text in enumerate(_INSTRUCTIONS):
        lines.write(row, 0, text, wrapped)
    workbook.close()
    return buffer.getvalue()


def _write_scores(workbook: Any, base: dict[str, Any], framework: Framework, agency_name: str) -> None:
    bold = workbook.add_format({**base, "bold": True})
    heading = workbook.add_format({**base, "bold": True, "border": 1, "bg_color": "#DDE6F0", "align": "center"})
    cell = workbook.add_format({**base, "border": 1, "text_wrap": True})
    entry = workbook.add_format({**base, "border": 1, "bg_color": "#FFF9E5", "num_format": "0.00"})
    text = workbook.add_format({**base, "border": 1, "bg_color": "#FFF9E5"})
    sheet = workbook.add_worksheet(SHEET)
    for column, width in enumerate((16, 70, 16)):
        sheet.set_column(column, column, width)
    sheet.write(0, 0, f"ผลการประเมิน ITA ปีงบประมาณ พ.ศ. {framework.fiscal_year}", bold)
    sheet.write(1, 0, "หน่วยงาน", bold)
    sheet.write(1, 1, agency_name, text)
    for column, words in enumerate(HEADINGS):
        sheet.write(3, column, words, heading)
    row = 4
    for code, title, kind in _lines(framework):
        sheet.write(row, 0, code, cell)
        sheet.write(row, 1, title, cell)
        sheet.write_blank(row, 2, None, text if kind == "level" else entry)
        if kind == "item":
            sheet.data_validation(row, 2, row, 2, _rule({"validate": "list", "source": ["100", "0"]}))
        elif kind == "score":
            rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
            sheet.data_validation(row, 2, row, 2, _rule(rule))
        row += 1
    sheet.freeze_panes(4, 0)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    return {**rule, "ignore_blank": True, "error_title": "คะแนน", "error_message": "คะแนน 0 ถึง 100 ข้อ O ได้ 100 หรือ 0"}


def _lines(framework: Framework) -> Iterator[tuple[str, str, str]]:
    """Code, title and kind of each row: total and level, tools, indicators with their sub-indicators, items."""
    yield "คะแนนรวม", "คะแนนรวม ITA", "score"
    yield "ระดับ", "ระดับผลการประเมินตามประกาศ", "level"
    for tool in framework.tools:
        yield tool.code, tool.name_th, "score"
    for indicator in framework.indicators:
        yield f"ตัวชี้วัดที่ {indicator.number}", indicator.name_th, "score"
        for sub in framework.sub_indicators:
            if sub.indicator == indicator.number:
                yield sub.code, sub.name_th, "score"
    for item in framework.items:
        yield item.code, item.title_th, "item"
