"""Whether two plans are the same, as a round trip through a document must keep them (design 6.1).

White space and digit script do not count; `audit`, `monthly_rounds`, `as_printed`, `status_as_printed`, `why`, `inferred`,
`options` and `findings` are left out: no printed document has them.
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from prongsai.core.plan import FollowUp, Plan, Step
from prongsai.core.thai.digits import to_arabic_digits

_LEFT_OUT = frozenset(
    {"audit", "monthly_rounds", "as_printed", "status_as_printed", "why", "inferred", "options", "findings"}
)
# Zero-width characters and soft hyphens only steer line breaks; no document keeps them.
_SPACE = re.compile("[\\s\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")

_Work = TypeVar("_Work", Step, FollowUp)


def plan_differences(left: Plan, right: Plan) -> list[str]:
    """Where two plans differ, one "path: left != right" line each; empty when they are the same."""
    found: list[str] = []
    _compare(left, right, "plan", found)
    return found


def without_persons(plan: Plan) -> Plan:
    """The plan with every named person left out, as public documents show it."""
    return replace(
        plan,
        measures=tuple(
            replace(measure, responsible=tuple(replace(who, person=None) for who in measure.responsible))
            for measure in plan.measures
        ),
    )


def without_results(plan: Plan) -> Plan:
    """The plan with every result left out, as the plan alone shows it: no status, day done, note, evidence or month."""
    return replace(
        plan,
        monthly_rounds=(),
        measures=tuple(
            replace(
                measure,
                status="unknown",
                status_as_printed="",
                evidence=(),
                steps=tuple(_without_result(step) for step in measure.steps),
                follow_ups=tuple(_without_result(follow_up) for follow_up in measure.follow_ups),
                as_printed=replace(measure.as_printed, result=""),
            )
            for measure in plan.measures
        ),
    )


def _without_result(work: _Work) -> _Work:
    return replace(work, status="unknown", done_on=None, note=None, evidence=())


def _compare(left: Any, right: Any, path: str, found: list[str]) -> None:
    if is_dataclass(left) and not isinstance(left, type) and type(left) is type(right):
        for spec in fields(left):
            if spec.name not in _LEFT_OUT:
                _compare(getattr(left, spec.name), getattr(right, spec.name), f"{path}.{spec.name}", found)
    elif isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):
        for index, (one, other) in enumerate(zip(left, right, strict=True)):
            _compare(one, other, f"{path}[{index}]", found)
    elif isinstance(left, dict) and isinstance(right, dict):
        folded_left = {_folded(key): _folded(value) for key, value in left.items()}
        folded_right = {_folded(key): _folded(value) for key, value in right.items()}
        if folded_left != folded_right:
            found.append(f"{path}: {left!r} != {right!r}")
    elif isinstance(left, str) and isinstance(right, str):
        if _folded(left) != _folded(right):
            found.append(f"{path}: {left!r} != {right!r}")
    elif left != right:
        found.append(f"{path}: {left!r} != {right!r}")


def _folded(text: str) -> str:
    return to_arabic_digits(_SPACE.sub("", text)).replace("\u0e4d\u0e32", "\u0e33")
