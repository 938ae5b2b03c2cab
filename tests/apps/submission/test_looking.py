"""The last looks against a clock that jumps: each made once, late ones noted, everything still worth points kept."""

from datetime import timedelta
from decimal import Decimal

import pytest

from prongsai.apps.plans.models import Evidence
from prongsai.apps.submission.looking import make_looks
from prongsai.apps.submission.models import FinalLook
from tests.apps.evidence.seen import keep
from tests.apps.factories import make_plan
from tests.apps.submission.office import CLOSES, NOW, make_office

pytestmark = pytest.mark.django_db


def kinds():
    return [(row.kind, row.is_late) for row in FinalLook.objects.order_by("due_at")]


def test_each_look_once_whatever_the_clock_does():
    office = make_office()
    moment = NOW
    while moment < CLOSES + timedelta(days=1):
        make_looks(moment)
        make_looks(moment)
        moment += timedelta(hours=1)
    assert kinds() == [("two_weeks", False), ("two_days", False), ("two_hours", False)]
    assert office.actions() == ["final_look_made"] * 3


def test_a_machine_that_was_off_makes_the_newest_and_notes_the_rest():
    make_office()
    make_looks(CLOSES - timedelta(minutes=20))
    assert kinds() == [("two_weeks", True), ("two_days", True), ("two_hours", False)]


def test_a_closing_that_moves_gets_its_looks_anew():
    office = make_office()
    make_looks(CLOSES - timedelta(days=10))
    office.year.entry_closes_at = CLOSES + timedelta(days=30)
    office.year.save()
    make_looks(CLOSES - timedelta(days=9))
    make_looks(CLOSES + timedelta(days=20))
    assert kinds() == [("two_weeks", False), ("two_weeks", False)]


def test_nothing_without_a_window_and_nothing_after_it():
    make_office(entry_closes_at=None)
    make_office()
    assert make_looks(CLOSES + timedelta(hours=1)) == 0
    assert make_looks(CLOSES - timedelta(days=20)) == 0


def test_what_is_found_is_kept_with_its_worth():
    office = make_office()
    office.answer("O1")
    office.answer("O43", has=False, addresses=[])
    make_looks(CLOSES - timedelta(days=13))
    row = FinalLook.objects.get()
    found = {(one["code"], one["kind"], one["severity"]) for one in row.problems}
    assert found == {
        ("O2", "not_said", "error"),
        ("O12", "not_said", "error"),
        ("O43", "has_not", "warning"),
        ("O1", "not_seen", "note"),
    }
    assert row.points_at_risk == Decimal("2.90")  # O2 0.40, O12 0.50 and O43, answered as not there, 2.00 of FY2566
    assert all(one["message_th"] and one["message_en"] for one in row.problems)


def test_what_the_auditor_saw_counts():
    office = make_office()
    plan = make_plan(office.agency)
    evidence = Evidence.objects.filter(measure__plan=plan).first()
    keep(evidence, "soft_404")
    office.answer("O1", addresses=[evidence.url])
    make_looks(CLOSES - timedelta(days=13))
    assert ("O1", "bad_address") in {(one["code"], one["kind"]) for one in FinalLook.objects.get().problems}
