"""The lines of `index.jsonl`: one for each exchange kept, moved, expired or cut, each with the hash of the line before.

A line is canonical JSON (keys sorted, UTF-8 without escapes, separators "," and ":"); `hash` is the SHA-256 of the line
without `hash`, `prev` the hash of the line before it, 64 zeros for the first, `seq` counts 1, 2, ...
Kinds: `record` bytes of a WARC file, `moved` the same bytes in another file after expiry, `expired` a file that a rule
let go, `cut` bytes without a whole record that a killed process left and the next run removed.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
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
        prev = hashlib.sha256(_encode(line).encode()).hexdigest()
        line["hash"] = prev
        written += _encode(line).encode() + b"\n"
        lines.append(line)
    return bytes(written), lines, Head(seq, prev, head.index_bytes + len(written))


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
