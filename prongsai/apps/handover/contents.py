"""A part's content from rows, and its hash. The one place that says what an approval is bound to."""

from collections.abc import Iterable
from typing import Protocol

from prongsai.apps.handover.models import Handover, Part
from prongsai.apps.plans.models import Evidence
from prongsai.core.handover import (
    Chain,
    EvidenceContent,
    HandoverFacts,
    PartContent,
    PartFacts,
    hash_of_part,
    hash_of_parts,
    parse_state,
)


def evidence_of_part(part: Part, evidence: Iterable[Evidence]) -> list[Evidence]:
    """Those of an occurrence's evidence that belong to a part: its unit's, and where the unit is unknown what has none."""
    return [one for one in evidence if one.unit_id == part.unit_id]


def content_of(part: Part, evidence: Iterable[Evidence]) -> PartContent:
    """What the part holds now. `evidence` is that of its occurrence."""
    occurrence = part.handover.occurrence
    return PartContent(
        asked=occurrence.work_item.text or "",
        unit=part.unit_name,
        done_on=part.done_on,
        note=part.note,
        evidence=tuple(
            EvidenceContent(one.url, one.sha256 or None, one.title or one.file_name)
            for one in evidence_of_part(part, evidence)
        ),
    )


def hash_now(part: Part, evidence: Iterable[Evidence]) -> str:
    """Hash of the part as it stands."""
    return hash_of_part(content_of(part, evidence))


class Handed(Protocol):
    """What the hash of a whole needs of a part."""

    @property
    def content_sha256(self) -> str:
        """Hash it was handed in with, "" before."""
        ...

    @property
    def excused_why(self) -> str:
        """Why the unit was let off, "" when it was not."""
        ...


def whole_hash(parts: Iterable[Handed]) -> str:
    """Hash of a hand-over from the hashes its parts were handed in with; excused parts count by their reason."""
    return hash_of_parts(part.content_sha256 if not part.excused_why else part.excused_why for part in parts)


def part_facts(part: Part) -> PartFacts:
    """The part as the rules know it."""
    return PartFacts(
        unit=part.unit_name or "–",
        state=parse_state(part.state),
        maker=str(part.maker_id) if part.maker_id else None,
        content_sha256=part.content_sha256,
        excused=bool(part.excused_why),
    )


def handover_facts(row: Handover, parts: Iterable[Part], chain: Chain) -> HandoverFacts:
    """The hand-over as the rules know it."""
    return HandoverFacts(chain, parse_state(row.state), tuple(part_facts(part) for part in parts))
