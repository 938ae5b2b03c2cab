"""Puts the ActualText of Thai clusters right in the page operators that typst writes.

A cluster is a consonant with its marks ("ขั้"). typst draws marks that stand at another height apart, each time with the
whole cluster's text, so readers give it twice. Here each piece says its own share: "ขั", then "้". Taking ActualText out
altogether makes poppler's default mode misplace the marks; an empty one is ignored by PDFium, which gives the mark
twice. Readers that know no ActualText go by the glyphs' own characters (pdf_copyable), which say the same, but ำ as
nikhahit and sara aa.

Works by one scan of the bytes in the form typst writes them (a span opens right before its glyphs): parsing every
operator costs 0.1 s a page. What has another form is left as it is.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

# A literal string of two-byte glyph numbers: any byte, with \\, ( and ) escaped.
_STRING = rb"\((?:[^()\\]|\\[\s\S])*\)"
_SPAN = rb"/Span<</ActualText<([0-9A-F]*)>>>BDC"
_SHOW = rb"/([^\s/<>\[\]()]+) [-\d.]+ Tf[^/(\[]*?(\[(?:[^()\]]|" + _STRING + rb")*\]TJ|" + _STRING + rb"Tj)"
# Most clusters need no mending and their spans alone are looked at: the fixed beginning lets the search jump (0.01 s for
# 20 pages; looking at every glyph run took 0.06 s).
_SAID = re.compile(_SPAN + rb"[^/(\[]*" + _SHOW)
_SHOWN = re.compile(rb"(?:(" + _SPAN + rb")[^/(\[]*)?" + _SHOW)
_STRINGS = re.compile(_STRING)
_ESCAPES = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b"", b"\r": b""}
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_MOST_PIECES = 4
_NO_GLYPHS: dict[int, str] = {}

Edit = tuple[int, int, bytes]


class _Words:
    """One distinct show operator: its glyphs' text, and whether that is what the span around it says."""

    __slots__ = ("actual", "is_whole", "text", "wanted")

    def __init__(self, actual: bytes | None, show: bytes, glyphs: Mapping[int, str]) -> None:
        codes = b"".join([_unescape(string[1:-1]) for string in _STRINGS.findall(show)])
        self.actual = actual
        self.text = "".join([glyphs.get(codes[n] << 8 | codes[n + 1], "\ufffd") for n in range(0, len(codes) - 1, 2)])
        # What the ActualText says, marks in one order; "" without one.
        said = bytes.fromhex((actual or b"").decode()).removeprefix(b"\xfe\xff")
        self.wanted = _in_one_order(said.decode("utf-16-be", "replace"))
        self.is_whole = actual is None or _in_one_order(self.text) == self.wanted


Known = dict[tuple[bytes | None, bytes, int], _Words]


def mend_clusters(content: bytes, texts: Mapping[bytes, Mapping[int, str]], known: Known) -> bytes:
    """The page's operators with ActualText mended.

    `texts`: font name in the page -> glyph number -> its character. `known` keeps what was decoded between the pages
    of one document (the same words come again and again); start with {}.
    """
    edits: list[Edit] = []
    done = 0
    for found in _SAID.finditer(content):
        if not _decode(found.group(1, 2, 3), texts, known).is_whole and found.start() >= done:
            pieces = _list_pieces(content, found.start(), texts, known)
            count = _count_of_cluster([words for _, words in pieces])
            edits += [_say(piece, words.text) for piece, words in pieces[:count]]
            if count:
                done = pieces[count - 1][0].end()
            else:
                edits.append((*pieces[0][0].span(1), b"/Span BMC"))
    return _apply(content, edits)


def _decode(shown: Sequence[bytes | None], texts: Mapping[bytes, Mapping[int, str]], known: Known) -> _Words:
    """`shown`: ActualText in hexadecimal, font name, show operator."""
    actual, font, show = shown
    glyphs = texts.get(font or b"", _NO_GLYPHS)
    words = known.get((actual, show or b"", id(glyphs)))
    if words is None:
        words = known[actual, show or b"", id(glyphs)] = _Words(actual, show or b"", glyphs)
    return words


def _list_pieces(
    content: bytes, start: int, texts: Mapping[bytes, Mapping[int, str]], known: Known
) -> list[tuple[re.Match[bytes], _Words]]:
    """The next few runs of glyphs from `start` on."""
    found = islice(_SHOWN.finditer(content, start), _MOST_PIECES)
    return [(one, _decode(one.group(2, 3, 4), texts, known)) for one in found]


def _count_of_cluster(pieces: list[_Words]) -> int:
    """How many pieces together say the ActualText of the first one; 0 when they never do."""
    first, said = pieces[0], ""
    for count, piece in enumerate(pieces, 1):
        if piece.actual not in (None, first.actual):
            return 0
        said += piece.text
        if _in_one_order(said) == first.wanted:
            return count
    return 0


def _say(found: re.Match[bytes], text: str) -> Edit:
    """Makes a piece say `text`, in the span it has or a new one around the glyphs."""
    span = b"/Span<</ActualText<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">>>BDC"
    if found[1] is not None:
        return (*found.span(1), span)
    return (*found.span(4), span + b" " + found[4] + b" EMC")


def _unescape(literal: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        said = found[1]
        return bytes([int(said, 8) & 0xFF]) if said[:1].isdigit() else _ESCAPED.get(said, said)

    return _ESCAPES.sub(one, literal) if b"\\" in literal else literal


def _in_one_order(text: str) -> str:
    """For comparing: ำ as nikhahit and sara aa, the marks of a consonant in one order."""
    return _MARKS.sub(lambda found: "".join(sorted(found.group())), text.replace("\u0e33", "\u0e4d\u0e32"))


def _apply(content: bytes, edits: list[Edit]) -> bytes:
    parts, done = [], 0
    for start, end, new in edits:
        parts += [content[done:start], new]
        done = end
    return b"".join([*parts, content[done:]])
