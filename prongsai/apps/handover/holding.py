"""Evidence that somebody checked or approved: it stays as it is, and its file stays even after a return."""

from collections.abc import Sequence

from django.utils import translation

from prongsai.apps.handover import contents, labels
from prongsai.apps.handover.models import Approval, Part
from prongsai.apps.plans.models import Evidence, Measure
from prongsai.core.handover import Refusal, State, holding_state, parse_state


def require_changeable(evidence: Evidence) -> None:
    """The part of this evidence was not checked or approved. Raises Refusal, as the part's own page says it."""
    if evidence.occurrence_id is None:
        return
    parts = Part.objects.filter(handover__occurrence=evidence.occurrence_id, unit=evidence.unit_id)
    for part in parts.select_related("handover"):
        state = _holding(part)
        if state is not None:
            raise Refusal(
                f"งานนี้{_word(state, 'th')} จึงแก้ไม่ได้ในขณะนี้ หากต้องแก้ให้ผู้ตรวจส่งกลับก่อน",
                f"This work: {_word(state, 'en')}. It cannot be changed now; to change it, have the checker send it back first",
            )


def list_held(measure: Measure, evidence: Sequence[Evidence]) -> frozenset[int]:
    """Ids of the measure's evidence that may not be taken away; one query."""
    parts = Part.objects.filter(handover__occurrence__work_item__measure=measure.pk).select_related("handover")
    held = {(part.handover.occurrence_id, part.unit_id) for part in parts if _holding(part) is not None}
    return frozenset(one.pk for one in evidence if (one.occurrence_id, one.unit_id) in held)


def list_signed(evidence: Sequence[Evidence]) -> frozenset[int]:
    """Ids of the evidence that was there while a check of its part, or an approval of the whole, held; at most one query.

    An approval keeps a hash of everything together, so it is asked whether it ended before the evidence came.
    """
    placed = [one for one in evidence if one.occurrence_id is not None]
    if not placed:
        return frozenset()
    rows = Approval.objects.filter(
        outcome="approved", handover__occurrence__work_item__measure__in={one.measure_id for one in placed}
    )
    given: dict[int, list[tuple[object, ...]]] = {}
    for occurrence, *rest in rows.values_list("handover__occurrence", "part", "part__unit", "superseded_at"):
        given.setdefault(occurrence, []).append(tuple(rest))
    return frozenset(
        one.pk
        for one in placed
        for part, unit, ended_at in given.get(one.occurrence_id or 0, [])
        if (part is None or unit == one.unit_id) and (ended_at is None or ended_at >= one.added_at)  # type: ignore[operator]
    )


def _holding(part: Part) -> State | None:
    return holding_state(contents.part_facts(part), parse_state(part.handover.state))


def _word(state: State, language: str) -> str:
    with translation.override(language):
        return str(labels.STATE_WORDS[state])
