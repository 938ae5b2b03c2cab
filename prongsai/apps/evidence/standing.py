"""Which answers stand, which findings are left without one, and which may be answered."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from prongsai.apps.evidence.findings import CheckFinding
from prongsai.apps.evidence.models import FindingAnswer
from prongsai.core.errors import PersonError

_Answer = TypeVar("_Answer", bound=FindingAnswer)


def standing_answers(answers: Iterable[_Answer], text_sha256: str) -> dict[str, _Answer]:
    """By finding, the answers that are not withdrawn; those about another content than this one do not count."""
    return {one.finding: one for one in answers if one.withdrawn_at is None and one.text_sha256 in ("", text_sha256)}


def open_findings(findings: Iterable[CheckFinding], standing: Mapping[str, FindingAnswer]) -> list[CheckFinding]:
    """Findings that want an answer and have none, in the order given."""
    return [one for one in findings if one.wants_answer and one.code not in standing]


def require_unanswered(
    findings: Iterable[CheckFinding], standing: Mapping[str, FindingAnswer], code: str
) -> CheckFinding:
    """The finding of that code, to be answered. Raises PersonError when there is none such, or it has an answer."""
    found = next((one for one in findings if one.code == code and one.wants_answer), None)
    if found is None:
        raise PersonError(
            "ข้อตรวจพบนี้ไม่มีแล้ว ผลตรวจอาจเปลี่ยนไป กรุณาโหลดหน้าใหม่",
            "this finding is there no more, the result may have changed: load the page again",
        )
    if code in standing:
        raise PersonError("ข้อตรวจพบนี้มีคำตอบอยู่แล้ว", "this finding has an answer already")
    return found


def require_standing(answer: FindingAnswer) -> None:
    """The answer, just locked, can be taken back. Raises PersonError when that was done already."""
    if answer.withdrawn_at is not None:
        raise PersonError("ถอนคำตอบนี้ไปแล้ว", "this answer has been withdrawn already")
