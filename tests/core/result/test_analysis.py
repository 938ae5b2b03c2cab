from decimal import Decimal

from prongsai.core.result import YearResult, analyse
from prongsai.core.scoring import round_score
from tests.core.result.made import FILES, d, result


def look(one):
    return analyse(one, FILES.get(one.fiscal_year))


class TestStrengthsAndWeaknesses:
    def test_weak_parts_are_under_85_and_strong_ones_from_95(self):
        found = look(result(2566, indicators={1: d("94.99"), 2: d(95), 3: d("84.99"), 4: d(85), 8: d(20)}))

        assert [part.code for part in found.strengths] == ["2"]
        assert [part.code for part in found.weaknesses] == ["8", "3"]
        assert not found.is_relative

    def test_names_the_lowest_where_nothing_is_under_85(self):
        found = look(result(2566, indicators={1: d(99), 2: d(98), 3: d(97), 4: d(96)}))

        assert [part.code for part in found.weaknesses] == ["4", "3"]
        assert [part.code for part in found.strengths] == ["1", "2"]
        assert found.is_relative

    def test_full_marks_everywhere_have_no_weakness(self):
        found = look(result(2566, indicators={1: d(100), 2: d(100)}))

        assert found.weaknesses == ()
        assert not found.is_relative
        assert len(found.strengths) == 2

    def test_goes_by_sub_indicators_that_follow_from_items_and_counts_no_score_twice(self):
        found = look(result(2564, lost=["O42"], indicators={9: d(100), 10: d(75)}))

        assert [part.code for part in found.weaknesses] == ["10.2"]
        assert found.weaknesses[0].is_computed
        assert "9" not in [part.code for part in found.strengths]
        assert "10.1" in [part.code for part in found.strengths]

    def test_says_nothing_of_a_result_without_parts(self):
        found = look(result(2566, total=d(91)))

        assert (found.parts, found.strengths, found.weaknesses, found.lost) == ((), (), (), ())


class TestLostItems:
    def test_stand_in_order_of_what_they_cost(self):
        found = look(result(2564, lost=["O1", "O42", "O34"]))

        assert [one.code for one in found.lost] == ["O42", "O34", "O1"]
        assert [str(round_score(one.points)) for one in found.lost] == ["5.00", "1.25", "0.44"]
        assert round_score(found.lost_points) == d("6.69")

    def test_regaining_them_gives_the_total_without_a_loss(self):
        found = look(result(2564, tools={"IIT": 90, "EIT": 90}, lost=["O42"]))

        assert round_score(found.total) == d("89.00")
        assert round_score(found.regained_total) == d("94.00")

    def test_cost_nothing_that_is_known_where_the_cut_is_unknown(self):
        found = look(result(2569, lost=["O2", "O1"]))

        assert [one.code for one in found.lost] == ["O1", "O2"]
        assert {one.points for one in found.lost} == {None}
        assert found.lost_points is None
        assert found.regained_total is None

    def test_an_item_in_part_costs_in_part(self):
        found = look(YearResult(2564, items={"O42": d(50)}))

        assert found.lost[0].points == Decimal("2.5")

    def test_a_code_of_another_year_keeps_its_printed_title(self):
        found = look(YearResult(2569, items={"O40": d(0)}, titles={"O40": "เรื่องเก่า"}))

        assert found.lost[0].item is None
        assert found.lost[0].title == "เรื่องเก่า"
        assert found.lost[0].points is None


class TestDoubt:
    def test_stays_with_parts_and_items_of_a_list_that_is_not_verified(self):
        sure, unsure = look(result(2566, lost=["O1"])), look(result(2569, lost=["O1"], indicators={8: d(80)}))

        assert not sure.lost[0].is_doubtful
        assert all(part.is_doubtful for part in look(result(2571, indicators={8: d(80)})).parts)
        assert unsure.parts[0].is_doubtful == (
            FILES.get(2569).indicators[7].confidence not in ("verified", "single_source")
        )

    def test_sub_indicators_of_2568_are_inferred(self):
        parts = {part.code: part for part in look(result(2568, lost=[])).parts}

        assert parts["9.1"].is_doubtful
        assert not parts["10.1"].is_doubtful

    def test_a_code_of_no_list_is_doubtful(self):
        assert look(YearResult(2569, items={"O40": d(0)})).lost[0].is_doubtful


class TestLevels:
    def test_say_which_tool_stands_before_the_next_level(self):
        found = look(result(2568, tools={"IIT": 95, "EIT": "84.90", "OIT": 100}))

        assert found.level.code == "pass"
        assert found.next_level.level.code == "good"
        assert found.next_level.total_short == 0
        assert found.next_level.tools_short == (("EIT", d("0.10")),)

    def test_say_what_the_total_lacks(self):
        found = look(result(2565, tools={"IIT": 80, "EIT": 80, "OIT": 80}))

        assert (found.level.code, found.next_level.level.code) == ("B", "A")
        assert found.next_level.total_short == 5
        assert found.next_level.tools_short == ()

    def test_have_none_above_the_top(self):
        assert look(result(2568, tools={"IIT": 99, "EIT": 99, "OIT": 99})).next_level is None

    def test_stay_open_without_tools(self):
        found = look(result(2568, tools={}, total=d(96), level="ผ่านดี"))

        assert found.level is None
        assert found.announced_level.code == "good"
        assert found.next_level is None
