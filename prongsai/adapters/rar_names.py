"""Names of the files in a RAR archive (versions 4 and 5), read from its headers; nothing is unpacked.

Source of the layouts: the published technical notes of RAR 5.0 and the "technote" of RAR 4. Encrypted headers give no names.
"""

from prongsai.audit.reading.charset import decode_text

_RAR4 = b"Rar!\x1a\x07\x00"
_RAR5 = b"Rar!\x1a\x07\x01\x00"
_MOST = 5_000


def list_rar_names(content: bytes) -> list[str]:
    """Names in the order of the archive, folders left out; [] for broken or locked headers."""
    names: list[str] = []
    try:
        if content.startswith(_RAR5):
            _walk_rar5(content, names)
        elif content.startswith(_RAR4):
            _walk_rar4(content, names)
    except (IndexError, ValueError):
        return names
    return names


def _walk_rar5(content: bytes, names: list[str]) -> None:
    place = len(_RAR5)
    while place + 7 < len(content) and len(names) < _MOST:
        size, start = _number(content, place + 4)
        end = start + size
        kind, at = _number(content, start)
        flags, at = _number(content, at)
        if flags & 1:
            _, at = _number(content, at)  # size of the extra area
        data = 0
        if flags & 2:
            data, at = _number(content, at)
        if kind in {4, 5}:  # encrypted headers follow, or the end
            return
        if kind == 2:
            file_flags, at = _number(content, at)
            for _ in range(2):  # unpacked size, attributes
                _, at = _number(content, at)
            at += (4 if file_flags & 2 else 0) + (4 if file_flags & 4 else 0)
            for _ in range(2):  # compression, system
                _, at = _number(content, at)
            length, at = _number(content, at)
            if not file_flags & 1:
                names.append(content[at : min(at + length, end)].decode("utf-8", errors="replace"))
        place = end + data


def _walk_rar4(content: bytes, names: list[str]) -> None:
    place = len(_RAR4)
    while place + 7 <= len(content) and len(names) < _MOST:
        kind = content[place + 2]
        flags = int.from_bytes(content[place + 3 : place + 5], "little")
        size = int.from_bytes(content[place + 5 : place + 7], "little")
        if size < 7 or kind == 0x7B or (kind == 0x73 and flags & 0x80):
            return
        data = int.from_bytes(content[place + 7 : place + 11], "little") if flags & 0x8000 or kind == 0x74 else 0
        if kind == 0x74:
            length = int.from_bytes(content[place + 26 : place + 28], "little")
            at = place + (40 if flags & 0x100 else 32)
            raw = content[at : min(at + length, place + size)]
            if flags & 0xE0 != 0xE0:
                names.append(decode_text(raw.partition(b"\0")[0]).text)
        place += size + data


def _number(content: bytes, place: int) -> tuple[int, int]:
    """(value, where it ends) of a number in groups of 7 bits, lowest first."""
    value = 0
    for step in range(10):
        byte = content[place + step]
        value |= (byte & 0x7F) << (7 * step)
        if not byte & 0x80:
            return value, place + step + 1
    raise ValueError("a number of more than ten bytes")
