"""Signatures named as such."""

import pytest

from prongsai.core.personal_data.signature import PICTURE, list_signatures, says_signing


class TestListSignatures:
    @pytest.mark.parametrize(
        "text",
        [
            "ลงชื่อ..................\n(นายสมชาย ใจดี)",
            "(ลงชื่อ) สมชาย\n(นายสมชาย ใจดี)",
            "ลงชื่อ ผู้รายงาน\n( นางสาวกานดา มีสุข )\nเจ้าพนักงาน",
            "ลงนาม ………………\n(พันจ่าเอกสมชาย ใจดี)",
            "ลงชื่อ...................\n(สมชาย ใจดี)",
            "ลายมือชื่อผู้ยื่น .......\n(นางบัว หลวง)",
        ],
    )
    def test_with_a_name_in_parentheses(self, text):
        (found,) = list_signatures(text)

        assert found[3] is False

    def test_with_a_picture(self):
        (found,) = list_signatures(f"ลงชื่อ {PICTURE} ผู้อนุมัติ")

        assert found[3] is True

    @pytest.mark.parametrize(
        "text",
        [
            "ลงชื่อ..................\n(..................)",
            "ลงชื่อ ________ พยาน ( ________ )",
            "ให้ลงลายมือชื่อรับรองสำเนา (ถ้ามี)",
            "ผู้มีอำนาจลงนาม (นายกเทศมนตรี)",
            "ลงนามสัญญาภายใน 7 วัน (เจ็ดวัน)",
            "(นายสมชาย ใจดี) นายกเทศมนตรี",
            "ประกาศ ณ วันที่ 1 ตุลาคม 2566\nนายสมชาย ใจดี",
            "ลายมือชื่ออิเล็กทรอนิกส์ (Digital Signature)",
            "",
        ],
    )
    def test_blank_forms_and_mere_mentions_are_none(self, text):
        assert list(list_signatures(text)) == []

    def test_never_shows_the_name(self):
        (found,) = list_signatures("ลงชื่อ......\n(นายสมชาย ใจดี)")

        assert "สมชาย" not in found[2]
        assert "ใจดี" not in found[2]
        assert found[2] == "ลงชื่อ (น● ใ●)"

    def test_two_columns_of_a_contract(self):
        text = "ลงชื่อ..............ผู้ว่าจ้าง\tลงชื่อ..............ผู้รับจ้าง\n(นายหนึ่ง ใจดี)\t(นายสอง ใจงาม)"

        assert list(list_signatures(text))

    def test_several_one_under_the_other(self):
        text = (
            "ลงชื่อ......ประธาน\n(นายหนึ่ง ใจดี)\nลงชื่อ......กรรมการ\n(นางสอง ใจงาม)\nลงชื่อ......กรรมการ\n(................)"
        )

        assert len(list(list_signatures(text))) == 2

    def test_a_name_far_away_is_another_matter(self):
        assert list(list_signatures("ลงชื่อ" + " ข้อความ" * 60 + "(นายสมชาย ใจดี)")) == []

    @pytest.mark.parametrize(
        ("text", "expected"), [("ลงชื่อ", True), ("ลายมือชื่อ", True), ("ลง ชื่อ", True), ("รายชื่อ", False)]
    )
    def test_words_of_signing(self, text, expected):
        assert says_signing(text) is expected


class TestTypedNames:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("(ลงชื่อ) นายสมชาย ใจดี ผู้รับจ้าง", "ลงชื่อ (น● ใ●)"),
            ("ลงชื่อ......สมชาย ใจดี......กรรมการ", "ลงชื่อ (ส● ใ●)"),
            ("ลงชื่อ สมชาย ใจดี", "ลงชื่อ (ส● ใ●)"),
            ("ลงนาม ร้อยเอก สมชาย ใจดี ผู้ตรวจรับ", "ลงนาม (ส● ใ●)"),
            ("(ลายเซ็น) นางสาวบัว หลวง", "ลายเซ็น (น● ห●)"),
            ("ลงซื่อ นายสมชาย ใจดี", "ลงซื่อ (น● ใ●)"),
            ("ลงลายมือชื่อ ด.ญ.บัว หลวง", "ลงลายมือชื่อ (ด● ห●)"),
            ("Signed: Somchai Jaidee", "Signed (S● J●)"),
        ],
    )
    def test_right_behind_the_words(self, text, shown):
        (found,) = list_signatures(text)

        assert found[2] == shown
        assert text[found[0] : found[1]].endswith(("ใจดี", "หลวง", "Jaidee"))

    def test_two_on_a_line(self):
        text = "ลงชื่อ นายหนึ่ง ใจดี ผู้ให้เช่า ลงชื่อ นางสอง ใจงาม ผู้เช่า"

        first, second = list_signatures(text)

        assert first[1] <= second[0]

    @pytest.mark.parametrize(
        "text",
        [
            "ลงชื่อเข้าใช้ระบบ ด้วยรหัสผ่าน",
            "ลงนามบันทึกข้อตกลง ความร่วมมือ",
            "ลงนาม บันทึกข้อตกลง ความร่วมมือ",
            "ลงชื่อ เข้าร่วม ประชุม",
            "ลงนามในสัญญา วันที่ 1",
            "ลงชื่อ นายกเทศมนตรี",
            "ลายมือชื่อ ผู้ยื่น คำขอ",
            "The contract was signed. Payment follows",
            "ลงชื่อ ชาวบ้าน ทั้งหมด 45 คน",
        ],
    )
    def test_words_that_are_no_name(self, text):
        assert list(list_signatures(text)) == []


class TestColumnsOfSignatures:
    def test_each_row_that_is_signed(self):
        table = "ที่\tชื่อ - สกุล\tลายมือชื่อ\n1\tนายแดง ดี\tแดง ดี\n2\tนางขาว งาม\t\n3\tนายดำ สด\tนายดำ สด"

        found = list(list_signatures(table))

        assert [table[start:end] for start, end, _, _ in found] == ["แดง ดี", "นายดำ สด"]
        assert all("แดง" not in excerpt for _, _, excerpt, _ in found)

    def test_other_columns_and_other_cells_are_none(self):
        table = "ที่\tลายมือชื่อ\tชื่อ - สกุล\n1\tลาป่วย\tนายแดง ดี\n2\t-\tนางขาว งาม\n3"

        assert list(list_signatures(table)) == []

    def test_a_long_heading_is_a_sentence(self):
        table = "ให้ผู้เข้าประชุมลงลายมือชื่อไว้เป็นหลักฐานทุกครั้ง\tหมายเหตุ\nแดง ดี\t-"

        assert list(list_signatures(table)) == []


class TestWhatOcrReads:
    """Lines as tesseract gave them for drawn ones: tone marks and vowels lost or taken for others, blanks in words."""

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("ลงชือนายมานะใจดีผู้อนุมัติ", "ลงชือ (น●)"),
            ("ลงชือ นายมานะ ใจดี ผู้อนุมัติ", "ลงชือ (น● ใ●)"),
            ("ลงชซอ นายมานะใจดีผูอนุม", "ลงชซอ (น●)"),
            ("ลงชอ นายมานะ", "ลงชอ (น●)"),
            ("ลงชอนางมาลี รักดี", "ลงชอ (น● ร●)"),
            ("ลงชี่อ นายมานะ", "ลงชี่อ (น●)"),
            ("ลายมือซื่อนางสาวมาลีรักดี", "ลายมือซื่อ (น●)"),
            ("ลายมอชซอ นางสาวมาลรกด", "ลายมอชซอ (น●)"),
            ("ลา ยมือชื่อนางสาวมา ลีรักดี", "ลา ยมือชื่อ (น● ล●)"),
            ("ลายมือชื่อน างสาวมาลีรักดี", "ลายมือชื่อ (น● า●)"),
            ("ลงน าม นายสมชาย แสงทอง", "ลงน าม (น● แ●)"),
            ("ลายเซน นายสมชาย แสงทอง", "ลายเซน (น● แ●)"),
            ("(ลงชือ) มานะ ใจดี ผู้รับจ้าง", "ลงชือ (ม● ใ●)"),
            ("ล งชือ... .-ผู้ตรวจ\n(นายม านะ ใจดี)", "ล งชือ (น● า● ใ●)"),
        ],
    )
    def test_counts_with_its_spellings_and_only_there(self, text, shown):
        (found,) = list_signatures(text, is_misread=True)

        assert found[2] == shown
        assert shown not in {each[2] for each in list_signatures(text)}

    @pytest.mark.parametrize(
        "text",
        [
            "ตกลงซื้อ นายมานะ ใจดี เป็นผู้ขาย",
            "ตกลงชื้อจาก (นายมานะ ใจดี)",
            "กรอกเลขลงช่อง (นายมานะ ใจดี)",
            "กรอกเลขลงช่องนายมานะ ใจดี",
            "เพลงช่อผกา (นายมานะ ใจดี)",
            "หลงชือ นายมานะ ใจดี",
            "ลายมือชอบ นายมานะ ใจดี",
            "ลายเซนต์ นายมานะ ใจดี",
            "ลงชือ..........ผู้อนุมัติ (..........)",
            "ลงชือ นายกเทศมนตรี",
            "ลงชือ นา ยกเทศมนตรี",
            "รายชือ นายมานะ ใจดี",
        ],
    )
    def test_other_words_and_blank_forms_are_none(self, text):
        assert list(list_signatures(text, is_misread=True)) == []

    def test_long_lines_of_its_letters_take_no_time(self):
        assert list(list_signatures("ล ง ช " * 100_000 + "น า ง ส า " * 100_000, is_misread=True)) == []
