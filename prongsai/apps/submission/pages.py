"""Plain data the templates of the form show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from prongsai.apps.disclosure.models import YearItem
from prongsai.apps.submission.proposals import Proposal
from prongsai.core.submission import ItemStanding, Problem, take_answer, take_explanation


@dataclass(frozen=True, slots=True)
class FormLine:
    """One item of the form: its answer, what it is worth, what is wrong, and what the machine would propose."""

    id: int
    code: str
    title: str
    points: Decimal | None
    state: str
    addresses: tuple[str, ...]
    explanation: str
    is_whole: bool
    problems: tuple[Problem, ...]
    proposal: Proposal
    differs: bool
    may_take: bool
    may_explain: bool
    score: int | None
    is_contested: bool


def form_lines(
    items: Sequence[YearItem],
    standings: Sequence[ItemStanding],
    proposals: Mapping[str, Proposal],
    problems: Sequence[Problem],
    titles: Mapping[str, str] | None = None,
) -> list[FormLine]:
    """The items in the form's order, with their titles in the reader's language by code."""
    by_code: dict[str, list[Problem]] = {}
    for one in problems:
        by_code.setdefault(one.code, []).append(one)
    lines = []
    for item, standing in zip(items, standings, strict=True):
        answer, proposal = standing.answer, proposals[item.code]
        preliminary = getattr(item, "preliminary", None)
        lines.append(
            FormLine(
                id=item.pk,
                code=item.code,
                title=(titles or {}).get(item.code, answer.title),
                points=standing.points,
                state="open" if answer.has is None else "has" if answer.has else "has_not",
                addresses=answer.addresses,
                explanation=answer.explanation,
                is_whole=answer.is_whole,
                problems=tuple(by_code.get(item.code, ())),
                proposal=proposal,
                differs=answer.has is not None and _differs(standing, proposal),
                may_take=take_answer(answer, proposal.answer(item.code)) is not None,
                may_explain=take_explanation(answer, proposal.answer(item.code)) is not None,
                score=preliminary.score if preliminary else None,
                is_contested=getattr(item, "contest", None) is not None,
            )
        )
    return lines


def count_states(lines: Sequence[FormLine]) -> dict[str, int]:
    """How many items are answered, open, and lose their points."""
    return {
        "all": len(lines),
        "has": sum(line.state == "has" for line in lines),
        "has_not": sum(line.state == "has_not" for line in lines),
        "open": sum(line.state == "open" for line in lines),
        "wrong": sum(any(one.loses for one in line.problems) for line in lines),
    }


def _differs(standing: ItemStanding, proposal: Proposal) -> bool:
    """Whether what is public says something else than the answer."""
    return proposal.has != standing.answer.has or (
        proposal.has and not set(proposal.addresses) & set(standing.answer.addresses)
    )


def contested_rows(
    items: Sequence[YearItem], form: Mapping[str, Mapping[str, Any]], proofs: Mapping[str, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """The contested items as they are kept: what the frozen form said, the score, the reason, and the proofs by code."""
    rows = []
    for item in items:
        contest, preliminary = getattr(item, "contest", None), getattr(item, "preliminary", None)
        if contest is None or preliminary is None:
            continue
        entered = form.get(item.code, {})
        rows.append(
            {
                "code": item.code,
                "title": entered.get("title", ""),
                "score": preliminary.score,
                "said": preliminary.said,
                "reason": contest.reason,
                "addresses": list(entered.get("addresses", ())),
                "explanation": entered.get("explanation", ""),
                "proofs": proofs.get(item.code, []),
            }
        )
    return rows
