"""Where an item stands, and in which order items are worth a person's time."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.item_standing import (
    ItemFacts,
    months_missing,
    period_of,
    seen_by_machine,
    standing_of,
    work_order,
)

DAYS = st.dates(date(2022, 9, 1), date(2023, 11, 30))
WHOLE = ItemFacts("O1", 1, ("there", "there"), public=1, in_the_making=0, points=Decimal("1.5"))


class TestStanding:
    @pytest.mark.parametrize(
        ("change", "wanted"),
        [
            ({}, "complete"),
            ({"public": 0}, "missing"),
            ({"public": 0, "in_the_making": 1}, "in_progress"),
            ({"elements": ("there", "not_there")}, "incomplete"),
            ({"elements": ("there", "cannot_tell")}, "to_look"),
            ({"elements": ("there", "")}, "to_look"),
            ({"elements": ("not_there", "cannot_tell")}, "incomplete"),
            ({"months_missing": (date(2022, 10, 1),)}, "incomplete"),
            ({"elements": ()}, "complete"),
        ],
    )
    def test_is_the_worst_that_is_known(self, change, wanted):
        assert standing_of(replace(WHOLE, **change)).state == wanted

    def test_what_cannot_be_told_is_not_missing(self):
        standing = standing_of(replace(WHOLE, elements=("there", "cannot_tell", "", "not_there")))

        assert (standing.there, standing.not_there, standing.to_look) == (1, 1, 2)


class TestWorkOrder:
    def codes(self, *facts):
        return [one.code for one in sorted(facts, key=lambda one: work_order(one, standing_of(one)))]

    def test_what_is_whole_comes_last(self):
        dear = replace(WHOLE, code="O9", points=Decimal(9))
        cheap = replace(WHOLE, code="O2", points=Decimal("0.1"), public=0)

        assert self.codes(dear, cheap) == ["O2", "O9"]

    def test_what_is_worth_most_first_and_unknown_worth_last(self):
        rows = [
            replace(WHOLE, code=code, points=points, public=0)
            for code, points in (("O1", None), ("O2", Decimal(1)), ("O3", Decimal(5)))
        ]

        assert self.codes(*rows) == ["O3", "O2", "O1"]

    def test_of_equals_what_is_nearest_to_being_done(self):
        look = replace(WHOLE, code="O1", elements=("there", ""), position=9)
        one_missing = replace(WHOLE, code="O2", elements=("there", "not_there"), position=8)
        two_missing = replace(WHOLE, code="O3", elements=("not_there", "not_there"), position=7)
        draft = replace(WHOLE, code="O4", public=0, in_the_making=1, position=6)
        empty = replace(WHOLE, code="O5", public=0, position=5)

        assert self.codes(empty, draft, two_missing, one_missing, look) == ["O1", "O2", "O3", "O4", "O5"]

    def test_then_what_is_due_first_then_the_frameworks_order(self):
        late = replace(WHOLE, code="O1", public=0, due_on=date(2023, 2, 1), position=1)
        soon = replace(WHOLE, code="O2", public=0, due_on=date(2023, 1, 1), position=2)
        never = replace(WHOLE, code="O3", public=0, position=3)
        never_too = replace(WHOLE, code="O4", public=0, position=4)

        assert self.codes(never_too, never, late, soon) == ["O2", "O1", "O3", "O4"]


class TestMonths:
    def test_are_wanted_once_they_are_over(self):
        found = months_missing("monthly_current_fy", 2566, (), date(2022, 12, 30))

        assert found == (date(2022, 10, 1), date(2022, 11, 1))

    def test_a_span_covers_the_months_wholly_in_it(self):
        covered = [(date(2022, 10, 1), date(2022, 11, 29)), (date(2022, 12, 1), date(2023, 1, 31))]

        found = months_missing("monthly_current_fy", 2566, covered, date(2023, 1, 31))

        assert found == (date(2022, 11, 1),)

    def test_all_twelve_after_the_year(self):
        assert len(months_missing("monthly_current_fy", 2566, (), date(2024, 5, 5))) == 12

    @pytest.mark.parametrize(
        ("until", "count"),
        [
            (date(2022, 10, 30), 0),
            (date(2022, 10, 31), 1),
            (date(2022, 12, 31), 3),
            (date(2023, 2, 27), 4),
            (date(2023, 2, 28), 5),
            (date(2023, 9, 29), 11),
            (date(2023, 9, 30), 12),
            (date(2023, 10, 1), 12),
            (date(2021, 1, 1), 0),
        ],
    )
    def test_a_month_is_over_on_its_last_day(self, until, count):
        assert len(months_missing("monthly_current_fy", 2566, (), until)) == count

    def test_february_of_a_leap_year_ends_on_the_29th(self):
        assert date(2024, 2, 1) not in months_missing("monthly_current_fy", 2567, (), date(2024, 2, 28))
        assert date(2024, 2, 1) in months_missing("monthly_current_fy", 2567, (), date(2024, 2, 29))

    @given(st.lists(st.tuples(DAYS, DAYS), max_size=3), DAYS)
    def test_are_in_order_each_once_and_covered_by_nothing(self, covered, until):
        found = months_missing("monthly_current_fy", 2566, covered, until)

        assert list(found) == sorted(set(found))
        assert all(first.day == 1 and first <= until for first in found)
        assert not any(
            start <= first and stop >= date(first.year, first.month, 28) + timedelta(5)
            for first in found
            for start, stop in covered
        )

    @given(DAYS)
    def test_a_span_over_the_whole_year_leaves_none(self, until):
        assert months_missing("monthly_current_fy", 2566, [(date(2022, 10, 1), date(2023, 9, 30))], until) == ()

    def test_of_monthly_items_alone(self):
        assert months_missing("current_fy", 2566, (), date(2024, 5, 5)) == ()


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        ("current_fy", (date(2022, 10, 1), date(2023, 9, 30))),
        ("monthly_current_fy", (date(2022, 10, 1), date(2023, 9, 30))),
        ("first_half_current_fy", (date(2022, 10, 1), date(2023, 3, 31))),
        ("previous_fy", (date(2021, 10, 1), date(2022, 9, 30))),
        ("analysis_of_previous_fy_result", (date(2021, 10, 1), date(2022, 9, 30))),
        ("evergreen", None),
        ("multi_year_covering_current_fy", None),
    ],
)
def test_the_period_asked_for_in_days(period, wanted):
    assert period_of(period, 2566) == wanted


@pytest.mark.parametrize(
    ("seen", "all_were_read", "wanted"),
    [
        (["not_found", "found"], False, "there"),
        (["not_found", "not_found"], True, "not_there"),
        (["not_found"], False, "cannot_tell"),
        (["not_found", "cannot_tell"], True, "cannot_tell"),
        ([], False, "cannot_tell"),
        ([], True, ""),
    ],
)
def test_the_machine_says_missing_only_of_what_it_read_whole(seen, all_were_read, wanted):
    assert seen_by_machine(seen, all_were_read=all_were_read) == wanted
