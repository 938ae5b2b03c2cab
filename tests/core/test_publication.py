"""What a version says, and its hash."""

from dataclasses import replace
from datetime import date

import pytest

from prongsai.core.errors import PersonError
from prongsai.core.publication import (
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

    @pytest.mark.parametrize("rows", [[["x"]] * (TABLE_ROWS + 2), [["x"] * (TABLE_COLUMNS + 1)]])
    def test_refuses_what_no_page_shows(self, rows):
        with pytest.raises(PersonError, match="over the limit"):
            tidy_table(rows)


class TestRequireContent:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"title": " "}, "title"),
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
        ],
    )
    def test_takes_what_is_whole(self, change):
        require_content(replace(CONTENT, **change))


def test_an_unknown_kind_is_a_fault():
    with pytest.raises(ValueError, match="unknown kind"):
        parse_kind("film")
    assert parse_kind("table") == "table"
