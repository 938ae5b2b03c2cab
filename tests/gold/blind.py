"""The blind lines of tests/data/personal_data_blind: read, run through the rules, and counted."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from prongsai.core.personal_data.find import Found, find_in_text

FOLDER = Path(__file__).parents[1] / "data" / "personal_data_blind"
KINDS = {
    "n": "national_id",
    "m": "mobile_number",
    "b": "bank_account",
    "s": "signature",
    "e": "personal_email",
}
_MARK = re.compile(r"«([nmbse]):([^»]*)»")


class Span(NamedTuple):
    """A kind and where it stands in an entry's text."""

    kind: str
    start: int
    end: int


class Entry(NamedTuple):
    """One line, paper or table without its marks, and what the gate must find in it."""

    form: str
    group: str
    text: str
    wanted: tuple[Span, ...]


class Score(NamedTuple):
    """Numbers of findings: right, too many, missed."""

    right: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def read(name: str) -> list[Entry]:
    """All entries of a set, in its order."""
    entries = []
    for block in re.split(r"^## ", (FOLDER / name).read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        form, _, group = head.partition(" ")
        pieces = body.splitlines() if form in {"line", "ocr"} else [body.rstrip("\n")]
        entries += [_entry(form, group, piece) for piece in pieces if piece.strip()]
    return entries


def _entry(form: str, group: str, marked: str) -> Entry:
    text, wanted, passed = "", [], 0
    if form == "table":
        marked = marked.replace(" | ", "\t")
    for mark in _MARK.finditer(marked):
        text += marked[passed : mark.start()]
        wanted.append(Span(KINDS[mark[1]], len(text), len(text) + len(mark[2])))
        text += mark[2]
        passed = mark.end()
    return Entry(form, group, text + marked[passed:], tuple(wanted))


def found_in(entry: Entry) -> list[Span]:
    """What the rules find; a table's numbers row by row beside its headings, its signatures as a whole."""
    if entry.form != "table":
        return [_span(each, 0) for each in find_in_text(entry.text, is_misread=entry.form == "ocr")]
    headings = (*entry.text.split("\n", 1)[0].split("\t"), "")
    found = [_span(each, 0) for each in find_in_text(entry.text) if each.kind == "signature"]
    start = 0
    for row in entry.text.split("\n"):
        found += [_span(each, start) for each in find_in_text(row, contexts=headings) if each.kind != "signature"]
        start += len(row) + 1
    return found


def _span(found: Found, start: int) -> Span:
    return Span(found.kind, found.start + start, found.end + start)


def misses(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """("extra" or "missed", kind, the text of it) for each thing that is wrong."""
    found = found_in(entry)
    for each in entry.wanted:
        if not any(_same(each, other) for other in found):
            yield "missed", each.kind, entry.text[each.start : each.end]
    for each in found:
        if not any(_same(each, other) for other in entry.wanted):
            yield "extra", each.kind, entry.text[each.start : each.end]


def _same(one: Span, other: Span) -> bool:
    return one.kind == other.kind and one.start < other.end and other.start < one.end


def score(name: str, kind: str = "") -> Score:
    """The counts of a set, of one kind or of all."""
    wrong = [(what, of) for entry in read(name) for what, of, _ in misses(entry) if kind in {"", of}]
    wanted = sum(kind in {"", each.kind} for entry in read(name) for each in entry.wanted)
    missed = sum(what == "missed" for what, _ in wrong)
    return Score(wanted - missed, len(wrong) - missed, missed)
