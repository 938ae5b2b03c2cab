"""Bytes of a page into characters: by mark, header and meta as long as the bytes agree, else by what the bytes show."""

import codecs
import re

from prongsai.core.frozen import frozen

_LABEL = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_META_WITHIN_BYTES = 4096
_UTF8_THAI = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
_THAI_NAMES = frozenset(
    (
        "tis-620", "tis620", "tis620-2533", "tis_620", "windows-874", "win874", "win-874", "windows874", "x-windows-874",
        "cp874", "cp-874", "dos-874", "ms874", "iso-8859-11", "iso8859-11", "iso_8859-11", "iso8859_11", "thai", "x-mac-thai",
    )
)  # fmt: skip
_WESTERN = frozenset(("iso8859-1", "cp1252", "ascii", "iso8859-15"))
# What cp874 leaves undefined but pages use: the rest of windows-1252's punctuation.
_CP874 = {byte: bytes((byte,)).decode("cp874", errors="ignore") for byte in range(256)}
_CP874_TABLE = "".join(
    _CP874[byte] or bytes((byte,)).decode("cp1252", errors="ignore") or "\ufffd" for byte in range(160)
) + "".join(_CP874[byte] or "\ufffd" for byte in range(160, 256))
_SHORT = 300  # bytes, in which Thai in one byte may be UTF-8 by chance
_THAI_SYLLABLE = re.compile("[\u0e40-\u0e44][\u0e01-\u0e2e]|[\u0e01-\u0e2e][\u0e31\u0e34-\u0e39\u0e47-\u0e4c]")
_THAI_LETTER = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")
# Two letters of which Thai has many, as UTF-8 read in another character set gives them.
_TWICE = (("cp1252", re.compile("\u00e0[\u00b8\u00b9]")), ("cp874", re.compile("\u0e40[\u0e18\u0e19]")))
_TWICE_SHARE = 0.2  # of all characters beyond ASCII; 1/3 of twice-encoded Thai, under 0.05 of Thai as it is


@frozen
class Decoded:
    """Text of a page, the character set it was read in, and a note when that is not the one the page named."""

    text: str
    charset: str
    note: str = ""


def decode_text(content: bytes, *, content_type: str = "") -> Decoded:
    """The characters of a text or HTML answer; `content_type` is its header. Never raises.

    A byte order mark wins. Bytes that are valid UTF-8 are UTF-8 whatever the label says; other bytes are read by the
    label of the header or else of the page, unless they cannot be that and read as Thai in windows-874. UTF-8 that
    was encoded twice is put right. Bytes that fit nothing become U+FFFD.
    """
    marked = _by_mark(content)
    if marked is not None:
        return marked
    named = _named(content_type, content)
    if named.startswith(("utf-16", "utf-32")):
        return _wide(content, named)
    if content.isascii() and named not in {"utf-7", "hz", "iso2022_jp", "iso2022_kr"}:
        return Decoded(content.decode("ascii"), "ascii")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(content, named)
    if named in {"", "cp874"} and len(content) < _SHORT and _is_rather_thai(text, content):
        return Decoded(_decode_cp874(content), "cp874")
    mended = _undo_twice(text)
    if mended is not None:
        return Decoded(mended, "utf-8", "encoded twice")
    return Decoded(text, "utf-8", "" if named in {"", "utf-8"} else f"named {named}, is utf-8")


def _by_mark(content: bytes) -> Decoded | None:
    if content.startswith(codecs.BOM_UTF8):
        return Decoded(content[3:].decode("utf-8", errors="replace"), "utf-8")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(content.decode("utf-16", errors="replace"), "utf-16")
    return None


def _named(content_type: str, content: bytes) -> str:
    """The codec's name of the label in the header, else in the page; "" when there is none that is known."""
    found = _LABEL.search(content_type)
    name = _codec(found.group(1)) if found else ""
    if not name:
        meta = _META.search(content, 0, _META_WITHIN_BYTES)
        name = _codec(meta.group(1).decode("ascii", errors="replace")) if meta else ""
        if name.startswith("utf-16"):
            return "utf-8"  # a page whose meta could be read byte by byte is not UTF-16
    return name


def _codec(label: str) -> str:
    label = label.lower()
    if label in _THAI_NAMES:
        return "cp874"
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return ""
    return info.name if info._is_text_encoding else ""


def _wide(content: bytes, named: str) -> Decoded:
    """UTF-16 by label: little-endian unless the zero bytes stand first."""
    if named in {"utf-16", "utf-32"} and content[:2].find(b"\0") == 0:
        named += "-be"
    try:
        return Decoded(content.decode(named), named)
    except UnicodeDecodeError:
        return (
            _not_utf8(content, "")
            if content.count(b"\0") < len(content) / 10
            else Decoded(content.decode(named, errors="replace"), named, "broken")
        )


def _not_utf8(content: bytes, named: str) -> Decoded:
    if named == "cp874":
        return Decoded(_decode_cp874(content), "cp874")
    utf8_thai = len(_UTF8_THAI.findall(content))
    high = len(content) - len(content.translate(None, bytes(range(128, 256))))
    if utf8_thai * 3 > high * 0.5 or (named == "utf-8" and utf8_thai > 20 and utf8_thai * 3 > high * 0.3):
        return Decoded(content.decode("utf-8", errors="replace"), "utf-8", "broken utf-8")
    thai = _decode_cp874(content)
    looks_thai = _looks_thai(thai)
    if named not in {"", "utf-8"} and not (looks_thai and named in _WESTERN):
        try:
            return Decoded(content.decode(named), named)
        except ValueError:
            if not looks_thai and (broken := _decode_broken(content, named)) is not None:
                return Decoded(broken, named, f"broken {named}")
    if looks_thai:
        return Decoded(thai, "cp874", f"named {named}, is windows-874" if named else "")
    if named == "utf-8":
        return Decoded(content.decode("utf-8", errors="replace"), "utf-8", "broken utf-8")
    return Decoded(content.decode("cp1252", errors="replace"), "cp1252", "guessed")


def _decode_broken(content: bytes, named: str) -> str | None:
    """The text with U+FFFD for what is broken; None in a codec that knows nothing but whole texts (idna, punycode)."""
    try:
        return content.decode(named, errors="replace")
    except ValueError:
        return None


def _decode_cp874(content: bytes) -> str:
    return codecs.charmap_decode(content, "strict", _CP874_TABLE)[0]


def _looks_thai(text: str) -> bool:
    """Whether the characters beyond ASCII read as Thai: nearly all Thai letters, vowels and marks after consonants."""
    beyond = [char for char in text[:200_000] if char > "\x9f"]
    if not beyond:
        return False
    thai = sum("\u0e01" <= char <= "\u0e5b" for char in beyond)
    runs = re.findall(
        "[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[\u0e40-\u0e44][\u0e01-\u0e2e]", text[:200_000]
    )
    lone = re.findall(
        "(?<![\u0e01-\u0e2e\u0e31-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", text[:200_000]
    )
    return thai >= 0.85 * len(beyond) and len(runs) >= 5 * len(lone) and (len(runs) > 0 or thai < 6)


def _is_rather_thai(text: str, content: bytes) -> bool:
    """A few Thai bytes that happen to be UTF-8 of some rare script ("แผน" is "Ἱ"), as names in archives are."""
    beyond = [char for char in text if char > "\x7f"]
    if not beyond or any(char < "\u0250" or "\u0e00" <= char <= "\u0e7f" for char in beyond):
        return False
    thai = _decode_cp874(content)
    return _THAI_SYLLABLE.search(thai) is not None and _looks_thai(thai)


def _undo_twice(text: str) -> str | None:
    """The text once decoded when it is UTF-8 taken for another character set and encoded again, None when it is not."""
    if "\u00e0\u00b8" not in text and "\u0e40\u0e18" not in text:
        return None
    for codec, pattern in _TWICE:
        sample = text[:20_000]
        beyond = sum(char > "\x7f" for char in sample)
        if len(pattern.findall(sample)) <= _TWICE_SHARE * beyond:
            continue
        once = _encode_back(text, codec)
        try:
            return once.decode("utf-8")
        except UnicodeDecodeError:
            mended = once.decode("utf-8", errors="replace")
            if mended.count("\ufffd") * 20 < len(_THAI_LETTER.findall(mended)):
                return mended
    return None


def _encode_back(text: str, codec: str) -> bytes:
    table = {char: bytes((byte,)) for byte, char in enumerate(_CP874_TABLE)} if codec == "cp874" else {}
    out = bytearray()
    for char in text:
        if char < "\x80":
            out.append(ord(char))
        elif char in table:
            out += table[char]
        else:
            code = char.encode(codec, errors="ignore") or (bytes((ord(char),)) if ord(char) < 256 else b"?")
            out += code
    return bytes(out)
