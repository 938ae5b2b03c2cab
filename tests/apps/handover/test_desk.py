"""What lies on a desk: the rows say what the tables say, and the frame what the queries of plans say."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prongsai.apps.agencies.models import Membership, Unit
from prongsai.apps.agencies.queries import list_units
from prongsai.apps.handover import desk, my_work_pages, pages
from prongsai.apps.handover.actions import return_work
from prongsai.apps.handover.came_back import CameBack
from prongsai.apps.handover.chain_actions import set_chain
from prongsai.apps.handover.labels import NOT_ONESELF
from prongsai.apps.handover.models import Approval, Part, Waiver
from prongsai.apps.handover.opening import find_active_chain
from prongsai.apps.plans import queries
from prongsai.apps.plans.deadlines import ask_extension
from prongsai.apps.plans.models import Occurrence, Plan
from prongsai.apps.reminders.sources.frame import frame_of
from prongsai.core.handover import Chain
from tests.apps.factories import make_agency, make_plan, make_user
from tests.apps.handover.office import AT, EVERY_UNIT, check, hand_in, make_office, mending, walk

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 23)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def chain(office):
    return office.agency.chain_rule.facts()


def waive(office, until_on=None):
    Waiver.objects.create(
        agency=office.agency, reason="คนน้อย", from_on=TODAY, until_on=until_on, made_by="–", made_at=AT
    )


def load(office, user):
    back = CameBack.to(user, mending(office, user))
    return desk.load_desk(user, office.agency, chain(office), TODAY, back)


class TestRows:
    def test_hold_what_the_tables_hold(self):
        office = make_office()
        hand_in(office)
        part = office.part()

        (row,) = load(office, office.head).to_check

        once = part.handover.occurrence
        measure = once.work_item.measure
        assert (row.id, row.handover_id, row.unit_id) == (part.pk, part.handover_id, part.unit_id)
        assert (row.handover_state, row.state) == (part.handover.state, part.state) == ("handed_in", "handed_in")
        for name in ("unit_name", "excused_why", "content_sha256", "maker_name", "note", "returned_why", "returned_by"):
            assert getattr(row, name) == getattr(part, name), name
        assert (row.due_on, row.period_from, row.period_to) == (once.due_on, once.period_from, once.period_to)
        assert (row.text, row.deadline_kind) == (once.work_item.text, once.work_item.deadline_kind)
        assert (row.measure_id, row.measure_number, row.issue) == (measure.pk, measure.number, measure.issue)
        assert (row.item_codes, row.year) == (measure.item_codes, 2566)

    def test_have_the_head_of_their_hand_over(self):
        office = make_office()
        hand_in(office)
        (row,) = load(office, office.head).to_check

        for today in (TODAY, date(2030, 1, 1)):
            assert pages.head_of_desk_row(row, today) == pages.work_head(office.handover(), today)

    def test_what_the_public_has_is_never_late(self):
        assert pages.is_late(TODAY, "endorsed", TODAY + timedelta(days=1))
        assert not pages.is_late(TODAY, "endorsed", TODAY)
        assert not pages.is_late(TODAY, "published", TODAY + timedelta(days=1))
        assert not pages.is_late(None, "todo", TODAY)

    def test_take_one_query(self):
        office = make_office(measures=3)
        hand_in(office)
        user = type(office.head).objects.get(pk=office.head.pk)
        back = CameBack.to(user, mending(office, user))

        with CaptureQueriesContext(connection) as captured:
            desk.load_desk(user, office.agency, Chain.of(["check", "compile"]), TODAY, back)

        assert len(captured) == 1


class TestSorting:
    def test_a_whole_comes_once_with_all_its_parts(self):
        office = make_office(measures=EVERY_UNIT)
        hand_in(office)
        hand_in(office, "กองคลัง")
        check(office)
        check(office, "กองคลัง")

        waiting = load(office, office.clerk)

        (step, parts) = waiting.to_step[0]
        assert (step, len(waiting.to_step), waiting.waiting_count) == ("compile", 1, 1)
        assert [part.unit_name for part in parts] == ["สำนักปลัด", "กองคลัง"]

    def test_a_part_that_came_back_lies_with_its_unit(self):
        office = make_office()
        walk(office, to="check")
        ids = [office.part().pk]
        return_work(handover=office.handover(), part_ids=ids, reason="ผิดปี", step="compile", by=office.clerk, at=AT)

        assert [row.returned_why for row in load(office, office.officer).returned] == ["ผิดปี"]
        assert [row.id for row in load(office, office.head).returned] == ids
        for other in (office.finance, office.clerk, office.executive):
            assert load(office, other).returned == ()

    def test_a_part_that_came_back_to_a_unit_without_officer_lies_with_the_clerk(self):
        office = make_office()
        hand_in(office)
        ids = [office.part().pk]
        return_work(handover=office.handover(), part_ids=ids, reason="ผิดปี", step="check", by=office.head, at=AT)
        Membership.objects.filter(user=office.officer).update(unit=None)

        assert [row.id for row in load(office, office.clerk).returned] == ids
        assert load(office, office.head).returned == ()  # who sent it back
        assert load(office, office.executive).returned == ()

    def test_the_maker_has_nothing_to_check(self):
        office = make_office()
        hand_in(office, by=office.head)

        assert load(office, office.head).to_check == ()

    def test_under_a_waiver_the_maker_has_it_to_check(self):
        office = make_office()
        part = hand_in(office, by=office.head)
        waive(office, until_on=TODAY)

        assert [row.id for row in load(office, office.head).to_check] == [part.pk]
        assert desk.load_desk(office.head, office.agency, chain(office), TODAY + timedelta(days=1), None).to_check == ()

    def test_a_whole_of_ones_own_is_somebody_elses_to_endorse(self):
        office = make_office(steps=("endorse", "acknowledge", "close"))
        hand_in(office)
        Part.objects.filter(pk=office.part().pk).update(maker=office.administrator)

        waiting = load(office, office.administrator)

        assert waiting.own == {office.handover().pk}
        assert (len(waiting.to_step), waiting.waiting_count) == (1, 0)
        waive(office)
        assert load(office, office.administrator).waiting_count == 1

    def test_who_endorsed_does_not_acknowledge(self):
        office = make_office()
        walk(office, to="endorse")
        Approval.objects.filter(step="endorse").update(by=office.executive)

        assert load(office, office.executive).own == {office.handover().pk}

        Approval.objects.filter(step="endorse").update(superseded_at=AT)
        assert load(office, office.executive).own == frozenset()

    def test_closing_needs_no_other_person(self):
        office = make_office(steps=("publish", "close"))
        hand_in(office, by=office.clerk)

        waiting = load(office, office.clerk)

        assert (waiting.own, waiting.waiting_count) == (frozenset(), 1)

    def test_without_a_chain_the_desk_is_empty(self):
        office = make_office(steps=())

        assert desk.load_desk(office.clerk, office.agency, None, TODAY, None) == desk.Desk()

    def test_of_too_many_parts_no_whole_is_cut(self, monkeypatch):
        office = make_office(measures=EVERY_UNIT)
        hand_in(office)
        hand_in(office, "กองคลัง")
        check(office)
        check(office, "กองคลัง")
        monkeypatch.setattr(desk, "MOST_PARTS", 1)

        assert load(office, office.clerk).to_step == ()


class TestLines:
    def test_of_a_whole_say_who_handed_it_in_and_what_is_ticked(self):
        office = make_office()
        walk(office, to="check")

        (group,) = my_work_pages.waiting_groups(load(office, office.clerk), TODAY)

        (line,) = group.lines
        assert (group.step, group.count, group.state) == ("compile", 1, "checked")
        assert (line.unit, line.makers, line.parts[0].note) == ("สำนักปลัด", str(office.officer), "ลงเว็บแล้ว")
        assert line.ticked == f"compile:{office.handover().pk}:{office.whole()}"

    def test_of_a_part_are_ticked_by_its_content(self):
        office = make_office()
        part = hand_in(office)

        (group,) = my_work_pages.waiting_groups(load(office, office.head), TODAY)

        assert [line.ticked for line in group.lines] == [f"part:{part.pk}:{part.content_sha256}"]

    def test_only_the_first_are_drawn_and_all_are_counted(self, monkeypatch):
        office = make_office(measures=EVERY_UNIT)
        hand_in(office)
        Part.objects.filter(unit_name="กองคลัง").update(unit=office.part().unit)
        hand_in(office, "กองคลัง", links=("http://www.example.go.th/o1/other",))
        monkeypatch.setattr(my_work_pages, "SHOWN", 1)

        (group,) = my_work_pages.waiting_groups(load(office, office.head), TODAY)

        assert (len(group.lines), group.count) == (1, 2)

    def test_of_ones_own_have_a_sentence_and_no_box(self, client):
        office = make_office()
        walk(office, to="endorse")
        Approval.objects.filter(step="endorse").update(by=office.executive)

        (group,) = my_work_pages.waiting_groups(load(office, office.executive), TODAY)

        assert group.lines[0].not_oneself == NOT_ONESELF["acknowledge"]
        assert not group.has_boxes
        client.force_login(office.executive)
        page = client.get(reverse("my_work")).content.decode()
        assert str(NOT_ONESELF["acknowledge"]) in page
        assert 'name="ticked"' not in page
        assert "มีเรื่องรอคุณตัดสินใจ" not in page


class TestFrame:
    def test_is_one_query(self):
        office = make_office()

        for counts_asked in (True, False):
            with CaptureQueriesContext(connection) as captured:
                desk.load_frame(office.agency, TODAY, counts_asked=counts_asked)
            assert len(captured) == 1

    def test_knows_year_and_chain(self):
        office = make_office(steps=("compile", "close"))

        frame = desk.load_frame(office.agency, TODAY, counts_asked=False)

        assert (frame.active_year, frame.chain) == (2566, Chain.of(["compile", "close"]))

    def test_counts_what_was_asked_only_where_it_is_wanted(self):
        office = make_office()
        other = make_office()
        for one in (office, other):
            once = Occurrence.objects.filter(work_item__measure__plan=one.plan, due_on__isnull=False)[0]
            ask_extension(occurrence=once, days=7, reason="น้ำท่วม", by=one.officer, at=AT)

        assert desk.load_frame(office.agency, TODAY, counts_asked=True).asked_count == 1
        assert desk.load_frame(office.agency, TODAY, counts_asked=False).asked_count == 0

    def test_names_the_units_as_their_list_does(self):
        office = make_office()
        make_plan(office.agency, 2567, 1)
        division = office.agency.units.get(name="กองคลัง")
        Unit.objects.create(agency=office.agency, parent=division, name="งานพัสดุ", position=99)

        units = desk.load_frame(office.agency, TODAY, counts_asked=True).units

        assert [(one.pk, one.name, one.parent_id) for one in units] == [
            (one.pk, one.name, one.parent_id) for one in list_units(office.agency)
        ]

    def test_without_a_plan_nothing_is_active(self):
        agency = make_agency()

        assert desk.load_frame(agency, TODAY, counts_asked=True) == desk.DeskFrame(None, None, 0, False)

    def test_without_a_chain(self):
        office = make_office(steps=())

        assert desk.load_frame(office.agency, TODAY, counts_asked=True).chain is None


YESTERDAY = TODAY - timedelta(days=1)


class TestYears:
    @pytest.mark.parametrize("kept", list(product((None, YESTERDAY, TODAY), repeat=3)))
    def test_are_behind_as_the_nightly_job_finds_them(self, kept):
        agency = make_agency()
        days = dict(zip((2565, 2566, 2567), kept, strict=True))  # the day is in fiscal year 2566
        for year in days:
            make_plan(agency, year, 1)
        for year, day in days.items():
            Plan.objects.filter(agency=agency, fiscal_year=year).update(occurrences_kept_on=day)

        found = queries.plans_out_of_step(TODAY, agency).exists()

        assert queries.is_out_of_step(days, TODAY) == found
        assert desk.load_frame(agency, TODAY, counts_asked=False).is_behind == found

    @pytest.mark.parametrize(
        ("years", "active"), [((), None), ((2565,), 2565), ((2565, 2566, 2568), 2566), ((2568, 2570), 2568)]
    )
    def test_the_active_one(self, years, active):
        agency = make_agency()
        for year in years:
            make_plan(agency, year, 1)

        assert (
            queries.first_active_year(agency, TODAY) == desk.load_frame(agency, TODAY, counts_asked=False).active_year
        )
        assert queries.first_active_year(agency, TODAY) == frame_of(agency, TODAY).from_year == active
        set_chain(agency=agency, steps=["compile", "close"], by=make_user(agency), at=AT)
        assert find_active_chain(agency, TODAY)[1] == active
