import pytest

from prongsai.core.result import YearResult, check_result
from tests.core.result.made import ALL, FILES, d, item_scores, result


def codes(one, year=None):
    return [finding.code for finding in check_result(one, FILES.get(year or one.fiscal_year), ALL)]


def finding(one, code, year=None):
    return next(found for found in check_result(one, FILES.get(year or one.fiscal_year), ALL) if found.code == code)


class TestCheckResult:
    def test_finds_nothing_in_a_result_that_fits(self):
        fits = result(2566, tools={"IIT": 90, "EIT": 88, "OIT": 100}, lost=[], total=d("93.40"), level="ผ่านดี")

        assert [code for code in codes(fits) if code != "result_framework_doubt"] == []

    def test_says_nothing_of_an_empty_result_but_the_doubt_of_its_year(self):
        assert codes(YearResult(2564)) in ([], ["result_framework_doubt"])

    def test_the_announced_total_differs_from_the_tools(self):
        found = finding(result(2566, total=d("95.00")), "result_total_differs")

        assert "95.00" in found.message_th
        assert "91.40" in found.message_th
        assert found.severity == "warning"

    def test_a_total_within_the_rounding_of_its_parts_is_no_finding(self):
        assert "result_total_differs" not in codes(result(2566, total=d("91.41")))

    def test_the_total_from_assumed_means_says_so(self):
        announced = result(2566, tools={}, indicators={n: d(90) for n in range(1, 11)}, total=d(50))

        assert "IIT, EIT" in finding(announced, "result_total_differs").message_en

    def test_the_level_follows_the_years_own_rule(self):
        low_tool = {"IIT": 99, "EIT": "84.99", "OIT": 100}

        assert "result_level_differs" in codes(result(2568, tools=low_tool, level="ผ่านดี"))
        assert "result_level_differs" not in codes(result(2568, tools=low_tool, level="ผ่าน"))
        assert "result_level_differs" not in codes(result(2565, tools=low_tool, level="AA"))
        assert "result_level_differs" in codes(result(2565, tools=low_tool, level="A"))

    def test_a_level_that_stays_open_for_want_of_tools_is_no_finding(self):
        assert codes(result(2566, tools={}, total=d("97.90"), level="ผ่านดี")) in ([], ["result_framework_doubt"])

    def test_a_level_of_another_year_is_named_with_those_there_are(self):
        found = finding(result(2566, level="AA"), "result_level_unknown")

        assert "ผ่านดีเยี่ยม" in found.message_th

    def test_a_list_of_another_year_is_recognised(self):
        other = YearResult(2566, items=item_scores(2567))

        found = finding(other, "result_items_of_other_year")

        assert found.severity == "warning"
        assert "2567" in found.message_th

    def test_codes_that_the_year_does_not_have_are_an_error(self):
        other = YearResult(2567, items=item_scores(2566))

        found = finding(other, "result_items_of_other_year")

        assert found.severity == "error"
        assert "O36" in found.message_en

    def test_a_partial_list_of_the_right_year_only_lacks_items(self):
        scores = item_scores(2566)
        del scores["O7"]

        found = codes(YearResult(2566, items=scores))

        assert "result_item_missing" in found
        assert "result_items_of_other_year" not in found

    @pytest.mark.parametrize(
        "fields",
        [
            {"tools": {"IIT": d(101)}},
            {"indicators": {3: d(-1)}},
            {"sub_indicators": {"9.1": d(300)}},
            {"items": {"O1": d(-1)}},
            {"total": d("100.01")},
        ],
    )
    def test_scores_lie_between_0_and_100(self, fields):
        assert "result_out_of_range" in codes(YearResult(2566, **fields))

    def test_an_item_gets_all_or_nothing(self):
        assert "result_item_in_part" in codes(YearResult(2566, items={"O1": d(50)}))
        assert "result_item_in_part" not in codes(YearResult(2566, items={"O1": d(100), "O2": d(0)}))

    def test_printed_parts_that_the_items_do_not_give(self):
        wrong = result(
            2564,
            lost=["O1"],
            tools={"OIT": 50},
            indicators={9: d(50), 10: d(100)},
            sub_indicators={"9.1": d("88.89"), "9.2": d(12)},
        )

        places = [one.where for one in check_result(wrong, FILES.get(2564), ALL) if one.code == "result_part_differs"]

        assert places == ["9.2", "ตัวชี้วัดที่ 9", "OIT"]

    def test_a_tool_that_is_not_the_mean_of_its_indicators(self):
        oit = result(2566, tools={"OIT": 50}, indicators={9: d(90), 10: d(100)})
        iit = result(2566, tools={"IIT": 50}, indicators={n: d(90) for n in range(1, 6)})

        assert finding(oit, "result_tool_differs").severity == "warning"
        assert finding(iit, "result_tool_differs").severity == "note"
        assert "inferred" in finding(iit, "result_tool_differs").message_en

    def test_a_year_whose_cut_is_unknown_cannot_be_computed_and_says_so(self):
        found = finding(result(2569, lost=["O1"]), "result_not_computable")

        assert "คำนวณ OIT" in found.message_th
        assert "result_not_computable" not in codes(result(2566, lost=[]))
        assert "result_not_computable" not in codes(result(2569))

    def test_a_draft_year_is_named_as_one(self):
        assert "2569" in finding(result(2571), "result_framework_doubt").message_en

    def test_every_sentence_is_whole_in_english(self):
        bad = result(
            2566,
            lost=["O1"],
            total=d(300),
            level="AA",
            indicators={3: d(-1), 9: d(5), 10: d(50)},
            sub_indicators={"9.1": d(3)},
        )

        found = check_result(bad, FILES.get(2566), ALL)

        assert len(found) > 4
        for one in found:
            english = one.message_en.replace("ต้องปรับปรุงโดยด่วน", "")
            named = [level.name_th for level in FILES.get(2566).levels]
            for name in sorted(named, key=len, reverse=True):
                english = english.replace(name, "")
            assert not any("ก" <= letter <= "๛" for letter in english), one.message_en

    def test_errors_come_first(self):
        bad = result(2566, total=d(300), lost=[], level="AA")

        severities = [one.severity for one in check_result(bad, FILES.get(2566), ALL)]

        assert severities == sorted(severities, key=["error", "warning", "note"].index)
        assert severities[0] == "error"


class TestSentences:
    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"tools": {"IIT": d("184.12")}}, "คะแนน IIT เป็น 184.12 ซึ่ง"),
            ({"total": d(999)}, "คะแนนรวม เป็น 999.00 ซึ่ง"),
            ({"indicators": {9: d(-5)}}, "คะแนนตัวชี้วัดที่ 9 เป็น -5.00 ซึ่ง"),
            ({"sub_indicators": {"9.1": d(101)}}, "คะแนน 9.1 เป็น 101.00 ซึ่ง"),
            ({"items": {"O1": d(200)}}, "คะแนน O1 เป็น 200.00 ซึ่ง"),
        ],
    )
    def test_part_thai_from_codes_and_say_no_word_twice(self, fields, said):
        found = check_result(YearResult(2566, **fields), FILES.get(2566))

        (message,) = [one.message_th for one in found if one.code == "result_out_of_range"]
        assert message.startswith(said)
