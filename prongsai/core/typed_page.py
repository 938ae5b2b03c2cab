"""Typed text as blocks that a page can draw: paragraphs, headings, lists. Plain marks, no HTML.

    # หัวข้อ          a heading (## a smaller one; before the first heading it is a heading itself)
    - ข้อหนึ่ง         a list; "1." or "๑." a numbered one
    an empty line     ends a paragraph; a single line break stays one

Addresses (https://...) become links; everything else is shown as typed.
"""

import re
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "subheading", "paragraph", "bullets", "numbers"]

_HEADING = re.compile(r"(#{1,2})\s+(\S.*)")
_BULLET = re.compile(r"[-*•]\s+(\S.*)")
_NUMBER = re.compile(r"([0-9๐-๙]{1,3})[.)]\s+(\S.*)")
_ADDRESS = re.compile(r"https?://(?=[\w\[])[^\s<>\"'\u200b]+")
_TRAILING = ".,;:!?)]}ฯ"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `url` is set where it is a link."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its lines (the entries of a list, the lines of a paragraph), each as pieces."""

    kind: BlockKind
    lines: tuple[tuple[Piece, ...], ...]


def parse_typed_page(text: str) -> tuple[Block, ...]:
    """The blocks of a typed text, in order. Any text gives blocks; nothing is refused."""
    blocks: list[Block] = []
    kind: BlockKind | None = None
    has_heading = False  # a smaller heading under none would leave out a level, which screen readers trip over
    lines: list[tuple[Piece, ...]] = []

    def close() -> None:
        nonlocal kind, lines
        if kind is not None and lines:
            blocks.append(Block(kind, tuple(lines)))
        kind, lines = None, []

    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        stripped = line.strip()
        if not stripped:
            close()
            continue
        found, words = _kind_of(stripped, next_number=len(lines) + 1 if kind == "numbers" else 1)
        if found in ("heading", "subheading") or found != kind:
            close()
        has_heading = has_heading or found == "heading"
        if found == "subheading" and not has_heading:
            found = "heading"
        kind = found
        lines.append(split_links(words))
        if found in ("heading", "subheading"):
            close()
    close()
    return tuple(blocks)


def split_links(text: str) -> tuple[Piece, ...]:
    """The text in pieces, its addresses as links; marks that end a sentence stay outside of them."""
    pieces: list[Piece] = []
    place = 0
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(_TRAILING)
        if match.start() > place:
            pieces.append(Piece(text[place : match.start()]))
        pieces.append(Piece(address, address))
        place = match.start() + len(address)
    if place < len(text):
        pieces.append(Piece(text[place:]))
    return tuple(pieces)


def _kind_of(line: str, *, next_number: int) -> tuple[BlockKind, str]:
    """The kind and the words. A number out of turn stays text: a list would count it anew."""
    if match := _HEADING.fullmatch(line):
        return ("heading" if match[1] == "#" else "subheading"), match[2]
    if match := _BULLET.fullmatch(line):
        return "bullets", match[1]
    if (match := _NUMBER.fullmatch(line)) and int(match[1]) == next_number:
        return "numbers", match[2]
    return "paragraph", line
