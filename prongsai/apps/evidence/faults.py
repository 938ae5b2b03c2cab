"""What of a check says that people no longer find the agency's own page at an address, and since when that stands."""

from collections.abc import Iterable
from datetime import datetime

from prongsai.apps.evidence.findings import CheckFinding
from prongsai.audit.verdict import counts_against
from prongsai.audit.watch.notes import CODES

WORKS = frozenset(("opens", "moved", "bad_certificate"))
"""Verdicts of a visit that saw the page; after any other, what was known to be wrong stays so."""
LEFT_ITS_OWNER = "leads_elsewhere"
OTHER_AGENCY = "template_of_other_agency"


def list_faults(open_ones: Iterable[CheckFinding], verdict: str, *, confirmed: bool) -> list[CheckFinding]:
    """Of the findings without an answer, those for which somebody must act at once, in the order given.

    A verdict that counts against the agency (never one visit without an answer, nor the first `gone`), a sign of a break-in,
    a page that became somebody else's. What was published of the wrong year or item is no fault of this kind.
    """
    broken = f"verdict_{verdict}" if counts_against(verdict, confirmed=confirmed) else ""
    return [
        one
        for one in open_ones
        if one.code in (broken, LEFT_ITS_OWNER, *CODES) or (one.code == OTHER_AGENCY and one.severity == "error")
    ]


def fault_since(before: datetime | None, verdict: str, *, is_faulty: bool, at: datetime) -> datetime | None:
    """Since when the fault stands after a visit at `at`; None when there is none.

    `before` is what was known: it ends with a visit that saw the page in order, not with one that saw nothing.
    """
    if is_faulty:
        return before or at
    return None if verdict in WORKS else before
