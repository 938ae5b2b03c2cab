"""What a cycle needs from the auditor: somebody who visits a batch, and somewhere to keep what was seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from prongsai.audit.batches import LinkState, Pace
from prongsai.audit.result import LinkResult, LinkToCheck


@dataclass(frozen=True, slots=True)
class BatchLink:
    """One link of a batch: its row, whose it is (an agency's slug, "" when nobody's), and its visits so far."""

    row: int
    link: LinkToCheck
    agency: str
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """At most 100 links of one pace group, held by this worker alone.

    Requests of the batch keep `gap_s` between them and none is sent in the first `wait_s` seconds.
    """

    work: int
    group: int
    group_name: str
    owner: str
    links: tuple[BatchLink, ...]
    gap_s: float
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result to keep, whose link it is of, and what the link became in this cycle (`waiting`: it is tried again)."""

    result: LinkResult
    agency: str
    state: LinkState


OnResult = Callable[[LinkResult], None]


@dataclass(frozen=True, slots=True)
class Visitor:
    """`visit(batch, on_result)` visits the links in their order and calls on_result after each, before the next request.

    on_result raises StopVisiting when the batch must end: let it rise. `save(outcomes)` is called inside the
    transaction that marks these links visited, so it must touch nothing but the database.
    """

    visit: Callable[[Batch, OnResult], None]
    save: Callable[[Sequence[Outcome]], None]
    pace: Pace = field(default_factory=Pace)


class StopVisiting(Exception):
    """The batch ends here; links not yet visited keep waiting."""


_registered: list[Visitor] = []


def register_visitor(visitor: Visitor) -> None:
    """Have all cycles visited by this one; the app that keeps the results calls it when Django is ready."""
    _registered[:] = [visitor]


def get_visitor() -> Visitor:
    """The registered visitor. Raises LookupError when no app registered one."""
    if not _registered:
        raise LookupError("no visitor is registered: see prongsai.apps.cycles.visitor.register_visitor")
    return _registered[0]
