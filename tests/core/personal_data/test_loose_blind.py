"""What the blind lines showed: numbers that were missed, and numbers that were taken for something else."""

import pytest

from prongsai.core.personal_data.loose import list_numbers
from prongsai.core.personal_data.numbers import find_personal_data, is_unregistered
from tests.core.personal_data.numbers import ID, dashed, with_check

COMPANY = with_check("099400045123")
STATELESS = with_check("046058901234")


def kinds(text: str, *contexts: str, misread: bool = False) -> list[str]:
    return [number.kind for number in list_numbers(text, contexts=contexts, is_misread=misread)]


class TestTaxNumbersOfLegalBodies:
    """0-9940-00451-23-7 begins like a mobile number of ten digits."""

    @pytest.mark.parametrize(
        "text", [f"เลขประจำตัวผู้เสียภาษี {dashed(COMPANY)} โทร", f"โทร {dashed(COMPANY)}", f"ติดต่อ {dashed(COMPANY)} ผู้ว่าจ้าง"]
    )
    def test_are_no_mobile_numbers(self, text):
        assert kinds(text) == []

    def test_nor_to_the_evidence_judge(self):
        assert find_personal_data(f"ผู้เสียภาษี {dashed(COMPANY)}") == ()

    def test_a_mobile_number_before_other_groups_is_still_one(self):
        assert kinds("โทร. 0-8123-45678 - 053-123456") == ["mobile_number"]


class TestPersonsWithoutRegistration:
    def test_need_the_word_for_it(self):
        assert kinds(f"เลขประจำตัว {dashed(STATELESS)}") == ["national_id"]
        assert kinds(f"รายการ {dashed(STATELESS)}") == []

    @pytest.mark.parametrize("digits", [COMPANY, STATELESS[:-1] + str((int(STATELESS[-1]) + 1) % 10), ID, "", "0"])
    def test_others_are_none(self, digits):
        assert not is_unregistered(digits)

    def test_the_number_itself(self):
        assert is_unregistered(STATELESS)


class TestCodesOfOtherKinds:
    @pytest.mark.parametrize(
        "text",
        [
            f"GLN {ID}",
            "เครื่องวัดน้ำ เลขที่ 061-234-5678",
            "มาตรวัดน้ำ 0612345678",
            "หนังสือค้ำประกันธนาคารกรุงไทย เลขที่ 100045678912",
        ],
    )
    def test_are_not_personal(self, text):
        assert kinds(text) == []

    def test_a_shop_registered_under_its_owners_number_is(self):
        assert kinds(f"ทะเบียนพาณิชย์เลขที่ {ID}") == ["national_id"]


class TestAccountsOfTwelveDigits:
    @pytest.mark.parametrize("number", ["020-1-2345678-9", "001-23-456789-1"])
    def test_in_both_groupings(self, number):
        assert kinds(f"บัญชีออมทรัพย์ ธนาคารออมสิน {number}") == ["bank_account"]
        assert kinds(f"รายการ {number}") == []


class TestMisreadLetters:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("โทร O8I-234-5678", "mobile_number"),
            ("โทร. O89 I23 4567", "mobile_number"),
            ("เบอร์โทร : O61-2345 678", "mobile_number"),
            ("บัญชีออมทรัพย์ 987-6-S4321-0 ธ.กรุงไทย", "bank_account"),
            (f"{ID[0]}-{ID[1:5]}-{ID[5:9]} {ID[9]}-{ID[10:12]}-{ID[12]}", "national_id"),
        ],
    )
    def test_stand_for_digits_in_what_was_read_from_a_picture(self, text, kind):
        assert kinds(text, misread=True) == [kind]

    def test_but_not_in_typed_text(self):
        assert kinds("โทร O8I-234-5678") == []

    @pytest.mark.parametrize(
        "text", ["SOIL SOIL SOIL 1", "โทร O-438I-1234", "เลขที่โครงการ 67O89I23456", "lIlI-OOOO-SSSS"]
    )
    def test_words_and_other_numbers_stay(self, text):
        assert kinds(text, misread=True) == []

    def test_spans_are_those_of_the_text_as_printed(self):
        text = "โทร O8I-234-5678 บ้าน"

        (number,) = list_numbers(text, is_misread=True)

        assert text[number.start : number.end] == "O8I-234-5678"
