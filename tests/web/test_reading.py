"""Dates, digits, sizes and sentences as the person reads them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from prongsai.core.finding import Finding
from prongsai.web.dates import BANGKOK
from prongsai.web.day_field import DayField
from prongsai.web.reading import Reading, set_reading
from prongsai.web.templatetags.reading import (
    day,
    file_size,
    long_day,
    moment,
    month_name,
    n,
    said,
    short_month,
    told,
    whole,
)

FINDING = Finding("x", "note", None, "", 'ขั้นตอนที่ ๓ พิมพ์ว่า "ภายใน ๗ วัน"', "step 3")


@pytest.fixture(autouse=True)
def _default_reading():
    set_reading(Reading())
    yield
    set_reading(Reading())


class TestDays:
    def test_show_the_buddhist_year(self):
        assert day(date(2023, 1, 31)) == "31 ม.ค. 2566"
        assert long_day(date(2023, 1, 31)) == "31 มกราคม 2566"
        assert day(None) == ""

    def test_follow_the_persons_digits(self):
        set_reading(Reading(digits="thai"))

        assert day(date(2023, 1, 31)) == "๓๑ ม.ค. ๒๕๖๖"
        assert n(12) == "๑๒"

    def test_show_both_years_in_english(self):
        with translation.override("en"):
            assert day(date(2023, 1, 31)) == "31 Jan 2023 (2566)"
            set_reading(Reading(digits="thai"))
            assert n(12) == "12"

    @pytest.mark.parametrize(
        ("show", "thai", "english"),
        [
            (day, "1 เม.ย. 2569", "1 Apr 2026 (2569)"),
            (long_day, "1 เมษายน 2569", "1 April 2026 (2569)"),
            (month_name, "เมษายน 2569", "April 2026 (2569)"),
            (short_month, "เม.ย.", "Apr"),
        ],
    )
    def test_a_moment_shows_its_day_in_bangkok(self, show, thai, english):
        """Rows keep UTC, where the day begins seven hours later."""
        before_seven = datetime(2026, 3, 31, 20, 5, tzinfo=UTC)

        assert show(before_seven) == show(before_seven.astimezone(BANGKOK)) == show(date(2026, 4, 1)) == thai
        with translation.override("en"):
            assert show(before_seven) == english
        assert show(datetime(2026, 3, 31, 16, 59, tzinfo=UTC)) == show(date(2026, 3, 31))

    def test_moments_are_bangkok_time(self):
        assert moment(datetime(2026, 3, 31, 17, 30, tzinfo=UTC)) == "1 เม.ย. 2569 00.30\u00a0น."


class TestSaid:
    def test_turns_our_own_digits_and_keeps_what_is_quoted(self):
        assert said(FINDING) == 'ขั้นตอนที่ 3 พิมพ์ว่า "ภายใน ๗ วัน"'

    def test_in_thai_digits_stays_as_it_is(self):
        set_reading(Reading(digits="thai"))

        assert said(FINDING) == FINDING.message_th

    def test_in_english(self):
        with translation.override("en"):
            assert said(FINDING) == "step 3"


def test_sizes_are_rounded_for_people():
    assert [file_size(size) for size in (16, 2_340_000, 24_600_000)] == ["1 kB", "2.3 MB", "25 MB"]


class TestDayField:
    def test_keeps_what_was_typed_when_it_cannot_be_read(self):
        field = DayField(required=False)

        html = field.widget.render("d", ["๓๑", "2", "๖๖"], {"id": "id_d"})

        assert 'value="๓๑"' in html
        assert "selected" in html

    def test_shows_a_date_in_the_buddhist_era(self):
        html = DayField().widget.render("d", date(2023, 1, 31), {"id": "id_d"})

        assert 'value="2566"' in html
        assert "มกราคม" in html
        with translation.override("en"):
            assert "January" in DayField().widget.render("d", None, {"id": "id_d"})

    def test_notices_a_change(self):
        field = DayField(required=False)

        assert not field.has_changed(date(2023, 1, 31), ["31", "1", "2566"])
        assert field.has_changed(date(2023, 1, 31), ["31", "1", "x"])
        assert field.has_changed(None, ["1", "1", "2566"])


class TestDeadlineWhy:
    def test_is_said_in_the_language_of_the_page(self):
        from prongsai.apps.plans.labels import deadline_why
        from prongsai.core.plan import Deadline

        deadline = Deadline(
            "date", due_on=date(2023, 1, 31), as_printed="ภายในเดือนมกราคม", why="วันสุดท้ายของเดือนมกราคม ๒๕๖๖"
        )

        assert told(deadline_why(deadline)) == "วันสุดท้ายของเดือนมกราคม 2566"
        with translation.override("en"):
            assert "2023" in deadline_why(deadline) or "2566" in deadline_why(deadline)
            assert deadline_why(None) == ""


class TestWhole:
    def test_a_word_that_browsers_cut_is_kept(self):
        assert whole("แก้ไขหลักฐาน 2 รายการ") == 'แก้ไข<span class="nowrap">หลักฐาน</span> 2 รายการ'

    def test_and_one_more_where_a_page_asks_for_it(self):
        assert whole("พร้อมเผยแพร่", "เผยแพร่") == 'พร้อม<span class="nowrap">เผยแพร่</span>'
        assert whole("พร้อมเผยแพร่") == "พร้อมเผยแพร่"

    def test_what_strangers_wrote_is_escaped(self):
        assert whole('<b title="มือถือ">') == '&lt;b title=&quot;<span class="nowrap">มือถือ</span>&quot;&gt;'

    def test_what_is_escaped_already_is_not_escaped_again(self):
        assert whole(mark_safe("&lt;b&gt; หลักฐาน")) == '&lt;b&gt; <span class="nowrap">หลักฐาน</span>'
