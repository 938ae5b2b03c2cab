"""What a person says to a finding about a published link, and taking it back: as for evidence (evidence/actions.py)."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.permissions import WRITE_PUBLICATION
from prongsai.apps.disclosure.link_actions import is_visited, lock_check
from prongsai.apps.disclosure.link_standing import findings, sort_in
from prongsai.apps.disclosure.models import LinkAnswer, Version
from prongsai.apps.disclosure.recording import record_version
from prongsai.apps.evidence.standing import require_standing, require_unanswered, standing_answers


@transaction.atomic
def answer_finding(*, version: Version, finding: str, reason: str, by: User, at: datetime) -> LinkAnswer:
    """Say why a finding of the newest visit is all right as it is; it counts as a fault no more while the answer stands.

    Raises PersonError when there is no such finding or it has an answer, Http404 when the link is not visited any more.
    """
    row = lock_check(version)
    version.refresh_from_db(fields=("state",))
    if not is_visited(version):
        raise Http404
    standing = standing_answers(version.link_answers.all(), row.text_sha256)
    found = require_unanswered(findings(row, version), standing, finding)
    answer = LinkAnswer.objects.create(
        version=version,
        finding=finding,
        finding_words=found.message_th,
        text_sha256=row.text_sha256 if found.is_about_text else "",
        reason=reason,
        answered_by=str(by),
        answered_at=at,
    )
    sort_in(row, version, at)
    told = {"finding": finding, "reason": reason}
    record_version("publication_finding_answered", version, by, at, permission=WRITE_PUBLICATION, after=told)
    return answer


@transaction.atomic
def withdraw_answer(*, answer: LinkAnswer, by: User, at: datetime) -> None:
    """Take an answer back; it stays to be seen. Raises PersonError when that was done already."""
    version = answer.version
    row = lock_check(version)
    kept = LinkAnswer.objects.select_for_update().get(pk=answer.pk)
    require_standing(kept)
    kept.withdrawn_by, kept.withdrawn_at = str(by), at
    kept.save(update_fields=("withdrawn_by", "withdrawn_at"))
    if row.checked_at is not None:
        sort_in(row, version, at)
    told = {"finding": kept.finding, "reason": kept.reason}
    record_version("publication_answer_withdrawn", version, by, at, permission=WRITE_PUBLICATION, before=told)
