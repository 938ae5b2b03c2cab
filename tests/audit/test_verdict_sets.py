"""The verdicts, sorted the same way everywhere they are counted, worded and forgiven."""

import pytest

from prongsai.audit.verdict import (
    COUNTED_AT_ONCE,
    HOST_CLASSES,
    UNKNOWN_VERDICTS,
    VERDICT_NAMES_EN,
    VERDICTS,
    WOULD_SCORE_ZERO,
    counts_against,
)
from prongsai.core.report_form.words import VERDICT_WORDS
from prongsai.core.submission import AddressSeen, Answer, ItemStanding, problems_of
from prongsai.core.submission.problems import COUNTS_AGAINST

FINE = ("opens", "moved", "bad_certificate")


def problems(verdict, *, confirmed=False):
    answer = Answer("O1", "โครงสร้าง", True, ("https://a.go.th/",), "จากหน้าแรก")
    return problems_of([ItemStanding(answer, None, (AddressSeen("https://a.go.th/", verdict, confirmed),))])


class TestSets:
    def test_nothing_is_both_known_and_unknown(self):
        assert not UNKNOWN_VERDICTS & WOULD_SCORE_ZERO
        assert not UNKNOWN_VERDICTS & set(FINE)
        assert not WOULD_SCORE_ZERO & set(FINE)

    def test_every_verdict_is_fine_unknown_blocked_or_scores_zero(self):
        assert set(FINE) | UNKNOWN_VERDICTS | WOULD_SCORE_ZERO | {"blocked"} == set(VERDICTS)

    def test_the_form_counts_what_the_auditor_counts(self):
        assert COUNTS_AGAINST == WOULD_SCORE_ZERO

    @pytest.mark.parametrize("verdict", VERDICTS)
    def test_every_verdict_has_words_in_both_languages(self, verdict):
        assert VERDICT_NAMES_EN[verdict].isascii()
        assert any("ก" <= letter <= "๛" for letter in "".join(VERDICT_WORDS[verdict]))

    def test_there_are_no_words_for_verdicts_that_are_none(self):
        assert set(VERDICT_NAMES_EN) == set(VERDICTS)
        assert len(HOST_CLASSES) == len(set(HOST_CLASSES)) == 6


class TestCountsAgainst:
    @pytest.mark.parametrize("verdict", VERDICTS)
    @pytest.mark.parametrize("confirmed", [False, True])
    def test_gone_alone_waits_for_a_second_day(self, verdict, confirmed):
        expected = verdict in COUNTED_AT_ONCE or (verdict == "gone" and confirmed)

        assert counts_against(verdict, confirmed=confirmed) is expected

    @pytest.mark.parametrize("word", ["", "broken", "OPENS", "Gone"])
    def test_a_word_that_is_no_verdict_never_counts(self, word):
        assert not counts_against(word, confirmed=True)


class TestProblemsOfTheForm:
    @pytest.mark.parametrize("verdict", FINE)
    def test_what_opens_is_none(self, verdict):
        assert problems(verdict) == []

    @pytest.mark.parametrize("verdict", sorted(COUNTED_AT_ONCE))
    def test_what_scores_zero_is_an_error_that_names_the_address(self, verdict):
        (problem,) = problems(verdict)

        assert (problem.kind, problem.severity) == ("bad_address", "error")
        assert problem.message_th.startswith("https://a.go.th/ ")
        assert problem.message_en.startswith("https://a.go.th/ ")

    def test_gone_is_a_warning_until_it_is_confirmed(self):
        assert [problem.severity for problem in problems("gone")] == ["warning"]
        assert [problem.severity for problem in problems("gone", confirmed=True)] == ["error"]

    @pytest.mark.parametrize("verdict", [*sorted(UNKNOWN_VERDICTS), "blocked", ""])
    def test_what_nobody_knows_is_a_note_that_asks_to_look(self, verdict):
        (problem,) = problems(verdict)

        assert (problem.kind, problem.severity) == ("not_seen", "note")
        assert "กรุณาเปิดดูเอง" in problem.message_th
