import signal
from contextlib import contextmanager

import pytest

from prongsai.audit.page import PageText
from prongsai.audit.reading.meaning import meaningful_text

BODY = "แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\nหมวด\tจำนวน ๑๒ โครงการ\tวงเงิน 1,234,567 บาท"


def meaning(text: str, kind: str = "html") -> str:
    return meaningful_text(PageText(kind=kind, text=text))


@contextmanager
def within(cpu_s: float):
    """Raises when what is inside takes more seconds of the processor."""

    def end(number, frame):
        raise TimeoutError(f"more than {cpu_s} s")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, cpu_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class TestFurniture:
    @pytest.mark.parametrize(
        "line",
        [
            "ผู้เข้าชม 12,345 ครั้ง",
            "จำนวนผู้เข้าชมเว็บไซต์ : 00123456",
            "วันนี้ 25 คน",
            "เมื่อวานนี้ 102",
            "ออนไลน์ 3 คน",
            "สถิติผู้เยี่ยมชม",
            "Your IP 10.0.0.8",
            "Today 12",
            "Total visitors: 99120",
            "วันศุกร์ที่ ๒๗ พฤศจิกายน ๒๕๖๙",
            "27 พ.ย. 2569",
            "27/11/2569 10:45:12",
            "เวลา 10.45 น.",
            "1\t2\t3\t4\t5\t6\t7",
            "ปรับปรุงล่าสุด 27 พ.ย. 2569 เวลา 10:45 น.",
            "Page generated in 0.123 seconds",
            "๑๒๓๔",
        ],
    )
    def test_counters_clocks_and_calendars_do_not_count(self, line):
        assert meaning(f"{BODY}\n{line}") == meaning(BODY)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ประกาศผลสอบ (อ่าน 15 ครั้ง)", "ประกาศผลสอบ (อ่าน 16 ครั้ง)"),
            ("ข่าวประชาสัมพันธ์ เข้าชม : 1,204", "ข่าวประชาสัมพันธ์ เข้าชม : 1,999"),
            ("© 2025 เทศบาลตำบลน้ำผุด", "© 2026 เทศบาลตำบลน้ำผุด"),
        ],
    )
    def test_a_counter_at_the_end_of_a_line_does_not_count(self, one, other):
        assert meaning(one) == meaning(other)
        assert meaning(one)

    @pytest.mark.parametrize(
        "line",
        [
            "ประชุมครั้งที่ ๒/๒๕๖๖ วันที่ ๑๖ กุมภาพันธ์ ๒๕๖๖",
            "โครงการก่อสร้างถนน 1,500,000 บาท",
            "โทรศัพท์ 0 4481 2345",
            "รายงานผล ประจำปี ๒๕๖๕",
            "วันที่ ๓๑ มีนาคม ๒๕๖๖ ส่งรายงานผล",
            "ไม่มีผู้ร้องเรียน",
        ],
    )
    def test_what_the_page_says_counts(self, line):
        assert line in meaning(f"{BODY}\n{line}")

    def test_a_year_that_changes_in_the_text_is_a_change(self):
        assert meaning("แผนปี ๒๕๖๖") != meaning("แผนปี ๒๕๖๗")

    def test_long_lines_are_never_shortened(self):
        line = "ก" * 150 + " เข้าชม 5 ครั้ง"

        assert meaning(line) == line


class TestForm:
    def test_blanks_are_folded_and_empty_lines_gone(self):
        assert meaning("  ก \t ข  \n\n  \n ค ") == "ก ข\nค"

    @pytest.mark.parametrize("kind", ["pdf", "xlsx", "docx", "text"])
    def test_documents_keep_all_their_numbers(self, kind):
        assert meaning("1\t2\t3\nวันนี้ 25 คน", kind) == "1 2 3\nวันนี้ 25 คน"

    def test_nothing_gives_nothing(self):
        assert meaning("") == ""


class TestHostileLines:
    """Lines that can be taken to pieces in very many ways: a page of them must not hold the auditor up."""

    @pytest.mark.parametrize(
        "unit", ["4", "๔", "4.", "4,4 ", "1:11 ", "11.11.", "1/1/1111", "1 ม.ค. 11", "hit", "วันนี้ ", "อ่าน", "(", "1 "]
    )
    @pytest.mark.parametrize("tail", ["\u00f4\u017e", "x", " ก"])
    def test_are_read_at_once(self, unit, tail):
        lines = [(unit * 80)[: length - len(tail)] + tail for length in (29, 79, 80)]

        with within(1):
            meaning("\n".join(lines))

    @pytest.mark.parametrize("line", ["1:11 " * 16, "12 / 11 / 2569 - 12", "( 1 )  [2] . 3", "๑ ๒ ๓ ๔"])
    def test_furniture_stays_furniture(self, line):
        assert meaning(f"ก\n{line}") == "ก"

    @pytest.mark.parametrize("line", ["1 ห้อง", "ก 1", "12.x", "- - -"])
    def test_text_stays_text(self, line):
        assert meaning(f"ก\n{line}") == f"ก\n{line}"
