"""Ruled tables of a PDF with any cells merged: the lines that are drawn say which."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.intake.pdf_port import Box, PdfLink
from prongsai.intake.readers.pdf_columns import open_table_rules
from prongsai.intake.readers.pdf_grid import find_grids
from prongsai.intake.readers.pdf_lines import lines_of_words, paragraphs_of_lines
from tests.intake.readers.samples import grid, tables
from tests.intake.readers.test_pdf_parts import page_of, read_pages, rules_of, words_at

WIDE, HIGH = 60.0, 24.0


@st.composite
def layouts(draw):
    """Cells as (row, column, rows, columns) that cover a grid of at least two cells."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells = []
    while free:
        row, column = min(free)
        across = draw(st.integers(1, columns - column))
        while any((row, column + step) not in free for step in range(across)):
            across -= 1
        down = draw(st.integers(1, rows - row))
        while any((row + deep, column + step) not in free for deep in range(down) for step in range(across)):
            down -= 1
        free -= {(row + deep, column + step) for deep in range(down) for step in range(across)}
        cells.append((row, column, down, across))
    return cells


def drawn(cells) -> list[Box]:
    """The four sides of each cell, as programs draw them."""
    found = []
    for row, column, down, across in cells:
        left, top = column * WIDE, row * HIGH
        right, bottom = left + across * WIDE, top + down * HIGH
        found += [Box(left, top, right, top), Box(left, bottom, right, bottom)]
        found += [Box(left, top, left, bottom), Box(right, top, right, bottom)]
    return found


def is_told_apart(cells) -> bool:
    """Whether each line of the grid is drawn somewhere, so that rows and columns can be counted at all."""
    rows = {row for row, *_ in cells} | {row + down for row, _, down, _ in cells}
    columns = {column for _, column, *_ in cells} | {column + across for _, column, _, across in cells}
    return len(cells) > 1 and rows == set(range(max(rows) + 1)) and columns == set(range(max(columns) + 1))


class TestMergedCells:
    @given(layouts())
    def test_come_back_as_they_were_drawn(self, cells):
        if is_told_apart(cells):
            (found,) = find_grids(drawn(cells))

            assert [(one.row, one.column, one.row_span, one.column_span) for one in found.cells] == sorted(cells)

    @given(layouts(), st.randoms(), st.floats(-0.7, 0.7))
    def test_whatever_the_order_of_lines_and_however_shaky_the_hand(self, cells, random, shake):
        if is_told_apart(cells):
            rules = [Box(one.x0 + shake, one.y0 - shake, one.x1 + shake, one.y1 - shake) for one in drawn(cells)]
            random.shuffle(rules)

            (found,) = find_grids(rules)

            assert len(found.cells) == len(cells)

    @given(layouts())
    def test_cover_their_table_without_a_gap(self, cells):
        for found in find_grids(drawn(cells)):
            area = sum((one.box.x1 - one.box.x0) * (one.box.y1 - one.box.y0) for one in found.cells)

            assert area == pytest.approx((found.box.x1 - found.box.x0) * (found.box.y1 - found.box.y0))

    @given(st.lists(st.builds(Box, *[st.floats(0, 500)] * 4), max_size=12))
    def test_any_lines_are_looked_at(self, rules):
        for found in find_grids(rules):
            assert len(found.cells) >= 2
            assert found.row_count >= 1

    def test_no_lines_are_no_table(self):
        assert find_grids([]) == []
        assert open_table_rules([], []) == []


class TestLines:
    @given(
        st.lists(st.tuples(st.integers(0, 400), st.integers(20, 700), st.sampled_from(["ก", "ขค", "12"])), max_size=12)
    )
    def test_hold_every_word_once_from_top_to_bottom(self, places):
        words = [word for x, y, text in places for word in words_at(x, y, text)]

        lines = lines_of_words(words)

        assert sorted("".join(line.text for line in lines).replace(" ", "")) == sorted(
            "".join(word.text for word in words)
        )
        assert all(one.box.y1 <= other.box.y1 + 4.5 for one, other in itertools.pairwise(lines))

    @given(
        st.lists(st.tuples(st.integers(10, 400), st.sampled_from(["ก", "๑. ข", "- ค", "12"])), min_size=1, max_size=8)
    )
    def test_paragraphs_hold_every_line_in_order(self, rows):
        lines = lines_of_words([word for at, (x, text) in enumerate(rows) for word in words_at(x, 40 + 14 * at, text)])

        found = paragraphs_of_lines(lines, 10, 420)

        assert "".join(one.text for one in found).replace(" ", "") == "".join(line.text for line in lines).replace(
            " ", ""
        )
        assert len(found) <= len(lines)

    def test_no_lines_are_no_paragraphs(self):
        assert paragraphs_of_lines([], 0, 100) == []


class TestPages:
    HEAD = ["ประเด็น", "ผู้รับผิดชอบ", "เวลา"]

    def test_a_table_over_many_pages_is_one_with_its_heading_marked_each_time(self):
        pages = [page_of(n, [self.HEAD, [f"เรื่องที่ {n}", "กองคลัง", "มกราคม"]]) for n in range(1, 31)]

        (table,) = tables(read_pages(*pages))

        assert [row[0] for row, made in zip(grid(table), table.rows, strict=True) if not made.is_header] == [
            f"เรื่องที่ {n}" for n in range(1, 31)
        ]

    def test_a_page_left_out_between_parts_the_table(self):
        document = read_pages(page_of(1, [self.HEAD, ["ก", "ข", "ค"]]), page_of(3, [self.HEAD, ["ง", "จ", "ฉ"]]))

        assert len(tables(document)) == 2

    def test_an_address_over_two_lines_is_one_link(self):
        links = (
            PdfLink(Box(40, 92, 190, 102), "https://a.go.th/x"),
            PdfLink(Box(40, 106, 190, 116), "https://a.go.th/x"),
        )
        page = page_of(1, [self.HEAD, ["https://a.go.th\n/x", "ข", "ค"]], links=links)

        cell = tables(read_pages(page))[0].rows[1].cells[0]

        assert [address for _, address in cell.links] == ["https://a.go.th/x"]

    def test_a_ruled_page_without_words_has_no_table(self):
        page = replace(page_of(1, [self.HEAD]), words=(), rules=tuple(rules_of([40, 190, 340], [60, 90, 120])))

        assert tables(read_pages(page)) == []
