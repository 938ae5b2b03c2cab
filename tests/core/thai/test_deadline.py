import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.core.plan import Deadline
from prongsai.core.thai.deadline import explain_deadline, read_deadline
from prongsai.core.thai.format import THAI_MONTHS, format_date, format_month

SEED = Path(__file__).parents[3] / "../shared/seed/khoksaat-2566-half-year-report.txt"
YEAR_START, YEAR_END = date(2022, 10, 1), date(2023, 9, 30)


def facts(deadline):
    return deadline and (deadline.kind, deadline.from_on, deadline.due_on, deadline.until_on)


class TestReadDeadlineOfSteps:
    @pytest.mark.parametrize(
        ("text", "from_on", "due_on", "printed", "inferred"),
        [
            ("รายงานผู้บริหาร ภายในเดือนมกราคม", date(2023, 1, 1), date(2023, 1, 31), "ภายในเดือนมกราคม", ("year",)),
            (
                "รายงานผลประจำปีงบประมาณ พ.ศ. ๒๕๖๕ ภายในเดือนธันวาคม ๒๕๖๕",
                date(2022, 12, 1),
                date(2022, 12, 31),
                "ภายในเดือนธันวาคม ๒๕๖๕",
                (),
            ),
            (
                "ความพึงพอใจของปีงบประมาณ พ.ศ. ๒๕๖๕- ภายในเดือนมกราคม ๒๕๖๖",
                date(2023, 1, 1),
                date(2023, 1, 31),
                "ภายในเดือนมกราคม ๒๕๖๖",
                (),
            ),
            (
                "รายงานรอบ ๖ เดือนของปีงบประมาณ พ.ศ.๒๕๖๖ ภายในเดือนเมษายน ๒๕๖๖",
                date(2023, 4, 1),
                date(2023, 4, 30),
                "ภายในเดือนเมษายน ๒๕๖๖",
                (),
            ),
            ("ประเมินความเสี่ยง ภายในเดือนกันยายน ๒๕๖๕", date(2022, 9, 1), date(2022, 9, 30), "ภายในเดือนกันยายน ๒๕๖๕", ()),
            ("ให้เป็นปัจจุบัน ภายในเดือนมีนาคม 2566", date(2023, 3, 1), date(2023, 3, 31), "ภายในเดือนมีนาคม 2566", ()),
            ("ส่งภายในวันที่ 15 มีนาคม 2566", None, date(2023, 3, 15), "ภายในวันที่ 15 มีนาคม 2566", ()),
            ("ภายในวันที่ ๓๐ เมษายน", None, date(2023, 4, 30), "ภายในวันที่ ๓๐ เมษายน", ("year",)),
            ("ส่งก่อนวันที่ 1 เมษายน 2566", None, date(2023, 3, 31), "ก่อนวันที่ 1 เมษายน 2566", ()),
            ("ก่อนสิ้นปีงบประมาณ", None, YEAR_END, "ก่อนสิ้นปีงบประมาณ", ("year",)),
            ("ภายในสิ้นเดือนมีนาคม 2566", None, date(2023, 3, 31), "ภายในสิ้นเดือนมีนาคม 2566", ()),
            ("ภายในไตรมาสที่ ๒", date(2023, 1, 1), date(2023, 3, 31), "ภายในไตรมาสที่ ๒", ("year",)),
            ("ภายในปีงบประมาณ พ.ศ. ๒๕๖๖", YEAR_START, YEAR_END, "ภายในปีงบประมาณ พ.ศ. ๒๕๖๖", ()),
            (
                "จัดอบรมระหว่างเดือนมกราคม - มีนาคม ๒๕๖๖",
                date(2023, 1, 1),
                date(2023, 3, 31),
                "ระหว่างเดือนมกราคม - มีนาคม ๒๕๖๖",
                (),
            ),
        ],
    )
    def test_reads_a_date(self, text, from_on, due_on, printed, inferred):
        deadline = read_deadline(text, fiscal_year=2566)

        assert facts(deadline) == ("date", from_on, due_on, None)
        assert deadline.as_printed == printed
        assert deadline.inferred == inferred
        assert deadline.why.startswith(f'"{printed}"')

    def test_takes_the_last_of_several_dates_and_says_so(self):
        text = "จัดทำร่างภายในเดือนตุลาคม ๒๕๖๕ และประกาศภายในเดือนพฤศจิกายน ๒๕๖๕"

        deadline = read_deadline(text, fiscal_year=2566)

        assert deadline.due_on == date(2022, 11, 30)
        assert "หลายกำหนด" in deadline.why

    @pytest.mark.parametrize(
        ("text", "days", "working"),
        [
            ("ไม่เกิน ๗ วันหลังเสร็จสิ้นแต่ละภารกิจ", 7, False),
            ("ให้เป็นปัจจุบัน ไม่เกิน ๗ วันหลังเสร็จสิ้นแต่ละภารกิจ", 7, False),
            ("แจ้งผลภายใน ๑๕ วันทำการ", 15, True),
            ("ภายในสามสิบวันนับแต่วันที่ได้รับเรื่อง", 30, False),
            ("ภายใน 24 ชั่วโมง", 1, False),
            ("ภายใน 36 ชั่วโมง", 2, False),
            ("ภายใน 2 สัปดาห์", 14, False),
            ("๕ วันหลังประชุม", 5, False),
        ],
    )
    def test_reads_days_after_an_event(self, text, days, working):
        deadline = read_deadline(text, fiscal_year=2566)

        assert (deadline.kind, deadline.days_after_event, deadline.working_days) == ("relative", days, working)
        assert deadline.due_on is None

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("ผู้บริหารมีการติดตามการดำเนินการทุกเดือนเพื่อให้แล้วเสร็จตามระยะเวลา", "monthly"),
            ("จัดทำสรุปรายเดือนให้ครบทุกเดือนให้เป็นปัจจุบัน ข้อมูลปีงบประมาณ พ.ศ. ๒๕๖๖", "monthly"),
            ("ส่งภายในวันที่ ๕ ของทุกเดือน", "monthly"),
            ("เผยแพร่บนเว็บไซต์ให้เป็นปัจจุบัน", "continuous"),
            ("ประกาศให้เป็นปัจจุบันใน ปีงบประมาณ พ.ศ. ๒๕๖๖", "continuous"),
            ("รายงานทุกไตรมาส", "continuous"),
            ("ดำเนินการตลอดปีงบประมาณ", "continuous"),
        ],
    )
    def test_reads_what_recurs_through_the_fiscal_year(self, text, kind):
        deadline = read_deadline(text, fiscal_year=2566)

        assert facts(deadline) == (kind, YEAR_START, None, YEAR_END)
        assert deadline.inferred == ()

    def test_takes_the_months_that_a_monthly_task_names(self):
        deadline = read_deadline("รายงานทุกเดือน ตั้งแต่ตุลาคม ๒๕๖๕ ถึงมีนาคม ๒๕๖๖", fiscal_year=2566)

        assert facts(deadline) == ("monthly", date(2022, 10, 1), None, date(2023, 3, 31))

    @pytest.mark.parametrize(
        "text",
        [
            "ให้เสร็จสิ้นภายใน ระยะเวลาที่กำหนด",
            "ขั้นตอนภายในกำหนดและกำกับ",
            "ให้เป็นไปตามกำหนดระยะเวลา",
            "ให้เป็นไปตาม กำหนดระยะเวลา",
            "ภายในเดือนเมษายน ๒๕๒๖",
            "ภายในวันที่ 31 เมษายน 2566",
        ],
    )
    def test_says_that_no_day_can_be_told(self, text):
        deadline = read_deadline(text, fiscal_year=2566)

        assert facts(deadline) == ("none", None, None, None)
        assert deadline.as_printed
        assert deadline.why

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "รายงานผู้บริหาร",
            "เผยแพร่ข้อมูลบนเว็บไซต์หน่วยงานและช่องทางอื่นๆ",
            "สรุปรายงานผลตามแผนประจำปีงบประมาณ พ.ศ. ๒๕๖๖ รอบ ๖ เดือน",
            "รอบ ๖ เดือนของปีงบประมาณปัจจุบัน",
            "รายงาน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)",
            "ผู้บริหารสูงสุดคนปัจจุบัน",
            "รายงานประจำเดือนมกราคม ๒๕๖๖",
            "คำสั่งลงวันที่ ๑ ตุลาคม ๒๕๖๕",
            "จัดทำสรุปผลการจัดซื้อจัดจ้างรายเดือน",
            "คู่มือที่กำหนดระยะเวลาการให้บริการ",
            "การควบคุมภายในหน่วยงาน",
        ],
    )
    def test_says_nothing_where_the_text_does_not(self, text):
        assert read_deadline(text, fiscal_year=2566) is None


class TestReadDeadlineOfTimeCells:
    @pytest.mark.parametrize(
        ("text", "from_on", "due_on"),
        [
            ("ต.ค. 65 - ก.ย. 66", YEAR_START, YEAR_END),
            ("ต.ค. 66 - ธ.ค. 66", date(2023, 10, 1), date(2023, 12, 31)),
            ("ตุลาคม 2565", date(2022, 10, 1), date(2022, 10, 31)),
            ("15 มีนาคม 2566", None, date(2023, 3, 15)),
            ("ไตรมาส 2", date(2023, 1, 1), date(2023, 3, 31)),
            ("ปีงบประมาณ 2566 ไตรมาส 2", date(2023, 1, 1), date(2023, 3, 31)),
            ("รอบ 6 เดือน (ต.ค. 65 - มี.ค. 66)", YEAR_START, date(2023, 3, 31)),
            ("ปีงบประมาณ พ.ศ. 2566", YEAR_START, YEAR_END),
            ("ภายในวันที่ ๓๐ เมษายน", None, date(2023, 4, 30)),
            ("ตุลาคม 2565, เมษายน 2566", YEAR_START, date(2023, 4, 30)),
        ],
    )
    def test_every_time_counts(self, text, from_on, due_on):
        deadline = read_deadline(text, fiscal_year=2566, is_time_cell=True)

        assert facts(deadline) == ("date", from_on, due_on, None)

    @pytest.mark.parametrize(
        ("text", "kind"),
        [("ตลอดปี", "continuous"), ("ตลอดปีงบประมาณ", "continuous"), ("ทุกเดือน", "monthly"), ("รายเดือน", "monthly")],
    )
    def test_reads_what_runs_through_the_year(self, text, kind):
        assert facts(read_deadline(text, fiscal_year=2566, is_time_cell=True)) == (kind, YEAR_START, None, YEAR_END)

    def test_reads_a_length_of_time(self):
        assert read_deadline("30 วัน", fiscal_year=2566, is_time_cell=True).days_after_event == 30

    @pytest.mark.parametrize("text", ["-", "", "สำนักปลัด", "ไม่ใช้งบประมาณ"])
    def test_says_nothing_of_cells_without_time(self, text):
        assert read_deadline(text, fiscal_year=2566, is_time_cell=True) is None


class TestReadDeadlineProperties:
    @given(st.dates(date(2016, 1, 1), date(2030, 12, 31)), st.sampled_from(["thai", "arabic"]))
    def test_reads_the_day_it_is_told(self, day, digits):
        deadline = read_deadline(
            f"จัดทำแผนให้แล้วเสร็จภายในวันที่ {format_date(day, 'full', digits)}", fiscal_year=fiscal_year_of(day)
        )

        assert (deadline.kind, deadline.due_on, deadline.inferred) == ("date", day, ())

    @given(st.sampled_from(THAI_MONTHS), st.integers(2560, 2572))
    def test_a_month_is_due_on_its_last_day_inside_the_fiscal_year(self, month, fiscal_year):
        deadline = read_deadline(f"รายงานภายในเดือน{month}", fiscal_year=fiscal_year)

        assert fiscal_year_of(deadline.due_on) == fiscal_year
        assert (deadline.due_on + timedelta(days=1)).day == 1
        assert deadline.from_on == deadline.due_on.replace(day=1)
        assert deadline.inferred == ("year",)

    @given(st.text(max_size=60), st.booleans())
    def test_never_fails(self, text, is_time_cell):
        deadline = read_deadline(text, fiscal_year=2566, is_time_cell=is_time_cell)

        assert deadline is None or (deadline.kind == "date") == (deadline.due_on is not None)

    @given(st.dates(date(2016, 1, 1), date(2030, 12, 31)))
    def test_reads_back_its_own_explanation(self, day):
        said = explain_deadline(read_deadline(f"ภายในเดือน{format_month(day)}", fiscal_year=fiscal_year_of(day)), "th")

        again = read_deadline(said.split(" (")[0], fiscal_year=fiscal_year_of(day))

        assert (again.due_on.year, again.due_on.month) == (day.year, day.month)


class TestExplainDeadline:
    @pytest.mark.parametrize(
        ("deadline", "thai", "english"),
        [
            (Deadline("date", due_on=date(2023, 3, 15)), "ภายในวันที่ ๑๕ มีนาคม ๒๕๖๖", "by 15 March 2023"),
            (
                Deadline("date", due_on=date(2023, 1, 31), from_on=date(2023, 1, 1), inferred=("year",)),
                "ภายในเดือนมกราคม ๒๕๖๖ (ครบกำหนด ๓๑ มกราคม ๒๕๖๖) ปีคำนวณจากปีงบประมาณของแผน",
                "by the end of January 2023 (31 January 2023), year taken from the plan's fiscal year",
            ),
            (
                Deadline("date", due_on=date(2023, 3, 31), from_on=YEAR_START),
                "ตั้งแต่ ๑ ตุลาคม ๒๕๖๕ ถึง ๓๑ มีนาคม ๒๕๖๖",
                "from 1 October 2022 to 31 March 2023",
            ),
            (
                Deadline("monthly", from_on=YEAR_START, until_on=YEAR_END),
                "ทุกเดือน ตั้งแต่เดือนตุลาคม ๒๕๖๕ ถึงเดือนกันยายน ๒๕๖๖",
                "every month from October 2022 to September 2023",
            ),
            (Deadline("monthly"), "ทุกเดือน", "every month"),
            (
                Deadline("continuous", from_on=date(2022, 10, 15), until_on=YEAR_END),
                "ทำต่อเนื่อง ตั้งแต่ ๑๕ ตุลาคม ๒๕๖๕ ถึง ๓๐ กันยายน ๒๕๖๖",
                "continuously from 15 October 2022 to 30 September 2023",
            ),
            (
                Deadline("continuous", until_on=YEAR_END),
                "ทำต่อเนื่อง ถึง ๓๐ กันยายน ๒๕๖๖",
                "continuously until 30 September 2023",
            ),
            (Deadline("relative", days_after_event=7), "ภายใน ๗ วันหลังเสร็จสิ้นแต่ละครั้ง", "within 7 days of each event"),
            (
                Deadline("relative", days_after_event=15, working_days=True),
                "ภายใน ๑๕ วันทำการหลังเสร็จสิ้นแต่ละครั้ง",
                "within 15 working days of each event",
            ),
            (Deadline("none"), "ไม่ได้กำหนดวัน", "no date set"),
        ],
    )
    def test_says_each_kind_in_both_languages(self, deadline, thai, english):
        assert explain_deadline(deadline, "th") == thai
        assert explain_deadline(deadline, "en") == english

    @pytest.mark.parametrize("kind", ["date", "monthly", "continuous", "relative", "none"])
    @given(
        due=st.none() | st.dates(date(2015, 1, 1), date(2035, 1, 1)),
        start=st.none() | st.dates(date(2015, 1, 1), date(2035, 1, 1)),
        until=st.none() | st.dates(date(2015, 1, 1), date(2035, 1, 1)),
        days=st.none() | st.integers(0, 400),
    )
    def test_says_whatever_stands_in_the_fields_in_each_language_s_own_script(self, kind, due, start, until, days):
        deadline = Deadline(kind, due_on=due, from_on=start, until_on=until, days_after_event=days)

        thai, english = explain_deadline(deadline, "th"), explain_deadline(deadline, "en")

        assert thai.strip() == thai != ""
        assert not re.search("[0-9a-zA-Z]|None", thai)
        assert english.isascii()
        assert "None" not in english
        if kind == "date" and due:
            assert f"{due.day} {due:%B %Y}" in english
            assert format_date(due) in thai

    @pytest.mark.parametrize(
        ("start", "due", "thai"),
        [
            (date(2024, 2, 1), date(2024, 2, 29), "ภายในเดือนกุมภาพันธ์ ๒๕๖๗ (ครบกำหนด ๒๙ กุมภาพันธ์ ๒๕๖๗)"),
            (date(2024, 2, 1), date(2024, 2, 28), "ตั้งแต่ ๑ กุมภาพันธ์ ๒๕๖๗ ถึง ๒๘ กุมภาพันธ์ ๒๕๖๗"),
            (date(2024, 2, 2), date(2024, 2, 29), "ตั้งแต่ ๒ กุมภาพันธ์ ๒๕๖๗ ถึง ๒๙ กุมภาพันธ์ ๒๕๖๗"),
            (date(2023, 2, 1), date(2024, 2, 29), "ตั้งแต่ ๑ กุมภาพันธ์ ๒๕๖๖ ถึง ๒๙ กุมภาพันธ์ ๒๕๖๗"),
            (date(2024, 1, 1), date(2024, 2, 29), "ตั้งแต่ ๑ มกราคม ๒๕๖๗ ถึง ๒๙ กุมภาพันธ์ ๒๕๖๗"),
        ],
    )
    def test_calls_only_a_whole_month_a_month(self, start, due, thai):
        assert explain_deadline(Deadline("date", due_on=due, from_on=start), "th") == thai

    @pytest.mark.parametrize(
        ("start", "until", "thai", "english"),
        [
            (date(2022, 10, 1), None, "ทุกเดือน ตั้งแต่ ๑ ตุลาคม ๒๕๖๕", "every month from 1 October 2022"),
            (None, date(2023, 3, 31), "ทุกเดือน ถึง ๓๑ มีนาคม ๒๕๖๖", "every month until 31 March 2023"),
            (
                date(2022, 10, 1),
                date(2023, 3, 30),
                "ทุกเดือน ตั้งแต่ ๑ ตุลาคม ๒๕๖๕ ถึง ๓๐ มีนาคม ๒๕๖๖",
                "every month from 1 October 2022 to 30 March 2023",
            ),
        ],
    )
    def test_says_the_ends_of_a_rhythm_that_are_known(self, start, until, thai, english):
        deadline = Deadline("monthly", from_on=start, until_on=until)

        assert (explain_deadline(deadline, "th"), explain_deadline(deadline, "en")) == (thai, english)

    @pytest.mark.parametrize(("kind", "is_said"), [("date", True), ("monthly", False), ("none", False)])
    def test_says_that_a_year_was_inferred_only_of_a_date(self, kind, is_said):
        deadline = Deadline(kind, due_on=date(2023, 1, 31), inferred=("year",))

        assert ("ปีคำนวณจากปีงบประมาณ" in explain_deadline(deadline, "th")) is is_said
        assert ("fiscal year" in explain_deadline(deadline, "en")) is is_said


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
class TestSeed:
    """Section 3 of the seed's mapping: 21 dated lines and what recurs, row by row in the order of the seed."""

    DATED = [
        "2023-01-31",
        "2022-10-31",
        "2023-04-30",
        "2022-12-31",
        "2023-01-31",
        "2023-01-31",
        "2023-01-31",
        "2023-04-30",
        "2023-01-31",
        "2022-12-31",
        "2023-01-31",
        "2022-10-31",
        "2022-12-31",
        "2022-11-30",
        "2023-04-30",
        "2022-11-30",
        "2022-11-30",
        "2022-09-30",
        "2023-04-30",
        "2022-10-31",
        "2023-04-30",
    ]

    def deadlines(self):
        text = re.sub(r"<[^>]+>", " ", SEED.read_text(encoding="utf-8"))
        for line in text.splitlines():
            cells = line.split("\t")
            if len(cells) < 4 or cells[0].startswith("ประเด็น"):
                continue
            for cell in cells[1:4]:
                for step in re.split(r"(?=[๑-๙]\. )", cell):
                    yield step, read_deadline(step, fiscal_year=2566)

    def test_finds_every_dated_line_and_no_other(self):
        found = [deadline for _, deadline in self.deadlines() if deadline and deadline.kind == "date"]

        assert [str(deadline.due_on) for deadline in found] == self.DATED
        assert sum(deadline.inferred == ("year",) for deadline in found) == 2

    def test_finds_what_recurs(self):
        kinds = [deadline.kind for _, deadline in self.deadlines() if deadline and deadline.kind != "date"]

        assert kinds.count("relative") == 1
        assert kinds.count("continuous") == 2
        assert kinds.count("monthly") == 4  # three in the follow-up column, one in the shifted method cell

    def test_supervision_as_set_has_no_date(self):
        found = [step for step, deadline in self.deadlines() if deadline and deadline.kind == "none"]

        assert len([step for step in found if "ผู้บริหารกำกับติดตาม" in step]) == 4
