"""What read_plan promises for any document: a plan or one clear sentence, and no text lost."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding
from prongsai.core.plan import Plan
from prongsai.core.plan_json import plan_from_json, plan_to_dict, plan_to_json
from prongsai.core.thai.text import squash
from prongsai.intake.blocks import Cell, Paragraph, Row, SourceDocument, Table
from prongsai.intake.headings import read_heading
from prongsai.intake.plan_reader import read_plan
from tests.intake.making import TITLE, Wide, document, table

FRAMEWORKS = FrameworkFiles(None)

EXECUTIVES = table(
    ["ที่", "ชื่อ - สกุล", "ตำแหน่ง", "เบอร์โทรศัพท์"],
    ["1", "นายตัวอย่าง ใจดี", "นายกเทศมนตรี", "-"],
    ["2", "นางตัวอย่าง ดีใจ", "ปลัด", "-"],
)
PROCUREMENT = table(
    ["ลำดับ", "งานที่จัดซื้อหรือจัดจ้าง", "วงเงินงบประมาณ", "ราคากลาง", "วิธีซื้อหรือจ้าง", "ผู้เสนอราคา"],
    ["1", "จ้างซ่อมถนน", "100,000", "99,000", "เฉพาะเจาะจง", "ร้านตัวอย่าง"],
)
BUDGET = table(["ประเภทรายจ่าย", "งบประมาณอนุมัติ", "เบิกจ่าย", "คงเหลือ"], ["งบบุคลากร", "1,000", "500", "500"])
PROJECTS = table(
    ["ที่", "โครงการ/กิจกรรม", "รายละเอียดของโครงการ", "งบประมาณ", "สถานที่ดำเนินการ", "หน่วยงานรับผิดชอบหลัก", "ต.ค.", "พ.ย."],
    ["1", "ก่อสร้างถนน", "ยาว 100 เมตร", "100,000", "หมู่ 1", "กองช่าง", "✓", ""],
)
RISKS = table(
    ["ที่", "เหตุการณ์ความเสี่ยง", "โอกาสเกิด", "ผลกระทบ", "มาตรการจัดการความเสี่ยง", "ผู้รับผิดชอบ", "ระยะเวลา"],
    ["1", "เรียกรับสินบน", "2", "3", "กำกับดูแล", "กองช่าง", "ม.ค. 67"],
)
OIT_LIST = table(["ข้อ", "ข้อมูล", "องค์ประกอบด้านข้อมูล", "URL"], ["O1", "โครงสร้าง", "แผนผัง", "www.sample.go.th/o1"])
MEASURES = table(["ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "ระยะเวลา"], ["ข้อมูลพื้นฐาน", "ทบทวน", "สำนักปลัด", "ม.ค. 67"])


def read(source: SourceDocument, **options: object) -> Plan:
    return read_plan(source, frameworks=FRAMEWORKS.get, **options)  # type: ignore[arg-type]


def texts_of(plan: Plan) -> str:
    """Every text of a plan, squashed one by one and parted by a sign no squashed text has."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.append(squash(value))
        elif isinstance(value, dict):
            for key, inner in value.items():
                found.append(squash(key))
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(plan_to_dict(plan))
    return "\n".join(found)


class TestAnotherKindOfDocument:
    @pytest.mark.parametrize(
        ("other", "thai", "english"),
        [
            (EXECUTIVES, "รายชื่อผู้บริหาร", "list of executives"),
            (PROCUREMENT, "รายการจัดซื้อจัดจ้าง", "list of procurements"),
            (BUDGET, "งบประมาณ", "budget"),
            (PROJECTS, "แผนดำเนินงาน", "operation plan"),
            (RISKS, "ความเสี่ยง", "risk register"),
            (OIT_LIST, "OIT", "OIT items"),
        ],
    )
    def test_one_sentence_says_what_was_found_and_what_to_do(self, other, thai, english):
        with pytest.raises(PersonError) as refused:
            read(document(*TITLE, other, name="ไฟล์.docx"))

        assert thai in refused.value.message_th
        assert english in refused.value.message_en
        assert "ไฟล์.docx" in refused.value.message_th
        assert "กรุณา" in refused.value.message_th
        assert "\n" not in refused.value.message_th + refused.value.message_en

    def test_text_without_table_or_labels(self):
        with pytest.raises(PersonError) as refused:
            read(document(*TITLE, "ที่ประชุมรับทราบ"))

        assert "4 ย่อหน้า" in refused.value.message_th

    def test_an_empty_document(self):
        with pytest.raises(PersonError) as refused:
            read(document())

        assert "ว่างเปล่า" in refused.value.message_th

    def test_beside_measures_another_table_is_said_and_not_read(self):
        plan = read(document(*TITLE, MEASURES, "ข้อความท้ายเล่ม", PROCUREMENT))

        assert len(plan.measures) == 1
        said = [finding for finding in plan.findings if finding.code == "unplaced_text"]
        assert [finding.severity for finding in said] == ["warning", "warning"]
        assert "จ้างซ่อมถนน" in said[1].message_th
        assert "รายการจัดซื้อจัดจ้าง" in said[1].message_th


class TestFiscalYear:
    def test_none_at_all_asks_for_it(self):
        bare = table(["ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "ระยะเวลา"], ["ข้อมูลพื้นฐาน", "ทบทวน", "สำนักปลัด", "มกราคม"])

        with pytest.raises(PersonError) as refused:
            read(document("มาตรการ", bare))

        assert "ปีงบประมาณ" in refused.value.message_th

    def test_the_year_given_wins(self):
        plan = read(document(*TITLE, MEASURES), fiscal_year=2568)

        assert plan.fiscal_year == 2568

    def test_dates_inside_tell_it_with_a_warning(self):
        plan = read(document("มาตรการ เทศบาลตำบลตัวอย่าง", MEASURES))

        assert plan.fiscal_year == 2567
        assert [(one.code, one.severity) for one in plan.findings] == [("fiscal_year_inferred", "warning")]

    def test_the_file_name_is_asked(self):
        assert read(document("มาตรการ", MEASURES, name="มาตรการ ปีงบประมาณ 2567.docx")).fiscal_year == 2567


class TestAgency:
    def test_the_name_given_wins(self):
        plan = read(document(*TITLE, MEASURES), agency_name="เทศบาลเมืองใหม่")

        assert (plan.agency.name, plan.agency.kind) == ("เทศบาลเมืองใหม่", "town_municipality")

    def test_none_is_said(self):
        plan = read(document("มาตรการ ปีงบประมาณ 2567", MEASURES))

        assert plan.agency.name == ""
        assert [one.code for one in plan.findings] == ["agency_unknown"]

    def test_a_running_header_is_asked(self):
        source = document("มาตรการ ปีงบประมาณ 2567", MEASURES)
        with_header = SourceDocument(source.name, source.format, source.blocks, meta={"header": "เทศบาลตำบลตัวอย่าง"})

        assert read(with_header).agency.name == "เทศบาลตำบลตัวอย่าง"


class TestScan:
    NOTICE = Finding("needs_ocr", "error", None, "ทั้งไฟล์", "เป็นภาพสแกน", "a scan")

    def test_gives_a_plan_without_measures(self):
        plan = read(SourceDocument("สแกน ปีงบประมาณ 2566.pdf", "pdf", notices=(self.NOTICE,)))

        assert (plan.measures, plan.fiscal_year) == ((), 2566)
        assert plan.findings == (self.NOTICE,)

    def test_a_year_nobody_says_is_the_latest_known(self):
        plan = read(SourceDocument("scan.pdf", "pdf", notices=(self.NOTICE,)))

        assert plan.fiscal_year == max(FRAMEWORKS.years())
        assert {one.code for one in plan.findings} == {"needs_ocr", "fiscal_year_inferred"}

    def test_a_pdf_without_any_block_is_a_scan(self):
        plan = read(SourceDocument("scan.pdf", "pdf"), fiscal_year=2566)

        assert [(one.code, one.severity) for one in plan.findings] == [("needs_ocr", "error")]

    def test_measures_in_pictures_beside_readable_pages(self):
        notice = Finding("needs_ocr", "warning", None, "หน้า 2", "บางหน้าเป็นภาพ", "some pages are pictures")
        source = SourceDocument("s.pdf", "pdf", tuple(Paragraph(line) for line in TITLE), notices=(notice,))

        plan = read(source)

        assert [(one.code, one.severity) for one in plan.findings] == [("needs_ocr", "warning"), ("needs_ocr", "error")]


class TestNotices:
    def test_what_the_file_reader_said_is_kept(self):
        notice = Finding("low_text_quality", "warning", None, "หน้า 1", "ไทย", "English")
        source = document(*TITLE, MEASURES)

        plan = read(SourceDocument(source.name, source.format, source.blocks, notices=(notice,)))

        assert plan.findings[0] == notice


class TestWholePlan:
    def test_goes_through_plan_json_unchanged(self):
        plan = read(document(*TITLE, MEASURES))

        assert plan_from_json(plan_to_json(plan)) == plan

    def test_a_layout_table_around_the_measures_is_opened(self):
        outer = Table((Row((Cell(0, ("เทศบาลตำบลตัวอย่าง ปีงบประมาณ 2567",), nested=(MEASURES,)),)),), 1)

        plan = read(document(outer))

        assert [one.issue for one in plan.measures] == ["ข้อมูลพื้นฐาน"]
        assert plan.agency.name == "เทศบาลตำบลตัวอย่าง"

    def test_a_table_inside_a_cell_is_kept_as_text(self):
        inner = table(["ก", "ข"])
        cells = tuple(Cell(column, (text,)) for column, text in enumerate(["ข้อมูลพื้นฐาน", "ทบทวน", "สำนักปลัด"]))
        outer = Table((*MEASURES.rows, Row((*cells, Cell(3, ("ม.ค. 67",), nested=(inner,))))), 4)

        plan = read(document(*TITLE, outer))

        assert "ก | ข" in plan.measures[-1].as_printed.follow_up

    def test_printed_numbers_are_kept_where_they_rise(self):
        rows = [[number, "ข้อมูลพื้นฐาน", "ทบทวน", "สำนักปลัด", "ม.ค. 67"] for number in ("๒", "๓", "๗")]

        plan = read(document(*TITLE, table(["ที่", "ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "ระยะเวลา"], *rows)))

        assert [one.number for one in plan.measures] == [2, 3, 7]

    def test_numbers_that_start_again_are_counted_through_and_kept_beside(self):
        rows = [[number, f"ประเด็นย่อย {number}", "ทบทวน", "สำนักปลัด", "ม.ค. 67"] for number in ("1", "2", "1")]

        plan = read(document(*TITLE, table(["ที่", "ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "ระยะเวลา"], *rows)))

        assert [one.number for one in plan.measures] == [1, 2, 3]
        assert plan.measures[2].extra == {"ที่": "1"}


HEADINGS = [
    "ลำดับ", "ประเด็น", "ตัวชี้วัด", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", "การกำกับติดตาม", "งบประมาณ", "ผลการดำเนินการ",
    "หลักฐาน", "สถานะ", "ปัญหา/อุปสรรค", "ข้อเสนอแนะ", "หมายเหตุ", "ข้อ OIT", "วันที่แล้วเสร็จ", "ต.ค.", "พ.ย.", "อื่น ๆ",
]  # fmt: skip

WORDS = st.sampled_from(
    [
        "ข้อมูลพื้นฐาน", "สำนักปลัด", "กองคลัง/งานพัสดุ", "1. ทบทวน\n2. เผยแพร่", "๑. ก ๒. ข", "ภายในเดือนมกราคม 2567", "ต.ค. 66 - มี.ค. 67",
        "ดำเนินการแล้ว", "ยังไม่แล้วเสร็จ", "http://www.sample.go.th/", "www.sample go.th", "✓", "-", "9", "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล", "O12", "รวม",
        "ลงชื่อ", '"', "ผู้บริหารกำกับติดตามทุกเดือน", "นางสาวตัวอย่าง ใจดี", "10,000 บาท", "ประเด็น", "ผู้รับผิดชอบ", "ระยะเวลา", "", "", "",
    ]
)  # fmt: skip
RANDOM = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=12)
CELL_TEXT = WORDS | RANDOM | st.lists(RANDOM, max_size=3).map("\n".join)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table under known headings with odd cells: wild spans, missing cells, marks."""
    headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=3, max_size=8, unique=True))
    rows = [Row(tuple(Cell(column, (text,)) for column, text in enumerate(headings)))]
    for _ in range(draw(st.integers(0, 5))):
        cells = []
        column = 0
        while column < len(headings):
            across = draw(st.sampled_from([1, 1, 1, 1, 1, 2, 9]))
            if draw(st.integers(0, 9)):
                lines = tuple(line for line in draw(CELL_TEXT).split("\n") if line.strip())
                cells.append(
                    Cell(column, lines, across, draw(st.sampled_from([1, 1, 1, 2, 30])), where=f"{len(rows)}/{column}")
                )
            column += across
        rows.append(Row(tuple(cells)))
    return Table(tuple(rows), len(headings))


class TestAnyTable:
    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(tables(), st.sampled_from(["docx", "pdf", "xlsx", "text", "html", "csv"]))
    def test_gives_a_plan_or_one_sentence_and_loses_no_text(self, made, format):
        try:
            plan = read(document(*TITLE, made, format=format))
        except PersonError:
            return

        kept = texts_of(plan)
        for row in made.rows[1:]:
            for cell in row.cells:
                for line in cell.paragraphs:
                    letters = "" if read_heading(line) else squash(line)  # a row of headings is a header
                    assert not letters or letters in kept, line

    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.lists(CELL_TEXT, max_size=6), max_size=6), st.lists(CELL_TEXT, max_size=4))
    def test_without_known_headings_it_raises_nothing_else(self, rows, lines):
        made = table(*[list(row) for row in rows])

        try:
            plan = read(document(*lines, made), fiscal_year=2567)
        except PersonError:
            return

        assert plan.measures

    @settings(max_examples=100, deadline=None)
    @given(
        st.lists(
            WORDS | st.sampled_from(["ประเด็น: ก", "ผู้รับผิดชอบ: ข", "ระยะเวลา: ม.ค. 67", "มาตรการ : ค", "ประเด็นที่ 2 ง"]),
            max_size=10,
        )
    )
    def test_any_labelled_lines_are_read_without_loss(self, lines):
        paragraphs = [line for text in lines for line in text.split("\n") if line.strip()]
        try:
            plan = read(document(*paragraphs), fiscal_year=2567)
        except PersonError:
            return

        kept = texts_of(plan)
        for line in paragraphs:
            value = line.partition(":")[2] if line.startswith(("ประเด็น:", "ผู้รับ", "ระยะ", "มาตรการ")) else line
            letters = squash(value)
            if letters and not re.match(r"ประเด็นที่|[-–]$|\d+$|ผู้รับผิดชอบ$|ประเด็น$|ระยะเวลา$", letters):
                assert letters in kept, line


class TestWide:
    def test_a_wide_table_with_one_row_does_not_fail(self):
        with pytest.raises(PersonError):
            read(document(*TITLE, table([Wide("ก", across=5000)])))

    def test_many_rows_are_read(self):
        rows = [[str(number), f"ประเด็น {number}", "ทบทวน", "สำนักปลัด", "ม.ค. 67"] for number in range(1, 301)]

        plan = read(document(*TITLE, table(["ที่", "ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "ระยะเวลา"], *rows)))

        assert len(plan.measures) == 300
