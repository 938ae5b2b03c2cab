"""What is to be said, from the state alone: stages, escalation, downtime, a clock that jumps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.reminder import OpenThing, Person, Rule, Said, list_sayings, people_of

DUE = date(2023, 1, 31)
OFFICER = Person(1, frozenset({"officer"}), works_in=frozenset({10}))
HEAD = Person(2, frozenset({"unit_head"}), works_in=frozenset({10}), heads=frozenset({10}))
CLERK = Person(3, frozenset({"clerk_office"}))
ADMINISTRATOR = Person(4, frozenset({"chief_administrator"}))
EXECUTIVE = Person(5, frozenset({"top_executive"}))
ADMIN = Person(6, frozenset({"agency_admin"}))
OTHER = Person(7, frozenset({"officer"}), works_in=frozenset({11}))
PEOPLE = (OFFICER, CLERK, ADMINISTRATOR, EXECUTIVE, ADMIN, OTHER)
WITH_HEAD = (*PEOPLE, HEAD)
WORK = OpenThing("work:1", "due", "unit", frozenset({10}), DUE)
RULE = Rule()


def at(days: int) -> date:
    return DUE + timedelta(days=days)


class Ledger:
    """Runs day after day and keeps what was said, as the app does."""

    def __init__(self, things=(WORK,), people=PEOPLE, rule=RULE):
        self.things, self.people, self.rule, self.said = things, people, rule, []

    def run(self, today):
        sayings = list_sayings(self.things, self.people, self.rule, self.said, today)
        self.said += [Said(one.person, one.thing.key, one.line, one.rank, today) for one in sayings]
        return [(one.person, one.tone, one.days) for one in sayings]


class TestBeforeItIsDue:
    @pytest.mark.parametrize(("days", "wanted"), [(-8, []), (-7, [(1, "soon", 7)]), (-3, [(1, "soon", 3)])])
    def test_says_it_from_the_first_day_of_the_rule_on(self, days, wanted):
        assert Ledger().run(at(days)) == wanted

    def test_says_each_stage_once(self):
        ledger = Ledger()

        told = {days: ledger.run(at(days)) for days in range(-9, 1)}

        assert {days: lines for days, lines in told.items() if lines} == {-7: [(1, "soon", 7)], -1: [(1, "soon", 1)]}

    def test_a_stage_passed_while_nobody_worked_is_not_made_up(self):
        ledger = Ledger()
        ledger.run(at(-9))

        assert ledger.run(at(0)) == [(1, "soon", 0)]
        assert ledger.run(at(0)) == []

    def test_work_without_a_day_is_not_reminded_of(self):
        thing = OpenThing("work:2", "due", "unit", frozenset({10}))

        assert Ledger((thing,)).run(DUE) == []

    def test_an_extension_begins_anew(self):
        ledger = Ledger()
        ledger.run(at(-7))
        ledger.run(at(1))
        later = OpenThing("work:1", "due", "unit", frozenset({10}), at(30))
        ledger.things = (later,)

        assert ledger.run(at(2)) == []
        assert ledger.run(at(25)) == [(1, "soon", 5)]


class TestOverdue:
    def test_is_chased_every_so_many_days(self):
        ledger = Ledger(rule=Rule(escalate_after=()))

        told = [days for days in range(1, 30) if ledger.run(at(days))]

        assert told == [1, 8, 15, 22, 29]

    def test_is_said_once_where_the_rule_does_not_chase(self):
        ledger = Ledger(rule=Rule(escalate_after=(), chase_every=0))

        assert [days for days in range(1, 60) if ledger.run(at(days))] == [1]

    def test_is_told_higher_up_level_by_level(self):
        ledger = Ledger(people=WITH_HEAD)
        first: dict[int, int] = {}
        for days in range(-10, 40):
            for person, tone, _late in ledger.run(at(days)):
                if tone in ("escalated", "late"):
                    first.setdefault(person, days)

        # A head records for the unit as well and hears of it with the officers.
        assert first == {1: 1, 2: 1, 3: 7, 4: 14, 5: 30}

    def test_a_missing_level_hands_it_to_the_one_above(self):
        ledger = Ledger(people=(OFFICER, CLERK))

        assert ledger.run(at(3)) == [(1, "late", 3), (3, "escalated", 3)]

    def test_whoever_stands_in_for_several_levels_is_chased_as_for_one(self):
        ledger = Ledger(people=(OFFICER, EXECUTIVE))
        told = [days for days in range(1, 40) if any(person == 5 for person, _tone, _days in ledger.run(at(days)))]

        assert told == [3, 10, 17, 24, 31, 38]

    def test_after_three_days_of_downtime_it_is_said_once_with_the_days_late(self):
        ledger = Ledger()
        ledger.run(at(-1))

        assert ledger.run(at(3)) == [(1, "late", 3), (3, "escalated", 3)]
        assert ledger.run(at(3)) == []
        assert ledger.run(at(4)) == []


class TestWhatWaits:
    STEP = OpenThing("step:4:endorse", "step", "chief_administrator", since=date(2023, 1, 2), marker="a")

    def test_is_said_at_once_and_chased(self):
        ledger = Ledger((self.STEP,))

        told = [day for day in range(2, 31) if ledger.run(date(2023, 1, day))]

        assert told == [2, 9, 16, 23, 30]

    def test_a_second_return_is_a_new_thing_to_say(self):
        first = OpenThing("part:3", "returned", "unit", frozenset({10}), since=date(2023, 1, 2), marker="2")
        ledger = Ledger((first,))
        assert ledger.run(date(2023, 1, 2)) == [(1, "returned", 0)]
        ledger.things = (OpenThing("part:3", "returned", "unit", frozenset({10}), None, date(2023, 1, 4), "4"),)

        assert ledger.run(date(2023, 1, 4)) == [(1, "returned", 0)]

    def test_a_due_day_coming_near_is_said_in_between(self):
        thing = OpenThing("part:3", "returned", "unit", frozenset({10}), DUE, at(-9), "2")
        ledger = Ledger((thing,))

        assert [days for days in range(-9, 1) if ledger.run(at(days))] == [-9, -7, -2, -1]


class TestWho:
    def test_work_of_a_unit_is_not_told_to_another_unit(self):
        assert people_of("unit", frozenset({11}), PEOPLE) == (OTHER,)

    def test_an_officer_of_no_unit_takes_what_no_unit_has(self):
        anywhere = Person(8, frozenset({"officer"}), works_anywhere=True)

        assert people_of("unit", frozenset({99}), (*PEOPLE, anywhere)) == (anywhere,)

    def test_nobody_at_all_leaves_it_to_the_administrator(self):
        assert people_of("top_executive", frozenset(), (OFFICER, ADMIN)) == (ADMIN,)

    def test_an_auditor_is_never_asked(self):
        assert people_of("unit", frozenset({10}), (Person(9, frozenset({"auditor"})),)) == ()


class TestClock:
    def test_backwards_says_nothing_again(self):
        ledger = Ledger()
        for days in range(-8, 10):
            ledger.run(at(days))

        assert [ledger.run(at(days)) for days in range(-7, 10)] == [[]] * 17

    def test_ahead_for_a_day_holds_nothing_back_afterwards(self):
        ledger = Ledger(rule=Rule(escalate_after=()))
        ledger.run(at(400))

        assert [days for days in range(-8, 10) if ledger.run(at(days))] == [-7, -1, 1, 8]

    @given(st.lists(st.integers(-20, 60), max_size=40))
    def test_nothing_is_ever_said_twice_whatever_the_clock_does(self, days):
        ledger = Ledger(people=WITH_HEAD)
        for day in days:
            ledger.run(at(day))

        told = [(one.person, one.thing, one.line, one.rank) for one in ledger.said]
        assert len(told) == len(set(told))

    @given(st.sets(st.integers(-20, 60), min_size=1))
    def test_whoever_is_behind_knows_it_after_any_run_on_a_late_day(self, days):
        ledger = Ledger(people=WITH_HEAD)
        for day in sorted(days):
            ledger.run(at(day))

        if max(days) > 0:
            assert any(one.person == 1 and one.rank >= 100_000 for one in ledger.said)


class TestRule:
    def test_refuses_what_makes_no_sense(self):
        with pytest.raises(ValueError, match="not negative"):
            Rule(days_before=(-1,))
        with pytest.raises(ValueError, match="before it is late"):
            Rule(escalate_after=(("unit_head", 0),))
