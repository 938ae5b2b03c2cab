"""Each sentence of an analysis in both languages, for every state a result can be in."""

import re

import pytest

from prongsai.core.result import YearResult, analyse, trend_of
from prongsai.documents.analysis_charts import indicator_chart, trend_chart, trend_words
from prongsai.documents.analysis_words import lost_sentences, overall_sentences, trend_sentences
from prongsai.documents.chart import Label
from tests.core.result.made import ALL, FILES, d, result


def look(one):
    return analyse(one, FILES.get(one.fiscal_year))


def said(words, language="th"):
    return " | ".join(getattr(one, language) for one in words)


class TestOverallSentences:
    def test_an_announced_total_that_fits(self):
        words = overall_sentences(look(result(2566, total=d("91.40"), level="ผ่านดี")))

        assert "ได้คะแนนรวมตามประกาศ 91.40 คะแนน" in said(words)
        assert "ต่างจาก" not in said(words)
        assert "announced total of fiscal year 2566 is 91.40" in said(words, "en")

    def test_one_that_does_not(self):
        words = overall_sentences(look(result(2566, total=d("95.00"))))

        assert "ซึ่งต่างจากที่คำนวณได้ 91.40" in said(words)
        assert "other than the computed 91.40" in said(words, "en")

    def test_a_total_that_was_only_computed(self):
        words = overall_sentences(look(result(2566)))

        assert "ไม่มีคะแนนรวมตามประกาศ" in said(words)
        assert "none was announced" in said(words, "en")

    def test_one_that_cannot_be_computed(self):
        words = overall_sentences(look(YearResult(2569, tools={"IIT": d(90)})))

        assert "ยังคำนวณคะแนนรวมของปี 2569 ไม่ได้" in said(words)
        assert "cannot be computed" in said(words, "en")

    def test_a_level_by_the_rule_beside_another_that_was_announced(self):
        words = overall_sentences(
            look(result(2568, tools={"IIT": 95, "EIT": 84, "OIT": 100}, total=d("93.70"), level="ผ่านดี"))
        )

        assert "ประกาศระดับ ผ่านดี" in said(words)
        assert "ตามเกณฑ์ของปี 2568 คะแนนนี้อยู่ในระดับผ่าน (อนุมานจากข้อมูลที่พบ)" in said(words)
        assert "by the rule of 2568 this is pass" in said(words, "en")

    def test_a_level_that_fits_says_only_how_sure_its_rule_is(self):
        fits = overall_sentences(look(result(2568, tools={"IIT": 95, "EIT": 84, "OIT": 100}, level="ผ่าน")))
        sure = overall_sentences(look(result(2564, tools={"IIT": 95, "EIT": 95, "OIT": 100}, level="AA")))

        assert "เกณฑ์ของระดับนี้อนุมานจากข้อมูลที่พบ" in said(fits)
        assert "เกณฑ์ของระดับนี้" not in said(sure)

    def test_a_level_that_stays_open_names_what_it_may_be(self):
        words = overall_sentences(look(result(2568, tools={}, total=d(96))))

        assert "ผ่านดีเยี่ยม หรือ ผ่านดี หรือ ผ่าน" in said(words)
        assert "excellent pass or good pass or pass" in said(words, "en")

    def test_the_next_level_names_total_and_tools(self):
        words = overall_sentences(look(result(2568, tools={"IIT": 80, "EIT": 80, "OIT": 80}, total=d(80))))

        assert "หากจะถึงระดับผ่าน ต้องเพิ่มคะแนนรวมอีก 5.00 คะแนน" in said(words)
        assert "pass lacks 5.00 of the total" in said(words, "en")

    def test_a_level_that_is_a_letter_stands_apart(self):
        words = overall_sentences(look(result(2565, tools={"IIT": 80, "EIT": 80, "OIT": 80}, total=d(80))))

        assert "หากจะถึงระดับ A ต้องเพิ่มคะแนนรวมอีก" in said(words)
        assert "คะแนนนี้อยู่ในระดับ B" in said(words)

    def test_at_the_top_nothing_stands_before(self):
        words = overall_sentences(look(result(2568, tools={"IIT": 99, "EIT": 99, "OIT": 99}, total=d(99))))

        assert "หากจะถึง" not in said(words)


class TestLostSentences:
    def test_what_was_lost_and_what_regaining_brings(self):
        words = lost_sentences(look(result(2567, tools={"IIT": 90, "EIT": 90}, lost=["O34"])))

        assert "เสียคะแนน 1 ข้อ จาก 35 ข้อ" in said(words)
        assert "มีค่า 5.00 คะแนน" in said(words)
        assert "คะแนนรวมจะเป็นประมาณ 94.00" in said(words)
        assert "with all of them the total would be about 94.00" in said(words, "en")

    def test_the_proven_year_needs_no_reservation(self):
        assert "อนุมาน" not in said(lost_sentences(look(result(2564, lost=["O1"]))))
        assert "inferred" in said(lost_sentences(look(result(2567, lost=["O1"]))), "en")

    def test_a_year_without_a_cut_says_cannot_be_computed(self):
        words = lost_sentences(look(result(2569, lost=["O1"])))

        assert "คำนวณไม่ได้" in said(words)
        assert not re.search(r"มีค่า \d", said(words))
        assert "cannot be computed" in said(words, "en")


class TestTrendSentences:
    def trend(self, *results, frameworks=ALL):
        return trend_of(results, frameworks, FILES.crosswalk())

    def test_compare_only_what_both_years_ask_for(self):
        words = trend_sentences(self.trend(result(2566, lost=["O1"]), result(2567, lost=[])))

        assert "ปี 2566 ถึง 2567" in said(words)
        assert "เลิกถาม" in said(words)
        assert "both ask for" in said(words, "en")

    def test_say_nothing_of_years_without_items(self):
        assert "ทั้งสองปีถาม" not in said(trend_sentences(self.trend(result(2566), result(2567))))

    def test_name_years_that_are_not_verified(self):
        doubtful = {**ALL, 2570: FILES.get(2570)}

        words = trend_sentences(self.trend(result(2568, lost=[]), result(2570, lost=[]), frameworks=doubtful))

        assert "ยังไม่ได้ยืนยัน" in said(words)
        assert "2570" in said(words, "en")

    def test_the_chart_is_told_in_a_sentence(self):
        grown = trend_words(self.trend(result(2566, total=d(80)), result(2567, total=d(90))))
        alone = trend_words(self.trend(result(2566, total=d(80))))

        assert "จาก 80.00 ในปี 2566 เป็น 90.00 ในปี 2567" in grown.th
        assert "from 80.00 in 2566 to 90.00 in 2567".replace("from", "went from") in grown.en
        assert "ตาราง" in alone.th


class TestCharts:
    def texts(self, drawing):
        return [one.text for one in drawing.shapes if isinstance(one, Label)]

    def test_the_trend_has_a_place_for_each_year_and_a_name_for_each_line(self):
        drawn = trend_chart(trend_of([result(2566), result(2567)], ALL, FILES.crosswalk()))

        assert {"2566", "2567", "คะแนนรวม", "IIT", "EIT", "OIT"} <= set(self.texts(drawn))

    def test_indicators_have_names_in_the_language_asked_for(self):
        analysis = look(result(2567, indicators={8: d(70)}))

        assert "8 การปรับปรุงการทำงาน" in self.texts(indicator_chart(analysis, {}))
        assert "8 Improvement of work process" in self.texts(indicator_chart(analysis, {}, language="en"))

    @pytest.mark.parametrize("facts", [result(2567), YearResult(2567, total=d(90))])
    def test_without_indicators_there_is_none(self, facts):
        assert indicator_chart(look(facts), {}) is None
