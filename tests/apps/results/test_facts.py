"""Rows and values of results turn into each other without loss, and nothing longer than its column is stored."""

from dataclasses import replace

import pytest

from prongsai.apps.results import actions
from prongsai.apps.results.facts import (
    item_rows,
    measure_from_json,
    measure_to_json,
    result_facts,
    result_values,
    set_result_fields,
)
from prongsai.apps.results.models import YearResult
from prongsai.core.result import YearResult as Facts
from prongsai.wiring.results import analyse_result, propose_measures
from tests.apps.factories import NOW, make_agency
from tests.core.result.made import d, result

WHOLE = result(
    2567,
    lost=["O12", "O34"],
    tools={"IIT": 90.5, "EIT": 88.25, "OIT": 95},
    indicators={1: d("81.10"), 10: d("90.00")},
    sub_indicators={"9.1": d("97.78"), "10.2": d("50.00")},
    titles={"O12": "ข้อมูลสถิติการให้บริการ"},
    total=d("91.60"),
    level="ผ่านดี",
    source="ประกาศ.xlsx",
)


@pytest.mark.django_db
class TestRoundTrip:
    def stored(self, facts: Facts) -> Facts:
        row = actions.add_result(agency=make_agency(facts.agency_name), result=facts, by=None, at=NOW)
        return result_facts(YearResult.objects.get(pk=row.pk))

    def test_a_whole_result_comes_back_as_it_was(self):
        assert self.stored(WHOLE) == WHOLE

    @pytest.mark.parametrize(
        "facts",
        [
            result(2566, tools={"IIT": 0}),
            result(2566, tools={}, total=d(100)),
            result(2566, tools={}, lost=[]),
            result(2566, tools={}, indicators={8: d("0.01")}),
            result(2566, tools={}, sub_indicators={"10.1": d(100)}),
        ],
    )
    def test_so_does_a_single_score(self, facts):
        assert self.stored(facts) == facts

    def test_nought_is_a_score_and_not_nothing(self):
        assert self.stored(result(2566, tools={"IIT": 0})).tools == {"IIT": d(0)}

    def test_items_stay_in_the_order_of_the_result(self):
        facts = replace(WHOLE, items={"O9": d(100), "O1": d(0), "O30": d(100)}, titles={})

        assert list(self.stored(facts).items) == ["O9", "O1", "O30"]


class TestFields:
    def test_words_longer_than_their_columns_are_cut(self):
        row = YearResult()

        set_result_fields(row, replace(WHOLE, level="ก" * 900, source="ข" * 900))

        assert (len(row.level), len(row.source)) == (200, 300)

    def test_titles_longer_than_their_column_are_cut(self):
        rows = item_rows(YearResult(), replace(WHOLE, titles={"O12": "ค" * 900}))

        assert max(len(one.title) for one in rows) == 500
        assert [one.position for one in rows] == list(range(1, len(WHOLE.items) + 1))

    def test_scores_that_are_gone_are_taken_away(self):
        row = YearResult(iit=d(90), total=d(80), level="ก")

        set_result_fields(row, result(2567, tools={"EIT": 70}))

        assert (row.iit, row.eit, row.total, row.level) == (None, d(70), None, "")


class TestHistory:
    def test_holds_scores_as_text_and_lost_items_by_code(self):
        kept = result_values(WHOLE)

        assert kept["tools"] == {"IIT": "90.5", "EIT": "88.25", "OIT": "95"}
        assert kept["items_lost"] == ["O12", "O34"]
        assert kept["items"] == len(WHOLE.items)
        assert kept["indicators"] == {"1": "81.10", "10": "90.00"}

    def test_says_nothing_where_nothing_is_known(self):
        kept = result_values(Facts(2567))

        assert (kept["total"], kept["level"], kept["source"]) == (None, None, None)


class TestMeasures:
    @pytest.mark.parametrize("number", [0, 1, 2])
    def test_a_proposed_measure_comes_back_from_json(self, number):
        from datetime import date

        measure = propose_measures(analyse_result(WHOLE), 2568, today=date(2024, 10, 15)).proposals[number].measure

        assert measure_from_json(measure_to_json(measure)) == measure
