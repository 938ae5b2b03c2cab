"""A word that very much answers to: the newest are counted and ranked, alike on every database."""

from datetime import UTC, date, datetime

import pytest

from prongsai.apps.search.actions import index
from prongsai.apps.search.queries import MOST_RANKED, search
from prongsai.apps.search.sources import Findable
from tests.apps.factories import make_agency

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 27, tzinfo=UTC)


def put(agency, first, last, kind="thing", title="แผนที่ {}", **more):
    index(
        agency=agency,
        kind=kind,
        found=[
            Findable(f"{number}", title.format(number), f"/a/{number}/", AT, is_public=True, **more)
            for number in range(first, last + 1)
        ],
    )


def ids(found):
    return [hit.object_id for hit in found.hits]


class TestVeryCommonWords:
    def test_only_the_newest_are_counted_and_found(self):
        agency = make_agency()
        put(agency, 1, 12)

        found = search(agency, "แผน", is_public=True, most=8, page_size=5)

        assert (found.said, found.total, found.is_more, found.pages) == ("found", 8, True, 2)
        both = [*ids(found), *ids(search(agency, "แผน", is_public=True, most=8, page_size=5, page=2))]
        assert sorted(both, key=int) == [f"{number}" for number in range(5, 13)]

    def test_among_them_the_best_come_first(self):
        agency = make_agency()
        put(agency, 1, 3, title="แผน")
        put(agency, 4, 9, title="รายงานตามแผน {}")
        put(agency, 10, 10, title="แผน")

        assert ids(search(agency, "แผน", is_public=True, most=5))[0] == "10"
        assert set(ids(search(agency, "แผน", is_public=True))[:4]) == {"1", "2", "3", "10"}

    def test_as_many_as_that_are_all(self):
        agency = make_agency()
        put(agency, 1, 8)

        found = search(agency, "แผน", is_public=True, most=8)

        assert (found.total, found.is_more) == (8, False)

    def test_filters_count_among_the_newest(self):
        agency = make_agency()
        put(agency, 1, 6, kind="old", fiscal_year=2565)
        put(agency, 7, 12, kind="new", fiscal_year=2566, happened_on=date(2023, 1, 1))

        found = search(agency, "แผน", is_public=True, most=8, kinds=["old"])

        assert (found.by_kind, found.by_year) == ({"new": 6, "old": 2}, {2565: 2})
        assert (found.total, set(ids(found))) == (2, {"5", "6"})

    def test_inside_everything_counts(self):
        agency = make_agency()
        put(agency, 1, 12)

        found = search(agency, "แผน", is_public=False, most=8)

        assert (found.total, found.is_more) == (12, False)

    def test_over_all_agencies_too(self):
        for _number in range(3):
            put(make_agency(), 1, 4)

        found = search(None, "แผน", is_public=True, most=5, page_size=50)

        assert (found.total, found.is_more, len(found.hits)) == (5, True, 5)

    def test_three_queries_at_most(self, django_assert_max_num_queries):
        agency = make_agency()
        put(agency, 1, 12)

        with django_assert_max_num_queries(3):
            search(agency, "แผน", is_public=True, most=8)
        with django_assert_max_num_queries(3):
            search(agency, "ผน", is_public=True, most=8)

    def test_an_office_is_searched_whole(self):
        assert MOST_RANKED >= 5_000
