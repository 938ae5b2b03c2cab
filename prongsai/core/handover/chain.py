"""The steps of the chain, in their order, and which of them an agency uses."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

State = Literal[
    "todo", "handed_in", "checked", "compiled", "endorsed", "acknowledged", "published", "closed", "returned"
]
Step = Literal["check", "compile", "endorse", "acknowledge", "publish", "close"]

STEPS: tuple[Step, ...] = ("check", "compile", "endorse", "acknowledge", "publish", "close")
_AFTER: dict[Step, State] = {
    "check": "checked",
    "compile": "compiled",
    "endorse": "endorsed",
    "acknowledge": "acknowledged",
    "publish": "published",
    "close": "closed",
}
_ORDER: tuple[State, ...] = ("todo", "handed_in", *_AFTER.values())


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps an agency uses. Handing in is no step: without it there is nothing to approve."""

    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        if not self.steps or list(self.steps) != [step for step in STEPS if step in self.steps]:
            raise ValueError(f"not a chain: {self.steps}")

    @classmethod
    def of(cls, steps: Iterable[str]) -> "Chain":
        """The chain of these steps in their order; unknown words raise ValueError."""
        wanted = set(steps)
        if not wanted <= set(STEPS):
            raise ValueError(f"unknown steps: {sorted(wanted - set(STEPS))}")
        return cls(tuple(step for step in STEPS if step in wanted))

    @property
    def last_state(self) -> State:
        """The state in which nothing is left to do."""
        return _AFTER[self.steps[-1]]

    def step_from(self, state: State) -> Step | None:
        """The step that comes next for what has reached a state; None before it is handed in and after the end."""
        if state in ("todo", "returned"):
            return None
        reached = _ORDER.index(state)
        return next((step for step in self.steps if _ORDER.index(_AFTER[step]) > reached), None)

    def has_reached(self, state: State, wanted: State) -> bool:
        """Whether a state is at or past another; what was returned is at the start again."""
        return state != "returned" and _ORDER.index(state) >= _ORDER.index(wanted)


WHOLE_CHAIN = Chain(STEPS)


def parse_state(text: str) -> State:
    """A state from its stored word; raises ValueError for one nobody knows."""
    for state in (*_ORDER, "returned"):
        if state == text:
            return state
    raise ValueError(f"unknown state: {text}")


def parse_step(text: str) -> Step:
    """A step from its word; raises ValueError for one nobody knows."""
    for step in STEPS:
        if step == text:
            return step
    raise ValueError(f"unknown step: {text}")


def state_after(step: Step) -> State:
    """The state a step leads to."""
    return _AFTER[step]
