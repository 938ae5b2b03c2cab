"""White space of a cell's text: one form for all formats."""

import re
from collections.abc import Iterable

# No-break and other typographic blanks are blanks; zero-width characters only steer line breaks.
_BLANKS = re.compile("[ \t\f\v\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e]")


def clean_line(text: str) -> str:
    """One line: runs of blanks become one, zero-width characters and outer blanks go; line breaks count as blanks."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", text.replace("\n", " "))).strip()


def clean_paragraphs(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines cleaned, empty ones left out."""
    return tuple(cleaned for line in lines if (cleaned := clean_line(line)))
