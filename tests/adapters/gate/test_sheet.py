"""XLSX: numbers however they are kept, and everything Excel does not show."""

import io
import zipfile

import openpyxl
import pytest

from prongsai.adapters.gate.reading import GateReading
from prongsai.adapters.gate.workbook import column_number, plain_number, resolved
from prongsai.adapters.reading_limits import ReadLimits
from tests.adapters.gate import files
from tests.adapters.gate.files import ACCOUNT, ID, ID_DIGITS, MOBILE, OTHER_ID, saved, with_parts
from tests.adapters.gate.looking import at, details, kinds, look, mask, needs_tesseract, numbers_in_zip


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def book(*rows: list, title: str = "ก"):
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    return made


@pytest.fixture(scope="module")
def hiding() -> bytes:
    return files.hiding_xlsx()


@pytest.fixture(scope="module")
def hiding_copy(hiding) -> bytes:
    return mask(hiding).content


class TestLooking:
    def test_a_clean_workbook_holds_nothing(self):
        assert look(files.clean_xlsx()) == []

    def test_numbers_as_numbers_and_as_text_by_cell(self, hiding):
        findings = look(hiding)

        assert at(findings, "national_id")[:2] == ['sheet "รายชื่อ" cell C2', 'sheet "รายชื่อ" cell C3']
        assert 'sheet "รายชื่อ" cell D2' in at(findings, "mobile_number")
        assert at(findings, "bank_account") == ['sheet "รายชื่อ" cell E2', 'sheet "รายชื่อ" cell E3']

    def test_amounts_and_project_numbers_are_none(self):
        rows = [
            ["โครงการ", "งบประมาณ", "เลขที่โครงการ"],
            ["ถนน", 812345678, 66089123456],
            ["ท่อ", 1234567890123.5, 67011234567],
        ]

        assert look(saved(book(*rows))) == []

    def test_hidden_columns_rows_and_sheets(self, hiding):
        said = details(look(hiding), "hidden_content")

        for words in ("rows are hidden", "hidden columns", "the sheet is hidden"):
            assert words in said

    def test_numbers_in_them_say_that_they_are_hidden(self, hiding):
        found = {
            one.place.words().en: one.detail_en for one in look(hiding) if one.kind in {"national_id", "mobile_number"}
        }

        assert found['sheet "รายชื่อ" cell H2'] == "in hidden content"
        assert found['sheet "รายชื่อ" cell C2'] == ""

    def test_numbers_in_hidden_rows_and_sheets_are_found(self, hiding):
        places = at(look(hiding), "national_id")

        assert 'sheet "รายชื่อ" cell A9' in places
        assert 'sheet "ลับ" cell A1' in places

    def test_comments_names_formulas_and_links(self, hiding):
        findings = look(hiding)

        assert "comment 1" in at(findings, "national_id")
        assert {"part xl/workbook.xml of the file", 'sheet "รายชื่อ" cell A10', "part links of the file"} <= set(
            at(findings, "mobile_number")
        )

    def test_properties(self, hiding):
        assert {one.place.name for one in look(hiding) if one.kind == "metadata"} == {"creator", "lastModifiedBy"}

    def test_a_cell_made_invisible_by_its_format(self):
        made = book(["a", f"บัตรประชาชน {ID}"])
        made.active["B1"].number_format = ";;;"

        findings = look(saved(made))

        assert "invisible" in details(findings, "hidden_content")
        assert "in hidden content" in details(findings, "national_id")

    def test_white_on_nothing_is_invisible_and_white_on_blue_is_not(self):
        from openpyxl.styles import Font, PatternFill

        white = book(["ข้อความ"])
        white.active["A1"].font = Font(color="FFFFFFFF")
        blue = book(["หัวตาราง"])
        blue.active["A1"].font = Font(color="FFFFFFFF")
        blue.active["A1"].fill = PatternFill("solid", fgColor="FF1F3864")

        assert kinds(look(saved(white))) == {"hidden_content"}
        assert look(saved(blue)) == []

    def test_digit_by_digit_in_cells(self):
        findings = look(saved(book(["เลขประจำตัวประชาชน", *[int(digit) for digit in ID_DIGITS]])))

        assert at(findings, "national_id") == ['sheet "ก" row 1']

    def test_rows_of_marks_are_no_identity_numbers(self):
        assert look(saved(book(["คะแนน", *[int(digit) for digit in ID_DIGITS]]))) == []

    def test_signatures_in_rows_below_each_other(self):
        made = book(["รายการ"], [None], ["ลงชื่อ......................"], ["(นายสมชาย ใจดี)"])

        assert at(look(saved(made)), "signature") == ['sheet "ก" row 3']

    def test_a_number_in_the_name_of_a_sheet_is_found_and_not_repeated(self):
        findings = look(saved(book(["x"], title=f"โทร {MOBILE}")))

        assert kinds(findings) == {"mobile_number"}
        assert MOBILE not in findings[0].message().th

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("xl/pivotCache/pivotCacheRecords1.xml", "pivot table"),
            ("xl/externalLinks/externalLink1.xml", "linked files"),
            ("xl/connections.xml", "data connections"),
            ("xl/embeddings/oleObject1.bin", "embedded"),
            ("xl/vbaProject.bin", "macros"),
        ],
    )
    def test_sources_links_and_macros(self, name, words):
        content = with_parts(files.clean_xlsx(), {name: f"<a><x v='{OTHER_ID}'>{OTHER_ID}</x></a>".encode()})

        assert words in details(look(content), "hidden_content")

    def test_headers_lists_and_messages_of_a_sheet(self):
        made = book(["x"])
        made.active.oddHeader.center.text = f"โทร {MOBILE}"

        assert at(look(saved(made)), "mobile_number") == ['sheet "ก"']

    def test_rows_beyond_the_limit_are_said_to_be_unread(self):
        content = saved(book(*[["x", number] for number in range(50)]))

        findings = GateReading(ReadLimits(max_rows=20), use_ocr=False).inspect(content)

        assert "first 20 rows" in details(findings, "cannot_tell")

    def test_a_binary_workbook_is_a_persons_to_look_at(self):
        content = with_parts(files.clean_xlsx(), {"xl/workbook.xml": None, "xl/workbook.bin": b"\0"})

        assert kinds(look(content)) == {"cannot_tell"}

    @needs_tesseract
    def test_pictures(self):
        from openpyxl.drawing.image import Image

        made = book(["x"])
        made.active.add_image(Image(io.BytesIO(files.picture_bytes(files.person_picture()))), "B2")

        assert at(look(saved(made), ocr=True), "national_id") == ["picture 1"]


class TestCopies:
    def test_nothing_of_what_was_hidden_is_left(self, hiding_copy):
        assert look(hiding_copy) == []
        assert numbers_in_zip(hiding_copy) == []
        with zipfile.ZipFile(io.BytesIO(hiding_copy)) as archive:
            blob = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", errors="replace")
        for word in ("สมชาย", "รักชาติ", "ผู้ตรวจ", "แถวซ่อน", "812345678", "ผู้ติดต่อ", "comments", ID_DIGITS, OTHER_ID):
            assert word not in blob

    def test_excel_reads_the_copy_and_the_rest_is_kept(self, hiding_copy):
        rows = [[cell.value for cell in row][:6] for row in opened(hiding_copy)["รายชื่อ"].iter_rows(max_row=3)]

        assert rows == [
            ["ที่", "ชื่อ", "เลขประจำตัวประชาชน", "โทรศัพท์มือถือ", "เลขที่บัญชี", "งบประมาณ"],
            [1, "คนที่หนึ่ง", "●●●●●●●●●●●57", "●●●●●●●78", "●●●●●●●●90", 1234567.5],
            [2, "คนที่สอง", "●-●●●●-●●●●●-●5-7", "●●●-●●●-●●78", "●●●-●-●●●●9-0", 250000],
        ]

    def test_hidden_sheets_are_empty(self, hiding_copy):
        assert [cell.value for row in opened(hiding_copy)["ลับ"].iter_rows() for cell in row if cell.value] == []

    def test_formulas_become_their_last_values(self):
        content = with_parts(
            files.clean_xlsx(),
            {},
            also={
                "xl/worksheets/sheet1.xml": lambda old: old.replace(
                    b"<f>B2*2</f><v />", b"<f>B2*2</f><v>2469135</v>"
                ).replace(b"<f>B2*2</f><v></v>", b"<f>B2*2</f><v>2469135</v>")
            },
        )

        copy = opened(mask(content).content)

        assert copy.active["C3"].value == 2469135

    def test_a_text_used_by_two_cells_is_masked_once(self):
        copy = mask(saved(book(["โทร", MOBILE], ["โทร", MOBILE])))

        assert [row[1].value for row in opened(copy.content).active.iter_rows()] == ["●●●-●●●-●●78"] * 2

    def test_breaks_in_cells_are_kept_where_nothing_is_masked(self):
        copy = opened(mask(saved(book(["หนึ่ง\nสอง", f"บัตรประชาชน {ID}"]))).content)

        assert copy.active["A1"].value == "หนึ่ง\nสอง"
        assert copy.active["B1"].value == "บัตรประชาชน ●-●●●●-●●●●●-●5-7"

    def test_digit_by_digit(self):
        copy = opened(mask(saved(book(["เลขประจำตัวประชาชน", *[int(digit) for digit in ID_DIGITS]]))).content)

        assert [cell.value for cell in next(copy.active.iter_rows())][1:] == ["●"] * 11 + [5, 7]

    def test_the_name_of_a_sheet_is_masked(self):
        assert opened(mask(saved(book(["x"], title=f"โทร {MOBILE}"))).content).sheetnames == ["โทร ●●●-●●●-●●78"]

    def test_looks_of_cells_are_kept(self):
        from openpyxl.styles import Font

        made = book(["หัว", ACCOUNT, "เลขที่บัญชี"])
        made.active["A1"].font = Font(bold=True)
        made.active.merge_cells("A3:B3")

        copy = opened(mask(saved(made)).content)

        assert copy.active["A1"].font.bold
        assert [str(area) for area in copy.active.merged_cells.ranges] == ["A3:B3"]

    def test_the_same_file_gives_the_same_copy(self, hiding, hiding_copy):
        assert mask(hiding).content == hiding_copy

    def test_a_clean_workbook_keeps_its_values(self):
        rows = [
            [cell.value for cell in row] for row in opened(mask(files.clean_xlsx()).content).active.iter_rows(max_row=2)
        ]

        assert rows == [["รายการ", "งบประมาณ", "เลขที่โครงการ"], ["ถนน", 1234567.5, 66089123456]]


class TestParts:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("3.101400123457E12", "3101400123457"),
            ("12.5", "12.5"),
            ("7", "7"),
            ("1.0", "1"),
            ("x.y", "x.y"),
            ("1E400", "1E400"),
        ],
    )
    def test_numbers_without_exponent(self, text, plain):
        assert plain_number(text) == plain

    @pytest.mark.parametrize(("reference", "column"), [("A1", 1), ("Z9", 26), ("AB12", 28), ("", 0), ("12", 0)])
    def test_columns_of_references(self, reference, column):
        assert column_number(reference) == column

    @pytest.mark.parametrize(
        ("folder", "target", "part"),
        [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../media/a.png", "xl/media/a.png"),
            ("xl", "/xl/a.xml", "xl/a.xml"),
            ("", "xl/./b.xml", "xl/b.xml"),
        ],
    )
    def test_targets_of_relations(self, folder, target, part):
        assert resolved(folder, target) == part
