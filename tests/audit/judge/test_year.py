"""Which year a page is of: by what each printed year is the year of, where it stands, and what a scan may prove."""

from dataclasses import replace
from datetime import date

import pytest

from prongsai.audit.judge.letters import read_letters, to_plain
from prongsai.audit.judge.year import YearJudged, judge_year
from prongsai.audit.judge.year_evidence import see_years_of
from prongsai.audit.judge.year_fits import Rounds, wanted_year, year_fits
from prongsai.audit.page import DigitRun, PageText

pytestmark = pytest.mark.usefixtures("both_ways_of_years")


def judged(text: str, *, title: str = "", asked: int | None = 2566, url_year: int | None = None) -> YearJudged:
    page = PageText("html", text, title)
    return judge_year(page, read_letters(title, (), text), asked=asked, url_year=url_year)


def seen(text: str):
    return [(one.kind, one.year_be) for one in see_years_of(to_plain(text), "body").seen]


class TestSeeYears:
    @pytest.mark.parametrize(
        ("text", "kind", "year"),
        [
            ("ปีงบประมาณ พ.ศ. 2566", "fiscal", 2566),
            ("ปีงบประมาณ ๒๕๖๖", "fiscal", 2566),
            ("ประจำปี งบประมาณ พ.ศ.2566", "fiscal", 2566),
            ("ประจาปีงบประมาณ ๒๕๖๖", "fiscal", 2566),
            ("fiscal year 2023", "fiscal", 2566),
            ("ประจำปี 2566", "yearly", 2566),
            ("ประจำปี พ.ศ. 2566", "yearly", 2566),
            ("ITA 2566", "assessment", 2566),
            ("ITA ประจำปี 2566", "yearly", 2566),
            ("สุจริต โปร่งใส ใสสะอาด 2566", "assessment", 2566),
            ("ณ วันที่ 3 ตุลาคม พ.ศ. 2565", "signed", 2566),
            ("ลงวันที่ 30 กันยายน 2566", "signed", 2566),
            ("ประชุม 15 มกราคม 2566", "date", 2566),
            ("15 ม.ค. 2566", "date", 2566),
            ("15 ม.ค. 66", "date", 2566),
            ("ข่าว 15/01/2566", "date", 2566),
            ("ข่าว 15/10/65", "date", 2566),
            ("เดือน ธันวาคม 2565", "month", 2566),
            ("เดือน ธ.ค. 65", "month", 2566),
            ("จำนวนปี 2566", "year", 2566),
            ("รายงาน 2566", "bare", 2566),
            ("แนวทาง พ.ศ. 2566", "named", 2566),
            ("พ.ศ. 2566 - 2570", "range", 2566),
            ("ปีงบประมาณ พ.ศ. 2566 ถึง 2568", "range", 2566),
        ],
    )
    def test_knows_what_a_year_is_the_year_of(self, text, kind, year):
        assert seen(text) == [(kind, year)]

    @pytest.mark.parametrize(
        "text",
        [
            "พระราชบัญญัติการจัดซื้อจัดจ้าง พ.ศ. 2560",
            "ระเบียบกระทรวงมหาดไทย ว่าด้วยการงบประมาณ พ.ศ. 2563",
            "แก้ไขเพิ่มเติม (ฉบับที่ 2) พ.ศ. 2559",
            "คำสั่งที่ 150/2563",
            "ประชุมครั้งที่ 1/2566",
            "ปีการศึกษา 2566",
            "หลักสูตรปรับปรุง พ.ศ. 2566",
            "สงวนลิขสิทธิ์ 2566",
            "อัปโหลดเมื่อ 19 ตุลาคม 2564",
            "ปรับปรุงล่าสุด 12/05/2566",
            "https://x.go.th/ita/2566/plan.pdf",
            "ita2566.pdf",
            "2023-01-25 10:03:00",
            "25665",
            "125660 บาท",
            "จัดตั้งเมื่อ 25 พฤษภาคม 2542",
            "นโยบาย พ.ศ. 2541",
            "ยุทธศาสตร์ชาติ 20 ปี (พ.ศ. 2561 - 2580)",
            "โทร. 66 เครื่อง",
            "ข้อ 4.66",
        ],
    )
    def test_leaves_years_of_other_things_out(self, text):
        assert seen(text) == [] or all(kind == "assessment" and "ita2566" in text for kind, _ in seen(text))

    def test_a_span_of_days_is_one(self):
        found = see_years_of(to_plain("(1 ตุลาคม 2565 - 31 มีนาคม 2566)"), "body")

        assert found.spans == [(date(2022, 10, 1), date(2023, 3, 31))]

    def test_a_span_of_months_goes_to_the_end_of_the_last(self):
        found = see_years_of(to_plain("เดือนตุลาคม 2565 ถึง เดือนกุมภาพันธ์ 2566"), "body")

        assert found.spans == [(date(2022, 10, 1), date(2023, 2, 28))]

    def test_a_span_that_runs_backwards_is_mistyped(self):
        found = see_years_of(to_plain("1 ตุลาคม 2566 - 31 มีนาคม 2566"), "body")

        assert found.seen == []
        assert len(found.mistyped) == 1

    def test_a_day_that_does_not_exist_is_none(self):
        assert seen("31/02/2566") == []


class TestJudgeYear:
    def test_a_title_outweighs_the_text(self):
        assert judged("ผลปี 2565 และแผนปี 2565", title="แผนประจำปีงบประมาณ 2566").fiscal_year == 2566

    def test_a_report_signed_in_the_next_year_keeps_its_own(self):
        found = judged("รายงานผลการดำเนินงาน ประจำปีงบประมาณ 2565\n" + "ข้อความ " * 90 + "ประกาศ ณ วันที่ 15 พฤศจิกายน 2565")

        assert found.fiscal_year == 2565

    def test_a_date_alone_gives_its_fiscal_year_and_says_so(self):
        found = judged("ประกาศ เรื่อง นโยบาย ประกาศ ณ วันที่ 3 ตุลาคม พ.ศ. 2565")

        assert found.fiscal_year == 2566
        assert found.by_date_only
        assert "ไม่ได้ระบุปีงบประมาณ" in found.grounds_th

    def test_quotes_the_words_it_goes_by(self):
        assert "ปีงบประมาณ พ.ศ. 2566" in judged("แผนดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖").grounds_th

    def test_of_a_plan_of_several_years_names_the_year_asked_for(self):
        text = "แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)"

        assert judged(text, asked=2568).fiscal_year == 2568
        assert judged(text, asked=2564).fiscal_year == 2566
        assert judged(text, asked=2572).fiscal_year == 2570
        assert judged(text).fiscal_years == (2566, 2567, 2568, 2569, 2570)

    def test_two_plans_are_not_one(self):
        assert judged("แผนพัฒนา (พ.ศ. 2561 - 2565)\nแผนอัตรากำลัง (พ.ศ. 2564 - 2566)").fiscal_year is None

    def test_the_address_is_no_evidence_and_is_named(self):
        found = judged("แผนดำเนินงานประจำปี", url_year=2566)

        assert found.fiscal_year is None
        assert "2566" in found.grounds_th

    def test_says_that_only_laws_have_years(self):
        assert "กฎหมาย" in judged("ตามพระราชบัญญัติเทศบาล พ.ศ. 2562").grounds_th

    def test_years_alike_are_not_chosen_from(self):
        found = judged("สถิติ ปี 2564 100 ราย\nปี 2565 120 ราย\nปี 2566 130 ราย")

        assert found.fiscal_year is None
        assert found.other_years

    def test_the_period_is_that_of_the_days_said(self):
        found = judged("รายงาน รอบ 6 เดือน ปีงบประมาณ 2566 (1 ตุลาคม 2565 - 31 มีนาคม 2566)")

        assert (found.period_from, found.period_to) == (date(2022, 10, 1), date(2023, 3, 31))

    def test_a_calendar_year_is_said_and_no_fiscal_year(self):
        found = judged("ข้อมูลตั้งแต่ 1 มกราคม 2566 - 31 ธันวาคม 2566")

        assert found.fiscal_year is None
        assert "ปีปฏิทิน" in found.grounds_th
        assert found.other_years == (2566, 2567)


class TestScans:
    text = "แผนดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2566"

    def of(self, **changes) -> YearJudged:
        page = replace(PageText("pdf", self.text, pages=(self.text,), page_count=1, ocr_pages=(1,)), **changes)
        return judge_year(page, read_letters("", (), page.text), asked=2566)

    def test_digits_of_ocr_are_no_evidence(self):
        found = self.of()

        assert found.fiscal_year is None
        assert found.ocr_only
        assert "OCR" in found.grounds_th

    def test_digits_that_the_digit_reader_vouches_for_are(self):
        assert self.of(digit_runs=(DigitRun(1, "2566", 0.999),)).fiscal_year == 2566
        assert self.of(digit_runs=(DigitRun(1, "๒๕๖๖", 0.999),)).fiscal_year == 2566

    def test_other_digits_do_not_vouch_for_a_year(self):
        assert self.of(digit_runs=(DigitRun(1, "2568", 0.999),)).fiscal_year is None
        assert self.of(digit_runs=(DigitRun(1, "12", 0.999),)).fiscal_year is None

    def test_digits_of_another_page_do_not_either(self):
        page = PageText(
            "pdf",
            self.text,
            pages=(self.text, "ลายเซ็น"),
            page_count=2,
            ocr_pages=(1, 2),
            digit_runs=(DigitRun(2, "2566", 0.99),),
        )

        assert judge_year(page, read_letters("", (), page.text), asked=2566).fiscal_year is None

    def test_a_page_with_a_text_layer_counts_beside_a_scanned_one(self):
        page = PageText(
            "pdf", self.text, pages=("แผนดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2567", self.text), page_count=2, ocr_pages=(2,)
        )

        assert judge_year(page, read_letters("", (), page.text), asked=2566).fiscal_year == 2567


def of_year(*years: int, by_date_only: bool = False, period=(None, None)) -> YearJudged:
    return YearJudged(
        years[0] if years else None, years, by_date_only=by_date_only, period_from=period[0], period_to=period[1]
    )


HALF = (date(2022, 10, 1), date(2023, 3, 31))
SECOND = (date(2023, 4, 1), date(2023, 9, 30))
QUARTER = (date(2023, 1, 1), date(2023, 3, 31))
WHOLE_2565 = (date(2021, 10, 1), date(2022, 9, 30))


class TestYearFits:
    @pytest.mark.parametrize(
        ("period", "year", "rounds", "expected"),
        [
            ("evergreen", of_year(), Rounds(), "yes"),
            ("evergreen", of_year(2560), Rounds(), "yes"),
            ("current_fy", of_year(2566), Rounds(), "yes"),
            ("current_fy", of_year(2565), Rounds(), "no"),
            ("current_fy", of_year(), Rounds(), "cannot_tell"),
            ("current_fy", of_year(2565, by_date_only=True), Rounds(), "cannot_tell"),
            ("current_fy", of_year(2562, by_date_only=True), Rounds(), "no"),
            ("current_fy", of_year(2565, 2566, 2567), Rounds(), "yes"),
            ("monthly_current_fy", of_year(2566), Rounds(), "yes"),
            ("monthly_current_fy", of_year(2567), Rounds(), "no"),
            ("previous_fy", of_year(2565), Rounds(), "yes"),
            ("previous_fy", of_year(2566), Rounds(), "no"),
            ("previous_fy", of_year(2565, 2566), Rounds(), "cannot_tell"),
            ("previous_fy", of_year(2565), Rounds(half_year=True), "cannot_tell"),
            ("previous_fy", of_year(2565), Rounds(half_year=True, whole_year=True), "yes"),
            ("previous_fy", of_year(2565, period=WHOLE_2565), Rounds(), "yes"),
            ("first_half_current_fy", of_year(2566), Rounds(half_year=True), "yes"),
            ("first_half_current_fy", of_year(2566, period=HALF), Rounds(), "yes"),
            ("first_half_current_fy", of_year(2566, period=SECOND), Rounds(), "no"),
            ("first_half_current_fy", of_year(2566, period=QUARTER), Rounds(), "cannot_tell"),
            ("first_half_current_fy", of_year(2566), Rounds(half_year=True, second_half=True), "no"),
            ("first_half_current_fy", of_year(2565), Rounds(half_year=True), "no"),
            ("multi_year_covering_current_fy", of_year(2565, 2566, 2567), Rounds(), "yes"),
            ("multi_year_covering_current_fy", of_year(2566), Rounds(), "cannot_tell"),
            ("multi_year_covering_current_fy", of_year(2561, 2562, 2563), Rounds(), "no"),
            ("analysis_of_previous_fy_result", of_year(2566), Rounds(), "yes"),
            ("analysis_of_previous_fy_result", of_year(2565), Rounds(), "cannot_tell"),
            ("analysis_of_previous_fy_result", of_year(2563), Rounds(), "no"),
        ],
    )
    def test_by_the_period_the_item_asks_for(self, period, year, rounds, expected):
        assert year_fits(period, 2566, year, rounds) == expected

    def test_the_year_before_is_wanted_for_reports(self):
        assert wanted_year("previous_fy", 2566) == 2565
        assert wanted_year("current_fy", 2566) == 2566
