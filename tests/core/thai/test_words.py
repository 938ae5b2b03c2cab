import pytest

from prongsai.core.thai.words import Words, join_thai


class TestJoinThai:
    @pytest.mark.parametrize(
        ("word", "name", "joined"),
        [
            ("ระดับ", "A", "ระดับ A"),
            ("ระดับ", "ผ่านดี", "ระดับผ่านดี"),
            ("คะแนน", "IIT", "คะแนน IIT"),
            ("คะแนน", "9.1", "คะแนน 9.1"),
            ("คะแนน", "๙.๑", "คะแนน ๙.๑"),
            ("คะแนน", "เฉลี่ย", "คะแนนเฉลี่ย"),
            ("ระดับ", "", "ระดับ"),
        ],
    )
    def test_parts_thai_from_what_is_not(self, word, name, joined):
        assert join_thai(word, name) == joined


class TestWords:
    def test_thai_digits_are_for_the_thai_sentence_alone(self):
        assert Words.of("ปี 2566", "year 2566") == ("ปี ๒๕๖๖", "year 2566")
