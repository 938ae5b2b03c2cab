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
