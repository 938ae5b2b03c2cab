"""What people do about reminders: what it changes, what the history keeps, what it refuses."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from prongsai.apps.history.models import Event
from prongsai.apps.plans.models import Closure
from prongsai.apps.reminders import actions
from prongsai.apps.reminders.models import CalendarFeed, Preference, Reminder, ReminderRule
from prongsai.apps.reminders.planning import ensure_rules
from prongsai.apps.reminders.quiet import quiet_agencies
from prongsai.apps.reminders.sending import run_once
from prongsai.apps.reminders.webhook_key import webhook_key
from prongsai.core.errors import PersonError
from tests.apps.factories import NOW, make_agency, make_plan, make_user
from tests.apps.reminders.desk import LINE_ID, at, make_desk, prefer

pytestmark = pytest.mark.django_db
VALUES = actions.RuleValues(
    is_on=True,
    days_before=(5,),
    chase_every=3,
    unit_head_after=None,
    clerk_office_after=4,
    chief_administrator_after=None,
    top_executive_after=None,
    quiet_from=time(20),
    quiet_until=time(7),
    on_days_off=False,
    webhook_url="",
)


def last():
    return Event.objects.latest("pk")


class TestRule:
    def test_takes_effect_on_the_next_day(self):
        desk = make_desk()
        clerk = make_user(desk.agency, "clerk_office")
        run_once(at(3))
        assert Reminder.objects.filter(user=clerk).count() == 1  # no head: the clerk's office hears after three days

        actions.set_rule(agency=desk.agency, values=VALUES, by=clerk, at=at(3, 10))
        run_once(at(3, 12))
        run_once(at(6))

        assert Reminder.objects.filter(user=desk.officer).count() == 2
        assert ReminderRule.objects.get().facts().escalate_after == (("clerk_office", 4),)

    def test_names_who_changed_it_by_number_and_what(self):
        desk = make_desk()
        clerk = make_user(desk.agency, "clerk_office", display_name="นางสาวตัวอย่าง")

        actions.set_rule(agency=desk.agency, values=VALUES, by=clerk, at=NOW)

        event = last()
        assert (event.action, event.actor, event.role) == ("reminder_rule_changed", str(clerk.pk), "clerk_office")
        assert event.before["clerk_office_after"] == 7
        assert event.after["clerk_office_after"] == 4
        assert "นางสาวตัวอย่าง" not in event.line()

    def test_switched_off_says_nothing_any_more(self):
        desk = make_desk()
        admin = make_user(desk.agency, "agency_admin")
        off = actions.RuleValues(**{name: getattr(VALUES, name) for name in VALUES.__slots__} | {"is_on": False})
        actions.set_rule(agency=desk.agency, values=off, by=admin, at=NOW)

        assert run_once(at(3))["planned"] == 0

    def test_each_agency_has_a_webhook_key_of_its_own(self):
        first, second = make_desk(), make_desk()
        ensure_rules()
        keys = {webhook_key(row) for row in ReminderRule.objects.all()}
        admin = make_user(first.agency, "agency_admin")

        renewed = actions.renew_webhook_key(agency=first.agency, by=admin, at=NOW)

        assert len(keys) == 2
        assert webhook_key(renewed) not in keys
        assert webhook_key(ReminderRule.objects.get(agency=second.agency)) in keys
        assert last().after == {"number": 2}


class TestChannels:
    @pytest.mark.parametrize("channels", [("pigeon",), ("mail", "mail"), ("in_app",)])
    def test_refuses_what_is_none(self, channels):
        desk = make_desk()

        with pytest.raises(PersonError, match="ช่องทางที่เลือก"):
            actions.choose_channels(channels=channels, by=desk.officer, at=NOW)
        assert not Preference.objects.filter(channels=list(channels)).exists()

    def test_are_recorded_in_their_order(self):
        desk = make_desk()

        actions.choose_channels(channels=("line", "mail"), by=desk.officer, at=NOW)

        assert last().before == {"channels": ["mail"]}
        assert last().after == {"channels": ["line", "mail"]}

    def test_the_history_holds_no_line_id_and_no_code(self):
        desk = make_desk()
        code = actions.make_line_code(by=desk.officer, at=NOW)
        linked = actions.link_line(code=code, line_id=LINE_ID, at=NOW + timedelta(minutes=29))

        assert linked == desk.officer
        lines = [event.line() for event in Event.objects.all()]
        assert not [line for line in lines if code in line or LINE_ID in line]

    def test_a_code_asked_for_anew_ends_the_one_before(self):
        desk = make_desk()
        first = actions.make_line_code(by=desk.officer, at=NOW)
        second = actions.make_line_code(by=desk.officer, at=NOW)

        assert actions.link_line(code=first, line_id=LINE_ID, at=NOW) is None
        assert actions.link_line(code=second, line_id=LINE_ID, at=NOW) == desk.officer

    def test_a_code_of_a_closed_account_links_nothing(self):
        desk = make_desk(is_active=False)
        code = actions.make_line_code(by=desk.officer, at=NOW)

        assert actions.link_line(code=code, line_id=LINE_ID, at=NOW) is None

    def test_the_database_knows_one_person_for_each_line(self):
        prefer(make_desk().officer, line_id=LINE_ID)

        with pytest.raises(IntegrityError), transaction.atomic():
            prefer(make_desk().officer, line_id=LINE_ID)

    def test_unlinking_what_is_not_linked_writes_nothing(self):
        desk = make_desk()
        before = Event.objects.count()

        assert not actions.unlink_line(by=desk.officer, at=NOW)
        assert not actions.unlink_line(line_id=LINE_ID, at=NOW)
        assert not actions.revoke_calendar(by=desk.officer, at=NOW)
        assert Event.objects.count() == before


class TestCalendarAddress:
    def test_is_long_and_never_the_same(self):
        desk = make_desk()
        words = {actions.make_calendar(by=desk.officer, at=NOW) for _time in range(5)}

        assert len(words) == 5
        assert min(len(word) for word in words) >= 43
        assert CalendarFeed.objects.count() == 1
        assert not [event for event in Event.objects.all() if any(word in event.line() for word in words)]


class TestQuietAgencies:
    def test_each_by_its_own_rule_and_closures(self, django_assert_num_queries):
        night, closed, awake = (make_agency(name) for name in ("ก", "ข", "ค"))
        for agency in (night, closed, awake):
            make_plan(agency)
        rules = ensure_rules()
        ReminderRule.objects.filter(agency=night).update(quiet_from=time(9), quiet_until=time(12))
        day = at(0).date()
        Closure.objects.create(agency=closed, from_on=day, to_on=day, why="น้ำท่วม", added_by="ก", added_at=NOW)
        rules = ensure_rules()

        with django_assert_num_queries(1):
            quiet = quiet_agencies(rules, at(0, 10))

        assert quiet == {night.pk, closed.pk}
        assert quiet_agencies(rules, at(0, 13)) == {closed.pk}

    def test_an_agency_without_a_plan_has_no_rule(self):
        make_agency()

        assert ensure_rules() == []
