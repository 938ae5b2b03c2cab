"""Time stamps handed to `prongsai verify`: of which event they are, and whether they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prongsai.cli.files import read_input
from prongsai.core.history_chain import ChainFault

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

Happened = Callable[[str], tuple[str, int, datetime] | None]
"""Agency, number and moment of the event with a hash; None when no history given has it."""


@dataclass(frozen=True, slots=True)
class HeldStamp:
    """A stamp that holds, and the event it is of."""

    file: str
    agency: str
    seq: int
    hash: str
    at: datetime
    signer: str

    def to_json(self) -> dict[str, object]:
        """As `--json` shows it."""
        moment = self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        values = {"file": self.file, "agency": self.agency, "seq": self.seq, "hash": self.hash}
        return {**values, "at": moment, "signer": self.signer}


def verify_stamps(
    names: Sequence[str], roots: Sequence[Certificate], find: Happened
) -> tuple[list[HeldStamp], list[ChainFault]]:
    """The stamps of these files that hold, and what is wrong with the others.

    Its hash must be that of an event, an authority under `roots` must have signed it, and not before the event.
    """
    if not names:
        return [], []
    from prongsai.adapters.time_stamp import CLOCKS_APART, MOST_BYTES, StampProblem, check_stamp, imprint_of

    held, faults = [], []
    for name in names:
        answer, label = read_input(name, max_bytes=MOST_BYTES)
        try:
            digest = imprint_of(answer)
            stamp = check_stamp(answer, bytes.fromhex(digest), roots)
        except StampProblem as why:
            faults.append(_fault(label, 0, "", why.message_th, why.message_en))
            continue
        event = find(digest)
        if event is None:
            words = f"ไม่พบรายการที่มีรหัส {digest[:16]}… ในประวัตินี้", f"this history has no event with hash {digest[:16]}…"
            faults.append(_fault(label, 0, "", *words))
            continue
        agency, seq, at = event
        if stamp.at < at - CLOCKS_APART:
            faults.append(_fault(label, seq, agency, "เก่ากว่ารายการที่ประทับ", "it is older than the event it is of"))
        else:
            held.append(HeldStamp(label, agency, seq, digest, stamp.at, stamp.signer))
    return held, faults


def _fault(file: str, seq: int, agency: str, thai: str, english: str) -> ChainFault:
    return ChainFault(seq, agency, "time_stamp", f"ตราประทับเวลา {file}: {thai}", f"time stamp {file}: {english}")
