"""The table of ASVS: every requirement of levels 1 and 2 once, each held by a test that exists or said to be left."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| (.*?) ?\|$", TEXT, re.MULTILINE)
SIZES = {  # requirements of each section, level 3 included
    "1.1": 2, "1.2": 10, "1.3": 12, "1.4": 3, "1.5": 3, "2.1": 3, "2.2": 3, "2.3": 5, "2.4": 2, "3.1": 1, "3.2": 3, "3.3": 5,
    "3.4": 8, "3.5": 8, "3.6": 1, "3.7": 5, "4.1": 5, "4.2": 5, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 6, "5.3": 3, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 8, "6.4": 6, "6.5": 8, "6.6": 4, "6.7": 2, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 3, "7.6": 2, "8.1": 4, "8.2": 4, "8.3": 3, "8.4": 2, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 3, "10.3": 5,
    "10.4": 16, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 4, "11.2": 5, "11.3": 5, "11.4": 4, "11.5": 2, "11.6": 2, "11.7": 2,
    "12.1": 5, "12.2": 2, "12.3": 5, "13.1": 4, "13.2": 6, "13.3": 4, "13.4": 7, "14.1": 2, "14.2": 8, "14.3": 3, "15.1": 5,
    "15.2": 5, "15.3": 7, "15.4": 4, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 4, "17.1": 2, "17.2": 8, "17.3": 2,
}  # fmt: skip
LEVEL_3 = set(
    re.findall(
        r"\S+",
        """
        1.2.10 1.3.12 1.5.3 2.3.5 2.4.2 3.1.1 3.2.3 3.3.5 3.4.7 3.4.8 3.5.6 3.5.7 3.5.8 3.6.1 3.7.3 3.7.4 3.7.5 4.1.4
        4.1.5 4.2.2 4.2.3 4.2.4 4.2.5 5.2.4 5.2.5 5.2.6 5.3.3 6.3.5 6.3.6 6.3.7 6.3.8 6.4.5 6.4.6 6.5.6 6.5.7 6.5.8
        6.6.4 6.7.1 6.7.2 7.5.3 8.1.3 8.1.4 8.2.4 8.3.2 8.3.3 8.4.2 10.2.3 10.3.5 10.4.12 10.4.13 10.4.14 10.4.15
        10.4.16 11.1.3 11.1.4 11.2.4 11.2.5 11.3.4 11.3.5 11.5.2 11.6.2 11.7.1 11.7.2 12.1.4 12.1.5 12.3.5 13.1.2 13.1.3
        13.1.4 13.2.6 13.3.3 13.3.4 13.4.6 13.4.7 14.2.5 14.2.6 14.2.7 14.2.8 15.1.4 15.1.5 15.2.4 15.2.5 15.4.1 15.4.2
        15.4.3 15.4.4 16.5.4 17.1.2 17.2.5 17.2.6 17.2.7 17.2.8
        """,
    )
)


@cache
def names_in(path: Path) -> frozenset[str]:
    """Every test and class of a file, as pytest names them."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
    return frozenset(found)


def test_every_requirement_of_both_levels_has_one_row():
    wanted = {f"{section}.{n}" for section, size in SIZES.items() for n in range(1, size + 1)} - LEVEL_3
    numbers = [number for number, *_rest in ROWS]

    assert sorted(numbers) == sorted(wanted)
    assert len(numbers) == len(set(numbers)) == 253
    assert sum(level == "1" for _number, level, *_rest in ROWS) == 70


def test_no_row_is_left_unread():
    assert len(ROWS) == len(re.findall(r"^\| \d", TEXT, re.MULTILINE))


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_is_held_by_a_test_that_exists_or_says_why_not(row):
    _number, _level, _requirement, held, test = row
    if held.startswith("not there"):
        assert not test
        return
    if test.startswith("left: "):
        assert len(test) > len("left: ") + 5
        return
    named = re.fullmatch(r"`(tests/[\w/]+\.py)(?:::([\w:]+))?`", test)
    assert named, test
    path = ROOT / named[1]
    assert path.is_file(), test
    assert path.name.startswith("test_"), test
    assert named[2] is None or named[2] in names_in(path), test


def test_files_that_rows_speak_of_exist():
    everything = {path.name for path in (ROOT / "prongsai").rglob("*") if path.is_file()}
    everything |= {path.name for path in (*(ROOT / "docs").rglob("*"), *(ROOT / "tools").rglob("*"))}
    everything |= {path.name for path in ROOT.iterdir()}
    for number, _level, _requirement, held, _test in ROWS:
        for name in re.findall(r"[\w.-]+\.(?:py|md|html|js|json|txt)\b", held):
            assert name in everything, (number, name)
