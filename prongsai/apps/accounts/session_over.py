"""A form that arrived after its session ended: what a person typed, shown so that it can be copied.

It stands in the answer alone: no cookie, no address, no log and nothing stored. Never of a form with a password or a code,
never of one that another site may have filled (web/unavailable.py).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from prongsai.web.unavailable import ONCE_FIELD, find_typed

_NOT_TYPED = frozenset((ONCE_FIELD, "seen", "version", "next", "to", "position"))
_DAY_PARTS = ("_day", "_month", "_year")
_CODE = re.compile(r"[a-z_]{1,40}|on|[0-9a-f]{64}|[0-9๐-๙]{1,3}")
"""Choices and keys of rows, that say nothing to a person: they are chosen again."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What was typed, in the form's order, a day as one text; whether files were with it."""

    texts: tuple[str, ...]
    had_files: bool


def find_lost(request: HttpRequest) -> Lost | None:
    """What the form carried that a person would have to type again; None where there is nothing that may be shown."""
    typed = find_typed(request, may_be_sent=False)
    if typed is None:
        return None
    texts = tuple(_texts(typed.fields))
    return Lost(texts, typed.had_files) if texts or typed.had_files else None


def _texts(fields: Iterable[tuple[str, str]]) -> Iterable[str]:
    fields = list(fields)
    names = {name for name, _value in fields}
    first = dict(reversed(fields))
    for name, value in fields:
        part = next((end for end in _DAY_PARTS if name.endswith(end)), "")
        stem = name.removesuffix(part) if part else ""
        if stem and {stem + end for end in _DAY_PARTS} <= names:
            parts = [first[stem + end].strip() for end in _DAY_PARTS]
            if part == "_day" and all(parts):
                yield "/".join(parts)
        elif value.strip() and name not in _NOT_TYPED and not _CODE.fullmatch(value.strip()):
            yield value
