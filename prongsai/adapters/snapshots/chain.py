"""The lines of `index.jsonl`: one for each exchange kept, moved, expired or cut, each with the hash of the line before.

A line is canonical JSON (keys sorted, UTF-8 without escapes, separators "," and ":"); `hash` is the SHA-256 of the line
without `hash`, `prev` the hash of the line before it, 64 zeros for the first, `seq` counts 1, 2, ...
Kinds: `record` bytes of a WARC file, `moved` the same bytes in another file after expiry, `expired` a file that a rule
let go, `cut` bytes without a whole record that a killed process left and the next run removed.
"""

import hashlib
import json
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any, NamedTuple

FIRST_PREV = "0" * 64
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain stands: to be anchored outside, so that a later cut or rewriting shows."""

    seq: int
    hash: str
    index_bytes: int


class RecordBody(NamedTuple):
    """What the line of one kept record says but for its place in the chain, in the order of the lookup's columns.

    A line names them as here, but `type` for `type_` and with `kind` "record".
    """

    id: str
    type_: str
    url: str
    at: str
    status: int | None
    mime: str
    link: str
    hop: int
    file: str
    offset: int
    length: int
    answer: int
    sha256: str
    payload: str
    refers_to: str | None


ChainedRecord = tuple[Any, ...]
"""A `RecordBody` and, after it, `seq` and `hash` of its line."""


def chain_records(bodies: Iterable[RecordBody], head: Head) -> tuple[bytes, list[ChainedRecord], Head]:
    """As `chain_lines` for records alone, the same bytes in a third of the time: their keys are known."""
    seq, prev, written, chained, text = head.seq, head.hash, bytearray(), [], encode_basestring
    for body in bodies:
        id_, type_, url, at, status, mime, link, hop, file, offset, length, answer, sha256, payload, refers_to = body
        seq += 1
        before_hash = f'{{"answer":{answer},"at":{text(at)},"file":{text(file)},'.encode()
        after_hash = (
            f'"hop":{hop},"id":{text(id_)},"kind":"record","length":{length},"link":{text(link)},"mime":{text(mime)},'
            f'"offset":{offset},"payload":{text(payload)},"prev":"{prev}",'
            f'"refers_to":{"null" if refers_to is None else text(refers_to)},"seq":{seq},"sha256":{text(sha256)},'
            f'"status":{"null" if status is None else status},"type":{text(type_)},"url":{text(url)}}}'
        ).encode()
        prev = hashlib.sha256(before_hash + after_hash).hexdigest()
        written += b'%b"hash":"%b",%b\n' % (before_hash, prev.encode(), after_hash)
        chained.append((*body, seq, prev))
    return bytes(written), chained, Head(seq, prev, head.index_bytes + len(written))


def chain_lines(bodies: Iterable[dict[str, Any]], head: Head) -> tuple[bytes, list[dict[str, Any]], Head]:
    """The bodies as lines that continue `head`: the bytes to append, the whole lines as dicts, and the new head."""
    seq, prev, written, lines = head.seq, head.hash, bytearray(), []
    for body in bodies:
        seq += 1
        line = body | {"seq": seq, "prev": prev}
        keys = sorted(line)
        # One value after the other: an encoder called for the whole line, with and without its hash, takes thrice as long.
        parts = [
            f'"{key}":{encode_basestring(value) if type(value := line[key]) is str else _encode_other(value)}'
            for key in keys
        ]
        prev = line["hash"] = hashlib.sha256(f"{{{','.join(parts)}}}".encode()).hexdigest()
        parts.insert(bisect(keys, "hash"), f'"hash":"{prev}"')
        written += f"{{{','.join(parts)}}}\n".encode()
        lines.append(line)
    return bytes(written), lines, Head(seq, prev, head.index_bytes + len(written))


def _encode_other(value: object) -> str:
    if type(value) is int:
        return str(value)
    return "null" if value is None else _encode(value)


def parse_line(raw: bytes) -> dict[str, Any] | None:
    """The line as a dict, None when it is no line of a chain."""
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(line, dict) or type(line.get("seq")) is not int:
        return None
    return line if all(isinstance(line.get(key), str) for key in ("kind", "file", "prev", "hash")) else None


def is_as_hashed(line: dict[str, Any], raw: bytes) -> bool:
    """Whether the line is canonical and fits its own hash."""
    body = {key: value for key, value in line.items() if key != "hash"}
    try:
        fits = hashlib.sha256(_encode(body).encode()).hexdigest() == line["hash"]
        return fits and _encode(line).encode() == raw.rstrip(b"\n")
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
