"""Whose a number is, by the words beside it."""

import pytest

from prongsai.core.personal_data.find import find_in_text, mask_text
from prongsai.core.personal_data.owner import is_office_account, is_office_phone, is_persons_address, names_person

ACCOUNT = "404-6-01234-5"
MOBILE = "081-234-5678"
OFFICES = [
    "องค์การบริหารส่วนตำบลบ้านสวน",
    "อบต.บ้านสวน",
    "เทศบาลตำบลบ้านสวน",
    "เทศบาลเมืองบ้านสวน",
    "อบจ.บ้านสวน",
    "เมืองพัทยา",
    "กองทุนหลักประกันสุขภาพ",
]


def kinds(text: str, contexts: tuple[str, ...] = ()) -> list[str]:
    return [found.kind for found in find_in_text(text, contexts=contexts)]


class TestIsOfficeAccount:
    @pytest.mark.parametrize("office", OFFICES)
    @pytest.mark.parametrize(
        "form",
        [
            "ชื่อบัญชี {office} ธนาคารกรุงไทย เลขที่บัญชี {number}",
            "เลขที่บัญชี {number} ชื่อบัญชี {office}",
            'โอนเข้าบัญชี "{office}" เลขที่ {number}',
            "บัญชีออมทรัพย์ {office} ธ.ก.ส. {number}",
            "ชื่อบัญชี: {office}\nเลขที่บัญชี {number}",
            "เลขที่บัญชี {number}\nชื่อบัญชี {office}",
        ],
    )
    def test_where_an_office_is_the_holder(self, office, form):
        assert kinds(form.format(office=office, number=ACCOUNT)) == []

    @pytest.mark.parametrize(
        "text",
        [
            f"ชื่อบัญชี นายสมชาย ใจดี ธนาคารกรุงไทย เลขที่บัญชี {ACCOUNT}",
            f"เลขที่บัญชี {ACCOUNT} ธนาคารกรุงไทย",
            f"อบต.บ้านสวน โอนเข้าบัญชี นางบัว สีดา เลขที่ {ACCOUNT} กรุงไทย",
            f"อบต.บ้านสวน จ่ายผ่านธนาคารกรุงไทย เลขที่บัญชี {ACCOUNT}",
            f"เทศบาลตำบลบ้านสวน โอนเงินให้ผู้สูงอายุ เลขที่บัญชี {ACCOUNT}",
            f"ชื่อบัญชี เทศบาลตำบลบ้านสวน โดยนายสมชาย เลขที่บัญชี {ACCOUNT}",
            f"ชื่อบัญชี เทศบาลตำบลบ้านสวน\n\n\nเลขที่บัญชี {ACCOUNT}",
        ],
    )
    def test_a_persons_or_nobodys_is_found(self, text):
        assert kinds(text) == ["bank_account"]

    def test_a_person_on_the_line_before_keeps_an_account_personal(self):
        text = f"นางสาวแก้ว ดวงดี\nเลขที่บัญชี {ACCOUNT} ชื่อบัญชี เทศบาลตำบลบ้านสวน"

        assert kinds(text) == ["bank_account"]

    def test_a_column_for_offices_accounts(self):
        headings = ("ชื่อบัญชีของหน่วยงาน", "ธนาคาร", "เลขที่บัญชี")

        assert kinds(f"เงินรายได้ อบต.บ้านสวน\tกรุงไทย\t{ACCOUNT}", headings) == []
        assert kinds(f"นายสมชาย ใจดี\tกรุงไทย\t{ACCOUNT}", headings) == ["bank_account"]
        assert kinds(f"เงินรายได้\tกรุงไทย\t{ACCOUNT}", headings) == ["bank_account"]

    def test_looks_at_the_place_it_is_given(self):
        text = f"ชื่อบัญชี นายสมชาย\nเลขที่บัญชี {ACCOUNT}\n\n\nชื่อบัญชี อบต.บ้านสวน เลขที่บัญชี {ACCOUNT}"
        first, last = text.index(ACCOUNT), text.rindex(ACCOUNT)

        assert not is_office_account(text, first, first + len(ACCOUNT))
        assert is_office_account(text, last, last + len(ACCOUNT))
        assert mask_text(text)[1] == 1


class TestIsOfficePhone:
    @pytest.mark.parametrize(
        "text",
        [
            f"สายด่วนกู้ชีพ โทร. {MOBILE} (เบอร์กลางของหน่วยงาน)",
            f"โทรศัพท์เคลื่อนที่ของสำนักงาน {MOBILE}",
            f"หมายเลขกลาง {MOBILE} กองช่าง",
            f"มือถือกองช่าง (ส่วนกลาง) {MOBILE}",
            f"โทร. {MOBILE} ของ อบต.บ้านสวน",
        ],
    )
    def test_said_to_be_the_offices(self, text):
        assert kinds(text) == []

    @pytest.mark.parametrize(
        "text",
        [
            f"นายสมชาย เบอร์กลาง {MOBILE}",
            f"กองช่าง โทร. {MOBILE}",
            f"เบอร์กลาง 053-123456\nโทร. {MOBILE}",
            f"เบอร์กลางอยู่ด้านบนของเอกสารฉบับนี้ซึ่งแจกไปแล้วเมื่อวาน โทร. {MOBILE}",
            f"โทร. {MOBILE} และ 089-876-5432 เบอร์กลาง นายแดง",
        ],
    )
    def test_anything_else_is_found(self, text):
        assert "mobile_number" in kinds(text)

    def test_words_of_another_cell_say_nothing(self):
        text = f"เบอร์กลาง 053-123456\t{MOBILE}"
        start = text.index(MOBILE)

        assert not is_office_phone(text, start, len(text))

    def test_one_numbers_words_do_not_cover_the_next(self):
        text = f"โทร. {MOBILE}, 089-876-5432 (ส่วนกลาง)"

        assert kinds(text) == ["mobile_number"]


class TestIsPersonsAddress:
    @pytest.mark.parametrize("host", ["gmail.com", "hotmail.com", "yahoo.co.th", "outlook.com", "icloud.com"])
    def test_at_a_free_provider_beside_a_person(self, host):
        assert kinds(f"นางสาววิภา ดีงาม wipa.d@{host}") == ["personal_email"]

    @pytest.mark.parametrize(
        "text",
        [
            "นายสมชาย ใจดี somchai@bansuan.go.th",
            "นายสมชาย ใจดี saraban.bs@gmail.com",
            "ติดต่อ bansuan2560@gmail.com",
            "นายสมชาย ใจดี\nbansuan2560@gmail.com",
            "ส่งเอกสารที่ tambon.bansuan@hotmail.com คุณวิภา",
        ],
    )
    def test_an_offices_or_unnamed_one_is_none(self, text):
        assert kinds(text) == []

    def test_is_masked_in_copies(self):
        masked, count = mask_text("คุณวิภา wipa.d@gmail.com")

        assert count == 1
        assert "wipa" not in masked
        assert masked.endswith("@gmail.com")

    def test_span_and_line_decide(self):
        text = "คุณวิภา\nx@gmail.com"

        assert not is_persons_address(text, 8, len(text))
        assert is_persons_address(text.replace("\n", " "), 8, len(text))


class TestNamesPerson:
    @pytest.mark.parametrize("text", ["นายสมชาย", "นางบัว", "น.ส.แก้ว", "ด.ช.ต้น", "คุณเอ๋", "Mr. Somchai", "ผู้สูงอายุ"])
    def test_titles(self, text):
        assert names_person(text)

    @pytest.mark.parametrize(
        "text", ["นายกเทศมนตรี", "นายช่างโยธา", "นายอำเภอ", "คุณภาพ", "คุณสมบัติ", "เทศบาล", "นายกองค์การ", ""]
    )
    def test_posts_and_other_words(self, text):
        assert not names_person(text)
