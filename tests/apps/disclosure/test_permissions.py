"""Who approves what is drafted for an item: the same answer for one item, for a list, and beside a row that is read."""

import pytest

from prongsai.apps.disclosure import queries
from prongsai.apps.disclosure.models import YearItem
from prongsai.apps.disclosure.permissions import (
    ChainCover,
    chain_cover,
    chain_step_for,
    cover_of,
    may_approve,
    may_write,
    with_chain,
)
from prongsai.apps.handover.chain_actions import set_chain
from prongsai.core.handover import STEPS
from tests.apps.disclosure.desk import AT, draft, make_desk
from tests.apps.factories import make_agency, make_plan, make_user, measure_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    agency = make_agency()
    make_plan(agency, measures=(measure_facts(item_codes=("O10", "O43")),))
    return make_desk(agency)


def use_chain(desk, steps=STEPS):
    set_chain(agency=desk.agency, steps=steps, by=desk.clerk, at=AT)


def row_of(desk, code):
    return with_chain(YearItem.objects.select_related("year__agency")).get(year=desk.year, code=code)


class TestCover:
    @pytest.mark.parametrize("code", ["O1", "O10", "O4", "O43"])
    @pytest.mark.parametrize("steps", [STEPS, ("check", "compile", "publish"), ("check", "publish")])
    def test_is_the_same_however_it_is_asked(self, desk, code, steps):
        use_chain(desk, steps)
        row = row_of(desk, code)

        one = chain_step_for(desk.agency, row)

        assert cover_of(row, row).step_for(row) == one
        assert chain_cover(desk.agency).step_for(row) == one
        assert (one is not None) == (code in ("O10", "O43") and "compile" in steps)

    def test_without_a_chain_is_nothing(self, desk):
        row = row_of(desk, "O10")

        assert cover_of(row, row) == ChainCover()
        assert chain_step_for(desk.agency, row) is None

    def test_of_another_years_plan_says_nothing(self, desk):
        use_chain(desk)
        later = make_desk(desk.agency, 2567)

        assert cover_of(row_of(later, "O10"), row_of(later, "O10")) == ChainCover()

    def test_of_another_agencys_plan_says_nothing(self, desk):
        other = make_desk()
        use_chain(other)

        assert cover_of(row_of(other, "O10"), row_of(other, "O10")) == ChainCover()

    def test_of_a_row_that_was_read_without_it_is_nothing(self, desk):
        use_chain(desk)

        assert cover_of(desk.item("O10"), desk.item("O10")) == ChainCover()

    def test_stands_beside_a_version(self, desk):
        use_chain(desk)
        version = draft(desk, code="O10")
        news = draft(desk, code=None)

        row = queries.version_for(desk.clerk, version.pk)
        assert cover_of(row, row.publication.item).step == "acknowledge"
        row = queries.version_for(desk.clerk, news.pk)
        assert cover_of(row, row.publication.item) == ChainCover()


class TestMayApprove:
    def test_whoever_ends_the_chain_where_it_covers_the_item(self, desk):
        use_chain(desk)

        assert may_approve(desk.executive, desk.agency, desk.item("O10"))
        assert not may_approve(desk.administrator, desk.agency, desk.item("O10"))
        assert may_approve(desk.administrator, desk.agency, desk.item("O1"))

    def test_by_a_cover_asked_before_without_a_query(self, desk, django_assert_num_queries):
        use_chain(desk)
        row = row_of(desk, "O10")
        may_approve(desk.executive, desk.agency, row, ChainCover())

        with django_assert_num_queries(0):
            assert may_approve(desk.executive, desk.agency, row, cover_of(row, row))


class TestMayWrite:
    def test_people_of_a_unit_for_its_items_only(self, desk):
        item = desk.item()
        item.unit = desk.agency.units.get(name="กองคลัง")

        assert may_write(desk.officer, desk.agency, item)
        assert not may_write(make_user(desk.agency, "officer", unit="สำนักปลัด"), desk.agency, item)
        assert not may_write(desk.officer, desk.agency, desk.item("O2"))

    def test_news_only_the_office(self, desk):
        assert may_write(desk.clerk, desk.agency, None)
        assert not may_write(desk.officer, desk.agency, None)
        assert not may_write(desk.executive, desk.agency, desk.item())
