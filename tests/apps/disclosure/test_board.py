"""The board: what counts for each item, its order, its filters, and the item's page saying the same."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.http import Http404

from prongsai.apps.agencies.models import Unit
from prongsai.apps.disclosure import queries
from prongsai.apps.disclosure.board import LastCheck, Published, at_stake, count_states, list_board
from prongsai.apps.disclosure.models import YearItem
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.disclosure.whole_item import load_item
from prongsai.apps.disclosure.year_actions import state_element
from prongsai.apps.evidence.models import EvidenceState
from prongsai.wiring import framework_files
from tests.apps.disclosure.desk import AT, LINK, NOTHING, PAGE, TABLE, again, approve, draft, make_desk, publish, wait
from tests.apps.disclosure.test_elements import check
from tests.apps.factories import make_user

pytestmark = pytest.mark.django_db
TODAY = date(2023, 1, 10)


def find(desk, code="O1", today=TODAY):
    return next(one for one in list_board(desk.year, today) if one.row.code == code)


def state_all(desk, code, state="there"):
    elements = framework_files().get(2566).find_item(code).elements
    for position in range(len(elements)):
        state_element(item=desk.item(code), position=position, state=state, by=desk.clerk, at=AT)


class TestItems:
    def test_are_all_of_the_framework(self, desk):
        codes = {one.row.code for one in list_board(desk.year, TODAY)}

        assert codes == {item.code for item in framework_files().get(2566).items}

    def test_nothing_published_is_missing_a_draft_is_in_progress(self, desk):
        assert find(desk).standing.state == "missing"

        draft(desk)

        assert find(desk).standing.state == "in_progress"

    @pytest.mark.parametrize("step", ["draft", "waiting", "approved"])
    def test_what_is_on_its_way_is_counted_by_its_state(self, desk, step):
        version = draft(desk)
        if step != "draft":
            version = wait(desk, version)
        if step == "approved":
            approve(desk, version)

        assert find(desk).published.making == {step: 1}

    def test_published_without_a_word_on_elements_waits_for_a_look(self, desk):
        publish(desk)

        one = find(desk)

        assert one.standing.state == "to_look"
        assert one.published.newest_at is not None

    def test_every_element_there_is_complete_and_nothing_is_at_stake(self, desk):
        publish(desk)
        state_all(desk, "O1")

        one = find(desk)

        assert one.standing.is_complete
        assert one.points == 0

    def test_one_element_missing_is_incomplete(self, desk):
        publish(desk)
        state_all(desk, "O1")
        state_element(item=desk.item(), position=0, state="not_there", by=desk.clerk, at=AT)

        assert find(desk).standing.state == "incomplete"

    def test_elements_without_a_publication_make_nothing_complete(self, desk):
        state_all(desk, "O1")

        assert not find(desk).standing.is_complete

    def test_a_replaced_version_counts_no_second_time(self, desk):
        again(desk, publish(desk))

        assert len(find(desk).published.public) == 1

    def test_a_withdrawn_one_counts_for_nothing(self, desk):
        version = publish(desk)
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)

        assert find(desk).standing.state == "missing"
        assert find(desk).published.newest_at is None

    def test_news_belong_to_no_item(self, desk):
        publish(desk, PAGE, code=None)

        assert all(not one.published.public for one in list_board(desk.year, TODAY))

    def test_of_another_year_or_agency_say_nothing(self, desk):
        publish(make_desk(desk.agency, 2567))
        publish(make_desk())

        assert find(desk).standing.state == "missing"


class TestMonths:
    def monthly(self):
        return next(item.code for item in framework_files().get(2566).items if item.period == "monthly_current_fy")

    def test_that_ended_and_that_nothing_is_about_are_named(self, desk):
        code = self.monthly()
        publish(desk, TABLE, code)  # November

        missing = find(desk, code).facts.months_missing

        assert date(2022, 11, 1) not in missing
        assert date(2022, 10, 1) in missing
        assert all(month < TODAY for month in missing)

    def test_a_statement_of_nothing_covers_its_month(self, desk):
        code = self.monthly()
        publish(desk, NOTHING, code)  # December

        assert date(2022, 12, 1) not in find(desk, code).facts.months_missing

    def test_a_version_without_a_period_covers_none(self, desk):
        code = self.monthly()
        before = find(desk, code).facts.months_missing
        publish(desk, PAGE, code)

        assert find(desk, code).facts.months_missing == before

    def test_a_replaced_month_is_missing_again(self, desk):
        code = self.monthly()
        first = publish(desk, TABLE, code)
        again(desk, first)  # says nothing of a month

        assert date(2022, 11, 1) in find(desk, code).facts.months_missing

    def test_an_item_that_is_not_monthly_names_none(self, desk):
        assert find(desk, "O1").facts.months_missing == ()


class TestOrder:
    def test_complete_ones_stand_last(self, desk):
        publish(desk)
        state_all(desk, "O1")

        assert list_board(desk.year, TODAY)[-1].row.code == "O1"

    def test_of_equals_the_one_due_first(self, desk):
        YearItem.objects.filter(year=desk.year).update(due_on=date(2023, 3, 31))
        YearItem.objects.filter(year=desk.year, code="O9").update(due_on=date(2023, 1, 31))
        known = [one for one in list_board(desk.year, TODAY) if one.facts.points == find(desk, "O9").facts.points]

        assert known[0].row.code == "O9"

    def test_stake_is_the_sum_of_what_is_known(self, desk):
        items = list_board(desk.year, TODAY)
        before = at_stake(items)
        publish(desk)
        state_all(desk, "O1")

        after = at_stake(list_board(desk.year, TODAY))

        worth = find(desk).facts.points
        assert before - after == (worth or 0)

    def test_states_are_counted(self, desk):
        draft(desk)
        publish(desk, PAGE, "O2")

        counts = count_states(list_board(desk.year, TODAY))

        assert counts["in_progress"] == 1
        assert counts["to_look"] == 1
        assert sum(counts.values()) == len(framework_files().get(2566).items)


class TestChecks:
    def test_are_the_worst_the_count_and_the_newest(self, desk):
        check(desk, group="good")
        check(desk, group="unknown")
        EvidenceState.objects.filter(group="unknown").update(group="doubt")

        found = find(desk).check

        assert (found.group, found.count, found.checked_at) == ("doubt", 2, AT)

    def test_of_a_measure_of_several_items_count_for_each(self, desk):
        check(desk, codes=("O1", "O2"))

        assert find(desk, "O1").check.count == find(desk, "O2").check.count == 1
        assert find(desk, "O3").check is None

    def test_a_code_that_begins_the_same_is_another(self, desk):
        check(desk, codes=("O10",))

        assert find(desk, "O1").check is None
        assert load_item(desk.item("O1"), TODAY).evidence == []

    @pytest.mark.parametrize(
        ("groups", "worst"),
        [
            (("good", "good"), "good"),
            (("good", "unknown"), "unknown"),
            (("unknown", "doubt", "good"), "doubt"),
            (("loses", "good"), "loses"),
        ],
    )
    def test_the_worst_comes_first(self, groups, worst):
        found = LastCheck()
        for number, group in enumerate(groups):
            found.add(group, AT + timedelta(days=number))

        assert (found.group, found.count) == (worst, len(groups))
        assert found.checked_at == AT + timedelta(days=len(groups) - 1)

    def test_an_older_check_moves_no_day_back(self):
        found = LastCheck()
        found.add("good", AT)
        found.add("good", AT - timedelta(days=9))

        assert found.checked_at == AT


class TestPublished:
    def test_counts_only_what_is_public_now_and_what_is_on_its_way(self):
        found = Published()
        for number, state in enumerate(("published", "replaced", "withdrawn", "draft", "returned", "scheduled")):
            found.add(number, state, date(2022, 12, 1), date(2022, 12, 31), AT)

        assert found.public == {0}
        assert found.making == {"draft": 1, "returned": 1, "scheduled": 1}
        assert found.covered == [(date(2022, 12, 1), date(2022, 12, 31))]

    def test_half_a_period_covers_nothing(self):
        found = Published()
        found.add(1, "published", date(2022, 12, 1), None, AT)

        assert found.covered == []


class TestWholeItem:
    def test_says_what_the_board_says_in_every_state(self, desk):
        check(desk, "found")
        publish(desk)
        again(desk, publish(desk, TABLE))
        draft(desk, LINK)
        gone = publish(desk, replace(PAGE, title="ถอน"))
        withdraw_publication(publication=gone.publication, why="ผิด", by=desk.clerk, at=AT)
        state_element(item=desk.item(), position=1, state="not_there", by=desk.clerk, at=AT)

        whole, one = load_item(desk.item(), TODAY), find(desk)

        assert (whole.board.facts, whole.board.standing, whole.board.check) == (one.facts, one.standing, one.check)
        assert whole.board.published == one.published

    def test_is_three_queries(self, desk, django_assert_num_queries):
        for _turn in range(3):
            publish(desk)
        item = desk.item()

        with django_assert_num_queries(3):
            whole = load_item(item, TODAY)
            assert [len(one.versions.all()) for one in whole.publications] == [1, 1, 1]
            assert {one.agency for one in whole.publications} == {desk.agency}

    def test_lists_publications_in_their_order_and_versions_newest_first(self, desk):
        first = publish(desk)
        publish(desk, TABLE)
        again(desk, first)

        publications = load_item(desk.item(), TODAY).publications

        assert [one.number for one in publications] == [1, 2]
        assert [one.number for one in publications[0].versions.all()] == [2, 1]


class TestFilters:
    def codes(self, client, desk, **chosen):
        page = client.get(f"/office/year/{desk.year.pk}/", chosen)
        assert page.status_code == 200
        return {line.code for line in page.context["lines"]}

    @pytest.fixture
    def entered(self, client, desk):
        client.force_login(desk.clerk, backend="django.contrib.auth.backends.ModelBackend")
        unit = desk.agency.units.get(name="กองคลัง")
        desk.year.items.filter(code__in=("O1", "O2")).update(unit=unit)
        return client, unit

    def test_by_unit(self, desk, entered):
        client, unit = entered

        assert self.codes(client, desk, unit=unit.pk) == {"O1", "O2"}
        assert not {"O1", "O2"} & self.codes(client, desk, unit="none")

    def test_by_state_within_a_unit(self, desk, entered):
        client, unit = entered
        draft(desk)

        assert self.codes(client, desk, unit=unit.pk, state="in_progress") == {"O1"}
        assert self.codes(client, desk, unit=unit.pk, state="missing") == {"O2"}
        assert self.codes(client, desk, unit=unit.pk, state="complete") == set()

    def test_by_sub_indicator(self, desk, entered):
        client, _unit = entered
        page = client.get(f"/office/year/{desk.year.pk}/")
        chosen = page.context["indicators"][0]

        codes = self.codes(client, desk, indicator=chosen)

        items = framework_files().get(2566).items
        assert codes == {item.code for item in items if item.sub_indicator == chosen}

    @pytest.mark.parametrize("chosen", [{"unit": "999999"}, {"unit": "x"}, {"state": "fine"}, {"indicator": "99.9"}])
    def test_what_nobody_knows_filters_nothing(self, desk, entered, chosen):
        client, _unit = entered

        assert len(self.codes(client, desk, **chosen)) == len(framework_files().get(2566).items)

    def test_a_unit_of_another_agency_filters_nothing(self, desk, entered):
        client, _unit = entered
        other = Unit.objects.filter(agency=make_desk().agency).first()

        assert len(self.codes(client, desk, unit=other.pk)) == len(framework_files().get(2566).items)

    def test_the_counts_are_of_the_unit_and_not_of_the_state(self, desk, entered):
        client, unit = entered
        draft(desk)

        page = client.get(f"/office/year/{desk.year.pk}/", {"unit": unit.pk, "state": "missing"})

        assert {code: count for code, _word, count in page.context["counts"]} == {"missing": 1, "in_progress": 1}
        assert page.context["total"] == 2


class TestYearAmongYears:
    def test_gives_the_year_and_all_of_its_agency(self, desk):
        later = make_desk(desk.agency, 2567)
        make_desk()

        year, years = queries.year_among_years(desk.clerk, desk.year.pk)

        assert year == desk.year
        assert [one.fiscal_year for one in years] == [2567, 2566]
        assert later.year in years

    def test_of_another_agency_is_not_found(self, desk):
        stranger = make_user(make_desk().agency, "clerk_office")

        with pytest.raises(Http404):
            queries.year_among_years(stranger, desk.year.pk)
        with pytest.raises(Http404):
            queries.year_among_years(desk.clerk, 10**7)
