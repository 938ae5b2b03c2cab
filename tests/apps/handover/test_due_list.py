"""The list of what is due: the same rows as the query built anew, in every bucket, page and shape."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from prongsai.apps.handover.actions import return_work
from prongsai.apps.handover.came_back import CameBack, came_back
from prongsai.apps.handover.due_list import DueList, lacks_handover, still_to_hand_in, with_parts
from prongsai.apps.plans.due import BUCKETS, count_buckets, in_bucket, periods_of
from prongsai.apps.plans.models import Occurrence
from prongsai.apps.plans.queries import due_work
from tests.apps.factories import make_agency, make_plan, measure_facts
from tests.apps.handover.office import AT, EVERY_UNIT, hand_in, make_office, mending
from tests.apps.test_due import TODAY, YEAR, line

pytestmark = pytest.mark.django_db


def make_due(count=45):
    """An agency with so many lines of work, one for each day from three weeks before today."""
    agency = make_agency()
    lines = tuple(line(n, due_on=TODAY + timedelta(days=n - 20)) for n in range(1, count + 1))
    make_plan(agency, YEAR, (measure_facts(1, steps=(), follow_ups=lines),))
    return agency


def supervision(number, **fields):
    return replace(line(number, **fields), role="supervision")


def due_list(agency, *, today=TODAY, year=YEAR, unit=None, own=None, **more):
    return DueList(agency, periods_of(today), year, unit, own, **{"is_chained": False} | more)


def built_anew(agency, bucket=None, *, today=TODAY):
    periods = periods_of(today)
    rows = with_parts(due_work(agency, periods, from_year=YEAR, unit_id=None), None)
    return list(rows.filter(in_bucket(bucket, periods)) if bucket else rows)


class TestRows:
    @pytest.mark.parametrize("bucket", [None, *BUCKETS])
    def test_each_bucket_as_built_anew(self, bucket):
        agency = make_due()

        rows = due_list(agency).rows(bucket)

        assert rows[0:100] == built_anew(agency, bucket)
        assert len(rows) == len(built_anew(agency, bucket))

    @pytest.mark.parametrize("today", [date(2026, 11, 30), date(2026, 11, 29), date(2027, 2, 28), TODAY])
    @pytest.mark.parametrize("bucket", BUCKETS)
    def test_where_week_and_month_end_apart(self, today, bucket):
        agency = make_due()

        assert due_list(agency, today=today).rows(bucket)[0:100] == built_anew(agency, bucket, today=today)

    def test_pages_follow_each_other_and_the_last_may_be_short_or_long(self):
        agency = make_due()
        rows, whole = due_list(agency).rows(), built_anew(agency)

        assert rows[0:20] + rows[20:45] == whole
        assert [len(rows[start:stop]) for start, stop in ((0, 20), (20, 45), (40, 45), (60, 80), (5, 5))] == [
            20,
            25,
            5,
            0,
            0,
        ]
        assert rows[7] == whole[7]

    def test_one_query_for_a_slice_and_one_for_the_counts(self, django_assert_num_queries):
        due = due_list(make_due())
        due.rows()[0:20]
        with django_assert_num_queries(2):
            counts, rows = due.counts(), due.rows()[0:20]
        assert (sum(counts.values()), len(rows)) == (45, 20)
        assert {row.work_item.measure.plan.fiscal_year for row in rows} == {YEAR}

    def test_lines_of_another_agency_or_year_are_not_taken_from_the_one_before(self):
        first, second = make_due(3), make_due(5)

        assert [len(due_list(one).rows()[0:20]) for one in (first, second, first)] == [3, 5, 3]
        assert due_list(first, year=YEAR + 1).rows()[0:20] == []

    def test_without_a_plan_nothing_is_asked(self, django_assert_num_queries):
        due = due_list(make_agency(), year=None)
        with django_assert_num_queries(0):
            assert due.rows()[0:20] == []
            assert due.counts() == dict.fromkeys(BUCKETS, 0)


class TestCounts:
    def test_as_counted_anew(self):
        agency = make_due()
        periods = periods_of(TODAY)

        assert due_list(agency).counts() == count_buckets(
            due_work(agency, periods, from_year=YEAR, unit_id=None), periods
        )


class TestSupervision:
    def test_is_counted_among_all_and_by_itself(self):
        agency = make_agency()
        lines = (line(1, due_on=TODAY), supervision(2, due_on=TODAY - timedelta(days=3)))
        make_plan(agency, YEAR, (measure_facts(1, steps=(), follow_ups=lines),))

        counted = due_list(agency).count()

        assert (counted.all["overdue"], counted.all["week"]) == (1, 1)
        assert (counted.supervision["overdue"], counted.supervision["week"]) == (1, 0)

    def test_is_left_out_where_it_is_not_to_be_shown(self):
        agency = make_agency()
        lines = (line(1, due_on=TODAY), supervision(2, due_on=TODAY))
        make_plan(agency, YEAR, (measure_facts(1, steps=(), follow_ups=lines),))
        due = due_list(agency, shows_supervision=False)

        assert [row.work_item.role for row in due.rows()[0:20]] == ["task"]
        assert sum(due.counts().values()) == 1


class TestChain:
    @pytest.mark.parametrize("who", [None, "officer", "head", "finance", "clerk"])
    @pytest.mark.parametrize("unit", [None, "สำนักปลัด", "กองคลัง"])
    def test_what_was_handed_in_is_left_out_as_by_the_query_itself(self, unit, who):
        office = make_office(measures=EVERY_UNIT)
        unit_id = office.part(unit).unit_id if unit else None
        hand_in(office)
        hand_in(office, "กองคลัง")
        return_work(
            handover=office.handover(), part_ids=[office.part().pk], reason="ขาด", step="check", by=office.head, at=AT
        )
        user = getattr(office, who) if who else None
        back = CameBack.to(user, mending(office, user)) if user else None
        due = due_list(office.agency, year=office.plan.fiscal_year, unit=unit_id, is_chained=True, back=back)
        given = back and came_back(back.mending.for_all, user.pk, back.mending.units, str(user))
        anew = still_to_hand_in(
            due_work(office.agency, due.periods, from_year=office.plan.fiscal_year, unit_id=unit_id),
            unit_id,
            given,
        )

        assert due.rows()[0:100] == list(anew)
        shown = [row for row in anew if row.work_item.role == "task"]
        assert len(shown) == (0 if who == "officer" or unit == "กองคลัง" else 1)
        assert sum(due.counts().values()) == anew.count()

    def test_the_open_part_is_of_the_own_units(self):
        office = make_office(measures=EVERY_UNIT)
        part, other = office.part("กองคลัง"), office.part("สำนักปลัด")
        found = {
            own: {
                row.handover_pk: row.part_pk
                for row in due_list(office.agency, year=office.plan.fiscal_year, own=own, is_chained=True).rows()[0:20]
            }[part.handover_id]
            for own in (frozenset({part.unit_id}), frozenset({other.unit_id}), frozenset(), None)
        }

        assert found == {
            frozenset({part.unit_id}): part.pk,
            frozenset({other.unit_id}): other.pk,
            frozenset(): None,
            None: None,
        }

    def test_a_row_without_hand_over_is_known(self):
        agency = make_due(1)
        (row,) = due_list(agency).rows()[0:5]

        assert isinstance(row, Occurrence)
        assert lacks_handover(row)
