from datetime import timedelta

import pytest

from prongsai.apps.results import actions, queries
from prongsai.apps.results.proposing import proposals_for
from prongsai.core import plan as core
from prongsai.core.result import analyse
from tests.apps.factories import NOW, make_agency, make_plan, make_user, measure_facts
from tests.core.result.made import FILES, d, result

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make_agency()


def add(agency, year, **fields):
    return actions.add_result(agency=agency, result=result(year, **fields), by=None, at=NOW)


class TestResults:
    def test_are_listed_latest_first_with_counts_of_their_items(self, agency):
        add(agency, 2566, lost=["O1", "O2"])
        add(agency, 2568)
        add(agency, 2567, lost=[])

        rows = list(queries.list_results(agency))

        assert [(row.fiscal_year, row.item_count, row.lost_count) for row in rows] == [
            (2568, 0, 0),
            (2567, 35, 0),
            (2566, 43, 2),
        ]
        assert queries.list_years(agency) == [2568, 2567, 2566]

    def test_as_facts_stand_earliest_first_up_to_a_year(self, agency, django_assert_num_queries):
        for year in (2568, 2566, 2567):
            add(agency, year, lost=["O1"])

        with django_assert_num_queries(2):
            known = queries.list_result_facts(agency, up_to=2567)

        assert [one.fiscal_year for one in known] == [2566, 2567]
        assert {one.lost_codes for one in known} == {("O1",)}

    def test_the_newest_before_a_year_skips_gaps(self, agency):
        add(agency, 2564)
        add(agency, 2566)

        assert queries.find_newest_before(agency, 2570).fiscal_year == 2566
        assert queries.find_newest_before(agency, 2566).fiscal_year == 2564
        assert queries.find_newest_before(agency, 2564) is None

    def test_of_another_agency_are_never_found(self, agency):
        add(make_agency(), 2567)

        assert list(queries.list_results(agency)) == []
        assert queries.find_result(agency, 2567) is None
        assert queries.find_newest_before(agency, 2570) is None
        assert queries.list_result_facts(agency) == []


class TestDrafts:
    def test_old_ones_are_those_nobody_touched(self, agency):
        user = make_user(agency)
        for days in (0, 3, 9):
            at = NOW + timedelta(days=days)
            actions.save_draft(
                agency=agency, name=f"{days}", content=b"x", results=[result(2567)], findings=[], by=user, at=at
            )

        old = queries.list_old_drafts((NOW + timedelta(days=4)).date())

        assert sorted(one.name for one in old) == ["0", "3"]
        assert [one.name for one in queries.list_drafts(agency)] == ["9", "3", "0"]


class TestKnownTools:
    def test_one_query_for_entered_and_announced(self, agency, django_assert_num_queries):
        user = make_user(agency)
        actions.enter_tool(agency=agency, fiscal_year=2568, tool="IIT", score=d(50), source="ก", by=user, at=NOW)
        actions.enter_tool(agency=agency, fiscal_year=2568, tool="EIT", score=d(60), source="ข", by=user, at=NOW)
        actions.enter_tool(agency=agency, fiscal_year=2569, tool="EIT", score=d(70), source="ค", by=user, at=NOW)
        add(agency, 2568, tools={"IIT": 90}, source="ประกาศ")

        with django_assert_num_queries(1):
            known = queries.known_tools(agency, 2568)

        assert {code: (one.score, one.source) for code, one in known.items()} == {
            "IIT": (d(90), "ประกาศ"),
            "EIT": (d(60), "ข"),
        }

    def test_nothing_known_is_nothing(self, agency):
        assert queries.known_tools(agency, 2568) == {}


class TestUnitsOfItems:
    def test_are_those_of_the_newest_earlier_plan(self, agency, django_assert_num_queries):
        make_plan(agency, 2565, (measure_facts(1, item_codes=("O1",), responsible=(core.Responsible("กองเก่า"),)),))
        who = (core.Responsible("กองคลัง"), core.Responsible("สำนักปลัด", role="compiles"))
        make_plan(agency, 2566, (measure_facts(1, item_codes=("O1", "O2"), responsible=who),))
        make_plan(agency, 2568, (measure_facts(1, item_codes=("O1",), responsible=(core.Responsible("กองใหม่"),)),))

        with django_assert_num_queries(1):
            year, units = queries.units_of_items(agency, 2568)

        assert (year, units) == (2566, {"O1": "กองคลัง", "O2": "กองคลัง"})

    def test_name_the_agencys_own_unit_where_the_printed_one_is_an_alias(self, agency):
        unit = agency.units.get(name="กองคลัง")
        unit.aliases = ["ส่วนการคลัง"]
        unit.save()
        make_plan(agency, 2566, (measure_facts(1, item_codes=("O1",), responsible=(core.Responsible("ส่วนการคลัง"),)),))

        assert queries.units_of_items(agency, 2567)[1] == {"O1": "กองคลัง"}

    def test_without_an_earlier_plan_there_are_none(self, agency):
        make_plan(agency, 2568)

        assert queries.units_of_items(agency, 2568) == (None, {})


class TestItemsWithMeasures:
    def test_name_the_first_measure_of_each_item(self, agency):
        plan = make_plan(
            agency, 2567, (measure_facts(1, item_codes=("O1", "O2")), measure_facts(2, item_codes=("O2", "O3")))
        )
        first, second = plan.measures.order_by("position")

        assert queries.items_with_measures(plan) == {"O1": first.pk, "O2": first.pk, "O3": second.pk}
        assert queries.items_with_measures(None) == {}


class TestProposalsFor:
    def analysis(self, lost):
        return analyse(result(2567, lost=lost), FILES.get(2567))

    def units(self, agency, lost):
        from datetime import date

        found = proposals_for(agency, self.analysis(lost), 2568, today=date(2024, 10, 1))
        return {
            one.key: (one.measure.responsible[0].unit if one.measure.responsible else "", one.unit_from)
            for one in found.proposals
        }

    def test_take_the_unit_of_last_years_plan_through_the_topic(self, agency):
        make_plan(agency, 2567, (measure_facts(1, item_codes=("O12",), responsible=(core.Responsible("กองคลัง"),)),))

        assert self.units(agency, ["O12"]) == {"O11": ("กองคลัง", "plan")}

    def test_else_the_usual_unit_that_the_agency_has(self, agency):
        clerk = agency.units.get(name="สำนักปลัด")
        clerk.code = "clerk_office"
        clerk.save()

        assert self.units(agency, ["O1"]) == {"O1": ("สำนักปลัด", "usual")}

    def test_else_none(self, agency):
        assert self.units(agency, ["O1"]) == {"O1": ("", "")}
