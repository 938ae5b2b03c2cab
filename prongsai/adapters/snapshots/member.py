"""One record as its own gzip member. Of a large body that is packed already the middle is stored as it is."""

from isal import igzip_lib, isal_zlib

_LARGE_BYTES = 65_536
_EDGE_BYTES = 16_384  # at both ends even a scan's PDF holds text: a twentieth of its length
_SAMPLE_BYTES = 2_048
_PACKED_SHARE = 0.95
_MOST_STORED = 65_535  # bytes of one stored block (RFC 1951, 3.2.4)
_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_RAW = -15


def pack_member(lines: bytes, http_head: bytes, payload: bytes, *, level: int) -> bytes:
    """The record of these lines, head and body, ended as WARC ends one.

    Of 50 PDFs of 300 kB each takes 0.23 ms and 302.5 kB so; packed from end to end 0.47 ms and 299.2 kB.
    """
    if len(payload) >= _LARGE_BYTES and _is_packed(payload, level):
        return _pack_edges(lines + http_head, payload, level)
    return igzip_lib.compress(b"".join((lines, http_head, payload, b"\r\n\r\n")), level, igzip_lib.COMP_GZIP)


def _is_packed(payload: bytes, level: int) -> bool:
    """Whether packing would gain nothing, by three samples; most that can be packed show it by the first."""
    quarter = len(payload) // 4
    return all(
        len(isal_zlib.compress(payload[at : at + _SAMPLE_BYTES], level)) > _SAMPLE_BYTES * _PACKED_SHARE
        for at in (quarter, 2 * quarter, 3 * quarter)
    )


def _pack_edges(head: bytes, payload: bytes, level: int) -> bytes:
    ending = b"\r\n\r\n"
    view, middle_end = memoryview(payload), len(payload) - _EDGE_BYTES
    first = isal_zlib.compressobj(level, isal_zlib.DEFLATED, _RAW)
    parts: list[bytes | memoryview] = [_HEAD, first.compress(head), first.compress(view[:_EDGE_BYTES])]
    parts.append(first.flush(isal_zlib.Z_FULL_FLUSH))  # ends on a whole byte, and is not the last block
    for at in range(_EDGE_BYTES, middle_end, _MOST_STORED):
        stored = view[at : min(at + _MOST_STORED, middle_end)]
        size = len(stored)
        parts += (b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little"), stored)
    last = isal_zlib.compressobj(level, isal_zlib.DEFLATED, _RAW)  # a new one: it must refer to nothing before
    parts += (last.compress(view[middle_end:]), last.compress(ending), last.flush())
    checksum = isal_zlib.crc32(ending, isal_zlib.crc32(payload, isal_zlib.crc32(head)))
    length = (len(head) + len(payload) + len(ending)) & 0xFFFF_FFFF
    parts += (checksum.to_bytes(4, "little"), length.to_bytes(4, "little"))
    return b"".join(parts)
