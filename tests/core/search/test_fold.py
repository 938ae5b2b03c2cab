"""Text in the one form that is searched, and where each character of it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.search.fold import DECIMAL, drop_year_words, fold, loosen

ANY = st.text(
    alphabet=st.one_of(st.characters(min_codepoint=0x0E00, max_codepoint=0x0E5B), st.characters(codec="utf-8"))
)


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("แผน ๒๕๖๖", "แผน 2566"),
            ("ITA Policy", "ita policy"),
            ("อํานวย นํ้า น้ํา คํ า", "อำนวย น้ำ น้ำ คำ"),
            ("เเผน", "แผน"),
            ("ท่ี ก้ิ สิ้้น", "ที่ กิ้ สิ้น"),
            ("แผน\u200bงาน\ufeff", "แผนงาน"),
            ("ＩＴＡ", "ita"),
            ("  แผน\n\tงาน  ", "แผน งาน"),
            ("(แผน), “งาน”/ปี–2566", "แผน งาน ปี 2566"),
            ("ต่าง ๆ ฯลฯ กรุงเทพฯ", "ต่าง กรุงเทพ"),
            ("E-Service e–service E service", "eservice eservice eservice"),
            ("O-07 O 43 o1 O.5", "o7 o43 o1 o5"),
            ("1,000 บาท 9.1", f"1000 บาท 9{DECIMAL}1"),
            ("", ""),
            ("?! ()", ""),
        ],
    )
    def test_folds(self, text, folded):
        assert fold(text).text == folded

    @pytest.mark.parametrize(
        ("short", "full"),
        [
            ("อบต.โคกสะอาด", "องค์การบริหารส่วนตำบลโคกสะอาด"),
            ("อบต โคกสะอาด", "องค์การบริหารส่วนตำบล โคกสะอาด"),
            ("งานอบต.", "งานองค์การบริหารส่วนตำบล"),
            ("ทต.ในเมือง", "เทศบาลตำบลในเมือง"),
            ("ต.บ้านเก่า อ.เมือง จ.เลย", "ตำบลบ้านเก่า อำเภอเมือง จังหวัดเลย"),
            ("พ.ร.บ. ข้อมูล", "พระราชบัญญัติ ข้อมูล"),
            ("พรบ.ข้อมูล", "พระราชบัญญัติข้อมูล"),
            ("ต.ค. 2566", "ตุลาคม 2566"),
            ("มี.ค. เม.ย. มิ.ย. 2566", "มีนาคม เมษายน มิถุนายน 2566"),
            ("ป.ป.ช.กำหนด", "ปปช กำหนด"),
            ("จนท.", "เจ้าหน้าที่"),
            ("พ.ศ.2566", "พศ 2566"),
            ("สขร.๑", "สขร 1"),
        ],
    )
    def test_an_abbreviation_is_its_full_words(self, short, full):
        assert fold(short).text == full

    @pytest.mark.parametrize("word", ["นคร", "ตก", "มด", "กมล", "สมอ", "ตม่อ"])
    def test_a_word_that_looks_like_an_abbreviation_stays(self, word):
        assert fold(word).text == word

    @pytest.mark.parametrize(
        ("slip", "right"),
        [
            ("กฏหมาย", "กฎหมาย"),
            ("ปฎิบัติ", "ปฏิบัติ"),
            ("ปรากฏ", "ปรากฏ"),
            ("บุคคลากร", "บุคลากร"),
            ("เจตนารมย์", "เจตนารมณ์"),
            ("เว็ปไซต์", "เว็บไซต์"),
            ("กรกฏาคม", "กรกฎาคม"),
        ],
    )
    def test_mends_common_slips(self, slip, right):
        assert fold(slip).text == right

    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("ปีงบประมาณ 66", "ปีงบประมาณ 2566"),
            ("ปี 70", "ปี 2570"),
            ("พ.ศ. ๖๖", "พศ 2566"),
            ("ปี 2566", "ปี 2566"),
            ("ปี 10", "ปี 10"),
        ],
    )
    def test_a_year_of_two_digits_gets_its_century(self, text, folded):
        assert fold(text).text == folded

    def test_each_character_knows_where_it_stood(self):
        text = "  อบต. นํ้า"

        folded = fold(text)

        first, water = folded.text.index("อ"), folded.text.index("น้")
        assert text[folded.starts[first] : folded.ends[first]] == "อบต."
        assert text[folded.starts[water] : folded.ends[len(folded.text) - 1]] == "นํ้า"

    @given(ANY)
    def test_folding_what_is_folded_changes_nothing_but_words_newly_side_by_side(self, text):
        once = fold(text)

        assert len(once.text) == len(once.starts) == len(once.ends)
        assert all(0 <= start < end <= len(text) for start, end in zip(once.starts, once.ends, strict=True))
        assert once.text == once.text.strip()
        assert "  " not in once.text

    @given(ANY)
    def test_no_sign_of_a_query_language_is_left(self, text):
        assert not set(fold(text).text) & set("\"'*()\\%_&|!<>:-^+~{}[];/?.,")


class TestDropYearWords:
    @pytest.mark.parametrize(
        ("query", "left"),
        [
            ("แผน ปีงบประมาณ พศ 2566", "แผน 2566"),
            ("แผน ประจำปี 2566", "แผน 2566"),
            ("ปี 2566", "2566"),
            ("งบประมาณ 2566", "งบประมาณ 2566"),
            ("ปีงบประมาณ", "ปีงบประมาณ"),
        ],
    )
    def test_leaves_the_year(self, query, left):
        assert " ".join(drop_year_words(query).split()) == left


class TestLoosen:
    def test_drops_tones_and_the_signs_people_leave_out(self):
        assert loosen("ก็จัดซื้อสิ้นปี์") == "กจัดซือสินปี"
