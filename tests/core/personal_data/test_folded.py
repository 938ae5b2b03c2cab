"""Text in the form that numbers are looked for in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.personal_data.folded import fold


class TestFold:
    def test_leaves_ordinary_thai_text_as_it_is(self):
        text = "โทร 053-123456 (กองช่าง) “ก” …"

        folded = fold(text)

        assert folded.text == text
        assert folded.places is None
        assert folded.span(4, 7) == (4, 7)

    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("๐๘๑", "081"),
            ("០៨១", "081"),
            ("٠٨١", "081"),
            ("０８１", "081"),
            ("081\u2011234", "081-234"),
            ("081\u2013234\u2014567", "081-234-567"),
            ("081\u00a0234", "081 234"),
            ("081\u2009234\u3000567", "081 234 567"),
            ("（081）", "(081)"),
            ("＋66", "+66"),
            ("a＠b．c", "a@b.c"),
        ],
    )
    def test_gives_digits_dashes_and_blanks_one_form(self, printed, expected):
        assert fold(printed).text == expected

    @pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u202c"])
    def test_leaves_out_signs_without_width_and_keeps_the_places(self, sign):
        printed = f"ก{sign}08{sign}1"

        folded = fold(printed)

        assert folded.text == "ก081"
        start, end = folded.span(1, 4)
        assert printed[start:end] == f"08{sign}1"

    @given(st.text(max_size=80))
    def test_every_letter_leads_back_to_its_place(self, text):
        folded = fold(text)

        for place in range(len(folded.text)):
            start, end = folded.span(place, place + 1)
            assert 0 <= start < end <= len(text)
            assert end == start + 1
