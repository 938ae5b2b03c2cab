"""The two finders of words find the same, and a finder finds what a search for each word would."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai import wiring
from prongsai.audit.judge.letters import to_bare
from prongsai.audit.judge.matcher import prepare
from prongsai.audit.watch import quick_look
from prongsai.audit.word_finder import SMALL_LETTERS, PlainWordFinder, find_words
from tests.audit.native.twins import twin
from tests.examples import examples

thai = twin("thai")
words = twin("words")

WORDS = st.lists(st.text("abกข", min_size=1, max_size=4).map(lambda word: word.encode("cp874")), min_size=1, max_size=12, unique=True)  # fmt: skip
TEXTS = st.text("abABกข ", max_size=60).map(lambda text: text.encode("cp874"))


class TestScan:
    @given(WORDS, TEXTS, st.integers(0))
    @settings(max_examples=examples(1_000), deadline=None)
    def test_is_the_same_by_both(self, known, text, marks):
        is_name = bytes(marks >> place & 1 for place in range(len(known)))

        quick = words.WordFinder(known).scan(text.decode("latin-1"), is_name)
        plain = PlainWordFinder(known).scan(text.decode("latin-1"), is_name)

        assert quick == (dict(plain[0]), plain[1])

    @given(WORDS, TEXTS)
    @settings(max_examples=examples(500), deadline=None)
    def test_counts_each_place_where_a_word_stands(self, known, text):
        counts, _names = words.WordFinder(known).scan(text.decode("latin-1"), bytes(len(known)))

        by_hand = {
            number: sum(text.startswith(word, place) for place in range(len(text))) for number, word in enumerate(known)
        }
        assert counts == {number: times for number, times in by_hand.items() if times}

    def test_names_inside_a_longer_one_are_left_out_and_the_rest_is_in_order(self):
        finder = words.WordFinder([b"plan", b"planner", b"an", b"ner"])

        assert finder.scan("plan planner", b"\1\1\1\1")[1] == [(0, 4, 0), (5, 12, 1)]
        assert finder.scan("plan planner", b"\1\0\1\1")[1] == [(0, 4, 0), (5, 9, 0), (9, 12, 3)]

    def test_the_words_of_a_real_year_are_found_alike(self):
        matcher = prepare(wiring.framework_files().get(2567)).matcher
        known = [bare.encode("latin-1") for bare in matcher.bares]
        text = to_bare(" ".join(matcher.texts)).decode("latin-1")
        quick, plain = words.WordFinder(known), PlainWordFinder(known)

        counts, names = quick.scan(text, matcher._is_name)

        assert counts.keys() >= set(range(len(known)))
        assert (counts, names) == plain.scan(text, matcher._is_name)

    @pytest.mark.parametrize(("known", "fault"), [([b""], "empty"), ([b"a", b"a"], "twice")])
    def test_words_that_cannot_be_told_apart_are_refused(self, known, fault):
        with pytest.raises(ValueError, match=fault):
            words.WordFinder(known)

    def test_more_words_than_the_table_holds_are_refused(self):
        with pytest.raises(ValueError, match="too many"):
            words.WordFinder([f"{number:08d}".encode() for number in range(0, 99_000_000, 9_999)])

    def test_a_text_of_wider_letters_and_marks_of_another_length_are_refused(self):
        finder = words.WordFinder([b"a"])

        with pytest.raises(ValueError, match="one byte"):
            finder.scan("ก", b"\1")
        with pytest.raises(ValueError, match="is_name"):
            finder.scan("a", b"")

    def test_more_names_than_there_was_room_for_at_first(self):
        assert len(words.WordFinder([b"a"]).scan("a" * 5_000, b"\1")[1]) == 5_000


class TestWordsIn:
    @given(WORDS, TEXTS)
    @settings(max_examples=examples(500), deadline=None)
    def test_is_the_same_by_both_whatever_the_case(self, known, text):
        quick = words.WordFinder(known).words_in(text, SMALL_LETTERS)

        assert quick == PlainWordFinder(known).words_in(text, SMALL_LETTERS)
        assert quick == {number for number, word in enumerate(known) if word in text.lower()}

    def test_a_table_that_is_none_is_refused(self):
        with pytest.raises(ValueError, match="256"):
            words.WordFinder([b"a"]).words_in(b"a", b"")


class TestFindWords:
    def test_takes_the_twin_that_was_built(self):
        assert isinstance(find_words([b"a"]), words.WordFinder)


class TestQuickLook:
    @given(st.lists(st.sampled_from([*quick_look._NAME_OF, "ก", "A", "É", "Đ", "İ", "K", "“", "→", " ", "Ａ"]), max_size=6), st.booleans())  # fmt: skip
    @settings(max_examples=examples(800), deadline=None)
    def test_at_bytes_is_one_at_the_text_in_small_letters(self, pieces, is_upper):
        text = "".join(pieces)
        text = text.upper() if is_upper else text

        assert quick_look.what_bytes_hold(text.encode("utf-8")) == quick_look.what_it_holds(text.lower())

    @given(st.lists(st.sampled_from([*quick_look._NAME_OF, "ก", "A", "…", " "]), max_size=6).map("".join))
    @settings(max_examples=examples(400), deadline=None)
    def test_at_bytes_of_windows_874_too(self, text):
        content = ("ประกาศ " + text).encode("cp874", "replace")

        assert quick_look.what_bytes_hold(content) == quick_look.what_it_holds(content.decode("cp874").lower())


class TestThaiBytes:
    @given(
        st.lists(
            st.one_of(
                st.sampled_from(["ก", "ำ", "A", "“", "…", "→", "é", "É", "€", "\u00a0", "ᴬ", "😀", "\u20ac"]).map(
                    lambda letter: letter.encode()
                ),
                st.binary(max_size=3),
            ),
            max_size=5,
        ).map(b"".join)
    )
    @settings(max_examples=2_000, deadline=None)
    def test_are_told_alike(self, content):
        assert thai.is_thai_utf8(content) == quick_look.is_thai(content)

    @pytest.mark.parametrize("letters", ["ก", "“", "\u00a0"])
    def test_a_letter_that_is_cut_short_is_not_utf_8(self, letters):
        whole = ("ก" * 3 + letters).encode()

        assert thai.is_thai_utf8(whole)
        assert not thai.is_thai_utf8(whole[:-1])
        assert not quick_look.is_thai(whole[:-1])

    def test_the_twin_is_the_one_in_use(self):
        assert quick_look._is_thai is thai.is_thai_utf8
