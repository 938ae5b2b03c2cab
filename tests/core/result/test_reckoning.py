from decimal import Decimal

import pytest

from prongsai.core.result import YearResult, find_level, reckon, total_of
from prongsai.core.result.reckoning import is_close
from prongsai.core.scoring import round_score
from tests.core.result.made import FILES, d, item_scores, result

# Rows of the printed table of 13 agencies of one province, FY2564: indicators 9 and 10, weighted OIT.
PRINTED = [("93.50", "100.00", "38.70"), ("97.78", "93.75", "38.31"), ("97.50", "87.50", "37.00")]
# The same table: values of indicator 9 that lost items give, and their first item of each sub-indicator.
LOST = {
    "97.78": ("9.1",),
    "97.50": ("9.2",),
    "97.14": ("9.3",),
    "96.00": ("9.5",),
    "93.50": ("9.2", "9.5"),
    "94.64": ("9.2", "9.3"),
    "92.50": ("9.2", "9.4"),
}


class TestThePrintedTable:
    @pytest.mark.parametrize(("ninth", "tenth", "weighted"), PRINTED)
    def test_oit_is_two_fifths_of_the_mean_of_both_indicators(self, ninth, tenth, weighted):
        announced = result(2564, tools={}, indicators={9: d(ninth), 10: d(tenth)})

        oit = reckon(announced, FILES.get(2564)).tools["OIT"]

        assert str(round_score(oit * Decimal("0.4"))) == weighted

    @pytest.mark.parametrize(("ninth", "subs"), LOST.items())
    def test_indicator_9_follows_from_the_items_lost(self, ninth, subs):
        framework = FILES.get(2564)
        lost = [framework.items_of_sub_indicator(sub)[0].code for sub in subs]

        oit = reckon(result(2564, tools={}, lost=lost), framework).oit

        assert str(round_score(oit.indicators[9])) == ninth
        assert oit.indicators[10] == 100


class TestReckon:
    def test_fills_a_missing_tool_from_its_items_and_gives_the_total(self):
        known = reckon(result(2566, tools={"IIT": 90, "EIT": 85}, lost=[]), FILES.get(2566))

        assert known.tools["OIT"] == 100
        assert known.total == d("92.5")
        assert known.level.level.code == "good"

    def test_takes_the_announced_tool_before_the_computed_one(self):
        known = reckon(result(2566, tools={"IIT": 90, "EIT": 85, "OIT": 70}, lost=[]), FILES.get(2566))

        assert known.tools["OIT"] == 70
        assert known.oit.score == 100

    def test_says_that_iit_as_a_mean_is_assumed(self):
        indicators = {number: d(80) for number in range(1, 11)}

        known = reckon(result(2566, tools={}, indicators=indicators), FILES.get(2566))

        assert known.assumed == ("IIT", "EIT")
        assert known.total == 80

    def test_leaves_open_what_a_part_is_missing_for(self):
        scores = item_scores(2566)
        del scores["O7"]

        known = reckon(YearResult(2566, tools={"IIT": d(90)}, items=scores), FILES.get(2566))

        assert (known.oit, known.total, known.level) == (None, None, None)
        assert known.tools == {"IIT": 90}

    def test_computes_nothing_from_items_of_a_year_whose_cut_is_unknown(self):
        known = reckon(result(2569, tools={"IIT": 90, "EIT": 90}, lost=["O1"]), FILES.get(2569))

        assert known.oit is None
        assert known.total is None

    def test_the_announced_total_decides_the_level_where_tools_are_missing(self):
        announced = result(2566, tools={}, total=d(60))

        known = reckon(announced, FILES.get(2566))

        assert known.level.level.code == "improve_urgently"
        assert total_of(announced, known) == 60


class TestFindLevel:
    @pytest.mark.parametrize(
        ("words", "code"),
        [
            ("ผ่านดี", "good"),
            (" ระดับ ผ่านดีเยี่ยม ", "excellent"),
            ("Good pass", "good"),
            ("ผ่าน", "pass"),
            ("improve", "improve"),
        ],
    )
    def test_knows_names_in_both_languages_and_codes(self, words, code):
        assert find_level(FILES.get(2566), words).code == code

    @pytest.mark.parametrize("words", ["", "ดีมาก", "AA"])
    def test_knows_no_level_of_another_year(self, words):
        assert find_level(FILES.get(2566), words) is None

    def test_knows_letters_of_the_years_that_had_them(self):
        assert find_level(FILES.get(2564), "ระดับ A").code == "A"


@pytest.mark.parametrize(
    ("one", "other", "close"), [("91.00", "91.02", True), ("91.00", "91.03", False), ("50", "50.004", True)]
)
def test_two_printed_decimals_of_parts_may_differ_by_two_hundredths(one, other, close):
    assert is_close(d(one), d(other)) is close
