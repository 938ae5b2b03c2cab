"""Bytes of a text file into characters: UTF-8, UTF-16, or Thai in TIS-620/windows-874, told by plausibility."""

import re

from prongsai.intake.readers import refusal

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_CP874_CONTROLS = re.compile("[\x80-\x9f]")


def decode_text(content: bytes, *, name: str) -> tuple[str, str]:
    """The text and the name of its encoding; line ends become "\\n" and the byte-order mark is gone.

    Raises PersonError for bytes that are no text in any of these encodings.
    """
    text, encoding = _decode(content, name)
    if len(_CONTROL.findall(text)) > len(text) // 200:
        raise refusal.unreadable_text(name)
    text = _CONTROL.sub("", text).lstrip("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if not text.strip():
        raise refusal.empty_file(name)
    return text, encoding


def _decode(content: bytes, name: str) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_utf16(content, "utf-16", name), "utf-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return content.decode("utf-8-sig", errors="replace"), "utf-8"
    if b"\x00" in content[:4096]:
        # Windows' "Unicode" text without its mark: one byte of each pair is NUL (ASCII) or 0x0E (Thai).
        for encoding, high in (("utf-16-le", content[1:4096:2]), ("utf-16-be", content[0:4096:2])):
            if high and sum(byte in (0x00, 0x0E, 0x20) for byte in high) > 0.9 * len(high):
                text = _decode_utf16(content, encoding, name)
                if "\x00" not in text:
                    return text, encoding
        raise refusal.unreadable_text(name)
    if b"\x00" in content:
        raise refusal.unreadable_text(name)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_eight_bit(content, name)
    return _repair_double_encoding(text)


def _decode_utf16(content: bytes, encoding: str, name: str) -> str:
    try:
        return content[: len(content) // 2 * 2].decode(encoding)
    except UnicodeDecodeError as error:
        raise refusal.unreadable_text(name) from error


def _decode_eight_bit(content: bytes, name: str) -> tuple[str, str]:
    broken = content.decode("utf-8", errors="replace")
    if broken.count("\ufffd") <= max(1, len(broken) // 500) and thai_plausibility(broken) > 0.5:
        return broken, "utf-8"  # a few damaged bytes, or the file was cut inside a character
    thai = _decode_cp874(content)
    if thai_plausibility(thai) > 0.8:
        return thai, "windows-874"
    raise refusal.unreadable_text(name)


def _decode_cp874(content: bytes) -> str:
    text = content.decode("cp874", errors="replace")
    return _CP874_CONTROLS.sub("\ufffd", text)


def _repair_double_encoding(text: str) -> tuple[str, str]:
    """Thai bytes once taken for western letters ("ÃÒÂ§Ò¹", "à¸£à¸²à¸¢") read as the Thai they were."""
    if len(re.findall("[\u00a0-\u00ff]", text)) < max(8, len(text) // 4) or re.search("[\u0e01-\u0e5b]", text):
        return text, "utf-8"
    for western in ("latin-1", "cp1252"):
        for thai in ("utf-8", "cp874"):
            try:
                repaired = text.encode(western).decode(thai)
            except UnicodeError:
                continue
            if thai_plausibility(repaired) > 0.8:
                return repaired, f"{thai} as {western}"
    return text, "utf-8"


def thai_plausibility(text: str) -> float:
    """How far the letters beyond ASCII read as Thai: 0 (not at all) to 1 (all in their places).

    Counted against it: letters that are not Thai, and upper or lower marks that follow no Thai letter.
    """
    beyond = [
        char for char in text if char >= "\x80" and char not in "\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
    ]
    if not beyond:
        return 0.0
    thai = sum("\u0e01" <= char <= "\u0e5b" for char in beyond)
    stray = len(re.findall("(?<![\u0e01-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", text))
    return max(0.0, (thai - 2 * stray) / len(beyond))
