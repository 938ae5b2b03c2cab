"""Unpacks the body of an answer within bounds of memory, whatever the sender claims."""

import zlib
from dataclasses import dataclass

ABSURD_RATIO = 100
"""Unpacked bytes for each packed one beyond which a body over the cap is a bomb. HTML of real sites packs to 1/4 to 1/20."""

_MOST_LAYERS = 2
_MOST_MEMBERS = 100


@dataclass(frozen=True, slots=True)
class Unpacked:
    """`problem` is "" or a sentence for the log; then `body` is the part that could be read. `is_cut`: the cap ended it."""

    body: bytes
    is_cut: bool = False
    problem: str = ""


def unpack(packed: bytes, encoding: str, max_bytes: int, *, is_whole: bool = True) -> Unpacked:
    """The body behind a Content-Encoding header ("gzip", "deflate", or two of them), at most `max_bytes` long.

    `is_whole` False: the packed body itself was cut, so that its end is missing is no damage. Work and memory are
    bounded by the sizes of `packed` and `max_bytes`.
    """
    layers = [name for name in (part.strip().lower() for part in encoding.split(",")) if name not in {"", "identity"}]
    if not layers or not packed:
        return Unpacked(packed[:max_bytes], len(packed) > max_bytes)
    if len(layers) > _MOST_LAYERS:
        return Unpacked(b"", problem=f"{len(layers)} content encodings inside one another")
    result = Unpacked(packed, is_cut=not is_whole)
    for name in reversed(layers):
        if name not in {"gzip", "x-gzip", "deflate"}:
            return Unpacked(b"", problem=f"unknown content encoding {name[:40]!r}")
        result = _unpack_layer(result.body, name, max_bytes, is_whole=not result.is_cut)
        if result.problem:
            return result
    return result


def _unpack_layer(packed: bytes, name: str, max_bytes: int, *, is_whole: bool) -> Unpacked:
    window = zlib.MAX_WBITS | 16 if name != "deflate" else _deflate_window(packed)
    pieces: list[bytes] = []
    room = max_bytes
    rest = packed
    while rest:
        if len(pieces) == _MOST_MEMBERS:  # each costs a copy of the rest: a million empty ones would be a bomb of time
            return Unpacked(b"".join(pieces), problem=f"{name} in more than {_MOST_MEMBERS} members")
        member = zlib.decompressobj(window)
        try:
            piece = member.decompress(rest, room + 1)
        except zlib.error as error:
            if pieces:  # bytes after the last whole member: padding, as every browser has it
                break
            return _salvaged(packed, window, max_bytes, f"{name} is damaged: {error}")
        pieces.append(piece[:room])
        if len(piece) > room:
            used = len(packed) - len(member.unconsumed_tail) - len(member.unused_data)
            is_bomb = max_bytes > ABSURD_RATIO * max(used, 1)
            problem = f"{name} unpacks {used} bytes to over {max_bytes}" if is_bomb else ""
            return Unpacked(b"".join(pieces), is_cut=True, problem=problem)
        room -= len(piece)
        if not member.eof:
            problem = f"{name} ends before its end" if is_whole else ""
            return Unpacked(b"".join(pieces), is_cut=not is_whole, problem=problem)
        rest = member.unused_data if name != "deflate" else b""
    return Unpacked(b"".join(pieces), is_cut=not is_whole)


def _salvaged(packed: bytes, window: int, max_bytes: int, problem: str) -> Unpacked:
    """What comes out before the damage, read in small steps; zlib gives nothing of a step that fails."""
    member = zlib.decompressobj(window)
    pieces: list[bytes] = []
    room = max_bytes
    try:
        for start in range(0, len(packed), 256):
            piece = member.decompress(packed[start : start + 256], room)
            pieces.append(piece)
            room -= len(piece)
            if room <= 0 or member.unconsumed_tail:
                break
    except zlib.error:
        pass
    return Unpacked(b"".join(pieces), problem=problem)


def _deflate_window(packed: bytes) -> int:
    """Servers send "deflate" with or without the zlib header (RFC 9110 8.4.1.2 says with)."""
    has_header = len(packed) >= 2 and packed[0] & 0x0F == 8 and (packed[0] << 8 | packed[1]) % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS
