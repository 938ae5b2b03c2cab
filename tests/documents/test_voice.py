"""Days as documents print them."""

from datetime import UTC, date, datetime

import pytest

from prongsai.documents.voice import Voice


class TestDays:
    @pytest.mark.parametrize(
        ("language", "day", "month"),
        [("th", "๑ เม.ย. ๒๕๖๖", "เม.ย. ๒๕๖๖"), ("en", "1 Apr 2023 (2566)", "Apr 2023 (2566)")],
    )
    def test_of_a_moment_are_those_in_bangkok(self, language, day, month):
        moment, voice = datetime(2023, 3, 31, 20, 5, tzinfo=UTC), Voice(language)

        assert (voice.day(moment), voice.month(moment)) == (day, month)
        assert (voice.day(date(2023, 4, 1)), voice.month(date(2023, 4, 1))) == (day, month)
