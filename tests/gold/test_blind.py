"""The blind lines: whole, and as well found as the documentation says."""

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from prongsai.core.personal_data.find import find_in_text
from prongsai.core.personal_data.numbers import is_national_id, is_unregistered
from tests.gold import blind

DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "personal-data.md").read_text("utf-8")
FROZEN = {
    "first.txt": "ce6eb207413fa803926bd9ccc189a92706cdc9b16ef27975fb35d9982293d1d4",
    "second.txt": "8e076d8e504805da00379b46b73f4eeaa91130f4ace15eb53113c68af7a4fad6",
}


@pytest.mark.parametrize("name", FROZEN)
def test_a_set_stays_as_it_was_frozen(name):
    assert hashlib.sha256((blind.FOLDER / name).read_bytes()).hexdigest() == FROZEN[name]


@pytest.mark.parametrize(("name", "least", "least_without"), [("first.txt", 250, 110), ("second.txt", 120, 55)])
def test_a_set_is_large_and_half_of_it_holds_nothing_personal(name, least, least_without):
    entries = blind.read(name)

    assert len(entries) >= least
    assert sum(not entry.wanted for entry in entries) >= least_without
    assert {entry.form for entry in entries} == {"line", "doc", "table", "ocr"}
    assert {span.kind for entry in entries for span in entry.wanted} == set(blind.KINDS.values())


@pytest.mark.parametrize("name", FROZEN)
def test_nothing_is_in_a_set_twice_or_in_both(name):
    texts = Counter(entry.text for entry in blind.read(name))
    other = {entry.text for entry in blind.read(next(each for each in FROZEN if each != name))}

    assert max(texts.values()) == 1
    assert not other & set(texts)


@pytest.mark.parametrize("name", FROZEN)
def test_identity_numbers_of_a_set_have_a_right_check_digit(name):
    letters = str.maketrans("๐๑๒๓๔๕๖๗๘๙OIlS", "01234567890115")
    for entry in blind.read(name):
        for span in entry.wanted:
            if span.kind == "national_id":
                printed = entry.text[span.start : span.end].translate(letters)
                digits = "".join(re.findall(r"\d", printed))
                assert is_national_id(digits) or is_unregistered(digits), printed


def test_marks_are_taken_out_and_their_spans_kept():
    entry = next(entry for entry in blind.read("first.txt") if entry.group == "broken-lines")

    assert "«" not in entry.text
    assert entry.text.splitlines()[1] == entry.text[entry.wanted[0].start : entry.wanted[0].end]


def test_the_first_set_is_right_but_for_three_after_the_mending():
    wrong = [(what, kind, printed) for entry in blind.read("first.txt") for what, kind, printed in blind.misses(entry)]

    assert sorted(wrong) == [
        ("extra", "national_id", "3-4605-00217-84-1"),
        ("missed", "national_id", "3 46 05 00217 84 1"),
        ("missed", "personal_email", "kanya.t@yahoo.co.th"),
    ]


def test_the_documentation_prints_what_is_measured_on_the_second_set():
    table = DOCUMENTATION.partition("| second set, after the mending |")[2].partition("\n\n")[0]
    printed = {
        match[1]: tuple(map(int, match.groups()[1:]))
        for match in re.finditer(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \|", table, re.MULTILINE)
    }
    whole = blind.score("second.txt")

    assert printed == {kind: tuple(blind.score("second.txt", kind)) for kind in blind.KINDS.values()}
    assert f"After it: precision {whole.precision:.3f}, recall {whole.recall:.3f}." in DOCUMENTATION


def test_the_figures_of_first_contact_in_the_documentation_add_up():
    table = DOCUMENTATION.partition("| first contact |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \|", table, re.MULTILINE)
    right, extra, missed = (sum(int(row[column]) for row in rows) for column in (1, 2, 3))
    whole = blind.Score(right, extra, missed)

    assert right + missed == sum(len(entry.wanted) for entry in blind.read("first.txt"))
    assert f"precision {whole.precision:.3f}, recall {whole.recall:.3f}" in DOCUMENTATION.partition("\n\n| first")[0]


@pytest.mark.parametrize("name", FROZEN)
def test_spellings_of_ocr_take_no_line_of_a_set_for_signed_that_is_not(name):
    def signed(text, *, is_misread):
        return {found.start for found in find_in_text(text, is_misread=is_misread) if found.kind == "signature"}

    for entry in blind.read(name):
        assert signed(entry.text, is_misread=True) == signed(entry.text, is_misread=False), entry.text
