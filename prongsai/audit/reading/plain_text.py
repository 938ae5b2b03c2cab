"""Plain text, tables of values and data files as lines."""

import re

from prongsai.audit.page import PageLink, PageText
from prongsai.audit.reading.html_text import read_html
from prongsai.audit.reading.thai_repair import repair_thai

MAX_CHARACTERS = 4_000_000
_ADDRESS = re.compile(r"https?://[^\s<>\"'\u0e00-\u0e7f]{3,2000}")
_MAX_LINKS = 2_000


def read_plain(text: str, *, is_markup: bool = False) -> PageText:
    """A page of kind "text"; `is_markup` leaves out the tags of XML. Addresses in the text are links without words."""
    is_cut = len(text) > MAX_CHARACTERS
    text = text[:MAX_CHARACTERS]
    if is_markup:
        text = "\n".join(read_html(text).lines)
    text = repair_thai(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\u00a0", " "))
    lines = [line.rstrip() for line in text.split("\n")]
    links = {
        address.rstrip(".,;:)]}'"): None for _, address in zip(range(_MAX_LINKS), _ADDRESS.findall(text), strict=False)
    }
    return PageText(
        kind="text",
        text="\n".join(line for line in lines if line.strip()),
        links=tuple(PageLink(address, "") for address in links),
        problem="too_big" if is_cut else "",
    )
