"""Years by the words right before them: where one rule could be taken for another."""

import pytest

from prongsai import wiring
from prongsai.audit.judge import page_judge
from prongsai.audit.judge.letters import to_plain
from prongsai.audit.judge.year_evidence import see_years, see_years_of
from prongsai.audit.judged import Question
from prongsai.audit.page import PageText
from prongsai.core.personal_data.numbers import find_personal_data

pytestmark = pytest.mark.usefixtures("both_ways_of_years")


def kinds(text: str) -> list[tuple[str, int]]:
    return [(one.kind, one.year_be) for one in see_years_of(to_plain(text), "body").seen]


class TestDays:
    @pytest.mark.parametrize(
        ("text", "kind", "year"),
        [
            ("15 มกราคม พ.ศ. 2566", "date", 2566),
            ("15 ม.ค. 2566", "date", 2566),
            ("15 มี.ค. 2566", "date", 2566),
            ("เดือนตุลาคม 2565", "month", 2566),
            ("เดือนธันวาคม 2565", "month", 2566),
            ("เดือนกุมภาพันธ์ 2566", "month", 2566),
            ("03/10/2565", "date", 2566),
            ("03-10-2565", "date", 2566),
            ("03.10.2565", "date", 2566),
            ("สำหรับปีสิ้นสุดวันที่ 30 กันยายน 2566", "fiscal", 2566),
        ],
    )
    def test_a_month_before_a_year_makes_a_day(self, text, kind, year):
        assert kinds(text) == [(kind, year)]

    @pytest.mark.parametrize("month", ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."])
    def test_every_short_month_is_known_with_a_year_of_two_digits(self, month):
        assert kinds(f"ข้อมูล ณ 5 {month} 66") == [("date", 2566)]

    def test_two_digits_after_anything_else_are_no_year(self):
        assert kinds("ร้อยละ 66 จำนวน 45 ราย 3.66 บาท") == []

    def test_days_parted_by_a_dash_are_a_span(self):
        found = see_years_of(to_plain("1 ต.ค. 65 - 31 มี.ค. 66"), "body")

        assert [(first.isoformat(), last.isoformat()) for first, last in found.spans] == [("2022-10-01", "2023-03-31")]

    def test_a_class_is_no_slashed_day(self):
        assert kinds("ภาคเรียนที่ 1/2566") == []

    def test_a_split_year_is_believed_only_where_a_year_must_stand(self):
        assert kinds("ปีงบประมาณ พ.ศ. 256 6") == [("fiscal", 2566)]
        assert kinds("จำนวน 256 6") == []

    @pytest.mark.parametrize("text", ["2566", "ปี 2566", "แผน 2566 - 2570", "12 มกราคม 2566 ถึง"])
    def test_a_year_at_the_very_start_is_quoted_whole(self, text):
        (one,) = see_years_of(to_plain(text), "body").seen

        assert "2566" in one.printed


class TestOneReading:
    def test_the_years_of_a_list_of_items_are_looked_for_once(self, monkeypatch):
        framework = wiring.framework_files().get(2566)
        text = "\n".join([*(item.title_th for item in framework.items), "15 มกราคม 2565", "ประจำปี 2566"])
        read = []
        monkeypatch.setattr(page_judge, "see_years", lambda letters: read.append(letters) or see_years(letters))

        judged = page_judge.judge(PageText("html", text, ""), Question(None, 2566), framework=framework)

        assert judged.items == ()  # a list, judged a second time as one
        assert len(read) == 1

    def test_of_a_scan_they_are_looked_for_by_page(self, monkeypatch):
        monkeypatch.setattr(page_judge, "see_years", lambda letters: pytest.fail("letters of OCR are no evidence"))
        page = PageText("pdf", "ประจำปี 2566", pages=("ประจำปี 2566",), page_count=1, ocr_pages=(1,))

        judged = page_judge.judge(page, Question(None, 2566), framework=wiring.framework_files().get(2566))

        assert judged.fiscal_year is None


class TestRunsOfDigits:
    @pytest.mark.parametrize(
        "text", ["โทร 081-234-5678", "โทร 081 234 5678", "โทร (081) 234-5678", "โทร ๐๘๑-๒๓๔-๕๖๗๘", "0812345678"]
    )
    def test_a_number_at_the_end_of_a_text_is_found(self, text):
        assert [found.kind for found in find_personal_data(text)] == (["mobile_number"] if "(" not in text else [])

    @pytest.mark.parametrize("text", ["12345678", "1,234.56 บาท 7,890.12 บาท", "12 มกราคม 2566 10.30 น.", "1-2-3"])
    def test_shorter_numbers_are_none(self, text):
        assert find_personal_data(text) == ()

    def test_two_numbers_side_by_side_are_both_found(self):
        (found,) = find_personal_data("081-234-5678, 089-876-5432")

        assert found.count == 2
