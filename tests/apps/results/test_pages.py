"""What templates are given: words in the reader's language and digits, blank where nothing is known."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from prongsai.apps.results import pages
from prongsai.apps.results.models import Proposal
from prongsai.core.result import (
    ItemFacts,
    SeenLink,
    analyse,
    find_entry_window,
    outcome_of,
    propose,
    score_today,
    trend_of,
)
from prongsai.core.result.proposals import GoneItem
from prongsai.core.thai.words import Words
from tests.core.result.made import ALL, FILES, d, item_scores, result

TOOLS = {"IIT": d(90), "EIT": d(90)}


def look(one):
    return analyse(one, FILES.get(one.fiscal_year))


def proposal(key="O1"):
    found = propose(
        look(result(2567, lost=["O1"])),
        FILES.get(2568),
        FILES.crosswalk(),
        today=date(2024, 10, 1),
        window=find_entry_window(FILES.get(2568), ALL.values()),
    )
    return next(one for one in found.proposals if one.key == key)


class TestOutcomeView:
    def test_says_score_total_level_and_what_is_missing(self):
        view = pages.outcome_view(outcome_of(FILES.get(2568), item_scores(2568, ["O25"]), {"IIT": d(90), "EIT": d(84)}))

        assert (view.kept, view.count, view.oit) == (27, 28, "93.75")
        assert view.total == "89.70"
        assert view.level == "ผ่าน"
        assert view.passes
        assert view.level_mark == "อนุมานจากข้อมูลที่พบ"
        assert view.next_level == "ถึงระดับผ่านดี ต้องเพิ่ม EIT อีก 1.00"

    def test_a_next_level_that_is_a_letter_stands_apart(self):
        ahead = look(result(2565, tools={"IIT": 80, "EIT": 80, "OIT": 80}, total=d(80))).next_level

        assert pages.next_words(ahead).startswith("ถึงระดับ A ต้องเพิ่ม คะแนนรวมอีก")
        with override("en"):
            assert pages.next_words(ahead).startswith("A lacks ")

    def test_is_blank_where_nothing_can_be_computed(self):
        view = pages.outcome_view(outcome_of(FILES.get(2570), item_scores(2569, ["O1"]), TOOLS))

        assert (view.oit, view.total, view.level, view.next_level) == ("", "", "", "")
        assert (view.kept, view.count, view.passes) == (25, 26, False)

    def test_names_levels_in_english(self):
        with override("en"):
            view = pages.outcome_view(outcome_of(FILES.get(2568), item_scores(2568), TOOLS))

        assert view.level == "good pass"


class TestLevelWords:
    def test_names_all_that_are_possible(self):
        reading = look(result(2568, tools={}, total=d(96))).reckoning.level

        assert pages.level_words(reading) == "ผ่านดีเยี่ยม หรือ ผ่านดี หรือ ผ่าน"
        assert pages.level_words(None) == ""

    def test_confidence_is_named_where_it_matters(self):
        assert pages.confidence_mark("verified") == ""
        assert pages.confidence_mark("single_source") == ""
        assert pages.confidence_mark("inferred")
        assert pages.confidence_mark("recalled_unverified")
        assert pages.confidence_mark("not_established")


class TestItemLines:
    def test_carry_mark_reason_worth_and_tick(self):
        link = SeenLink("หน้า", "unchecked", Words("ยังไม่ได้ตรวจ", "not checked yet"))
        today = score_today(FILES.get(2568), [ItemFacts("O1", (link,))], TOOLS)

        lines = pages.item_lines(today, FILES.get(2568), ["O2"])

        assert len(lines) == 28
        assert (lines[0].code, lines[0].mark, lines[0].sign) == ("O1", "open", "?")
        assert lines[0].reasons == ("หน้า: ยังไม่ได้ตรวจ",)
        assert lines[0].points == "1.00"
        assert [line.code for line in lines if line.is_ticked] == ["O2"]
        assert lines[1].mark == "zero"

    def test_have_no_worth_where_the_cut_is_unknown_and_say_so(self):
        lines = pages.item_lines(score_today(FILES.get(2570), [], TOOLS), FILES.get(2570), [])

        assert {line.points for line in lines} == {""}
        assert all(line.is_unverified for line in lines)

    def test_speak_english(self):
        with override("en"):
            line = pages.item_lines(score_today(FILES.get(2568), [], TOOLS), FILES.get(2568), [])[0]

        assert line.title == "Structure, powers and duties"
        assert line.reasons == ("no evidence was handed in for it",)


class TestPartLines:
    def test_read_strong_and_weak_with_the_change(self):
        facts = result(2566, indicators={1: d(96), 2: d(90), 3: d("84.99")})

        lines = pages.part_lines(look(facts), {"1": d(90), "3": d("85.00")})

        assert [(line.reading, line.before, line.change) for line in lines] == [
            ("strong", "90.00", "+6.00"),
            ("", "", ""),
            ("weak", "85.00", "-0.01"),
        ]

    def test_say_what_was_computed(self):
        lines = pages.part_lines(look(result(2564, lost=["O42"], indicators={9: d(100)})), {})

        assert not next(line for line in lines if line.code == "9").is_computed
        assert next(line for line in lines if line.code == "10.2").is_computed


class TestLostLines:
    def test_name_worth_or_leave_it_blank(self):
        assert [
            (one.code, one.score, one.points) for one in pages.lost_lines(look(result(2567, lost=["O1", "O34"])))
        ] == [
            ("O34", "0", "5.00"),
            ("O1", "0", "0.67"),
        ]
        assert pages.lost_lines(look(result(2569, lost=["O1"])))[0].points == ""


class TestCharts:
    def trend(self, *years):
        return trend_of([result(year, lost=["O1"]) for year in years], ALL, FILES.crosswalk())

    def test_of_one_year_is_no_trend(self):
        assert pages.trend_svg(self.trend(2567)) == ""
        assert pages.trend_svg(None) == ""

    def test_of_several_years_is_drawn_with_words_for_those_who_do_not_see(self):
        drawn = pages.trend_svg(self.trend(2566, 2567))

        assert drawn.startswith("<svg")
        assert 'role="img"' in drawn
        assert "แผนภูมิเส้นของคะแนนรายปี" in drawn

    def test_speaks_english(self):
        with override("en"):
            drawn = pages.trend_svg(self.trend(2566, 2567))

        assert "line chart of scores by year" in drawn

    def test_shows_the_newest_years_where_there_are_many(self):
        years = [2563, 2564, 2565, 2566, 2567, 2568, 2569]
        frameworks = {year: FILES.get(year) for year in range(2563, 2575)}
        many = trend_of(
            [result(year, tools={"IIT": 80}) for year in (*years, 2570, 2571, 2572)], frameworks, FILES.crosswalk()
        )

        drawn = pages.trend_svg(many)

        assert ">2563<" not in drawn
        assert ">2572<" in drawn

    def test_indicators_without_scores_are_no_chart(self):
        assert pages.indicator_svg(look(result(2567)), {}) == ""
        assert pages.indicator_svg(look(result(2567, indicators={1: d(50)})), {"1": d(40)}).startswith("<svg")

    def test_rows_are_the_figures_of_the_chart(self):
        rows = pages.trend_rows(self.trend(2566, 2567))

        assert [name for name, _scores in rows[:4]] == ["คะแนนรวม", "IIT", "EIT", "OIT"]
        assert all(len(scores) == 2 for _name, scores in rows)

    def test_rows_say_what_was_computed(self):
        rows = dict(pages.trend_rows(self.trend(2564)))

        assert [computed for _score, computed in rows["IIT"]] == [False]
        assert [computed for _score, computed in rows["คะแนนรวม"]] == [True]

    def test_parts_and_the_year_before_say_what_was_computed(self):
        looked = look(result(2564, lost=["O42"], indicators={9: d(100)}))

        lines = {one.code: one for one in pages.part_lines(looked, {"9": d(90), "10": d(80)}, {"10"})}
        rows = {code: computed for code, _name, _score, computed in pages.part_rows(looked.parts)}

        assert (lines["9"].is_before_computed, lines["10"].is_before_computed) == (False, True)
        assert (rows["9"], rows["10"]) == (False, True)


class TestAnnouncedLevel:
    @pytest.mark.parametrize(
        ("year", "words", "is_thai", "meaning"),
        [(2568, "ผ่านดี", True, "good pass"), (2568, "ต้องปรับปรุง", True, "needs improvement"), (2565, "A", False, ""),
         (2568, "ดีมาก", True, ""), (2568, "", False, "")],
    )  # fmt: skip
    def test_keeps_its_words_with_the_english_beside(self, year, words, is_thai, meaning):
        with override("en"):
            level = pages.announced_level(words, FILES.get(year))

        assert level == pages.LevelWords(words, is_thai, meaning)
        assert pages.announced_level(words, FILES.get(year)).meaning == ""


class TestProposalView:
    def test_an_untouched_one_has_no_state(self):
        one = proposal()

        view = pages.proposal_view(one, one.measure, None, {})

        assert (view.key, view.state, view.version, view.measure_id, view.covered_by) == ("O1", "", 0, None, None)
        assert view.steps == tuple(step.text for step in one.measure.steps)
        assert len(view.days) == len(one.measure.follow_ups)

    def test_a_touched_one_says_who_and_which_version(self):
        one = proposal()
        row = Proposal(state="edited", version=3, decided_by="ก")

        view = pages.proposal_view(one, one.measure, row, {"O1": 7})

        assert (view.state, view.version, view.decided, view.covered_by) == ("edited", 3, "ก", 7)

    def test_reasons_speak_the_readers_language(self):
        one = proposal()
        with override("en"):
            view = pages.proposal_view(one, one.measure, None, {})

        assert "which cost 0.67 of the total" in view.reasons[0]

    def test_issue_and_steps_are_english_as_long_as_nobody_changed_them(self):
        one = proposal()
        steps = (replace(one.measure.steps[0], text="เขียนเอง"), *one.measure.steps[1:])
        with override("en"):
            view = pages.proposal_view(one, one.measure, None, {})
            edited = pages.proposal_view(one, replace(one.measure, issue="เรื่องของเรา", steps=steps), None, {})

        assert (view.issue, view.steps) == (one.issue_en, one.steps_en)
        assert (edited.issue, edited.steps) == ("เรื่องของเรา", ("เขียนเอง", *one.steps_en[1:]))
        assert pages.proposal_view(one, one.measure, None, {}).issue == one.measure.issue

    def test_tasks_are_english_with_their_days_as_long_as_nobody_changed_them(self):
        one = proposal()
        own = replace(one.measure.follow_ups[0], text="งานของเรา")
        with override("en"):
            view = pages.proposal_view(one, one.measure, None, {})
            edited = pages.proposal_view(
                one, replace(one.measure, follow_ups=(own, *one.measure.follow_ups[1:])), None, {}
            )

        assert all(
            f"{at}. {text} (" in day for at, (day, text) in enumerate(zip(view.days, one.follow_ups_en, strict=True), 1)
        )
        assert not any("ก" <= letter <= "๛" for day in view.days for letter in day)
        assert "งานของเรา (by " in edited.days[0]
        assert edited.days[1:] == view.days[1:]
        assert "ภายใน" in pages.proposal_view(one, one.measure, None, {}).days[0]

    def test_items_no_longer_asked_for_have_their_names_too(self):
        lost = look(result(2567, lost=["O1"])).lost[0]
        gone = [GoneItem(lost, ("O2",)), GoneItem(replace(lost, code="O77", title="ข้อเก่า", item=None), ())]

        with override("en"):
            found = pages.gone_lines(gone)

        assert [(one.code, one.title, one.near_codes) for one in found] == [
            ("O1", lost.item.title_en, ("O2",)),
            ("O77", "ข้อเก่า", ()),
        ]


@pytest.mark.parametrize(("score", "words"), [(None, ""), (d("88.5"), "88.50"), (d(0), "0.00")])
def test_unknown_is_blank_and_not_nought(score, words):
    assert pages.score_words(score) == words
