"""Layouts that offices and provinces really use, each with the same result in it."""

import io

import docx
import openpyxl
import pytest

from prongsai.wiring.results import read_result_file
from tests.core.result.made import FILES, d

NAME = "เทศบาลตำบลบ้านสวนใส"
TOOLS = {"IIT": d("90.50"), "EIT": d("88.25"), "OIT": d("95.00")}
INDICATORS = {n: d(80 + n) for n in range(1, 11)}
NAMES = {one.number: one.name_th for one in FILES.get(2567).indicators}


def sheets(**named):
    """A workbook with a sheet for each name: rows, and ranges to merge after them."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (rows, merged) in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(*rows, merged=()):
    return sheets(ผล=(rows, merged))


def read(content, name="ผล.xlsx", **options):
    return read_result_file(content, name, **{"fiscal_year": 2567, "agency_name": NAME, **options})


def only(content, name="ผล.xlsx", **options):
    found = read(content, name, **options)
    assert len(found.results) == 1
    return found.results[0]


BY_ROW = {
    "number, name, score": [(n, NAMES[n], INDICATORS[n]) for n in INDICATORS],
    "words and number in one cell": [(f"ตัวชี้วัดที่ {n} {NAMES[n]}", INDICATORS[n]) for n in INDICATORS],
    "a short form": [(f"ตัวชี้วัด {n}", INDICATORS[n]) for n in INDICATORS],
    "names alone": [(NAMES[n], INDICATORS[n]) for n in INDICATORS],
    "number and name in one cell": [(f"{n}. {NAMES[n]}", INDICATORS[n]) for n in INDICATORS],
    "Thai digits": [
        (f"ตัวชี้วัดที่ {str(n).translate(str.maketrans('0123456789', '๐๑๒๓๔๕๖๗๘๙'))}", f"{INDICATORS[n]:.2f}")
        for n in INDICATORS
    ],
    "with a unit": [(f"ตัวชี้วัดที่ {n}", f"{INDICATORS[n]:.2f} คะแนน") for n in INDICATORS],
    "in percent": [(f"ตัวชี้วัดที่ {n}", f"ร้อยละ {INDICATORS[n]:.2f}") for n in INDICATORS],
    "with a comma": [(f"ตัวชี้วัดที่ {n}", f"{INDICATORS[n]:.2f}".replace(".", ",")) for n in INDICATORS],
    "English": [(f"Indicator {n}", float(INDICATORS[n])) for n in INDICATORS],
    "a remark behind": [(f"ตัวชี้วัดที่ {n}", INDICATORS[n], "ผ่าน") for n in INDICATORS],
}


class TestIndicatorsByRow:
    @pytest.mark.parametrize("layout", BY_ROW)
    def test_are_read_whatever_the_row_looks_like(self, layout):
        wide = len(BY_ROW[layout][0])
        head = ("รายการ", "คะแนน", "หมายเหตุ") if layout == "a remark behind" else ("ลำดับ", "รายการ", "คะแนน")[-wide:]

        assert only(sheet(head, *BY_ROW[layout])).indicators == INDICATORS

    @pytest.mark.parametrize("heading", ["คะแนน", "คะแนนที่ได้", "ผลคะแนน", "ผลการประเมิน", "Score", "ร้อยละ", "ค่าคะแนน"])
    def test_the_heading_of_scores_has_many_names(self, heading):
        rows = (("รายการ", "คะแนนเต็ม", heading), *((f"ตัวชี้วัดที่ {n}", 100, INDICATORS[n]) for n in INDICATORS))

        assert only(sheet(*rows)).indicators == INDICATORS

    @pytest.mark.parametrize("beside", ["คะแนนเต็ม", "น้ำหนัก", "คะแนนถ่วงน้ำหนัก", "ลำดับ", "จำนวนข้อ", "อันดับ"])
    def test_columns_of_other_numbers_are_passed_over(self, beside):
        rows = (("รายการ", beside, "คะแนนที่ได้"), *((f"ตัวชี้วัดที่ {n}", 7, INDICATORS[n]) for n in INDICATORS))

        assert only(sheet(*rows)).indicators == INDICATORS


class TestToolsAndTotal:
    @pytest.mark.parametrize(
        "labels",
        [
            ("IIT", "EIT", "OIT"),
            ("เครื่องมือ IIT", "เครื่องมือ EIT", "เครื่องมือ OIT"),
            ("1. แบบวัด IIT", "2. แบบวัด EIT", "3. แบบวัด OIT"),
            ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก", "แบบวัดการเปิดเผยข้อมูลสาธารณะ"),
            ("คะแนน IIT", "คะแนน EIT", "คะแนน OIT"),
        ],
    )
    def test_are_known_by_any_of_their_names(self, labels):
        rows = [(label, score) for label, score in zip(labels, TOOLS.values(), strict=True)]

        assert only(sheet(("รายการ", "คะแนน"), *rows)).tools == TOOLS

    @pytest.mark.parametrize(
        "label",
        [
            "คะแนนรวม",
            "รวม",
            "คะแนนรวมทั้งหมด",
            "คะแนนภาพรวม",
            "ผลคะแนน ITA",
            "คะแนน ITA",
            "ผลการประเมินภาพรวม",
            "Total score",
            "ITA score",
        ],
    )
    def test_the_total_has_many_names(self, label):
        assert only(sheet(("รายการ", "คะแนน"), ("IIT", 90), (label, "91.23"))).total == d("91.23")

    @pytest.mark.parametrize("label", ["ระดับ", "ระดับผลการประเมิน", "ผลการประเมินระดับ", "Level", "เกรด"])
    def test_so_has_the_level(self, label):
        assert only(sheet(("รายการ", "คะแนน"), ("IIT", 90), (label, "ผ่านดีเยี่ยม"))).level == "ผ่านดีเยี่ยม"

    def test_the_level_may_stand_beside_the_total(self):
        rows = (("รายการ", "คะแนน", "ระดับ"), ("IIT", 90, ""), ("คะแนนรวม", "96.10", "ผ่านดีเยี่ยม"))

        found = only(sheet(*rows))

        assert (found.total, found.level) == (d("96.10"), "ผ่านดีเยี่ยม")


class TestOneAgencyARow:
    HEAD = ("ที่", "อำเภอ", "ชื่อหน่วยงาน", "IIT", "EIT", "OIT", "คะแนนรวม", "ระดับผลการประเมิน")
    OURS = (2, "หนองบัวแดง", NAME, 90.5, 88.25, 95, 91.63, "ผ่านดี")
    THEIRS = (1, "เมือง", "องค์การบริหารส่วนตำบลหนองไผ่", 70, 71, 72, 71, "ต้องปรับปรุง")

    def test_with_columns_in_front_that_do_not_matter(self):
        found = only(sheet(self.HEAD, self.THEIRS, self.OURS))

        assert (found.tools, found.total, found.level, found.agency_name) == (TOOLS, d("91.63"), "ผ่านดี", NAME)

    def test_with_a_title_over_the_table(self):
        rows = (("ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๘ จังหวัดชัยภูมิ",), self.HEAD, self.THEIRS, self.OURS)

        assert only(sheet(*rows, merged=["A1:H1"])).fiscal_year == 2568

    def test_with_empty_rows_and_a_sum_below(self):
        rows = (self.HEAD, (), self.THEIRS, self.OURS, (), ("", "", "เฉลี่ย", 80, 80, 80, 80, ""))

        assert only(sheet(*rows)).tools == TOOLS

    def test_with_the_agency_written_with_blanks(self):
        spaced = (*self.OURS[:2], "เทศบาลตำบล บ้านสวนใส", *self.OURS[3:])

        assert only(sheet(self.HEAD, self.THEIRS, spaced)).tools == TOOLS

    def test_with_indicators_under_their_tools(self):
        top = ("หน่วยงาน", "IIT", "", "", "", "", "EIT", "", "", "OIT", "", "คะแนน ITA")
        below = ("", *(f"ตัวชี้วัดที่ {n}" for n in INDICATORS), "")
        ours = (NAME, *INDICATORS.values(), "91.63")

        found = only(sheet(top, below, ours, merged=["B1:F1", "G1:I1", "J1:K1"]))

        assert (found.indicators, found.total) == (INDICATORS, d("91.63"))

    def test_with_numbers_of_indicators_as_i1_to_i10(self):
        assert (
            only(sheet(("หน่วยงาน", *(f"I{n}" for n in INDICATORS)), (NAME, *INDICATORS.values()))).indicators
            == INDICATORS
        )

    def test_with_a_blank_score_left_unknown(self):
        found = only(sheet(self.HEAD, self.THEIRS, (*self.OURS[:4], "", *self.OURS[5:])))

        assert found.tools == {"IIT": d("90.5"), "OIT": 95}


class TestSeveralTables:
    def test_of_one_sheet_are_put_together(self):
        rows = (
            ("ผลการประเมิน ปีงบประมาณ พ.ศ. 2567",),
            ("รายการ", "คะแนน"),
            ("IIT", "90.50"),
            ("EIT", "88.25"),
            (),
            ("ข้อ", "ประเด็น", "ผล"),
            ("O1", "โครงสร้าง", "ได้"),
            ("O2", "ข้อมูลผู้บริหาร", "ไม่ได้"),
        )

        found = only(sheet(*rows))

        assert (found.tools, found.items) == ({"IIT": d("90.50"), "EIT": d("88.25")}, {"O1": 100, "O2": 0})

    def test_of_several_sheets_are_put_together(self):
        book = sheets(
            สรุป=([("รายการ", "คะแนน"), ("คะแนนรวม", 91), ("IIT", 90)], ()),
            รายข้อ=([("ข้อ", "คะแนน"), ("O1", 100), ("O34", 0)], ()),
        )

        found = only(book)

        assert (found.total, found.tools, found.items) == (91, {"IIT": 90}, {"O1": 100, "O34": 0})

    def test_a_sheet_of_something_else_does_no_harm(self):
        book = sheets(
            หนังสือ=([("เรื่อง", "ขอส่งผลการประเมิน"), ("วันที่", "30 กรกฎาคม 2567")], ()),
            ผล=([("รายการ", "คะแนน"), ("IIT", 90)], ()),
        )

        assert only(book).tools == {"IIT": 90}

    def test_years_beside_each_other_and_items_below(self):
        rows = (
            ("รายการ", "ปี 2566", "ปี 2567"),
            ("IIT", 81, 91),
            ("ตัวชี้วัดที่ 10", 70, 80),
            ("O1", 0, 100),
        )

        found = read(sheet(*rows), fiscal_year=None).results

        assert [(one.fiscal_year, one.tools["IIT"], one.items["O1"]) for one in found] == [
            (2566, 81, 0),
            (2567, 91, 100),
        ]


class TestDocuments:
    def word(self):
        document = docx.Document()
        document.add_paragraph("ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๗")
        table = document.add_table(rows=0, cols=3)
        for row in (("ที่", "รายการ", "คะแนน"), ("๑", "IIT", "๙๐.๕๐"), ("๒", "EIT", "๘๘.๒๕"), ("๓", "OIT", "๙๕.๐๐")):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.add_paragraph("คะแนนรวม ๙๑.๖๓ คะแนน")
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    def test_of_word_are_read_with_the_lines_around_the_table(self):
        found = only(self.word(), "ผล.docx", fiscal_year=None)

        assert (found.fiscal_year, found.tools, found.total) == (2567, TOOLS, d("91.63"))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
    def test_of_text_are_read_in_any_encoding(self, encoding):
        text = "ปีงบประมาณ พ.ศ. 2567\nIIT: 90.50\nEIT: 88.25\nOIT: 95.00\nคะแนนรวม: 91.63"

        found = only(text.encode(encoding), "ผล.txt")

        assert (found.tools, found.total) == (TOOLS, d("91.63"))

    @pytest.mark.parametrize("between", [",", ";", "\t"])
    def test_of_csv_are_read_with_any_sign_between(self, between):
        lines = ["รายการ,คะแนน,หมายเหตุ", "IIT,90.50,", "EIT,88.25,", "OIT,95.00,", "คะแนนรวม,91.63,"]

        found = only("\n".join(lines).replace(",", between).encode(), "ผล.csv")

        assert (found.tools, found.total) == (TOOLS, d("91.63"))

    def test_of_our_own_json_come_back(self):
        import json

        from prongsai.core.result import result_to_dict

        one = only(self.word(), "ผล.docx")

        assert only(json.dumps(result_to_dict(one)).encode(), "ผล.json") == one

    def test_of_our_own_analysis_give_the_items_that_were_lost(self):
        """The analysis names lost items alone: what was kept stays unknown, and is not taken for lost."""
        from datetime import date

        from prongsai.documents.analysis import AnalysisFacts
        from prongsai.wiring.results import analyse_result, write_analysis
        from tests.core.result.made import result

        facts = AnalysisFacts(analyse_result(result(2567, lost=["O12", "O34"])), (), date(2024, 10, 1))
        page = write_analysis(facts, ["html"])["html"]

        found = only(page, "วิเคราะห์.html", agency_name="")

        assert {code: score for code, score in found.items.items() if score == 0} == {"O12": 0, "O34": 0}
        assert found.tools["IIT"] == 90
