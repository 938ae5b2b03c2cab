"""Rows whose cells slid into neighbouring columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.plan import Plan
from prongsai.intake.columns import Column, Header
from prongsai.intake.plan_reader import read_plan
from prongsai.intake.raw_measure import Piece, RawMeasure
from prongsai.intake.shift import repair_shift
from tests.intake.making import TITLE, document, table

FRAMEWORKS = FrameworkFiles(None)
FIVE = ["ประเด็น", "ผู้รับผิดชอบ", "ขั้นตอน", "การรายงานผลและการกำกับติดตาม กำหนดเวลาแล้วเสร็จ", "การดำเนินการ"]
METHOD = "๑. เจ้าหน้าที่จัดทำแผนให้ครบถ้วนทุกโครงการ\n๒. รายงานผู้บริหาร\n๓. เผยแพร่บนเว็บไซต์ของหน่วยงาน"
REPORTING = "๑. เจ้าหน้าที่จัดทำแผน ภายในเดือนตุลาคม ๒๕๖๖\n๒. ผู้บริหารกำกับติดตามทุกเดือน"
RESULT = "ดำเนินการเรียบร้อยแล้ว http://www.sample.go.th/"
GOOD = ["ข้อมูลพื้นฐาน", "สำนักปลัด", METHOD, REPORTING, RESULT]


def read(*rows: list[str], heading: list[str] = FIVE) -> Plan:
    return read_plan(document(*TITLE, table(heading, *rows), format="text"), frameworks=FRAMEWORKS.get)


def shifted(plan: Plan) -> list[int | None]:
    return [finding.measure for finding in plan.findings if finding.code == "columns_shifted"]


class TestARowInItsColumns:
    def test_is_left_alone(self):
        assert shifted(read(GOOD)) == []

    @pytest.mark.parametrize("column", range(5))
    def test_is_left_alone_with_any_one_cell_blank(self, column):
        row = ["" if index == column else text for index, text in enumerate(GOOD)]

        assert shifted(read(GOOD, row)) == []

    @pytest.mark.parametrize("text", ["ไม่มี", "-", "ดูรายละเอียดแนบท้าย", "กองคลังและกองช่างร่วมกันดำเนินการ"])
    @pytest.mark.parametrize("column", range(1, 5))
    def test_is_left_alone_with_any_one_cell_odd(self, column, text):
        row = [text if index == column else cell for index, cell in enumerate(GOOD)]

        assert shifted(read(GOOD, row)) == []


class TestUnitAndMethodInOneCell:
    ROW = ["-การจัดซื้อจัดจ้าง", f"กองคลัง/งานพัสดุ\n{METHOD}", REPORTING, "-การจัดซื้อจัดจ้าง กอง คลัง /งานพัสดุ", RESULT]

    def test_goes_back_to_its_columns(self):
        plan = read(GOOD, self.ROW)

        repaired = plan.measures[1]
        assert repaired.issue == "การจัดซื้อจัดจ้าง"
        assert [one.unit for one in repaired.responsible] == ["กองคลัง/งานพัสดุ"]
        assert len(repaired.steps) == 3
        assert [one.role for one in repaired.follow_ups] == ["task", "supervision"]
        assert repaired.status == "done"

    def test_is_said_once_with_what_was_left_out(self):
        plan = read(GOOD, self.ROW)

        assert shifted(plan) == [2]
        said = next(finding for finding in plan.findings if finding.code == "columns_shifted")
        assert said.severity == "warning"
        assert "-การจัดซื้อจัดจ้าง กอง คลัง /งานพัสดุ" in said.message_th
        assert "ผู้รับผิดชอบ" in said.message_th

    def test_is_kept_as_it_stood(self):
        printed = read(GOOD, self.ROW).measures[1].as_printed

        assert printed.responsible.startswith("กองคลัง/งานพัสดุ\n๑.")
        assert printed.follow_up == "-การจัดซื้อจัดจ้าง กอง คลัง /งานพัสดุ"


class TestAMissingCell:
    def test_cells_that_moved_left_go_back(self):
        plan = read(GOOD, ["ข่าวประชาสัมพันธ์", METHOD, REPORTING, RESULT, ""])

        moved = plan.measures[1]
        assert shifted(plan) == [2]
        assert moved.responsible == ()
        assert len(moved.steps) == 3
        assert len(moved.follow_ups) == 2
        assert moved.status == "done"

    def test_cells_that_moved_right_go_back(self):
        seven = ["ลำดับ", "ประเด็น", "ผู้รับผิดชอบ", "ขั้นตอน", "ระยะเวลา", "การดำเนินการ", "หมายเหตุ"]
        plan = read(
            ["1", "ข้อมูลพื้นฐาน", "สำนักปลัด", METHOD, "ม.ค. 67", RESULT, ""],
            ["2", "ข่าวประชาสัมพันธ์", "", "กองคลัง", METHOD, "ก.พ. 67", RESULT],
            heading=seven,
        )

        moved = plan.measures[1]
        assert shifted(plan) == [2]
        assert [one.unit for one in moved.responsible] == ["กองคลัง"]
        assert len(moved.steps) == 3
        assert str(moved.follow_ups[0].deadline.due_on) == "2024-02-29"
        assert moved.status == "done"


class TestARowThatFitsNowhere:
    def test_is_left_as_printed(self):
        plan = read(GOOD, ["http://a.go.th", "http://b.go.th", "http://c.go.th", "http://d.go.th", "๑. ก ๒. ข ๓. ค"])

        assert shifted(plan) == []
        assert len(plan.measures) == 2


class TestWhatMoves:
    """The repair itself, on the pieces of one row."""

    def repair(self, *texts: str, kinds: tuple[str, ...] = ("issue", "responsible", "steps", "follow_up", "result")):
        header = Header(0, 0, tuple(Column(index, kind, f"หัว {kind}") for index, kind in enumerate(kinds)))
        measure = RawMeasure(where="แถว 2")
        pieces = {n: Piece(tuple(text.split("\n")) if text else (), where=f"ช่อง {n}") for n, text in enumerate(texts)}
        return pieces, repair_shift(header, pieces, measure), measure

    def test_two_columns_are_too_few_to_tell(self):
        before, after, _measure = self.repair(METHOD, "กองคลัง", kinds=("responsible", "steps"))

        assert after is before

    def test_one_odd_cell_moves_nothing(self):
        before, after, measure = self.repair("ข้อมูล", METHOD, METHOD, REPORTING, RESULT)

        assert after is before
        assert (measure.repairs, measure.as_it_stood) == ([], [])

    def test_moved_pieces_take_the_heading_of_their_new_column_and_keep_their_place(self):
        _before, after, _measure = self.repair("ข่าว", METHOD, REPORTING, RESULT, "")

        assert [piece.text for piece in after.values()] == ["ข่าว", "", METHOD, REPORTING, RESULT]
        assert (after[2].heading, after[2].where, after[2].moved) == ("หัว steps", "ช่อง 1", True)

    def test_what_stood_there_is_kept(self):
        _before, _after, measure = self.repair("ข่าว", METHOD, REPORTING, RESULT, "")

        assert [(kind, piece.text) for kind, piece in measure.as_it_stood] == [
            ("issue", "ข่าว"),
            ("responsible", METHOD),
            ("steps", REPORTING),
            ("follow_up", RESULT),
        ]

    def test_the_column_where_it_began_is_named_in_both_languages(self):
        _before, _after, measure = self.repair("ข่าว", METHOD, REPORTING, RESULT, "")

        (said,) = measure.repairs
        assert (said.code, said.where) == ("columns_shifted", "แถว 2")
        assert "หัว responsible" in said.message_th
        assert "หัว responsible" in said.message_en

    def test_no_word_is_lost(self):
        before, after, measure = self.repair("ข่าว", f"กองคลัง\n{METHOD}", REPORTING, "ข่าว กองคลัง", RESULT)

        told = "\n".join(piece.text for piece in after.values()) + measure.repairs[0].message_th
        assert all(text in told for piece in before.values() for text in piece.paragraphs)

    @given(
        st.lists(
            st.sampled_from(["", "ข่าว", METHOD, REPORTING, RESULT, "กองคลัง", "-", "1", "ม.ค. 67"]),
            min_size=5,
            max_size=5,
        )
    )
    def test_any_row_keeps_every_text_or_says_what_it_left_out(self, texts):
        before, after, measure = self.repair(*texts)

        told = "\n".join(piece.text for piece in after.values()) + "".join(one.message_th for one in measure.repairs)
        assert all(text in told for piece in before.values() for text in piece.paragraphs)
        assert bool(measure.repairs) == (after is not before)
