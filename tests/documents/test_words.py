from hypothesis import given
from hypothesis import strategies as st

from prongsai.documents import words
from prongsai.documents.words import cut_words, shorten

THAI = st.text(alphabet=st.sampled_from([chr(code) for code in range(0xE01, 0xE5C) if chr(code).isprintable()]))


class TestCutWords:
    def test_cuts_between_words(self):
        found = cut_words("เผยแพร่ข้อมูลบนเว็บไซต์")

        assert found == ["เผยแพร่", "ข้อมูล", "บน", "เว็บไซต์"]

    def test_keeps_blanks_digits_and_signs_as_their_own_pieces(self):
        found = cut_words("งบประมาณ ๒๕๖๖ (ร่าง)")

        assert found == ["งบประมาณ", " ", "๒๕๖๖", " ", "(", "ร่าง", ")"]

    def test_gives_nothing_for_an_empty_text(self):
        assert cut_words("") == []

    def test_gives_a_new_list_each_time(self):
        cut_words("ข้อมูลข่าวสาร").clear()

        assert cut_words("ข้อมูลข่าวสาร")

    def test_keeps_set_terms_whole(self):
        assert "กำกับติดตาม" in cut_words("ผู้บริหารกำกับติดตามทุกเดือน")
        assert "ปีงบประมาณ" in cut_words("ประจำปีงบประมาณ")

    def test_prefers_the_longest_set_term(self):
        joined = words._join_compounds(["สำนัก", "ปลัด", "เทศบาล", "ตัวอย่าง"])

        assert joined == ["สำนักปลัดเทศบาล", "ตัวอย่าง"]

    def test_cuts_a_very_long_run_without_blanks_in_reasonable_time(self):
        text = "เจ้าหน้าที่ผู้รับผิดชอบดำเนินการ" * 1_000

        assert "".join(cut_words(text)) == text

    @given(st.text())
    def test_never_loses_or_changes_a_character(self, text: str):
        assert "".join(cut_words(text)) == text

    @given(THAI)
    def test_never_loses_a_character_of_senseless_thai(self, text: str):
        assert "".join(cut_words(text)) == text

    @given(st.lists(st.sampled_from(["กำกับ", "ติดตาม", "เทศบาล", "ตำบล", "งบประมาณ", " ", "๒๕๖๖"])))
    def test_only_joins_what_newmm_parts(self, tokens: list[str]):
        joined = words._join_compounds(tokens)

        ends = {len("".join(tokens[: n + 1])) for n in range(len(tokens))}
        at = 0
        for word in joined:
            at += len(word)
            assert at in ends


class TestSetTerms:
    def test_each_is_parted_by_newmm_alone(self):
        import nlpo3

        words._load_dictionary()
        terms, _ = words._list_compounds()

        needless = [term for term in terms if len(nlpo3.segment(term, words._DICTIONARY)) == 1]

        assert not needless

    def test_each_stays_whole_by_itself(self):
        terms, _ = words._list_compounds()

        assert [term for term in terms if cut_words(term) != [term]] == []


class TestShorten:
    def test_leaves_a_text_that_fits(self):
        assert shorten("การดำเนินการ", 12) == "การดำเนินการ"
        assert shorten("", 0) == ""

    def test_ends_after_a_whole_word(self):
        text = "เผยแพร่ข้อมูลบนเว็บไซต์ของหน่วยงาน"

        assert shorten(text, 20) == "เผยแพร่ข้อมูลบน…"
        assert shorten(text, len(text) - 1) == "เผยแพร่ข้อมูลบนเว็บไซต์ของ…"

    def test_leaves_no_blank_and_no_open_bracket_before_the_sign(self):
        assert shorten("รายงาน (ร่าง) ฉบับแรก", 10) == "รายงาน…"

    def test_cuts_a_word_too_long_for_itself_not_between_a_letter_and_its_marks(self):
        assert shorten("a" * 30, 5) == "aaaa…"
        assert shorten("ที่ที่ที่", 3) == "…"
        assert shorten("ก" + "่" * 30, 5) == "…"

    @given(THAI, st.integers(1, 40))
    def test_is_a_beginning_no_longer_than_asked(self, text, most):
        short = shorten(text, most)

        assert len(short) <= most or short == text
        assert short == text or text.startswith(short.removesuffix("…"))
