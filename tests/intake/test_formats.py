"""The same measures in every file format: file bytes to plan, through the readers."""

import io

import pytest

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.plan import Plan
from prongsai.intake.plan_reader import read_plan
from prongsai.intake.readers import read_source

FRAMEWORKS = FrameworkFiles(None)

TITLES = ["มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", "เทศบาลตำบลตัวอย่าง อำเภอเมือง จังหวัดสมมติ"]
HEADINGS = ["ลำดับ", "ประเด็นที่ต้องพัฒนา", "ขั้นตอน/วิธีการ", "ผู้รับผิดชอบ", "ระยะเวลา", "ผลการดำเนินการ"]
ROWS = [
    [
        "๑",
        "ข้อมูลพื้นฐาน",
        "๑. ทบทวนข้อมูล\n๒. เผยแพร่",
        "สำนักปลัด",
        "ภายในเดือนมกราคม ๒๕๖๗",
        "ดำเนินการแล้ว https://www.sample.go.th/o1",
    ],
    ["๒", "การให้บริการ", "๑. จัดทำคู่มือ\n๒. เผยแพร่", "กองช่าง", "ม.ค. - มี.ค. ๖๗", "อยู่ระหว่างดำเนินการ"],
]


def as_docx() -> bytes:
    import docx

    file = docx.Document()
    for title in TITLES:
        file.add_paragraph(title)
    drawn = file.add_table(rows=0, cols=len(HEADINGS))
    for row in [HEADINGS, *ROWS]:
        for cell, text in zip(drawn.add_row().cells, row, strict=True):
            first, *rest = text.split("\n")
            cell.paragraphs[0].text = first
            for line in rest:
                cell.add_paragraph(line)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def as_xlsx() -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("มาตรการ")
        for number, title in enumerate(TITLES):
            sheet.merge_range(number, 0, number, len(HEADINGS) - 1, title)
        for number, row in enumerate([HEADINGS, *ROWS], start=len(TITLES) + 1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    return stream.getvalue()


def as_html() -> bytes:
    head = "".join(f"<p>{title}</p>" for title in TITLES)
    rows = "".join(
        "<tr>" + "".join(f"<td>{text.replace(chr(10), '<br>')}</td>" for text in row) + "</tr>"
        for row in [HEADINGS, *ROWS]
    )
    return f"<html><head><meta charset='utf-8'></head><body>{head}<table>{rows}</table></body></html>".encode()


def as_csv() -> bytes:
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream)
    for title in TITLES:
        writer.writerow([title])
    writer.writerows([HEADINGS, *ROWS])
    return stream.getvalue().encode("utf-8-sig")


def as_text() -> bytes:
    lines = ["\t".join(text.replace("\n", " ") for text in row) for row in [HEADINGS, *ROWS]]
    return "\n".join([*TITLES, "", *lines]).encode()


def as_thai_text() -> bytes:
    return as_text().decode().encode("cp874")


FILES = {
    "แผน.docx": as_docx,
    "แผน.xlsx": as_xlsx,
    "แผน.html": as_html,
    "แผน.csv": as_csv,
    "แผน.txt": as_text,
    "แผน-874.txt": as_thai_text,
}


@pytest.fixture(scope="module", params=FILES)
def plan(request: pytest.FixtureRequest) -> Plan:
    source = read_source(FILES[request.param](), name=request.param, pdf=None)
    return read_plan(source, frameworks=FRAMEWORKS.get)


class TestEveryFormat:
    def test_head(self, plan):
        assert (plan.agency.name, plan.agency.district, plan.agency.province) == ("เทศบาลตำบลตัวอย่าง", "เมือง", "สมมติ")
        assert plan.fiscal_year == 2567

    def test_measures_and_steps(self, plan):
        assert [one.issue for one in plan.measures] == ["ข้อมูลพื้นฐาน", "การให้บริการ"]
        assert [[step.text for step in one.steps] for one in plan.measures] == [
            ["ทบทวนข้อมูล", "เผยแพร่"],
            ["จัดทำคู่มือ", "เผยแพร่"],
        ]
        assert [one.issue_kind for one in plan.measures] == ["develop", "develop"]

    def test_units_and_times(self, plan):
        assert [one.responsible[0].unit for one in plan.measures] == ["สำนักปลัด", "กองช่าง"]
        assert [str(one.follow_ups[0].deadline.due_on) for one in plan.measures] == ["2024-01-31", "2024-03-31"]
        assert [one.follow_ups[0].text for one in plan.measures] == [None, None]

    def test_results(self, plan):
        assert [one.status for one in plan.measures] == ["done", "in_progress"]
        assert [link.url for link in plan.measures[0].evidence] == ["https://www.sample.go.th/o1"]

    def test_nothing_is_left_over(self, plan):
        assert [one for one in plan.findings if one.severity != "note"] == []
