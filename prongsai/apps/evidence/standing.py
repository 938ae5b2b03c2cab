"""Which answers stand, and which findings are left without one."""

from collections.abc import Iterable, Mapping

from prongsai.apps.evidence.findings import CheckFinding
from prongsai.apps.evidence.models import Answer


def standing_answers(answers: Iterable[Answer], text_sha256: str) -> dict[str, Answer]:
    """By finding, the answers that are not withdrawn; those about another content than this one do not count."""
    return {one.finding: one for one in answers if one.withdrawn_at is None and one.text_sha256 in ("", text_sha256)}


def open_findings(findings: Iterable[CheckFinding], standing: Mapping[str, Answer]) -> list[CheckFinding]:
    """Findings that want an answer and have none, in the order given."""
    return [one for one in findings if one.wants_answer and one.code not in standing]
