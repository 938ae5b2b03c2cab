"""The tables of the analysis, row by row, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from prongsai.core.plan import Deadline, FollowUp, Measure
from prongsai.core.result.analysis import STRONG_FROM, WEAK_BELOW
from prongsai.documents.analysis import before_of, computed_before_of
from prongsai.documents.analysis_charts import MOST_YEARS, indicator_chart, trend_chart, trend_words
from prongsai.documents.analysis_tables import (
    MARK,
    day_lines,
    lost_table,
    part_table,
    proposal_table,
    step_lines,
    task_lines,
    tool_table,
    topic_table,
    trend_table,
)
from prongsai.documents.report import Grid
from prongsai.documents.voice import THAI, Voice
from prongsai.wiring.results import analyse_result, propose_measures, trend_of_results
from tests.core.result.made import d, result

EN = Voice("en")
BOTH = pytest.mark.parametrize("voice", [THAI, EN], ids=["th", "en"])
TODAY = date(2024, 10, 15)
YEAR = result(
    2567, lost=["O12", "O34"], tools={"IIT": 91, "EIT": 88}, indicators={3: d(97), 8: d(79), 1: d(90)}, total=d("88.90")
)


def cells(grid: Grid) -> list[list[str]]:
    return [["\n".join(line.text for line in cell.lines) for cell in row] for row in grid.rows]


def headings(grid: Grid) -> list[str]:
    return [column.heading for column in grid.columns]


class TestTools:
    def test_weigh_each_score(self):
        rows = cells(tool_table(analyse_result(YEAR), EN))

        assert [row[0][:3] for row in rows] == ["IIT", "EIT", "OIT"]
        assert rows[0][1:] == ["30", "91.00", "27.30"]
        assert rows[2][2].endswith("(computed)")

    def test_in_thai_digits(self):
        rows = cells(tool_table(analyse_result(YEAR)))

        assert rows[0][1:] == ["๓๐", "๙๑.๐๐", "๒๗.๓๐"]
        assert rows[2][2].endswith("(คำนวณ)")

    @BOTH
    def test_an_unknown_tool_has_no_points(self, voice):
        rows = cells(tool_table(analyse_result(result(2569, tools={"IIT": 90})), voice))

        assert [row[3] for row in rows][1:] == ["", ""]
        assert rows[1][2] == voice.say("ไม่ทราบ", "unknown")

    def test_a_mean_of_indicators_is_said_to_be_inferred(self):
        facts = result(2567, tools={"EIT": 88, "OIT": 95}, indicators={number: d(90) for number in range(1, 6)})

        assert cells(tool_table(analyse_result(facts), EN))[0][2] == "90.00 (inferred)"


class TestParts:
    def test_read_strong_and_weak(self):
        rows = {row[0]: row for row in cells(part_table(analyse_result(YEAR), {}, EN))}

        assert rows["3"][-1] == "strong"
        assert rows["8"][-1] == "to improve"
        assert rows["1"][-1] == ""

    def test_the_bounds_belong_to_the_upper_side(self):
        facts = replace(YEAR, indicators={1: STRONG_FROM, 2: WEAK_BELOW, 3: WEAK_BELOW - d("0.01")})

        rows = {row[0]: row[-1] for row in cells(part_table(analyse_result(facts), {}, EN))}

        assert (rows["1"], rows["2"], rows["3"]) == ("strong", "", "to improve")

    def test_the_year_before_stands_beside_with_the_change(self):
        grid = part_table(analyse_result(YEAR), {"8": d("80.50"), "3": d(90)}, EN)
        rows = {row[0]: row for row in cells(grid)}

        assert headings(grid) == ["No.", "Indicator", "Score", "Year before", "Change", "Reading"]
        assert rows["8"][3:5] == ["80.50", "-1.50"]
        assert rows["3"][3:5] == ["90.00", "+7.00"]
        assert rows["1"][3:5] == ["", ""]

    @BOTH
    def test_what_follows_from_items_is_said_to_be_computed(self, voice):
        facts = result(2565, lost=["O12"], indicators={1: d(90), 10: d(75)})
        mark = voice.say("(ค)", "(c)")

        grid = part_table(analyse_result(facts), {"9": d(95), "1": d(80)}, voice)
        rows = {row[0]: row[2:4] for row in cells(grid)}
        assert mark in grid.caption

        marked = {code: mark in rows[voice.print(code)][0] for code in ("1", "9", "10", "9.1")}
        assert marked == {"1": False, "9": True, "10": False, "9.1": True}
        assert mark not in rows[voice.print("1")][1]

    @BOTH
    def test_a_year_before_that_was_computed_is_said_to_be(self, voice):
        trend = trend_of_results([result(2564, lost=["O12"], indicators={10: d(75)}), result(2565, lost=["O12"])])
        before, computed = before_of(trend, 2565), computed_before_of(trend, 2565)

        grid = part_table(analyse_result(result(2565, lost=["O12"])), before, voice, computed_before=computed)
        rows = {row[0]: row[3] for row in cells(grid)}

        assert computed == {"9"}
        assert rows[voice.print("9")].endswith(voice.say("(ค)", "(c)"))
        assert rows[voice.print("10")] == voice.print("75.00")
        assert computed_before_of(trend, 2564) == computed_before_of(None, 2565) == frozenset()

    def test_without_a_year_before_there_are_no_such_columns(self):
        alone = part_table(analyse_result(replace(YEAR, items={})), {})

        assert headings(alone) == ["ที่", "ตัวชี้วัด", "คะแนน", "ผล"]
        assert "(ค)" not in alone.caption

    def test_doubtful_names_are_marked(self):
        analysis = analyse_result(YEAR)
        marked = [part.code for part in analysis.parts if part.is_doubtful]

        rows = {row[0]: row[1] for row in cells(part_table(analysis, {}, EN))}
        assert marked
        assert [code for code, name in rows.items() if name.endswith(MARK.strip())] == marked


class TestLost:
    def test_the_dearest_stands_first(self):
        rows = cells(lost_table(analyse_result(YEAR), EN))

        assert [row[0] for row in rows] == ["O34", "O12"]
        assert [float(row[3]) for row in rows] == sorted((float(row[3]) for row in rows), reverse=True)

    @BOTH
    def test_worth_that_is_unknown_says_so(self, voice):
        rows = cells(lost_table(analyse_result(result(2569, lost=["O1"])), voice))

        assert rows[0][3] == voice.say("คำนวณไม่ได้", "cannot be computed")


class TestTrend:
    def trend(self, *years: int):
        return trend_of_results([result(year, lost=["O1"], total=d(80 + year % 10)) for year in years])

    @BOTH
    def test_a_column_for_each_year(self, voice):
        grid = trend_table(self.trend(2565, 2566, 2567), voice)

        assert headings(grid)[1:] == [voice.print(str(year)) for year in (2565, 2566, 2567)]
        assert cells(grid)[0][1:] == [voice.print(text) for text in ("85.00", "86.00", "87.00")]

    @BOTH
    def test_computed_scores_are_marked_and_the_caption_says_so(self, voice):
        announced = result(2564, lost=["O1"], tools={"IIT": 80, "EIT": 80, "OIT": 90}, indicators={9: d(90), 10: d(90)})
        trend = trend_of_results(
            [replace(announced, total=d(84)), result(2565, lost=["O1"], tools={"IIT": 80, "EIT": 80})]
        )
        mark = voice.say("(ค)", "(c)")

        grid = trend_table(trend, voice)
        rows = {row[0].split()[0]: [mark in text for text in row[1:]] for row in cells(grid)}

        assert rows[voice.say("คะแนนรวม", "Total")] == [False, True]
        assert (rows["IIT"], rows["OIT"]) == ([False, False], [False, True])
        assert (rows[voice.print("9")], rows[voice.print("10")]) == ([False, True], [False, True])
        assert mark in grid.caption
        assert mark not in trend_table(trend_of_results([replace(result(2566, total=d(84)))]), voice).caption

    def test_what_is_unknown_is_a_dash(self):
        trend = trend_of_results([result(2566, tools={"IIT": 90}), result(2567, tools={"EIT": 80})])

        rows = {row[0]: row[1:] for row in cells(trend_table(trend, EN))}
        assert rows["IIT"] == ["90.00", "–"]
        assert rows["EIT"] == ["–", "80.00"]

    def test_the_newest_years_are_kept_where_there_are_many(self):
        trend = self.trend(*range(2563, 2570))
        many = replace(
            trend,
            years=tuple(range(2555, 2555 + 10)),
            total=replace(trend.total, scores=tuple(d(at) for at in range(10)), computed=()),
            tools=(),
            indicators=(),
        )

        grid = trend_table(many, EN)
        assert len(headings(grid)) == MOST_YEARS + 1
        assert cells(grid)[0][-1] == "9.00"

    @BOTH
    def test_topics_lost_twice_name_code_and_state(self, voice):
        trend = trend_of_results([result(2565, lost=["O42"]), result(2566, lost=[]), result(2567, lost=["O34"])])
        line = next(one for one in trend.topics if one.times_lost == 2)

        (row,) = cells(topic_table(trend, [line], voice))
        assert row[1:] == [
            voice.print(voice.say(th, en))
            for th, en in (("O42 เสีย", "O42 lost"), ("O42 ได้", "O42 kept"), ("O34 เสีย", "O34 lost"))
        ]

    def test_the_chart_says_what_it_shows(self):
        trend = self.trend(2565, 2567)

        assert (
            trend_words(trend).en
            == "line chart of scores by year: the total went from 85.00 in 2565 to 87.00 in 2567; the figures are in the table"
        )
        assert trend_chart(trend, language="en").alt == trend_words(trend).en
        assert trend_chart(trend).alt == trend_words(trend).th

    def test_of_one_year_the_words_name_no_change(self):
        assert trend_words(self.trend(2567)).en.startswith("line chart of scores by year; ")

    def test_scores_of_the_year_before(self):
        trend = trend_of_results([result(2566, indicators={8: d(80)}), result(2567, indicators={8: d(79), 3: d(97)})])

        assert before_of(trend, 2567) == {"8": d(80)}
        assert before_of(trend, 2566) == {}
        assert before_of(trend, 2560) == {}
        assert before_of(None, 2567) == {}

    @pytest.mark.parametrize(("language", "name"), [("th", "8 การปรับปรุง"), ("en", "8 Improvement")])
    def test_bars_are_named_in_the_language(self, language, name):
        drawing = indicator_chart(analyse_result(YEAR), {}, language=language)

        assert any(getattr(shape, "text", "").startswith(name) for shape in drawing.shapes)
        assert indicator_chart(analyse_result(result(2567)), {}, language=language) is None


class TestProposals:
    def proposals(self):
        return propose_measures(analyse_result(YEAR), 2568, today=TODAY)

    @BOTH
    def test_are_numbered_with_reasons_steps_and_days(self, voice):
        proposals = self.proposals()
        rows = cells(proposal_table(proposals, voice))

        assert [row[0] for row in rows] == [
            voice.print(str(number)) for number in range(1, len(proposals.proposals) + 1)
        ]
        for row, one in zip(rows, proposals.proposals, strict=True):
            assert row[3].count("\n") == len(one.measure.steps) - 1
            assert row[1].startswith(voice.print(voice.say(one.measure.issue, one.issue_en)))

    @BOTH
    def test_nobody_responsible_is_said(self, voice):
        row = cells(proposal_table(self.proposals(), voice))[0]

        assert row[2] == voice.say("(ยังไม่ระบุ)", "(not named yet)")

    def test_a_proposal_without_english_falls_back_to_the_plan(self):
        one = replace(self.proposals().proposals[0], steps_en=(), follow_ups_en=())

        assert step_lines(one, EN) == step_lines(one, THAI)
        assert [line.partition(" (")[0] for line in task_lines(one, EN)] == [
            line.partition(" (")[0] for line in task_lines(one, THAI)
        ]

    def test_more_english_than_steps_is_a_fault(self):
        one = self.proposals().proposals[0]

        with pytest.raises(ValueError, match="argument 2 is longer"):
            step_lines(replace(one, steps_en=(*one.steps_en, "more")), EN)

    @pytest.mark.parametrize(
        ("deadline", "th", "en"),
        [
            (Deadline("date", due_on=date(2025, 1, 31)), "ภายใน ๓๑ ม.ค. ๒๕๖๘", "by 31 Jan 2025 (2568)"),
            (
                Deadline("date", due_on=date(2025, 1, 31), inferred=("entry_window",)),
                "ภายใน ๓๑ ม.ค. ๒๕๖๘ โดยประมาณ",
                "by 31 Jan 2025 (2568), about",
            ),
            (Deadline("monthly", until_on=date(2025, 9, 30)), "ทุกเดือนถึง ก.ย. ๒๕๖๘", "each month until Sep 2025 (2568)"),
            (Deadline("none"), "ยังไม่กำหนดวัน", "no day set yet"),
        ],
    )
    def test_days_are_said_in_words(self, deadline, th, en):
        measure = Measure(
            number=1,
            issue="ก",
            issue_kind="fix",
            status="not_started",
            follow_ups=(FollowUp(1, "งาน", "task", deadline, "not_started"),),
        )

        assert day_lines(measure) == [f"1. งาน ({th})"]
        assert day_lines(measure, EN) == [f"1. งาน ({en})"]

    def test_a_task_without_a_deadline_has_no_line(self):
        measure = Measure(
            number=1,
            issue="ก",
            issue_kind="fix",
            status="not_started",
            follow_ups=(FollowUp(1, "งาน", "task", None, "not_started"),),
        )

        assert day_lines(measure) == []
