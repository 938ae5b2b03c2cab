"""The form of the assessment as one sheet to copy from: a row an item, addresses a line each, everything as text."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time

from prongsai.core.submission import Answer
from prongsai.core.submission.answer import word_of

_FONT, _FONT_PT = "TH SarabunPSK", 16
_LONGEST_CELL = 32_000  # Excel's limit is 32,767 letters
_LINE_PT, _HIGHEST_PT = 23.0, 400.0
_COLUMNS = (("รหัส", 8), ("รายการ", 44), ("มี/ไม่มี", 12), ("ที่อยู่ (URL)", 60), ("คำอธิบาย", 60))


def draw_form_xlsx(answers: Sequence[Answer], *, title: str, author: str, made_on: date) -> bytes:
    """The workbook's bytes. Every cell is text: what begins with = + - or @ is never a formula or a link."""
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": _FONT, "font_size": _FONT_PT},
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": title[:250], "author": author[:250], "created": datetime.combine(made_on, time())})
    plain = {"font_name": _FONT, "font_size": _FONT_PT, "text_wrap": True, "valign": "top", "border": 1}
    head = book.add_format({**plain, "bold": True, "align": "center", "bg_color": "#E6EDF5"})
    cell, centre = book.add_format(plain), book.add_format({**plain, "align": "center"})
    sheet = book.add_worksheet("แบบ OIT")
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for column, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for row, answer in enumerate(answers, start=1):
        values = (answer.code, answer.title, word_of(answer.has), "\n".join(answer.addresses), answer.explanation)
        for column, value in enumerate(values):
            sheet.write_string(row, column, value[:_LONGEST_CELL], centre if column in (0, 2) else cell)
        sheet.set_row(
            row, min(_HIGHEST_PT, _LINE_PT * max(_lines(v, w) for v, (_n, w) in zip(values, _COLUMNS, strict=True)))
        )
    book.close()
    return target.getvalue()


def _lines(text: str, width: int) -> int:
    """About how many lines a cell needs: Thai marks above and below take no width."""
    marks = sum(
        1
        for letter in text
        if "\u0e31" <= letter <= "\u0e4e" and letter not in "\u0e32\u0e33\u0e40\u0e41\u0e42\u0e43\u0e44\u0e45\u0e46"
    )
    by_line = sum(1 + max(0, len(line) - 1) // width for line in text.split("\n"))
    return max(1, by_line - marks // width)
