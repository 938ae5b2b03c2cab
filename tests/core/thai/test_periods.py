"""Years, quarters, rounds, recurrences and lengths of time: what one mention in a text says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_start
from prongsai.core.thai.mentions import find_times
from prongsai.core.thai.periods import OLDEST_PLAIN_YEAR, fiscal_year_words


def first(text, fiscal_year=2566):
    return find_times(text, fiscal_year).mentions[0]


def doubts(mention):
    return " ".join(doubt.en for doubt in mention.doubts)


class TestFiscalYears:
    @pytest.mark.parametrize(
        "text",
        [
            "ปีงบประมาณ 2566",
            "ปีงบประมาณ ๖๖",
            "ปี งบ ประมาณ พ.ศ. 2566",
            "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
            "ปีงบ 66",
            "ปีงบประมาณ 2023",
            "ปี 2566",
            "ประจำปี 2566",
            "พ.ศ. 2566",
            "2566",
        ],
    )
    def test_of_every_writing_are_october_to_september(self, text):
        mention = first(text)

        assert (mention.kind, mention.value, mention.number) == ("fiscal_year", "FY2566", 2566)
        assert (mention.from_on, mention.to_on) == (date(2022, 10, 1), date(2023, 9, 30))
        assert mention.is_year_printed
        assert mention.doubts == []

    @pytest.mark.parametrize(
        ("text", "year"),
        [
            ("ปีงบประมาณนี้", 2566),
            ("ปีงบประมาณปัจจุบัน", 2566),
            ("ปีงบประมาณถัดไป", 2567),
            ("ปีงบประมาณหน้า", 2567),
            ("ปีงบประมาณที่ผ่านมา", 2565),
            ("ปีงบประมาณก่อน", 2565),
            ("ปีงบประมาณที่แล้ว", 2565),
            ("ตลอดปีงบประมาณ", 2566),
            ("ภายในปีงบประมาณ", 2566),
        ],
    )
    def test_named_without_a_number_are_counted_from_the_documents(self, text, year):
        mention = first(text)

        assert (mention.value, mention.is_year_printed) == (f"FY{year}", False)
        assert "2566" in mention.notes[0].en

    @pytest.mark.parametrize("text", ["ปีงบประมาณนี้", "ปีงบประมาณถัดไป", "ตลอดปีงบประมาณ", "สิ้นปีงบประมาณ"])
    def test_named_without_a_number_are_unknown_in_a_document_without_a_year(self, text):
        mention = first(text, None)

        assert (mention.kind, mention.value) == ("ambiguous", None)
        assert "not known" in doubts(mention)

    def test_merely_mentioned_are_not_filled_in(self):
        mention = first("ปีงบประมาณ")

        assert (mention.kind, mention.value, mention.label) == ("ambiguous", None, "fiscal_bare")

    @pytest.mark.parametrize(
        ("text", "kind", "value"),
        [
            ("สิ้นปีงบประมาณ 2566", "date", "2023-09-30"),
            ("ต้นปีงบประมาณ 2566", "date", "2022-10-01"),
            ("สิ้นปีงบประมาณ", "date", "2023-09-30"),
            ("ต้นปีงบประมาณหน้า", "date", "2023-10-01"),
            ("ปลายปีงบประมาณ 2566", "fiscal_year", "FY2566"),
            ("กลางปีงบประมาณ 2566", "fiscal_year", "FY2566"),
            ("สิ้นปี 2566", "ambiguous", None),
            ("สิ้นปี", "ambiguous", None),
        ],
    )
    def test_begin_and_end_on_one_day_only_where_it_is_said_which(self, text, kind, value):
        mention = first(text)

        assert (mention.kind, mention.value) == (kind, value)
        assert bool(mention.doubts) is (kind == "ambiguous")

    @given(st.integers(2560, 2570))
    def test_are_worded_with_both_days(self, year):
        words = fiscal_year_words(year)

        assert str(fiscal_year_start(year)) in words.en
        assert str(fiscal_year_end(year)) in words.en
        assert "๑ ตุลาคม" in words.th
        assert "๓๐ กันยายน" in words.th

    @pytest.mark.parametrize(
        ("year", "odd", "doubt"),
        [
            (2526, True, "is odd"),
            (2560, True, "is odd"),
            (2565, False, ""),
            (2561, False, ""),
            (2572, False, ""),
            (2573, False, "far in the future"),
        ],
    )
    def test_far_from_the_documents_are_doubted(self, year, odd, doubt):
        mention = first(f"ปีงบประมาณ {year}")

        assert mention.has_odd_year is odd
        assert doubt in doubts(mention) if doubt else doubts(mention) == ""


class TestSeveralYears:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("ปีงบประมาณ 2561 - 2565", "2017-10-01/2022-09-30"),
            ("ปีงบประมาณ พ.ศ. 2566 ถึงปีงบประมาณ พ.ศ. 2570", "2022-10-01/2027-09-30"),
            ("ปีงบประมาณ 2566-70", "2022-10-01/2027-09-30"),
            ("พ.ศ. 2566 - 2570", "2022-10-01/2027-09-30"),
            ("แผนสามปี (61-63)", "2017-10-01/2020-09-30"),
            ("แผน 3 ปี 61-63", "2017-10-01/2020-09-30"),
            ("ปี 61-63", "2017-10-01/2020-09-30"),
        ],
    )
    def test_run_from_the_first_october_to_the_last_september(self, text, value):
        mention = find_times(text, 2566).mentions[-1]

        assert (mention.kind, mention.label, mention.value) == ("interval", "years", value)
        assert mention.doubts == []

    @pytest.mark.parametrize(("last", "fits"), [(2566, True), (2591, True), (2592, False), (2565, False)])
    def test_fit_up_to_25_years_and_not_backwards(self, last, fits):
        mention = first(f"ปีงบประมาณ 2566 - {last}")

        assert (mention.value is not None) is fits
        assert ("do not fit" in doubts(mention)) is not fits

    def test_before_the_time_of_such_plans_are_doubted(self):
        assert "old years" in doubts(first(f"พ.ศ. {OLDEST_PLAIN_YEAR - 1} - 2553"))
        assert "old years" not in doubts(first(f"พ.ศ. {OLDEST_PLAIN_YEAR} - 2553"))

    @pytest.mark.parametrize("text", ["61-63 คน", "80-90", "63-61", "จำนวน 49-51 ราย"])
    def test_in_two_digits_are_not_seen_in_other_numbers(self, text):
        assert [one for one in find_times(text, 2566).mentions if one.kind == "interval"] == []

    def test_end_of_a_year_is_not_a_range(self):
        assert first("สิ้นปีงบประมาณ 2566 - 2570").value == "2023-09-30"


class TestOtherYears:
    @pytest.mark.parametrize(
        ("text", "kind", "value", "doubt"),
        [
            ("ปีการศึกษา 2566", "academic_year", "AY2566", ""),
            ("ปีการศึกษา 2565 - 2566", "academic_year", "AY2565", "several academic years"),
            ("ปีการศึกษา", "ambiguous", None, "not printed in full"),
            ("ปี ค.ศ. 2023", "ambiguous", None, "Christian year"),
            ("ปี 2540", "ambiguous", None, "old year"),
            (f"ปี {OLDEST_PLAIN_YEAR - 1}", "ambiguous", None, "old year"),
        ],
    )
    def test_are_not_taken_for_fiscal_years(self, text, kind, value, doubt):
        mention = first(text)

        assert (mention.kind, mention.value, mention.from_on) == (kind, value, None)
        assert doubt in doubts(mention) if doubt else doubts(mention) == ""

    @pytest.mark.parametrize(
        "text",
        [
            "พ.ร.บ. ข้อมูลข่าวสาร พ.ศ. 2540",
            "ระเบียบ พ.ศ. 2566",
            "กฎกระทรวง 2566",
            "(ฉบับที่ 2) พ.ศ. 2562",
            "พ.ศ. 2540 มาตรา 9",
            "เทศบัญญัติ พ.ศ. 2566",
        ],
    )
    def test_of_laws_are_no_time_of_the_work(self, text):
        mention = find_times(text, 2566).mentions[-1]

        assert (mention.kind, mention.value, mention.label) == ("none", None, "law")
        assert mention.doubts == []

    def test_of_the_work_behind_a_law_are_still_the_works(self):
        assert first("ระเบียบ ประจำปี 2566").value == "FY2566"

    @pytest.mark.parametrize("text", ["เดือนมกxคม ๒๕๖๕", "วันที่ x ๒๕๖๕"])
    def test_behind_a_day_or_month_that_cannot_be_read_are_not_the_whole_year(self, text):
        mention = find_times(text, 2566).mentions[-1]

        assert (mention.kind, mention.value) == ("ambiguous", None)
        assert "cannot be read" in doubts(mention)


class TestQuartersAndRounds:
    @pytest.mark.parametrize(
        ("text", "start", "end"),
        [
            ("ไตรมาสแรก", "2022-10-01", "2022-12-31"),
            ("ไตรมาสสอง", "2023-01-01", "2023-03-31"),
            ("Q3", "2023-04-01", "2023-06-30"),
            ("ไตรมาสสุดท้าย", "2023-07-01", "2023-09-30"),
            ("ครึ่งปีแรก", "2022-10-01", "2023-03-31"),
            ("ครึ่งปีหลัง", "2023-04-01", "2023-09-30"),
            ("6 เดือนแรก", "2022-10-01", "2023-03-31"),
            ("หกเดือนหลัง", "2023-04-01", "2023-09-30"),
            ("รอบที่ 1", "2022-10-01", "2023-03-31"),
            ("รอบสอง", "2023-04-01", "2023-09-30"),
            ("รอบเก้าเดือน", "2022-10-01", "2023-06-30"),
            ("รอบปี", "2022-10-01", "2023-09-30"),
        ],
    )
    def test_have_their_days(self, text, start, end):
        mention = first(text)

        assert mention.value == f"{start}/{end}"
        assert not mention.is_year_printed
        assert start in mention.notes[-1].en

    @pytest.mark.parametrize(
        ("text", "doubt"),
        [
            ("ไตรมาส 5", "four quarters"),
            ("ไตรมาส 0", "four quarters"),
            ("ไตรมาส 3 - 2", "four quarters"),
            ("รอบ 5 เดือน", "a round of 5 months"),
            ("รอบ 18 เดือน", "a round of 18 months"),
        ],
    )
    def test_that_do_not_exist_are_doubted(self, text, doubt):
        mention = first(text)

        assert (mention.kind, mention.value) == ("ambiguous", None)
        assert doubt in doubts(mention)

    def test_of_a_leap_year_end_in_march_all_the_same(self):
        assert first("ไตรมาส 2/2567").value == "2024-01-01/2024-03-31"


class TestRecurrences:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            *(("ทุกวัน", "daily"), ("รายวัน", "daily"), ("ทุกสัปดาห์", "weekly"), ("ทุกวันจันทร์", "weekly")),
            *(("ทุกเดือน", "monthly"), ("ทุก ๆ เดือน", "monthly"), ("เดือนละครั้ง", "monthly"), ("ทุก 1 เดือน", "monthly")),
            *(("ทุกวันที่ 5 ของเดือน", "monthly"), ("วันที่ 5 ของเดือนถัดไป", "monthly"), ("ทุกสิ้นเดือน", "monthly")),
            *(("ทุก 3 เดือน", "quarterly"), ("ทุกไตรมาส", "quarterly"), ("ทุก 6 เดือน", "half_yearly")),
            *(("ปีละ 2 ครั้ง", "half_yearly"), ("ทุก 12 เดือน", "yearly"), ("ปีละครั้ง", "yearly"), ("ทุกปี", "yearly")),
        ],
    )
    def test_have_a_name_and_the_documents_year(self, text, value):
        mention = first(text)

        assert (mention.kind, mention.value) == ("recurrence", value)
        assert (mention.from_on, mention.to_on) == (date(2022, 10, 1), date(2023, 9, 30))

    def test_have_no_days_in_a_document_without_a_year(self):
        assert (first("ทุกเดือน", None).from_on, first("ทุกเดือน", None).to_on) == (None, None)

    @pytest.mark.parametrize("text", ["ทุก 4 เดือน", "ทุก 2 เดือน"])
    def test_without_a_name_are_doubted(self, text):
        assert (first(text).kind, first(text).value) == ("ambiguous", None)

    @pytest.mark.parametrize(("text", "label"), [("รายเดือน", "adjective"), ("ทุกเดือน", "recur"), ("รายปี", "adjective")])
    def test_that_only_describe_a_report_are_told_apart(self, text, label):
        assert first(text).label == label

    def test_of_the_next_month_say_so(self):
        notes = " ".join(note.en for note in first("วันที่ 5 ของเดือนถัดไป").notes)

        assert "the month after" in notes
        assert "the month after" not in " ".join(note.en for note in first("ทุกเดือน").notes)


class TestLengths:
    @pytest.mark.parametrize(
        ("text", "value", "number"),
        [
            ("7 วัน", "P7D", 7),
            ("๑๕ วันทำการ", "P15D", 15),
            ("2 สัปดาห์", "P2W", 2),
            ("3 เดือน", "P3M", 3),
            ("5 ปี", "P5Y", 5),
            ("24 ชั่วโมง", "PT24H", 24),
            ("48 ชม.", "PT48H", 48),
            ("สามสิบวัน", "P30D", 30),
            ("หนึ่งร้อยยี่สิบวัน", "P120D", 120),
        ],
    )
    def test_are_written_as_iso_lengths(self, text, value, number):
        mention = first(text)

        assert (mention.kind, mention.value, mention.number) == ("duration", value, number)

    def test_of_working_days_say_so(self):
        assert "working days only" in first("15 วันทำการ").notes[-1].en
        assert "working days only" not in first("15 วัน").notes[-1].en

    @pytest.mark.parametrize("text", ["0 วัน", "วัน", "7 วันที่", "3 เดือนมกราคม"])
    def test_of_nothing_are_none(self, text):
        assert [one for one in find_times(text, 2566).mentions if one.kind == "duration"] == []


class TestMonthOrNumberOfAnOrder:
    @pytest.mark.parametrize(
        ("text", "is_seen"),
        [
            *(("5/2566", True), ("12/2566", True), ("13/2566", False), ("0/2566", False)),
            *(("5/66", False), ("5/2500", True), ("5/2600", True), ("5/2601", False), ("5/2499", False)),
        ],
    )
    def test_is_left_open_for_a_month_and_a_year_of_this_time(self, text, is_seen):
        found = find_times(text, 2566).mentions

        assert [(one.kind, one.label) for one in found] == ([("ambiguous", "fraction")] if is_seen else [])
