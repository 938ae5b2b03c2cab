"""Who is responsible in an opened year and by when, from the plan, the working group or the year before."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from prongsai.apps.agencies.models import GroupMember, Unit, WorkingGroup
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.models import DisclosureYear, YearItem
from prongsai.apps.disclosure.opening import Windows, due_days, propose_year, windows_of_framework
from prongsai.apps.disclosure.year_actions import change_item, open_year, set_windows
from prongsai.apps.plans.models import WorkItem
from prongsai.core import plan as core
from prongsai.core.errors import PersonError
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.core.thai.words import Words
from prongsai.wiring import BANGKOK, bangkok_today, framework_files
from tests.apps.disclosure.desk import AT, make_desk
from tests.apps.factories import make_agency, make_plan, make_user, measure_facts

pytestmark = pytest.mark.django_db
FIRST, LAST = core.Deadline("date", due_on=date(2023, 1, 31)), core.Deadline("date", due_on=date(2023, 2, 15))


def of(agency, code="O1", year=2566, windows=None):
    proposal = propose_year(agency, year, windows)
    return next(one for one in proposal.items if one.item.code == code)


def measure(number=1, *names, deadlines=(FIRST,), codes=("O1",), roles=(), task_role="task"):
    responsible = tuple(
        core.Responsible(name, role=role) for name, role in zip(names, roles or ("does",) * len(names), strict=True)
    )
    follow_ups = tuple(
        core.FollowUp(place, f"งาน {place}", task_role, deadline) for place, deadline in enumerate(deadlines, start=1)
    )
    return measure_facts(number, item_codes=codes, responsible=responsible, steps=(), follow_ups=follow_ups)


class TestUnit:
    def test_is_who_does_before_who_compiles(self):
        agency = make_agency()
        make_plan(agency, 2566, (measure(1, "สำนักปลัด", "กองคลัง", roles=("compiles", "does")),))

        one = of(agency)

        assert (one.unit.name, one.unit_why.th) == ("กองคลัง", "ตามแผนของปีนี้")

    def test_is_the_first_named_where_nobody_does(self):
        agency = make_agency()
        make_plan(agency, 2566, (measure(1, "กองคลัง", "สำนักปลัด", roles=("publishes", "compiles")),))

        assert of(agency).unit.name == "กองคลัง"

    def test_is_that_of_the_first_measure_which_names_one(self):
        agency = make_agency()
        make_plan(agency, 2566, (measure(1), measure(2, "กองคลัง"), measure(3, "สำนักปลัด")))

        assert of(agency).unit.name == "กองคลัง"

    def test_a_name_that_is_no_unit_is_passed_over(self):
        agency = make_agency()
        make_plan(agency, 2566, (measure(1, "ฝ่ายที่ไม่มี", "กองคลัง"),))

        assert of(agency).unit.name == "กองคลัง"

    def test_of_another_years_plan_or_agency_is_not_taken(self):
        agency = make_agency()
        make_plan(agency, 2565, (measure(1, "กองคลัง"),))
        make_plan(make_agency(), 2566, (measure(1, "กองคลัง"),))

        one = of(agency)

        assert (one.unit, one.unit_why.th) == (None, "ยังไม่กำหนด")

    def test_of_the_working_group_comes_after_the_plan(self):
        agency = make_agency()
        make_plan(agency, 2566, (measure(1, "สำนักปลัด"),))
        group = WorkingGroup.objects.create(agency=agency, fiscal_year=2566, created_at=AT)
        member = make_user(agency, "officer", unit="กองคลัง")
        GroupMember.objects.create(
            group=group, user=member, name="ก", duty="member", item_codes=["O1", "O5"], position=1
        )

        assert of(agency, "O1").unit.name == "สำนักปลัด"
        assert (of(agency, "O5").unit.name, of(agency, "O5").unit_why.th) == ("กองคลัง", "ตามคำสั่งคณะทำงาน")

    def test_a_member_without_a_unit_gives_none(self):
        agency = make_agency()
        group = WorkingGroup.objects.create(agency=agency, fiscal_year=2566, created_at=AT)
        GroupMember.objects.create(
            group=group, user=make_user(agency), name="ก", duty="member", item_codes=["O5"], position=1
        )

        assert of(agency, "O5").unit is None

    def test_of_last_year_comes_last(self):
        desk = make_desk()
        unit = desk.agency.units.get(name="กองคลัง")
        desk.year.items.filter(code="O1").update(unit=unit)

        one = of(desk.agency, "O1", 2567)

        assert (one.unit, one.unit_why.th) == (unit, "ตามปีก่อน")
        assert [old.code for old in one.before] == ["O1"]

    def test_that_was_done_away_with_is_not_given_again(self):
        desk = make_desk()
        unit = Unit.objects.create(agency=desk.agency, name="กองเดิม")
        desk.year.items.filter(code="O1").update(unit=unit)
        unit.delete()

        assert of(desk.agency, "O1", 2567).unit is None


class TestDay:
    def test_is_the_last_of_the_measures_work_without_supervision(self):
        agency = make_agency()
        plan = make_plan(agency, 2566, (measure(1, "กองคลัง", deadlines=(FIRST, LAST)),))
        WorkItem.objects.create(
            measure=plan.measures.get(),
            kind="follow_up",
            position=99,
            number=99,
            text="กำกับ",
            role="supervision",
            deadline_kind="date",
            due_on=date(2023, 9, 30),
            changed_at=AT,
        )

        assert of(agency).due.due_on == date(2023, 2, 15)

    def test_of_the_first_measure_that_has_one(self):
        agency = make_agency()
        make_plan(agency, 2566, (measure(1, deadlines=()), measure(2, deadlines=(LAST,)), measure(3)))

        one = of(agency)

        assert one.due.due_on == date(2023, 2, 15)
        assert "มาตรการที่ 2" in one.due.why.th

    def test_monthly_work_is_no_day(self):
        agency = make_agency()
        make_plan(agency, 2566, (measure(1, deadlines=(core.Deadline("monthly"),)),))

        assert of(agency).due.due_on is None

    def test_set_by_hand_stays_when_the_calendar_moves(self):
        desk = make_desk()
        item = desk.item()
        change_item(item=item, version=1, unit=None, due_on=date(2023, 1, 9), reason="ประชุม", by=desk.clerk, at=AT)
        opens = datetime(2023, 4, 3, tzinfo=BANGKOK)

        moved = set_windows(year=desk.year, windows=Windows(entry_opens_at=opens), by=desk.clerk, at=AT)

        item.refresh_from_db()
        assert item.due_on == date(2023, 1, 9)
        assert moved == desk.year.items.count() - 1

    def test_of_each_item_by_the_windows_as_they_are(self):
        desk = make_desk()
        make_plan(desk.agency, 2566, (measure(1, deadlines=(FIRST,)),))

        days = due_days(desk.year)

        assert days["O1"].due_on == date(2023, 1, 31)
        assert days["O2"].due_on is None
        assert len(days) == desk.year.items.count()

    def test_needs_its_reason_to_be_set_by_hand(self):
        desk = make_desk()

        with pytest.raises(PersonError, match="เขียนเหตุผลที่กำหนดวันเอง"):
            change_item(
                item=desk.item(), version=1, unit=None, due_on=date(2023, 1, 9), reason=" ", by=desk.clerk, at=AT
            )

        assert desk.item().due_on is None

    def test_a_unit_of_another_agency_is_refused(self):
        desk = make_desk()

        with pytest.raises(PersonError, match="ไม่ใช่ของหน่วยงานนี้"):
            change_item(
                item=desk.item(),
                version=1,
                unit=make_agency().units.first(),
                due_on=None,
                by=desk.clerk,
                at=AT,
            )


class TestYears:
    def test_the_nearest_earlier_opened_year_is_the_one_before(self):
        desk = make_desk()
        unit = desk.agency.units.get(name="กองคลัง")
        desk.year.items.filter(code="O1").update(unit=unit)
        make_desk(desk.agency, 2565)
        make_desk(desk.agency, 2570)

        proposal = propose_year(desk.agency, 2569)
        one = of(desk.agency, "O1", 2569)

        assert proposal.last_year == desk.year
        assert {old.year_id for old in one.before} == {desk.year.pk}
        assert (one.unit, one.unit_why) == (unit, Words("ตามปี 2566", "as in 2566"))
        comparison = framework_files().crosswalk().compare(framework_files().get(2566), framework_files().get(2569))
        assert {item.item.code for item in proposal.items if item.is_new} == {
            item.code for item in comparison.new_items
        }
        assert {old.code for old, _move in proposal.dropped} == {
            move.from_code for move in comparison.moves if move.kind == "dropped"
        }

    def test_a_year_before_all_others_is_compared_with_none(self):
        desk = make_desk()

        proposal = propose_year(desk.agency, 2565)

        assert proposal.last_year is None
        assert proposal.dropped == ()
        assert not any(one.is_new or one.before for one in proposal.items)

    def test_an_earlier_year_opened_later_leaves_the_newer_as_it_is(self):
        desk = make_desk(fiscal_year=2567)
        before = list(YearItem.objects.filter(year=desk.year).values())

        older = open_year(agency=desk.agency, fiscal_year=2566, by=desk.clerk, at=AT)

        assert list(YearItem.objects.filter(year=desk.year).values()) == before
        assert not older.items.exclude(origin=None).exists()
        assert [
            year.fiscal_year for year in DisclosureYear.objects.filter(agency=desk.agency).order_by("-fiscal_year")
        ] == [2567, 2566]
        assert public.find_agency(desk.agency.slug).latest_year == 2567

    def test_later_than_the_next_fiscal_year_is_refused(self):
        agency = make_agency()
        latest = fiscal_year_of(bangkok_today()) + 1

        with pytest.raises(PersonError, match=f"เปิดได้ไม่เกินปี {latest}"):
            open_year(agency=agency, fiscal_year=latest + 1, by=None, at=AT)

        assert not agency.disclosure_years.exists()
        assert open_year(agency=agency, fiscal_year=latest, by=None, at=AT).items.exists()

    def test_takes_five_queries(self, django_assert_num_queries):
        desk = make_desk()

        with django_assert_num_queries(5):
            propose_year(desk.agency, 2567)

    def test_opened_twice_is_refused(self):
        desk = make_desk()

        with pytest.raises(PersonError, match="เปิดอยู่แล้ว"):
            open_year(agency=desk.agency, fiscal_year=2566, by=desk.clerk, at=AT)

        assert desk.agency.disclosure_years.count() == 1

    def test_windows_of_a_framework_that_knows_none_are_none(self):
        known = windows_of_framework(framework_files().get(2565))
        assert known.entry_opens_at is not None

        unknown = windows_of_framework(replace(framework_files().get(2565), calendar=()))

        assert unknown == Windows()
