"""Days of work, days without a worker, servers that are down, a worker that dies, a clock that jumps."""

import json
import socket
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from prongsai.apps.history.models import Event
from prongsai.apps.plans.models import Closure
from prongsai.apps.reminders import sending
from prongsai.apps.reminders.models import Delivery, Digest, Reminder, ReminderRule
from prongsai.apps.reminders.planning import ensure_rules, plan_agency
from prongsai.apps.reminders.sending import Outbox, run_once
from tests.apps.factories import NOW, make_agency, make_plan, make_user
from tests.apps.handover.office import EVERY_UNIT, check, hand_in, make_office
from tests.apps.reminders.desk import (
    LINE_ID,
    at,
    make_desk,
    prefer,
    raising,
    states,
    told,
    use_line,
    use_mail,
    work_days,
)
from tests.line_server import LineServer
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Killed(BaseException):
    """As kill -9: nothing of ours catches it."""


class TestOneDay:
    def test_one_mail_tells_all_and_leads_to_the_work(self, settings):
        desk = make_desk()
        with MailServer() as server:
            use_mail(settings, server.port)
            assert run_once(at(-7)) == {"planned": 1, "sent": 1, "failed": 0}

        ((to, letter),) = server.letters
        reminder = Reminder.objects.get()
        text = letter.get_content()
        assert to == (desk.officer.email,)
        assert "อีก 7 วัน" in text
        assert "รายงานผู้บริหาร" in text
        assert f"/office/reminders/{reminder.pk}/open/" in text
        assert states(desk.officer) == [("mail", "sent")]
        assert reminder.path.startswith("/office/work/")

    def test_the_same_day_says_nothing_more(self, settings):
        desk = make_desk()
        with MailServer() as server:
            use_mail(settings, server.port)
            for hour in range(24):
                run_once(at(-7, hour))

        assert len(server.letters) == 1
        assert told(desk.officer) == [("2023-01-24", "soon")]

    def test_without_a_mail_server_the_page_of_notices_has_it(self):
        desk = make_desk()

        run_once(at(-7))

        assert states(desk.officer) == []
        assert Delivery.objects.get().channel == "in_app"

    def test_writes_one_event_with_counts_and_no_name(self):
        desk = make_desk()

        run_once(at(-7))

        event = Event.objects.filter(agency=desk.agency.slug).latest("seq")
        assert (event.action, event.actor, event.after) == ("reminders_planned", "system", {"people": 1, "count": 1})

    def test_the_english_reader_reads_english(self, settings):
        make_desk(language="en")
        with MailServer() as server:
            use_mail(settings, server.port)
            run_once(at(3))

        assert "3 days late" in server.letters[0][1].get_content()

    def test_one_digest_for_a_person_of_two_agencies(self, settings):
        desk = make_desk()
        other = make_agency("เทศบาลอื่น")
        make_plan(other)
        desk.officer.memberships.create(
            agency=other, role="officer", unit=other.units.get(name="สำนักปลัด"), created_at=NOW
        )
        with MailServer() as server:
            use_mail(settings, server.port)
            run_once(at(-7))

        assert len(server.letters) == 1
        assert "เทศบาลอื่น" in server.letters[0][1].get_content()
        assert Digest.objects.count() == 1
        assert Reminder.objects.count() == 2

    def test_an_agency_that_wakes_up_later_waits_for_the_next_digest(self, settings):
        desk = make_desk()
        other = make_agency("เทศบาลอื่น")
        make_plan(other)
        desk.officer.memberships.create(
            agency=other, role="officer", unit=other.units.get(name="สำนักปลัด"), created_at=NOW
        )
        ReminderRule.objects.create(agency=other, quiet_until="11:00")
        with MailServer() as server:
            use_mail(settings, server.port)
            run_once(at(-7, 9))
            run_once(at(-7, 12))
            assert len(server.letters) == 1
            run_once(at(-6, 12))

        assert len(server.letters) == 2


class TestQuiet:
    @pytest.mark.parametrize("hour", [0, 7, 18, 23])
    def test_nothing_leaves_at_night(self, hour):
        make_desk()

        assert run_once(at(-7, hour))["planned"] == 0

    def test_nothing_leaves_on_a_weekend_and_monday_makes_up_for_it(self):
        desk = make_desk()
        desk.move(4)  # due on Saturday 4 February: one day before is Friday
        run_once(at(-7))
        run_once(at(4))
        run_once(at(5))
        assert told(desk.officer) == []

        run_once(at(6))

        assert told(desk.officer) == [("2023-02-06", "late")]

    def test_a_closure_of_the_office_is_a_day_off(self):
        desk = make_desk()
        day = at(-7).date()
        Closure.objects.create(agency=desk.agency, from_on=day, to_on=day, why="น้ำท่วม", added_by="ก", added_at=NOW)

        assert run_once(at(-7))["planned"] == 0
        assert run_once(at(-6))["planned"] == 1

    def test_a_waiting_mail_stays_in_the_night(self, settings):
        desk = make_desk()
        use_mail(settings, free_port())
        run_once(at(-7, 17, 50))
        with MailServer() as server:
            use_mail(settings, server.port)
            run_once(at(-7, 22))
            assert server.letters == []
            run_once(at(-6, 9))

        assert len(server.letters) == 1
        assert states(desk.officer) == [("mail", "sent")]

    def test_an_agency_that_is_off_hears_nothing(self):
        desk = make_desk()
        ReminderRule.objects.create(agency=desk.agency, is_on=False)

        assert run_once(at(-7))["planned"] == 0


class TestDowntime:
    def test_three_days_without_a_worker_lose_nothing_and_repeat_nothing(self, settings):
        desk = make_desk()
        with MailServer() as server:
            use_mail(settings, server.port)
            work_days(-8, -2)
            # Monday to Wednesday nobody works: "one day before" and "due" pass by.
            work_days(2, 3)

        assert told(desk.officer) == [("2023-01-24", "soon"), ("2023-02-02", "late")]
        assert [letter["Subject"] for _to, letter in server.letters] == [
            "เตือนงาน: 1 เรื่อง",
            "เตือนงาน: เลยกำหนด 1 เรื่อง จากทั้งหมด 1 เรื่อง",
        ]
        assert "เลยมา 2 วัน" in server.letters[1][1].get_content()

    def test_what_was_done_meanwhile_is_not_said(self, settings):
        desk = make_desk()
        use_mail(settings, free_port())
        run_once(at(-7))
        desk.finish()
        with MailServer() as server:
            use_mail(settings, server.port)
            run_once(at(-7, 14))

        assert server.letters == []
        assert states(desk.officer) == [("mail", "moot")]

    def test_it_goes_on_chasing_until_it_is_done(self):
        desk = make_desk()

        work_days(-8, 24)
        desk.finish()
        work_days(25, 60)

        assert [day for day, _tone in told(desk.officer)] == [
            "2023-01-24",
            "2023-01-30",
            "2023-02-01",
            "2023-02-08",
            "2023-02-15",
            "2023-02-22",
        ]
        assert not Reminder.objects.filter(closed_at=None).exists()

    def test_escalation_climbs_while_nothing_happens(self):
        desk = make_desk()
        people = {
            role: make_user(desk.agency, role) for role in ("clerk_office", "chief_administrator", "top_executive")
        }

        work_days(-8, 35)

        first = {role: told(user)[0] for role, user in people.items()}
        # No head of the unit: after three days the clerk's office hears of it. 14 and 30 days are a Tuesday and a Thursday.
        assert first == {
            "clerk_office": ("2023-02-03", "escalated"),
            "chief_administrator": ("2023-02-14", "escalated"),
            "top_executive": ("2023-03-02", "escalated"),
        }


class TestMailServerDown:
    def test_then_up_sends_each_thing_once(self, settings):
        desk = make_desk()
        use_mail(settings, free_port())
        for hour in (9, 10, 11):
            run_once(at(-7, hour))
        waiting = Delivery.objects.get(channel="mail")
        assert (waiting.state, waiting.tries, waiting.problem) == ("waiting", 3, "ConnectionRefusedError")
        with MailServer() as server:
            use_mail(settings, server.port)
            for hour in range(12, 18):
                run_once(at(-7, hour))

        assert len(server.letters) == 1
        assert server.letters[0][1]["Message-ID"] == f"<{waiting.key}@example.go.th>"
        assert states(desk.officer) == [("mail", "sent")]

    def test_for_days_sends_one_mail_of_all_that_is_open(self, settings):
        desk = make_desk()
        use_mail(settings, free_port())
        for days in range(-7, 2):
            for hour in (9, 12, 15):
                run_once(at(days, hour))
        with MailServer() as server:
            use_mail(settings, server.port)
            run_once(at(1, 17))
            run_once(at(2, 9))

        assert len(server.letters) == 1
        assert "เลยมา 1 วัน" in server.letters[0][1].get_content()
        assert [state for _channel, state in states(desk.officer)] == ["superseded", "superseded", "sent"]

    def test_gives_up_after_a_week_and_says_why(self, settings):
        desk = make_desk()
        ReminderRule.objects.create(agency=desk.agency, chase_every=0, days_before=[7])
        use_mail(settings, free_port())
        for days in range(-7, 0):
            for hour in (9, 17):
                run_once(at(days, hour))
        assert states(desk.officer) == [("mail", "waiting")]

        run_once(at(0, 17, 30))

        row = Delivery.objects.get(channel="mail")
        assert (row.state, row.problem) == ("failed", "ConnectionRefusedError")

    def test_a_silent_server_is_left_alone_for_the_run(self, settings):
        desk = make_desk()
        for number in range(30):
            make_user(desk.agency, "officer", unit="สำนักปลัด", email=f"o{number}@x.go.th")
        use_mail(settings, free_port())

        result = run_once(at(-7))

        assert result["planned"] == 31
        assert result["failed"] == sending.AT_ONCE


class TestFallingBack:
    def test_a_refused_mailbox_gives_way_to_line_and_says_so(self, settings, tmp_path):
        desk = make_desk()
        prefer(desk.officer, "mail", "line", line_id=LINE_ID)
        with MailServer(refused={desk.officer.email}) as mail, LineServer() as line:
            use_mail(settings, mail.port)
            use_line(settings, line.address, tmp_path)
            run_once(at(-7))

        assert [to for to, _text in line.pushed] == [LINE_ID]
        first, second = Delivery.objects.exclude(channel="in_app").order_by("pk")
        assert (first.channel, first.state, first.problem) == ("mail", "failed", "SMTP 550")
        assert (second.channel, second.state, second.after_channel) == ("line", "sent", "mail")

    def test_a_bad_token_falls_back_at_once_and_a_lone_one_is_tried_again(self, settings, tmp_path):
        desk = make_desk()
        lone = make_user(desk.agency, "officer", unit="สำนักปลัด")
        prefer(desk.officer, "line", "mail", line_id=LINE_ID)
        prefer(lone, "line", line_id="U" + "1" * 32)
        with MailServer() as mail, LineServer(token="another") as line:
            use_mail(settings, mail.port)
            use_line(settings, line.address, tmp_path)
            run_once(at(-7))

        assert states(desk.officer) == [("line", "failed"), ("mail", "sent")]
        assert states(lone) == [("line", "waiting")]
        assert Delivery.objects.get(digest__user=lone, channel="line").problem == "LINE 401"

    def test_a_server_down_for_an_hour_gives_way_too(self, settings, tmp_path):
        desk = make_desk()
        prefer(desk.officer, "mail", "line", line_id=LINE_ID)
        with LineServer() as line:
            use_mail(settings, free_port())
            use_line(settings, line.address, tmp_path)
            for minute in range(0, 120, 10):
                run_once(at(-7, 9 + minute // 60, minute % 60))

        assert len(line.pushed) == 1
        assert states(desk.officer) == [("mail", "failed"), ("line", "sent")]

    def test_line_is_waited_for_as_long_as_it_asks(self, settings, tmp_path):
        desk = make_desk()
        prefer(desk.officer, "line", line_id=LINE_ID)
        with LineServer() as line:
            use_line(settings, line.address, tmp_path)
            line.answers = [(429, {"Retry-After": "1800"}, {})]
            for minute in (0, 10, 20):
                run_once(at(-7, 9, minute))
            assert len(line.calls) == 1
            run_once(at(-7, 9, 30))

        assert len(line.pushed) == 1


class TestChangedMind:
    def test_a_channel_no_longer_allowed_is_not_used(self, settings):
        desk = make_desk()
        use_mail(settings, free_port())
        run_once(at(-7))
        prefer(desk.officer)
        with MailServer() as server:
            use_mail(settings, server.port)
            run_once(at(-7, 12))

        assert server.letters == []
        row = Delivery.objects.get(channel="mail")
        assert (row.state, row.problem) == ("failed", "no longer allowed")

    def test_a_webhook_gets_the_lines_of_its_own_agency_alone(self, settings):
        desk = make_desk()
        other = make_agency("เทศบาลอื่น")
        make_plan(other)
        desk.officer.memberships.create(
            agency=other, role="officer", unit=other.units.get(name="สำนักปลัด"), created_at=NOW
        )
        with LineServer() as hook:
            host = hook.address.removeprefix("http://")
            settings.PRONGSAI = replace(settings.PRONGSAI, webhook_allow_hosts=frozenset({host}))
            ReminderRule.objects.create(agency=desk.agency, webhook_url=f"{hook.address}/hook")
            prefer(desk.officer, "webhook")
            hook.answers = [(200, {}, {})]
            run_once(at(-7))

        assert [line["agency"] for line in json.loads(hook.calls[0]["body"])["lines"]] == [desk.agency.slug]
        assert Reminder.objects.count() == 2


class TestKilledWorker:
    def test_between_sending_and_writing_down_a_repeat_is_recognised(self, settings, tmp_path):
        desk = make_desk()
        prefer(desk.officer, "line", line_id=LINE_ID)
        with LineServer() as line:
            use_line(settings, line.address, tmp_path)
            with raising(Outbox, "_write_down", Killed()), pytest.raises(Killed):
                run_once(at(-7, 9))
            assert states(desk.officer) == [("line", "sending")]
            run_once(at(-7, 9, 10))
            assert len(line.calls) == 1  # the claim still holds
            run_once(at(-7, 9, 20))

        assert len(line.calls) == 2
        assert len(line.pushed) == 1
        row = Delivery.objects.get(channel="line")
        assert (row.state, row.was_repeat) == ("sent", True)

    def test_a_mail_sent_twice_has_one_message_id(self, settings):
        make_desk()
        with MailServer() as server:
            use_mail(settings, server.port)
            with raising(Outbox, "_write_down", Killed()), pytest.raises(Killed):
                run_once(at(-7, 9))
            run_once(at(-7, 10))

        assert len({letter["Message-ID"] for _to, letter in server.letters}) == 1

    def test_while_planning_nothing_half_is_left(self):
        desk = make_desk()
        (rule,) = ensure_rules()
        with raising(Reminder.objects, "bulk_create", Killed()), pytest.raises(Killed):
            plan_agency(rule, at=at(-7))
        assert not Digest.objects.exists()
        assert ReminderRule.objects.get().planned_on is None

        run_once(at(-7))

        assert told(desk.officer) == [("2023-01-24", "soon")]

    def test_whoever_comes_late_does_not_undo_what_another_wrote(self, settings, tmp_path):
        desk = make_desk()
        prefer(desk.officer, "line", line_id=LINE_ID)
        with LineServer() as line:
            use_line(settings, line.address, tmp_path)
            plan_agency(ensure_rules()[0], at=at(-7))
            slow = Outbox()
            (claimed,) = slow._claim(at(-7, 9))
            run_once(at(-7, 10))
            line.answers = [(503, {}, {})]
            slow._send(claimed, at(-7, 10))

        assert states(desk.officer) == [("line", "sent")]


class TestClock:
    def test_backwards_and_on_again_says_nothing_twice(self, settings):
        desk = make_desk()
        with MailServer() as server:
            use_mail(settings, server.port)
            work_days(-8, 3)
            before = told(desk.officer)
            work_days(-8, 3)

        assert told(desk.officer) == before
        assert len(server.letters) == len(before)

    def test_a_year_ahead_and_back_loses_nothing(self, settings):
        desk = make_desk()
        with MailServer() as server:
            use_mail(settings, server.port)
            run_once(at(-9))
            run_once(at(365))
            work_days(-8, 3)

        assert [day for day, _tone in told(desk.officer)][:3] == ["2023-01-24", "2023-01-30", "2023-02-01"]
        assert len(server.letters) == 4

    def test_a_wait_written_by_a_clock_that_ran_ahead_is_not_waited_for(self, settings):
        desk = make_desk()
        use_mail(settings, free_port())
        run_once(at(-7))
        Delivery.objects.filter(channel="mail").update(next_try_at=at(365))
        with MailServer() as server:
            use_mail(settings, server.port)
            run_once(at(-7, 11))

        assert states(desk.officer) == [("mail", "sent")]


class TestConstraints:
    def test_the_database_refuses_a_second_saying(self):
        make_desk()
        run_once(at(-7))
        row = Reminder.objects.get()
        row.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    @pytest.mark.parametrize(
        "values",
        [
            {"state": "sent", "sent_at": None},
            {"state": "failed", "problem": ""},
            {"state": "sending", "claimed_until": None},
            {"state": "lost"},
            {"channel": "pigeon"},
        ],
    )
    def test_a_delivery_says_what_its_state_needs(self, values):
        make_desk()
        run_once(at(-7))

        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.update(**values)

    def test_one_digest_a_day(self):
        desk = make_desk()
        run_once(at(-7))

        with pytest.raises(IntegrityError), transaction.atomic():
            Digest.objects.create(user=desk.officer, agency=desk.agency, day=at(-7).date(), made_at=at(-7))

    def test_a_wait_of_no_days_is_no_escalation(self):
        desk = make_desk()

        with pytest.raises(IntegrityError), transaction.atomic():
            ReminderRule.objects.create(agency=desk.agency, top_executive_after=0)


class TestChain:
    def test_whoever_holds_it_up_is_told(self):
        office = make_office(measures=EVERY_UNIT)
        run_once(at(-7))
        assert [tone for _day, tone in told(office.officer)] == ["soon"]
        assert [tone for _day, tone in told(office.finance)] == ["soon"]
        assert told(office.clerk) == []

        hand_in(office)
        hand_in(office, "กองคลัง")
        run_once(at(-6))
        assert ("2023-01-25", "waits") in told(office.head)

        check(office)
        check(office, "กองคลัง")
        run_once(at(-5))
        assert told(office.clerk) == [("2023-01-26", "waits")]
        assert told(office.administrator) == []

    def test_a_return_is_told_to_the_unit_alone(self):
        from prongsai.apps.handover.actions import return_work

        office = make_office(measures=EVERY_UNIT)
        hand_in(office)
        hand_in(office, "กองคลัง")
        part = office.part()
        return_work(
            handover=office.handover(), part_ids=[part.pk], step="check", reason="ลิงก์ผิด", by=office.head, at=at(-20)
        )

        run_once(at(-20))

        assert told(office.officer) == [("2023-01-11", "returned")]
        assert told(office.finance) == []
        assert Reminder.objects.get(user=office.officer).path == f"/office/handover/parts/{part.pk}/"

    def test_the_executive_is_led_to_what_they_may_see(self):
        office = make_office()

        work_days(-8, 35)

        paths = set(
            Reminder.objects.filter(user=office.executive, thing__startswith="part:").values_list("path", flat=True)
        )
        assert paths == {f"/office/handover/{office.handover().pk}/"}


class TestPlanningAgain:
    def test_is_nothing_on_the_same_day(self):
        make_desk()
        (rule,) = ensure_rules()

        assert plan_agency(rule, at=at(-7)).reminders == 1
        assert plan_agency(rule, at=at(-7) + timedelta(hours=1)).reminders == 0

    def test_asks_as_much_for_much_work(self, django_assert_max_num_queries):
        agency = make_agency()
        make_plan(agency, measures=60)
        make_user(agency, "officer", unit="สำนักปลัด")
        (rule,) = ensure_rules()

        with django_assert_max_num_queries(45):
            assert plan_agency(rule, at=at(-7)).reminders == 60
