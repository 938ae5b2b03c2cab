"""The word beside a link that did not answer: waited too long, or a name that nobody knows."""

import pytest
from django.utils.translation import override

from prongsai.apps.evidence.labels import NO_SUCH_HOST_WORD, VERDICTS, verdict_word
from prongsai.audit.words import REASONS, say
from prongsai.core.report_form.words import NO_SUCH_HOST


class TestVerdictWord:
    def test_says_that_the_name_is_not_known(self):
        why, _why_en = say(REASONS, "no_address", host="nowhere.go.th")

        assert verdict_word("timed_out", why) == NO_SUCH_HOST
        with override("en"):
            assert verdict_word("timed_out", why) == "The site's name is not known"

    def test_of_a_time_out_stays(self):
        why, _why_en = say(REASONS, "timed_out", seconds="20")

        assert verdict_word("timed_out", why) == "รอเกินเวลา"

    @pytest.mark.parametrize("verdict", sorted(VERDICTS))
    def test_of_any_verdict_is_its_own_without_that_sentence(self, verdict):
        assert verdict_word(verdict, "") == str(VERDICTS[verdict])

    def test_begins_as_the_auditors_sentence(self):
        assert REASONS["no_address"][0].startswith(NO_SUCH_HOST)
        assert [code for code, (thai, _english) in REASONS.items() if thai.startswith(NO_SUCH_HOST)] == ["no_address"]
        assert str(NO_SUCH_HOST_WORD) == NO_SUCH_HOST
