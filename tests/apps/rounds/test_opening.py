"""Rounds open by themselves, once, late after downtime, and are noted as missed."""

from datetime import UTC, date, datetime, time

import pytest

from prongsai.apps.history.models import Event
from prongsai.apps.jobs.port import REPEATS
from prongsai.apps.plans.deadlines import add_closure, remove_closure
from prongsai.apps.rounds import opening
from prongsai.apps.rounds.jobs import NIGHTLY, keep_rounds
from prongsai.apps.rounds.models import Round
from prongsai.apps.rounds.opening import known_from, note_missed, open_round_now, open_rounds
from prongsai.apps.rounds.pages import OffDays, off_days
from prongsai.core.errors import PersonError
from prongsai.core.monthly_round import hash_of_sheet, sheet_from_dict
from tests.apps.factories import make_agency
from tests.apps.rounds.office import DECEMBER, Clock, decide, make_office, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def months():
    return list(Round.objects.order_by("month").values_list("month", "state", "opened_late"))


class TestByItself:
    def test_on_the_first_working_day(self, clock):
        make_office(opened=False)
        clock.go(2022, 11, 30)
        assert keep_rounds() == {"opened": 0, "missed": 0}
        clock.go(2022, 12, 1, 0)

        assert keep_rounds() == {"opened": 1, "missed": 0}

        row = Round.objects.get()
        assert (row.month, row.opens_on, row.due_on) == (date(2022, 12, 1), date(2022, 12, 1), date(2022, 12, 31))
        assert (row.state, row.opened_by, row.opened_late) == ("open", "", False)
        event = Event.objects.get(action="round_opened")
        assert (event.actor, event.object_label) == ("system", "2022-12")

    def test_once_however_often_the_job_runs(self, clock):
        office = make_office(opened=False)
        for _turn in range(3):
            keep_rounds()

        assert Round.objects.count() == 1
        assert office.actions().count("round_opened") == 1

    def test_on_the_bangkok_day(self, clock):
        make_office(opened=False)
        clock.at = datetime(2022, 11, 30, 16, 59, tzinfo=UTC)
        assert keep_rounds()["opened"] == 0
        clock.at = datetime(2022, 11, 30, 17, 1, tzinfo=UTC)
        assert keep_rounds()["opened"] == 1

    def test_not_without_a_plan(self, clock):
        agency = make_agency()

        assert keep_rounds() == {"opened": 0, "missed": 0}
        assert known_from(agency) is None
        assert open_rounds(agency, at=clock.at) == 0

    def test_in_every_agency(self, clock):
        one, other = make_office(opened=False), make_office(opened=False)

        assert keep_rounds()["opened"] == 2
        assert {row.agency_id for row in Round.objects.all()} == {one.agency.pk, other.agency.pk}

    def test_the_job_is_put_every_night(self):
        assert REPEATS["keep_rounds"].job is NIGHTLY
        assert REPEATS["keep_rounds"].daily_at == time(0, 15)


class TestAfterDowntime:
    def test_missing_months_are_opened_late_and_said_so(self, clock):
        make_office()
        clock.go(2023, 3, 10)

        assert keep_rounds() == {"opened": 3, "missed": 3}

        assert months() == [
            (date(2022, 12, 1), "missed", False),
            (date(2023, 1, 1), "missed", True),
            (date(2023, 2, 1), "missed", True),
            (date(2023, 3, 1), "open", True),
        ]
        late = Event.objects.filter(action="round_opened").order_by("seq").values_list("after", flat=True)
        assert [one["opened_late"] for one in late] == [False, True, True, True]

    def test_a_signed_round_is_never_missed(self, clock):
        office = make_office()
        sign(office)
        clock.go(2023, 1, 10)

        assert keep_rounds() == {"opened": 1, "missed": 0}
        assert office.round().state == "signed"


class TestMissed:
    def test_keeps_what_it_would_have_shown(self, clock):
        office = make_office()
        decide(office)
        at = clock.go(2023, 1, 1)

        assert note_missed(office.round(), at=at)

        row = office.round()
        assert (row.state, row.missed_at, row.held_on) == ("missed", at, None)
        assert hash_of_sheet(sheet_from_dict(row.shown)) == row.shown_sha256
        assert [one.text for one in sheet_from_dict(row.shown).decisions] == ["ให้เผยแพร่แผนจัดซื้อให้ครบ"]
        assert office.actions()[-1] == "round_missed"

    def test_not_on_its_last_day_and_not_twice(self, clock):
        office = make_office()
        assert not note_missed(office.round(), at=clock.go(2022, 12, 31))
        at = clock.go(2023, 1, 1)

        assert note_missed(office.round(), at=at)
        assert not note_missed(office.round(), at=at)
        assert office.actions().count("round_missed") == 1


class TestByHand:
    def test_this_month(self, clock):
        office = make_office(opened=False)
        at = clock.go(2022, 11, 25)

        row = open_round_now(agency=office.agency, by=office.clerk, at=at)

        assert (row.month, row.opens_on, row.due_on) == (date(2022, 11, 1), date(2022, 11, 25), date(2022, 11, 30))
        assert row.opened_by == str(office.clerk)
        event = Event.objects.get(action="round_opened")
        assert (event.actor, event.role) == (str(office.clerk.pk), "clerk_office")

    def test_not_twice_and_not_without_a_plan(self, clock):
        office = make_office()

        with pytest.raises(PersonError, match="เปิดแล้ว"):
            open_round_now(agency=office.agency, by=office.clerk, at=DECEMBER)
        with pytest.raises(PersonError, match="ยังไม่มีแผน"):
            open_round_now(agency=make_agency(), by=office.clerk, at=DECEMBER)

    def test_a_round_opened_by_hand_is_not_opened_again_by_itself(self, clock):
        office = make_office(opened=False)
        open_round_now(agency=office.agency, by=office.clerk, at=DECEMBER)

        assert open_rounds(office.agency, at=DECEMBER) == 0


def close(office, first, last, why="น้ำท่วม", *, noted=DECEMBER):
    return add_closure(agency=office.agency, from_on=first, to_on=last, why=why, by=office.clerk, at=noted)


class TestClosures:
    """December 2022 begins on a Thursday; the 5th is a holiday of its own."""

    noted = datetime(2022, 11, 25, tzinfo=UTC)

    def test_a_round_waits_until_the_office_is_open(self, clock):
        office = make_office(opened=False)
        close(office, date(2022, 11, 30), date(2022, 12, 2), noted=self.noted)
        clock.go(2022, 12, 1)
        assert keep_rounds()["opened"] == 0
        clock.go(2022, 12, 5)
        assert keep_rounds()["opened"] == 0
        clock.go(2022, 12, 6)

        assert keep_rounds()["opened"] == 1

        row = Round.objects.get()
        assert (row.opens_on, row.due_on, row.opened_late) == (date(2022, 12, 6), date(2022, 12, 31), False)

    def test_it_keeps_why_and_the_history_says_so(self, clock):
        office = make_office(opened=False)
        close(office, date(2022, 12, 1), date(2022, 12, 2), noted=self.noted)
        clock.go(2022, 12, 6)
        keep_rounds()

        days = Round.objects.get().days_off
        assert [day for day, _th, _en in days] == ["2022-12-01", "2022-12-02", "2022-12-05"]
        assert days[0][1:] == ["สำนักงานปิด: น้ำท่วม", "office closed: น้ำท่วม"]
        after = Event.objects.get(action="round_opened").after
        assert after["opens_on"] == "2022-12-06"
        assert after["days_off"][0] == "2022-12-01 สำนักงานปิด: น้ำท่วม"

    def test_what_was_kept_outlives_the_closure(self, clock):
        office = make_office(opened=False)
        closure = close(office, date(2022, 12, 1), date(2022, 12, 1), noted=self.noted)
        clock.go(2022, 12, 2)
        keep_rounds()
        remove_closure(closure=closure, by=office.clerk, at=clock.at)

        assert off_days(Round.objects.get()) == [
            OffDays(date(2022, 12, 1), date(2022, 12, 1), ("สำนักงานปิด: น้ำท่วม", "office closed: น้ำท่วม"))
        ]

    def test_another_agencys_closure_moves_nothing(self, clock):
        office, other = make_office(opened=False), make_office(opened=False)
        close(other, date(2022, 12, 1), date(2022, 12, 2), noted=self.noted)

        keep_rounds()

        assert [row.agency for row in Round.objects.all()] == [office.agency]
        assert Round.objects.get().days_off == []

    def test_one_noted_after_it_was_over_moves_nothing(self, clock):
        """Else a plan of 1 December would get a round of December only in January, missed from the start."""
        office = make_office(opened=False)
        close(office, date(2022, 11, 22), date(2022, 11, 25), noted=datetime(2022, 11, 28, tzinfo=UTC))
        clock.go(2022, 12, 1)

        assert keep_rounds() == {"opened": 1, "missed": 0}
        assert months() == [(date(2022, 12, 1), "open", False)]

    def test_a_whole_month_closed_has_its_round_all_the_same(self, clock):
        office = make_office(opened=False)
        close(office, date(2022, 12, 1), date(2023, 1, 15), noted=self.noted)
        clock.go(2022, 12, 1)

        assert keep_rounds()["opened"] == 1
        assert Round.objects.get().opens_on == date(2022, 12, 1)

    def test_over_the_new_year_the_next_round_waits_too(self, clock):
        office = make_office(opened=False)
        close(office, date(2022, 12, 26), date(2023, 1, 6), "ย้ายสำนักงาน", noted=self.noted)
        clock.go(2023, 1, 8)
        keep_rounds()
        assert [month for month, _state, _late in months()] == [date(2022, 12, 1)]
        clock.go(2023, 1, 9)
        keep_rounds()

        row = Round.objects.get(month=date(2023, 1, 1))
        assert (row.opens_on, row.opened_late) == (date(2023, 1, 9), False)

    def test_after_downtime_lateness_counts_from_the_day_the_office_opened(self, clock):
        office = make_office(opened=False)
        close(office, date(2022, 12, 1), date(2022, 12, 2), noted=self.noted)
        clock.go(2022, 12, 6)
        assert keep_rounds()["opened"] == 1
        assert months() == [(date(2022, 12, 1), "open", False)]

    @pytest.mark.parametrize(("language", "words"), [("th", "สำนักงานปิด: น้ำท่วม"), ("en", "office closed: น้ำท่วม")])
    def test_the_pages_say_why(self, clock, client, language, words):
        office = make_office(opened=False)
        close(office, date(2022, 12, 1), date(2022, 12, 2), noted=self.noted)
        clock.go(2022, 12, 6)
        keep_rounds()
        office.clerk.language = language
        office.clerk.save()
        client.force_login(office.clerk, backend="django.contrib.auth.backends.ModelBackend")

        for url in ("/office/rounds/", f"/office/rounds/{Round.objects.get().pk}/"):
            page = client.get(url).content.decode()
            assert page.count(words) == 1, url  # two days in a row are one reason
        assert "6 ธ.ค. 2565" in page or language == "en"


def test_the_calendar_knows_the_holidays_of_the_office():
    calendar = opening.calendar_around(make_agency(), date(2022, 12, 1), date(2023, 1, 31))

    assert not calendar.is_working(date(2023, 1, 2))
    assert calendar.is_working(date(2023, 1, 4))
