"""What a format shows or hides: zeros before a number, rows and columns of no size, styles of text that is not shown."""

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.enum.style import WD_STYLE_TYPE

from prongsai.adapters.gate.worker import GATE_LIMITS
from prongsai.adapters.offered_tables import read_tables
from tests.adapters.gate.files import saved, with_parts
from tests.adapters.gate.looking import details, kinds, look, mask

MOBILE_AS_NUMBER = 812345678


def workbook(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        fill(book, book.add_worksheet("งบ"))
    return target.getvalue()


def number_in(number_format: str, value: float = MOBILE_AS_NUMBER, heading: str = "หมายเหตุ") -> bytes:
    def fill(book, sheet) -> None:
        sheet.write_row(0, 0, ["ชื่อ", heading])
        sheet.write(1, 0, "กองคลัง")
        sheet.write(1, 1, value, book.add_format({"num_format": number_format}))

    return workbook(fill)


class TestNumbersAsTheyAreShown:
    @pytest.mark.parametrize(
        "number_format",
        [
            "0000000000",
            "000-000-0000",
            "0##-###-####",
            '"0"#########',
            "(000) 000-0000",
            "000\\-000\\-0000",
            "[<=9999999]###-####;[>9999999]000-000-0000",
        ],
    )
    def test_a_mobile_number_kept_as_a_number_is_one(self, number_format):
        content = number_in(number_format)

        assert kinds(look(content)) == {"mobile_number"}
        copy = mask(content)
        assert copy.masked == 1
        assert str(MOBILE_AS_NUMBER) not in repr(list(openpyxl.load_workbook(io.BytesIO(copy.content)).active.values))
        assert kinds(look(copy.content)) == set()

    @pytest.mark.parametrize(
        "number_format", ["General", "#,##0", "#,##0.00", "0.00", "0%", '0 "บาท"', "##########", "dd/mm/yyyy"]
    )
    def test_an_amount_is_none(self, number_format):
        content = number_in(number_format)

        assert kinds(look(content)) == set()
        assert mask(content).masked == 0

    @pytest.mark.parametrize("value", [5, -5, 0, 1.5, 123456789012345])
    def test_other_numbers_in_such_a_format_are_left_alone(self, value):
        content = number_in("0000000000", value)

        assert kinds(look(content)) == set()
        rows = list(openpyxl.load_workbook(io.BytesIO(mask(content).content)).active.values)
        assert rows[1] == ("กองคลัง", value)

    def test_a_style_that_is_not_there_changes_nothing(self):
        content = number_in("0000000000")
        broken = with_parts(
            content,
            {"xl/styles.xml": b"<styleSheet xmlns='x'><numFmts/><cellXfs><xf numFmtId=''/></cellXfs></styleSheet>"},
        )

        assert kinds(look(broken)) == set()


def with_sheet(content: bytes, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert old in sheet
    return with_parts(content, {"xl/worksheets/sheet1.xml": sheet.replace(old, new).encode()})


class TestRowsAndColumnsOfNoSize:
    def content(self) -> bytes:
        def fill(book, sheet) -> None:
            sheet.write_column(0, 0, ["เห็น", "แถวลับ", "เห็นด้วย"])
            sheet.write(0, 2, "ช่องลับ")
            sheet.set_column(2, 2, 7)
            sheet.set_row(1, 30)

        return workbook(fill)

    @pytest.mark.parametrize("nothing", ["0", "0.0", "00"])
    def test_are_hidden_content(self, nothing):
        content = with_sheet(self.content(), 'ht="30"', f'ht="{nothing}"')

        assert "rows are hidden" in details(look(content), "hidden_content")

    @pytest.mark.parametrize("size", ["30", "0.5", "409"])
    def test_are_none_while_they_can_be_seen(self, size):
        assert kinds(look(with_sheet(self.content(), 'ht="30"', f'ht="{size}"'))) == set()

    def column(self) -> bytes:
        with zipfile.ZipFile(io.BytesIO(self.content())) as package:
            sheet = package.read("xl/worksheets/sheet1.xml").decode()
        width = sheet.partition('<col min="3" max="3" width="')[2].partition('"')[0]
        return with_sheet(self.content(), f'width="{width}"', 'width="0"')

    def test_of_columns_are_hidden_content_too(self):
        assert "hidden columns" in details(look(self.column()), "hidden_content")

    def test_are_empty_in_the_copy_and_in_offered_tables(self):
        both = with_sheet(self.column(), 'ht="30"', 'ht="0"')

        copy = openpyxl.load_workbook(io.BytesIO(mask(both).content)).active
        assert [cell.value for row in copy.iter_rows() for cell in row if cell.value] == ["เห็น", "เห็นด้วย"]
        (table,) = read_tables(both, limits=GATE_LIMITS)
        assert table.rows == (("เห็น",), ("เห็นด้วย",))


def word_with(kind: WD_STYLE_TYPE, *, based: bool = False, shown_again: bool = False) -> bytes:
    """A paragraph seen and one whose style does not show it."""
    document = docx.Document()
    style = document.styles.add_style("Unseen", kind)
    style.font.hidden = True
    if based or shown_again:
        heir = document.styles.add_style("Heir", kind)
        heir.base_style = style
        if shown_again:
            heir.font.hidden = False
        style = heir
    document.add_paragraph("ข้อความที่เห็น")
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        document.add_paragraph("ข้อความลับ", style=style)
    else:
        document.add_paragraph().add_run("ข้อความลับ", style=style)
    return saved(document)


class TestStylesOfWord:
    @pytest.mark.parametrize("kind", [WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER])
    @pytest.mark.parametrize("based", [False, True])
    def test_that_hide_their_text_are_told_and_emptied_in_the_copy(self, kind, based):
        content = word_with(kind, based=based)

        assert "text is set hidden" in details(look(content), "hidden_content")
        copy = docx.Document(io.BytesIO(mask(content).content))
        assert "".join(one.text for one in copy.paragraphs) == "ข้อความที่เห็น"
        assert "hidden_content" not in kinds(look(mask(content).content))

    @pytest.mark.parametrize("kind", [WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER])
    def test_that_show_again_what_their_parent_hides_hide_nothing(self, kind):
        content = word_with(kind, shown_again=True)

        assert kinds(look(content)) == set()
        assert "ข้อความลับ" in "".join(one.text for one in docx.Document(io.BytesIO(mask(content).content)).paragraphs)

    def test_a_run_may_be_shown_though_its_paragraph_is_not(self):
        document = docx.Document()
        style = document.styles.add_style("Unseen", WD_STYLE_TYPE.PARAGRAPH)
        style.font.hidden = True
        document.add_paragraph(style=style).add_run("เห็น").font.hidden = False

        assert kinds(look(saved(document))) == set()
