"""Quick twins of loops over letters, lines and digits, held to the plain Python beside them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.audit import fingerprint
from prongsai.audit.judge import items, letters, page_notes
from prongsai.audit.reading import fold
from prongsai.core.personal_data.numbers import find_personal_data
from tests.audit.native.twins import twin
from tests.examples import examples

native_letters = twin("letters")
lines = twin("lines")
numbers = twin("numbers")

LETTERS = st.text(st.one_of(st.sampled_from("กเเแำใๅฏ๑๒ABab09-–—…€“” \u00a0\t\n\r\x85\u0e3b\u0e5c\u2000\u203f"), st.characters()), max_size=40)  # fmt: skip
LINES = st.lists(st.sampled_from(["ก", "abc", "12", " ", "  ", "\t", "\n", "\u00a0", "\u3000", "\u200b", "\x0b", "\x1f", "é", "😀"]), max_size=24).map("".join)  # fmt: skip
CODES = st.lists(st.sampled_from(["o", "oit", " ", ".", ":", "_", "-", "0", "1", "2", "12", "43", "99", "a", "x", "/", ",", "\n", "¡"]), max_size=14).map("".join)  # fmt: skip
DIGITS = st.lists(st.sampled_from(["0", "8", "6", "9", "1", "๘", "๐", "812345678", "0812345678", "1101700230703", " ", "-", ".", "(", ")", "\u00a0", "+66", "x", "ก", "\n", "บัญชี", "123-4-56789-0"]), max_size=14).map("".join)  # fmt: skip


class TestLetters:
    @given(LETTERS)
    @settings(max_examples=examples(1_500), deadline=None)
    def test_plain_ones_are_the_same(self, text):
        assert letters.to_plain(text) == letters.plain_of_text(text)

    @given(LETTERS)
    @settings(max_examples=examples(1_500), deadline=None)
    def test_bare_ones_are_the_same_from_both_forms(self, text):
        encoded = text.encode("cp874", "ignore")

        assert letters.bare_of(encoded) == letters.bare_of_bytes(encoded)
        assert letters.to_bare(text) == letters.bare_of_bytes(encoded)

    @given(st.binary(max_size=40))
    def test_bare_ones_of_any_bytes_are_the_same(self, content):
        assert letters.bare_of(content) == letters.bare_of_bytes(content)

    def test_every_letter_there_is(self):
        whole = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x11000)]))

        assert letters.to_plain(whole) == letters.plain_of_text(whole)

    def test_a_letter_outside_may_be_read_as_another(self):
        assert native_letters.Alphabet(bytes(range(256)), ord("?")).write("aก中😀") == b"a\xa1??"

    @pytest.mark.parametrize("wrong", [b"", b"a" * 255])
    def test_a_table_that_is_none_is_refused(self, wrong):
        with pytest.raises(ValueError, match="256"):
            native_letters.Alphabet(wrong)
        with pytest.raises(ValueError, match="256"):
            native_letters.Bare(wrong, b"", b"aa", b"b")

    def test_the_twins_are_those_in_use(self):
        assert letters.to_plain is not letters.plain_of_text
        assert letters.bare_of is not letters.bare_of_bytes


class TestLines:
    @given(LINES)
    @settings(max_examples=examples(1_500), deadline=None)
    def test_are_folded_alike(self, text):
        assert lines.meaningful_lines(text, 0, str) == fold.meaningful_lines(text, 0, str)

    @given(st.text("ก๐๙09aZz_-. \n😀ä", max_size=20))
    @settings(max_examples=2_000, deadline=None)
    def test_numbers_and_codes_are_told_alike(self, text):
        assert lines.without_codes(text) == fingerprint.without_codes(text)

    @given(LINES)
    @settings(max_examples=800, deadline=None)
    def test_with_numbers_are_told_alike(self, text):
        assert lines.numbered_lines(text) == fingerprint.numbered_lines(text)

    @pytest.mark.parametrize("count", [3_998, 3_999, 4_000, 4_001, 4_003])
    def test_beyond_the_most_the_rest_is_one_line(self, count):
        text = "\n".join(f"{place}\t๒" if place % 2 else f"{place} ก" for place in range(count * 2 // 3))

        assert lines.numbered_lines(text) == fingerprint.numbered_lines(text)

    @given(LINES, st.integers(0, 12))
    @settings(max_examples=1_500, deadline=None)
    def test_what_means_something_is_told_alike(self, text, longest):
        def without_furniture(line):
            return "" if "1" in line else line.replace("ก", "ข")

        assert lines.meaningful_lines(text, longest, without_furniture) == fold.meaningful_lines(
            text, longest, without_furniture
        )

    def test_a_text_of_which_nothing_is_left_out_is_the_same(self):
        text = "หน้าแรก\nประกาศ เรื่อง แผน"

        assert lines.meaningful_lines(text, 80, str) is text
        assert lines.meaningful_lines("ก\n\nข", 80, str) == "ก\nข"
        assert lines.meaningful_lines("", 80, str) == ""

    @given(LINES, st.integers(0))
    @settings(max_examples=examples(800), deadline=None)
    def test_beside_known_ones_are_told_alike(self, text, marks):
        pieces = text.replace("\t", "\n").split("\n") + text.split("\n")
        known = frozenset(hash(piece) for place, piece in enumerate(pieces) if marks >> place & 1)

        assert lines.beside(text, known) == fingerprint.beside(text, known)

    def test_nothing_has_one_empty_line(self):
        assert lines.beside("", frozenset()) == fingerprint.beside("", frozenset()) == (0, "")
        assert lines.beside("", frozenset({0})) == fingerprint.beside("", frozenset({0})) == (0, "")


class TestCodes:
    @given(CODES, st.sampled_from([0, 3, 5, 2_000]))
    @settings(max_examples=examples(2_000), deadline=None)
    def test_are_those_of_the_pattern(self, text, most):
        encoded = text.encode("latin-1")

        assert numbers.printed_codes(encoded, most) == items.codes_in(encoded, most)

    def test_of_a_list_of_items(self):
        assert numbers.printed_codes("o1 โครงสร้าง oit-02 x o43. 007 o12.5 o99".encode("cp874"), 99) == {1, 2, 43, 7, 99}


class TestPersonalNumbers:
    @given(DIGITS)
    @settings(max_examples=examples(2_000), deadline=None)
    def test_no_text_that_holds_one_is_passed_over(self, text):
        if find_personal_data(text):
            assert numbers.may_be_personal(text)

    @pytest.mark.parametrize("text", ["", "โทร 0-4400-0000", "250,000.00 บาท", "1 2 3 4 5 6 7", "๒๕๖๗", "12345678"])
    def test_numbers_of_offices_and_sums_are_passed_over(self, text):
        assert not numbers.may_be_personal(text)
        assert page_notes.personal_notes(text) == []

    def test_a_mobile_number_in_thai_digits_is_not(self):
        assert numbers.may_be_personal("โทร ๐๘๑-๒๓๔-๕๖๗๘")
        assert page_notes.personal_notes("โทร ๐๘๑-๒๓๔-๕๖๗๘")[0].code == "personal_data"
