"""Columns of Word tables: no heading or number is broken inside a word, and the weights count where there is room."""

import pytest

from prongsai.documents.column_width import column_widths, word_width_pt
from prongsai.documents.report import Column, Grid, Line, TableCell

MARGIN = 80


def grid(*columns: tuple[str, float], rows=(), spans=()) -> Grid:
    made = tuple(
        tuple(TableCell((Line(text),), span=span) for text, span in zip(row, spans or [1] * len(row), strict=True))
        for row in rows
    )
    return Grid("g", "", tuple(Column(f"c{at}", name, weight) for at, (name, weight) in enumerate(columns)), made)


def widths(one: Grid, width: int = 9_000) -> list[int]:
    return column_widths(one, width, size_pt=16, margin=MARGIN)


def room_pt(width: int) -> float:
    return (width - 2 * MARGIN) / 20


class TestColumnWidths:
    def test_follow_the_weights_where_every_word_fits(self):
        assert widths(grid(("ที่", 1), ("Name", 2), ("ผล", 1)), 8_000) == [2_000, 4_000, 2_000]

    @pytest.mark.parametrize("word", ["No.", "before", "Change", "Responsible", "(computed)"])
    def test_give_a_narrow_column_room_for_its_heading(self, word):
        found = widths(grid((word, 0.1), ("Indicator", 5)))

        assert room_pt(found[0]) >= word_width_pt(word, 16, is_bold=True) - 1
        assert sum(found) == 9_000

    def test_give_room_for_the_longest_word_of_a_cell(self):
        found = widths(grid(("No.", 0.1), ("Name", 5), rows=[("10.1", "a"), ("95.28 (computed)", "b")]))

        assert room_pt(found[0]) >= word_width_pt("(computed)", 16) - 1

    def test_thai_digits_are_numbers_and_thai_words_are_broken_elsewhere(self):
        digits = widths(grid(("ที่", 0.1), ("ชื่อ", 5), rows=[("๑๐๐.๐๐", "ก")]))
        words = widths(grid(("ที่", 0.1), ("ชื่อ", 5), rows=[("การเปิดเผยข้อมูล", "ก")]))

        assert room_pt(digits[0]) >= word_width_pt("๑๐๐.๐๐", 16) - 1
        assert words == [round(9_000 * 0.1 / 5.1), 9_000 - round(9_000 * 0.1 / 5.1)]

    def test_an_address_asks_for_nothing(self):
        one = grid(("a", 1), ("b", 1), rows=[("www.example.go.th/very/long" * 3, "x" * 64)])

        assert widths(one) == [4_500, 4_500]

    def test_a_cell_over_several_columns_asks_for_nothing_and_counts_them(self):
        one = grid(("a", 1), ("b", 1), ("c", 0.01), rows=[("Responsibility", "Responsible")], spans=[2, 1])

        found = widths(one)

        assert room_pt(found[2]) >= word_width_pt("Responsible", 16) - 1
        assert found[0] == found[1]

    def test_words_that_ask_for_more_than_there_is_leave_it_to_the_weights(self):
        assert widths(grid(("Responsibility", 1), ("Responsibility", 3)), 1_000) == [250, 750]

    def test_the_widest_column_yields_to_the_short_words_of_the_others(self):
        one = grid(
            ("No.", 0.5), ("Indicator", 4), ("Change", 1), ("Responsible", 1), rows=[("1", "Responsibilities", "", "")]
        )

        found = widths(one, 6_500)

        assert [
            room_pt(found[at]) >= word_width_pt(word, 16, is_bold=True) - 1 for at, word in ((0, "No."), (2, "Change"))
        ] == [
            True,
            True,
        ]
        assert found[1] == 6_500 - found[0] - found[2] - found[3]

    def test_every_column_keeps_what_its_own_words_need(self):
        names = ("No.", "Indicator", "Score", "Year before", "Change", "Reading")
        found = widths(grid(*zip(names, (0.6, 3.4, 1, 1, 1.1, 1.3), strict=True)))

        for name, width in zip(names, found, strict=True):
            assert all(room_pt(width) >= word_width_pt(word, 16, is_bold=True) - 1 for word in name.split())
        assert max(found) == found[1]

    def test_bold_and_broad_letters_are_wider(self):
        assert word_width_pt("mmm", 16) > word_width_pt("iii", 16)
        assert word_width_pt("iii", 16, is_bold=True) > word_width_pt("iii", 16)
