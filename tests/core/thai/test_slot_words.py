"""The due day of an occurrence in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.deadline_rule.slot import Slot
from prongsai.core.deadline_rule.slots import Span, list_slots
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.plan import Deadline, DeadlineOptions
from prongsai.core.thai.deadline_words import explain_deadline, explain_slot
from prongsai.core.thai.format import format_date
from prongsai.core.thai.words import Words
from tests.core.deadline_rule.test_slots import MAKHA, deadlines

CALENDAR = WorkCalendar(MAKHA)
SPAN = Span(2566, known_from=date(2022, 10, 1), horizon=date(2023, 11, 30))


def said(deadline, index=0, events=()):
    return explain_slot(deadline, list_slots(deadline, SPAN, events=events, calendar=CALENDAR)[index], CALENDAR)


class TestExplainSlot:
    def test_working_days_after_an_event_name_every_day_left_out(self):
        deadline = Deadline("relative", days_after_event=7, working_days=True)

        assert said(deadline, events=[date(2023, 3, 3)]) == Words(
            "ภายใน ๗ วันทำการหลังวันที่ ๓ มี.ค. ๒๕๖๖ (ไม่นับวันหยุด: เสาร์ อาทิตย์, ๖ มี.ค. ๒๕๖๖ วันมาฆบูชา) = ๑๕ มี.ค. ๒๕๖๖",
            "within 7 working days after 3 March 2023 (days off not counted: Saturdays, Sundays, 6 March 2023 Makha Bucha)"
            " = 15 March 2023",
        )

    def test_days_after_an_event_leave_nothing_out(self):
        assert said(Deadline("relative", days_after_event=7), events=[date(2023, 3, 3)]).th == (
            "ภายใน ๗ วันหลังวันที่ ๓ มี.ค. ๒๕๖๖ = ๑๐ มี.ค. ๒๕๖๖"
        )

    def test_a_day_off_says_why_it_moved(self):
        deadline = Deadline("date", due_on=date(2023, 3, 6), options=DeadlineOptions(to_working_day=True))

        assert said(deadline) == Words(
            "ภายในวันที่ ๖ มีนาคม ๒๕๖๖ ซึ่งเป็นวันหยุด (วันมาฆบูชา) จึงเลื่อนเป็นวันทำการถัดไป = ๗ มี.ค. ๒๕๖๖",
            "by 6 March 2023, a day off (Makha Bucha), so the next working day = 7 March 2023",
        )

    def test_a_month_by_its_last_day_or_by_a_day_of_the_next(self):
        monthly, by_the_fifth = Deadline("monthly"), Deadline("monthly", options=DeadlineOptions(due_day=5))

        assert said(monthly, 4).th == "งวดเดือนกุมภาพันธ์ ๒๕๖๖ ภายในสิ้นเดือน = ๒๘ ก.พ. ๒๕๖๖"
        assert said(by_the_fifth, 4).th == "งวดเดือนกุมภาพันธ์ ๒๕๖๖ ภายในวันที่ ๕ ของเดือนถัดไป = ๕ มี.ค. ๒๕๖๖"
        assert said(by_the_fifth, 4).en == "for February 2023, by day 5 of the following month = 5 March 2023"

    @pytest.mark.parametrize(
        ("every", "unit", "thai", "english"),
        [(3, "months", "ตรวจทุก ๓ เดือน", "every 3 months:"), (1, "days", "ตรวจทุก ๑ วัน", "every day:")],
    )
    def test_continuous_work_says_how_often_it_is_looked_at(self, every, unit, thai, english):
        words = said(Deadline("continuous", options=DeadlineOptions(None, every, unit)))

        assert thai in words.th
        assert english in words.en

    def test_work_that_waits_says_for_what(self):
        assert "ยังไม่ได้บันทึกวันที่ของเหตุการณ์" in said(Deadline("relative", days_after_event=7)).th
        assert said(None) == Words("ไม่ได้กำหนดวัน", "no date set")

    @given(deadlines(), st.lists(st.dates(date(2022, 10, 1), date(2023, 9, 30)), max_size=3))
    def test_every_due_day_ends_in_the_day_it_explains(self, deadline, events):
        for slot in list_slots(deadline, SPAN, events=events, calendar=CALENDAR)[:20]:
            words = explain_slot(deadline, slot, CALENDAR)

            assert "" not in words
            if slot.due_on and " = " in words.th:
                assert words.th.endswith(f" = {format_date(slot.due_on, 'short')}")
            elif slot == Slot() and deadline.kind != "relative":
                assert words.en in (explain_deadline(deadline, "en"), "no date set")
