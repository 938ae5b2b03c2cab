import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.report_form.marked_text import (
    CLOSE,
    OPEN,
    loose,
    needs_quotes,
    quoted,
    squashed,
    tidy,
    tokens,
    unquoted,
)

HEADS = re.compile(r"(?P<note>หมายเหตุ:)|(?P<proof>หลักฐาน:)")
text_with_quotes = st.lists(st.sampled_from([OPEN, CLOSE, " ", "ก", "หมายเหตุ:", "“x”", "1"]), max_size=12).map("".join)


def parts(text: str) -> list[tuple[str | None, str]]:
    return [(token.head[0] if token.head else None, token.text) for token in tokens(text, HEADS)]


class TestQuotedText:
    @given(text_with_quotes, text_with_quotes)
    def test_is_read_back_whatever_it_holds(self, first, second):
        found = parts(f"หมายเหตุ: {quoted(tidy(first))} หลักฐาน: {quoted(tidy(second))}")

        assert [(head, squashed(text)) for head, text in found[1:]] == [
            ("หมายเหตุ:", squashed(first)),
            ("หลักฐาน:", squashed(second)),
        ]

    @given(text_with_quotes, text_with_quotes)
    def test_survives_the_loss_of_every_blank(self, first, second):
        written = f"หมายเหตุ: {quoted(tidy(first))} หลักฐาน: {quoted(tidy(second))}"

        assert [squashed(text) for _, text in parts(squashed(written))[1:]] == [squashed(first), squashed(second)]

    def test_that_is_never_closed_runs_to_the_end(self):
        assert parts(f"หมายเหตุ: {OPEN}ก หลักฐาน: ข") == [(None, ""), ("หมายเหตุ:", "ก หลักฐาน: ข")]

    def test_may_be_followed_by_more_that_somebody_typed(self):
        assert parts(f"หมายเหตุ: {OPEN}ก{CLOSE} ข")[1] == ("หมายเหตุ:", "ก ข")

    @given(st.text(max_size=20))
    def test_stands_alone_in_a_cell(self, text):
        assert squashed(unquoted(quoted(tidy(text)))) == squashed(text)


class TestPlainText:
    @pytest.mark.parametrize("text", ["", "-", "“ก", "• ก", "|ก|", "ก หมายเหตุ: ข"])
    def test_needs_quotes_where_it_would_be_mistaken(self, text):
        assert needs_quotes(text, HEADS)

    @pytest.mark.parametrize("text", ["ก", "--", "ก ”ข“", "หมายเหตุ", "ก-"])
    def test_needs_none_otherwise(self, text):
        assert not needs_quotes(text, HEADS)


class TestFixedWords:
    @pytest.mark.parametrize("printed", ["ข้อที่ ๑๒", "ข้อที่12", "ข้อ\nที่ ๑2", "ข้ อ ที่ ๑ ๒"])
    def test_are_found_with_blanks_lost_or_added_and_in_either_digits(self, printed):
        assert re.fullmatch(loose("ข้อที่ ๑๒"), printed)

    def test_are_not_patterns(self):
        assert re.fullmatch(loose("(ก.)"), "(ก.)")
        assert not re.fullmatch(loose("(ก.)"), "กข")


class TestTidiedText:
    @given(st.text())
    def test_is_one_line_that_xml_can_carry(self, text):
        tidied = tidy(text)

        assert not re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200b]", tidied)
        assert tidied == tidied.strip()
        assert tidy(tidied) == tidied
