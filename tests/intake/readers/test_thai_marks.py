import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.intake.readers.thai_marks import _MISSING_AM, has_thai, mend_marks, thai_implausibility, thai_letters

GOOD = (
    "รายงานการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ "
    "เจ้าหน้าที่ผู้รับผิดชอบ น้ำ ทั้งนี้ สิ้นสุด ฟื้นฟู ผู้ใหญ่ กตัญญู ฤดู ฯลฯ ต่างๆ ก็ได้ เท่ เสร็จ ป.ป.ช. สำนักงาน แน่นอน ไม่ใช่"
)


class TestThaiImplausibility:
    def test_good_thai_has_no_faults(self):
        assert thai_implausibility(GOOD) == 0.0

    @pytest.mark.parametrize(
        "damage",
        [
            "ส่งส่ส่เสริม",
            "จา่ย",
            "ดาเนินการ",
            "สานักปลัด",
            "ก ่อน",
            "บริหริ าร ิ",
            "เ รียน",
            "น\u0e4dา้",
            "หน\uf70bา",
            "กĖน",
            "ขั้ขั้นตอน",
        ],
    )
    def test_each_kind_of_damage_counts(self, damage):
        assert thai_implausibility(f"{GOOD} {damage}") > 0.0

    @pytest.mark.parametrize("word", _MISSING_AM.split("|"))
    def test_every_word_that_lost_its_sara_am_counts(self, word):
        text = f"ตาม{word}การ"

        assert thai_implausibility(text) == pytest.approx(1000 / thai_letters(text))

    @pytest.mark.parametrize(
        ("text", "faults"),
        [
            ("ตาบล ตาบล", 2),
            ("แนะนาไป", 1),  # two such words that share a letter
            ("กขç", 1),
            ("ป่าเภอตา บล", 0),
            ("\ue123ก\ufffd", 2),
            ("ก็ ่า", 2),  # a blank inside a syllable, and a mark on nothing
            ("กี  าน", 1),
        ],
    )
    def test_rare_faults_count_each_time(self, text, faults):
        assert thai_implausibility(text) == pytest.approx(1000 * faults / thai_letters(text))

    def test_more_damage_scores_worse(self):
        assert thai_implausibility(GOOD + "ดาเนิน" * 5) > thai_implausibility(GOOD + "ดาเนิน")

    def test_text_without_thai_is_judged_by_its_unnamed_glyphs(self):
        assert thai_implausibility("Annual report 2023") == 0.0
        assert thai_implausibility("") == 0.0
        assert thai_implausibility("\uf001\uf002\uf003") == 1000.0

    @given(st.text())
    def test_any_text_has_a_score(self, text):
        assert thai_implausibility(text) >= 0.0


class TestMendMarks:
    @pytest.mark.parametrize(
        ("raw", "mended"),
        [
            ("น\u0e4dา", "นำ"),
            ("น\u0e49\u0e4dา", "น้ำ"),
            ("น\u0e4d\u0e49า", "น้ำ"),
            ("น\u0e33\u0e49", "น้ำ"),
            ("ท\u0e48\u0e35", "ที่"),
            ("ท\u0e35\u0e48\u0e48", "ที่"),
            ("เเละ", "และ"),
            ("หน\uf70bา", "หน้า"),
            ("\uf700าน", "ฐาน"),
            ("plain", "plain"),
        ],
    )
    def test_puts_marks_as_they_are_typed(self, raw, mended):
        assert mend_marks(raw) == mended

    def test_leaves_good_thai_alone(self):
        assert mend_marks(GOOD) == GOOD

    @given(st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E)))
    def test_never_grows_and_settles(self, text):
        once = mend_marks(text)

        assert len(once) <= len(text)
        assert thai_letters(once) <= thai_letters(text)


class TestHasThai:
    @given(st.text(st.sampled_from("กำ่\uf700\uf71a\uf71b๑ax \n")))
    def test_says_whether_the_mended_text_has_any(self, text):
        assert has_thai(text) == (thai_letters(mend_marks(text)) > 0)
