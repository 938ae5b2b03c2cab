"""Where what was found stands in the text: spans of folding, marks of a query, the piece that is shown."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.search.document import BREAK, LONGEST_TEXT, search_words
from prongsai.core.search.fold import fold, loosen
from prongsai.core.search.highlight import cut_snippet, find_ranges
from prongsai.core.search.query import parse_query
from prongsai.core.search.rank import TRIES, rank
from prongsai.core.search.words import list_words

PIECES = [
    "แผน", "ปีงบประมาณ", " ", "พ.ศ. ", "๒๕๖๖", "2566", "O", "-07", "o7", "ํ", "า", "ำ", "้", "่", "เ", "แ", "อบต.", "1,234",
    "9.1", "ฯลฯ", "ๆ", "\u200b", "\u00a0", "\n", "A", "É", "ﬁ", "İ", "ß", "e-", "service", '"', "“", "66", "ปี ", "①", "²",
    "ก็", "์", "_", "·", "カ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def split(run: str) -> list[str]:
    """A splitter that cuts every four letters: what words are is not the question here."""
    return [run[at : at + 4] for at in range(0, len(run), 4)]


def ask(text: str):
    return parse_query(text, split)


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in find_ranges(text, ask(query), split)]


class TestFoldedSpans:
    @given(TEXTS)
    def test_every_character_stands_somewhere_in_the_text(self, text):
        folded = fold(text)

        assert len(folded.text) == len(folded.starts) == len(folded.ends)
        assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))

    @given(TEXTS)
    def test_has_single_blanks_and_none_around(self, text):
        folded = fold(text).text

        assert folded == folded.strip()
        assert "  " not in folded
        assert not any(sign in folded for sign in "\n\u200b\u00a0๒ฯๆ_")

    @given(TEXTS)
    def test_without_loose_marks_it_is_a_part_of_itself(self, text):
        folded = fold(text).text
        letters = iter(folded)

        assert all(letter in letters for letter in loosen(folded))
        assert loosen(loosen(folded)) == loosen(folded)

    @pytest.mark.parametrize(
        ("text", "folded", "span"),
        [
            ("ตําบล", "ตำบล", (1, 3)),
            ("๒๕๖๖", "2566", (1, 2)),
            ("O-07", "o7", (0, 4)),
        ],
    )
    def test_what_was_written_in_one_stands_for_the_whole_of_it(self, text, folded, span):
        found = fold(text)

        assert found.text == folded
        assert (found.starts[1], found.ends[1]) == span


class TestWords:
    @given(TEXTS)
    def test_stand_in_order_and_cover_all_but_blanks(self, text):
        folded = fold(text)

        words = list_words(folded, split)

        assert [word.start for word in words] == sorted(word.start for word in words)
        assert all(one.end <= other.start for one, other in itertools.pairwise(words))
        assert "".join(folded.text[word.start : word.end] for word in words) == folded.text.replace(" ", "")

    def test_one_of_thousands_of_letters_is_bounded(self):
        (word,) = list_words("a" * 5_000, split)

        assert (len(word.text), word.end) == (60, 5_000)


class TestFindRanges:
    @given(TEXTS, TEXTS)
    def test_are_in_order_inside_the_text_and_apart(self, text, query):
        ranges = find_ranges(text, ask(query), split)

        assert all(0 <= start < end <= len(text) for start, end in ranges)
        assert all(one[1] < other[0] for one, other in itertools.pairwise(ranges))

    @given(TEXTS)
    def test_a_text_is_found_in_itself(self, text):
        query = ask(text)

        if not query.is_empty and len(text) < 100:
            assert find_ranges(text, query, split)

    @pytest.mark.parametrize(
        ("text", "query", "found"),
        [
            ("แผน ตําบล ๒๕๖๖", "2566", ["๒๕๖๖"]),
            ("แผนO-07 ปี", "o7", ["O-07"]),
            ("น้ำ\u200bน้ำ ดี", "น้ำ", ["น้ำ"]),
            ("plan PLAN Plan", "plan", ["plan PLAN Plan"]),
            ("ก ข", "ค ง", []),
        ],
    )
    def test_marks_what_was_typed_as_it_stands(self, text, query, found):
        assert marked(text, query) == found

    def test_a_mark_below_or_above_stays_with_its_letter(self):
        (only,) = marked("รายการ ที่ อื่น", "ที")

        assert only in ("ที่", "ที่ ")


class TestCutSnippet:
    @settings(max_examples=150)
    @given(TEXTS, TEXTS, st.integers(1, 5), st.sampled_from([10, 40, 160]))
    def test_is_a_piece_of_the_text_with_marks_inside_it(self, text, query, times, length):
        snippet = cut_snippet(text * times, ask(query), split, length=length)

        line = " ".join((text * times).split())
        assert snippet.text in line
        assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.ranges)
        assert snippet.is_cut_before or line.startswith(snippet.text)
        assert snippet.is_cut_after or line.endswith(snippet.text)

    @given(TEXTS)
    def test_a_short_text_is_shown_whole(self, text):
        snippet = cut_snippet(text, ask("แผน"), split, length=10_000)

        assert snippet.text == " ".join(text.split())
        assert not snippet.is_cut_before
        assert not snippet.is_cut_after

    def test_shows_where_the_first_thing_stands_in_a_long_text(self):
        text = "ข้อความ " * 200 + "แผนงาน " + "ต่อไป " * 200

        snippet = cut_snippet(text, ask("แผนงาน"), split)

        assert "แผนงาน" in snippet.text
        assert len(snippet.text) < 260
        assert snippet.is_cut_before
        assert snippet.is_cut_after

    def test_of_nothing_is_blank(self):
        assert cut_snippet("", ask("แผน"), split).text == ""
        assert cut_snippet(" \n ", ask("แผน"), split).ranges == ()


class TestSearchWords:
    @given(TEXTS, TEXTS, TEXTS)
    def test_everything_begins_with_the_title_and_has_blanks_around_each_word(self, title, text, known_as):
        words = search_words(title, text, known_as, split)

        assert words.everything.startswith(words.title)
        assert f" {BREAK} " in words.title
        assert words.everything.startswith(" ")
        assert words.everything.endswith(" ")
        assert "  " not in words.everything.replace(f"  {BREAK}", f" {BREAK}")
        assert " " not in words.loose

    @given(TEXTS, TEXTS)
    def test_nothing_is_found_across_title_and_text(self, title, text):
        words = search_words(title, text, "", split)

        assert words.everything.count(BREAK) <= 3

    def test_what_is_beyond_the_limit_is_not_searched(self):
        words = search_words("", "ก" * LONGEST_TEXT + "แผนงาน", "", split)

        assert "แผน" not in words.everything

    @given(TEXTS, st.sampled_from(TRIES))
    def test_an_empty_query_answers_nothing(self, text, tried):
        assert rank(ask(" "), search_words(text, text, "", split), "O1", tried) is None

    @given(TEXTS, TEXTS, st.sampled_from(TRIES))
    def test_a_rank_is_between_0_and_5(self, query, text, tried):
        found = rank(ask(query), search_words(text, "", "", split), "O7", tried)

        assert found is None or 0 <= found <= 5

    @pytest.mark.parametrize("text", ["แผน", "แผนพัฒนา ๒๕๖๖", "o7", "e-service"])
    def test_a_title_answers_itself_best(self, text):
        assert rank(ask(text), search_words(text, "อื่น", "", split), "", "words") == 0
