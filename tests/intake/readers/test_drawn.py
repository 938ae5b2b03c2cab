"""Tables drawn in plain text: markdown, grids of + and -, and box-drawing characters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.readers.samples import grid, paragraphs, read, spans, tables

CELLS = st.text("กขคงจ12.", min_size=1, max_size=5)
STYLES = {
    "markdown": ("|", "", "|---|---|---|", ""),
    "plus": ("|", "+-----+-----+-----+", "+=====+=====+=====+", "+-----+-----+-----+"),
    "light": ("│", "┌─────┬─────┬─────┐", "├─────┼─────┼─────┤", "└─────┴─────┴─────┘"),
    "heavy": ("┃", "┏━━━━━┳━━━━━┳━━━━━┓", "┣━━━━━╋━━━━━╋━━━━━┫", "┗━━━━━┻━━━━━┻━━━━━┛"),
    "round": ("│", "╭─────┬─────┬─────╮", "├─────┼─────┼─────┤", "╰─────┴─────┴─────╯"),
    "double": ("║", "╔═════╦═════╦═════╗", "╠═════╬═════╬═════╣", "╚═════╩═════╩═════╝"),
}


def drawn(rows, style="plus") -> str:
    """Rows of three cells in one of the styles, a line under the first."""
    bar, top, between, bottom = STYLES[style]
    lines = [top] if top else []
    for number, row in enumerate(rows):
        lines.append(bar + bar.join(f" {cell:<3} " for cell in row) + bar)
        if number == 0 or style != "markdown":
            lines.append(between if number < len(rows) - 1 or not bottom else bottom)
    return "\n".join(lines) + "\n"


class TestStyles:
    rows = [["ก", "ข", "ค"], ["1", "2", "3"], ["๔", "๕", "๖"]]

    @pytest.mark.parametrize("style", STYLES)
    def test_each_gives_the_cells_and_marks_the_head(self, style):
        (table,) = tables(read(drawn(self.rows, style)))

        assert grid(table) == self.rows
        assert [row.is_header for row in table.rows] == [True, False, False]
        assert table.column_count == 3

    @pytest.mark.parametrize("style", STYLES)
    @pytest.mark.parametrize("ending", ["\r\n", "\r"])
    def test_line_ends_do_not_matter(self, style, ending):
        assert grid(tables(read(drawn(self.rows, style).replace("\n", ending).encode()))[0]) == self.rows

    @pytest.mark.parametrize("style", STYLES)
    def test_text_around_it_is_paragraphs(self, style):
        document = read(f"รายงานผล\n\n{drawn(self.rows, style)}\nลงชื่อ ผู้จัดทำ\n")

        assert paragraphs(document) == ["รายงานผล", "ลงชื่อ ผู้จัดทำ"]
        assert len(tables(document)) == 1

    @pytest.mark.parametrize("style", STYLES)
    def test_it_may_be_indented(self, style):
        text = "\n".join("    " + line for line in drawn(self.rows, style).splitlines())

        assert grid(tables(read(text))[0]) == self.rows

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=5), st.sampled_from(sorted(STYLES)))
    def test_every_cell_comes_back(self, rows, style):
        assert [row for table in tables(read(drawn(rows, style))) for row in grid(table)] == rows


class TestCells:
    def test_a_bar_with_a_stroke_before_it_is_text(self):
        assert grid(tables(read("| ก | ข |\n|---|---|\n| 1 \\| 2 | 3 |\n"))[0])[1] == ["1 | 2", "3"]

    def test_empty_cells_keep_their_places(self):
        assert grid(tables(read("| ก | ข | ค |\n|---|---|---|\n|  | 2 |  |\n"))[0])[1] == ["", "2", ""]

    def test_lines_between_two_borders_are_one_row(self):
        text = "+-----+-----+\n| ก   | ข   |\n+-----+-----+\n| ยาว | 1.  |\n| มาก | 2.  |\n+-----+-----+\n"

        assert grid(tables(read(text))[0]) == [["ก", "ข"], ["ยาวมาก", "1.\n2."]]

    def test_an_empty_line_in_a_cell_begins_a_paragraph(self):
        text = "+----+----+\n| ก  | ข  |\n+----+----+\n| ค  | x  |\n|    |    |\n| ง  | y  |\n+----+----+\n"

        assert tables(read(text))[0].rows[1].cells[0].paragraphs == ("ค", "ง")

    def test_a_missing_bar_is_a_cell_over_several_columns(self):
        text = (
            "+---+---+---+\n| ก | ข | ค |\n+---+---+---+\n| รวม   | 3 |\n+-------+---+\n| ทั้งหมด    |\n+-----------+\n"
        )

        assert spans(tables(read(text))[0])[1:] == [[(0, 2, 1), (2, 1, 1)], [(0, 3, 1)]]

    def test_tags_and_links_in_a_cell_are_read(self):
        cell = tables(read('| ก | ข |\n|---|---|\n| <a href="/x">ดู</a> | a<br>b |\n'))[0].rows[1].cells

        assert cell[0].links == (("ดู", "/x"),)
        assert cell[1].paragraphs == ("a", "b")

    def test_places_are_lines_as_an_editor_counts(self):
        table = tables(read("หัวข้อ\n\n| ก | ข |\n|---|---|\n| 1 | 2 |\n"))[0]

        assert [table.where, table.rows[1].where, table.rows[1].cells[1].where] == [
            "บรรทัด 3",
            "บรรทัด 5",
            "บรรทัด 5 ช่อง 2",
        ]


class TestWhatIsNone:
    @pytest.mark.parametrize(
        "text",
        [
            "| ก |\n",
            "| ก | ข |\n",
            "ก | ข\n1 | 2\n",
            "-----\nข้อความ\n-----\n",
            "+ ข้อหนึ่ง\n+ ข้อสอง\n",
            "||\n||\n",
            "*****\n*****\n",
        ],
    )
    def test_lines_that_only_look_like_it_are_text(self, text):
        assert tables(read(text)) == []

    @given(st.text("|+-=─│ กข1\n\\:", max_size=60))
    def test_any_drawing_is_read(self, text):
        if text.strip():
            document = read("ข้อความนำ\n" + text)

            assert paragraphs(document) or tables(document)
            assert all(len(row.cells) <= table.column_count for table in tables(document) for row in table.rows)
