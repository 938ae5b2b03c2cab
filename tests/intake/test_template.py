import io

import openpyxl

from prongsai.intake.template import (
    COLUMNS,
    EXAMPLE_MARK,
    INSTRUCTION_SHEET,
    MEASURE_SHEET,
    ROUNDS,
    STATUSES,
    blank_template_xlsx,
)
from tests.intake.readers.samples import grid, paragraphs, read, tables

HEADINGS = [column.heading for column in COLUMNS]


def filled(*rows: dict[str, object], places: dict[str, object] | None = None) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(blank_template_xlsx(agency_name="เทศบาลตำบลตัวอย่าง", fiscal_year=2566)))
    sheet = workbook[MEASURE_SHEET]
    for place, value in (places or {}).items():
        sheet[place] = value
    for number, row in enumerate(rows):
        for heading, value in row.items():
            sheet.cell(10 + number, HEADINGS.index(heading) + 1).value = value
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


class TestBlankTemplate:
    def test_is_the_same_file_every_time(self):
        assert blank_template_xlsx() == blank_template_xlsx()
        assert blank_template_xlsx(fiscal_year=2566) != blank_template_xlsx(fiscal_year=2567)

    def test_has_a_sheet_to_fill_in_and_one_of_instructions(self):
        workbook = openpyxl.load_workbook(io.BytesIO(blank_template_xlsx()))

        assert workbook.sheetnames == [MEASURE_SHEET, INSTRUCTION_SHEET]
        assert workbook[MEASURE_SHEET].freeze_panes == "A9"

    def test_offers_statuses_and_rounds_as_lists(self):
        sheet = openpyxl.load_workbook(io.BytesIO(blank_template_xlsx()))[MEASURE_SHEET]

        lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}

        assert lists == {f'"{",".join(STATUSES)}"', f'"{",".join(ROUNDS)}"'}

    def test_every_hint_fits_what_excel_allows(self):
        assert all(len(column.hint) <= 255 for column in COLUMNS)
        assert all(len(column.heading) <= 32 or column.heading[:32] for column in COLUMNS)

    def test_what_is_known_is_filled_in(self):
        document = read(blank_template_xlsx(agency_name="เทศบาลตำบลตัวอย่าง", fiscal_year=2566))

        assert "หน่วยงาน เทศบาลตำบลตัวอย่าง" in paragraphs(document)
        assert "ปีงบประมาณ พ.ศ. 2566" in paragraphs(document)


class TestReadingItBack:
    def test_the_blank_one_is_its_headings_alone(self):
        table = tables(read(blank_template_xlsx()))[0]

        assert grid(table) == [HEADINGS]

    def test_the_example_row_and_the_instructions_are_left_out(self):
        document = read(filled({"ลำดับที่": 1, "ประเด็นที่ต้องปรับปรุงแก้ไข/พัฒนา": "ข่าวประชาสัมพันธ์"}))

        rows = grid(tables(document)[0])
        assert [row[0] for row in rows] == ["ลำดับที่", "1"]
        assert EXAMPLE_MARK not in {cell for row in rows for cell in row}
        assert len(tables(document)) == 1

    def test_what_is_filled_in_comes_back_cell_by_cell(self):
        row = {column.heading: column.example or "-" for column in COLUMNS} | {"ลำดับที่": 1}

        found = grid(tables(read(filled(row)))[0])[1]

        assert found == [str(value) for value in row.values()]

    def test_fields_above_the_table_come_back_as_lines(self):
        document = read(filled({"ลำดับที่": 1}, places={"C3": "เมืองตัวอย่าง", "C4": "จังหวัดชัยภูมิ", "C6": ROUNDS[0]}))

        assert paragraphs(document)[1:] == [
            "หน่วยงาน เทศบาลตำบลตัวอย่าง",
            "อำเภอ เมืองตัวอย่าง",
            "จังหวัดชัยภูมิ",
            "ปีงบประมาณ พ.ศ. 2566",
            f"รอบการรายงาน {ROUNDS[0]}",
        ]
