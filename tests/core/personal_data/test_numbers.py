"""Personal numbers: found, told apart from office numbers, and never shown whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.personal_data.numbers import find_personal_data, is_national_id, list_personal_numbers


def with_check(twelve: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(twelve, range(13, 1, -1), strict=True))
    return twelve + str((11 - total % 11) % 10)


VALID = with_check("310140012345")
_WRONG = VALID[:-1] + str((int(VALID[-1]) + 1) % 10)


def kinds(text: str) -> dict[str, int]:
    return {found.kind: found.count for found in find_personal_data(text)}


class TestIdentityNumbers:
    @pytest.mark.parametrize(
        "printed",
        [
            VALID,
            f"{VALID[0]}-{VALID[1:5]}-{VALID[5:10]}-{VALID[10:12]}-{VALID[12]}",
            f"{VALID[0]} {VALID[1:5]} {VALID[5:10]} {VALID[10:12]} {VALID[12]}",
            VALID.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")),
        ],
    )
    def test_are_found_however_they_are_spaced(self, printed):
        assert kinds(f"เลขประจำตัวประชาชน {printed} ออกให้ ณ") == {"national_id": 1}

    def test_with_a_wrong_check_digit_are_none(self):
        assert kinds(f"เลขที่ {_WRONG}") == {}

    def test_of_legal_bodies_are_none(self):
        assert kinds(f"เลขประจำตัวผู้เสียภาษี {with_check('099400012345')}") == {}

    def test_inside_longer_numbers_are_none(self):
        assert kinds(f"เลขที่อ้างอิง 9{VALID}7") == {}

    def test_the_same_one_twice_is_one(self):
        assert kinds(f"{VALID} และ {VALID}") == {"national_id": 1}

    @settings(max_examples=150, deadline=None)
    @given(
        st.text(alphabet="12345678", min_size=1, max_size=1), st.text(alphabet="0123456789", min_size=11, max_size=11)
    )
    def test_check_digit_of_any_number(self, first, rest):
        whole = with_check(first + rest)

        assert is_national_id(whole)
        assert not is_national_id(whole[:-1] + str((int(whole[-1]) + 3) % 10))


class TestMobileNumbers:
    @pytest.mark.parametrize(
        "printed",
        ["0812345678", "081-2345678", "081-234-5678", "081 234 5678", "๐๘๑-๒๓๔๕๖๗๘", "+66812345678", "+66 81 234 5678"],
    )
    def test_are_found_however_they_are_spaced(self, printed):
        assert kinds(f"นายแดง โทร. {printed} (มือถือ)") == {"mobile_number": 1}

    @pytest.mark.parametrize(
        "printed", ["038-123456", "02-123-4567", "053441543", "0-7343-9275", "044 123 456", "02 123 4567 ต่อ 12"]
    )
    def test_of_offices_are_none(self, printed):
        assert kinds(f"โทรศัพท์ {printed}") == {}

    @pytest.mark.parametrize("printed", ["1,081,234,567.80 บาท", "เลขที่ 081/2566", "ว 0812345678901"])
    def test_other_numbers_are_none(self, printed):
        assert kinds(printed) == {}


class TestBankAccounts:
    @pytest.mark.parametrize("printed", ["123-4-56789-0", "123-4-567890", "1234567890", "020012345678"])
    def test_are_found_near_the_words_for_them(self, printed):
        assert kinds(f"โอนเข้าบัญชีธนาคารกรุงไทย เลขที่ {printed}") == {"bank_account": 1}

    def test_far_from_such_words_are_none(self):
        assert kinds("เลขที่โครงการ 1234567890" + " ข้อความ" * 30 + "บัญชี") == {}

    def test_a_mobile_number_near_a_bank_is_a_mobile_number(self):
        assert kinds("พร้อมเพย์ 0812345678 ธนาคาร") == {"mobile_number": 1}


class TestMasking:
    def test_shows_the_last_two_digits_only(self):
        found = find_personal_data(f"นายแดง {VALID} โทร 081-234-5678")

        assert [each.samples for each in found] == [("x" * 11 + VALID[-2:],), ("xxx-xxx-xx78",)]

    def test_gives_places_of_the_text_as_printed(self):
        text = f"中文 “ก” นาย A {VALID} และ ๐๘๑-๒๓๔๕๖๗๘ 😀"

        found = list(list_personal_numbers(text))

        assert [text[each.start : each.end] for each in found] == [VALID, "๐๘๑-๒๓๔๕๖๗๘"]
        assert all(VALID not in each.masked for each in found)

    @settings(max_examples=100, deadline=None)
    @given(st.text(max_size=200))
    def test_reads_any_text(self, text):
        for each in list_personal_numbers(text):
            assert 0 <= each.start < each.end <= len(text)

    def test_long_runs_of_digits_take_no_time(self):
        assert kinds("1" * 200_000) == {}
        assert kinds("1-" * 100_000) == {}
