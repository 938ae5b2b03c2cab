from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.scoring import (
    format_points,
    points_at_stake,
    points_sort_key,
    rank_items_by_points,
    read_level,
    round_score,
    score_item,
    score_oit,
    total_score,
)

FILES = FrameworkFiles()

# Points of the total per item of a sub-indicator (shared/domain/ita-scoring.md, section 1).
TABLE = {
    2564: {"9.1": "0.44", "9.2": "0.50", "9.3": "0.57", "9.4": "1.00", "9.5": "0.80", "10.1": "1.25", "10.2": "5.00"},
    2565: {"9.1": "0.44", "9.2": "0.50", "9.3": "0.57", "9.4": "1.00", "9.5": "0.80", "10.1": "1.25", "10.2": "5.00"},
    2566: {"9.1": "0.40", "9.2": "0.50", "9.3": "1.00", "9.4": "1.00", "9.5": "1.00", "10.1": "1.25", "10.2": "2.00"},
    2567: {"9.1": "0.67", "9.2": "0.57", "9.3": "1.00", "9.4": "1.00", "9.5": "1.00", "10.1": "1.25", "10.2": "5.00"},
    2568: {"9.1": "1.00", "9.2": "0.57", "9.3": "2.00", "9.4": "1.33", "9.5": "1.00", "10.1": "2.50", "10.2": "2.50"},
}


def scores_with_lost(framework, lost):
    """All items at 100 except the first `n` of each named sub-indicator."""
    scores = dict.fromkeys(framework.item_codes, 100)
    for sub_indicator, count in lost.items():
        for item in framework.items_of_sub_indicator(sub_indicator)[:count]:
            scores[item.code] = 0
    return scores


class TestScoreItem:
    @pytest.mark.parametrize(("found", "required", "score"), [(3, 3, 100), (2, 3, 0), (0, 1, 0), (1, 1, 100)])
    def test_is_all_or_nothing(self, found, required, score):
        assert score_item(found, required) == score

    @pytest.mark.parametrize(("found", "required"), [(0, 0), (2, 1), (-1, 3)])
    def test_refuses_counts_that_make_no_sense(self, found, required):
        with pytest.raises(ValueError, match="elements"):
            score_item(found, required)


class TestScoreOit:
    """The printed table of 13 agencies of one province, FY2564: indicator values and weighted OIT."""

    @pytest.mark.parametrize(
        ("lost", "indicator_9", "indicator_10"),
        [
            ({}, "100.00", "100.00"),
            ({"9.1": 1}, "97.78", "100.00"),
            ({"9.2": 1}, "97.50", "100.00"),
            ({"9.3": 1}, "97.14", "100.00"),
            ({"9.5": 1}, "96.00", "100.00"),
            ({"9.2": 1, "9.5": 1}, "93.50", "100.00"),
            ({"9.2": 1, "9.3": 1}, "94.64", "100.00"),
            ({"9.2": 1, "9.4": 1}, "92.50", "100.00"),
            ({"10.1": 1}, "100.00", "93.75"),
            ({"10.1": 2}, "100.00", "87.50"),
            ({"10.2": 1}, "100.00", "75.00"),
        ],
    )
    def test_lost_items_give_the_indicators_of_the_printed_table(self, lost, indicator_9, indicator_10):
        framework = FILES.get(2564)

        score = score_oit(framework, scores_with_lost(framework, lost))

        assert str(round_score(score.indicators[9])) == indicator_9
        assert str(round_score(score.indicators[10])) == indicator_10

    @pytest.mark.parametrize(
        ("lost", "points"),
        [
            ({"9.2": 1, "9.5": 1}, "38.70"),  # 93.50 and 100.00
            ({"9.1": 1, "10.1": 1}, "38.31"),  # 97.78 and 93.75
            ({"9.2": 1, "10.1": 2}, "37.00"),  # 97.50 and 87.50
            ({}, "40.00"),
        ],
    )
    def test_weighs_the_mean_of_both_indicators_by_40(self, lost, points):
        framework = FILES.get(2564)

        assert str(round_score(score_oit(framework, scores_with_lost(framework, lost)).points)) == points

    def test_gives_nothing_while_the_cut_is_unknown(self):
        framework = FILES.get(2569)

        assert score_oit(framework, dict.fromkeys(framework.item_codes, 100)) is None

    @pytest.mark.parametrize("missing", ["items", "tools", "sub_indicators"])
    def test_gives_nothing_for_a_year_that_lacks_a_part(self, missing):
        framework = replace(FILES.get(2566), **{missing: ()})

        assert score_oit(framework, dict.fromkeys(FILES.get(2566).item_codes, 100)) is None
        assert set(points_at_stake(framework).values()) <= {None}

    def test_leaves_an_empty_sub_indicator_out_of_the_mean(self):
        framework = FILES.get(2566)
        kept = tuple(item for item in framework.items if item.sub_indicator != "9.1")
        scores = {item.code: 0 if item.sub_indicator == "9.2" else 100 for item in kept}

        score = score_oit(replace(framework, items=kept), scores)

        assert "9.1" not in score.sub_indicators
        assert score.indicators == {9: Decimal(75), 10: Decimal(100)}
        assert (score.score, score.points) == (Decimal("87.5"), Decimal(35))

    def test_not_scored_is_not_zero(self):
        framework = FILES.get(2566)
        scores = scores_with_lost(framework, {})
        del scores["O7"]

        with pytest.raises(KeyError):
            score_oit(framework, scores)

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_points_lost_are_the_sum_of_what_the_lost_items_are_worth(self, data):
        framework = FILES.get(data.draw(st.sampled_from([2563, 2564, 2566, 2567, 2568])))
        lost = data.draw(st.sets(st.sampled_from(framework.item_codes)))
        scores = {code: 0 if code in lost else 100 for code in framework.item_codes}

        score = score_oit(framework, scores)

        worth = sum((points_at_stake(framework)[code] for code in lost), Decimal(0))
        assert abs((Decimal(40) - score.points) - worth) < Decimal("0.000001")


class TestPointsAtStake:
    @pytest.mark.parametrize("fiscal_year", sorted(TABLE))
    def test_are_those_of_the_table(self, fiscal_year):
        framework = FILES.get(fiscal_year)

        points = points_at_stake(framework)

        for item in framework.items:
            assert format_points(points[item.code]) == TABLE[fiscal_year][item.sub_indicator], item.code

    @pytest.mark.parametrize("fiscal_year", [2563, 2564, 2565, 2566, 2567, 2568])
    def test_sum_to_the_weight_of_the_tool(self, fiscal_year):
        points = points_at_stake(FILES.get(fiscal_year))

        assert round_score(sum(points.values(), Decimal(0))) == Decimal("40.00")

    @pytest.mark.parametrize("fiscal_year", [2569, 2570])
    def test_are_unknown_where_the_cut_is_unknown(self, fiscal_year):
        points = points_at_stake(FILES.get(fiscal_year))

        assert len(points) == 26
        assert set(points.values()) == {None}

    def test_rank_the_most_valuable_first(self):
        ranked = rank_items_by_points(FILES.get(2564))

        assert [item.code for item, _ in ranked[:2]] == ["O42", "O43"]
        assert ranked[-1][0].code == "O9"

    def test_rank_keeps_the_order_of_the_list_where_worth_is_unknown(self):
        framework = FILES.get(2569)

        assert [item.code for item, _ in rank_items_by_points(framework)] == list(framework.item_codes)

    def test_unknown_sorts_last(self):
        values = [Decimal("0.4"), None, Decimal(5), Decimal(0), None]

        assert sorted(values, key=points_sort_key) == [Decimal(5), Decimal("0.4"), Decimal(0), None, None]


class TestFormatPoints:
    def test_says_unknown_in_both_languages(self):
        assert format_points(None) == "ไม่ทราบ"
        assert format_points(None, "en") == "unknown"

    @pytest.mark.parametrize(
        ("points", "text"),
        [(Decimal(4) / 9, "0.44"), (0.5, "0.50"), (Decimal("0.005"), "0.01"), (0, "0.00"), (5, "5.00")],
    )
    def test_gives_two_decimals_with_halves_up(self, points, text):
        assert format_points(points, "en") == text


class TestTotalScore:
    def test_weighs_the_tools(self):
        total = total_score(FILES.get(2566), {"IIT": 80, "EIT": 90, "OIT": 100})

        assert total == Decimal(91)

    def test_asks_for_every_tool(self):
        with pytest.raises(KeyError):
            total_score(FILES.get(2566), {"IIT": 80, "OIT": 100})


class TestReadLevel:
    @pytest.mark.parametrize(
        ("total", "level"),
        [
            (100, "AA"), (95, "AA"), (94.99, "A"), (85, "A"), (84.99, "B"), (75, "B"), (74.99, "C"), (65, "C"),
            (64.99, "D"), (55, "D"), (54.99, "E"), (50, "E"), (49.99, "F"), (0, "F"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("fiscal_year", [2563, 2564, 2565])
    def test_gives_letters_up_to_2565(self, fiscal_year, total, level):
        reading = read_level(FILES.get(fiscal_year), total)

        assert reading.level.code == level
        assert reading.level.passes == (total >= 85)

    def test_goes_by_the_announced_two_decimals(self):
        assert read_level(FILES.get(2565), Decimal("84.995")).level.code == "A"
        assert read_level(FILES.get(2565), Decimal("84.9949")).level.code == "B"

    @pytest.mark.parametrize(
        ("total", "tools", "level"),
        [
            (97.90, {"IIT": 96, "EIT": 94.2, "OIT": 100}, "good"),  # a tambon municipality, FY2566
            (94.64, {"IIT": 95, "EIT": 84.9, "OIT": 100}, "pass"),  # a public body, FY2568
            (88.98, {"IIT": 82.44, "EIT": 88, "OIT": 95}, "pass"),  # Bangkok, FY2566
            (98, {"IIT": 95, "EIT": 95, "OIT": 100}, "excellent"),
            (95, {"IIT": 94.995, "EIT": 95, "OIT": 95}, "excellent"),
            (85, {"IIT": 85, "EIT": 85, "OIT": 85}, "good"),
            (84.99, {"IIT": 60, "EIT": 90, "OIT": 99}, "improve"),
            (70, {"IIT": 70, "EIT": 70, "OIT": 70}, "improve"),
            (69.99, {"IIT": 70, "EIT": 70, "OIT": 69}, "improve_urgently"),
            (0, {"IIT": 0, "EIT": 0, "OIT": 0}, "improve_urgently"),
        ],
    )
    @pytest.mark.parametrize("fiscal_year", [2566, 2567, 2568])
    def test_asks_each_tool_from_2566(self, fiscal_year, total, tools, level):
        assert read_level(FILES.get(fiscal_year), total, tools).level.code == level

    def test_leaves_the_level_open_where_it_depends_on_tools_not_given(self):
        reading = read_level(FILES.get(2566), 97.90)

        assert reading.level is None
        assert [level.code for level in reading.possible] == ["excellent", "good", "pass"]

    def test_a_known_low_tool_closes_the_upper_levels(self):
        reading = read_level(FILES.get(2566), 97.90, {"EIT": 84})

        assert reading.level.code == "pass"

    def test_a_known_high_tool_alone_proves_nothing(self):
        reading = read_level(FILES.get(2566), 97.90, {"EIT": 99})

        assert reading.level is None

    def test_needs_no_tools_below_85(self):
        assert read_level(FILES.get(2566), 80).level.code == "improve"
