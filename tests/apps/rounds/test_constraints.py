"""The database itself refuses what must never be: each constraint is broken once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from prongsai.apps.rounds.models import Decision, Round
from tests.apps.factories import NOW, make_agency

pytestmark = pytest.mark.django_db
DAY = date(2022, 12, 1)
SIGNED = {
    "state": "signed",
    "held_on": DAY,
    "capacity": "นายก",
    "signed_by_name": "ก",
    "signed_at": NOW,
    "shown_sha256": "0" * 64,
}
PAPER = {
    "state": "recorded_on_paper",
    "held_on": DAY,
    "capacity": "นายก",
    "memo_number": "1",
    "scan": "rounds/x",
    "scan_sha256": "0" * 64,
    "recorded_by_name": "ก",
    "recorded_at": NOW,
}


def make(agency=None, **values):
    given = {"month": DAY, "opens_on": DAY, "due_on": date(2022, 12, 31), "opened_at": NOW, **values}
    return Round.objects.create(agency=agency or make_agency(), **given)


def refused(name, deed):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        deed()
    assert name in str(error.value) or "UNIQUE" in str(error.value)


class TestRound:
    def test_what_is_whole_is_taken(self):
        make()
        make(**SIGNED)
        make(**PAPER)
        make(state="missed", missed_at=NOW)

    def test_one_for_each_month(self):
        row = make()
        refused("one_round_for_each_month", lambda: make(agency=row.agency))

    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("round_state_is_known", {"state": "lost"}),
            ("round_opens_before_it_is_due", {"due_on": date(2022, 11, 30)}),
            ("round_opens_before_it_is_due", {"opens_on": date(2022, 11, 30)}),
            ("signed_by_somebody_on_what_was_shown", {**SIGNED, "signed_at": None}),
            ("signed_by_somebody_on_what_was_shown", {**SIGNED, "shown_sha256": ""}),
            ("signed_by_somebody_on_what_was_shown", {**SIGNED, "signed_by_name": ""}),
            ("signed_by_somebody_on_what_was_shown", {"signed_at": NOW}),
            ("paper_has_number_scan_and_recorder", {**PAPER, "memo_number": ""}),
            ("paper_has_number_scan_and_recorder", {**PAPER, "scan": ""}),
            ("paper_has_number_scan_and_recorder", {**PAPER, "recorded_by_name": ""}),
            ("paper_has_number_scan_and_recorder", {"memo_number": "1"}),
            ("only_a_held_round_has_a_day", {"held_on": DAY}),
            ("only_a_held_round_has_a_day", {"state": "missed", "comment": "ก"}),
        ],
    )
    def test_halves_are_refused(self, name, values):
        refused(name, lambda: make(**values))


class TestDecision:
    def make(self, row=None, **values):
        given = {"number": 1, "text": "ก", "due_on": DAY, "made_by_name": "ก", "made_at": NOW, **values}
        return Decision.objects.create(round=row or make(), **given)

    def test_one_for_each_number(self):
        first = self.make()
        refused("one_decision_for_each_number", lambda: self.make(row=first.round))

    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("decision_state_is_known", {"state": "lost"}),
            ("decision_says_something", {"text": ""}),
            ("decision_done_on_a_day", {"state": "done"}),
            ("decision_done_on_a_day", {"done_on": DAY}),
        ],
    )
    def test_halves_are_refused(self, name, values):
        refused(name, lambda: self.make(**values))
