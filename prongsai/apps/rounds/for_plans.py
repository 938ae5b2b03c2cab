"""Answers the plans: the rounds of a report's months, and decisions as somebody's own work."""

from datetime import date

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.mending import Mending
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import SIGN_ROUND, may
from prongsai.apps.plans.rounds_port import OwnPart
from prongsai.apps.rounds.pages import own_decision_lines, to_sign
from prongsai.apps.rounds.queries import (
    list_between,
    list_own_decisions,
    list_recorded_on_paper,
    list_unsigned_and_own,
)
from prongsai.core.monthly_round import PaperRound
from prongsai.core.plan import MonthlyRound
from prongsai.wiring import bangkok_date, bangkok_today

MOST_OWN = 50


class Rounds:
    """What `plans.rounds_port` asks for."""

    def list_held(self, agency: Agency, from_on: date, to_on: date) -> tuple[MonthlyRound, ...]:
        """Signed and missed rounds; a month that is still running is left out. Two queries."""
        today = bangkok_today()
        return tuple(
            MonthlyRound(
                month=f"{row.month:%Y-%m}",
                held_on=row.held_on,
                signed_by_post=row.capacity or None,
                decisions=tuple(one.text for one in row.decisions.all() if one.state != "withdrawn"),
            )
            for row in list_between(agency, from_on, to_on)
            if row.state_on(today) != "open"
        )

    def list_on_paper(self, agency: Agency, from_on: date, to_on: date) -> tuple[PaperRound, ...]:
        """Rounds whose signed memo the clerk's office recorded; one query."""
        return tuple(
            PaperRound(
                month=f"{row.month:%Y-%m}",
                memo_number=row.memo_number,
                memo_on=row.held_on,
                recorded_by=row.recorded_by_name,
                recorded_on=bangkok_date(row.recorded_at),
            )
            for row in list_recorded_on_paper(agency, from_on, to_on)
            if row.held_on and row.recorded_at
        )

    def list_own_work(self, user: User, agency: Agency, mending: Mending) -> list[OwnPart]:
        """Rounds that wait for the person's signature, and the decisions of the units they mend for."""
        today, parts = bangkok_today(), []
        if may(user, agency, SIGN_ROUND):
            unsigned, decisions = list_unsigned_and_own(agency, today, mending)
            waiting = to_sign(unsigned, today)
            if waiting.open or waiting.missed:
                parts.append(OwnPart("rounds/to_sign.html", waiting, len(waiting.open)))
        else:
            decisions = list(list_own_decisions(agency, mending)[:MOST_OWN])
        lines = own_decision_lines(decisions[:MOST_OWN], today)
        if lines:
            parts.append(OwnPart("rounds/own_decisions.html", lines))
        return parts


ROUNDS = Rounds()
