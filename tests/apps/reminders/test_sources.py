"""What each app leaves open, as reminders see it: whom it waits for, since when, and what ends it."""

from datetime import date, timedelta

import pytest

from prongsai.apps.plans.deadlines import ask_extension, decide_extension
from prongsai.apps.reminders.models import Reminder
from prongsai.apps.reminders.sending import run_once
from prongsai.apps.reminders.sources import list_open
from prongsai.apps.reminders.sources.frame import frame_of
from prongsai.apps.rounds.models import Decision, Round
from prongsai.core import plan as core
from tests.apps.factories import first_task, make_agency, make_plan, make_user, measure_facts
from tests.apps.handover.office import make_office, walk
from tests.apps.reminders.desk import DUE, at, make_desk, told

pytestmark = pytest.mark.django_db


def open_things(agency, today=DUE):
    return {matter.thing.key.split(":")[0]: matter for matter in list_open(frame_of(agency, today))}


def make_round(agency, month=date(2023, 1, 1), **fields):
    values = {"opens_on": date(2023, 1, 4), "due_on": date(2023, 1, 31), "opened_at": at(-28), **fields}
    return Round.objects.create(agency=agency, month=month, **values)


class TestRounds:
    def test_the_executive_hears_of_a_round_at_once_and_again(self):
        desk = make_desk()
        executive = make_user(desk.agency, "top_executive")
        make_round(desk.agency)
        desk.finish()

        for days in range(-28, 1):
            run_once(at(days))

        assert told(executive)[0] == ("2023-01-04", "waits")
        assert {row.path.split("/")[2] for row in Reminder.objects.filter(user=executive)} == {"rounds"}
        assert len(told(executive)) > 2

    def test_a_round_not_open_yet_missed_or_signed_is_nothing_to_say(self):
        desk = make_desk()
        row = make_round(desk.agency)

        assert "round" not in open_things(desk.agency, date(2023, 1, 2))
        assert "round" in open_things(desk.agency, date(2023, 1, 31))
        assert "round" not in open_things(desk.agency, date(2023, 2, 1))
        row.state = "missed"
        row.save()
        assert "round" not in open_things(desk.agency)

    def test_a_decision_is_its_units_and_one_for_all_the_clerks(self):
        desk = make_desk()
        desk.finish()
        clerk = make_user(desk.agency, "clerk_office")
        unit = desk.agency.units.get(name="สำนักปลัด")
        row = make_round(desk.agency, state="missed")
        values = {"round": row, "due_on": DUE, "made_by_name": "นายก", "made_at": at(-20)}
        Decision.objects.create(number=1, text="ปรับหน้าเว็บ", unit=unit, unit_name=unit.name, **values)
        Decision.objects.create(number=2, text="ประชุมทุกส่วนงาน", **values)
        Decision.objects.create(number=3, text="เลิกแล้ว", state="withdrawn", **values)

        run_once(at(-7))

        assert [row.what for row in Reminder.objects.filter(user=desk.officer)] == ["ข้อสั่งการ: ปรับหน้าเว็บ"]
        assert [row.what for row in Reminder.objects.filter(user=clerk)] == ["ข้อสั่งการ: ประชุมทุกส่วนงาน"]


class TestExtensions:
    def test_wait_for_the_chief_administrator_until_decided(self):
        desk = make_desk()
        administrator = make_user(desk.agency, "chief_administrator")
        once = first_task(desk.agency.plans.get()).occurrences.get()
        asked = ask_extension(occurrence=once, days=7, reason="น้ำท่วม", by=desk.officer, at=at(-10))

        run_once(at(-8))

        assert told(administrator) == [("2023-01-23", "waits")]
        decide_extension(extension=asked, grant=True, by=administrator, at=at(-8, 12))
        assert open_things(desk.agency)["work"].thing.due_on == DUE + timedelta(days=7)
        assert "extension" not in open_things(desk.agency)


class TestWork:
    def test_of_every_unit_is_told_to_every_unit(self):
        agency = make_agency()
        make_plan(agency, measures=(measure_facts(responsible=(core.Responsible("ทุกส่วนงาน", all_units=True),)),))
        people = [make_user(agency, "officer", unit=unit.name) for unit in agency.units.all()]

        run_once(at(-7))

        assert [told(user) for user in people] == [[("2023-01-24", "soon")]] * 2

    def test_of_nobody_known_goes_to_the_clerks_office(self):
        agency = make_agency()
        make_plan(agency, measures=(measure_facts(responsible=(core.Responsible("หน่วยที่ไม่มี"),)),))
        clerk = make_user(agency, "clerk_office")
        officer = make_user(agency, "officer", unit="กองคลัง")

        run_once(at(-7))

        assert (told(clerk), told(officer)) == ([("2023-01-24", "soon")], [])

    def test_the_executives_own_follow_up_is_left_to_the_round(self):
        desk = make_desk()
        desk.finish()

        assert "work" not in open_things(desk.agency)

    def test_an_agency_without_a_plan_has_nothing_open(self):
        assert open_things(make_agency()) == {}


class TestChain:
    @pytest.mark.parametrize(
        ("to", "key", "level"),
        [
            ("check", "step", "clerk_office"),
            ("compile", "step", "chief_administrator"),
            ("endorse", "step", "top_executive"),
            ("acknowledge", "step", "clerk_office"),
        ],
    )
    def test_each_step_waits_for_the_next_one(self, settings, tmp_path, to, key, level):
        settings.MEDIA_ROOT = tmp_path
        office = make_office()
        walk(office, to=to)

        found = open_things(office.agency)

        assert found[key].thing.level == level
        assert found[key].thing.due_on == DUE
        assert "part" not in found
        assert "check" not in found

    def test_what_is_public_is_late_no_more_but_waits_to_be_closed(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        office = make_office()
        walk(office, to="publish")

        thing = open_things(office.agency)["step"].thing

        assert (thing.key.split(":")[2], thing.due_on) == ("close", None)

    def test_nothing_is_left_when_it_is_closed(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        office = make_office()
        walk(office)

        assert not {"part", "check", "step", "work"} & open_things(office.agency).keys()

    def test_without_the_check_of_heads_nobody_waits_for_them(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        office = make_office(steps=("compile", "publish"))
        from tests.apps.handover.office import hand_in

        hand_in(office)

        found = open_things(office.agency)
        assert "check" not in found
        assert found["step"].thing.key.endswith(":compile")

    def test_work_waiting_for_its_executive_is_escalated_past_the_unit(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        office = make_office()
        walk(office, to="compile")

        run_once(at(8))

        assert told(office.administrator) == [("2023-02-08", "late")]
        assert told(office.clerk) == [("2023-02-08", "escalated")]
        assert told(office.officer) == []
