"""What the plans ask of the app that carries work to the public; that app, which stands above this one, puts itself here."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.plans.models import Evidence, Measure, Occurrence, Plan
from prongsai.core.handover import WaivedApproval


class WorkChain(Protocol):
    """Knows which agencies use the chain, and what was approved."""

    def is_used(self, agency: Agency) -> bool:
        """Whether work of the agency is handed in and approved rather than set done by its officer."""
        ...

    def content_changed(self, work_item_ids: Iterable[int], *, by: User | None, at: datetime) -> None:
        """Text, due day or evidence of this work changed; called inside the transaction that changes it."""
        ...

    def address_of(self, occurrence: Occurrence, *, at: datetime) -> str:
        """The page where this occurrence is handed in; "" where it does not go through the chain."""
        ...

    def require_changeable(self, evidence: Evidence) -> None:
        """The evidence is of no part that was checked or approved; raises PersonError."""
        ...

    def list_held(self, measure: Measure, evidence: Sequence[Evidence]) -> frozenset[int]:
        """Those of the measure's evidence that may not be taken away; one query."""
        ...

    def list_signed(self, evidence: Sequence[Evidence]) -> frozenset[int]:
        """Evidence that a check or approval covers or once covered, even one that holds no more; at most one query."""
        ...

    def list_waived(self, plan: Plan) -> tuple[WaivedApproval, ...]:
        """Approvals of the plan's work by somebody who had a hand in it; at most one query."""
        ...


class _NoChain:
    def is_used(self, agency: Agency) -> bool:
        return False

    def content_changed(self, work_item_ids: Iterable[int], *, by: User | None, at: datetime) -> None:
        pass

    def address_of(self, occurrence: Occurrence, *, at: datetime) -> str:
        return ""

    def require_changeable(self, evidence: Evidence) -> None:
        pass

    def list_held(self, measure: Measure, evidence: Sequence[Evidence]) -> frozenset[int]:
        return frozenset()

    def list_signed(self, evidence: Sequence[Evidence]) -> frozenset[int]:
        return frozenset()

    def list_waived(self, plan: Plan) -> tuple[WaivedApproval, ...]:
        return ()


_chain: WorkChain = _NoChain()


def chain() -> WorkChain:
    """The chain of this site; one that nobody uses where none is installed."""
    return _chain


def set_chain(new: WorkChain) -> None:
    """Called once, when the app that carries work starts."""
    global _chain
    _chain = new
