"""A certificate has one page: texts give way to "…", and never break the page or a letter."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.documents.certificate_lines import VALUE_PT, cut_code, cut_text
from tests.documents.small_report import HARD_CLUSTERS, OFFICIAL_TEXT

LONG_ADDRESS = "https://www.example.go.th/" + "news/2566/" * 60
THAI = st.text(alphabet="กขคงนมรลวสหอะาิีึืุูัเแโใไำ่้๊๋์็ๆฯ ๑๒๓/.-()", max_size=300)
ANY = st.text(max_size=300)


def squeezed(lines: list[str]) -> str:
    return "".join("".join(lines).split())


class TestTextThatFits:
    @pytest.mark.parametrize("text", ["เปิดได้", "ก", "HTTP 200", "น้ำ ค่ำ ที่", "a b", OFFICIAL_TEXT[:60]])
    def test_is_one_line_as_it_is(self, text):
        assert cut_text(text, 1) == [text]

    @pytest.mark.parametrize("text", ["", " ", "\u200b", "\x07", "\n"])
    def test_of_nothing_is_one_empty_line(self, text):
        assert [line.strip() for line in cut_text(text, 2)] == [""]

    def test_keeps_every_letter_over_several_lines(self):
        lines = cut_text(OFFICIAL_TEXT, 9)

        assert len(lines) > 1
        assert squeezed(lines) == squeezed([OFFICIAL_TEXT])
        assert "…" not in squeezed(lines)

    def test_takes_white_space_as_one_blank(self):
        assert cut_text("ก \t\r\n ข", 1) == ["ก ข"]


class TestTextThatDoesNotFit:
    @pytest.mark.parametrize("most", [1, 2, 5])
    def test_ends_in_dots_on_the_last_line(self, most):
        lines = cut_text(OFFICIAL_TEXT * 10, most)

        assert len(lines) == most
        assert lines[-1].endswith("…")
        assert "".join(OFFICIAL_TEXT.split()).startswith(squeezed(lines[:1]).removesuffix("…"))

    @pytest.mark.parametrize("most", [1, 2, 3])
    def test_keeps_the_end_it_is_given(self, most):
        lines = cut_text(LONG_ADDRESS, most, end=" (302)")

        assert lines[-1].endswith("… (302)")
        assert squeezed(lines).startswith("https://www.example.go.th/news/")

    def test_fills_the_last_line_of_an_address_that_may_not_break(self):
        (line,) = cut_text("https://" + "a" * 500, 1)

        assert len(line) > 60
        assert line.startswith("https://aaaa")

    def test_is_not_cut_between_a_letter_and_its_marks(self):
        for width in range(60, 260, 7):
            (line,) = cut_text(HARD_CLUSTERS, 1, width=width)
            kept = line.removesuffix("…")
            following = "".join(HARD_CLUSTERS.split())[len("".join(kept.split())) :]
            assert unicodedata.category(following[0]) != "Mn", (width, kept)
            assert following[0] != "\u0e33", (width, kept)

    def test_shows_more_in_smaller_letters_and_less_in_bold_ones(self):
        small, usual, bold = (
            len(cut_text(OFFICIAL_TEXT, 1, **how)[0]) for how in ({"size": 8.0}, {}, {"size": 11.0, "bold": True})
        )

        assert small > usual > bold

    def test_is_quick_for_a_novel(self):
        assert len(cut_text(OFFICIAL_TEXT * 5_000, 2)) == 2


class TestAnyText:
    @given(text=THAI | ANY, most=st.integers(1, 4), width=st.sampled_from([60.0, 150.0, VALUE_PT]))
    @settings(deadline=None, max_examples=150)
    def test_takes_at_most_the_lines_there_are(self, text, most, width):
        lines = cut_text(text, most, width=width)

        assert 1 <= len(lines) <= most
        assert all("\n" not in line for line in lines)

    @given(text=THAI, end=st.sampled_from(["", " (302)"]))
    @settings(deadline=None, max_examples=100)
    def test_says_the_beginning_and_nothing_else(self, text, end):
        said = squeezed(cut_text(text, 2, width=80, end=end))

        whole = "".join(text.split())
        if said != whole:
            kept, dots, rest = said.rpartition("…")
            assert (dots, rest) == ("…", end.strip())
            assert whole.startswith(kept)


class TestACommand:
    @pytest.mark.parametrize("length", [0, 1, 50, 119, 120, 121, 200])
    def test_is_kept_whole_while_two_lines_hold_it(self, length):
        command = "x" * length

        assert "".join(cut_code(command)) == command

    @pytest.mark.parametrize("most", [1, 2, 3])
    def test_ends_in_dots_where_it_does_not_fit(self, most):
        lines = cut_code("prongsai verify " + "a" * 2_000, most)

        assert len(lines) == most
        assert lines[-1].endswith("…")
        assert len({len(line) for line in lines}) == 1

    def test_shows_a_box_for_what_cannot_be_drawn(self):
        assert cut_code("verify \U0001f600") == ["verify □"]
