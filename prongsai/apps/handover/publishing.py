"""What the public can see of a piece of work, before somebody records that it is published."""

from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.apps.evidence.models import EvidenceState
from prongsai.apps.handover.models import Handover
from prongsai.apps.handover.public_port import PublicItem, public_site
from prongsai.apps.plans.models import Evidence
from prongsai.core.handover import Refusal


@dataclass(frozen=True, slots=True)
class PublicState:
    """The items of the work's measure, and links handed in that open: an agency may publish on its own web site."""

    items: tuple[PublicItem, ...]
    links: tuple[str, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address at which something can be seen."""
        return (*(item.address for item in self.items if item.published), *self.links)

    @property
    def is_public(self) -> bool:
        """Whether there is any."""
        return bool(self.addresses)


def public_state(row: Handover, evidence: Iterable[Evidence]) -> PublicState:
    """What is public now. `evidence` is that of the hand-over from `queries.evidence_of`; at most one query."""
    measure = row.occurrence.work_item.measure
    items = public_site().list_items(row.agency, measure.plan.fiscal_year, measure.item_codes)
    return PublicState(tuple(items), tuple(one.url for one in evidence if one.url and _opens(one)))


def require_public(state: PublicState, *, reason: str, is_confirmed: bool) -> None:
    """Something is public, or the person says why it counts as published all the same. Raises Refusal."""
    if state.is_public or (is_confirmed and reason.strip()):
        return
    raise Refusal(
        "ยังไม่พบสิ่งที่เผยแพร่ของงานนี้ กรุณาเผยแพร่ก่อน หรือเปิดหน้าของงาน ยืนยัน และเขียนว่าเผยแพร่ที่ใดหรือเพราะเหตุใด",
        "nothing of this work is public yet: publish it first, or open its page, confirm, and say where it is or why",
    )


def _opens(row: Evidence) -> bool:
    state: EvidenceState | None = getattr(row, "check_state", None)
    return state is not None and state.newest is not None and state.newest.verdict == "opens"
