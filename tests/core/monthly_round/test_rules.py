"""What may be done with a round in each state."""

from datetime import date

import pytest

from prongsai.core.monthly_round import Refusal, require_decision, require_paper, require_signable

MONTH = {"month": date(2022, 12, 1), "due_on": date(2022, 12, 31)}


class TestSigning:
    def test_only_while_open(self):
        require_signable("open")

    @pytest.mark.parametrize(
        ("state", "words"),
        [("missed", "ย้อนหลังไม่ได้"), ("signed", "ลงนามไปแล้ว"), ("recorded_on_paper", "ลงนามไปแล้ว")],
    )
    def test_refused_with_the_reason(self, state, words):
        with pytest.raises(Refusal, match=words) as refused:
            require_signable(state)
        assert refused.value.message_en


class TestPaper:
    @pytest.mark.parametrize("state", ["open", "missed"])
    def test_of_the_month_is_taken(self, state):
        require_paper(state, date(2022, 12, 31), today=date(2023, 1, 9), **MONTH)
        require_paper(state, date(2022, 12, 1), today=date(2023, 1, 9), **MONTH)

    @pytest.mark.parametrize("day", [date(2022, 11, 30), date(2023, 1, 1)])
    def test_of_another_month_is_not(self, day):
        with pytest.raises(Refusal, match="เดือนของรอบนี้"):
            require_paper("missed", day, today=date(2023, 1, 9), **MONTH)

    def test_of_tomorrow_is_not(self):
        with pytest.raises(Refusal, match="อนาคต"):
            require_paper("open", date(2022, 12, 10), today=date(2022, 12, 9), **MONTH)

    @pytest.mark.parametrize("state", ["signed", "recorded_on_paper"])
    def test_never_twice(self, state):
        with pytest.raises(Refusal, match="ลงนามไปแล้ว"):
            require_paper(state, date(2022, 12, 9), today=date(2022, 12, 9), **MONTH)


class TestDecision:
    def test_due_on_the_same_day_is_taken(self):
        require_decision("ทำ", date(2022, 12, 1), made_on=date(2022, 12, 1))

    def test_empty_or_past_is_refused(self):
        with pytest.raises(Refusal):
            require_decision(" \n", date(2022, 12, 1), made_on=date(2022, 12, 1))
        with pytest.raises(Refusal):
            require_decision("ทำ", date(2022, 11, 30), made_on=date(2022, 12, 1))
