"""A table as a full grid, whatever its spans say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.intake.blocks import Cell, Row, Table
from prongsai.intake.grid import MAX_COLUMNS, grid_of, line_of, lines_of, links_of, own_cells, paragraphs_of
from tests.intake.making import Wide, table


def texts(made: Table) -> list[list[str | None]]:
    return [[spot.cell.text if spot else None for spot in row] for row in grid_of(made)]


class TestGridOf:
    def test_a_plain_table_is_its_own_grid(self):
        assert texts(table(["ก", "ข"], ["1", "2"])) == [["ก", "ข"], ["1", "2"]]

    def test_a_cell_over_several_places_stands_in_each(self):
        made = table([Wide("ก", across=2, down=2), None, "ข"], [None, None, "ค"], ["1", "2", "3"])

        assert texts(made) == [["ก", "ก", "ข"], ["ก", "ก", "ค"], ["1", "2", "3"]]

    def test_knows_where_a_cell_begins(self):
        grid = grid_of(table([Wide("ก", across=2, down=2), None], [None, None]))

        assert [[(spot.top, spot.left) for spot in row] for row in grid] == [
            [(True, True), (True, False)],
            [(False, True), (False, False)],
        ]

    def test_a_short_row_ends_in_nothing(self):
        assert texts(table(["ก", "ข", "ค"], ["1"])) == [["ก", "ข", "ค"], ["1", None, None]]

    def test_no_rows_and_empty_rows_are_no_error(self):
        assert grid_of(Table((), 0)) == []
        assert grid_of(Table((Row(()),), 3)) == [[None, None, None]]

    @pytest.mark.parametrize("down", [0, -1, 5, 10**6])
    def test_a_span_below_the_last_row_is_cut_and_one_of_nothing_is_one(self, down):
        made = Table((Row((Cell(0, ("ก",), row_span=down),)), Row(())), 1)

        assert texts(made) == [["ก"], ["ก" if down > 1 else None]]

    @pytest.mark.parametrize("column", [-3, 0, 7, 10**6])
    def test_a_cell_beyond_the_table_is_pulled_into_it(self, column):
        grid = grid_of(Table((Row((Cell(column, ("ก",)),)),), 2))

        assert len(grid[0]) <= MAX_COLUMNS
        assert any(spot and spot.cell.text == "ก" for spot in grid[0])

    def test_a_sheet_wider_than_any_plan_is_cut(self):
        made = table([str(number) for number in range(300)])

        assert len(grid_of(made)[0]) == MAX_COLUMNS

    def test_a_cell_from_above_gives_way_to_one_that_begins_here(self):
        made = Table(
            (Row((Cell(0, ("บน",), row_span=2), Cell(1, ("ข",)))), Row((Cell(0, ("ล่าง",)), Cell(1, ("ค",))))), 2
        )

        assert texts(made) == [["บน", "ข"], ["ล่าง", "ค"]]

    @given(
        st.lists(
            st.lists(st.tuples(st.integers(-2, 9), st.integers(-1, 9), st.integers(-1, 9)), max_size=4),
            max_size=5,
        )
    )
    def test_any_spans_give_rows_of_one_length(self, rows):
        made = Table(
            tuple(
                Row(
                    tuple(
                        Cell(column, (f"{number}.{place}",), across, down)
                        for place, (column, across, down) in enumerate(row)
                    )
                )
                for number, row in enumerate(rows)
            ),
            4,
        )

        grid = grid_of(made)

        assert len(grid) == len(rows)
        assert len({len(row) for row in grid}) <= 1
        for number, row in enumerate(grid):
            assert all(cell in made.rows[number].cells for _, cell in own_cells(row))


class TestOwnCells:
    def test_are_those_that_begin_in_the_row(self):
        grid = grid_of(table([Wide("ก", down=2), "ข"], [None, "ค"]))

        assert [[(place, cell.text) for place, cell in own_cells(row)] for row in grid] == [
            [(0, "ก"), (1, "ข")],
            [(1, "ค")],
        ]

    def test_of_a_whole_table_are_each_cell_once(self):
        made = table([Wide("ก", across=2, down=2), None, "ข"], [None, None, "ค"], ["1", Wide("2", across=2), None])

        found = [cell for row in grid_of(made) for _, cell in own_cells(row)]

        assert found == [cell for row in made.rows for cell in row.cells]


class TestTextOfCells:
    inner = table(["ใน", "ข้าง"], ["", ""], ["ล่าง\nอีก", ""])

    def test_a_table_inside_follows_as_lines(self):
        cell = Cell(0, ("ก",), nested=(self.inner,))

        assert paragraphs_of(cell) == ("ก", "ใน | ข้าง", "ล่าง\nอีก")

    def test_a_cell_without_one_is_its_paragraphs(self):
        assert paragraphs_of(Cell(0, ("ก", "ข"))) == ("ก", "ข")

    def test_tables_may_stand_in_tables(self):
        outer = Table((Row((Cell(0, ("นอก",), nested=(self.inner,)), Cell(1, ("ท้าย",)))),), 2)

        assert paragraphs_of(Cell(0, (), nested=(outer,))) == ("นอก\nใน | ข้าง\nล่าง\nอีก | ท้าย",)

    def test_empty_rows_are_no_lines(self):
        assert list(lines_of(table(["", ""], ["ก", ""]))) == ["ก"]
        assert line_of(Row(())) == ""

    def test_links_of_a_cell_come_with_those_inside(self):
        inner = table([Wide("ข", links=(("ข", "/2"),))])
        cell = Cell(0, ("ก",), nested=(inner,), links=(("ก", "/1"),))

        assert links_of(cell) == (("ก", "/1"), ("ข", "/2"))
