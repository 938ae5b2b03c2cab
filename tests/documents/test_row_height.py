from hypothesis import given
from hypothesis import strategies as st

from prongsai.documents.report import Line, TableCell
from prongsai.documents.row_height import is_short_row

WIDTHS = (60.0, 140.0)


def row(*texts: str) -> tuple[TableCell, ...]:
    return tuple(TableCell((Line(text),)) for text in texts)


class TestAShortRow:
    def test_is_one_of_few_lines(self):
        assert is_short_row(row("ก", "ข้อมูลพื้นฐาน"), WIDTHS, 10.5)
        assert is_short_row((), WIDTHS, 10.5)

    def test_is_not_one_with_a_long_text_in_any_cell(self):
        assert not is_short_row(row("ก", "ก" * 400), WIDTHS, 10.5)
        assert not is_short_row(row("ก" * 200, "ก"), WIDTHS, 10.5)

    def test_counts_paragraphs(self):
        assert not is_short_row((TableCell(tuple(Line("ก") for _ in range(8))),), WIDTHS, 10.5)

    def test_gives_a_spanning_cell_the_room_of_its_columns(self):
        text = "ก" * 100

        assert not is_short_row(row(text), WIDTHS, 10.5)
        assert is_short_row((TableCell((Line(text),), span=2),), WIDTHS, 10.5)

    def test_takes_a_column_without_width(self):
        assert is_short_row(row(""), (0.0,), 10.5)

    @given(text=st.text(max_size=300), more=st.text(max_size=100))
    def test_never_becomes_short_by_more_text(self, text: str, more: str):
        if is_short_row(row(text + more), WIDTHS, 10.5):
            assert is_short_row(row(text), WIDTHS, 10.5)
