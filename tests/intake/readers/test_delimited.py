"""CSV as offices save it: by whichever sign, quoted or not, with hint lines, padding and thousands of rows."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.intake.readers.delimited import find_delimiter
from prongsai.intake.readers.refusal import MAX_TABLE_ROWS
from tests.intake.readers.samples import HEADINGS, ROW, grid, paragraphs, read, spans, tables

HEADER = ",".join(HEADINGS)
LINE = ",".join(ROW)
CELLS = st.text('กขค12 .,;|"\n', min_size=1, max_size=6).filter(lambda text: text.strip())


def rows_of(text: str, name: str = "แผน.csv") -> list[list[str]]:
    (table,) = tables(read(text, name))
    return grid(table)


class TestFindDelimiter:
    @pytest.mark.parametrize(
        ("text", "delimiter"),
        [
            ("ก,ข\n1,2", ","),
            ("ก;ข\n1;2", ";"),
            ("ก\tข\n1\t2", "\t"),
            ("ก|ข\n1|2", "|"),
            ("ชื่อ;คะแนน\nIIT;46,00\nEIT;51,25", ";"),
            ("ชื่อ|งบ\nก|1,000,000\nข|2,000,000", "|"),
            ('ก,"ข;ค;ง"\n1,"2;3;4"', ","),
            ('เรื่อง,ผู้รับผิดชอบ\nก,"กองคลัง; กองช่าง; สำนักปลัด"\nข,"กองช่าง; กองคลัง; สำนักปลัด"', ","),
            ('ก;"ข,ค,ง"\n1;"2,3,4"', ";"),
            ("ก\nข", ","),
        ],
    )
    def test_of_a_file_named_csv(self, text, delimiter):
        assert find_delimiter(text, is_named_csv=True) == delimiter

    @pytest.mark.parametrize("text", ["ก", "", " \n", "ก ข ค"])
    def test_a_single_cell_has_none(self, text):
        assert find_delimiter(text, is_named_csv=True) is None

    @pytest.mark.parametrize(
        ("text", "delimiter"),
        [
            ("ก,ข,ค\n1,2,3", ","),
            ("ก;ข;ค\n1;2;3", ";"),
            ("ก,ข,ค", None),
            ("ก,ข\n1,2", None),
            ("ก|ข|ค\n1|2|3", None),
            ("| ก | ข |\n|---|---|\n| a;b;c | d;e;f |", None),
            ("เรื่อง ก, ข, ค\nไม่มี\nไม่มี\nไม่มี\nเรื่อง ง, จ, ฉ", None),
        ],
    )
    def test_text_without_the_name_must_show_it_in_several_rows(self, text, delimiter):
        assert find_delimiter(text, is_named_csv=False) == delimiter


class TestRows:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
    def test_any_sign_and_any_line_end_give_the_same(self, delimiter, ending):
        text = ending.join(delimiter.join(row) for row in (HEADINGS, ROW))

        assert rows_of(text) == [list(HEADINGS), list(ROW)]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp874"])
    def test_any_encoding_of_excel_gives_the_same(self, encoding):
        assert grid(tables(read(f"{HEADER}\r\n{LINE}\r\n".encode(encoding), "แผน.csv"))[0]) == [
            list(HEADINGS),
            list(ROW),
        ]

    def test_amounts_in_quotes_keep_their_commas(self):
        assert rows_of('โครงการ,งบประมาณ\nถนน,"1,250,000.50"\nน้ำ,๕๐๐') == [
            ["โครงการ", "งบประมาณ"],
            ["ถนน", "1,250,000.50"],
            ["น้ำ", "๕๐๐"],
        ]

    def test_a_quote_that_is_never_closed_loses_no_text(self):
        shown = "".join(text for row in rows_of('ก,ข,ค\n1,"2,3\n4,5,6') for text in row)

        assert all(sign in shown for sign in "กขค123456")

    def test_rows_of_other_lengths_keep_their_columns(self):
        table = tables(read("ก,ข,ค\n1,2\n3,4,5\n", "a.csv"))[0]

        assert grid(table) == [["ก", "ข", "ค"], ["1", "2", ""], ["3", "4", "5"]]
        assert {width for row in spans(table) for _, width, _ in row} == {1}

    def test_blanks_that_cannot_be_seen_go(self):
        assert rows_of("\u00a0ก\u200b,\ufeffข , ค\n1,2,3")[0] == ["ก", "ข", "ค"]

    def test_columns_that_are_empty_throughout_at_the_left_do_not_count(self):
        assert rows_of(",ก,ข,ค\n,1,2,3\n") == [["ก", "ข", "ค"], ["1", "2", "3"]]

    @pytest.mark.parametrize("hint", ["sep=;", "SEP=;", "Sep=,"])
    def test_the_hint_of_excel_is_no_row(self, hint):
        sign = hint[-1]

        assert rows_of(f"{hint}\n{sign.join('กขค')}\n{sign.join('123')}\n") == [list("กขค"), list("123")]

    def test_one_row_is_a_table_and_one_column_is_text(self):
        assert rows_of("ก,ข,ค") == [["ก", "ข", "ค"]]
        assert paragraphs(read("ก\nข\nค", "a.csv")) == ["ก", "ข", "ค"]

    @pytest.mark.parametrize("text", ["", "\n\n", " \r\n\t\r\n", "\ufeff"])
    def test_a_file_of_blanks_is_empty(self, text):
        with pytest.raises(PersonError, match="ว่างเปล่า"):
            read(text, "a.csv")

    def test_a_file_of_empty_cells_has_no_blocks(self):
        assert read(",,,\n,,,\n", "a.csv").blocks == ()

    def test_rows_up_to_the_limit_are_read_and_one_more_is_refused(self):
        assert len(rows_of("ก,ข\n" * MAX_TABLE_ROWS)) == MAX_TABLE_ROWS
        with pytest.raises(PersonError, match="9,999"):
            read("ก,ข\n" * (MAX_TABLE_ROWS + 1), "a.csv")

    def test_a_cell_longer_than_pythons_own_limit_is_read_whole(self):
        long = "ก" * 200_000

        assert rows_of(f"หัว,ข\n{long},2\n")[1][0] == long

    def test_links_written_as_tags_are_links_of_the_cell(self):
        cell = tables(read('ก,ข\n"<a href=""https://a.go.th/x"">ดู</a>",2\n', "a.csv"))[0].rows[1].cells[0]

        assert (cell.text, cell.links) == ("ดู", (("ดู", "https://a.go.th/x"),))

    @settings(max_examples=60, deadline=None)
    @example([['"', "1", ";"]], ",")
    @example([["2;3;4", "1", "5"]], ",")
    @given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(",;|"))
    def test_what_a_program_wrote_comes_back_cell_by_cell(self, rows, delimiter):
        written = [["ประเด็น", "ขั้นตอน", "เวลา"], *rows]
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(written)

        found = [row for table in tables(read(out.getvalue(), "a.csv")) for row in grid(table)]

        assert found == [
            ["\n".join(clean for line in cell.split("\n") if (clean := " ".join(line.split()))) for cell in row]
            for row in written
        ]
