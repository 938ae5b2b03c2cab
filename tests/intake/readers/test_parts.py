"""Small parts that several readers share."""

import inspect
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding
from prongsai.intake.readers import notice, refusal
from prongsai.intake.readers.cell_text import clean_line, clean_paragraphs
from prongsai.intake.readers.markup import has_open_tag, read_inline
from prongsai.intake.readers.package import attribute, local, parse_xml, read_app_name, read_relations
from prongsai.intake.readers.row_limit import MAX_OWN_ROWS, row_limit
from prongsai.intake.readers.sheet_blocks import SheetCell, sheet_blocks
from prongsai.intake.readers.sheet_links import read_sheet_links
from prongsai.intake.readers.sheet_size import require_reasonable_sheets
from prongsai.intake.readers.text_kind import find_text_kind
from prongsai.intake.readers.text_lines import HARD_BREAK, number_lines
from tests.intake.readers.samples import xlsx_of, zip_of


class TestReadInline:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("ก ข", ("ก ข",)),
            ("<p>ก</p><p>ข</p>", ("ก", "ข")),
            ("ก<br>ข<BR/>ค", ("ก", "ข", "ค")),
            ("<b>ก</b><i>ข</i>", ("กข",)),
            ("<ul><li>ก<li>ข</ul>", ("ก", "ข")),
            ("<span style='x'>ก</span>", ("ก",)),
            ("ก &amp; ข &#3585; &quot;ค&quot;", ('ก & ข ก "ค"',)),
            ("ก & ข &ไม่ใช่", ("ก & ข &ไม่ใช่",)),
            ("5 < 7 และ 8 > 3", ("5 < 7 และ 8 > 3",)),
            ("<ไม่ใช่แท็ก> <x>", ("<ไม่ใช่แท็ก> <x>",)),
            ("", ()),
            ("<p></p>", ()),
        ],
    )
    def test_tags_of_text_break_or_vanish_and_all_else_stays(self, text, found):
        assert read_inline(text) == (found, ())

    @pytest.mark.parametrize(
        ("text", "links"),
        [
            ('<a href="http://a.go.th/">ก</a>', (("ก", "http://a.go.th/"),)),
            ("<a href='http://a.go.th/'>ก</a> ข", (("ก", "http://a.go.th/"),)),
            ("<a href=http://a.go.th/x>ก</a>", (("ก", "http://a.go.th/x"),)),
            ('<A CLASS="x" HREF="http://a.go.th/?a=1&amp;b=2">ก</A>', (("ก", "http://a.go.th/?a=1&b=2"),)),
            ('<a href="http://a.go.th/">ก', (("ก", "http://a.go.th/"),)),
            ('<a href="/1">ก<a href="/2">ข', (("ก", "/1"), ("ข", "/2"))),
            ('<a href="/1">ก<p>ข</p>', (("ก", "/1"),)),
            ('<a name="x">ก</a>', ()),
            ('<a href="">ก</a>', (("ก", ""),)),
            ('ก <a href="http://a.go.th/', (("", "http://a.go.th/"),)),
            ('<a href="http://a\n.go.th/">ก</a>', (("ก", "http://a\n.go.th/"),)),
        ],
    )
    def test_anchors_give_their_text_and_address_even_unclosed(self, text, links):
        assert read_inline(text)[1] == links

    @given(st.text(alphabet="กขa<>/\"'= \n&;pbrhef", max_size=60))
    def test_any_text_is_read(self, text):
        paragraphs, links = read_inline(text)

        assert all(paragraphs)
        assert all(len(link) == 2 for link in links)

    @pytest.mark.parametrize(
        ("text", "is_open"),
        [
            ('ก <a href="http://x', True),
            ("ก <a href='x'>", False),
            ("5 < 7", False),
            ("ก", False),
            ("<p", True),
            ("</p", True),
        ],
    )
    def test_knows_when_a_line_ends_inside_a_tag(self, text, is_open):
        assert has_open_tag(text) is is_open


class TestCleanText:
    def test_all_blanks_are_one_and_unseen_characters_none(self):
        assert clean_line("\u00a0ก\u200b\t \u3000ข\u00ad\ufeff\n ค ") == "ก ข ค"

    def test_empty_paragraphs_are_left_out(self):
        assert clean_paragraphs(["ก", " \u200b", "", "ข"]) == ("ก", "ข")

    @given(st.text())
    def test_cleaning_twice_changes_nothing(self, text):
        assert clean_line(clean_line(text)) == clean_line(text)


class TestNumberLines:
    def test_numbers_are_those_an_editor_shows(self):
        lines = number_lines(f"ก\n{HARD_BREAK}ข{HARD_BREAK}ค\nง\fจ\vฉ")

        assert [line.number for line in lines] == [1, 2, 5, 6]
        assert lines[-1].text == f"จ{HARD_BREAK}ฉ"


class TestFindTextKind:
    @pytest.mark.parametrize(
        ("text", "name", "kind"),
        [
            ("<!DOCTYPE html><p>ก", "", "html"),
            ("  <HTML><p>ก", "", "html"),
            ("คำนำ <table><tr><td>ก</table>", "a.txt", "html"),
            ("<p>ก</p>", "", "html"),
            ("ก\tข\tค", "a.html", "plain"),
            ("ก,ข,ค\nง,จ,ฉ", "", "csv"),
            ("ก;ข;ค\nง;จ;ฉ", "", "csv"),
            ("ก,ข\nค,ง", "", "plain"),
            ("ก,ข\nค,ง", "a.csv", "csv"),
            ("ก|ข|ค\nง|จ|ฉ", "", "plain"),
            ("ก|ข|ค\nง|จ|ฉ", "a.CSV", "csv"),
            ("ข้อความ", "a.csv", "plain"),
            ("ข้อความ", "a.html", "html"),
            ("ข้อความ", "", "plain"),
        ],
    )
    def test_content_decides_before_the_name(self, text, name, kind):
        assert find_text_kind(text, name=name) == kind


class TestSentences:
    """Every refusal and notice is a sentence in Thai and one in English."""

    ARGUMENTS = {
        "name": "แผน.docx", "size_bytes": 31 * 1024 * 1024, "pages": 5_001, "kind_th": "เอกสาร", "kind_en": "a document",
        "target": ".docx", "reason_th": "เสีย", "reason_en": "is broken",
    }  # fmt: skip
    NOTICES = {
        "numbers": [3, 4], "encoding": "cp874", "count": 2, "kept": 1, "dropped": 2, "names": ["ก"], "pages": [1, 2],
        "page_count": 3,
    }  # fmt: skip

    def all_of(self, module, arguments, kind):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                given_names = inspect.signature(function).parameters
                made = function(**{key: arguments[key] for key in given_names})
                assert isinstance(made, kind)
                yield made

    def test_refusals_name_the_file_and_what_to_do_in_both_languages(self):
        for error in self.all_of(refusal, self.ARGUMENTS, PersonError):
            assert error.message_th.startswith("ไฟล์ “แผน.docx” ")
            assert error.message_en.startswith("file “แผน.docx” ")
            assert "\n" not in error.message_th + error.message_en

    def test_notices_name_their_place_in_both_languages(self):
        for found in self.all_of(notice, self.NOTICES, Finding):
            assert found.measure is None
            assert found.where
            assert any("\u0e01" <= char <= "\u0e4e" for char in found.message_th)
            assert not any("\u0e01" <= char <= "\u0e4e" for char in found.message_en.replace("ก", ""))

    def test_long_lists_of_places_are_cut(self):
        assert notice.lines_joined(range(1, 100)).where.endswith("…")
        assert notice.needs_ocr(range(1, 50), 60).where.endswith("…")
        assert notice.low_text_quality(range(1, 50)).where.endswith("…")

    def test_a_scan_is_an_error_and_a_scanned_page_a_warning(self):
        assert notice.needs_ocr([1, 2], 2).severity == "error"
        assert notice.needs_ocr([2], 2).severity == "warning"


class TestPackage:
    def test_tags_and_attributes_are_found_whatever_their_namespace(self):
        root = parse_xml(b'<a:x xmlns:a="urn:1" xmlns:b="urn:2" b:val="1" plain="2"/>', name="", kind="Word")

        assert local(root) == "x"
        assert attribute(root, "val") == "1"
        assert attribute(root, "plain") == "2"
        assert attribute(root, "none") is None

    @pytest.mark.parametrize(
        "content",
        [b"", b"<x>", b"no xml", b"<!DOCTYPE x><x/>", b'<x><!ENTITY a "b"></x>', b"<x>" * 400 + b"</x>" * 400],
    )
    def test_what_is_not_plain_xml_is_refused(self, content):
        with pytest.raises(PersonError):
            parse_xml(content, name="แผน.docx", kind="Word")

    def test_relations_inside_the_package_are_full_paths(self):
        rels = (
            '<R><R Id="a" Type="x/styles" Target="styles.xml"/><R Id="b" Type="x/image" Target="../media/1.png"/>'
            '<R Id="c" Type="x/hyperlink" Target="http://a.go.th/" TargetMode="External"/>'
            '<R Id="d" Type="x/sheet" Target="/xl/s.xml"/><R Id="e"/></R>'
        )
        content = zip_of({"word/_rels/document.xml.rels": rels})

        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = read_relations(archive, "word/document.xml", name="", kind="Word")

        assert found == {
            "a": ("styles", "word/styles.xml"),
            "b": ("image", "media/1.png"),
            "c": ("hyperlink", "http://a.go.th/"),
            "d": ("sheet", "xl/s.xml"),
        }

    def test_what_made_a_file_is_read_or_unknown(self):
        assert (
            read_app_name(zip_of({"docProps/app.xml": "<P><Application>Microsoft Word</Application></P>"}))
            == "Microsoft Word"
        )
        assert read_app_name(zip_of({"docProps/app.xml": "<P/>"})) == ""
        assert read_app_name(zip_of({"a": ""})) == ""
        assert read_app_name(b"no zip") == ""


class TestSheetBlocks:
    @staticmethod
    def rows(*texts: str) -> list[list[SheetCell | None]]:
        return [[SheetCell((text,)) if text != "." else None for text in line.split()] for line in texts]

    def shapes(self, *texts: str) -> list[object]:
        return [
            len(block.rows) if hasattr(block, "rows") else block.text
            for block in sheet_blocks(self.rows(*texts), label="")
        ]

    def test_nothing_gives_nothing(self):
        assert sheet_blocks([], label="") == []
        assert self.shapes(". .", ".") == []

    def test_lines_above_are_paragraphs(self):
        assert self.shapes("ก . .", "ข . .", "1 2 3", "4 5 6") == ["ก", "ข", 2]

    def test_a_caption_before_a_second_table_parts_it(self):
        assert self.shapes("1 2 3", "4 5 6", ". . .", "หัวเรื่อง . .", "7 8 9", "1 2 3") == [2, "หัวเรื่อง", 2]

    def test_a_single_line_between_is_a_paragraph_and_ends_the_table(self):
        assert self.shapes("1 2 3", "4 5 6", ". . .", "หมายเหตุ . .") == [2, "หมายเหตุ"]

    def test_a_repeated_first_heading_begins_a_table(self):
        assert self.shapes("ลำดับ ก ข", "1 2 3", ". . .", "ลำดับ ก ข", "4 5 6") == [2, 2]

    def test_fields_beside_their_labels_are_lines(self):
        assert self.shapes("อำเภอ เมือง", "จังหวัด จังหวัดเลย", ". .", "1 2 3 4", "5 6 7 8") == ["อำเภอ เมือง", "จังหวัดเลย", 2]

    def test_a_skipped_row_is_no_gap(self):
        rows = self.rows("1 2 3", "x y z", "4 . .", "5 6 7")

        found = sheet_blocks(rows, label="", skipped={1})

        assert [len(block.rows) for block in found] == [4]

    def test_a_merge_beyond_the_last_filled_column_widens_the_table(self):
        (table,) = sheet_blocks(self.rows("1 2", "3 4"), label="", spans={(0, 1): (1, 3)})

        assert table.column_count == 4
        assert table.rows[0].cells[1].column_span == 3

    @given(st.lists(st.lists(st.sampled_from(["ก", "ข", None]), max_size=5), max_size=12))
    def test_no_filled_cell_is_ever_lost(self, values):
        rows = [[SheetCell((value,)) if value else None for value in row] for row in values]

        blocks = sheet_blocks(rows, label="แผ่นงาน")

        shown = "".join(
            block.text if hasattr(block, "text") else "".join(cell.text for row in block.rows for cell in row.cells)
            for block in blocks
        )
        # The one thing dropped is a label said again at the start of its own value.
        assert len(shown.replace(" ", "")) >= sum(value is not None for row in values for value in row) - len(values)


class TestSheetSize:
    @staticmethod
    def sheet(body: str) -> bytes:
        return zip_of(
            {
                "xl/workbook.xml": "<x/>",
                "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{body}</sheetData></worksheet>",
            }
        )

    @pytest.mark.parametrize(
        "body",
        [
            '<row r="1"><c r="A1"><v>1</v></c></row>',
            '<row r="1048576"><c r="XFD1048576" s="1"/></row>',
            '<row r="1048576" s="1"></row>',
            '<row><c><v>1</v></c></row><row><c t="inlineStr"><is><t>ก</t></is></c></row>',
        ],
    )
    def test_ordinary_sheets_and_empty_far_cells_pass(self, body):
        assert require_reasonable_sheets(self.sheet(body), name="") == refusal.MAX_TABLE_ROWS

    @pytest.mark.parametrize(
        "body",
        [
            '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
            '<row r="1"><c r="XFD1"><v>1</v></c></row>',
            '<row r="900000"><c><v>1</v></c></row>',
            '<row r="1"><c s="2" r="ZZZ1" t="s"><v>0</v></c></row>',
            '<x:row r="1048576"><x:c r="A1048576"><x:v>1</x:v></x:c></x:row>',
        ],
    )
    def test_a_filled_cell_far_away_is_refused(self, body):
        with pytest.raises(PersonError):
            require_reasonable_sheets(self.sheet(body), name="แผน.xlsx")

    def test_the_empty_tail_of_an_opendocument_sheet_passes_and_a_filled_one_does_not(self):
        tail = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        full = tail.replace("/></table:table-row>", "><text:p>ก</text:p></table:table-cell></table:table-row>")

        assert require_reasonable_sheets(zip_of({"content.xml": tail}), name="")
        with pytest.raises(PersonError):
            require_reasonable_sheets(zip_of({"content.xml": full}), name="แผน.ods")

    def test_binary_workbooks_ask_for_xlsx(self):
        with pytest.raises(PersonError, match="xlsx"):
            require_reasonable_sheets(zip_of({"xl/workbook.bin": b"x"}), name="แผน.xlsb")

    def test_old_workbooks_cannot_reach_far(self):
        assert require_reasonable_sheets(b"\xd0\xcf\x11\xe0", name="") == refusal.MAX_TABLE_ROWS


class TestRowLimit:
    def test_only_our_own_form_may_be_long(self):
        assert row_limit("รายงานผล") == refusal.MAX_TABLE_ROWS
        assert row_limit("แบบรายงานโปร่งใส รุ่น ๑") == MAX_OWN_ROWS
        assert row_limit("แบบรายงานโปร่งใสรุ่น๑ หน้า ๒") == MAX_OWN_ROWS
        assert row_limit("แบบรายงานโปร่งใส รุ่น ๑".encode()) == MAX_OWN_ROWS
        assert row_limit("แบบรายงานโปร่งใส รุ่น ๑".encode("ascii", "xmlcharrefreplace")) == MAX_OWN_ROWS
        assert row_limit(b"") == refusal.MAX_TABLE_ROWS


class TestSheetLinks:
    def test_a_workbook_without_links_has_none(self):
        assert read_sheet_links(xlsx_of([["ก"]]), name="") == {}
        assert read_sheet_links(b"\xd0\xcf\x11\xe0", name="") == {}

    def test_places_inside_the_workbook_are_no_links(self):
        import openpyxl

        workbook = openpyxl.Workbook()
        workbook.active.title = "แผน"
        workbook.active["B2"] = "ไปที่อื่น"
        workbook.active["B2"].hyperlink = "#แผน!A1"
        workbook.active["AA3"] = "เว็บ"
        workbook.active["AA3"].hyperlink = "https://www.example.go.th/"
        buffer = io.BytesIO()
        workbook.save(buffer)

        assert read_sheet_links(buffer.getvalue(), name="") == {"แผน": {(2, 26): "https://www.example.go.th/"}}
