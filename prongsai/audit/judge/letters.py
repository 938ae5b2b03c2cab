"""Thai text as bytes of one letter each, which the judge searches: a page must take it well under a millisecond.

Two forms. The plain one keeps everything with Latin letters lowered and Thai digits as Arabic ones, for years and dates. The
bare one keeps only the letters that survive bad copying, as `core.framework.likeness.bare_letters` does (no blanks, signs
or marks above and below the line); encoding to code page 874 and deleting bytes does in 10 µs what that takes 500 µs for.
"""

from typing import Final

from prongsai.core.frozen import frozen

try:
    from prongsai.audit.native import letters as native
except ImportError:  # not built here
    native = None  # type: ignore[assignment]

_KEPT: Final = b"abcdefghijklmnopqrstuvwxyz0123456789" + bytes((*range(0xA1, 0xCF), 0xD0, 0xD2, 0xE0, 0xE1, 0xE2, 0xE4))


def _plain_table() -> bytes:
    table = list(range(256))
    for upper in range(ord("A"), ord("Z") + 1):
        table[upper] = upper + 32
    for digit in range(10):
        table[0xF0 + digit] = ord("0") + digit
    table[0x96] = table[0x97] = ord("-")
    table[0xA0] = table[ord("\t")] = table[ord("\r")] = ord(" ")
    return bytes(table)


def _bare_table() -> bytes:
    table = list(_plain_table())
    for seen, meant in (("ฏ", "ฎ"), ("ำ", "า"), ("ใ", "ไ"), ("ๅ", "า")):
        table[seen.encode("cp874")[0]] = meant.encode("cp874")[0]
    return bytes(table)


_PLAIN: Final = _plain_table()
_BARE: Final = _bare_table()
_DROPPED: Final = bytes(byte for byte in range(256) if _BARE[byte] not in _KEPT)
_TWO_E, _AE = "เเ".encode("cp874"), "แ".encode("cp874")

HEAD: Final = 600
"""Letters at the beginning of a text where it says what it is."""
READ: Final = 12_000
"""Letters of a text that are read whole; of the rest `_SAMPLES` pieces of `_SAMPLE` letters, and the end."""
_SAMPLES, _SAMPLE = 4, 1_500
_FOOT: Final = 60


def plain_of_text(text: str) -> bytes:
    """`to_plain`, in plain Python."""
    return text.encode("cp874", "ignore").translate(_PLAIN)


def bare_of_bytes(encoded: bytes) -> bytes:
    """`bare_of`, in plain Python."""
    return encoded.translate(_BARE, _DROPPED).replace(_TWO_E, _AE)


to_plain = native.Alphabet(_PLAIN).write if native else plain_of_text
"""One byte a letter, Latin lowered, digits Arabic, dashes and blanks of any kind as one; other scripts are left out."""

bare_of = native.Bare(_BARE, _DROPPED, _TWO_E, _AE).write if native else bare_of_bytes
"""The bare form of bytes in code page 874, plain or not."""


def to_bare(text: str) -> bytes:
    """The letters that survive bad copying, without blanks."""
    return bare_of(to_plain(text))


@frozen
class Letters:
    """A page's words in the forms that are searched. `bare` holds title, headings and text, a zero letter between them;
    `text_at`, `head_end` and
    `foot_at` are places in it. `share_read` is 1.0 when the whole text was read."""

    title: bytes
    headings: bytes
    text: bytes
    bare: str
    title_end: int
    text_at: int
    head_end: int
    foot_at: int
    share_read: float


def read_letters(title: str, headings: tuple[str, ...], text: str, *, has_foot: bool = False) -> Letters:
    """The letters of a page; a long text is read at its beginning, at its end and in samples between.

    `has_foot`: a web page, whose last words are the same on every page of the site.
    """
    whole = len(text)
    share = 1.0
    if whole > READ + (_SAMPLES + 1) * _SAMPLE:
        text = _bounded(text)
        share = len(text) / whole
    if "   " in text:  # the layout of a PDF: its blanks would push the first lines out of the head
        text = " ".join(text.split())
    plain_title = to_plain(title[:500])
    plain_headings = to_plain("\n".join(headings[:60])[:4_000])
    plain_text = to_plain(text)
    bare_title, bare_headings = bare_of(plain_title), bare_of(plain_headings)
    head, rest = bare_of(plain_text[:HEAD]), bare_of(plain_text[HEAD:])
    bare = b"\0".join((bare_title, bare_headings, head + rest))
    text_at = len(bare_title) + len(bare_headings) + 2
    return Letters(
        plain_title,
        plain_headings,
        plain_text,
        bare.decode("latin-1"),
        len(bare_title),
        text_at,
        text_at + len(head),
        len(bare) - _FOOT if has_foot and len(bare) - text_at > 3 * _FOOT else len(bare),
        share,
    )


def _bounded(text: str) -> str:
    rest = len(text) - READ - _SAMPLE
    step = rest // _SAMPLES
    pieces = [text[:READ]]
    pieces.extend(text[READ + k * step : READ + k * step + _SAMPLE] for k in range(_SAMPLES))
    pieces.append(text[-_SAMPLE:])
    return "\n".join(pieces)
