"""Snippets of public pages, and more written in their style, labelled by hand before the program was run over them.

Each row's `source` says which: "seen" on a page, or "written". The bars are those of the sample sets.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.framework.items_json import read_item_line
from prongsai.core.link_json import read_link_line
from prongsai.core.thai.dates_json import read_date_line

FOLDER = Path(__file__).parent
Row = dict[str, Any]


def _rows(kind: str) -> list[Row]:
    return [json.loads(line) for line in (FOLDER / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]


def _share(pairs: list[tuple[Row, Row]], holds: Callable[[Row, Row], bool]) -> float:
    return sum(1 for row, reading in pairs if holds(row, reading)) / len(pairs)


def _failing(pairs: list[tuple[Row, Row]], holds: Callable[[Row, Row], bool]) -> list[tuple[Row, Row]]:
    return [pair for pair in pairs if not holds(*pair)]


@pytest.fixture(scope="module")
def dates() -> list[tuple[Row, Row]]:
    return [(row, read_date_line(row)) for row in _rows("dates")]


@pytest.fixture(scope="module")
def ordinary_dates(dates):
    return [pair for pair in dates if pair[0]["difficulty"] == "normal"]


@pytest.fixture(scope="module")
def items() -> list[tuple[Row, Row]]:
    frameworks = FrameworkFiles(None)
    return [(row, read_item_line(row, frameworks.get)) for row in _rows("items")]


@pytest.fixture(scope="module")
def national_items(items):
    return [
        (row, reading)
        for row, reading in items
        if row["framework"].startswith("nacc") and row["difficulty"] == "normal"
    ]


@pytest.fixture(scope="module")
def links() -> list[tuple[Row, Row]]:
    return [(row, read_link_line(row)) for row in _rows("links")]


def _is_flagged(_row: Row, reading: Row) -> bool:
    return bool(reading["needs_review"])


class TestDates:
    @staticmethod
    def _is_right(row: Row, reading: Row) -> bool:
        return bool(reading["value"] == row["expected"])

    def test_nearly_all_ordinary_ones_are_right(self, ordinary_dates):
        assert len(ordinary_dates) >= 200
        assert _share(ordinary_dates, self._is_right) >= 0.95, _failing(ordinary_dates, self._is_right)

    def test_few_ordinary_ones_are_flagged(self, ordinary_dates):
        assert _share(ordinary_dates, _is_flagged) <= 0.10

    def test_no_value_is_wrong_without_being_flagged(self, dates):
        def is_harmless(row: Row, reading: Row) -> bool:
            return reading["value"] is None or reading["needs_review"] or reading["value"] == row["expected"]

        assert not _failing(dates, is_harmless)


class TestItems:
    @staticmethod
    def _is_right(row: Row, reading: Row) -> bool:
        return bool(reading["code"] == row["expected_code"])

    def test_nearly_all_national_ones_are_right(self, national_items):
        assert len(national_items) >= 150
        assert _share(national_items, self._is_right) >= 0.95, _failing(national_items, self._is_right)

    def test_few_national_ones_are_flagged(self, national_items):
        assert _share(national_items, _is_flagged) <= 0.10

    def test_what_is_no_item_of_the_year_is_never_said_to_be_one_with_confidence(self, items):
        others = [(row, reading) for row, reading in items if row["expected_code"] is None]

        assert others
        assert not [row for row, reading in others if reading["code"] and not reading["needs_review"]]

    def test_codes_of_frameworks_that_are_not_held_are_normalised(self, items):
        others = [(row, reading) for row, reading in items if not row["framework"].startswith("nacc")]

        assert others
        assert not _failing(others, self._is_right)
        assert all(reading["needs_review"] and reading["topic"] is None for _row, reading in others)


class TestLinks:
    @staticmethod
    def _is_right(row: Row, reading: Row) -> bool:
        return (
            reading["class"] == row["expected_class"]
            and (reading["url"] or "").rstrip("/") == (row["expected_normalised"] or "").rstrip("/")
            and bool(reading["repairs"]) == row["expected_repaired"]
        )

    def test_nearly_all_are_right(self, links):
        assert len(links) >= 200
        assert _share(links, self._is_right) >= 0.95, _failing(links, self._is_right)
