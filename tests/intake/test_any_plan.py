"""Any document of words that plans are made of is a plan that can be kept, or refused in one sentence."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.core.plan import STATUSES
from prongsai.core.plan_json import plan_from_json, plan_to_json
from prongsai.core.plan_same import plan_differences
from tests.intake.making import TITLE, Wide, document, table
from tests.intake.reading_plans import issues, read

HEADINGS = [
    "ประเด็นที่ต้องปรับปรุงแก้ไข",
    "ผู้รับผิดชอบ",
    "ขั้นตอนหรือวิธีการ",
    "ระยะเวลา",
    "การรายงานผล",
    "ผลการดำเนินการ",
    "ลำดับ",
    "หมายเหตุ",
]
WORDS = [
    "๑", "1.", "O1", "(O12)", "ข้อ O43", "สำนักปลัด", "กองคลัง", "ทุกเดือน", "ภายในเดือนมกราคม ๒๕๖๖", "31 ม.ค. 66", "29 ก.พ. 2566",
    "31/9/2566", "ดำเนินการแล้ว", "ยังไม่ได้ดำเนินการ", "-", "", "ไตรมาสที่ ๒", "ต.ค. - ธ.ค. 65", "http://www.a.go.th/x", "https://[x",
    "ตัวชี้วัดที่ ๙", "ไม่ใช้งบประมาณ", "ร้อยละ ๕๐", "๑. จัดทำ\n๒. เผยแพร่ ภายใน ๗ วัน", "ก\nข\n๓. ค", "²", "\u0e4d\u0e32",
    "99999999999999999999", "ข้อ 99", "ตลอดปี", "หลังได้รับแจ้ง ๓ วันทำการ", "พ.ศ. 9999", "ก\u00a0ข", "นํ้าประปา",
]  # fmt: skip
CELLS = st.sampled_from(WORDS) | st.builds(
    Wide, st.sampled_from(WORDS), across=st.integers(1, 3), down=st.integers(1, 3)
)


@st.composite
def documents(draw):
    """A document with a table of plan words under headings, in any order and shape."""
    width = draw(st.integers(2, 6))
    head = draw(st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width, unique=True))
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=width), max_size=4))
    intro = draw(st.lists(st.sampled_from([*TITLE, *WORDS]), max_size=3))
    form = draw(st.sampled_from(["docx", "pdf", "text", "xlsx", "csv", "html"]))
    return document(*TITLE[1:2], *intro, table(head, *rows, header_rows=draw(st.integers(0, 1))), format=form)


class TestAnyDocument:
    @settings(max_examples=120, deadline=None)
    @given(documents())
    def test_is_a_plan_that_comes_back_from_its_file_or_is_refused(self, source):
        with suppress(PersonError):
            plan = read(source)

            again = plan_from_json(plan_to_json(plan))
            assert again == plan
            assert plan_differences(plan, again) == []

    @settings(max_examples=80, deadline=None)
    @given(documents())
    def test_numbers_its_measures_and_steps_in_a_row(self, source):
        with suppress(PersonError):
            plan = read(source)

            numbers = [one.number for one in plan.measures]
            assert len(set(numbers)) == len(numbers)
            assert all(number >= 1 for number in numbers)
            for measure in plan.measures:
                assert all(work.status in STATUSES for work in (*measure.steps, *measure.follow_ups))
                assert measure.status in STATUSES

    @settings(max_examples=80, deadline=None)
    @given(documents())
    def test_every_finding_is_of_a_measure_that_is_there_and_speaks_both_languages(self, source):
        with suppress(PersonError):
            plan = read(source)

            numbers = {one.number for one in plan.measures}
            for finding in plan.findings:
                assert finding.measure is None or finding.measure in numbers
                assert any("ก" <= letter <= "๛" for letter in finding.message_th)
                assert finding.message_en

    @settings(max_examples=80, deadline=None)
    @given(documents())
    def test_reads_the_same_twice(self, source):
        def outcome():
            try:
                return plan_to_json(read(source))
            except PersonError as error:
                return error.message_th

        assert outcome() == outcome()


class TestManyRows:
    def of(self, count):
        rows = [
            [f"ประเด็นที่ {n}", "กองคลัง", "๑. จัดทำ", "ภายในเดือนมกราคม ๒๕๖๗", "ดำเนินการแล้ว"] for n in range(1, count + 1)
        ]
        return document(
            *TITLE, table(["ประเด็น", "ผู้รับผิดชอบ", "ขั้นตอน", "ระยะเวลา", "ผลการดำเนินการ"], *rows, header_rows=1)
        )

    def test_one_row_is_a_plan(self):
        assert issues(read(self.of(1))) == ["ประเด็นที่ 1"]

    def test_hundreds_of_rows_keep_their_order(self):
        assert issues(read(self.of(400))) == [f"ประเด็นที่ {n}" for n in range(1, 401)]

    def test_a_table_of_headings_alone_has_no_measures(self):
        with pytest.raises(PersonError) as refusal:
            read(self.of(0))

        assert "แผน.docx" in refusal.value.message_th
