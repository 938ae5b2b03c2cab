"""Words of folded text, compounds in their parts, and what the index keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.adapters.search_words import split_words
from prongsai.core.search.compounds import split_compound
from prongsai.core.search.document import BREAK, LONGEST_TEXT, search_words
from prongsai.core.search.fold import fold
from prongsai.core.search.words import Word, list_words

KNOWN = {"จัดซื้อ", "จัดจ้าง", "การ", "ประเมิน", "ผล", "การประเมิน", "เมือง", "การเมือง", "ดำเนินงาน", "องค์การ", "บริหาร", "ตำบล", "ราช", "งาน", "ราย", "รายงาน", "นายก", "รัฐมนตรี", "ทรัพยากร", "บุคคล", "ส่วน"}  # fmt: skip
THAI = st.text(alphabet=[chr(code) for code in range(0x0E01, 0x0E4F)], min_size=1, max_size=40)


def by_letter(run: str) -> list[str]:
    return list(run)


def by_two(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(0, len(run), 2)]


class TestListWords:
    def test_thai_by_the_splitter_and_other_scripts_by_their_blanks(self):
        assert [word.text for word in list_words("กขคง no gift2566", by_two)] == ["กข", "คง", "no", "gift", "2566"]

    def test_an_item_code_is_one_word(self):
        assert [word.text for word in list_words(fold("O7 O43 covid19"), by_two)] == ["o7", "o43", "covid", "19"]

    def test_letters_left_alone_are_put_together(self):
        assert list_words("กขค", by_letter) == [Word("กขค", 0, 3)]

    def test_spans_are_those_of_the_folded_text(self):
        text = "กขคง ita 9·1"

        assert [text[word.start : word.end] for word in list_words(text, by_two)] == ["กข", "คง", "ita", "9·1"]

    def test_a_word_without_end_is_cut(self):
        (word,) = list_words("x" * 5000, by_two)

        assert (len(word.text), word.end) == (60, 5000)


class TestSplitCompound:
    @pytest.mark.parametrize(
        ("word", "parts"),
        [
            ("จัดซื้อจัดจ้าง", ["จัดซื้อ", "จัดจ้าง"]),
            ("การประเมิน", ["การ", "ประเมิน"]),
            ("ผลการดำเนินงาน", ["ผล", "การ", "ดำเนินงาน"]),
            ("การเมือง", ["การเมือง"]),  # means something else than what follows การ
            ("รายงาน", ["รายงาน"]),  # parts too short to mean anything
            ("องค์การบริหารส่วนตำบล", ["องค์การ", "บริหาร", "ส่วน", "ตำบล"]),
            ("นายกรัฐมนตรี", ["นายก", "รัฐมนตรี"]),
            ("โคกสะอาด", ["โคกสะอาด"]),
            ("", [""]),
        ],
    )
    def test_gives_the_parts(self, word, parts):
        assert split_compound(word, KNOWN.__contains__) == parts


class TestSplitWords:
    @given(THAI)
    def test_joined_again_the_words_are_the_run(self, run):
        assert "".join(split_words(run)) == run

    @pytest.mark.parametrize(
        ("run", "words"),
        [
            ("การประเมินความเสี่ยง", ["การ", "ประเมิน", "ความ", "เสี่ยง"]),
            ("เทศบาลตำบล", ["เทศบาล", "ตำบล"]),
            ("เจ้าหน้าที่", ["เจ้าหน้าที่"]),
        ],
    )
    def test_cuts(self, run, words):
        assert split_words(run) == words


class TestSearchWords:
    def test_title_and_marks_then_text_then_other_names_never_joined(self):
        words = search_words("แผน ก", "ข ค", "ง", by_two, marks="o7 2566")

        assert words.title == f" แผ น ก {BREAK} o7 2566 "
        assert words.everything == f" แผ น ก {BREAK} o7 2566 {BREAK} ข ค {BREAK} ง "
        assert words.loose == f"แผนก{BREAK}o72566{BREAK}ขค{BREAK}ง"

    def test_what_is_empty_is_left_out(self):
        assert search_words("ก", "", " ", by_two).everything == f" ก {BREAK} "
        assert search_words("??", "", "", by_two).everything == f" {BREAK} "
        assert search_words("", "ก", "", by_two).everything == f" {BREAK} {BREAK} ก "

    @given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=10), st.text(max_size=10))
    def test_words_stand_between_single_blanks(self, title, text, known_as, marks):
        words = search_words(title, text, known_as, split_words, marks=marks)

        for one in (words.title, words.everything):
            assert one.startswith(" ")
            assert one.endswith(" ")
            assert "  " not in one
        assert words.everything.startswith(words.title)

    def test_of_a_long_text_the_beginning_counts(self):
        words = search_words("", "ก " * LONGEST_TEXT, "", by_two)

        assert words.everything.count("ก") == LONGEST_TEXT // 2
