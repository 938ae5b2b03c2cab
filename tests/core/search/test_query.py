"""What was typed, as what is looked for; how well something answers; what is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.adapters.search_words import split_words
from prongsai.core.search import rank as ranks
from prongsai.core.search.document import search_words
from prongsai.core.search.fold import fold
from prongsai.core.search.highlight import cut_snippet, find_ranges
from prongsai.core.search.query import LONGEST, MOST_WORDS, Query, Term, parse_query
from prongsai.core.search.rank import TRIES, rank
from prongsai.core.search.words import list_words


def ask(text: str) -> Query:
    return parse_query(text, split_words)


def rank_of(query: str, title: str, text: str = "", *, tried="words", code: str = "") -> int | None:
    return rank(ask(query), search_words(title, text, "", split_words, marks=code), code, tried)


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in find_ranges(text, ask(query), split_words)]


class TestParseQuery:
    def test_each_word_must_be_there_and_may_go_on(self):
        assert ask("ทุจริต แผน").terms == (Term("ทุจริต"), Term("แผน"))

    def test_a_number_is_whole(self):
        assert ask("o1 2566").terms == (Term("o1", is_whole=True), Term("2566", is_whole=True))
        assert Term("o1", is_whole=True).needle == " o1 "
        assert Term("แผน").needle == " แผน"

    def test_words_that_say_nothing_are_left_out_unless_alone(self):
        assert ask("การประเมิน").terms == (Term("ประเมิน"),)
        assert ask("การ").terms == (Term("การ"),)

    def test_a_word_typed_twice_counts_once(self):
        assert ask("แผน แผน").terms == (Term("แผน"),)

    @pytest.mark.parametrize("text", ["", " ", "ก", "?", "๕", "\u200b", '""'])
    def test_too_little_asks_nothing(self, text):
        assert ask(text).is_empty

    @pytest.mark.parametrize("text", ["ก ข", "o5", "ab", "๔๓"])
    def test_two_letters_or_digits_are_enough(self, text):
        assert not ask(text).is_empty

    @pytest.mark.parametrize("text", ['"แผน พัฒนา"', "“แผน พัฒนา”", "„แผน พัฒนา”"])
    def test_quotes_make_a_phrase(self, text):
        assert ask(text).phrases == ("แผนพัฒนา",)

    def test_a_quote_left_open_is_none(self):
        assert ask('"แผน').phrases == ()

    def test_short_pieces_are_not_looked_for_inside_words(self):
        assert ask("ปี แผน").parts == ()
        assert ask("อัตรา 66").parts == ("อัตรา", "66")

    def test_is_bounded(self):
        query = ask("แผนงาน " * 1000 + " ".join(f"w{number}x" for number in range(100)))

        assert len(query.terms) <= MOST_WORDS
        assert len(query.sequence) < 2 * LONGEST

    @given(st.text(max_size=300))
    def test_takes_anything(self, text):
        query = ask(text)

        for term in query.terms:
            assert term.text
            assert not set(term.text) & set(" \"'*\\%_&|!:()")


class TestRank:
    def test_from_best_to_weakest(self):
        found = [
            rank_of("งบประมาณรายจ่าย", "งบประมาณรายจ่าย"),
            rank_of("งบประมาณรายจ่าย", "งบประมาณรายจ่ายประจำปี"),
            rank_of("งบประมาณรายจ่าย", "รายงานงบประมาณรายจ่าย"),
            rank_of("งบประมาณรายจ่าย", "รายจ่ายตามงบประมาณ"),
            rank_of("งบประมาณรายจ่าย", "ประกาศ", "เรื่อง งบประมาณรายจ่าย"),
            rank_of("งบประมาณรายจ่าย", "ประกาศ", "รายจ่ายตามงบประมาณ"),
            rank_of("งบประมาณรายจ่าย", "ประกาศรายรับ"),
        ]

        assert found == [0, 1, 2, 3, 4, 5, None]

    def test_an_item_code_is_the_item(self):
        assert rank_of("O 7", "ข่าว", code="O7") == ranks.IS_IT
        assert rank_of("O7", "ตาม O7 และ O8") == ranks.SAYS_IT_IN_TITLE

    def test_its_year_counts_as_if_the_title_said_it(self):
        words = search_words("การจัดซื้อจัดจ้าง", "", "", split_words, marks="O20 2567")

        assert rank(ask("จัดซื้อจัดจ้าง ปี 2567"), words, "O20", "words") == ranks.HAS_IT_IN_TITLE
        assert rank(ask("การจัดซื้อจัดจ้าง"), words, "O20", "words") == ranks.IS_IT

    @pytest.mark.parametrize(
        ("query", "title", "first"),
        [
            ("จัดซื้อ", "แผนจัดซื้อ", "words"),
            ("ตรากำลัง", "แผนอัตรากำลัง", "parts"),
            ("สถานะการเงิน", "สถานะทางการเงิน", "inner"),
            ("จัดซือจัดจ้าง", "การจัดซื้อจัดจ้าง", "loose"),
            ("ปลาทู", "แผนงาน", None),
        ],
    )
    def test_the_first_try_that_finds_it(self, query, title, first):
        tries = [tried for tried in TRIES if rank_of(query, title, tried=tried) is not None]

        assert tries[:1] == ([first] if first else [])

    def test_a_phrase_holds_in_every_try(self):
        assert rank_of('"แผนพัฒนา"', "แผนพัฒนาท้องถิ่น") is not None
        for tried in TRIES:
            assert rank_of('"แผนพัฒนา"', "แผนเพื่อการพัฒนา", tried=tried) is None

    def test_nothing_is_found_across_title_and_text(self):
        for tried in TRIES:
            assert rank_of("นกองค", "แผน", "กองคลัง", tried=tried) is None

    def test_an_empty_query_finds_nothing(self):
        assert rank_of("", "แผน") is None


class TestFindRanges:
    def test_marks_each_word_as_it_stands(self):
        assert marked("แผนปฏิบัติการป้องกันการทุจริต ๒๕๖๖", "ทุจริต 2566 แผน") == ["แผน", "ทุจริต ๒๕๖๖"]

    def test_marks_the_beginning_that_was_typed(self):
        assert marked("Policy", "pol") == ["Pol"]

    def test_marks_the_abbreviation_for_the_full_words(self):
        assert marked("ติดต่อ อบต. วันนี้", "องค์การบริหารส่วนตำบล") == ["อบต."]

    def test_marks_the_full_words_for_the_abbreviation(self):
        assert marked("องค์การบริหารส่วนตำบลสะนอ", "อบต") == ["องค์การบริหารส่วนตำบล"]

    def test_marks_a_cluster_with_its_signs(self):
        assert marked("สำนักงานนํ้าประปา", "น้ำ") == ["นํ้า"]

    def test_marks_inside_words_and_without_tones(self):
        assert marked("แผนอัตรากำลัง", "ตรากำ") == ["ตรากำ"]
        assert marked("การจัดซื้อจัดจ้าง", "จัดซือจัดจาง") == ["จัดซื้อจัดจ้าง"]

    def test_marks_nothing_where_nothing_is(self):
        assert marked("แผนงาน", "ปลาทู") == []
        assert marked("", "แผน") == []

    @given(st.text(max_size=60), st.text(max_size=20))
    def test_spans_are_in_order_and_inside(self, text, query):
        ranges = find_ranges(text, ask(query), split_words)

        flat = [place for one in ranges for place in one]
        assert flat == sorted(flat)
        assert all(0 <= start < end <= len(text) for start, end in ranges)


class TestCutSnippet:
    LONG = "ข้อความนำ " * 40 + "มีคำว่า ทุจริต อยู่ตรงนี้ " + "ข้อความตาม " * 40

    def test_a_short_text_is_whole(self):
        snippet = cut_snippet("แผน\nป้องกัน  ทุจริต", ask("ทุจริต"), split_words)

        assert (snippet.text, snippet.is_cut_before, snippet.is_cut_after) == ("แผน ป้องกัน ทุจริต", False, False)
        assert [snippet.text[start:end] for start, end in snippet.ranges] == ["ทุจริต"]

    def test_a_long_text_is_cut_around_what_was_found(self):
        snippet = cut_snippet(self.LONG, ask("ทุจริต"), split_words)

        assert [snippet.text[start:end] for start, end in snippet.ranges] == ["ทุจริต"]
        assert snippet.is_cut_before
        assert snippet.is_cut_after
        assert len(snippet.text) <= 180
        assert snippet.text in self.LONG

    def test_begins_where_a_word_does(self):
        snippet = cut_snippet(self.LONG, ask("ทุจริต"), split_words)

        starts = {word.start for word in list_words(fold(self.LONG), split_words)}
        assert self.LONG.index(snippet.text) in starts

    def test_without_anything_found_the_beginning_is_shown(self):
        snippet = cut_snippet(self.LONG, ask("ปลาทู"), split_words)

        assert self.LONG.startswith(snippet.text)
        assert not snippet.is_cut_before

    def test_nothing_of_nothing(self):
        assert cut_snippet("", ask("แผน"), split_words).text == ""

    @given(st.text(max_size=500), st.text(max_size=10))
    def test_is_a_piece_of_the_text_with_ranges_inside(self, text, query):
        snippet = cut_snippet(text, ask(query), split_words)

        assert snippet.text in " ".join(text.split())
        assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.ranges)
