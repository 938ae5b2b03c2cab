"""This app as the plans know it (plans/evidence_port.py)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.evidence import labels
from prongsai.apps.evidence.actions import PATIENCE, expect_checks, expect_first_checks
from prongsai.apps.evidence.groups import is_answered
from prongsai.apps.evidence.models import EvidenceState
from prongsai.apps.evidence.queries import with_state
from prongsai.apps.plans.evidence_port import VerdictLine
from prongsai.apps.plans.models import Evidence
from prongsai.web.templatetags.reading import in_language


class Auditor:
    """Checks evidence handed in, and says what it saw."""

    def expect_checks(self, evidence_ids: Sequence[int], *, at: datetime) -> None:
        """Have this evidence checked soon."""
        expect_checks(evidence_ids=evidence_ids, at=at)

    def expect_first_checks(self, evidence_ids: Sequence[int], *, at: datetime) -> None:
        """Have this evidence, just stored, checked soon."""
        expect_first_checks(evidence_ids=evidence_ids, at=at)

    def join(self, evidence: QuerySet[Evidence], *, whole: bool = False) -> QuerySet[Evidence]:
        """The same rows with their newest check."""
        return with_state(evidence, whole=whole)

    def line_of(self, row: Evidence) -> VerdictLine | None:
        """None for a text that is neither a link nor a file."""
        return verdict_line(row, now=timezone.now())

    def address_of(self, row: Evidence) -> str:
        """The page of a link or a file; "" for a text that is neither."""
        return reverse("evidence:evidence_detail", args=(row.pk,)) if is_checked(row) else ""

    def title_seen(self, row: Evidence) -> str:
        """As the newest check read it."""
        state: EvidenceState | None = getattr(row, "check_state", None)
        return state.newest.title if state is not None and state.newest is not None else ""


def is_checked(row: Evidence) -> bool:
    """Whether it is something that can be opened: a file, or a link of the web."""
    return bool(row.file) or (row.url or "").startswith(("http://", "https://"))


def verdict_line(row: Evidence, *, now: datetime) -> VerdictLine | None:
    """The newest check of a row from `queries.with_state`, in the person's language."""
    if not is_checked(row):
        return None
    details = reverse("evidence:evidence_detail", args=(row.pk,))
    state: EvidenceState | None = getattr(row, "check_state", None)
    if state is not None and state.asked_at is not None and state.asked_at > now - PATIENCE:
        return VerdictLine(row.pk, "waiting", "waiting", _("กำลังตรวจ…"), details=details)
    if state is not None and (state.failed_at or state.asked_at):
        sentence = _("ระบบตรวจไม่สำเร็จ ไม่ใช่ความผิดของหลักฐาน กด “ตรวจเดี๋ยวนี้” อีกครั้ง หรือรอการตรวจคืนนี้")
        return VerdictLine(row.pk, "failed", "failed", _("ตรวจไม่สำเร็จ"), sentence, details=details)
    if state is None or state.newest is None:
        word = str(labels.GROUPS["unchecked"])
        return VerdictLine(row.pk, "unchecked", "unchecked", word, details=details)
    check = state.newest
    word = str(labels.GROUPS[state.group])
    if check.verdict != "opens":
        word = f"{word}: {labels.verdict_word(check.verdict, check.why)}"
    return VerdictLine(
        evidence_id=row.pk,
        state="checked",
        sign=labels.SIGNS[state.group],
        word=word,
        sentence=in_language((state.headline, state.headline_en)),
        checked_at=check.checked_at,
        open_findings=state.open_findings,
        is_answered=is_answered(state.group, state.open_findings),
        details=details,
    )
