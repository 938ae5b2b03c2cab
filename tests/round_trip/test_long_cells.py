"""Cells higher than Excel's greatest row: they go on in further rows and are one cell again when read."""

import io
from datetime import date

import openpyxl
import pytest

from prongsai.core.plan import Agency, Measure, Plan, Responsible, Step
from prongsai.core.plan_same import plan_differences
from prongsai.documents.content import ReportOptions, build_report
from prongsai.documents.xlsx import draw_xlsx
from prongsai.intake.own_report import read_own_report
from prongsai.intake.readers import read_source

OPTIONS = ReportOptions(made_on=date(2023, 4, 1))
WORD = "ก" * 90


def plan_of(*measures):
    return Plan(Agency("เทศบาลตำบลตัวอย่าง"), 2566, None, None, measures)


def drawn(plan):
    return draw_xlsx(build_report(plan, framework=None, options=OPTIONS))


def back(content):
    return read_own_report(read_source(content, name="report.xlsx", pdf=None))


def first_cells(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["รายงาน"]
    return [row[0].value for row in sheet.iter_rows() if row[0].value]


def measure(number, issue, **fields):
    steps = (Step(1, "ทำ", None),)
    return Measure(number=number, issue=issue, responsible=(Responsible("กองคลัง"),), steps=steps, **fields)


@pytest.mark.parametrize("count", [1, 3, 4, 5, 8, 40])
@pytest.mark.parametrize("indicator", [None, 7])
def test_an_issue_of_any_length_stays_one_measure(count, indicator):
    plan = plan_of(measure(1, " ".join([WORD] * count), indicator=indicator), measure(2, "สั้น"))

    assert plan_differences(plan, back(drawn(plan))) == []


@pytest.mark.parametrize("end", ["มาตรการที่ ๒", "(ต่อ)", "๒. ตัวชี้วัดที่ ๙"])
def test_whatever_words_of_the_form_stand_in_it(end):
    plan = plan_of(measure(1, f"(ต่อ) {WORD * 6} {end}", indicator=3), measure(2, f"{end} สั้น"))

    assert plan_differences(plan, back(drawn(plan))) == []


def test_the_row_that_goes_on_says_so():
    cells = first_cells(drawn(plan_of(measure(1, WORD * 6, indicator=3), measure(2, "สั้น"))))

    opened = [one.split("\n")[0] for one in cells if one.startswith(("มาตรการที่", "(ต่อ)"))]
    assert opened[0] == "มาตรการที่ ๑"
    assert opened[1].startswith("(ต่อ) ประเด็น: กกก")
    assert opened[2] == "มาตรการที่ ๒"


def test_a_short_one_is_one_row_as_before():
    cells = first_cells(drawn(plan_of(measure(1, "สั้น"))))

    assert not any(cell.startswith("(ต่อ)") for cell in cells)


def test_a_row_that_a_clerk_added_without_a_number_is_still_a_measure():
    book = openpyxl.load_workbook(io.BytesIO(drawn(plan_of(measure(1, "สั้น")))))
    sheet = book["รายงาน"]
    (row,) = [cells[0].row for cells in sheet.iter_rows() if str(cells[0].value).startswith("มาตรการที่ ๑")]
    sheet.insert_rows(row + 1)
    sheet.cell(row + 1, 1, "เรื่องใหม่")
    sheet.cell(row + 1, 2, "กองช่าง")
    out = io.BytesIO()
    book.save(out)

    read = back(out.getvalue())

    assert [(one.number, one.issue) for one in read.measures] == [(1, "สั้น"), (2, "เรื่องใหม่")]
