"""Links of other apps that the auditor visits beside the evidence, in the same night, at the same pace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from prongsai.apps.agencies.models import Agency
from prongsai.apps.evidence.memory import DatabaseMemory
from prongsai.audit.result import LastVisit, LinkResult, LinkToCheck


@dataclass(frozen=True, slots=True)
class LinkSource:
    """Where an app keeps its links. Their ids begin with `mark` and a colon, so that no two apps' are taken for each other.

    `save(number, result, at)` keeps what was seen of the link "mark:number"; it runs inside a transaction and touches nothing
    but the database. `last_visit` is the newest visit of an address for this agency, as `VisitMemory` says.
    """

    mark: str
    list_links: Callable[[Agency], Sequence[LinkToCheck]]
    last_visit: Callable[[Agency, str], LastVisit | None]
    save: Callable[[int, LinkResult, datetime], object]

    def id_of(self, number: int) -> str:
        """The id of one of its links."""
        return f"{self.mark}:{number}"


_sources: dict[str, LinkSource] = {}


def register_source(source: LinkSource) -> None:
    """Have an app's links visited; it calls this when Django is ready."""
    _sources[source.mark] = source


def list_sources() -> list[LinkSource]:
    """The apps with links of their own."""
    return list(_sources.values())


def find_source(link_id: str) -> tuple[LinkSource, int] | None:
    """Whose link it is, and its number there; None for evidence."""
    mark, colon, number = link_id.partition(":")
    source = _sources.get(mark) if colon and number.isdigit() else None
    return (source, int(number)) if source is not None else None


class WholeMemory:
    """A VisitMemory of all links of one agency: of two visits of one address the newer."""

    def __init__(self, agency: Agency) -> None:
        self._agency = agency
        self._evidence = DatabaseMemory(agency)

    def last_visit(self, url: str) -> LastVisit | None:
        """The newest visit of this address, whatever it was made for."""
        visits = [self._evidence.last_visit(url), *(one.last_visit(self._agency, url) for one in list_sources())]
        return max((one for one in visits if one is not None), key=lambda one: one.visited_at, default=None)
