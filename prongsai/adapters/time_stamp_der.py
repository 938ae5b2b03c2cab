"""Puts the certificates of a time stamp in the order DER asks for. Authorities that run on OpenSSL send them in any
order, and a strict reader refuses those. The signature does not cover the order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_SEQUENCE, _CONTENT_0 = 0x30, 0xA0


@dataclass(frozen=True, slots=True)
class _Part:
    """One element of DER: where it stands whole (`start` to `end`) and where its content begins."""

    tag: int
    start: int
    inside: int
    end: int


def in_der_order(answer: bytes) -> bytes:
    """The same answer with its certificates sorted; as it is where it is no answer with a token. Same length."""
    try:
        certificates = _find_certificates(answer)
    except (IndexError, ValueError, StopIteration):
        return answer
    if certificates is None:
        return answer
    parts = [answer[one.start : one.end] for one in _parts(answer, certificates.inside, certificates.end)]
    return answer[: certificates.inside] + b"".join(sorted(parts)) + answer[certificates.end :]


def _find_certificates(answer: bytes) -> _Part | None:
    """`certificates` of answer > token > content > signed data (RFC 3161, 2.4.2 and RFC 5652, 5.1)."""
    whole = _part(answer, 0)
    _status, token = _parts(answer, whole.inside, whole.end)
    _kind, content = _parts(answer, token.inside, token.end)
    signed = next(_parts(answer, content.inside, content.end))
    if (whole.tag, token.tag, content.tag, signed.tag) != (_SEQUENCE, _SEQUENCE, _CONTENT_0, _SEQUENCE):
        return None
    return next((one for one in _parts(answer, signed.inside, signed.end) if one.tag == _CONTENT_0), None)


def _parts(data: bytes, start: int, end: int) -> Iterator[_Part]:
    while start < end:
        part = _part(data, start)
        if part.end > end:
            raise ValueError("longer than what holds it")
        yield part
        start = part.end


def _part(data: bytes, start: int) -> _Part:
    tag, length, inside = data[start], data[start + 1], start + 2
    if length >= 0x80:
        size = length - 0x80
        if not 1 <= size <= 4:
            raise ValueError("no length of DER")
        length, inside = int.from_bytes(data[inside : inside + size], "big"), inside + size
    if inside + length > len(data):
        raise ValueError("cut")
    return _Part(tag, start, inside, inside + length)
