"""What the plans ask of the app that carries work to the public; that app, which stands above this one, puts itself here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.plans.models import Occurrence


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


class _NoChain:
    def is_used(self, agency: Agency) -> bool:
        return False

    def content_changed(self, work_item_ids: Iterable[int], *, by: User | None, at: datetime) -> None:
        pass

    def address_of(self, occurrence: Occurrence, *, at: datetime) -> str:
        return ""


_chain: WorkChain = _NoChain()


def chain() -> WorkChain:
    """The chain of this site; one that nobody uses where none is installed."""
    return _chain


def set_chain(new: WorkChain) -> None:
    """Called once, when the app that carries work starts."""
    global _chain
    _chain = new
