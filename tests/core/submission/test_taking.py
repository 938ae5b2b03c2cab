"""What a proposal may write into an answer, and what it leaves alone."""

import pytest

from prongsai.core.submission import Answer, take_answer, take_explanation

HERE, ELSEWHERE = "https://a.go.th/2569/o1/", "https://b.go.th/"
PROPOSED = Answer("O1", "", True, (HERE,), "กดเลือก O1")
NOTHING = Answer("O1", "", False)


class TestTakingAnAnswer:
    def test_an_open_one_becomes_what_is_proposed(self):
        taken = take_answer(Answer("O1", "ชื่อ"), PROPOSED)

        assert taken == Answer("O1", "ชื่อ", True, (HERE,), "กดเลือก O1")

    @pytest.mark.parametrize("has", [True, False])
    def test_a_decided_one_stays(self, has):
        assert take_answer(Answer("O1", "", has), PROPOSED) is None

    def test_what_was_typed_stays(self):
        taken = take_answer(Answer("O1", "", None, (HERE, ELSEWHERE), "พิมพ์เอง"), PROPOSED)

        assert taken == Answer("O1", "", True, (HERE, ELSEWHERE), "พิมพ์เอง")

    def test_the_way_to_one_address_is_no_way_to_another(self):
        taken = take_answer(Answer("O1", "", None, (ELSEWHERE,)), PROPOSED)

        assert taken == Answer("O1", "", True, (ELSEWHERE,), "")

    def test_have_not_is_taken_where_nothing_was_typed(self):
        assert take_answer(Answer("O1", ""), NOTHING) == Answer("O1", "", False)

    @pytest.mark.parametrize("typed", [Answer("O1", "", None, (HERE,)), Answer("O1", "", None, (), "ทาง")])
    def test_have_not_is_left_to_who_typed_something(self, typed):
        assert take_answer(typed, NOTHING) is None

    def test_no_proposal_decides_nothing(self):
        assert take_answer(Answer("O1", ""), Answer("O1", "")) is None


class TestTakingAnExplanation:
    def test_an_empty_one_is_filled(self):
        assert take_explanation(Answer("O1", "ชื่อ", True, (HERE,), " "), PROPOSED) == Answer(
            "O1", "ชื่อ", True, (HERE,), "กดเลือก O1"
        )

    @pytest.mark.parametrize(
        "answer",
        [
            Answer("O1", "", True, (HERE,), "พิมพ์เอง"),
            Answer("O1", "", True, (ELSEWHERE,)),
            Answer("O1", "", None, (HERE,)),
            Answer("O1", "", False),
        ],
    )
    def test_one_typed_of_another_address_or_not_had_stays(self, answer):
        assert take_explanation(answer, PROPOSED) is None

    def test_without_a_way_there_is_nothing_to_take(self):
        assert take_explanation(Answer("O1", "", True, (HERE,)), Answer("O1", "", True, (HERE,))) is None
