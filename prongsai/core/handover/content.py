"""Exactly what a person saw when they approved, as a hash: any change to it gives another one."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EvidenceContent:
    """One piece of evidence: a link by its address, a file by the SHA-256 of its bytes."""

    url: str | None
    file_sha256: str | None
    title: str


@dataclass(frozen=True, slots=True)
class PartContent:
    """What one unit hands in, and what it was asked for. Its due day is no content: an extension reopens nothing."""

    asked: str
    unit: str
    done_on: date | None
    note: str
    evidence: tuple[EvidenceContent, ...]


def hash_of_part(content: PartContent) -> str:
    """Hex SHA-256 of a part. The order in which evidence was added counts for nothing, its number does."""
    pieces = sorted((one.url or "", one.file_sha256 or "", one.title) for one in content.evidence)
    return _hash(
        {
            "asked": content.asked,
            "unit": content.unit,
            "done_on": content.done_on.isoformat() if content.done_on else None,
            "note": content.note,
            "evidence": pieces,
        }
    )


def hash_of_parts(hashes: Iterable[str]) -> str:
    """Hex SHA-256 of a whole from the hashes of its parts, whatever their order."""
    return _hash(sorted(hashes))


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
