"""The last looks before the form closes: none lost after days without power, none made twice."""

from datetime import UTC, datetime, timedelta

import pytest

from prongsai.core.submission import LOOKS, looks_before, looks_to_make

CLOSES = datetime(2026, 4, 30, 16, 30, tzinfo=UTC)


def before(**parts):
    return CLOSES - timedelta(**parts)


def kinds(looks):
    return [(look.kind, look.is_late) for look in looks]


def test_three_looks_at_their_moments():
    assert [(look.kind, CLOSES - look.due_at) for look in looks_before(CLOSES)] == [
        ("two_weeks", timedelta(days=14)),
        ("two_days", timedelta(days=2)),
        ("two_hours", timedelta(hours=2)),
    ]


@pytest.mark.parametrize(
    ("now", "made", "expected"),
    [
        (before(days=15), (), []),
        (before(days=14), (), [("two_weeks", False)]),
        (before(days=13), ("two_weeks",), []),
        (before(days=3), (), [("two_weeks", False)]),
        (before(days=2), ("two_weeks",), [("two_days", False)]),
        (before(hours=1), ("two_weeks", "two_days"), [("two_hours", False)]),
        (before(hours=1), ("two_weeks", "two_days", "two_hours"), []),
        (CLOSES, (), []),
        (CLOSES + timedelta(days=1), ("two_weeks",), []),
    ],
)
def test_what_is_to_be_looked_at(now, made, expected):
    assert kinds(looks_to_make(CLOSES, made, now)) == expected


def test_after_days_without_power_only_the_newest_is_made_and_the_others_are_noted():
    assert kinds(looks_to_make(CLOSES, (), before(minutes=30))) == [
        ("two_weeks", True),
        ("two_days", True),
        ("two_hours", False),
    ]


def test_when_the_newest_was_made_an_older_one_is_only_noted():
    assert kinds(looks_to_make(CLOSES, ("two_days",), before(days=1))) == [("two_weeks", True)]


def test_what_was_due_before_the_window_was_known_is_no_miss():
    found = looks_to_make(CLOSES, (), before(days=1), known_from=before(days=5))
    assert kinds(found) == [("two_days", False)]


def test_an_office_that_names_its_window_late_still_gets_one_look():
    assert kinds(looks_to_make(CLOSES, (), before(days=7), known_from=before(days=7))) == [("two_weeks", False)]


def test_stepping_through_the_window_makes_each_look_once():
    made, log = set(), []
    now = before(days=20)
    while now < CLOSES + timedelta(days=1):
        for look in looks_to_make(CLOSES, made, now):
            made.add(look.kind)
            log.append((look.kind, look.is_late))
        now += timedelta(minutes=30)
    assert log == [(kind, False) for kind in LOOKS]
