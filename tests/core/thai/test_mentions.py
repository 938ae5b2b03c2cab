from datetime import date

import pytest

from prongsai.core.thai.mentions import find_times


def mentions(text, fiscal_year=2566):
    return find_times(text, fiscal_year).mentions


class TestFindTimes:
    def test_finds_every_time_in_order(self):
        found = mentions("คำสั่งลงวันที่ ๑ ตุลาคม ๒๕๖๕ ให้รายงานทุกเดือน ภายใน ๗ วัน ของปีงบประมาณ พ.ศ. ๒๕๖๖")

        assert [mention.kind for mention in found] == ["date", "recurrence", "duration", "fiscal_year"]

    @pytest.mark.parametrize(
        ("text", "marker"),
        [
            ("ภายในวันที่ 5 มกราคม 2566", "within"),
            ("ภายใน วันที่ 5 มกราคม 2566", "within"),
            ("ไม่เกินวันที่ 5 มกราคม 2566", "within"),
            ("ให้แล้วเสร็จในเดือนมกราคม 2566", "within"),
            ("ถึงวันที่ 5 มกราคม 2566", "within"),
            ("ก่อนวันที่ 5 มกราคม 2566", "before"),
            ("ระหว่างวันที่ 5 - 9 มกราคม 2566", "during"),
            ("ตั้งแต่เดือนมกราคม 2566", "during"),
            ("ลงวันที่ 5 มกราคม 2566", ""),
            ("ภายในหน่วยงาน วันที่ 5 มกราคม 2566", ""),
        ],
    )
    def test_knows_what_a_time_is_for(self, text, marker):
        assert mentions(text)[-1].marker == marker

    def test_quotes_the_words_with_their_marker(self):
        times = find_times("ให้ส่ง ภายใน  วันที่ ๕ มกราคม ๒๕๖๖ ที่สำนักปลัด", 2566)

        assert times.printed(times.mentions[0]) == "ภายใน วันที่ ๕ มกราคม ๒๕๖๖"

    def test_does_not_quote_what_stands_before_a_range_sign(self):
        times = find_times("รายงานผล ถึงวันที่ ๕ มกราคม ๒๕๖๖", 2566)

        assert times.printed(times.mentions[0]) == "ถึงวันที่ ๕ มกราคม ๒๕๖๖"

    @pytest.mark.parametrize("printed", [True, False])
    def test_says_whether_the_year_was_printed(self, printed):
        (mention,) = mentions("มกราคม 2566" if printed else "มกราคม")

        assert mention.is_year_printed is printed


class TestQuartersAndRounds:
    @pytest.mark.parametrize(
        ("text", "from_on", "to_on"),
        [
            ("ไตรมาส 1", date(2022, 10, 1), date(2022, 12, 31)),
            ("ไตรมาส 2", date(2023, 1, 1), date(2023, 3, 31)),
            ("ไตรมาส 3", date(2023, 4, 1), date(2023, 6, 30)),
            ("ไตรมาส 4", date(2023, 7, 1), date(2023, 9, 30)),
            ("ไตรมาส 2 - 4", date(2023, 1, 1), date(2023, 9, 30)),
            ("รอบ 3 เดือน", date(2022, 10, 1), date(2022, 12, 31)),
            ("รอบ 6 เดือน", date(2022, 10, 1), date(2023, 3, 31)),
            ("รอบ 6 เดือนหลัง", date(2023, 4, 1), date(2023, 9, 30)),
            ("รอบ 9 เดือน", date(2022, 10, 1), date(2023, 6, 30)),
            ("รอบ 12 เดือน", date(2022, 10, 1), date(2023, 9, 30)),
        ],
    )
    def test_have_the_days_of_the_fiscal_year(self, text, from_on, to_on):
        (mention,) = mentions(text)

        assert (mention.from_on, mention.to_on) == (from_on, to_on)

    @pytest.mark.parametrize(
        "text",
        [
            "ไตรมาส 2 ปีงบประมาณ 2565",
            "ไตรมาส 2 (ปีงบประมาณ พ.ศ. 2565)",
            "ไตรมาส 2 ประจำปี 2565",
            "ปีงบประมาณ พ.ศ. 2565 ไตรมาส 2",
            "ไตรมาส 2/2565",
            "ไตรมาส 2 ของปีงบประมาณ 65",
        ],
    )
    def test_take_a_printed_fiscal_year_over_the_document_s(self, text):
        quarter = next(mention for mention in mentions(text) if mention.label == "quarter")

        assert (quarter.from_on, quarter.doubts) == (date(2022, 1, 1), [])

    def test_take_the_year_beside_them_of_several(self):
        quarter = mentions("แผนปีงบประมาณ 2566 รายงานไตรมาส 2 ปีงบประมาณ 2565")[1]

        assert (quarter.from_on, quarter.doubts) == (date(2022, 1, 1), [])

    def test_are_doubted_between_several_years(self):
        quarter = mentions("ไตรมาส 2 แผนปีงบประมาณ 2566 รายงานปีงบประมาณ 2565")[0]

        assert quarter.doubts

    @pytest.mark.parametrize(
        ("text", "is_doubted"),
        [
            ("ไตรมาส 2 (ม.ค. - มี.ค. 66)", False),
            ("ไตรมาส 2 (ม.ค. - เม.ย. 66)", True),
            ("ไตรมาส 2 (1 ม.ค. 66 - 31 มี.ค. 66)", False),
            ("ไตรมาส 2 (2 ม.ค. 66 - 31 มี.ค. 66)", True),
            ("ไตรมาส 2 เดือนมีนาคม 2566", False),
            ("ไตรมาส 2 เดือนเมษายน 2566", True),
            ("ไตรมาส 1 - 2 (ต.ค. 65 - มี.ค. 66)", False),
            ("ปีงบประมาณ 2565 ไตรมาส 2 (ม.ค. - มี.ค. 66)", True),
            ("รอบ 6 เดือน (ต.ค. 65 - มี.ค. 66)", False),
            ("รอบ 6 เดือนแรก (เม.ย. 66 - ก.ย. 66)", True),
            ("รอบ 6 เดือนหลัง (เม.ย. 66 - ก.ย. 66)", False),
            ("รอบ 6 เดือน (ต.ค. 65 - เม.ย. 66)", True),
            ("รอบ 9 เดือน (ต.ค. 65 - มิ.ย. 66)", False),
            ("รอบ 9 เดือน (ต.ค. 65 - ก.ค. 66)", True),
            ("รอบ 12 เดือน (ต.ค. 65 - ก.ย. 66)", False),
            ("รอบ 12 เดือน (ม.ค. 66 - ธ.ค. 66)", True),
            ("รอบ 6 เดือน (ต.ค. 66 - มี.ค. 67)", True),
            ("ไตรมาส 1 ภายในวันที่ 15 มกราคม 2566", False),
        ],
    )
    def test_are_compared_with_the_days_printed_beside_them(self, text, is_doubted):
        days = [
            mention for mention in mentions(text) if mention.kind in ("interval", "month", "date") and not mention.label
        ]

        assert bool(days[-1].doubts) is is_doubted
