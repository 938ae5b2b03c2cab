"""What a version says, and its hash."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.core.publication import (
    CELL_LENGTH,
    TABLE_COLUMNS,
    TABLE_ROWS,
    VersionContent,
    hash_of_content,
    parse_kind,
    require_content,
    tidy_table,
)

CONTENT = VersionContent(
    "page",
    "เรื่อง",
    date(2022, 10, 1),
    date(2022, 10, 31),
    date(2022, 11, 1),
    "ข้อความ",
    (("ก", "ข"), ("1", "2")),
    "",
    "",
    "",
)


class TestHash:
    @pytest.mark.parametrize(
        "change",
        [
            {"kind": "nothing"},
            {"title": "เรื่อง "},
            {"period_from": None},
            {"period_to": date(2022, 10, 30)},
            {"as_of_on": None},
            {"body": "ข้อความ."},
            {"table": (("ก", "ข"), ("1", "3"))},
            {"table": (("ก", "ข", "1", "2"),)},
            {"url": "https://x"},
            {"file_name": "a.pdf"},
            {"file_sha256": "0"},
        ],
    )
    def test_any_change_gives_another(self, change):
        assert hash_of_content(replace(CONTENT, **change)) != hash_of_content(CONTENT)

    def test_the_same_content_gives_the_same(self):
        assert hash_of_content(replace(CONTENT)) == hash_of_content(CONTENT)
        assert len(hash_of_content(CONTENT)) == 64

    def test_a_broken_letter_is_no_reason_to_fail(self):
        assert hash_of_content(replace(CONTENT, body="\ud800"))


class TestTable:
    def test_is_squared_and_trimmed(self):
        assert tidy_table([["ก ", "", ""], ["", ""], [" 1\n2 ", "3", ""], [""]]) == (("ก", ""), ("1 2", "3"))

    def test_empty_is_empty(self):
        assert tidy_table([["", " "], []]) == ()

    def test_takes_just_as_much_as_is_stated(self):
        assert len(tidy_table([["x"] * TABLE_COLUMNS] * (TABLE_ROWS + 1))) == TABLE_ROWS + 1

    def test_a_cell_may_have_4000_characters_and_no_more_and_is_never_cut(self):
        assert tidy_table([["หัว"], ["ก" * CELL_LENGTH]])[1][0] == "ก" * CELL_LENGTH
        with pytest.raises(PersonError, match="row 2 of the table") as refusal:
            tidy_table([["หัว"], ["ก" * (CELL_LENGTH + 1)]])
        assert "แถวที่ 2" in refusal.value.message_th

    @pytest.mark.parametrize("blank", ["\u00a0", "\u3000", "\t", "\r\n", "\u2028", "   "])
    def test_blanks_of_any_kind_are_one(self, blank):
        assert tidy_table([[f"ก{blank}ข{blank}"]]) == (("ก ข",),)

    def test_rows_of_different_widths_are_filled_on_the_right(self):
        assert tidy_table([["ก"], ["ข", "ค", "ง"], ["", "จ"]]) == (("ก", "", ""), ("ข", "ค", "ง"), ("", "จ", ""))

    @given(st.lists(st.lists(st.text(" กข\n", max_size=4), max_size=4), max_size=6))
    def test_is_square_without_an_empty_row_or_last_column_and_settled(self, rows):
        table = tidy_table(rows)

        assert len({len(row) for row in table}) <= 1
        assert all(any(row) for row in table)
        assert not table or any(row[-1] for row in table)
        assert tidy_table(table) == table

    @pytest.mark.parametrize("rows", [[["x"]] * (TABLE_ROWS + 2), [["x"] * (TABLE_COLUMNS + 1)]])
    def test_refuses_what_no_page_shows(self, rows):
        with pytest.raises(PersonError, match="over the limit"):
            tidy_table(rows)


class TestRequireContent:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"title": " "}, "title"),
            ({"title": "\u200b\u00a0\ufeff"}, "title"),
            ({"title": ""}, "title"),
            ({"body": "\n\u200b\n"}, "type the text"),
            ({"kind": "link", "url": "https://"}, "full address"),
            ({"kind": "link", "url": "http:///x"}, "full address"),
            ({"kind": "link", "url": "https://?q"}, "full address"),
            ({"kind": "link", "url": "a.go.th/x"}, "full address"),
            ({"kind": "link", "url": "javascript:alert(1)//https://x"}, "full address"),
            ({"kind": "link", "url": " https://x"}, "full address"),
            ({"kind": "nothing", "period_to": None}, "which period"),
            ({"kind": "table", "table": ()}, "headings"),
            ({"period_from": date(2023, 1, 1)}, "begins after"),
            ({"body": " "}, "type the text"),
            ({"body": "x" * 200_001}, "longer"),
            ({"kind": "file"}, "choose the file"),
            ({"kind": "table", "table": (("ก",),)}, "headings"),
            ({"kind": "link", "url": "ftp://x"}, "full address"),
            ({"kind": "nothing", "period_from": None}, "which period"),
        ],
    )
    def test_names_the_first_thing_missing(self, change, words):
        with pytest.raises(PersonError, match=words):
            require_content(replace(CONTENT, **change))

    @pytest.mark.parametrize(
        "change",
        [
            {},
            {"kind": "file", "file_sha256": "0"},
            {"kind": "table"},
            {"kind": "link", "url": "https://x"},
            {"kind": "nothing", "body": ""},
            {"period_from": None, "period_to": None},
            {"period_from": date(2022, 10, 1), "period_to": date(2022, 10, 1)},
            {"period_to": None},
            {"body": "x" * 200_000},
            {"title": "๑"},
            {"kind": "link", "url": "http://บ้านสวน.ไทย/แผน"},
        ],
    )
    def test_takes_what_is_whole(self, change):
        require_content(replace(CONTENT, **change))


def test_an_unknown_kind_is_a_fault():
    with pytest.raises(ValueError, match="unknown kind"):
        parse_kind("film")
    assert parse_kind("table") == "table"
