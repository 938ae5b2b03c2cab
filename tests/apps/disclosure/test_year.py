"""Opening a year, its calendar, who is responsible, and what comes from the year before."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from prongsai.apps.agencies.models import GroupMember, WorkingGroup
from prongsai.apps.disclosure.models import ChangeEntry, DisclosureYear, ElementState, PublicAddress, YearItem
from prongsai.apps.disclosure.opening import Windows, propose_year
from prongsai.apps.disclosure.year_actions import (
    change_item,
    open_year,
    set_windows,
    state_element,
)
from prongsai.apps.history.models import Event
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.core import plan as core
from prongsai.core.errors import PersonError
from prongsai.wiring import BANGKOK, framework_files
from tests.apps.disclosure.desk import AT, make_desk
from tests.apps.factories import make_agency, make_plan, make_user, measure_facts

pytestmark = pytest.mark.django_db
WINDOWS = Windows(
    datetime(2023, 3, 1, tzinfo=BANGKOK),
    datetime(2023, 4, 30, 23, 59, tzinfo=BANGKOK),
    datetime(2023, 6, 1, tzinfo=BANGKOK),
    datetime(2023, 6, 15, tzinfo=BANGKOK),
)


class TestOpening:
    def test_makes_every_item_of_the_framework_and_its_address(self):
        agency = make_agency()

        year = open_year(agency=agency, fiscal_year=2566, by=None, at=AT)

        codes = list(year.items.values_list("code", flat=True))
        assert codes == list(framework_files().get(2566).item_codes)
        paths = set(PublicAddress.objects.values_list("path", flat=True))
        assert {f"/{agency.slug}/", f"/{agency.slug}/2566/", f"/{agency.slug}/2566/o43/"} <= paths
        embedded = {path for path in paths if "/embed/" in path}
        assert len(paths - embedded) == len(codes) + 3
        assert {f"/{agency.slug}/embed/2566/", f"/{agency.slug}/en/embed/2566/items.html"} <= embedded
        assert len(embedded) == 12  # pages to frame and pieces to take in, in two languages
        assert ChangeEntry.objects.get().kind == "year_opened"
        assert Event.objects.latest("pk").action == "year_opened"

    def test_once(self):
        desk = make_desk()

        with pytest.raises(PersonError, match="open already"):
            open_year(agency=desk.agency, fiscal_year=2566, by=None, at=AT)

        assert DisclosureYear.objects.count() == 1

    def test_keeps_the_agencys_name_of_that_year(self):
        desk = make_desk(make_agency("องค์การบริหารส่วนตำบลเดิม"))
        desk.agency.name = "เทศบาลตำบลใหม่"
        desk.agency.save()

        later = open_year(agency=desk.agency, fiscal_year=2567, by=None, at=AT)

        desk.year.refresh_from_db()
        assert (desk.year.agency_name, later.agency_name) == ("องค์การบริหารส่วนตำบลเดิม", "เทศบาลตำบลใหม่")

    def test_takes_windows_the_framework_knows(self):
        year = open_year(agency=make_agency(), fiscal_year=2565, by=None, at=AT)

        assert year.entry_opens_at == datetime(2022, 3, 1, tzinfo=BANGKOK)
        assert year.entry_closes_at == datetime(2022, 4, 30, 23, 59, 59, tzinfo=BANGKOK)
        item = year.items.get(code="O1")
        assert item.due_on == date(2022, 2, 28)
        assert "วันทำการสุดท้ายก่อนเปิดให้กรอกลิงก์" in item.due_why
        assert "last working day before" in item.due_why_en

    def test_says_when_no_day_is_known(self):
        item = open_year(agency=make_agency(), fiscal_year=2566, by=None, at=AT).items.get(code="O1")

        assert item.due_on is None
        assert "ไม่ทราบ" in item.due_why

    def test_the_plan_gives_day_and_unit(self):
        agency = make_agency()
        make_plan(agency, 2566, (measure_facts(4, item_codes=("O3",), responsible=(core.Responsible("กองคลัง"),)),))

        year = open_year(agency=agency, fiscal_year=2566, windows=WINDOWS, by=None, at=AT)

        item = year.items.get(code="O3")
        assert (item.unit.name, item.due_on) == ("กองคลัง", date(2023, 1, 31))
        assert item.due_why == "ตามแผน มาตรการที่ 4: ภายใน ๓๑ มกราคม ๒๕๖๖"
        assert year.items.get(code="O4").due_on == date(2023, 2, 28)

    def test_a_day_of_the_plan_after_entry_closes_is_not_used(self):
        agency = make_agency()
        make_plan(agency, 2566)
        windows = replace(WINDOWS, entry_opens_at=None, entry_closes_at=datetime(2023, 1, 20, 16, tzinfo=BANGKOK))

        item = open_year(agency=agency, fiscal_year=2566, windows=windows, by=None, at=AT).items.get(code="O1")

        assert item.due_on == date(2023, 1, 6)
        assert "หลังวันปิด" in item.due_why

    def test_the_working_group_gives_the_unit_where_the_plan_does_not(self):
        agency = make_agency()
        user = make_user(agency, "officer", unit="กองคลัง")
        group = WorkingGroup.objects.create(agency=agency, fiscal_year=2566, created_at=AT)
        GroupMember.objects.create(
            group=group, user=user, name="x", post_title="y", duty="member", item_codes=["O9"], position=1
        )

        year = open_year(agency=agency, fiscal_year=2566, by=None, at=AT)

        assert year.items.get(code="O9").unit.name == "กองคลัง"
        assert year.items.get(code="O8").unit is None

    def test_refuses_windows_that_close_before_they_open(self):
        windows = Windows(WINDOWS.entry_closes_at, WINDOWS.entry_opens_at)

        with pytest.raises(PersonError, match="before it closes"):
            open_year(agency=make_agency(), fiscal_year=2566, windows=windows, by=None, at=AT)


class TestFromTheYearBefore:
    @pytest.fixture
    def desk(self):
        return make_desk()

    def test_units_follow_the_crosswalk(self, desk):
        source, target = framework_files().get(2566), framework_files().get(2567)
        move = next(one for one in framework_files().crosswalk().compare(source, target).moves if one.kind == "moved")
        old = desk.item(move.from_code)
        old.unit = desk.agency.units.get(name="กองคลัง")
        old.save()

        year = open_year(agency=desk.agency, fiscal_year=2567, by=None, at=AT)

        item = year.items.get(code=move.to_code)
        assert item.unit == old.unit
        assert item.origin == old

    def test_names_new_and_dropped_items(self, desk):
        comparison = framework_files().crosswalk().compare(framework_files().get(2566), framework_files().get(2567))

        proposal = propose_year(desk.agency, 2567)

        assert {one.item.code for one in proposal.items if one.is_new} == {one.code for one in comparison.new_items}
        dropped = {move.from_code for move in comparison.moves if move.kind == "dropped"}
        assert {old.code for old, _move in proposal.dropped} == dropped
        assert dropped

    def test_last_years_rows_stay_as_they_are(self, desk):
        before = list(YearItem.objects.filter(year=desk.year).values())
        year_before = DisclosureYear.objects.filter(pk=desk.year.pk).values().get()

        open_year(agency=desk.agency, fiscal_year=2567, by=None, at=AT)

        assert list(YearItem.objects.filter(year=desk.year).values()) == before
        assert DisclosureYear.objects.filter(pk=desk.year.pk).values().get() == year_before

    def test_a_first_year_has_no_new_items(self):
        assert not any(one.is_new for one in propose_year(make_agency(), 2566).items)


class TestCalendar:
    def test_moves_the_days_that_were_computed(self):
        desk = make_desk()
        by_hand = change_item(
            item=desk.item("O2"), version=1, unit=None, due_on=date(2023, 1, 5), reason="ตามคำสั่ง", by=desk.clerk, at=AT
        )

        moved = set_windows(year=desk.year, windows=WINDOWS, by=desk.clerk, at=AT)

        by_hand.refresh_from_db()
        assert moved == desk.year.items.count() - 1
        assert desk.item("O1").due_on == date(2023, 2, 28)
        assert by_hand.due_on == date(2023, 1, 5)
        assert Event.objects.latest("pk").action == "year_changed"

    def test_again_moves_nothing(self):
        desk = make_desk()
        set_windows(year=desk.year, windows=WINDOWS, by=desk.clerk, at=AT)

        assert set_windows(year=desk.year, windows=WINDOWS, by=desk.clerk, at=AT) == 0


class TestItem:
    def test_another_day_needs_its_reason(self):
        desk = make_desk()

        with pytest.raises(PersonError, match="say why"):
            change_item(item=desk.item(), version=1, unit=None, due_on=date(2023, 1, 5), by=desk.clerk, at=AT)

    def test_a_unit_without_a_reason(self):
        desk = make_desk()
        unit = desk.agency.units.get(name="กองคลัง")

        row = change_item(item=desk.item(), version=1, unit=unit, due_on=None, by=desk.clerk, at=AT)

        assert (row.unit, row.version, row.due_by_hand) == (unit, 2, False)
        assert Event.objects.latest("pk").after["unit"] == "กองคลัง"

    def test_another_agencys_unit_is_refused(self):
        desk = make_desk()

        with pytest.raises(PersonError, match="another agency"):
            change_item(
                item=desk.item(), version=1, unit=make_agency().units.first(), due_on=None, by=desk.clerk, at=AT
            )

    def test_a_second_writer_is_noticed(self):
        desk = make_desk()
        change_item(item=desk.item(), version=1, unit=None, due_on=None, by=desk.clerk, at=AT)

        with pytest.raises(ChangedMeanwhile):
            change_item(item=desk.item(), version=1, unit=None, due_on=None, by=desk.admin, at=AT)


class TestElements:
    def test_a_persons_word_counts_before_the_machines(self):
        desk = make_desk()
        row = ElementState.objects.create(item=desk.item(), position=0, by_machine="not_there", machine_at=AT)

        with pytest.raises(PersonError, match="say why"):
            state_element(item=desk.item(), position=0, state="there", by=desk.officer, at=AT)
        state_element(item=desk.item(), position=0, state="there", reason="หน้า 3", by=desk.officer, at=AT)

        row.refresh_from_db()
        assert (row.state, row.by_machine, row.person_reason, row.person_name) == (
            "there",
            "not_there",
            "หน้า 3",
            str(desk.officer),
        )

    def test_taken_back_the_machines_counts_again(self):
        desk = make_desk()
        ElementState.objects.create(item=desk.item(), position=0, by_machine="cannot_tell", machine_at=AT)
        state_element(item=desk.item(), position=0, state="there", reason="หน้า 3", by=desk.officer, at=AT)

        row = state_element(item=desk.item(), position=0, state="", by=desk.officer, at=AT + timedelta(days=1))

        assert (row.state, row.person_name, row.person_at, row.person_reason) == ("cannot_tell", "", None, "")

    @pytest.mark.parametrize(("position", "state"), [(-1, "there"), (99, "there"), (0, "maybe")])
    def test_refuses_what_there_is_not(self, position, state):
        desk = make_desk()

        with pytest.raises(PersonError):
            state_element(item=desk.item(), position=position, state=state, by=desk.officer, at=AT)
