"""What a page says of its own, as hashes of its lines: tells a page from the site's "not found" and its front page.

Pages of one site share menus and footers; comparing whole texts finds them all alike. So what counts is the text
a page has that the other has not: a real page has a body of its own, a soft "not found" has next to none.
"""

import re
from dataclasses import dataclass

_DIGITS = re.compile(r"\d+")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
MOST_LINES = 4000


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Lines of a page: hash of the line (digits folded) to its length in letters; and the letters of all together."""

    lines: dict[int, int]
    letters: int
    title: str = ""

    def own_letters(self, *others: "Fingerprint") -> int:
        """Letters in lines that stand on none of the other pages."""
        return sum(size for line, size in self.lines.items() if not any(line in other.lines for other in others))


def fingerprint(text: str, *, title: str = "", url: str = "") -> Fingerprint:
    """The fingerprint of a page's text. Parts of its own address that it repeats, and digits, do not count."""
    for part in _own_words(url):
        text = text.replace(part, "")
    lines: dict[int, int] = {}
    for line in _DIGITS.sub("0", text).split("\n", MOST_LINES)[:MOST_LINES]:
        line = line.strip()
        if line:
            lines[hash(line)] = len(line)
    return Fingerprint(lines, sum(lines.values()), title)


def _own_words(url: str) -> list[str]:
    """The address, its path and its last part, which pages that say "not found" like to repeat."""
    if not url:
        return []
    path = "/" + url.split("://", 1)[-1].partition("/")[2]
    last = path.rstrip("/").rpartition("/")[2]
    words = [url, path.partition("?")[0], last]
    return [word for word in words if len(word) >= 6]
