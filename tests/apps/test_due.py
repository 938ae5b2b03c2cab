"""When unfinished work falls due, seen from a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.apps.plans import queries
from prongsai.apps.plans.due import BUCKETS, bucket_of, count_buckets, in_bucket, periods_of
from prongsai.apps.plans.models import WorkItem
from prongsai.core import plan as core
from tests.apps.factories import make_agency, make_plan, measure_facts

TODAY = date(2026, 11, 23)  # a Monday; fiscal year 2570
YEAR = 2570


def line(number, kind="date", status="not_started", **fields):
    return core.FollowUp(number, f"งาน {number}", "task", core.Deadline(kind, **fields), status)


def due_texts(agency, bucket=None, today=TODAY, **options):
    periods = periods_of(today)
    work = queries.due_work(
        agency, periods, from_year=queries.first_active_year(agency, today), **{"unit_id": None, **options}
    )
    return [item.text for item in (work.filter(in_bucket(bucket, periods)) if bucket else work)]


class TestPeriods:
    def test_a_week_ends_on_sunday(self):
        assert periods_of(TODAY).week_end == date(2026, 11, 29)
        assert periods_of(date(2026, 11, 29)).week_end == date(2026, 11, 29)

    @given(st.dates(date(2022, 1, 1), date(2030, 12, 31)), st.integers(-400, 400))
    def test_every_day_lies_in_exactly_one_bucket(self, today, offset):
        periods = periods_of(today)
        day = today + timedelta(days=offset)

        bucket = bucket_of(day, periods)

        assert (bucket == "overdue") == (day < today)
        assert (bucket == "later") == (day > periods.week_end and day > periods.month_end)


@pytest.mark.django_db
class TestDueWork:
    def test_falls_into_the_buckets_in_order_of_the_day(self):
        agency = make_agency()
        lines = (
            line(1, due_on=TODAY - timedelta(days=1)),
            line(2, due_on=TODAY),
            line(3, due_on=date(2026, 11, 29)),
            line(4, due_on=date(2026, 11, 30)),
            line(5, due_on=date(2026, 12, 1)),
            line(6, kind="none"),
            line(7, kind="relative", days_after_event=7),
            line(8, kind="monthly"),
            line(9, kind="continuous", until_on=date(2027, 9, 30)),
        )
        make_plan(agency, YEAR, (measure_facts(1, steps=(), follow_ups=lines),))

        found = {bucket: due_texts(agency, bucket) for bucket in BUCKETS}

        assert found == {
            "overdue": ["งาน 1"],
            "week": ["งาน 2", "งาน 3"],
            "month": ["งาน 4", "งาน 8"],
            "later": ["งาน 5", "งาน 9"],
            "no_date": ["งาน 6", "งาน 7"],
        }

    def test_counts_agree_with_the_lists(self):
        agency = make_agency()
        make_plan(agency, YEAR, 3)
        periods = periods_of(TODAY)
        work = queries.due_work(agency, periods, from_year=YEAR, unit_id=None)

        counts = count_buckets(work, periods)

        assert counts == {bucket: len(due_texts(agency, bucket)) for bucket in BUCKETS}

    def test_python_and_database_agree(self):
        agency = make_agency()
        lines = tuple(line(n, due_on=TODAY + timedelta(days=n * 3 - 20)) for n in range(1, 15))
        make_plan(agency, YEAR, (measure_facts(1, steps=(), follow_ups=lines),))
        periods = periods_of(TODAY)

        for bucket in BUCKETS:
            for item in queries.due_work(agency, periods, from_year=YEAR, unit_id=None).filter(
                in_bucket(bucket, periods)
            ):
                assert bucket_of(item.falls_due_on, periods) == bucket

    def test_monthly_work_that_ended_is_due_on_its_last_day(self):
        agency = make_agency()
        ended = line(1, kind="monthly", from_on=date(2026, 10, 1), until_on=date(2026, 10, 31))
        make_plan(agency, YEAR, (measure_facts(1, steps=(), follow_ups=(ended,)),))

        assert due_texts(agency, "overdue") == ["งาน 1"]

    def test_leaves_out_what_is_done_and_what_the_document_says_is_done(self):
        agency = make_agency()
        done = line(1, due_on=TODAY, status="done")
        said = line(1, due_on=TODAY, status="unknown")
        make_plan(
            agency,
            YEAR,
            (
                measure_facts(1, steps=(), follow_ups=(done,)),
                measure_facts(2, steps=(), follow_ups=(said,), status="done"),
            ),
        )

        assert due_texts(agency) == []

    def test_leaves_out_older_plans_once_a_newer_one_is_there(self):
        agency = make_agency()
        make_plan(agency, YEAR - 1, 1)
        assert due_texts(agency)

        make_plan(agency, YEAR, ())

        assert due_texts(agency) == []

    def test_keeps_an_old_plan_alive_while_it_is_the_only_one(self):
        agency = make_agency()
        make_plan(agency, 2566, 1)

        assert "รายงานผู้บริหาร" in due_texts(agency, "overdue")

    def test_a_unit_sees_its_own_work_and_that_of_every_unit(self):
        agency = make_agency()
        make_plan(
            agency,
            YEAR,
            (
                measure_facts(
                    1, steps=(), follow_ups=(line(1, due_on=TODAY),), responsible=(core.Responsible("กองคลัง/งานพัสดุ"),)
                ),
                measure_facts(
                    2, steps=(), follow_ups=(line(2, due_on=TODAY),), responsible=(core.Responsible("สำนักปลัด"),)
                ),
                measure_facts(
                    3,
                    steps=(),
                    follow_ups=(line(3, due_on=TODAY),),
                    responsible=(core.Responsible("ทุกส่วนงาน", all_units=True),),
                ),
            ),
        )
        finance = agency.units.get(name="กองคลัง")

        assert due_texts(agency, unit_id=finance.pk) == ["งาน 1", "งาน 3"]

    def test_sees_only_its_own_agency(self):
        other = make_agency()
        make_plan(other, YEAR, 1)

        assert due_texts(make_agency()) == []
        assert WorkItem.objects.exists()
