from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.intake.blocks import SourceDocument
from prongsai.intake.pdf_port import Box, PdfFile, PdfLink, PdfPage, UnusablePdf, Word
from prongsai.intake.readers import read_source
from prongsai.intake.readers.pdf_grid import find_grids
from prongsai.intake.readers.pdf_lines import lines_of_words, paragraphs_of_lines
from tests.intake.readers.samples import grid, paragraphs, tables

SIZE = 10.0


def words_at(x: float, y: float, text: str, width: float = 5.0) -> list[Word]:
    """Words of a line that begins at x with its baseline at y; every letter is `width` wide."""
    found = []
    for part in text.split(" "):
        if part:
            found.append(Word(part, Box(x, y - 8, x + width * len(part), y + 2), SIZE))
        x += width * (len(part) + 1)
    return found


def rules_of(xs: Sequence[float], ys: Sequence[float]) -> list[Box]:
    """A full grid of ruling lines."""
    return [Box(xs[0], y, xs[-1], y) for y in ys] + [Box(x, ys[0], x, ys[-1]) for x in xs]


class FakeReader:
    """A PdfReader of pages made by hand."""

    def __init__(self, *pages: PdfPage, problem: str = "") -> None:
        self.pages = pages
        self.problem = problem

    def open(self, content: bytes, *, max_pages: int) -> PdfFile:
        if self.problem:
            raise UnusablePdf(self.problem, 12_345)  # type: ignore[arg-type]
        return PdfFile(len(self.pages), iter(self.pages), generator="fake")


def page_of(
    number: int, cells: list[list[str]], *, extra: Sequence[Word] = (), links: tuple[PdfLink, ...] = ()
) -> PdfPage:
    """A landscape page with a ruled table; a cell's lines are parted by "\\n"; columns are 150 points wide."""
    ys = [60.0]
    words = list(extra)
    for row in cells:
        high = max(text.count("\n") + 1 for text in row) * 14 + 8
        for column, text in enumerate(row):
            for line, piece in enumerate(text.split("\n")):
                words.extend(words_at(44 + 150 * column, ys[-1] + 14 + 14 * line, piece))
        ys.append(ys[-1] + high)
    xs = [40 + 150.0 * column for column in range(len(cells[0]) + 1)]
    return PdfPage(number, 842, 595, tuple(words), tuple(rules_of(xs, ys)), links, extractor="fake")


def read_pages(*pages: PdfPage) -> SourceDocument:
    return read_source(b"%PDF-", name="แผน.pdf", pdf=FakeReader(*pages))


class TestFindGrids:
    def test_a_full_grid_has_every_cell(self):
        found = find_grids(rules_of([0, 100, 200], [0, 50, 100, 150]))

        assert len(found) == 1
        assert [(cell.row, cell.column) for cell in found[0].cells] == [(r, c) for r in range(3) for c in range(2)]

    def test_a_missing_piece_of_line_merges_cells(self):
        rules = [rule for rule in rules_of([0, 100, 200], [0, 50, 100]) if rule != Box(0, 50, 200, 50)]

        cells = find_grids([*rules, Box(100, 50, 200, 50)])[0].cells

        assert [(c.row, c.column, c.row_span, c.column_span) for c in cells] == [
            (0, 0, 2, 1),
            (0, 1, 1, 1),
            (1, 1, 1, 1),
        ]

    def test_lines_drawn_cell_by_cell_are_joined(self):
        rules = []
        for x in (0, 100):
            for y in (0, 50):
                rules += rules_of([x, x + 99.5], [y + 0.3, y + 50])

        assert len(find_grids(rules)[0].cells) == 4

    def test_a_frame_around_one_cell_and_an_underline_are_no_tables(self):
        assert find_grids(rules_of([0, 100], [0, 50])) == []
        assert find_grids([Box(0, 10, 80, 10), Box(0, 30, 80, 30)]) == []
        assert find_grids([]) == []

    def test_open_sides_are_closed(self):
        rules = [Box(0, y, 300, y) for y in (0, 40, 80)] + [Box(x, 0, x, 80) for x in (100, 200)]

        assert len(find_grids(rules)[0].cells) == 6

    def test_two_tables_on_a_page_are_two_from_top_to_bottom(self):
        found = find_grids([*rules_of([0, 50, 100], [300, 350]), *rules_of([0, 50, 100], [0, 50])])

        assert [round(table.box.y0) for table in found] == [0, 300]

    @given(st.lists(st.integers(1, 60), min_size=1, max_size=5), st.lists(st.integers(1, 60), min_size=1, max_size=5))
    def test_cells_never_overlap_and_fill_the_table(self, widths, heights):
        xs = [float(sum(widths[:n]) * 8) for n in range(len(widths) + 1)]
        ys = [float(sum(heights[:n]) * 8) for n in range(len(heights) + 1)]

        found = find_grids(rules_of(xs, ys))

        if len(widths) * len(heights) > 1:
            covered = sum(cell.row_span * cell.column_span for cell in found[0].cells)
            assert covered == found[0].row_count * (len(found[0].xs) - 1)


class TestLines:
    def test_words_of_one_baseline_are_a_line_with_blanks_between(self):
        lines = lines_of_words([*words_at(60, 20, "ข ค"), *words_at(10, 20.4, "ก"), *words_at(10, 34, "ง")])

        assert [line.text for line in lines] == ["ก ข ค", "ง"]

    def test_pieces_that_touch_are_one_word(self):
        lines = lines_of_words([*words_at(10, 20, "กก"), *words_at(20.1, 20, "ขข")])

        assert lines[0].text == "กกขข"


class TestParagraphs:
    @staticmethod
    def read(*texts: str, right: float = 200.0, pitch: float = 14.0) -> list[str]:
        words = [word for number, text in enumerate(texts) for word in words_at(0, 20 + pitch * number, text)]
        return [paragraph.text for paragraph in paragraphs_of_lines(lines_of_words(words), 0.0, right)]

    def test_full_lines_are_one_paragraph(self):
        assert self.read("ก" * 39, "ข" * 38, "ค" * 10) == ["ก" * 39 + "ข" * 38 + "ค" * 10]

    def test_a_number_begins_a_paragraph_even_after_a_full_line(self):
        assert self.read("๑. " + "ก" * 36, "๒. ข") == ["๑. " + "ก" * 36, "๒. ข"]

    def test_a_line_that_ends_early_ends_its_paragraph(self):
        assert self.read("สำนักปลัด", "กองคลัง") == ["สำนักปลัด", "กองคลัง"]

    def test_a_line_whose_next_word_had_no_room_goes_on(self):
        assert self.read("ก" * 25, "ข" * 30) == ["ก" * 25 + "ข" * 30]

    def test_a_wider_gap_parts_paragraphs(self):
        words = [*words_at(0, 20, "ก" * 39), *words_at(0, 34, "ข" * 39), *words_at(0, 70, "ค" * 39)]

        found = paragraphs_of_lines(lines_of_words(words), 0.0, 200.0)

        assert [paragraph.text for paragraph in found] == ["ก" * 39 + "ข" * 39, "ค" * 39]

    def test_centred_headings_of_a_cell_are_one_paragraph(self):
        words = [*words_at(10, 20, "ก" * 36), *words_at(60, 34, "ข" * 16)]

        assert len(paragraphs_of_lines(lines_of_words(words), 0.0, 200.0)) == 1


HEADER = ["ประเด็น", "ขั้นตอน", "ผล"]
LONG = "ก" * 27


class TestLongTables:
    def test_repeated_headings_are_marked_and_rows_follow_on(self):
        document = read_pages(
            page_of(1, [HEADER, ["หนึ่ง", "๑. ทำ", "แล้ว"]]), page_of(2, [HEADER, ["สอง", "๑. ทำ", "แล้ว"]])
        )

        table = tables(document)[0]
        assert [row.is_header for row in table.rows] == [True, False, True, False]
        assert [row.cells[0].text for row in table.rows] == ["ประเด็น", "หนึ่ง", "ประเด็น", "สอง"]

    def test_a_page_without_headings_goes_on_all_the_same(self):
        document = read_pages(
            page_of(1, [HEADER, ["หนึ่ง", "๑. ทำ", "แล้ว"]]), page_of(2, [["สอง", "๑. ทำ", "แล้ว"], ["สาม", "๑. ทำ", "-"]])
        )

        assert [len(table.rows) for table in tables(document)] == [4]

    def test_a_row_that_goes_on_counting_is_made_whole(self):
        document = read_pages(
            page_of(1, [HEADER, ["หนึ่ง", "๑. ก\n๒. ข", "แล้ว"]]),
            page_of(2, [HEADER, ["", "๓. ค", ""], ["สอง", "๑. ง", "-"]]),
        )

        rows = [row for row in tables(document)[0].rows if not row.is_header]
        assert [row.cells[1].paragraphs for row in rows] == [("๑. ก", "๒. ข", "๓. ค"), ("๑. ง",)]

    def test_a_sentence_cut_by_the_page_end_is_joined(self):
        document = read_pages(
            page_of(1, [HEADER, ["หนึ่ง", f"๑. {LONG[3:]}", "แล้ว"]]), page_of(2, [HEADER, ["", "ต่อเนื่องกัน", ""]])
        )

        rows = [row for row in tables(document)[0].rows if not row.is_header]
        assert rows[0].cells[1].paragraphs == (f"๑. {LONG[3:]}ต่อเนื่องกัน",)

    def test_a_new_row_that_begins_a_list_is_a_row(self):
        document = read_pages(
            page_of(1, [HEADER, ["", "๑. ก\n๒. ข", "แล้ว"], ["", "๑. ข", "-"]]),
            page_of(2, [HEADER, ["", "๑. ค\n๒. ง", "แล้ว"]]),
        )

        assert len([row for row in tables(document)[0].rows if not row.is_header]) == 3

    def test_an_empty_sliver_at_the_top_of_a_page_is_no_row(self):
        document = read_pages(
            page_of(1, [HEADER, ["ก", "ข", "ค"]]), page_of(2, [["", "", ""], HEADER, ["ง", "จ", "ฉ"]])
        )

        assert grid(tables(document)[0])[2:] == [HEADER, ["ง", "จ", "ฉ"]]

    def test_text_between_tables_parts_them(self):
        second = page_of(2, [HEADER, ["ง", "จ", "ฉ"]], extra=words_at(40, 50, "ภาคผนวก ก รายการหลักฐาน"))

        document = read_pages(page_of(1, [HEADER, ["ก", "ข", "ค"]]), second)

        assert len(tables(document)) == 2
        assert paragraphs(document) == ["ภาคผนวก ก รายการหลักฐาน"]

    def test_a_table_of_other_columns_is_another_table(self):
        document = read_pages(page_of(1, [HEADER, ["ก", "ข", "ค"]]), page_of(2, [["ก", "ข"], ["ค", "ง"]]))

        assert [table.column_count for table in tables(document)] == [3, 2]

    def test_links_stand_in_the_cell_under_their_box(self):
        link = PdfLink(Box(340, 90, 380, 100), "https://a.go.th/o1")

        document = read_pages(page_of(1, [HEADER, ["ก", "ข", "ดูที่นี่"]], links=(link,)))

        assert tables(document)[0].rows[1].cells[2].links == (("ดูที่นี่", "https://a.go.th/o1"),)

    def test_places_name_page_row_and_column(self):
        document = read_pages(page_of(1, [HEADER, ["ก", "ข", "ค"]]))

        assert tables(document)[0].rows[1].cells[2].where == "หน้า 1 แถว 2 ช่อง 3"

    def test_ten_thousand_rows_are_refused(self):
        pages = [page_of(number, [["ก", "ข"]] * 20) for number in range(1, 502)]

        with pytest.raises(PersonError, match="9,999"):
            read_pages(*pages)


class TestPagesOutsideTables:
    def test_page_numbers_in_any_form_are_left_out(self):
        for text in ("- ๒ -", "หน้า 3", "3/12", "หน้าที่ ๓ จาก ๑๒", "12"):
            page = PdfPage(1, 595, 842, (*words_at(280, 30, text), *words_at(60, 300, "ข้อความ")))
            assert paragraphs(read_pages(page)) == ["ข้อความ"]

    def test_feet_said_on_every_page_are_kept_apart(self):
        pages = [
            PdfPage(n, 595, 842, (*words_at(60, 300, f"เนื้อหา{'กขค'[n - 1]}"), *words_at(60, 820, f"แบบรายงาน หน้า {n}")))
            for n in (1, 2, 3)
        ]

        document = read_pages(*pages)

        assert paragraphs(document) == ["เนื้อหาก", "เนื้อหาข", "เนื้อหาค"]
        assert document.meta["footer"] == "แบบรายงาน หน้า 1"

    def test_low_quality_is_said_by_page(self):
        pages = [PdfPage(n, 595, 842, tuple(words_at(60, 300, "ก")), implausibility=20.0 * (n == 2)) for n in (1, 2)]

        assert [(n.code, n.where) for n in read_pages(*pages).notices] == [("low_text_quality", "หน้า 2")]

    def test_a_file_without_text_needs_ocr(self):
        notices = read_pages(PdfPage(1, 595, 842, has_pictures=True), PdfPage(2, 595, 842)).notices

        assert [(n.code, n.severity, n.where) for n in notices] == [("needs_ocr", "error", "ทั้งไฟล์")]

    @pytest.mark.parametrize(
        ("problem", "words"), [("encrypted", "รหัสผ่าน"), ("damaged", "เสียหาย"), ("too_many_pages", "12,345 หน้า")]
    )
    def test_what_cannot_be_opened_is_one_sentence(self, problem, words):
        with pytest.raises(PersonError, match=words):
            read_source(b"%PDF-", name="แผน.pdf", pdf=FakeReader(problem=problem))


class TestOpenTables:
    XS = (40.0, 190.0, 340.0)

    def rows_of(self, *rows: Sequence[str], first: float = 100.0, pitch: float = 24.0) -> list[Word]:
        return [
            word
            for number, row in enumerate(rows)
            for x, text in zip(self.XS, row, strict=True)
            for word in words_at(x, first + pitch * number, text)
        ]

    def test_a_table_ruled_only_across_has_columns_where_white_runs_through(self):
        words = self.rows_of(HEADER, ["หนึ่ง", "๑. ทำ", "แล้ว"], ["สอง", "๑. เผยแพร่", "ยัง"])
        rules = tuple(Box(38, y, 480, y) for y in (86.0, 108.0, 132.0, 156.0))

        table = tables(read_pages(PdfPage(1, 595, 842, tuple(words), rules)))[0]

        assert grid(table) == [HEADER, ["หนึ่ง", "๑. ทำ", "แล้ว"], ["สอง", "๑. เผยแพร่", "ยัง"]]

    def test_a_table_without_lines_has_a_row_where_its_first_column_speaks(self):
        words = self.rows_of(HEADER, ["หนึ่ง", "๑. ทำ", "แล้ว"], ["", "๒. ทำต่อ", ""], ["สอง", "๑. เผยแพร่", "ยัง"], pitch=14)
        title = words_at(40, 60, "ข้อความก่อนตารางที่ยาวจนพ้นคอลัมน์แรกและคอลัมน์ที่สองไปด้วย")

        document = read_pages(PdfPage(1, 595, 842, (*title, *words)))

        assert grid(tables(document)[0]) == [HEADER, ["หนึ่ง", "๑. ทำ\n๒. ทำต่อ", "แล้ว"], ["สอง", "๑. เผยแพร่", "ยัง"]]
        assert len(paragraphs(document)) == 1

    def test_prose_and_signatures_side_by_side_are_no_tables(self):
        prose = [
            word
            for n in range(8)
            for word in words_at(40, 100 + 14 * n, "ก" * 20 + " " + "ข" * (15 + n % 3) + " " + "ค" * 9)
        ]
        signers = self.rows_of(["ลงชื่อ", "ลงชื่อ", "ลงชื่อ"], ["(ก)", "(ข)", "(ค)"], ["ปลัด", "นายก", "ผอ"], ["๑", "๒", "๓"])

        assert tables(read_pages(PdfPage(1, 595, 842, tuple(prose)))) == []
        assert tables(read_pages(PdfPage(1, 595, 842, tuple(signers)))) == []

    def test_two_level_lines_are_no_table(self):
        words = self.rows_of(HEADER, ["ก", "ข", "ค"])

        assert (
            tables(read_pages(PdfPage(1, 595, 842, tuple(words), (Box(38, 86, 480, 86), Box(38, 140, 480, 140))))) == []
        )
