"""What is typed straight into public pages holds no number of a person."""

import pytest

from prongsai.core.personal_data.public_text import (
    CONTACT,
    HoldsNumbers,
    masked_for_public,
    require_nameable,
    require_no_numbers,
)
from prongsai.core.thai.words import Words

REASON = Words("เหตุผล", "the reason")
IDENTITY = "1-1017-00123-45-6"


@pytest.mark.parametrize(
    ("text", "th", "en"),
    [
        (f"เปิดเผยเลข {IDENTITY} ของนายสมชาย", "เลขประจำตัวประชาชน", "national identity number"),
        ("เปิดเผยเลข ๑-๑๐๑๗-๐๐๑๒๓-๔๕-๖ ของนายสมชาย", "เลขประจำตัวประชาชน", "national identity number"),
        ("มีเบอร์ 089-123-4567 ของนายสมชาย", "หมายเลขโทรศัพท์เคลื่อนที่", "mobile number"),
        ("นายสมชายแจ้งให้ลบ โทร ๐๘๙ ๑๒๓ ๔๕๖๗", "หมายเลขโทรศัพท์เคลื่อนที่", "mobile number"),
        ("มีเลขที่บัญชี 123-4-56789-0 ธนาคารกรุงไทย ของนายสมชาย", "เลขที่บัญชีธนาคาร", "bank account number"),
        ("อีเมลส่วนตัว somchai@example.com", "อีเมลส่วนตัว", "personal e-mail address"),
    ],
)
def test_says_what_was_found_and_to_write_without_it(text, th, en):
    with pytest.raises(HoldsNumbers) as caught:
        require_no_numbers(text, REASON, field="reason")

    said = caught.value
    assert said.message_th.startswith(f"เหตุผลมี{th}")
    assert "กรุณาเขียนโดยไม่ใส่" in said.message_th
    assert said.message_en.startswith(f"the reason holds a {en}")
    assert said.message_en.endswith("so write it without")
    assert said.field == "reason"


def test_the_sentence_does_not_repeat_the_number():
    with pytest.raises(HoldsNumbers) as caught:
        require_no_numbers(f"เลข {IDENTITY} โทร 089-123-4567", REASON)

    for sentence in (caught.value.message_th, caught.value.message_en):
        assert IDENTITY not in sentence
        assert "089" not in sentence
        assert "●5-6" in sentence
        assert "67" in sentence
    assert " และหมายเลขโทรศัพท์เคลื่อนที่" in caught.value.message_th
    assert " and a mobile number" in caught.value.message_en


@pytest.mark.parametrize(
    "text",
    [
        "",
        "เอกสารผิดฉบับ",
        "ยกเลิกตามหนังสือ ที่ ชม 71401/1234 ลงวันที่ 5 มกราคม 2566",
        "วงเงิน 1,234,567.00 บาท ไม่ถูกต้อง",
        "สอบถามที่ 0 5312 3456",
        "เลขประจำตัวผู้เสียภาษีของหน่วยงาน 0994000123456",
        "ลงชื่อ นายสมชาย ใจดี",
    ],
)
def test_takes_what_is_nobodys_number(text):
    require_no_numbers(text, REASON)


def test_where_an_office_says_how_to_reach_it_a_mobile_number_is_fine():
    require_no_numbers("081-234-5678", REASON, kinds=CONTACT)

    with pytest.raises(HoldsNumbers, match="เลขประจำตัวประชาชน"):
        require_no_numbers(f"081-234-5678 บัตรประชาชน {IDENTITY}", REASON, kinds=CONTACT)


def test_names_the_first_name_that_holds_a_number():
    require_nameable(name="เทศบาลตำบลบ้านสวน", district="เมือง", province="เชียงใหม่")

    with pytest.raises(HoldsNumbers, match=r"^ชื่ออำเภอมีหมายเลข") as caught:
        require_nameable(name="เทศบาลตำบลบ้านสวน", district="เมือง 089-123-4567", province=IDENTITY)

    assert caught.value.field == "district"


def test_a_name_of_no_known_field_is_looked_through_as_well():
    with pytest.raises(HoldsNumbers, match=r"^ชื่อมีเลขประจำตัวประชาชน"):
        require_nameable(name=f"กองคลัง {IDENTITY}")


def test_what_was_kept_before_is_shown_masked():
    assert masked_for_public(f"เลข {IDENTITY}") == "เลข ●-●●●●-●●●●●-●5-6"
    assert masked_for_public("เอกสารผิดฉบับ") == "เอกสารผิดฉบับ"
    assert masked_for_public("") == ""
