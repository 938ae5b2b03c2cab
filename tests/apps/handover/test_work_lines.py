"""The head of a line about a hand-over: its words, its addresses, and nothing of anybody's text as markup."""

from dataclasses import replace
from datetime import date

import pytest
from django.template import engines
from django.utils.translation import override

from prongsai.apps.handover.pages import WorkHead
from prongsai.apps.handover.templatetags.work_lines import work_head, worth
from prongsai.web.reading import Reading, set_reading

HEAD = WorkHead(7, 3, "2. ประเด็น", 2566, "รายงานผล", "ทุกเดือน: งวดเดือนมกราคม 2566", date(2023, 1, 31), False, "1.25")


@pytest.fixture(autouse=True)
def _thai():
    set_reading(Reading())
    with override("th"):
        yield
    set_reading(Reading())


class TestWorkHead:
    def test_says_measure_work_day_and_worth(self):
        assert work_head(HEAD) == (
            '<p class="due-of small quiet"><a href="/office/measures/3/">2. ประเด็น</a> · ปี 2566'
            " · ทุกเดือน: งวดเดือนมกราคม 2566</p>\n"
            '<p class="due-text"><a class="title" href="/office/handover/7/">รายงานผล</a></p>\n'
            '<p class="line due-when"><span>ภายใน 31 ม.ค. 2566</span>'
            ' <span class="worth">มีค่าถึง <b>1.25</b> คะแนน</span></p>\n'
        )

    def test_marks_what_is_late(self):
        assert '<span class="bad">! เกินกำหนด 31 ม.ค. 2566</span>' in work_head(replace(HEAD, is_late=True))

    def test_plain_leads_nowhere_but_to_the_measure(self):
        drawn = work_head(HEAD, plain=True)

        assert "<strong>รายงานผล</strong>" in drawn
        assert "/office/handover/" not in drawn

    def test_leaves_out_what_is_not_known(self):
        drawn = work_head(replace(HEAD, period="", due_on=None, points=""))

        assert "ปี 2566</p>" in drawn
        assert '<p class="line due-when"></p>' in drawn

    def test_cuts_long_texts(self):
        drawn = work_head(replace(HEAD, measure="รายงาน" * 50, text="ข้อมูล" * 50))

        assert f"{'รายงาน' * 19}…<" in drawn
        assert f"{'ข้อมูล' * 29}…<" in drawn

    def test_shows_texts_as_text(self):
        bad = "<script>alert('x')</script>&"
        for drawn in (
            work_head(replace(HEAD, text=bad, measure=bad, period=bad, points=bad)),
            work_head(replace(HEAD, text=bad), plain=True),
        ):
            assert "<script>" not in drawn
            assert "&lt;script&gt;" in drawn

    def test_in_thai_digits_and_in_english(self):
        set_reading(Reading(digits="thai"))
        assert "ปี ๒๕๖๖" in work_head(HEAD)
        assert "<b>๑.๒๕</b>" in work_head(HEAD)

        with override("en"):
            drawn = work_head(HEAD)
        assert "31 Jan 2023 (2566)" in drawn
        assert not any(word in drawn for word in ("ภายใน", "คะแนน", " ปี "))

    def test_is_a_tag_that_templates_load(self):
        line = engines["django"].from_string("{% load work_lines %}{% work_head head plain=True %}{% worth points %}")

        assert line.render({"head": HEAD, "points": "2"}) == work_head(HEAD, plain=True) + worth("2")


def test_no_points_no_words():
    assert worth("") == ""
