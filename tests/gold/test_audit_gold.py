"""The judge against our labels of the samples, which were read and labelled before the judge was written."""

import pytest

from benchmarks.audit.judge.agreement import Judging
from benchmarks.audit.judge.samples import SAMPLES, index, labels, rows

pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the shared samples are not here")


@pytest.fixture(scope="module")
def judging():
    return Judging()


class TestLabels:
    def test_cover_every_sample(self):
        files = set(index())

        assert {row["file"] for row in rows("years")} == files
        assert {row["file"] for row in rows("items")} == files
        assert {row["file"] for row in rows("elements")} <= files

    def test_are_enough(self):
        assert len(rows("elements")) >= 100
        assert sum(1 for row in rows("items") if row["kind"] == "item") >= 50

    def test_give_their_grounds(self):
        for name in ("years", "items", "elements"):
            assert all(row["grounds"] for row in rows(name))


class TestYears:
    def test_at_least_90_in_100_are_right(self, judging):
        assert judging.years().share_right >= 0.90, judging.years().misses

    def test_at_most_2_in_100_are_confidently_wrong(self, judging):
        assert judging.years().share_wrong <= 0.02, judging.years().misses


class TestItems:
    def test_the_first_is_right_for_85_in_100(self, judging):
        assert judging.items().share_right >= 0.85, judging.items().misses

    def test_one_of_the_first_three_is_right_for_95_in_100(self, judging):
        assert judging.items().share_among_three >= 0.95, judging.items().misses

    def test_lists_of_items_are_noted_more_often_than_not(self, judging):
        assert judging.lists().share_right >= 0.5, judging.lists().misses


class TestElements:
    def test_three_in_four_are_as_labelled(self, judging):
        assert judging.elements().share_right >= 0.75, judging.elements().misses

    def test_few_are_the_opposite(self, judging):
        assert judging.elements().share_wrong <= 0.06, judging.elements().misses


class TestElsewhere:
    def test_titles_it_was_not_tuned_on(self, judging):
        assert judging.titles(labels()).share_right >= 0.93, judging.titles(labels()).misses

    def test_documents_of_another_agency_are_noticed(self, judging):
        found = judging.as_of_another()

        assert found.total >= 30
        assert found.share_right >= 0.9
        assert found.wrong == 0
