"""What the plans ask of the executive's monthly rounds; their app, which stands above this one, puts itself here."""

from datetime import date
from typing import Any, NamedTuple, Protocol

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.mending import Mending
from prongsai.apps.agencies.models import Agency
from prongsai.core.monthly_round import PaperRound
from prongsai.core.plan import MonthlyRound


class OwnPart(NamedTuple):
    """A part of the page "my work" that another app fills: its template, what that shows, and how many things in it wait
    for the person's own decision."""

    template: str
    content: Any
    waiting_count: int = 0


class Rounds(Protocol):
    """Knows the rounds of every agency and the decisions made in them."""

    def list_held(self, agency: Agency, from_on: date, to_on: date) -> tuple[MonthlyRound, ...]:
        """Rounds of the months between two days that were signed or missed; a missed one has no day and no post."""
        ...

    def list_on_paper(self, agency: Agency, from_on: date, to_on: date) -> tuple[PaperRound, ...]:
        """Rounds of the months between two days that were signed on paper; one query."""
        ...

    def list_own_work(self, user: User, agency: Agency, mending: Mending) -> list[OwnPart]:
        """What the rounds ask of a person and of the units they mend for, the most urgent first; at most one query."""
        ...


class _NoRounds:
    def list_held(self, agency: Agency, from_on: date, to_on: date) -> tuple[MonthlyRound, ...]:
        return ()

    def list_on_paper(self, agency: Agency, from_on: date, to_on: date) -> tuple[PaperRound, ...]:
        return ()

    def list_own_work(self, user: User, agency: Agency, mending: Mending) -> list[OwnPart]:
        return []


_rounds: Rounds = _NoRounds()


def rounds() -> Rounds:
    """The rounds of this site; none where no app keeps them."""
    return _rounds


def set_rounds(new: Rounds) -> None:
    """Called once, when the app that keeps rounds starts."""
    global _rounds
    _rounds = new
