"""Steps, follow-ups, and the words of time."""

from datetime import date

import pytest

from prongsai.intake.raw_measure import Piece, RawMeasure
from prongsai.intake.time_words import is_time_only
from prongsai.intake.work import is_supervision, read_work


def raw(*, steps: str = "", follow_up: str = "", time: str = "", marks: tuple[int, ...] = ()) -> RawMeasure:
    measure = RawMeasure(has_follow_up_column=bool(follow_up), has_time_column=bool(time or marks))
    for kind, text in (("steps", steps), ("follow_up", follow_up), ("time", time)):
        measure.add(kind, Piece(tuple(text.split("\n"))))
    measure.marks.extend((month, Piece(("✓",))) for month in marks)
    return measure


def read(measure: RawMeasure):
    return read_work(measure, fiscal_year=2567, hard_breaks=True)


class TestSupervision:
    @pytest.mark.parametrize(
        "text",
        [
            "ผู้บริหารกำกับติดตามการดำเนินการ",
            "ผู้บริหารมีการติดตามการดำเนินการทุกเดือน",
            "นายกเทศมนตรีกำกับดูแลให้เป็นไปตามแผน",
            "นายก อบต. ติดตามผลทุกไตรมาส",
            "ปลัด อบต. กำกับติดตาม",
            "คณะผู้บริหารติดตามผล",
            "ผู้อำนวยการกองกำกับติดตาม",
            "กำกับติดตามโดยผู้บริหาร",
            "ผู้บังคับบัญชาควบคุมการปฏิบัติงาน",
            "หัวหน้าสำนักปลัดสอบทานทุกไตรมาส",
            "รองปลัดเทศบาลตรวจติดตาม",
            "ผู้ บริหาร กำกับ ติดตาม",
        ],
    )
    def test_an_executive_who_follows_up(self, text):
        assert is_supervision(text)

    @pytest.mark.parametrize(
        "text",
        [
            "เจ้าหน้าที่ผู้รับผิดชอบรายงานผลการดำเนินการให้ผู้บริหารทราบทุกเดือน",
            "รายงานผู้บริหารเพื่อกำกับติดตาม",
            "ผู้บริหารประกาศนโยบาย",
            "เผยแพร่บนเว็บไซต์",
            "เสนอผู้บริหารติดตาม",
            "ทุกกองรายงานให้ปลัดกำกับติดตาม",
            "กำกับติดตาม",
            "งานธุรการรวบรวมข้อมูลเพื่อให้ผู้บริหารกำกับ",
            "",
        ],
    )
    def test_officers_who_do_or_report(self, text):
        assert not is_supervision(text)


class TestSteps:
    def test_have_no_deadline_of_their_own_beside_a_time_column(self):
        work = read(raw(steps="1. รายงานทุกเดือน\n2. ปรับปรุงให้เป็นปัจจุบัน", time="ม.ค. 67"))

        assert [step.deadline for step in work.steps] == [None, None]

    def test_keep_days_after_an_event(self):
        work = read(raw(steps="1. ประชาสัมพันธ์ ไม่เกิน ๗ วันหลังเสร็จสิ้นแต่ละภารกิจ", time="ม.ค. 67"))

        assert (work.steps[0].deadline.kind, work.steps[0].deadline.days_after_event) == ("relative", 7)

    def test_hold_the_deadlines_where_no_column_does(self):
        work = read(raw(steps="1. จัดทำแผน ภายในเดือนมกราคม 2567\n2. รายงานทุกเดือน"))

        assert [step.deadline.kind for step in work.steps] == ["date", "monthly"]
        assert work.follow_ups == ()


class TestFollowUps:
    def test_a_task_and_its_supervision(self):
        work = read(
            raw(steps="ทำ", follow_up="1. เจ้าหน้าที่รายงาน ภายในเดือนมกราคม 2567\n2. ผู้บริหารกำกับติดตามภายในเวลาที่กำหนด")
        )

        assert [one.role for one in work.follow_ups] == ["task", "supervision"]
        assert [one.deadline.kind for one in work.follow_ups] == ["date", "none"]

    def test_supervision_without_any_time_is_of_kind_none(self):
        work = read(raw(steps="ทำ", follow_up="ผู้บริหารกำกับติดตาม"))

        assert work.follow_ups[0].deadline.kind == "none"

    def test_a_task_without_any_time_has_no_deadline(self):
        assert read(raw(steps="ทำ", follow_up="รายงานผู้บริหาร")).follow_ups[0].deadline is None

    def test_a_reporting_cell_that_is_only_a_time_has_no_text(self):
        (only,) = read(raw(steps="ทำ", follow_up="ภายในเดือนมกราคม 2567")).follow_ups

        assert (only.text, only.deadline.due_on) == (None, date(2024, 1, 31))

    def test_the_time_column_is_that_of_tasks_without_their_own(self):
        work = read(raw(steps="ทำ", follow_up="1. รายงานผล ภายในเดือนธันวาคม 2566\n2. สรุปผล", time="มีนาคม 2567"))

        assert [one.deadline.due_on for one in work.follow_ups] == [date(2023, 12, 31), date(2024, 3, 31)]

    def test_a_time_no_line_takes_is_a_follow_up_of_its_own(self):
        work = read(raw(steps="ทำ", follow_up="ผู้บริหารกำกับติดตามทุกเดือน", time="มีนาคม 2567"))

        assert [(one.number, one.text is None, one.role) for one in work.follow_ups] == [
            (1, False, "supervision"),
            (2, True, "task"),
        ]

    def test_times_are_paired_with_lines_of_equal_number(self):
        work = read(raw(steps="ทำ", follow_up="1. รายงาน\n2. สรุป", time="ม.ค. 67\nก.พ. 67"))

        assert [one.deadline.due_on for one in work.follow_ups] == [date(2024, 1, 31), date(2024, 2, 29)]

    def test_a_dash_for_the_time_says_none(self):
        work = read(raw(steps="ทำ", time="-"))

        assert [one.deadline.kind for one in work.follow_ups] == ["none"]
        assert work.unclear == ()


class TestMarks:
    def test_order_is_that_of_the_fiscal_year(self):
        (only,) = read(raw(steps="ทำ", marks=(1, 12))).follow_ups

        assert (only.deadline.from_on, only.deadline.due_on) == (date(2023, 12, 1), date(2024, 1, 31))
        assert only.deadline.inferred == ("year",)

    def test_a_single_month(self):
        (only,) = read(raw(steps="ทำ", marks=(2,))).follow_ups

        assert only.deadline.due_on == date(2024, 2, 29)
        assert "๒๕๖๗" in only.deadline.why


class TestIsTimeOnly:
    @pytest.mark.parametrize(
        "text",
        [
            "ภายในเดือนมกราคม ๒๕๖๖",
            "ต.ค. 65 - มี.ค. 66",
            "ทุกเดือน",
            "ตลอดปีงบประมาณ",
            "ไตรมาสที่ ๑",
            "31 ม.ค. 2566",
            "1/10/65-30/9/66",
            "ภายใน 30 วัน",
            "มกราคม",
        ],
    )
    def test_times(self, text):
        assert is_time_only(text)

    @pytest.mark.parametrize("text", ["", "-", "จัดทำแผนภายในเดือนมกราคม", "มิยายน 2567", "สำนักปลัด", "ที่", "ของ"])
    def test_other_text(self, text):
        assert not is_time_only(text)


def by_row(kind: str, *texts: str) -> RawMeasure:
    """A measure whose column `kind` has one cell in each table row, beside one step a row."""
    measure = RawMeasure(has_time_column=True)
    for row, text in enumerate(texts):
        measure.add("steps", Piece((f"{row + 1}. ขั้นที่ {row + 1}",), row=row))
        measure.add(kind, Piece(tuple(text.split("\n")), row=row))
    return measure


class TestTimesOfSteps:
    def test_one_cell_a_row_gives_a_follow_up_for_each_step(self):
        work = read(by_row("time", "ม.ค. 67", "ก.พ. 67", "มี.ค. 67"))

        assert [one.number for one in work.follow_ups] == [1, 2, 3]
        assert [one.deadline.due_on.month for one in work.follow_ups] == [1, 2, 3]
        assert work.follow_up_rows == work.step_rows == (0, 1, 2)

    def test_a_row_without_time_leaves_its_step_out(self):
        work = read(by_row("time", "ม.ค. 67", "", "มี.ค. 67"))

        assert [(one.number, one.deadline.due_on.month) for one in work.follow_ups] == [(1, 1), (3, 3)]

    def test_two_cells_of_one_row_are_beginning_and_end(self):
        measure = RawMeasure(has_time_column=True)
        measure.add("steps", Piece(("ทำ",)))
        measure.add("time", Piece(("1 ต.ค. 2566",)))
        measure.add("time", Piece(("31 ธ.ค. 2566",)))

        (only,) = read(measure).follow_ups

        assert (only.deadline.from_on, only.deadline.due_on) == (date(2023, 10, 1), date(2023, 12, 31))

    def test_two_cells_of_two_rows_are_two_times(self):
        work = read(by_row("time", "1 ต.ค. 2566", "31 ธ.ค. 2566"))

        assert [one.deadline.due_on for one in work.follow_ups] == [date(2023, 10, 1), date(2023, 12, 31)]

    @pytest.mark.parametrize(
        "text", ["ต.ค. 66\n- ธ.ค. 66", "ต.ค. 66 -\nธ.ค. 66", "ต.ค. 66 ถึง\nธ.ค. 66", "ต.ค. 66\nถึง ธ.ค. 66"]
    )
    def test_a_range_over_two_lines_stays_one(self, text):
        (only,) = read(raw(steps="1. ทำ\n2. ส่ง", time=text)).follow_ups

        assert (only.deadline.from_on, only.deadline.due_on) == (date(2023, 10, 1), date(2023, 12, 31))

    def test_dashes_before_every_line_are_bullets(self):
        work = read(raw(steps="1. ทำ\n2. ส่ง", time="- ต.ค. 66\n- ธ.ค. 66"))

        assert [one.deadline.due_on for one in work.follow_ups] == [date(2023, 10, 31), date(2023, 12, 31)]

    def test_lines_that_are_not_all_times_stay_one_text(self):
        work = read(raw(steps="1. ทำ\n2. ส่ง", time="ม.ค. 67\nตามความเหมาะสม"))

        assert len(work.follow_ups) == 1

    @pytest.mark.parametrize(("time", "unclear"), [("ม.ค. 67", ()), ("-", ()), ("ตามที่เห็นสมควร", ("ตามที่เห็นสมควร",))])
    def test_what_gives_no_sure_time_is_told(self, time, unclear):
        work = read(raw(steps="ทำ", time=time))

        assert work.unclear == unclear
        assert len(work.follow_ups) == 1


class TestTasksAndTimes:
    def test_one_time_is_that_of_every_task_but_not_of_supervision(self):
        work = read(raw(steps="ทำ", follow_up="1. รายงานผล\n2. สรุปผล\n3. ผู้บริหารกำกับติดตาม", time="มีนาคม 2567"))

        assert [one.deadline.kind for one in work.follow_ups] == ["date", "date", "none"]
        assert len(work.follow_ups) == 3

    def test_a_line_of_its_own_time_keeps_it(self):
        work = read(raw(steps="ทำ", follow_up="1. รายงานผลภายในเดือนมกราคม 2567", time="มีนาคม 2567"))

        assert work.follow_ups[0].deadline.due_on == date(2024, 1, 31)
        assert [(one.text, one.deadline.due_on) for one in work.follow_ups[1:]] == [(None, date(2024, 3, 31))]

    def test_printed_numbers_are_kept(self):
        work = read(raw(steps="๑. ทำ\n๓. ส่ง", follow_up="๒. รายงานผลภายในเดือนมกราคม 2567"))

        assert [step.number for step in work.steps] == [1, 3]
        assert [step.text for step in work.steps] == ["ทำ", "ส่ง"]

    def test_without_steps_the_measure_says_what_is_done(self):
        measure = RawMeasure()
        measure.add("measure", Piece(("๑. จัดทำ", "๒. เผยแพร่")))

        assert [step.text for step in read(measure).steps] == ["จัดทำ", "เผยแพร่"]

    def test_nothing_printed_gives_nothing(self):
        work = read(RawMeasure())

        assert (work.steps, work.follow_ups, work.unclear) == ((), (), ())


class TestQuartersAndMonths:
    @pytest.mark.parametrize(
        ("marks", "first", "last"),
        [
            ((-1,), date(2023, 10, 1), date(2023, 12, 31)),
            ((-2,), date(2024, 1, 1), date(2024, 3, 31)),
            ((-3,), date(2024, 4, 1), date(2024, 6, 30)),
            ((-4,), date(2024, 7, 1), date(2024, 9, 30)),
            ((-1, -4), date(2023, 10, 1), date(2024, 9, 30)),
            ((9, 10), date(2023, 10, 1), date(2024, 9, 30)),
            ((12,), date(2023, 12, 1), date(2023, 12, 31)),
            ((10, 11, 12, 1), date(2023, 10, 1), date(2024, 1, 31)),
        ],
    )
    def test_lie_in_the_fiscal_year(self, marks, first, last):
        (only,) = read(raw(steps="ทำ", marks=marks)).follow_ups

        assert (only.deadline.from_on, only.deadline.due_on) == (first, last)

    @pytest.mark.parametrize(
        ("headings", "inferred"), [("ต.ค. พ.ย.", ("year",)), ("ต.ค. 66 พ.ย. 66", ()), ("พ.ศ. ๒๕๖๖", ())]
    )
    def test_the_year_is_inferred_unless_the_headings_say_it(self, headings, inferred):
        measure = raw(steps="ทำ", marks=(10,))
        measure.month_headings = headings

        assert read(measure).follow_ups[0].deadline.inferred == inferred

    def test_marks_of_two_rows_are_two_times(self):
        measure = by_row("remarks", "", "")
        measure.marks = [(10, Piece(("✓",), row=0)), (2, Piece(("✓",), row=1)), (1, Piece(("✓",), row=1))]

        work = read(measure)

        assert [(one.number, one.deadline.from_on, one.deadline.due_on) for one in work.follow_ups] == [
            (1, date(2023, 10, 1), date(2023, 10, 31)),
            (2, date(2024, 1, 1), date(2024, 2, 29)),
        ]
