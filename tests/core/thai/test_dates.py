import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_of, fiscal_year_start
from prongsai.core.thai.dates import read_date
from prongsai.core.thai.format import THAI_MONTHS, THAI_MONTHS_SHORT, format_date, format_month, format_month_range

GOLD = Path(__file__).parents[3] / "../shared/samples/gold-dates.jsonl"

days = st.dates(date(2012, 1, 1), date(2032, 12, 31))
scripts = st.sampled_from(["thai", "arabic"])
blanks = st.sampled_from(["", " ", "  ", "\u00a0", "\n"])


@st.composite
def years_near(draw, day):
    """A fiscal year in which the day is nothing unusual."""
    return fiscal_year_of(day) + draw(st.integers(-1, 1))


class TestReadDateOfWhatWeWrite:
    @given(st.data(), days, st.sampled_from(["full", "short", "numeric"]), scripts)
    def test_reads_back_every_day(self, data, day, style, digits):
        fiscal_year = data.draw(st.none() | years_near(day))

        reading = read_date(format_date(day, style, digits), fiscal_year=fiscal_year)

        assert (reading.kind, reading.value, reading.needs_review) == ("date", day.isoformat(), False)

    @given(st.data(), days, st.sampled_from(["full", "short"]), scripts)
    def test_reads_back_every_month(self, data, day, style, digits):
        fiscal_year = data.draw(st.none() | years_near(day))

        reading = read_date(f"ภายในเดือน{format_month(day, style, digits)}", fiscal_year=fiscal_year)

        assert (reading.kind, reading.value, reading.needs_review) == ("month", day.isoformat()[:7], False)

    @given(days, st.integers(1, 11), st.sampled_from(["full", "short"]), scripts, st.sampled_from(["-", "–", "ถึง"]))
    def test_reads_back_every_range_of_months(self, day, length, style, digits, sign):
        last = day
        for _ in range(length):
            last = (last.replace(day=28) + timedelta(days=5)).replace(day=1)
        text = format_month_range(day, last, style, digits).replace("-", sign)

        reading = read_date(text, fiscal_year=fiscal_year_of(day))

        end = (last.replace(day=28) + timedelta(days=5)).replace(day=1) - timedelta(days=1)
        assert (reading.value, reading.needs_review) == (f"{day.replace(day=1)}/{end}", False)

    @given(days, st.integers(0, 400), st.sampled_from(["full", "short", "numeric"]), scripts)
    def test_reads_back_every_range_of_days(self, day, length, style, digits):
        last = min(day + timedelta(days=length), date(2032, 12, 31))
        text = f"{format_date(day, style, digits)} - {format_date(last, style, digits)}"

        reading = read_date(text, fiscal_year=fiscal_year_of(day))

        assert reading.value == f"{day}/{last}"


class TestReadDateOfWhatOfficesWrite:
    @given(days, blanks, blanks, st.sampled_from(["", "พ.ศ.", "พ.ศ. ", "พศ. "]), scripts)
    def test_does_not_mind_blanks(self, day, first, second, era, digits):
        number, month, year = format_date(day, "full", digits).split(" ")

        reading = read_date(f"วันที่{first}{number}{first}{month}{second}{era}{year}", fiscal_year=fiscal_year_of(day))

        assert (reading.value, reading.needs_review) == (day.isoformat(), False)

    @given(days, st.booleans(), st.booleans(), blanks)
    def test_reads_abbreviations_with_and_without_dots(self, day, dotted, two_digits, blank):
        month = THAI_MONTHS_SHORT[day.month - 1]
        month = month if dotted else month.replace(".", "")
        year = str(day.year + 543)[2 if two_digits else 0 :]

        reading = read_date(f"{day.day} {month}{blank}{year}", fiscal_year=fiscal_year_of(day))

        assert (reading.value, reading.needs_review) == (day.isoformat(), False)

    @given(days, st.integers(0, 15))
    def test_reads_digits_of_both_scripts_in_one_number(self, day, mask):
        year = str(day.year + 543)
        mixed = "".join(chr(0x0E50 + int(d)) if mask >> place & 1 else d for place, d in enumerate(year))

        reading = read_date(f"{THAI_MONTHS[day.month - 1]} {mixed}", fiscal_year=fiscal_year_of(day))

        assert (reading.value, reading.needs_review) == (day.isoformat()[:7], False)

    @given(st.integers(2560, 2572), st.integers(1, 12))
    def test_puts_a_month_without_year_inside_the_fiscal_year(self, fiscal_year, month):
        reading = read_date(f"ภายในเดือน{THAI_MONTHS[month - 1]}", fiscal_year=fiscal_year)

        assert fiscal_year_start(fiscal_year) <= reading.from_on <= reading.to_on <= fiscal_year_end(fiscal_year)
        assert not reading.needs_review

    @given(st.integers(2560, 2572), st.integers(1, 12), st.none() | st.integers(2560, 2572))
    def test_puts_the_month_of_a_named_fiscal_year_inside_it(self, named, month, context):
        reading = read_date(f"{THAI_MONTHS[month - 1]} ปีงบประมาณ {named}", fiscal_year=context)

        assert fiscal_year_of(reading.from_on) == named

    @given(st.integers(2560, 2572), st.integers(2560, 2572), st.integers(1, 4))
    def test_takes_the_printed_fiscal_year_of_a_quarter(self, named, context, quarter):
        reading = read_date(f"ไตรมาสที่ {quarter} ปีงบประมาณ พ.ศ. {named}", fiscal_year=context)

        assert fiscal_year_of(reading.from_on) == fiscal_year_of(reading.to_on) == named
        assert (reading.from_on.month + 2) // 3 % 4 + 1 == quarter

    @given(days, days)
    def test_prefers_a_deadline_to_any_other_day(self, day, due):
        text = f"ลงวันที่ {format_date(day)} ให้ส่งภายในวันที่ {format_date(due)}"

        reading = read_date(text, fiscal_year=fiscal_year_of(due))

        assert reading.value == due.isoformat()
        assert not reading.needs_review


class TestDamage:
    @given(days, st.integers(1, 3))
    def test_a_split_year_is_never_a_sure_one(self, day, cut):
        year = str(day.year + 543)

        reading = read_date(
            f"เดือน{THAI_MONTHS[day.month - 1]} {year[:cut]} {year[cut:]}", fiscal_year=fiscal_year_of(day)
        )

        assert reading.value == day.isoformat()[:7]
        assert reading.needs_review

    @given(days, st.integers(0, 3))
    def test_a_year_with_a_lost_digit_is_never_a_sure_one(self, day, lost):
        year = str(day.year + 543)
        year = year[:lost] + year[lost + 1 :]

        reading = read_date(f"วันที่ {day.day} {THAI_MONTHS[day.month - 1]} {year}", fiscal_year=fiscal_year_of(day))

        assert reading.needs_review or reading.value == day.isoformat()

    @given(days, st.integers(0, 4), st.integers(0, 9))
    def test_a_year_with_a_digit_too_many_is_never_a_sure_one(self, day, place, extra):
        year = str(day.year + 543)
        year = f"{year[:place]}{extra}{year[place:]}"

        reading = read_date(f"วันที่ {day.day} {THAI_MONTHS[day.month - 1]} {year}", fiscal_year=fiscal_year_of(day))

        assert reading.needs_review

    @given(st.integers(2560, 2569), st.integers(1, 12), st.sampled_from("20"))
    def test_a_six_misread_in_the_decade_is_never_sure(self, fiscal_year, month, digit):
        damaged = f"25{digit}{fiscal_year % 10}"

        reading = read_date(f"ภายในเดือน{THAI_MONTHS[month - 1]} {damaged}", fiscal_year=fiscal_year)

        assert reading.needs_review

    @given(st.data(), st.sampled_from(THAI_MONTHS), st.integers(2560, 2570))
    def test_a_month_split_by_a_blank_is_never_read_as_another(self, data, month, year):
        cut = data.draw(st.integers(1, len(month) - 1))

        reading = read_date(f"เดือน{month[:cut]} {month[cut:]} {year}", fiscal_year=year)

        number = THAI_MONTHS.index(month) + 1
        assert reading.value is None or reading.value == f"{year - 543}-{number:02}" or reading.needs_review
        assert reading.value is None or reading.needs_review

    @given(st.data(), days)
    def test_days_that_contradict_their_quarter_are_never_sure(self, data, day):
        quarter = (day.month + 2) // 3 % 4 + 1
        other = data.draw(st.integers(1, 4).filter(lambda number: number != quarter))

        reading = read_date(f"ไตรมาสที่ {other} เดือน{format_month(day)}", fiscal_year=fiscal_year_of(day))

        assert reading.needs_review


class TestAnyText:
    @given(st.text(max_size=80), st.none() | st.integers(2500, 2600))
    @example("๙๙๙๙๙๙๙๙๙๙๙๙๙๙", 2566)
    @example("00/00/0000", None)
    @example("0000-00-00", None)
    @example("20001301000000", None)
    @example("ไตรมาส 0 - 9", 2566)
    @example("İstanbul ๑ ม.ค. ๖๖", 2566)
    def test_never_fails(self, text, fiscal_year):
        reading = read_date(text, fiscal_year=fiscal_year)

        assert reading.why_th
        assert reading.why_en
        assert (reading.value is None) == (reading.kind in ("none", "ambiguous"))

    @given(st.lists(st.sampled_from(
        ["ภายใน", "เดือน", "วันที่", "ต.ค.", "มีนาคม", "2566", "๒๕๖๕", "66", "15", "31", "-", "ถึง", "ไตรมาส", "1", "รอบ", "6", "ปีงบประมาณ", "พ.ศ.", "ทุก", "ปี", "(", ")", ",", "/", ":", "ต้น", "สิ้น", "ก่อน", "ของ", "และ", "256", "0"]
    ), max_size=9), st.none() | st.integers(2560, 2570))  # fmt: skip
    def test_never_fails_on_words_of_time_in_any_order(self, words, fiscal_year):
        for joint in (" ", ""):
            reading = read_date(joint.join(words), fiscal_year=fiscal_year)

            assert (reading.value is None) == (reading.kind in ("none", "ambiguous"))
            assert reading.from_on is None or reading.to_on is None or reading.from_on <= reading.to_on

    def test_does_not_slow_down_on_long_text(self):
        text = "ดำเนินการให้แล้วเสร็จตามแผน " * 3000 + "ภายในเดือนมกราคม ๒๕๖๖"

        assert read_date(text, fiscal_year=2566).kind in ("none", "month")


class TestWhy:
    def test_says_which_fiscal_year_gave_the_year(self):
        reading = read_date("ภายในเดือนมกราคม", fiscal_year=2566)

        assert reading.why_th.startswith('"ภายในเดือนมกราคม"')
        assert "ปีงบประมาณ พ.ศ. ๒๕๖๖" in reading.why_th
        assert "fiscal year 2566" in reading.why_en

    def test_keeps_the_words_as_printed(self):
        reading = read_date("ประกาศ ณ วันที่ ๙ ธันวาคม พ.ศ. 256๓", fiscal_year=2564)

        assert '"วันที่ ๙ ธันวาคม พ.ศ. 256๓"' in reading.why_th

    def test_says_what_to_do_about_a_doubt(self):
        reading = read_date("ภายในเดือนเมษายน ๒๕๖ ๖", fiscal_year=2566)

        assert "ตรวจกับต้นฉบับ" in reading.why_th
        assert "compare the original" in reading.why_en


@pytest.mark.skipif(not GOLD.exists(), reason="the samples are not here")
class TestGoldSamples:
    def test_reaches_the_bar(self):
        rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
        readings = [(row, read_date(row["text"], fiscal_year=row["context_fiscal_year"])) for row in rows]
        ordinary = [(row, reading) for row, reading in readings if row["difficulty"] == "normal"]

        right = [row for row, reading in ordinary if (reading.kind, reading.value) == (row["kind"], row["expected"])]
        flagged = [row for row, reading in ordinary if reading.needs_review]
        wrong = [
            row["id"]
            for row, reading in readings
            if reading.value not in (None, row["expected"]) and not reading.needs_review
        ]

        assert wrong == []
        assert len(right) >= 0.95 * len(ordinary)
        assert len(flagged) <= 0.10 * len(ordinary)
