"""What the plans ask of the app that audits evidence; that app, which stands above this one, puts itself here at start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from django.db.models import QuerySet

from prongsai.apps.plans.models import Evidence

CheckState = Literal["unchecked", "waiting", "failed", "checked"]


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """What a page shows of the newest check of one piece of evidence, in the person's language.

    `sign` is a code of the status component; `sentence` says what was seen and what to do. `open_findings` counts
    what nobody has answered yet; `details` the address of the page with everything about it.
    """

    evidence_id: int
    state: CheckState
    sign: str
    word: str
    sentence: str = ""
    checked_at: datetime | None = None
    open_findings: int = 0
    is_answered: bool = False
    details: str = ""


class EvidenceAuditor(Protocol):
    """Checks evidence handed in, and says what it saw."""

    def expect_checks(self, evidence_ids: Sequence[int], *, at: datetime) -> None:
        """Have this evidence checked soon; called inside the transaction that stores it."""
        ...

    def expect_first_checks(self, evidence_ids: Sequence[int], *, at: datetime) -> None:
        """The same for rows that this transaction stored: nobody can have asked before."""
        ...

    def join(self, evidence: QuerySet[Evidence], *, whole: bool = False) -> QuerySet[Evidence]:
        """The same rows with what `line_of` reads, without a query of its own; `whole` with all that was seen."""
        ...

    def line_of(self, row: Evidence) -> VerdictLine | None:
        """What to show beside a row from `join`; None for what is never checked."""
        ...

    def address_of(self, row: Evidence) -> str:
        """The page with everything about a row; "" for what is never checked."""
        ...

    def title_seen(self, row: Evidence) -> str:
        """The title of the page or file behind a row from `join`, as last seen; "" where none was."""
        ...


class _NoAuditor:
    def expect_checks(self, evidence_ids: Sequence[int], *, at: datetime) -> None:
        pass

    def expect_first_checks(self, evidence_ids: Sequence[int], *, at: datetime) -> None:
        pass

    def join(self, evidence: QuerySet[Evidence], *, whole: bool = False) -> QuerySet[Evidence]:
        return evidence

    def line_of(self, row: Evidence) -> VerdictLine | None:
        return None

    def address_of(self, row: Evidence) -> str:
        return ""

    def title_seen(self, row: Evidence) -> str:
        return ""


_auditor: EvidenceAuditor = _NoAuditor()


def auditor() -> EvidenceAuditor:
    """The auditor of this site; one that does nothing where none is installed."""
    return _auditor


def set_auditor(new: EvidenceAuditor) -> None:
    """Called once, when the auditing app starts."""
    global _auditor
    _auditor = new
