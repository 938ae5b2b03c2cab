"""What the auditor remembers of earlier visits, read from the checks of one agency."""

from dataclasses import replace

from prongsai.apps.agencies.models import Agency
from prongsai.apps.evidence.models import EvidenceState, Visit
from prongsai.apps.evidence.snapshots import open_snapshots
from prongsai.apps.evidence.store import last_visit
from prongsai.audit.result import LastVisit
from prongsai.core.errors import PersonError


class DatabaseMemory:
    """A VisitMemory. One agency's visits say nothing about another's: whose a host is depends on who asks."""

    def __init__(self, agency: Agency) -> None:
        self._agency = agency

    def last_visit(self, url: str) -> LastVisit | None:
        """The newest check of this address for any evidence of the agency that still has it."""
        states = EvidenceState.objects.filter(
            evidence__measure__plan__agency=self._agency, evidence__url=url, newest__url=url
        )
        state = states.select_related("newest").order_by("-newest__checked_at").first()
        if state is None or state.newest is None:
            return None
        return remembered(state.newest)


def remembered(check: Visit) -> LastVisit:
    """A stored visit with the text it saw."""
    return replace(last_visit(check), title=check.title, text=_text_of(check))


def _text_of(check: Visit) -> str:
    """The meaningful text that the check saw, read anew from its kept copy; "" where there is none (any more).

    Only of web pages: what changed in a file is told by its hash.
    """
    if not check.snapshot or not check.content_type.lower().startswith(("text/html", "application/xhtml")):
        return ""
    from prongsai.adapters.page_reader import read_html_page
    from prongsai.audit.reading.meaning import meaningful_text

    try:
        _headers, body = open_snapshots().read(check.snapshot, max_bytes=2_000_000)
    except (PersonError, OSError):  # expired, or a file of the folder was lost: the visit goes on without
        return ""
    return meaningful_text(read_html_page(body, check.content_type))
