import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.format import THAI_MONTHS, THAI_MONTHS_SHORT
from prongsai.core.thai.month_spelling import COLLOQUIAL, month_number
from prongsai.core.thai.tokens import read_count, tokenize


def kinds(text):
    return [token.kind for token in tokenize(text)]


class TestTokenize:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", []),
            ("   ", []),
            ("รายงานผล", ["gap"]),
            ("ภายในเดือนมกราคม 2566", ["within", "monthword", "month", "number"]),
            ("ภาย ใน วันที่15", ["within", "dayword", "number"]),
            ("ก่อนสิ้นปีงบประมาณ พ.ศ. 2566", ["before", "edge", "fiscal", "buddhist", "number"]),
            ("พ . ศ .2542", ["buddhist", "number"]),
            ("ค.ศ. 2023", ["christian", "number"]),
            ("ก.ค.ศ. 2566", ["gap", "number"]),
            ("ต.ค. - ก.ย.", ["month", "to", "month"]),
            ("3/4/2566", ["dmy"]),
            ("2021-03-26 00:20:06", ["isodate"]),
            ("20240618152621", ["stamp"]),
            ("12:30", ["clock"]),
            ("5/2566", ["fraction"]),
            ("253\\62", ["badnumber"]),
            ("1,234,567.89", ["money"]),
            ("16.2.2.1", ["section"]),
            ("ข้อ 11", ["section"]),
            ("ที่ ชบ 0832.1/50", ["order"]),
            ("ครั้งที่ 3/2566", ["order"]),
            ("โทร 053-441543", ["phone"]),
            ("1234567890123", ["longnumber"]),
            ("ไตรมาสที่ 1", ["quarter"]),
            ("ไตรมาสที่ 1/2566", ["quarter"]),
            ("รอบ 6 เดือน", ["round"]),
            ("ครึ่งปีแรก", ["round"]),
            ("7 วันทำการ", ["duration"]),
            ("สามสิบวัน", ["duration"]),
            ("ทุกเดือน", ["recur"]),
            ("ทุกวันที่ 5 และ 20 ของเดือน", ["recur"]),
            ("ตลอดปีงบประมาณ", ["throughout"]),
            ("ปีการศึกษา 2563", ["academic", "number"]),
            ("พระราชบัญญัติ", ["law"]),
        ],
    )
    def test_names_each_piece(self, text, expected):
        assert kinds(text) == expected

    @pytest.mark.parametrize(
        "text", ["ศาลตุลาการ", "กระทรวงคมนาคม", "อบต.คลองขวาง", "กันยารัตน์", "หลักคิด", "มีนาคารวม", "เมษาวดี"]
    )
    def test_finds_no_month_inside_a_word(self, text):
        assert "month" not in kinds(text)

    @pytest.mark.parametrize("number", range(1, 13))
    @pytest.mark.parametrize("form", [THAI_MONTHS, THAI_MONTHS_SHORT])
    def test_finds_every_month(self, form, number):
        (token,) = tokenize(form[number - 1])

        assert (token.kind, token.a, token.is_damaged) == ("month", number, False)

    @pytest.mark.parametrize("number", range(1, 13))
    def test_finds_every_month_in_any_abbreviation(self, number):
        short = THAI_MONTHS_SHORT[number - 1]
        for form in (
            short,
            short.rstrip("."),
            short.replace(".", ""),
            short.replace(".", ". ").strip(),
            short.replace(".", "", 1),
        ):
            (token,) = tokenize(form)

            assert (token.kind, token.a) == ("month", number), form

    @pytest.mark.parametrize("number", range(1, 13))
    def test_marks_a_month_split_by_a_blank(self, number):
        name = THAI_MONTHS[number - 1]

        (token,) = tokenize(f"{name[:2]} {name[2:]}")

        assert (token.kind, token.a, token.is_damaged) == ("month", number, True)

    @pytest.mark.parametrize("text", ["15 มีน", "15 ตุล", "15 พฤศจิก", "15 ธันว..."])
    def test_marks_a_month_cut_off_at_the_end(self, text):
        token = tokenize(text)[1]

        assert (token.kind, token.word, token.is_damaged) == ("month", "cut", True)

    @given(st.text(alphabet=st.sampled_from("ภายในเดือนวันที่ตุลคมพ.ศ0123456789 /-:(),"), max_size=50))
    def test_loses_nothing_but_blanks(self, text):
        tokens = tokenize(text)

        rest = text
        for token in reversed(tokens):
            assert text[token.start : token.end] == token.text
            rest = rest[: token.start] + rest[token.end :]
        assert rest.strip() == ""

    @given(st.text(max_size=60))
    def test_tokens_stand_in_order_and_never_overlap(self, text):
        tokens = tokenize(text)

        assert all(first.end <= second.start for first, second in itertools.pairwise(tokens))
        assert all(token.start < token.end for token in tokens)


class TestTokenFacts:
    def test_a_numeric_day_carries_its_parts(self):
        (token,) = tokenize("31/12/65")

        assert (token.a, token.b, token.c, token.word) == (31, 12, 65, "65")

    def test_an_iso_moment_carries_its_time(self):
        (token,) = tokenize("2021-03-26 00:20:06")

        assert (token.a, token.b, token.c, token.word) == (2021, 3, 26, "00:20:06")

    @pytest.mark.parametrize(
        ("text", "months", "half"),
        [
            ("รอบ 6 เดือน", 6, ""),
            ("รอบ 6 เดือนแรก", 6, "first"),
            ("รอบ 6 เดือนหลัง", 6, "second"),
            ("รอบหกเดือนสุดท้าย", 6, "second"),
            ("6 เดือนหลัง", 6, "second"),
            ("ครึ่งปีหลัง", 6, "second"),
            ("รอบที่ 2", 6, "second"),
            ("รอบแรก", 6, "first"),
            ("รอบ 9 เดือน", 9, ""),
            ("รอบ 12 เดือน", 12, ""),
            ("รอบปี", 12, ""),
        ],
    )
    def test_a_round_carries_its_months(self, text, months, half):
        (token,) = tokenize(text)

        assert (token.kind, token.a, token.word) == ("round", months, half)

    @pytest.mark.parametrize(
        ("text", "first", "last", "year"),
        [
            ("ไตรมาส 1", 1, 0, ""),
            ("ไตรมาสที่ สอง", 2, 0, ""),
            ("ไตรมาสสุดท้าย", 4, 0, ""),
            ("ไตรมาส 1 - 3", 1, 3, ""),
            ("ไตรมาส 3/2566", 3, 0, "2566"),
            ("ไตรมาส 3/66", 3, 0, "66"),
        ],
    )
    def test_a_quarter_carries_its_numbers(self, text, first, last, year):
        (token,) = tokenize(text)

        assert (token.kind, token.a, token.b, token.word) == ("quarter", first, last, year)

    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("ทุกเดือน", "monthly"),
            ("ทุก ๆ เดือน", "monthly"),
            ("เดือนละ 1 ครั้ง", "monthly"),
            ("ประจำทุกเดือน", "monthly"),
            ("ทุก 1 เดือน", "monthly"),
            ("ทุก 6 เดือน", "half_yearly"),
            ("ทุก 12 เดือน", "yearly"),
            ("ไตรมาสละ", "quarterly"),
            ("ทุกปี", "yearly"),
            ("สัปดาห์ละ", "weekly"),
            ("ทุกวันศุกร์", "weekly"),
            ("ทุกวัน", "daily"),
            ("ทุก 5 เดือน", ""),
        ],
    )
    def test_a_recurrence_carries_its_name(self, text, word):
        token = tokenize(text)[0]

        assert (token.kind, token.word) == ("recur", word)


class TestReadCount:
    @pytest.mark.parametrize(
        ("text", "number"),
        [("7", 7), ("120", 120), ("เจ็ด", 7), ("สิบห้า", 15), ("สามสิบ", 30), ("เก้าสิบ", 90), ("มาก", 0), ("", 0)],
    )
    def test_reads_digits_and_words(self, text, number):
        assert read_count(text) == number


class TestMonthNumber:
    @pytest.mark.parametrize("number", range(1, 13))
    def test_knows_every_spelling(self, number):
        short = THAI_MONTHS_SHORT[number - 1]
        for spelling in (
            THAI_MONTHS[number - 1],
            short,
            short.replace(".", ""),
            COLLOQUIAL[number - 1],
            f"{COLLOQUIAL[number - 1]}ฯ",
        ):
            assert month_number(spelling) == number

    @pytest.mark.parametrize(
        ("spelling", "number"), [("กรกฏาคม", 7), ("กุมภาพันธุ์", 2), ("พฤษจิกายน", 11), ("March", 3), ("sept", 9)]
    )
    def test_knows_common_slips_and_english(self, spelling, number):
        assert month_number(spelling) == number

    @pytest.mark.parametrize("spelling", ["", "คม", "เดือน", "มกรคม", "ma"])
    def test_knows_nothing_else(self, spelling):
        assert month_number(spelling) is None
