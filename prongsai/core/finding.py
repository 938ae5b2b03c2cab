"""A finding: one sentence for a person about one place in a plan or document."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen, where, and what to do about it.

    `error` blocks or will score 0, `warning` needs a look, `note` explains.
    `measure` is the measure's number, None when the finding is about the whole plan.
    `where` names the place for a person, for example "ขั้นตอนที่ ๓" or "หน้า 2 แถว 4".
    `code` never changes once stored (docs/checks.md lists them); wording may.
    """

    code: str
    severity: Severity
    measure: int | None
    where: str
    message_th: str
    message_en: str


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then warnings, then notes; inside one severity by measure, the plan's own first."""
    order = {severity: position for position, severity in enumerate(SEVERITIES)}
    return sorted(findings, key=lambda finding: (order[finding.severity], finding.measure or 0))
