"""What a check amounts to for the people who must act: the five heaps that evidence is sorted into."""

from collections.abc import Iterable
from typing import Literal

from prongsai.apps.evidence.findings import CheckFinding
from prongsai.audit.verdict import UNKNOWN_VERDICTS, counts_against

Group = Literal["loses", "doubt", "unknown", "unchecked", "good"]
GROUPS: tuple[Group, ...] = ("loses", "doubt", "unknown", "unchecked", "good")
"""Worst first, the order in which they are worth a person's time."""


def group_of(verdict: str, *, confirmed: bool, findings: Iterable[CheckFinding]) -> Group:
    """`loses` by the rule of what counts against an agency; unknown never does, whatever else was found."""
    if counts_against(verdict, confirmed=confirmed):
        return "loses"
    if verdict in UNKNOWN_VERDICTS:
        return "unknown"
    return "doubt" if any(one.wants_answer for one in findings) else "good"


def is_answered(group: str, open_findings: int) -> bool:
    """Whether people have answered all that keeps a check from being good: it counts as a fault no more."""
    return group not in ("good", "unchecked") and not open_findings
