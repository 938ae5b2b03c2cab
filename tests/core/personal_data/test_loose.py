"""Numbers however they are written, and what only looks like one."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.personal_data.loose import list_numbers
from tests.core.personal_data.numbers import ID, OTHER, THAI, WRONG, dashed, with_check


def kinds(text: str, *contexts: str, misread: bool = False) -> list[str]:
    return [number.kind for number in list_numbers(text, contexts=contexts, is_misread=misread)]


class TestIdentityNumbers:
    @pytest.mark.parametrize(
        "text",
        [
            f"เลขประจำตัวประชาชน {ID}",
            f"เลขประจำตัวประชาชน {dashed(ID)}",
            f"เลขประจำตัวประชาชน {dashed(ID, ' ')}",
            f"เลขประจำตัวประชาชน {dashed(ID, ' - ')}",
            f"เลขประจำตัวประชาชน {dashed(ID, '–')}",
            f"เลขประจำตัวประชาชน {dashed(ID, '.')}",
            f"เลขประจำตัวประชาชน {dashed(ID).translate(THAI)}",
            f"เลขประจำตัวประชาชน {ID[:6]}\u200b{ID[6:]}",
            f"เลขประจำตัวประชาชน {' '.join(ID)}",
            f"เลขประจำตัวประชาชน {'|'.join(ID)}",
            f"เลขประจำตัวประชาชน {' | '.join(ID)}",
            "เลขประจำตัวประชาชน " + " ".join(ID).translate(THAI),
            "เลขประจำตัวประชาชน\t" + "\t".join(ID),
            "เลขประจำตัวประชาชน\t" + dashed(ID, "\t"),
            f"เลขประจำตัวประชาชน {dashed(ID)[:6]}\n{dashed(ID)[6:]}",
            f"เลขประจำตัวประชาชน {ID[:5]}\n{ID[5:]}",
            f"{dashed(ID)}",
            f"{ID}",
            f"({ID})",
            f"{ID},{OTHER[:0]}",
            f"นายแดง {ID}.",
        ],
    )
    def test_are_found_in_every_way_of_writing(self, text):
        assert kinds(text) == ["national_id"]

    def test_gives_the_digits_and_the_span_as_printed(self):
        text = f"บัตรประชาชน {dashed(ID).translate(THAI)} ออกโดย"

        (number,) = list_numbers(text)

        assert number.digits == ID
        assert text[number.start : number.end] == dashed(ID).translate(THAI)

    @pytest.mark.parametrize(
        "text",
        [
            f"เลขประจำตัวประชาชน {WRONG}",
            f"เลขประจำตัวประชาชน {dashed(WRONG)}",
            f"เลขประจำตัวผู้เสียภาษี {with_check('099400012345')}",
            f"เลขประจำตัวผู้เสียภาษี {dashed(with_check('010555600012'))}",
            f"99{ID}",
            f"{ID}99",
            f"{ID[:6]},{ID[6:9]},{ID[9:]}",
            f"เลขที่โครงการ {ID}",
            f"รหัสสินทรัพย์ {ID}",
            f"บาร์โค้ด {ID}",
            f"เลขที่เอกสาร {ID}",
            f"งบประมาณทั้งสิ้น {ID} บาท",
            f"ยอดรวม {ID} บาท",
            "1 2 3 4 5 6 7 8 9 10 11 12 13",
            "เลขประจำตัวประชาชน ●-●●●●-●●●●●-●5-7",
            "\t".join(ID),
            dashed(ID, "\t"),
            dashed(ID, "\n"),
        ],
    )
    def test_are_not_seen_in_other_numbers(self, text):
        assert "national_id" not in kinds(text)

    def test_boxes_are_found_by_the_heading_of_their_column(self):
        row = "แดง\t" + "\t".join(ID)

        assert kinds(row, "ชื่อ", "เลขประจำตัวประชาชน", *[""] * 12) == ["national_id"]

    def test_a_dashed_one_is_found_whatever_stands_before(self):
        assert kinds(f"เลขที่สัญญา {dashed(ID)}") == ["national_id"]

    def test_the_nearer_word_decides(self):
        assert kinds(f"เลขที่โครงการ 66001234567 บัตรประชาชน {ID}") == ["national_id"]
        assert kinds(f"บัตรประชาชนของผู้ยื่น เลขที่เอกสาร {ID}") == []

    @settings(max_examples=80, deadline=None)
    @given(
        st.integers(1, 8),
        st.text("0123456789", min_size=11, max_size=11),
        st.sampled_from(["", "-", " ", "\u2011", " - "]),
    )
    def test_any_valid_number_in_groups(self, first, rest, sign):
        number = with_check(f"{first}{rest}")

        assert kinds(f"บัตรประชาชน {dashed(number, sign)} ออกให้") == ["national_id"]


class TestMisreadIdentityNumbers:
    def test_of_pictures_need_no_check_digit_near_the_word_for_them(self):
        assert kinds(f"เลขประจำตัวประชาชน {WRONG}") == []
        assert kinds(f"เลขประจำตัวประชาชน {WRONG}", misread=True) == ["national_id"]
        assert kinds(dashed(WRONG), misread=True) == ["national_id"]

    @pytest.mark.parametrize(
        "read",
        ["3-1O14-00123-45-7", "3-10l4-00123-45-7", "3-1014-0O123-4S-7", "3 1014 0012 45 7", "๓-๑๐๑๕-๐๐๑๒๓-๕๕-@ฒ"],
    )
    def test_with_letters_or_gaps_for_digits_are_found(self, read):
        assert kinds(f"เลขประจำตัวประชาชน {read}", misread=True) == ["national_id"]

    def test_without_a_word_for_it_a_long_number_is_none(self):
        assert kinds(f"ยอดเงิน {WRONG}", misread=True) == []


class TestMobileNumbers:
    @pytest.mark.parametrize(
        "printed",
        [
            "0812345678", "081-2345678", "081-234-5678", "081 234 5678", "08-1234-5678", "08 1234 5678", "0-8123-45678",
            "๐-๘๑๒๓-๔๕๖๗๘", "๐ ๘๑๒๓ ๔๕๖๗๘", "0 8123 4567 8", "081.234.5678", "081-2345-678", "+66812345678", "+66 81 234 5678",
            "(+66) 81-234-5678", "+66 (0)81 234 5678", "66-81-234-5678", "0066 81 234 5678", "06-1234-5678", "091 234 5678",
            "081-234\u20115678", "081 \u2013 234 \u2013 5678", "081/2345678",
        ],
    )  # fmt: skip
    def test_are_found_near_a_word_for_them(self, printed):
        assert kinds(f"นายแดง โทร. {printed}") == ["mobile_number"]

    @pytest.mark.parametrize("printed", ["0812345678", "081-234-5678", "08 1234 5678", "๐๘๑-๒๓๔-๕๖๗๘", "+66812345678"])
    def test_are_found_without_any_word(self, printed):
        assert kinds(f"กำนันตำบลบ้านสวน {printed}") == ["mobile_number"]

    def test_over_a_line_break_are_found_when_the_dash_says_that_it_goes_on(self):
        assert kinds("มือถือ 081-234-\n5678") == ["mobile_number"]

    def test_in_boxes_are_found_near_a_word(self):
        assert kinds("โทรศัพท์มือถือ " + " ".join("0812345678")) == ["mobile_number"]
        assert kinds("คะแนน " + " ".join("0812345678")) == []

    @pytest.mark.parametrize("heading", ["โทรศัพท์", "เบอร์มือถือ", "Tel.", "หมายเลขโทรศัพท์"])
    def test_that_lost_their_nought_in_a_spreadsheet_are_found_by_the_heading(self, heading):
        assert kinds("แดง\t812345678", "ชื่อ", heading) == ["mobile_number"]
        assert kinds("แดง\t812345678", "ชื่อ", "จำนวนเงิน") == []

    @pytest.mark.parametrize(
        "text",
        [
            "โทร. 02-123-4567", "โทร 0-2241-9000 ต่อ 1234", "โทรศัพท์ ๐ ๒๒๔๑ ๙๐๐๐", "โทร 053-441543-5", "โทร 044 123 456",
            "โทร 076-211234", "โทรสาร 0-7343-9276", "สายด่วน 1567", "โทร 08x-xxx-xx12", "โทร. ●●●-●●●-●●78",
        ],
    )  # fmt: skip
    def test_of_offices_and_masked_ones_are_none(self, text):
        assert kinds(text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "มท 0808.2/ว 3747", "06/08/2566", "06-08-2566 08.30", "0.812345678 ไร่", "เลขที่สัญญา 0612345678/2566",
            "รหัสหน่วย 0812345678", "เลขที่ใบเสร็จ 0812345678", "เลขครุภัณฑ์ 0812345678", "จำนวน 812345678 บาท", "1,081,234,567.80",
            "พิกัด 18.0812345678", "66089123456", "เลขที่โครงการ 66089123456", "0812345678.50", "๒๕๖๑-๒๕๖๕ ๐๘",
        ],
    )  # fmt: skip
    def test_other_numbers_are_none(self, text):
        assert kinds(text) == []

    def test_the_neighbours_of_a_row_do_not_run_together(self):
        assert kinds(f"{ID}\t0812345678\t1,200.00\t0898765432") == ["national_id", "mobile_number", "mobile_number"]


class TestBankAccounts:
    @pytest.mark.parametrize(
        "text",
        [
            "โอนเข้าบัญชีธนาคารกรุงไทย 123-4-56789-0",
            "เลขที่บัญชี 1234567890",
            "ธ.ก.ส. เลขที่บัญชี 012345678901",
            "ธ.ก.ส. บัญชี 01-234-5-67890-1",
            "ธนาคารออมสิน ๐๒๐๑๒๓๔๕๖๗๘๙",
            "เลขบัญชี 123 4 56789 0",
            "account no. 123-4-567890",
        ],
    )
    def test_are_found_near_the_words_for_them(self, text):
        assert kinds(text) == ["bank_account"]

    def test_are_found_by_the_heading_of_their_column(self):
        assert kinds("ดำ\t1234567890\t600", "ชื่อ", "เลขที่บัญชีธนาคาร", "จำนวนเงิน") == ["bank_account"]
        assert kinds("ดำ\t1234567890\t600", "ชื่อ", "รหัส", "จำนวนเงิน") == []

    def test_in_a_column_far_below_its_heading_on_a_page(self):
        rows = "".join(
            f"{number} นายคนที่ {number} อยู่บ้านเลขที่ 12 หมู่ 3 ตำบลบ้านสวน 12345678{number} 600.00\n"
            for number in range(10, 40)
        )

        assert kinds(f"ที่ ชื่อ ที่อยู่ เลขที่บัญชี จำนวนเงิน\n{rows}") == ["bank_account"] * 30
        assert kinds(f"ที่ ชื่อ ที่อยู่ รหัส จำนวนเงิน\n{rows}") == []

    def test_the_usual_grouping_is_enough_where_a_bank_is_named_anywhere(self):
        page = "ธนาคารกรุงไทย\n" + "รายการ ก ข ค\n" * 30 + "123-4-56789-0"

        assert kinds(page) == ["bank_account"]
        assert kinds("แบบที่ 123-4-56789-0") == []

    @pytest.mark.parametrize(
        "text",
        [
            "รหัสบัญชีแยกประเภท 5101010101", "ผังบัญชี 4101010101", "เลขที่เอกสาร 3600012345 ธนาคาร", "เลขที่ฎีกา 0012345678 บัญชี",
            "บัญชีแสดงปริมาณงานและราคา หน้า 1234567890", "ธนาคารขยะ 1234567890", "เช็คธนาคารกรุงไทย เลขที่ 1001234567",
            "ยอดเงินฝากธนาคาร 1234567890.00", "เงินฝากธนาคาร 1234567890 บาท", "กรมบัญชีกลาง ว 1234567890",
        ],
    )  # fmt: skip
    def test_codes_of_ledgers_and_papers_are_none(self, text):
        assert kinds(text) == []

    def test_a_mobile_number_of_a_payment_is_a_mobile_number(self):
        assert kinds("พร้อมเพย์ 0812345678 ธนาคาร") == ["mobile_number"]


class TestTime:
    @pytest.mark.parametrize(
        "text",
        [
            "1 " * 100_000,
            "1-" * 100_000,
            "12345678901 " * 20_000,
            "0812345678\t" * 20_000,
            "๑" * 200_000,
            "081-" * 60_000,
        ],
    )
    def test_grows_with_the_length_only(self, text):
        began = time.process_time()

        list_numbers(text[:220_000])

        assert time.process_time() - began < 20

    @settings(max_examples=150, deadline=None)
    @given(st.text("0123456789-. \t\n()/+๐๘๑กขโทรบัญชี", max_size=120), st.booleans())
    def test_any_text_is_read_and_spans_do_not_overlap(self, text, misread):
        end = 0
        for number in list_numbers(text, is_misread=misread):
            assert end <= number.start < number.end <= len(text)
            assert number.digits
            end = number.end


class TestMisreadThai:
    """What OCR makes of a number in Thai digits: blanks inside the words for it, a last digit taken for a letter."""

    @pytest.mark.parametrize(
        "text",
        [
            "เลขปร ะจำตัวประ ชา ชน ๓-๑๐๑๔-๐๐๑๒๓-๔๕-ซอยู่บ้านเลขที่",
            "เลขปร ะจำตัวป ระชาชน ๓ - ๑ ๐ ๑๔-๐๐๑๒๓ -๔๕-ญ",
            "ผู้รับเงิน ๓-๑๐๑๔-๐๐๑๒๓-๔๕-ฒ",
        ],
    )
    def test_is_an_identity_number(self, text):
        (found,) = list_numbers(text, is_misread=True)

        assert found.kind == "national_id"
        assert text[found.start] == "๓"
        assert "๔๕-" in text[found.start : found.end]

    @pytest.mark.parametrize(
        "text", ["แผนงาน 1-2345-67890", "ราคา 1-2345 - 67890 - 12 บาท", "ที่ 3-1014-00123-45-678", "9-1014-00123-45-x"]
    )
    def test_other_dashed_codes_are_none(self, text):
        assert [one.kind for one in list_numbers(text, is_misread=True) if one.kind == "national_id"] == []
