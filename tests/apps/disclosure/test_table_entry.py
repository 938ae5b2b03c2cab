"""Tables as a person enters them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.apps.disclosure.table_entry import parse_pasted, read_table_file, show_pasted
from prongsai.core.errors import PersonError
from prongsai.documents.plain_table import draw_table_csv, draw_table_xlsx

ROWS = (("ก", "ข"), ("1", "2,000"))


class TestPasted:
    @pytest.mark.parametrize(
        "text",
        [
            "ก\tข\r\n1\t2,000\r\n",
            "ก\tข\n\n1\t2,000",
            'ก,ข\n1,"2,000"',
            "| ก | ข |\n|---|:-:|\n| 1 | 2,000 |",
            "ก|ข\n1|2,000",
        ],
    )
    def test_reads_what_spreadsheets_and_people_write(self, text):
        assert parse_pasted(text) == ROWS

    def test_lines_without_a_sign_between_are_one_column(self):
        assert parse_pasted("ก\nข") == (("ก",), ("ข",))

    def test_keeps_empty_cells_in_their_place(self):
        assert parse_pasted("ก\tข\tค\n\t\t3") == (("ก", "ข", "ค"), ("", "", "3"))

    @given(
        st.lists(
            st.lists(st.text("กขค1 ,|", min_size=1).map(str.strip).filter(bool), min_size=2, max_size=4), min_size=1
        )
    )
    def test_what_is_shown_is_read_again(self, rows):
        squeezed = tuple(tuple(" ".join(cell.split()) for cell in row) for row in rows)

        assert parse_pasted(show_pasted(rows)) == squeezed


class TestFile:
    def test_reads_excel_and_csv(self):
        assert read_table_file(draw_table_xlsx("x", ROWS), "x.xlsx") == ROWS
        assert read_table_file(draw_table_csv(ROWS), "x.csv") == ROWS

    @pytest.mark.parametrize(
        ("content", "name"), [(b"only words here", "x.txt"), (b"%PDF-1.4", "x.pdf"), (b"PK\x03\x04", "x.xlsx")]
    )
    def test_refuses_what_holds_no_table(self, content, name):
        with pytest.raises(PersonError):
            read_table_file(content, name)
