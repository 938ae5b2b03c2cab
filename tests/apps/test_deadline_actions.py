"""Events, extensions and closures: what is done, what is refused, and what the history tells."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.apps.plans import deadlines, queries
from prongsai.apps.plans.models import Closure, Extension, Plan
from prongsai.core import plan as core
from prongsai.core.errors import PersonError
from tests.apps.deadline_clock import set_today
from tests.apps.factories import make_agency, make_user
from tests.apps.test_occurrences import AT, TODAY, days, edit, monthly, one_work, record

pytestmark = pytest.mark.django_db
SEVEN = core.Deadline("relative", days_after_event=7, working_days=True)


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    set_today(monkeypatch, TODAY)


def event(item, user, day, **fields):
    return deadlines.record_event(item=item, happened_on=day, by=user, at=AT, **fields)


def ask(item, user, number=1, extra_days=10, reason="น้ำท่วม"):
    once = item.occurrences.get(number=number)
    return deadlines.ask_extension(occurrence=once, days=extra_days, reason=reason, by=user, at=AT)


def decide(extension, by, grant=True, answer=""):
    return deadlines.decide_extension(extension=extension, grant=grant, answer=answer, by=by, at=AT)


def told(agency, action):
    assert verify_agency(agency.slug).faults == ()
    return Event.objects.get(agency=agency.slug, action=action)


class TestRecordEvent:
    def test_starts_the_count_and_says_how(self):
        agency, user, item = one_work(SEVEN)

        event(item, user, date(2026, 11, 20), what="อบรมเสร็จ")

        once = item.occurrences.get()
        assert (once.period_from, once.due_on) == (date(2026, 11, 20), date(2026, 12, 1))
        assert once.why == "ภายใน ๗ วันทำการหลังวันที่ ๒๐ พ.ย. ๒๕๖๙ (ไม่นับวันหยุด: เสาร์ อาทิตย์) = ๑ ธ.ค. ๒๕๖๙"
        assert told(agency, "event_recorded").after == {"happened_on": "2026-11-20", "what": "อบรมเสร็จ"}

    def test_each_event_is_an_occurrence_of_its_own(self):
        _agency, user, item = one_work(SEVEN)
        for day in (2, 9, 16):
            event(item, user, date(2026, 11, day))

        assert days(item) == [date(2026, 11, 11), date(2026, 11, 18), date(2026, 11, 25)]
        assert sorted(item.occurrences.values_list("number", flat=True)) == [1, 2, 3]

    def test_holidays_between_are_left_out_and_named(self):
        _agency, user, item = one_work(SEVEN)
        set_day = date(2026, 10, 21)  # 23 October is a holiday

        event(item, user, set_day)

        once = item.occurrences.get()
        assert once.due_on == date(2026, 11, 2)
        assert "๒๓ ต.ค. ๒๕๖๙ วันปิยมหาราช" in once.why
        assert "23 October 2026 HM King Chulalongkorn Memorial Day" in once.why_en

    @pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(2026, 11, 2)])
    def test_refuses_days_to_come_and_days_recorded(self, day):
        agency, user, item = one_work(SEVEN)
        event(item, user, date(2026, 11, 2))

        with pytest.raises(PersonError):
            event(item, user, day)
        assert Event.objects.filter(agency=agency.slug, action="event_recorded").count() == 1

    def test_refuses_work_that_waits_for_nothing(self):
        _agency, user, item = one_work(monthly())

        with pytest.raises(PersonError, match="เหตุการณ์"):
            event(item, user, TODAY)


class TestWithdrawEvent:
    def test_takes_its_due_day_along(self):
        agency, user, item = one_work(SEVEN)
        event(item, user, date(2026, 11, 2))
        wrong = event(item, user, date(2026, 11, 3))

        deadlines.withdraw_event(event=wrong, by=user, at=AT)

        assert days(item) == [date(2026, 11, 11)]
        assert told(agency, "event_withdrawn").before["happened_on"] == "2026-11-03"

    def test_leaves_work_waiting_when_it_was_the_only_one(self):
        _agency, user, item = one_work(SEVEN)

        deadlines.withdraw_event(event=event(item, user, date(2026, 11, 2)), by=user, at=AT)

        assert days(item) == [None]

    def test_refuses_once_something_is_recorded_for_it(self):
        _agency, user, item = one_work(SEVEN)
        done = event(item, user, date(2026, 11, 2))
        record(item, 1, user)

        with pytest.raises(PersonError, match="ถอนไม่ได้"):
            deadlines.withdraw_event(event=done, by=user, at=AT)
        assert item.occurrences.get().status == "done"

    def test_is_done_once(self):
        _agency, user, item = one_work(SEVEN)
        wrong = event(item, user, date(2026, 11, 2))
        deadlines.withdraw_event(event=wrong, by=user, at=AT)
        wrong.pk = 10_000

        with pytest.raises(Http404):
            deadlines.withdraw_event(event=wrong, by=user, at=AT)


class TestExtension:
    def test_counts_from_the_old_due_day_not_from_the_decision(self, monkeypatch):
        agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        asked = ask(item, user)
        set_today(monkeypatch, date(2027, 1, 15))

        decide(asked, make_user(agency, "top_executive"))

        once = item.occurrences.get()
        assert (once.original_due_on, once.due_on) == (date(2026, 11, 30), date(2026, 12, 10))
        event_told = told(agency, "extension_granted")
        assert event_told.before == {"due_on": "2026-11-30"}
        assert event_told.after["new_due_on"] == "2026-12-10"

    def test_a_second_one_adds_to_the_first(self):
        agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        executive = make_user(agency, "top_executive")
        for _turn in range(2):
            decide(ask(item, user), executive)

        once = item.occurrences.get()
        assert (once.original_due_on, once.due_on) == (date(2026, 11, 30), date(2026, 12, 20))
        assert [(one.old_due_on, one.new_due_on) for one in once.extensions.all()] == [
            (date(2026, 11, 30), date(2026, 12, 10)),
            (date(2026, 12, 10), date(2026, 12, 20)),
        ]

    def test_ends_on_a_working_day_where_the_rule_says_so(self):
        agency, user, item = one_work(
            core.Deadline("date", due_on=date(2026, 11, 30), options=core.DeadlineOptions(to_working_day=True))
        )

        decide(ask(item, user, extra_days=5), make_user(agency, "top_executive"))

        assert item.occurrences.get().due_on == date(2026, 12, 8)  # 5 Saturday, 7 the holiday in its place

    def test_counts_from_the_day_that_holds_when_it_is_granted(self):
        agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        asked = ask(item, user)
        edit(item, user, core.Deadline("date", due_on=date(2026, 12, 31)))

        granted = decide(asked, make_user(agency, "top_executive"))

        assert (granted.old_due_on, granted.new_due_on) == (date(2026, 12, 31), date(2027, 1, 10))

    def test_a_refusal_moves_nothing_and_may_be_asked_again(self):
        agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))

        decide(ask(item, user), make_user(agency, "top_executive"), grant=False, answer="เร่งได้")

        assert item.occurrences.get().due_on == date(2026, 11, 30)
        assert told(agency, "extension_refused").after["answer"] == "เร่งได้"
        assert ask(item, user).state == "asked"

    def test_nobody_decides_their_own(self):
        _agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        asked = ask(item, user)

        with pytest.raises(PersonError, match="ของตนเอง"):
            decide(asked, user)
        assert Extension.objects.get().state == "asked"

    def test_is_decided_once(self):
        agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        executive, asked = make_user(agency, "top_executive"), ask(item, user)
        decide(asked, executive)

        with pytest.raises(PersonError, match="พิจารณาไปแล้ว"):
            decide(asked, executive)
        assert item.occurrences.get().due_on == date(2026, 12, 10)

    def test_refuses_a_second_request_while_one_waits(self):
        _agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        ask(item, user)

        with pytest.raises(PersonError, match="รออนุมัติ"):
            ask(item, user)

    @pytest.mark.parametrize("extra_days", [0, -3, 367])
    def test_refuses_days_that_make_no_sense(self, extra_days):
        _agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))

        with pytest.raises(PersonError, match="366"):
            ask(item, user, extra_days=extra_days)

    def test_refuses_what_is_done_or_has_no_day(self):
        _agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        record(item, 1, user)
        with pytest.raises(PersonError, match="แล้วเสร็จ"):
            ask(item, user)

        _agency, user, waits = one_work(SEVEN)
        with pytest.raises(PersonError, match="ยังไม่มีวันครบกำหนด"):
            ask(waits, user)

    def test_what_got_done_meanwhile_needs_no_days(self):
        agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        asked = ask(item, user)
        record(item, 1, user)

        with pytest.raises(PersonError, match="แล้วเสร็จ"):
            decide(asked, make_user(agency, "top_executive"))

    def test_is_listed_for_the_report_in_the_order_of_the_plan(self):
        agency, user, item = one_work(monthly())
        executive = make_user(agency, "top_executive")
        for number in (3, 2):
            decide(ask(item, user, number), executive)
        decide(ask(item, user, 4), executive, grant=False, answer="ไม่จำเป็น")

        listed = queries.granted_extensions(item.measure.plan)

        assert [one.occurrence.number for one in listed] == [2, 3]


class TestClosure:
    def close(self, agency, user, first, last=None, why="น้ำท่วม"):
        return deadlines.add_closure(agency=agency, from_on=first, to_on=last or first, why=why, by=user, at=AT)

    def test_working_days_are_counted_anew(self):
        agency, user, item = one_work(SEVEN)
        event(item, user, date(2026, 11, 20))

        self.close(agency, user, date(2026, 11, 25), date(2026, 11, 26))
        deadlines.keep_agency_current(agency, TODAY)

        once = item.occurrences.get()
        assert once.due_on == date(2026, 12, 3)
        assert "๒๕ พ.ย. ๒๕๖๙ สำนักงานปิด: น้ำท่วม" in once.why

    def test_opened_again_counts_as_before(self):
        agency, user, item = one_work(SEVEN)
        event(item, user, date(2026, 11, 20))
        closure = self.close(agency, user, date(2026, 11, 25))
        deadlines.keep_agency_current(agency, TODAY)
        assert days(item) == [date(2026, 12, 2)]

        deadlines.remove_closure(closure=closure, by=user, at=AT)
        deadlines.keep_agency_current(agency, TODAY)

        assert days(item) == [date(2026, 12, 1)]
        assert told(agency, "closure_removed").before["why"] == "น้ำท่วม"

    def test_is_of_one_agency_alone(self):
        agency, user, item = one_work(SEVEN)
        other = make_agency()
        self.close(other, user, date(2026, 11, 25))

        event(item, user, date(2026, 11, 20))

        assert days(item) == [date(2026, 12, 1)]
        assert agency.closures.count() == 0

    def test_what_is_done_keeps_its_day(self):
        options = core.DeadlineOptions(to_working_day=True)
        for deadline in (SEVEN, core.Deadline("date", due_on=date(2026, 12, 1), options=options)):
            agency, user, item = one_work(deadline)
            if deadline is SEVEN:
                event(item, user, date(2026, 11, 20))
            record(item, 1, user)

            self.close(agency, user, date(2026, 11, 25), date(2026, 12, 1))
            deadlines.keep_agency_current(agency, TODAY)

            assert days(item) == [date(2026, 12, 1)]

    def test_days_by_the_calendar_do_not_move(self):
        agency, user, item = one_work(monthly())
        before = days(item)

        self.close(agency, user, date(2026, 11, 30))
        deadlines.keep_agency_current(agency, TODAY)

        assert days(item) == before
        assert Plan.objects.get().occurrences_kept_on == TODAY

    @pytest.mark.parametrize(
        ("first", "last"), [(date(2026, 11, 26), date(2026, 11, 25)), (date(2026, 1, 1), date(2027, 1, 2))]
    )
    def test_refuses_days_out_of_order_and_more_than_a_year(self, first, last):
        agency, user, _item = one_work(SEVEN)

        with pytest.raises(PersonError, match="ปี"):
            self.close(agency, user, first, last)

    def test_refuses_the_same_days_twice(self):
        agency, user, _item = one_work(SEVEN)
        self.close(agency, user, date(2026, 11, 25))

        with pytest.raises(PersonError, match="ไว้แล้ว"):
            self.close(agency, user, date(2026, 11, 25))
        assert Closure.objects.count() == 1
