"""When unfinished work falls due, seen from a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.apps.plans import queries
from prongsai.apps.plans.due import BUCKETS, bucket_of, count_buckets, in_bucket, periods_of
from prongsai.apps.plans.models import Measure, WorkItem
from prongsai.core import plan as core
from tests.apps.factories import make_agency, make_plan, measure_facts

TODAY = date(2026, 11, 23)  # a Monday; fiscal year 2570
YEAR = 2570


def line(number, kind="date", status="not_started", **fields):
    return core.FollowUp(number, f"งาน {number}", "task", core.Deadline(kind, **fields), status)


def make_plan_of(agency, year, **fields):
    """A plan with one piece of work, called like its year."""
    work = core.FollowUp(1, str(year), "task", core.Deadline("date" if fields else "none", **fields))
    return make_plan(agency, year, (measure_facts(1, steps=(), follow_ups=(work,)),))


def due_texts(agency, bucket=None, today=TODAY, **options):
    periods = periods_of(today)
    work = queries.due_work(
        agency, periods, from_year=queries.first_active_year(agency, today), **{"unit_id": None, **options}
    )
    return [row.work_item.text for row in (work.filter(in_bucket(bucket, periods)) if bucket else work)]


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
            "overdue": ["งาน 8", "งาน 1"],  # of the monthly work October, which nobody did
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
                assert bucket_of(item.due_on, periods) == bucket

    @pytest.mark.parametrize(
        "today",
        [
            date(2026, 11, 30),  # a Monday: the week ends after the month
            date(2026, 11, 29),  # a Sunday: the week ends today
            date(2027, 2, 28),  # a Sunday and the last of the month
            date(2026, 12, 31),
        ],
    )
    def test_every_day_is_in_one_list_where_week_and_month_end_apart(self, today):
        agency = make_agency()
        lines = tuple(line(n, due_on=today + timedelta(days=n - 2)) for n in range(1, 45))
        make_plan(agency, YEAR, (measure_facts(1, steps=(), follow_ups=lines),))
        periods = periods_of(today)

        lists = {bucket: due_texts(agency, bucket, today) for bucket in BUCKETS}

        expected = {bucket: [] for bucket in BUCKETS}
        for one in lines:
            expected[bucket_of(one.deadline.due_on, periods)].append(one.text)
        assert lists == expected
        assert lists["overdue"] == ["งาน 1"]
        assert lists["week"][0] == "งาน 2"
        work = queries.due_work(agency, periods, from_year=YEAR, unit_id=None)
        assert count_buckets(work, periods) == {bucket: len(texts) for bucket, texts in expected.items()}

    @pytest.mark.parametrize(
        ("fields", "bucket"),
        [
            ({"kind": "monthly", "from_on": date(2026, 11, 1), "until_on": date(2026, 11, 30)}, "month"),
            ({"kind": "monthly", "from_on": date(2026, 11, 1), "until_on": date(2026, 11, 29)}, "week"),
            ({"kind": "monthly", "from_on": date(2026, 11, 1), "until_on": date(2026, 11, 23)}, "week"),
            ({"kind": "monthly", "from_on": date(2026, 11, 1), "until_on": date(2026, 11, 22)}, "overdue"),
            ({"kind": "monthly", "from_on": date(2026, 12, 1), "until_on": date(2027, 1, 31)}, "later"),
            ({"kind": "monthly", "from_on": date(2026, 11, 30)}, "month"),
            ({"kind": "continuous", "from_on": date(2026, 10, 1), "until_on": date(2026, 11, 22)}, "overdue"),
            ({"kind": "continuous", "from_on": date(2026, 10, 1)}, "no_date"),
            ({"kind": "date", "from_on": date(2026, 10, 1), "due_on": date(2026, 12, 1)}, "later"),
        ],
    )
    def test_the_day_of_work_that_goes_on(self, fields, bucket):
        agency = make_agency()
        make_plan(agency, YEAR, (measure_facts(1, steps=(), follow_ups=(line(1, **fields),)),))

        assert [one for one in BUCKETS if due_texts(agency, one)] == [bucket]

    def test_steps_are_due_only_where_they_have_a_time_of_their_own(self):
        agency = make_agency()
        steps = (
            core.Step(1, "ไม่มีเวลา"),
            core.Step(2, "มีเวลา", core.Deadline("date", due_on=TODAY)),
            core.Step(3, "นับวัน", core.Deadline("relative", days_after_event=7)),
        )
        make_plan(agency, YEAR, (measure_facts(1, steps=steps, follow_ups=(core.FollowUp(1, "รายงาน"),)),))

        assert due_texts(agency, "week") == ["มีเวลา"]
        assert due_texts(agency, "no_date") == ["รายงาน", "นับวัน"]

    def test_the_new_years_plan_takes_over_on_the_first_of_october(self):
        agency = make_agency()
        for year in (2569, 2570):
            make_plan(agency, year, ())

        assert queries.first_active_year(agency, date(2026, 9, 30)) == 2569
        assert queries.first_active_year(agency, date(2026, 10, 1)) == 2570

    def test_a_plan_of_next_year_alone_is_shown_already(self):
        agency = make_agency()
        make_plan(agency, 2571, ())

        assert queries.first_active_year(agency, TODAY) == 2571
        assert queries.first_active_year(make_agency(), TODAY) is None

    @pytest.mark.parametrize(
        ("today", "shown"),
        [(TODAY, ["2570"]), (date(2027, 8, 31), ["2570"]), (date(2027, 9, 1), ["2570", "2571"])],
    )
    def test_work_of_a_later_plan_waits_for_the_month_before_its_year(self, today, shown):
        agency = make_agency()
        make_plan_of(agency, 2570, due_on=date(2027, 9, 30))
        make_plan_of(agency, 2571, due_on=date(2027, 12, 31))
        make_plan_of(agency, 2574)

        assert due_texts(agency, today=today) == shown
        work = queries.count_due_of([agency.units.get(name="สำนักปลัด")], agency, today)
        assert list(work.values()) == [len(shown)]

    @pytest.mark.parametrize(
        ("years", "order"),
        [
            ((2568, 2569, 2570, 2571, 2574), [2570, 2571, 2574, 2569, 2568]),
            ((2568, 2569, 2574), [2569, 2574, 2568]),
            ((2571, 2574), [2571, 2574]),
            ((), []),
        ],
    )
    def test_the_list_of_plans_begins_with_the_one_in_front(self, years, order):
        agency = make_agency()
        for year in years:
            make_plan(agency, year, ())

        assert [plan.fiscal_year for plan in queries.list_plans(agency, TODAY)] == order

    def test_work_of_a_later_plan_is_shown_in_the_month_it_is_due(self):
        agency = make_agency()
        make_plan_of(agency, 2570)
        make_plan_of(agency, 2571, due_on=date(2026, 11, 30))
        make_plan_of(agency, 2574, due_on=date(2026, 12, 1))

        assert due_texts(agency) == ["2571", "2570"]

    def test_of_plans_yet_to_come_the_soonest_is_shown(self):
        agency = make_agency()
        make_plan_of(agency, 2571, due_on=date(2027, 12, 31))
        make_plan_of(agency, 2574)

        assert due_texts(agency) == ["2571"]

    def test_work_in_progress_under_a_measure_called_done_is_still_due(self):
        agency = make_agency()
        lines = (line(1, due_on=TODAY, status="in_progress"), line(2, due_on=TODAY, status="unknown"))
        make_plan(agency, YEAR, (measure_facts(1, steps=(), follow_ups=lines, status="in_progress"),))
        Measure.objects.update(status="done")

        assert due_texts(agency) == ["งาน 1"]

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


@pytest.mark.django_db
class TestCountDueOf:
    def test_counts_what_names_the_unit_or_every_unit_once(self):
        agency = make_agency()
        clerk, finance = core.Responsible("สำนักปลัด"), core.Responsible("กองคลัง")
        everyone = core.Responsible("ทุกส่วนงาน", all_units=True)
        named = ((clerk,), (finance,), (clerk, finance), (clerk, everyone), (clerk, clerk), ())
        make_plan(agency, measures=tuple(measure_facts(n, responsible=who) for n, who in enumerate(named, 1)))
        units = list(agency.units.all())

        counts = queries.count_due_of(units, agency, TODAY)

        year = queries.first_active_year(agency, TODAY)
        for unit in units:
            due = queries.due_work(agency, periods_of(TODAY), from_year=year, unit_id=unit.pk)
            assert counts[unit.pk] == due.count(), unit
        assert counts[next(unit.pk for unit in units if unit.name == "สำนักปลัด")] > 0

    def test_of_no_units_asks_nothing(self, django_assert_num_queries):
        agency = make_agency()

        with django_assert_num_queries(0):
            assert queries.count_due_of([], agency, TODAY) == {}

    def test_is_one_query_for_many_units(self, django_assert_num_queries):
        agency = make_agency()
        make_plan(agency)
        units = list(agency.units.all())

        with django_assert_num_queries(1):
            assert len(queries.count_due_of(units, agency, TODAY)) == len(units) > 1
