"""One measure understood: issue, indicator, codes, status, results of single steps, what is kept beside."""

from datetime import date

import pytest

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.plan import Measure
from prongsai.intake.measure_reader import Setting, links_of_measure, read_measure
from prongsai.intake.raw_measure import Piece, RawMeasure, Repair

FRAMEWORK = FrameworkFiles(None).get(2566)
SETTING = Setting(2566, FRAMEWORK, ("www.tua.go.th",), True, ())
TIME_COLUMN = "ภายในเดือนมกราคม ๒๕๖๖"


def raw(groups: tuple[str, ...] = (), **cells: str | list[str]) -> RawMeasure:
    """A raw measure; a list gives one piece for each table row."""
    measure = RawMeasure(where="แถว 4", groups=groups, has_time_column="time" in cells)
    for kind, value in cells.items():
        for row, text in enumerate([value] if isinstance(value, str) else value):
            measure.add(kind, Piece(tuple(text.split("\n")), heading=f"หัวช่อง {kind}", row=row, where=f"ช่อง {kind}"))
    return measure


def read(measure: RawMeasure, *, above: int | None = None, setting: Setting = SETTING):
    return read_measure(measure, 3, links_of_measure(measure), setting, indicator_above=above)


def measure_of(**cells) -> Measure:
    return read(raw(**cells))[0]


class TestIssue:
    def test_is_the_cells_own_words(self):
        measure = measure_of(issue="-ข้อมูลพื้นฐาน", steps="ทำ")

        assert (measure.number, measure.issue, measure.as_printed.issue) == (3, "ข้อมูลพื้นฐาน", "-ข้อมูลพื้นฐาน")

    def test_without_a_cell_is_that_of_the_heading_above(self):
        measure, _found = read(raw(("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล", "ประเด็นที่ต้องพัฒนา"), measure="จัดทำแผน"))

        assert measure.issue
        assert (measure.indicator, measure.issue_kind) == (9, "develop")

    def test_without_any_is_the_first_words_of_what_is_done(self):
        assert measure_of(measure="๑. จัดทำแผน\n๒. เผยแพร่").issue == "จัดทำแผน"
        assert measure_of(steps="๑. จัดทำแผน\n๒. เผยแพร่").issue == "จัดทำแผน"


class TestIndicator:
    HEADING = ("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล",)

    def test_of_the_row_wins_over_heading_and_rows_above(self):
        measure, findings = read(raw(self.HEADING, issue="ก", indicator="ตัวชี้วัดที่ ๔", steps="ทำ"), above=2)

        assert measure.indicator == 4
        assert [one.code for one in findings] == []

    def test_of_the_heading_wins_over_rows_above_and_is_said(self):
        measure, findings = read(raw(self.HEADING, issue="ก", steps="ทำ"), above=2)

        assert measure.indicator == 9
        (said,) = findings
        assert (said.code, said.severity, said.measure) == ("cell_repaired", "note", 3)
        assert self.HEADING[0] in said.message_th
        assert "หัวข้อเหนือแถว" not in measure.extra

    def test_of_the_row_above_is_said_so(self):
        measure, findings = read(raw(issue="ก", steps="ทำ"), above=2)

        assert measure.indicator == 2
        assert "แถวก่อนหน้า" in findings[0].message_th

    def test_a_heading_that_says_another_thing_is_kept(self):
        measure, _found = read(raw(("แผนพัฒนา", *self.HEADING), issue="ก", steps="ทำ"))

        assert measure.extra["หัวข้อเหนือแถว"] == "แผนพัฒนา"


class TestItemCodes:
    @pytest.mark.parametrize(
        ("cells", "codes"),
        [
            ({"item": "O1, O2"}, ("O1", "O2")),
            ({"item": "๑๑\n๑๒"}, ("O11", "O12")),
            ({"item": "O7", "issue": "ข้อ O9"}, ("O7",)),
            ({"issue": "ข้อมูล O9 และ O10"}, ("O9", "O10")),
        ],
    )
    def test_printed_ones_are_taken(self, cells, codes):
        assert measure_of(**{"issue": "ข้อมูลพื้นฐาน", "steps": "ทำ", **cells}).item_codes == codes

    def test_of_a_heading_count_too(self):
        assert read(raw(("ข้อ O12 การประชาสัมพันธ์",), issue="ก", steps="ทำ"))[0].item_codes == ("O12",)

    def test_without_any_the_issue_tells_them(self):
        assert measure_of(issue="ข้อมูลพื้นฐาน", steps="ทำ").item_codes == ("O1", "O2", "O3", "O4", "O5", "O6")

    def test_without_a_framework_there_are_none(self):
        setting = Setting(2566, None, (), True, ())

        assert read(raw(issue="ข้อมูลพื้นฐาน", steps="ทำ"), setting=setting)[0].item_codes == ()


class TestStatus:
    @pytest.mark.parametrize(
        ("cells", "status"),
        [
            ({"result": "ดำเนินการเรียบร้อยแล้ว"}, "done"),
            ({"result": "ยังไม่ได้ดำเนินการ"}, "not_started"),
            ({"result": "ยังดำเนินการไม่แล้วเสร็จ"}, "in_progress"),
            ({"result": "มิได้ดำเนินการ"}, "not_started"),
            ({"result": "ยังมิได้จัดทำ"}, "not_started"),
            ({"result": "ยังมิได้ดำเนินการให้แล้วเสร็จ"}, "not_started"),
            ({"result": "ดำเนินการไม่สำเร็จ"}, "unknown"),
            ({"status": "อยู่ระหว่างดำเนินการ", "result": "ดำเนินการแล้ว"}, "in_progress"),
            ({"status": "ปกติ", "result": "ดำเนินการแล้ว"}, "done"),
            ({"status": "๑๐๐"}, "done"),
            ({"status": "99.5"}, "in_progress"),
            ({"status": "๕๐"}, "in_progress"),
            ({"status": "0"}, "not_started"),
            ({"status": "2566"}, "unknown"),
            ({"status": "150"}, "unknown"),
            ({"done_on": "ดำเนินการแล้วเสร็จ"}, "done"),
            ({}, "unknown"),
        ],
    )
    def test_is_what_the_cells_claim(self, cells, status):
        assert measure_of(issue="ก", steps="ทำ", **cells).status == status

    def test_is_printed_without_addresses(self):
        measure = measure_of(issue="ก", steps="ทำ", result="- ดำเนินการแล้ว : http://www.tua.go.th/a")

        assert measure.status_as_printed == "ดำเนินการแล้ว"
        assert measure.as_printed.result == "- ดำเนินการแล้ว : http://www.tua.go.th/a"
        assert [one.url for one in measure.evidence] == ["http://www.tua.go.th/a"]

    def test_an_address_that_reads_like_a_result_claims_none(self):
        assert measure_of(issue="ก", steps="ทำ", result="http://www.tua.go.th/done").status == "unknown"

    def test_of_a_row_whose_steps_all_tell_theirs_follows_them(self):
        measure = measure_of(issue="ก", steps=["ทำ", "เผยแพร่"], result=["แล้วเสร็จ", "อยู่ระหว่างดำเนินการ"])

        assert [step.status for step in measure.steps] == ["done", "in_progress"]
        assert measure.status == "in_progress"


class TestResultsOfSteps:
    def test_by_table_row_go_to_the_step_of_that_row_with_their_links(self):
        measure = measure_of(
            issue="ก",
            steps=["ทำ", "ตรวจ", "เผยแพร่"],
            result=["แล้วเสร็จ เมื่อวันที่ ๕ มกราคม ๒๕๖๖", "", "ยังไม่ได้ดำเนินการ http://www.tua.go.th/c"],
        )

        assert [step.status for step in measure.steps] == ["done", "unknown", "not_started"]
        assert [step.done_on for step in measure.steps] == [date(2023, 1, 5), None, None]
        assert [[one.url for one in step.evidence] for step in measure.steps] == [[], [], ["http://www.tua.go.th/c"]]
        assert measure.evidence == ()

    def test_by_number_go_to_the_step_of_that_number(self):
        measure = measure_of(
            issue="ก", steps="๑. ทำ\n๒. เผยแพร่", result="๑. แล้วเสร็จ\n๒. ยังไม่ได้ดำเนินการ http://www.tua.go.th/b"
        )

        assert [step.status for step in measure.steps] == ["done", "not_started"]
        assert [len(step.evidence) for step in measure.steps] == [0, 1]

    def test_with_other_numbers_go_to_none(self):
        measure = measure_of(issue="ก", steps="๑. ทำ\n๒. เผยแพร่", result="๑. แล้วเสร็จ\n๒. แล้วเสร็จ\n๓. แล้วเสร็จ")

        assert [step.status for step in measure.steps] == ["unknown", "unknown"]
        assert measure.status == "done"

    def test_a_day_of_completion_is_that_of_the_one_task(self):
        measure = measure_of(issue="ก", steps="ทำ", time=TIME_COLUMN, done_on="๑๕ ม.ค. ๒๕๖๖")

        assert [one.done_on for one in (*measure.steps, *measure.follow_ups)] == [date(2023, 1, 15)] * 2
        assert measure.status == "done"

    def test_a_day_beside_work_not_finished_is_no_day_of_completion(self):
        measure = measure_of(issue="ก", steps="ทำ", time=TIME_COLUMN, status="อยู่ระหว่างดำเนินการ", done_on="๑๕ ม.ค. ๒๕๖๖")

        assert [one.done_on for one in (*measure.steps, *measure.follow_ups)] == [None, None]
        assert measure.status == "in_progress"

    def test_a_day_beside_several_tasks_belongs_to_none(self):
        measure = measure_of(issue="ก", steps="ทำ", follow_up="๑. รายงานผล\n๒. สรุปผล", done_on="๑๕ ม.ค. ๒๕๖๖")

        assert [one.done_on for one in measure.follow_ups] == [None, None]

    def test_supervision_is_not_done_with_the_task(self):
        measure = measure_of(
            issue="ก", steps="ทำ", follow_up="๑. รายงานผล\n๒. ผู้บริหารกำกับติดตาม", result="แล้วเสร็จเมื่อวันที่ ๑๕ มกราคม ๒๕๖๖"
        )

        assert [(one.role, one.status) for one in measure.follow_ups] == [("task", "done"), ("supervision", "unknown")]


class TestWhatIsKept:
    def test_cells_of_no_known_kind_stand_under_their_heading(self):
        measure = raw(issue="ก", steps="ทำ")
        measure.add("other", Piece(("ร้อยละ ๘๐",), heading="เป้าหมาย"))
        measure.add("other", Piece(("ร้อยละ ๘๐",), heading="เป้าหมาย"))
        measure.add("other", Piece(("x",)))

        assert read(measure)[0].extra == {"เป้าหมาย": "ร้อยละ ๘๐", "ไม่มีหัวช่อง": "x"}

    @pytest.mark.parametrize(
        ("number", "kept"), [("3", False), ("๓.", False), ("(3)", False), ("7", True), ("3.1", True)]
    )
    def test_a_number_is_kept_where_it_is_not_that_of_the_measure(self, number, kept):
        assert ("หัวช่อง number" in measure_of(issue="ก", steps="ทำ", number=number).extra) == kept

    @pytest.mark.parametrize("blank", ["-", "–", " - "])
    def test_a_dash_is_no_budget_but_is_kept_as_printed(self, blank):
        measure = measure_of(issue="ก", steps="ทำ", budget=blank, problems=blank, remarks="ไม่มี")

        assert (measure.budget, measure.problems, measure.remarks) == (None, None, "ไม่มี")
        assert measure.extra["หัวช่อง budget"].strip() == blank.strip()

    def test_a_measure_beside_issue_and_steps_keeps_its_words(self):
        measure = measure_of(issue="ก", measure="มาตรการส่งเสริม", steps="๑. ทำ")

        assert [step.text for step in measure.steps] == ["ทำ"]
        assert measure.extra == {"หัวช่อง measure": "มาตรการส่งเสริม"}

    def test_each_printed_cell_is_kept_word_for_word(self):
        cells = {
            "issue": "- ก",
            "responsible": "กองคลัง  ",
            "steps": "๑. ทำ\n๒. ส่ง",
            "time": TIME_COLUMN,
            "result": "แล้ว\nเสร็จ",
        }

        printed = measure_of(**cells).as_printed

        assert printed.issue == cells["issue"]
        assert (printed.responsible, printed.steps) == (cells["responsible"], cells["steps"])
        assert (printed.follow_up, printed.result) == (cells["time"], cells["result"])

    def test_repairs_become_findings_a_shift_louder_than_a_carried_cell(self):
        measure = raw(issue="ก", steps="ทำ", responsible="กองคลัง")
        measure.repairs = [Repair("columns_shifted", "แถว 2", "ไทย", "a"), Repair("cell_repaired", "", "ไทย", "b")]
        measure.carried = {"issue", "responsible"}

        _measure, findings = read(measure)

        assert [(one.code, one.severity, one.where) for one in findings] == [
            ("columns_shifted", "warning", "แถว 2"),
            ("cell_repaired", "note", "แถว 4"),
            ("cell_repaired", "note", "แถว 4"),
            ("cell_repaired", "note", "แถว 4"),
        ]
        assert [text in one.message_th for text, one in zip(("ก", "กองคลัง"), findings[2:], strict=True)] == [True, True]

    def test_an_unclear_time_is_a_warning(self):
        measure, findings = read(raw(issue="ก", steps="ทำ", time="มิยายน 2567"))

        assert [(one.code, one.severity) for one in findings] == [("deadline_unclear", "warning")]
        assert "มิยายน 2567" in findings[0].message_th
        assert measure.as_printed.follow_up == "มิยายน 2567"


class TestLinks:
    def test_of_every_cell_are_found_once(self):
        address = "http://www.tua.go.th/a"

        links = links_of_measure(
            raw(issue="ก", steps=f"ทำ {address}", result=address, remarks="http://www.tua.go.th/b")
        )

        assert len(links) == 2
