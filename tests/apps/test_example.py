"""The example is alive on whatever day it is loaded, and may be loaded twice."""

from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.apps.plans import queries
from prongsai.apps.plans.due import count_buckets, periods_of
from prongsai.apps.plans.example import _read, healthy_plan, living_plan, load_example
from prongsai.apps.plans.models import Plan
from prongsai.core import plan as core
from prongsai.core.fiscal_year import fiscal_year_of
from tests.apps.factories import NOW
from tests.apps.kept_rows import kept_rows
from tests.told_in_words import faults_of

HOME = core.Agency("เทศบาล", hosts=("www.example.go.th",))


class TestLivingPlan:
    @given(st.dates(date(2024, 1, 1), date(2032, 12, 31)))
    def test_has_work_done_overdue_this_week_and_later(self, today):
        plan = living_plan(_read(), HOME, today)
        week_end = periods_of(today).week_end
        lines = [line for measure in plan.measures for line in measure.follow_ups if line.deadline.kind == "date"]
        open_days = [line.deadline.due_on for line in lines if line.status != "done"]

        assert plan.fiscal_year == fiscal_year_of(today)
        assert any(day < today for day in open_days)
        assert any(today <= day <= week_end for day in open_days)
        assert any(day > week_end for day in open_days)
        assert all(line.done_on <= today and line.evidence for line in lines if line.status == "done")


class TestHealthyPlan:
    def test_everything_is_done_before_its_day_with_evidence(self):
        plan = healthy_plan(_read(), HOME)

        for measure in plan.measures:
            assert measure.status == "done"
            for line in measure.follow_ups:
                if line.deadline.kind == "date":
                    assert line.done_on < line.deadline.due_on
                    assert line.evidence


TODAY = date(2026, 11, 23)


@pytest.fixture(scope="class")
def made(django_db_setup, django_db_blocker):
    """What loading says that it made; all of it is there."""
    with kept_rows(django_db_blocker):
        yield load_example(today=TODAY, at=NOW)


@pytest.mark.django_db
class TestLoadExample:
    def test_may_be_run_twice(self, made):
        events = Event.objects.count()
        second = load_example(today=TODAY, at=NOW)

        assert made[10:12] == ["chain", "3 parts on their way"]
        assert "result 2566" in made
        assert "8 publications of 2570" in made
        assert second == []
        assert Event.objects.count() == events
        assert verify_agency(Agency.objects.get().slug).faults == ()

    def test_reads_the_report_an_office_would_bring(self, made):
        plan = Plan.objects.get(fiscal_year=2566)

        assert plan.measures.count() == 9
        assert plan.source_name == "report-2566.txt"
        assert any(one["code"] == "columns_shifted" for one in plan.reader_findings)

    def test_has_one_account_for_each_role_without_a_persons_name(self, made):
        roles = {user.memberships.get().role for user in User.objects.filter(is_demo=True)}

        assert roles == {
            "officer",
            "unit_head",
            "clerk_office",
            "chief_administrator",
            "top_executive",
            "agency_admin",
        }
        assert not any(user.display_name.startswith(("นาย ", "นาง")) for user in User.objects.all())

    def test_what_is_due_is_alive(self, made):
        agency = Agency.objects.get()

        counts = count_buckets(
            queries.due_work(agency, periods_of(TODAY), from_year=2570, unit_id=None), periods_of(TODAY)
        )

        assert all(counts[bucket] for bucket in ("overdue", "week", "month", "later"))

    def test_its_history_is_told_in_words(self, made):
        events = Event.objects.all()

        assert len(events) > 200
        assert sorted({fault for event in events for fault in faults_of(event)}) == []


@pytest.mark.django_db
class TestCommand:
    def test_says_what_it_made(self, capsys):
        call_command("load_example")
        assert "plan 2567" in capsys.readouterr().out

        call_command("load_example")
        assert "already" in capsys.readouterr().out
