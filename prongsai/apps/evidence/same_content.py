"""The same file or text handed in under several items of one plan."""

from dataclasses import replace

from prongsai.apps.evidence.models import EvidenceState
from prongsai.apps.plans.models import Evidence
from prongsai.audit.judge.same_file import same_file_notes
from prongsai.audit.judged import JudgeNote
from prongsai.audit.result import LinkResult, LinkToCheck

READ = frozenset(("opens", "moved", "bad_certificate"))


def same_content_notes(evidence: Evidence, result: LinkResult) -> list[JudgeNote]:
    """A note when measures for other items of the plan have evidence of the same bytes, as last seen; one query.

    The others say so too, each after its own next check.
    """
    if result.verdict not in READ or not result.sha256:
        return []
    states = EvidenceState.objects.filter(
        evidence__measure__plan_id=evidence.measure.plan_id, newest__sha256=result.sha256, newest__verdict__in=READ
    ).exclude(evidence__measure_id=evidence.measure_id)
    others = states.values_list("evidence_id", "evidence__measure__item_codes")
    own = _seen(result, evidence.pk, evidence.measure.item_codes)
    notes = same_file_notes([own, *[_seen(result, other, codes) for other, codes in others]])
    return [notes[own.link.id]] if own.link.id in notes else []


def _seen(result: LinkResult, evidence_id: int, codes: list[str]) -> LinkResult:
    return replace(result, link=LinkToCheck(id=str(evidence_id), url=result.link.url, item=", ".join(codes) or None))
