"""What the plans are told: the rounds of a report's months, and decisions as somebody's own work."""

from datetime import UTC, date, datetime

import pytest

from prongsai.apps.agencies.mending import mending_of
from prongsai.apps.agencies.models import Post
from prongsai.apps.handover.desk import load_frame
from prongsai.apps.plans.queries import get_plan_facts, get_report_facts
from prongsai.apps.plans.rounds_port import rounds
from prongsai.apps.rounds import actions
from prongsai.apps.rounds.for_plans import MOST_OWN
from prongsai.apps.rounds.jobs import keep_rounds
from prongsai.apps.rounds.queries import list_open_decisions
from prongsai.core.plan import MonthlyRound
from tests.apps.factories import give_post, make_user
from tests.apps.rounds.office import DECEMBER, Clock, decide, make_office, on_paper, sign

pytestmark = pytest.mark.django_db
YEAR = (date(2022, 10, 1), date(2023, 9, 30))


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Clock(monkeypatch)


class TestHeldRounds:
    def test_name_day_post_and_decisions(self):
        office = make_office()
        decide(office, text="ก")
        gone = decide(office, text="ข")
        actions.withdraw_decision(decision=gone, version=1, reason="ซ้ำ", by=office.executive, at=DECEMBER)
        sign(office)

        assert rounds().list_held(office.agency, *YEAR) == (
            MonthlyRound("2022-12", date(2022, 12, 1), "นายกเทศมนตรีตำบลทดสอบ", ("ก",)),
        )

    def test_a_month_that_runs_is_left_out_and_a_missed_one_is_there(self, clock):
        office = make_office()
        assert rounds().list_held(office.agency, *YEAR) == ()
        clock.go(2023, 1, 1)

        assert rounds().list_held(office.agency, *YEAR) == (MonthlyRound("2022-12"),)

    def test_only_the_months_asked_for(self, clock):
        office = make_office()
        sign(office)
        clock.go(2023, 2, 1)
        keep_rounds()

        assert [one.month for one in rounds().list_held(office.agency, date(2023, 1, 15), date(2023, 1, 31))] == [
            "2023-01"
        ]

    def test_of_paper_carry_the_memos_day(self, clock):
        office = make_office()
        clock.go(2022, 12, 20)
        on_paper(office, at=clock.at, memo_on=date(2022, 12, 9))

        assert rounds().list_held(office.agency, *YEAR)[0].held_on == date(2022, 12, 9)


class TestReportFacts:
    def test_hold_the_rounds_of_the_reports_months(self, clock):
        office = make_office()
        sign(office)
        for month in range(1, 6):
            clock.go(2023, month, 10)
            keep_rounds()

        half = get_report_facts(office.plan, "half_year").monthly_rounds
        whole = get_report_facts(office.plan, "full_year").monthly_rounds

        assert [one.month for one in half] == ["2022-12", "2023-01", "2023-02", "2023-03"]
        assert [one.month for one in whole][-1] == "2023-04"  # May is running
        assert get_report_facts(office.plan, None) == get_plan_facts(office.plan)

    def test_keep_what_an_import_brought_for_other_months(self):
        office = make_office()
        office.plan.monthly_rounds = [
            {"month": "2022-11", "held_on": "2022-11-30", "signed_by_post": "นายก", "decisions": []},
            {"month": "2022-12", "held_on": None, "signed_by_post": None, "decisions": ["เก่า"]},
        ]
        office.plan.save()
        sign(office)

        held = get_report_facts(office.plan, "half_year").monthly_rounds

        assert [(one.month, one.signed_by_post, one.decisions) for one in held] == [
            ("2022-11", "นายก", ()),
            ("2022-12", "นายกเทศมนตรีตำบลทดสอบ", ()),
        ]


def own_work(user, agency):
    """As the first page asks for it."""
    frame = load_frame(agency, date(2022, 12, 1), counts_asked=False, finds_officers=True)
    mending = mending_of(user, agency, (unit.pk for unit in frame.units), frame.with_officer)
    return rounds().list_own_work(user, agency, mending)


class TestOwnWork:
    def texts(self, user, agency):
        parts = [part for part in own_work(user, agency) if part.template == "rounds/own_decisions.html"]
        return [line.text for part in parts for line in part.content]

    def test_is_of_the_persons_unit_and_soonest_first(self):
        office = make_office()
        decide(office, text="ช้า", due_on=date(2022, 12, 25))
        decide(office, text="เร็ว", due_on=date(2022, 12, 5))
        decide(office, text="ของปลัด", unit="สำนักปลัด")
        decide(office, text="ของทุกคน", unit="")

        assert self.texts(office.finance, office.agency) == ["เร็ว", "ช้า"]
        assert self.texts(office.officer, office.agency) == ["ของปลัด"]
        assert self.texts(office.clerk, office.agency) == ["ของทุกคน"]  # what a unit does stands on its people's pages
        assert self.texts(office.executive, office.agency) == []
        assert self.texts(office.auditor, office.agency) == []

    def test_of_a_unit_without_officer_is_the_clerks(self):
        office = make_office()
        decide(office, text="ของคลัง")
        decide(office, text="ของปลัด", unit="สำนักปลัด")
        office.finance.is_active = False
        office.finance.save()

        assert self.texts(office.clerk, office.agency) == ["ของคลัง"]

    def test_of_one_who_signs_and_records_is_what_it_is_of_one_who_records(self):
        office = make_office()
        for day in (25, 5, 15):
            decide(office, text=str(day), due_on=date(2022, 12, day))
        decide(office, text="ของปลัด", unit="สำนักปลัด")
        decide(office, text="ของทุกคน", unit="")
        for user in (office.clerk, office.finance):
            plain = self.texts(user, office.agency)
            give_post(user, Post.objects.get(agency=office.agency, kind="top_executive"), capacity="delegated")

            sign_part, _decisions = own_work(user, office.agency)

            assert self.texts(user, office.agency) == plain != []
            assert [line.id for line in sign_part.content.open] == [office.round().pk]
            assert sign_part.waiting_count == 1

    def test_is_empty_without_any(self):
        office = make_office()

        assert own_work(office.clerk, office.agency) == []

    def test_is_gone_once_it_is_done(self):
        office = make_office()
        decision = decide(office)
        actions.report_decision(
            decision=decision, version=1, report="เสร็จ", done_on=date(2022, 12, 1), by=office.finance, at=DECEMBER
        )

        assert self.texts(office.finance, office.agency) == []
        assert list(list_open_decisions(office.agency)) == []

    def test_says_why_it_came_back_and_what_is_late(self, clock):
        office = make_office()
        decision = decide(office, due_on=date(2022, 12, 2))
        actions.report_decision(
            decision=decision, version=1, report="เสร็จ", done_on=date(2022, 12, 1), by=office.finance, at=DECEMBER
        )
        actions.reopen_decision(decision=decision, version=2, reason="ยังขาด", by=office.executive, at=DECEMBER)
        clock.at = datetime(2022, 12, 3, 3, 0, tzinfo=UTC)

        [part] = own_work(office.finance, office.agency)

        assert (part.content[0].back_why, part.content[0].is_late) == ("ยังขาด", True)

    def test_of_another_agency_is_not_shown(self):
        office = make_office()
        decide(office)

        assert self.texts(make_user(make_office().agency, "clerk_office"), make_office().agency) == []

    def test_is_bounded(self):
        office = make_office()
        for _turn in range(MOST_OWN + 1):
            decide(office)

        assert len(self.texts(office.finance, office.agency)) == MOST_OWN
