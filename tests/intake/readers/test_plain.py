from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.text import squash
from prongsai.intake.blocks import Table
from tests.intake.readers.samples import HEADINGS, ROW, grid, paragraphs, read, tables

SEED = Path(__file__).parents[3] / "../shared/seed/khoksaat-2566-half-year-report.txt"
HEADER = "\t".join(HEADINGS)
LINE = "\t".join(ROW)


class TestTabbedText:
    def test_a_run_of_tabbed_lines_is_a_table_between_paragraphs(self):
        document = read(f"เทศบาลตำบลตัวอย่าง\n\n{HEADER}\n{LINE}\n\nลงชื่อ ผู้จัดทำ\n")

        assert paragraphs(document) == ["เทศบาลตำบลตัวอย่าง", "ลงชื่อ ผู้จัดทำ"]
        assert grid(tables(document)[0]) == [list(HEADINGS), list(ROW)]

    def test_a_line_without_tabs_continues_the_last_cell_and_is_said(self):
        document = read(f"{HEADER}\n{LINE}\nตามหลักฐานที่แนบ\n")

        assert tables(document)[0].rows[1].cells[4].paragraphs == ("ดำเนินการแล้วตามหลักฐานที่แนบ",)
        assert [(notice.code, notice.where) for notice in document.notices] == [("cell_repaired", "บรรทัด 3")]

    def test_a_continuing_line_that_opens_with_a_number_is_a_paragraph_of_its_own(self):
        document = read(f"{HEADER}\n{LINE}\n๒. รายงานผู้บริหาร\n")

        assert tables(document)[0].rows[1].cells[4].paragraphs == ("ดำเนินการแล้ว", "๒. รายงานผู้บริหาร")

    def test_a_break_inside_an_address_attribute_stays_in_the_address(self):
        broken = LINE + ' <a href="http://www.exam\nple.go.th/">http://www.exam ple.go.th/'

        document = read(f"{HEADER}\n{broken}\n")

        cell = tables(document)[0].rows[1].cells[4]
        assert cell.links == (("http://www.exam ple.go.th/", "http://www.exam\nple.go.th/"),)
        assert cell.text == "ดำเนินการแล้ว http://www.exam ple.go.th/"

    def test_a_break_inside_a_plain_address_is_closed(self):
        document = read(f"{HEADER}\n{LINE} http://www.exam\nple.go.th/o1\n")

        assert tables(document)[0].rows[1].cells[4].text == "ดำเนินการแล้ว http://www.example.go.th/o1"

    def test_stray_paragraph_tags_are_paragraphs_of_the_cell(self):
        document = read(f"{HEADER}\nก\tข\t<p>๑. หนึ่ง</p> <p>๒. สอง</p>\tค\tง\n")

        assert tables(document)[0].rows[1].cells[2].paragraphs == ("๑. หนึ่ง", "๒. สอง")

    def test_repeated_headers_open_tables_marked_as_headers(self):
        document = read(f"{HEADER}\n{LINE}\n\n{HEADER}\n{LINE}\n{HEADER}\n{LINE}\n")

        assert [len(table.rows) for table in tables(document)] == [2, 2, 2]
        assert all(table.rows[0].is_header and not table.rows[1].is_header for table in tables(document))

    def test_rows_after_an_empty_line_without_a_header_belong_to_the_table(self):
        document = read(f"{HEADER}\n{LINE}\n\n{LINE}\n")

        assert [len(table.rows) for table in tables(document)] == [3]

    def test_a_group_line_is_a_row_over_all_columns(self):
        document = read(f"{HEADER}\n{LINE}\nตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต\n{LINE}\n")

        cells = tables(document)[0].rows[2].cells
        assert [(cell.text, cell.column_span) for cell in cells] == [("ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต", 5)]

    def test_a_signature_line_ends_the_table(self):
        document = read(f"{HEADER}\n{LINE}\nลงชื่อ........ผู้จัดทำ\n")

        assert grid(tables(document)[0]) == [list(HEADINGS), list(ROW)]
        assert paragraphs(document) == ["ลงชื่อ........ผู้จัดทำ"]

    def test_second_paragraphs_pasted_from_word_are_put_back_into_their_row(self):
        pasted = "ข้อมูลพื้นฐาน\tสำนักปลัด\t๑. จัดทำข้อมูล\n๒. เผยแพร่\tม.ค. ๒๕๖๖\tแล้ว"

        document = read(f"{HEADER}\n{pasted}\n{LINE}\n")

        assert grid(tables(document)[0])[1:] == [
            ["ข้อมูลพื้นฐาน", "สำนักปลัด", "๑. จัดทำข้อมูล\n๒. เผยแพร่", "ม.ค. ๒๕๖๖", "แล้ว"],
            list(ROW),
        ]

    def test_short_rows_that_are_numbered_stay_rows_of_their_own(self):
        document = read("ที่\tมาตรการ\tผู้รับผิดชอบ\tเวลา\n1\tก\n2\tข\tกองคลัง\n")

        assert grid(tables(document)[0])[1:] == [["1", "ก", "", ""], ["2", "ข", "กองคลัง", ""]]

    def test_cells_quoted_by_excel_keep_their_line_breaks_as_paragraphs(self):
        document = read(f'{HEADER}\nก\tข\t"๑. หนึ่ง\n๒. พูดว่า ""สอง"""\tค\tง\n')

        assert tables(document)[0].rows[1].cells[2].paragraphs == ("๑. หนึ่ง", '๒. พูดว่า "สอง"')

    def test_quotation_marks_in_ordinary_text_are_kept(self):
        document = read(f'{HEADER}\n"ก" เปิด\tข "อ้าง"\tค\tง\tจ\n')

        assert tables(document)[0].rows[1].cells[0].text == '"ก" เปิด'

    def test_empty_cells_keep_their_columns(self):
        document = read(f"{HEADER}\n\t\tขั้นตอน\t\tแล้ว\n")

        assert grid(tables(document)[0])[1] == ["", "", "ขั้นตอน", "", "แล้ว"]

    def test_an_indented_line_is_no_table(self):
        document = read("\tจากการวิเคราะห์ผลการประเมิน\n\tหน่วยงานจึงกำหนดมาตรการ\n")

        assert tables(document) == []
        assert len(paragraphs(document)) == 2

    @given(st.lists(st.lists(st.text("กขคงจ12 ./", max_size=6), min_size=3, max_size=3), min_size=1, max_size=8))
    def test_every_cell_of_regular_rows_comes_back_in_its_place(self, rows):
        written = [["ก", "ข", "ค"], *rows]
        text = "\n".join("\t".join(cell.strip() or "-" for cell in row) for row in written)

        document = read(text)

        cleaned = [[" ".join((cell.strip() or "-").split()) for cell in row] for row in written]
        assert [row for table in tables(document) for row in grid(table)] == cleaned

    @given(st.text(max_size=400))
    def test_any_text_is_read_without_a_fault(self, text):
        from prongsai.core.errors import PersonError

        try:
            document = read(text)
        except PersonError:
            return

        assert document.blocks or not squash(text)


class TestParagraphs:
    def test_each_line_is_a_paragraph(self):
        document = read("ประเด็น: ข้อมูลพื้นฐาน\nผู้รับผิดชอบ: สำนักปลัด\n")

        assert paragraphs(document) == ["ประเด็น: ข้อมูลพื้นฐาน", "ผู้รับผิดชอบ: สำนักปลัด"]

    def test_lines_wrapped_at_a_fixed_width_are_joined_without_a_blank(self):
        lines = [
            "เจ้าหน้าที่ผู้รับผิดชอบดำเนินการจัดทำแผนการจัดซื้อจัดจ้าง",
            "หรือแผนการจัดหาพัสดุประจำปีงบประมาณและประกาศต่างบน",
            "เว็บไซต์ของหน่วยงาน",
        ]

        document = read("\n".join(lines))

        assert paragraphs(document) == ["".join(lines)]

    def test_an_address_cut_by_the_line_end_is_closed(self):
        document = read("หลักฐาน http://www.exam\nple.go.th/oit\n")

        assert paragraphs(document) == ["หลักฐาน http://www.example.go.th/oit"]

    def test_places_name_the_line_of_the_file(self):
        document = read("หนึ่ง\n\nสอง\n")

        assert [block.where for block in document.blocks] == ["บรรทัด 1", "บรรทัด 3"]

    def test_line_ends_of_windows_and_old_mac_are_the_same(self):
        assert paragraphs(read("ก\r\nข\rค\n")) == ["ก", "ข", "ค"]

    def test_no_break_and_zero_width_characters_are_blanks_or_nothing(self):
        assert paragraphs(read("พ.ศ.\u00a0๒๕๖๖ ราย\u200bงาน\ufeff")) == ["พ.ศ. ๒๕๖๖ รายงาน"]


class TestDrawnTables:
    def test_escaped_signs_of_a_drawn_table_are_no_delimiters(self):
        document = read("| ก | a &lt; b &amp; c |\n|---|---|\n| ข | a &lt; b &amp; c |\n")

        (table,) = document.blocks
        assert [[cell.text for cell in row.cells] for row in table.rows] == [["ก", "a < b & c"], ["ข", "a < b & c"]]

    def test_markdown_tables_are_tables(self):
        document = read("| ประเด็น | ผู้รับผิดชอบ |\n|---|:---:|\n| ก | กองคลัง<br>งานพัสดุ |\n| ข \\| ค | |\n")

        assert grid(tables(document)[0]) == [["ประเด็น", "ผู้รับผิดชอบ"], ["ก", "กองคลัง\nงานพัสดุ"], ["ข | ค", ""]]
        assert tables(document)[0].rows[0].is_header

    def test_lines_between_borders_are_one_row_whose_wrapped_lines_join(self):
        document = read(
            "+------+----------+\n| เรื่อง | ขั้นตอน    |\n+======+==========+\n"
            "| ข้อมูล | ๑. จัดทำ   |\n| พื้นฐาน | ๒. เผย    |\n|      | แพร่      |\n+------+----------+\n"
            "| ข่าว  | ๑. ทำ     |\n+------+----------+\n"
        )

        assert grid(tables(document)[0])[1:] == [["ข้อมูลพื้นฐาน", "๑. จัดทำ\n๒. เผยแพร่"], ["ข่าว", "๑. ทำ"]]

    def test_box_drawing_characters_draw_tables_too(self):
        document = read("┌────┬────┐\n│ ก  │ ข  │\n├────┼────┤\n│ ค  │ ง  │\n└────┴────┘\nจบ\n")

        assert grid(tables(document)[0]) == [["ก", "ข"], ["ค", "ง"]]
        assert paragraphs(document) == ["จบ"]

    def test_a_missing_bar_makes_a_cell_span(self):
        document = read("+---+---+---+\n| a | b | c |\n+---+---+---+\n| d     | e |\n+---+---+---+\n")

        assert [(c.column, c.column_span, c.text) for c in tables(document)[0].rows[1].cells] == [
            (0, 2, "d"),
            (2, 1, "e"),
        ]

    def test_a_line_of_dashes_is_no_table(self):
        assert tables(read("หัวเรื่อง\n----------\nข้อความ\n")) == []


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not beside the checkout")
class TestSeed:
    def test_gives_six_tables_of_nine_rows_and_links_as_printed(self):
        document = read(SEED.read_bytes(), SEED.name)

        found = tables(document)
        assert [len(table.rows) - 1 for table in found] == [2, 1, 2, 1, 1, 2]
        assert all(table.column_count == 5 and table.rows[0].is_header for table in found)
        links = [cell.links for table in found for row in table.rows for cell in row.cells if cell.links]
        assert len(links) == 3
        assert all("\n" in address for cell in links for _, address in cell)
        assert [notice.where for notice in document.notices] == ["บรรทัด 20, 22, 36"]

    def test_the_shifted_row_keeps_its_four_paragraphs_in_the_second_cell(self):
        document = read(SEED.read_bytes(), SEED.name)

        row = tables(document)[3].rows[1]
        assert [len(cell.paragraphs) for cell in row.cells] == [1, 4, 4, 1, 1]

    def test_the_same_bytes_in_windows_874_read_the_same(self):
        utf8 = read(SEED.read_bytes(), "a.txt")
        thai = read(SEED.read_bytes().decode().replace("➤", "-").encode("cp874"), "b.txt")

        assert thai.meta["encoding"] == "windows-874"
        assert [type(block) for block in thai.blocks] == [type(block) for block in utf8.blocks]
        assert [len(block.rows) for block in thai.blocks if isinstance(block, Table)] == [3, 2, 3, 2, 2, 3]
