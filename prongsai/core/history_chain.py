"""The hash chain of history lines: how a line is written, hashed and verified (design 6.4). Nothing but values.

A chain is *tamper-evident*: an edited, removed, inserted or moved line shows. A cut-off end shows only when the last
hash is known from outside (a printed report, a mail), which is what `expected_heads` is for.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FIRST_PREV = "0" * 64
_NAMES = "seq agency at action actor role device object_type object_id object_label before after prev hash"
FIELDS = frozenset(_NAMES.split())
_BLANKS = " \t\n\r\x0b\x0c"  # as bytes.strip() knows them: a line of other spaces is no empty line


@dataclass(frozen=True, slots=True)
class ChainFault:
    """One place where a chain does not hold. `line` counts from 1; 0 when a whole chain lacks its end."""

    line: int
    agency: str
    code: str
    message_th: str
    message_en: str


def format_event(event: Mapping[str, Any]) -> str:
    """The canonical line of an event: keys sorted, UTF-8 without escapes, separators "," and ":"."""
    return json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_event(event: Mapping[str, Any]) -> str:
    """Hex SHA-256 of the line without its `hash`."""
    body = {key: value for key, value in event.items() if key != "hash"}
    return hashlib.sha256(format_event(body).encode()).hexdigest()


def verify_chain(
    lines: Iterable[str], expected_heads: Mapping[str, str] | Iterable[tuple[str, str]] | None = None
) -> list[ChainFault]:
    """Every fault of the chains in these lines, in the order of the lines; empty when all hold.

    Lines of several agencies may be mixed; each agency has its own chain. `expected_heads` pairs an agency with a hash
    its history is known to have held (printed, mailed); a chain that lacks it was cut off or rewritten.
    """
    faults: list[ChainFault] = []
    last: dict[str, tuple[int, str]] = {}
    seen: dict[str, set[str]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip(_BLANKS):
            continue
        event = _parse(line)
        if event is None:
            faults.append(_fault(number, "", "unreadable", "อ่านบรรทัดไม่ได้หรือช่องไม่ครบ", "not a history line"))
            continue
        agency = event["agency"]
        seq, prev = last.get(agency, (0, FIRST_PREV))
        faults += _check(number, event, seq, prev, line)
        last[agency] = (event["seq"], event["hash"])
        seen.setdefault(agency, set()).add(event["hash"])
    expected = expected_heads.items() if isinstance(expected_heads, Mapping) else expected_heads or ()
    for agency, head in expected:
        if head not in seen.get(agency, set()):
            faults.append(
                _fault(0, agency, "head_missing", "ไม่พบรหัสลูกโซ่ที่เคยบันทึกไว้ ประวัติอาจถูกตัดท้าย", "known hash is not there")
            )
    return faults


def chain_heads(lines: Iterable[str]) -> dict[str, str]:
    """The last hash of each agency's chain."""
    events = [event for line in lines if line.strip(_BLANKS) and (event := _parse(line)) is not None]
    return {event["agency"]: event["hash"] for event in events}


def _parse(line: str) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
        format_event(event).encode()  # half of a surrogate pair cannot be written back
    except (ValueError, RecursionError):
        return None
    if not isinstance(event, dict) or set(event) != FIELDS:
        return None
    texts = all(isinstance(event[key], str) for key in ("agency", "prev", "hash"))
    return event if texts and type(event["seq"]) is int else None


def _check(number: int, event: dict[str, Any], last_seq: int, last_hash: str, line: str) -> list[ChainFault]:
    faults = []
    agency = event["agency"]
    if hash_event(event) != event["hash"] or format_event(event) != line.rstrip("\r\n"):
        faults.append(_fault(number, agency, "edited", "เนื้อหาไม่ตรงกับรหัสลูกโซ่: ถูกแก้ไข", "content does not fit its hash"))
    if event["seq"] != last_seq + 1:
        expected = last_seq + 1
        faults.append(
            _fault(
                number,
                agency,
                "sequence",
                f"ลำดับที่ {event['seq']} แต่ควรเป็น {expected}: มีรายการถูกลบ แทรก หรือสลับที่",
                f"number {event['seq']} where {expected} must be: removed, inserted or moved",
            )
        )
    if event["prev"] != last_hash:
        faults.append(
            _fault(number, agency, "broken_link", "ไม่ต่อจากรายการก่อนหน้า", "does not continue the line before it")
        )
    return faults


def _fault(line: int, agency: str, code: str, message_th: str, message_en: str) -> ChainFault:
    return ChainFault(line, agency, code, message_th, message_en)
