"""What the auditor remembers of earlier visits, read from the checks of one agency."""

from prongsai.apps.agencies.models import Agency
from prongsai.apps.evidence.models import EvidenceState
from prongsai.apps.evidence.store import last_visit
from prongsai.audit.result import LastVisit


class DatabaseMemory:
    """A VisitMemory. One agency's visits say nothing about another's: whose a host is depends on who asks."""

    def __init__(self, agency: Agency) -> None:
        self._agency = agency

    def last_visit(self, url: str) -> LastVisit | None:
        """The newest check of this address for any evidence of the agency that still has it."""
        states = EvidenceState.objects.filter(
            evidence__measure__plan__agency=self._agency, evidence__url=url, newest__url=url
        )
        newest = states.select_related("newest").order_by("-newest__checked_at").first()
        return last_visit(newest.newest) if newest and newest.newest else None
