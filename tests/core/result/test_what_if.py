import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.result import outcome_of, what_if
from prongsai.core.scoring import points_at_stake, round_score
from tests.core.result.made import FILES, d, item_scores

TOOLS = {"IIT": d(90), "EIT": d(90)}


class TestWhatIf:
    def test_mended_items_raise_total_and_level(self):
        framework, scores = FILES.get(2568), item_scores(2568, ["O25", "O26", "O27", "O28"])

        before = outcome_of(framework, scores, TOOLS)
        after = what_if(framework, scores, TOOLS, ["O25", "O26", "O27", "O28"])

        assert (before.oit.score, round_score(before.total), before.level.level.code) == (75, d("84.00"), "improve")
        assert (after.oit.score, after.total, after.level.level.code) == (100, 94, "good")
        assert (before.kept, after.kept, after.count) == (24, 28, 28)

    def test_the_minimum_of_each_tool_holds(self):
        found = outcome_of(FILES.get(2568), item_scores(2568), {"IIT": d(99), "EIT": d(84)})

        assert found.level.level.code == "pass"
        assert found.next_level.tools_short == (("EIT", 1),)

    def test_an_unknown_code_changes_nothing(self):
        framework, scores = FILES.get(2568), item_scores(2568, ["O1"])

        assert what_if(framework, scores, TOOLS, ["O99", "x"]) == outcome_of(framework, scores, TOOLS)

    def test_without_a_tool_there_is_oit_and_no_total(self):
        found = outcome_of(FILES.get(2568), item_scores(2568), {"IIT": d(90)})

        assert found.oit.score == 100
        assert (found.total, found.level, found.next_level) == (None, None, None)

    def test_an_entered_oit_never_stands_for_the_items(self):
        found = outcome_of(FILES.get(2568), item_scores(2568), {**TOOLS, "OIT": d(10)})

        assert found.total == 94

    def test_a_year_whose_cut_is_unknown_only_counts_items(self):
        found = what_if(FILES.get(2569), item_scores(2569, ["O1", "O2"]), TOOLS, ["O1"])

        assert (found.kept, found.count) == (25, 26)
        assert (found.oit, found.total, found.level) == (None, None, None)

    def test_every_item_of_the_year_needs_a_score(self):
        with pytest.raises(KeyError):
            outcome_of(FILES.get(2568), {"O1": 100}, TOOLS)

    @settings(max_examples=40, deadline=None)
    @given(st.data())
    def test_a_choice_brings_exactly_what_its_items_are_worth(self, data):
        framework = FILES.get(data.draw(st.sampled_from([2564, 2566, 2567, 2568])))
        lost = data.draw(st.sets(st.sampled_from(framework.item_codes)))
        chosen = data.draw(st.sets(st.sampled_from(framework.item_codes)))
        scores = {code: 0 if code in lost else 100 for code in framework.item_codes}

        gain = what_if(framework, scores, TOOLS, chosen).total - outcome_of(framework, scores, TOOLS).total

        worth = sum((points_at_stake(framework)[code] for code in chosen & lost), d(0))
        assert abs(gain - worth) < d("0.000001")
