"""Third and fourth cell of a measure: numbered steps and follow-ups, each with its deadline where the text hides it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from prongsai.core.plan import Deadline, FollowUp, FollowUpRole, Work
from prongsai.core.report_form.day_words import format_deadline, parse_deadline, same_deadline
from prongsai.core.report_form.issue_cell import NumberOrder, is_item
from prongsai.core.report_form.marked_text import NUMBER, loose, needs_quotes, quoted, squashed, tokens
from prongsai.core.report_form.words import EMPTY
from prongsai.core.thai.digits import to_arabic_digits, to_thai_digits

DeadlineReader = Callable[[str], Deadline | None]
"""Reads the deadline that a text says (core/thai/deadline.py with the plan's fiscal year)."""

_UNSAID, _NONE = "(ไม่ได้ระบุกำหนดเวลา)", "(ไม่กำหนดเวลา)"
_SUPERVISION, _TASK = "(งานกำกับติดตาม)", "(งานที่ต้องรายงานผล)"
_EXECUTIVES = ("ผู้บริหาร", "นายก", "ปลัด")


@dataclass(frozen=True, slots=True)
class WorkWords:
    """What one numbered item says. `text` is None where nothing but a deadline stands there."""

    number: int
    text: str | None
    deadline: Deadline | None
    role: FollowUpRole


def write_works(works: tuple[Work, ...], read_deadline: DeadlineReader) -> tuple[str, ...]:
    """Paragraphs of a work cell, always numbered; a deadline or role is spelled out only where the text alone would be
    read back differently."""
    if not works:
        return (EMPTY,)
    wanted = [_words_of(work) for work in works]
    with_roles = isinstance(works[0], FollowUp)
    lines: tuple[str, ...] = ()
    for quote_all in (False, True):
        lines = tuple(_line(words, read_deadline, with_roles=with_roles, quote_all=quote_all) for words in wanted)
        bare = "\n".join(map(squashed, lines))
        if _same(read_works(bare, read_deadline, with_roles=with_roles, is_strict=False), wanted):
            break
    return lines


def read_works(text: str, read_deadline: DeadlineReader, *, with_roles: bool, is_strict: bool) -> list[WorkWords]:
    """Reads what `write_works` wrote, also after a person changed it.

    `is_strict`: line breaks are the source's own, so that a cell without numbers has one item a line.
    """
    if squashed(text) in ("", EMPTY):
        return []
    found = list(tokens(text, _heads(), NumberOrder(text, is_strict=is_strict)))
    if is_strict and not any(is_item(token) for token in found):
        items = [
            _Item(position, [line.strip()]) for position, line in enumerate(filter(str.strip, text.split("\n")), 1)
        ]
        return [item.words(read_deadline, with_roles) for item in items]
    items = []
    for token in found:
        marks = token.head.groupdict() if token.head else {}
        if marks.get("item"):
            items.append(_Item(int(to_arabic_digits(marks["item"]))))
        elif not items:
            if token.head is None and not token.text:
                continue
            items.append(_Item(1))
        item = items[-1]
        item.take(marks)
        if token.text or token.is_quoted:
            item.texts.append(token.text)
    return [item.words(read_deadline, with_roles) for item in items]


class _Item:
    def __init__(self, number: int, texts: list[str] | None = None) -> None:
        self.number, self.texts = number, texts or []
        self.deadline: Deadline | None = None
        self.is_spelled_out = False
        self.due_words = ""
        self.role: FollowUpRole | None = None

    def take(self, marks: dict[str, str | None]) -> None:
        if marks.get("due") is not None:
            self.due_words = (marks["due"] or "").strip()
            self.deadline = parse_deadline(self.due_words)
            self.is_spelled_out = self.deadline is not None
        elif marks.get("none"):
            self.deadline, self.is_spelled_out = Deadline("none", as_printed=_NONE), True
        elif marks.get("unsaid"):
            self.deadline, self.is_spelled_out = None, True
        elif marks.get("supervision") or marks.get("task"):
            self.role = "supervision" if marks.get("supervision") else "task"

    def words(self, read_deadline: DeadlineReader, with_roles: bool) -> WorkWords:
        text = " ".join(self.texts).strip() if self.texts else None
        role = self.role or _usual_role(text, with_roles)
        if self.is_spelled_out:
            deadline = self.deadline
        elif self.due_words:
            deadline = read_deadline(self.due_words)
        else:
            deadline = _usual_deadline(text, role, read_deadline)
        return WorkWords(self.number, text, deadline, role)


def _words_of(work: Work) -> WorkWords:
    return WorkWords(work.number, work.text, work.deadline, work.role if isinstance(work, FollowUp) else "task")


def _usual_role(text: str | None, with_roles: bool) -> FollowUpRole:
    return "supervision" if with_roles and text and squashed(text).startswith(_EXECUTIVES) else "task"


def _usual_deadline(text: str | None, role: FollowUpRole, read_deadline: DeadlineReader) -> Deadline | None:
    said = read_deadline(text) if text else None
    return said or (Deadline("none") if role == "supervision" else None)


def _line(words: WorkWords, read_deadline: DeadlineReader, *, with_roles: bool, quote_all: bool) -> str:
    parts = [to_thai_digits(f"{words.number}.")]
    if words.text is not None:
        parts.append(quoted(words.text) if quote_all or needs_quotes(words.text, _heads()) else words.text)
    if words.role != _usual_role(words.text, with_roles):
        parts.append(_SUPERVISION if words.role == "supervision" else _TASK)
    parts.append(_deadline_mark(words, read_deadline))
    return " ".join(filter(None, parts))


def _deadline_mark(words: WorkWords, read_deadline: DeadlineReader) -> str:
    # Read with and without blanks: a PDF may lose those at line ends.
    usual = [
        _usual_deadline(text, words.role, read_deadline) for text in (words.text, squashed(words.text or "") or None)
    ]
    if all(same_deadline(one, words.deadline) for one in usual):
        return ""
    if words.deadline is None:
        return _UNSAID
    if same_deadline(words.deadline, Deadline("none")):
        return _NONE
    label = "กำหนดแล้วเสร็จ" if words.deadline.kind == "date" else "กำหนด"
    return f"({label}: {format_deadline(words.deadline)})"


def _same(found: list[WorkWords], wanted: list[WorkWords]) -> bool:
    return len(found) == len(wanted) and all(
        one.number == other.number
        and one.role == other.role
        and same_deadline(one.deadline, other.deadline)
        and (None if one.text is None else squashed(one.text)) == (None if other.text is None else squashed(other.text))
        for one, other in zip(found, wanted, strict=True)
    )


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![0-9๐-๙])(?P<item>{NUMBER})\s*\."
        rf"|\(\s*(?:{loose('กำหนดแล้วเสร็จ')}|{loose('กำหนด')})\s*:(?P<due>[^()\u201c\u201d]*)\)"
        rf"|(?P<none>{loose(_NONE)})|(?P<unsaid>{loose(_UNSAID)})"
        rf"|(?P<supervision>{loose(_SUPERVISION)})|(?P<task>{loose(_TASK)})"
    )
