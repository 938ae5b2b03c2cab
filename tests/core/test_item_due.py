"""By when an item must be public."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.item_due import PlannedDay, due_of_item
from prongsai.core.thai.words import Words

OPENS, CLOSES = date(2023, 3, 1), date(2023, 4, 30)
CALENDAR = WorkCalendar({date(2023, 3, 6): Words("วันมาฆบูชา", "Makha Bucha")})


class TestDueOfItem:
    def test_the_plan_comes_first(self):
        due = due_of_item(PlannedDay(date(2023, 1, 31), 3), OPENS, CLOSES, CALENDAR)

        assert due.due_on == date(2023, 1, 31)
        assert due.why == ("ตามแผน มาตรการที่ 3: ภายใน ๓๑ มกราคม ๒๕๖๖", "by the plan, measure 3: by 31 January 2023")

    def test_the_plans_day_may_lie_inside_the_window(self):
        assert due_of_item(PlannedDay(CLOSES, 3), OPENS, CLOSES, CALENDAR).due_on == CLOSES

    def test_a_plans_day_after_the_window_is_said_and_not_used(self):
        due = due_of_item(PlannedDay(date(2023, 5, 1), 3), OPENS, CLOSES, CALENDAR)

        assert due.due_on == date(2023, 2, 28)
        assert due.why.th.startswith("วันในแผน มาตรการที่ 3 (๑ พฤษภาคม ๒๕๖๖) อยู่หลังวันปิดกรอกลิงก์ จึงใช้วันทำการ")
        assert "lies after entry closes, hence the last working day" in due.why.en

    def test_a_plans_day_too_late_reads_well_where_only_the_closing_is_known(self):
        due = due_of_item(PlannedDay(date(2023, 5, 1), 3), None, date(2023, 4, 28), CALENDAR)

        assert due.due_on == date(2023, 4, 14)
        assert "อยู่หลังวันปิดกรอกลิงก์ ไม่ทราบวันเปิดให้กรอกลิงก์ จึงนับ 14 วันก่อนปิด" in due.why.th
        assert "lies after entry closes, the day on which entry opens is not known, hence 14 days" in due.why.en

    def test_a_plans_day_counts_where_no_window_is_known(self):
        assert due_of_item(PlannedDay(date(2023, 9, 30), 1), None, None, CALENDAR).due_on == date(2023, 9, 30)

    @pytest.mark.parametrize("closes", [date(2023, 4, 29), date(2023, 4, 30), date(2024, 3, 14)])
    def test_two_weeks_before_closing_never_falls_on_a_day_off(self, closes):
        due = due_of_item(None, None, closes, CALENDAR).due_on

        assert CALENDAR.is_working(due)
        assert 14 <= (closes - due).days <= 17

    @given(
        st.none() | st.dates(date(2022, 10, 1), date(2023, 9, 30)),
        st.none() | st.dates(date(2022, 10, 1), date(2023, 9, 30)),
        st.none() | st.dates(date(2022, 10, 1), date(2023, 9, 30)),
    )
    def test_is_before_the_window_closes_and_always_says_why(self, planned, opens, closes):
        due = due_of_item(planned and PlannedDay(planned, 1), opens, closes, CALENDAR)

        assert (due.due_on is None) == (planned is None and opens is None and closes is None)
        if closes is not None and (opens is None or opens <= closes):
            assert due.due_on <= closes
        assert due.why.th
        assert due.why.en
        assert "จึงใช้ไม่" not in due.why.th

    @pytest.mark.parametrize(
        ("opens", "wanted"),
        [
            (date(2023, 3, 1), date(2023, 2, 28)),
            (date(2023, 2, 27), date(2023, 2, 24)),  # a Monday: the Friday before
            (date(2023, 3, 7), date(2023, 3, 3)),  # after a holiday and a weekend
        ],
    )
    def test_the_last_working_day_before_entry_opens(self, opens, wanted):
        due = due_of_item(None, opens, CLOSES, CALENDAR)

        assert due.due_on == wanted
        assert due.why.th.startswith("วันทำการสุดท้ายก่อนเปิดให้กรอกลิงก์")

    def test_two_weeks_before_it_closes_where_the_opening_is_not_known(self):
        due = due_of_item(None, None, date(2023, 4, 28), CALENDAR)

        assert due.due_on == date(2023, 4, 14)
        assert "14" in due.why.en

    def test_nothing_is_made_up(self):
        due = due_of_item(None, None, None, CALENDAR)

        assert due.due_on is None
        assert "not known" in due.why.en

    def test_an_office_closed_all_year_still_has_a_day(self):
        every = WorkCalendar({date.fromordinal(day): Words("ปิด", "closed") for day in range(737800, 738700)})

        assert due_of_item(None, date(2022, 6, 1), None, every).due_on == date(2022, 5, 31)
