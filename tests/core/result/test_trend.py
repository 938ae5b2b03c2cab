import pytest

from prongsai.core.result import YearResult, trend_of
from tests.core.result.made import ALL, FILES, d, result


def trend(*results):
    return trend_of(results, ALL, FILES.crosswalk())


def line(found, key):
    return next(one for one in (found.total, *found.tools, *found.indicators) if one.key == key)


class TestTrendOf:
    def test_puts_years_in_order_with_gaps_for_what_is_unknown(self):
        found = trend(
            result(2568, total=d(93), indicators={1: d(90)}),
            result(2566, total=d(88), tools={"IIT": 80}),
            result(2567, tools={}, indicators={1: d(85)}),
        )

        assert found.years == (2566, 2567, 2568)
        assert line(found, "total").scores == (88, None, 93)
        assert line(found, "IIT").scores == (80, None, 90)
        assert line(found, "1").scores == (None, 85, 90)

    def test_change_is_from_the_year_before(self):
        found = trend(result(2567, total=d(88)), result(2568, total=d(93)))

        assert found.total.change == 5
        assert trend(result(2568, total=d(93))).total.change is None
        assert trend(result(2567, tools={}), result(2568, total=d(93))).total.change is None

    def test_indicators_follow_from_items_where_they_were_not_announced(self):
        found = trend(result(2564, tools={}, lost=["O42"]), result(2566, tools={}, lost=[]))

        assert line(found, "10").scores == (75, 100)

    def test_says_of_each_score_whether_it_was_computed(self):
        found = trend(
            result(2564, tools={}, lost=["O42"]),
            result(2565, tools={"IIT": 80, "EIT": 80}, lost=["O42"], indicators={10: d(75)}),
            result(2566, total=d(90), indicators={9: d(90)}),
        )

        assert line(found, "9").computed == (True, True, False)
        assert line(found, "10").computed == (True, False, False)
        assert line(found, "OIT").computed == (True, True, False)
        assert line(found, "IIT").computed == (False, False, False)
        assert line(found, "total").computed == (False, True, False)
        assert line(found, "10").marked[1] == (75, False)
        assert found.has_computed
        assert not trend(result(2566, total=d(90))).has_computed

    def test_follows_a_topic_through_codes_that_change(self):
        # ช่องทางแจ้งเรื่องร้องเรียนการทุจริต changes its number nearly every year
        codes = [FILES.get(year).find_item_by_topic("complaint_channel").code for year in (2566, 2567, 2568)]
        assert len(set(codes)) > 1

        found = trend(*(result(year, lost=[code]) for year, code in zip((2566, 2567, 2568), codes, strict=True)))
        topic = next(one for one in found.topics if one.topic == "complaint_channel")

        assert topic.codes == tuple(codes)
        assert topic.states == ("lost", "lost", "lost")
        assert topic.times_lost == 3

    def test_a_topic_that_a_year_does_not_ask_for_is_neither_kept_nor_lost(self):
        found = trend(result(2566, lost=[]), result(2569, lost=[]))
        topic = next(one for one in found.topics if one.topic == "law")

        assert topic.states[0] == "kept"
        assert topic.states[1] == "not_asked"
        assert topic.codes[1] == ""

    def test_an_absorbed_topic_stands_with_the_item_that_took_it_over(self):
        found = trend(result(2567, lost=[]), result(2568, lost=["O1"]))
        topic = next(one for one in found.topics if one.topic == "authority")

        assert topic.codes[1] == "O1"
        assert topic.states == ("kept", "lost")

    def test_compares_only_what_both_years_ask_for(self):
        found = trend(result(2566, lost=["O1"]), result(2567, lost=[]))

        step = found.steps[0]
        assert (step.from_fiscal_year, step.to_fiscal_year) == (2566, 2567)
        assert step.kept_after == step.shared
        assert step.kept_before == step.shared - 1
        assert step.dropped
        assert step.shared < 43

    def test_items_without_a_score_are_not_compared(self):
        found = trend(YearResult(2566, items={"O1": d(100)}), result(2567, lost=[]))

        assert found.steps[0].shared == 1

    def test_names_years_whose_list_is_doubtful(self):
        assert 2569 in trend(result(2569)).doubtful_years or FILES.get(2569).status in ("good", "fair")

    def test_an_indicator_of_another_name_is_not_put_beside_it(self):
        from dataclasses import replace

        other = FILES.get(2566)
        renamed = tuple(replace(one, name_th="อย่างอื่น") if one.number == 3 else one for one in other.indicators)
        frameworks = {**ALL, 2566: replace(other, indicators=renamed)}

        found = trend_of(
            [result(2566, indicators={3: d(50)}), result(2567, indicators={3: d(90)})], frameworks, FILES.crosswalk()
        )

        assert found.renamed == (3,)
        assert line(found, "3").scores == (None, 90)

    def test_asks_for_the_framework_of_every_year(self):
        with pytest.raises(KeyError):
            trend_of([result(2566)], {}, FILES.crosswalk())
