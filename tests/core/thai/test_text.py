import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.text import fold_thai, repair_line_wraps, squash

thai_text = st.text(alphabet=st.sampled_from("กขคงจชดตทนบปพมยรลวสหอะัาำิีึืุูเแโใไ่้๊๋์ํๆ๐๑๒ 0a\n\u200b\u00a0"), max_size=40)


class TestFoldThai:
    @pytest.mark.parametrize(
        ("given_text", "folded"),
        [
            ("ประจํา", "ประจำ"),
            ("ประจํ าปี", "ประจำปี"),
            ("นํ้า", "น้ำ"),
            ("น้ํา", "น้ำ"),
            ("เเผน", "แผน"),
            ("ผู้้", "ผู้"),
            ("ท่ี", "ที่"),
            ("มี\u200bนาคม", "มีนาคม"),
            ("ก\u00a0ข", "ก ข"),
            ("  ก \t\n ข  ", "ก ข"),
            ("\ufeff๒๕๖๖", "๒๕๖๖"),
        ],
    )
    def test_gives_one_spelling(self, given_text, folded):
        assert fold_thai(given_text) == folded

    def test_keeps_thai_digits_and_plain_words(self):
        text = "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ (ITA)"

        assert fold_thai(text) == text

    @given(thai_text)
    def test_folding_leaves_no_odd_blanks(self, text):
        folded = fold_thai(text)

        assert folded == folded.strip()
        assert "  " not in folded
        assert "\u200b" not in folded

    @given(st.text(max_size=60))
    def test_never_fails(self, text):
        assert isinstance(fold_thai(text), str)


class TestSquash:
    def test_matches_words_split_by_wraps_and_scripts(self):
        assert squash("ปี งบประมาณ\nพ.ศ. ๒๕๖๖") == squash("ปีงบประมาณ พ.ศ.2566")

    @given(thai_text)
    def test_has_no_blank_at_all(self, text):
        assert not any(letter.isspace() for letter in squash(text))


class TestRepairLineWraps:
    @pytest.mark.parametrize(
        ("wrapped", "repaired"),
        [
            ("การจัดซื้อจัดจ้างหรือการ พัสดุ", "การจัดซื้อจัดจ้างหรือการพัสดุ"),
            ("แผน ดำเนินงานประจำปี งบประมาณ", "แผน ดำเนินงานประจำปีงบประมาณ"),
            ("การเปิดเผย ข้อมูล", "การเปิดเผยข้อมูล"),
            ("อย่าง น้อย", "อย่างน้อย"),
            ("ภายใน เดือนตุลาคม ๒๕๖๕", "ภายในเดือนตุลาคม ๒๕๖๕"),
            ("ส่ง มอบให้สำนักปลัด", "ส่งมอบให้สำนักปลัด"),
            ("ผู้รับ\nผิดชอบ", "ผู้รับผิดชอบ"),
            ("ข้อ 1\nเรื่อง", "ข้อ 1 เรื่อง"),
            ("เ ดือน", "เดือน"),
            ("ท างาน", "ทางาน"),
        ],
    )
    def test_undoes_wraps(self, wrapped, repaired):
        assert repair_line_wraps(wrapped) == repaired

    @pytest.mark.parametrize(
        "text",
        [
            "สำนักปลัด งานการเจ้าหน้าที่",
            "ให้บริการ ประชาชน",
            "โครงการ กิจกรรม",
            "รายงานผู้บริหาร เพื่อเผยแพร่",
            "ภายในเดือนมกราคม ๒๕๖๖",
        ],
    )
    def test_keeps_blanks_between_phrases(self, text):
        assert repair_line_wraps(text) == text

    @given(thai_text)
    def test_changes_nothing_but_white_space_and_invisible_letters(self, text):
        assert "".join(repair_line_wraps(text).split()) == "".join(text.replace("\u200b", "").split())
