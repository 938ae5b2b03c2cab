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
from typing import Any

FIRST_PREV = "0" * 64
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain stands: to be anchored outside, so that a later cut or rewriting shows."""

    seq: int
    hash: str
    index_bytes: int


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
