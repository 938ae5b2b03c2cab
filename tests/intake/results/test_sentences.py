"""A total in a sentence is read, and every other score in one is named."""

import io

import docx
import pytest

from prongsai.intake.blocks import Paragraph
from prongsai.intake.results.readings import Findings, Reading
from prongsai.intake.results.sentences import Sentences
from tests.core.result.made import FILES, d
from tests.intake.results.test_layouts import NAME, NAMES, only, read, sheet


def document(*paragraphs, total=None):
    made = docx.Document()
    made.add_paragraph("ประกาศผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๕")
    for text in paragraphs:
        made.add_paragraph(text)
    table = made.add_table(rows=0, cols=2)
    rows = [("ตัวชี้วัด", "ร้อยละ"), *((NAMES[n], f"{80 + n}.5") for n in range(1, 11))]
    for row in [*rows, *([("คะแนนรวม", total)] if total else [])]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read_docx(*paragraphs, **options):
    return read(document(*paragraphs, **options), "ผล.docx", fiscal_year=None)


class TestATotal:
    @pytest.mark.parametrize(
        "text",
        [
            f"{NAME} ได้คะแนนรวม ๘๘.๔๑ คะแนน อยู่ในระดับ A",
            f"{NAME} จังหวัดชัยภูมิ มีผลคะแนนเฉลี่ยรวมเท่ากับร้อยละ 88.41 อยู่ในระดับ A",
            "ในปีงบประมาณ พ.ศ. 2565 ได้คะแนน ITA 88,41 คะแนน (เต็ม 100 คะแนน) ผลการประเมินระดับ A",
            "คะแนนรวม 88.41 คะแนน อยู่ในระดับ A",
        ],
    )
    def test_is_read_with_its_level(self, text):
        found = read_docx(text)

        (result,) = found.results
        assert (result.total, result.level) == (d("88.41"), "A")
        assert found.findings == ()

    def test_that_the_table_says_differently_is_named_with_both_places(self):
        found = read_docx(f"{NAME} ได้คะแนนรวม 88.41 คะแนน", total="88.53")

        (finding,) = found.findings
        assert finding.code == "result_given_twice"
        assert "88.41 และ 88.53" in finding.message_th
        assert "ย่อหน้า 2" in finding.message_th

    def test_in_a_row_of_a_sheet_is_read_too(self):
        text = f"{NAME} ได้คะแนนรวม ๘๘.๔๑ คะแนน อยู่ในระดับ A"

        result = only(sheet(("ผลการประเมิน ITA",), (text,), ("ตัวชี้วัด", "คะแนน"), (NAMES[1], 91)), fiscal_year=2565)

        assert (result.total, result.level, result.indicators) == (d("88.41"), "A", {1: 91})

    def test_that_the_table_says_too_is_no_contradiction(self):
        assert read_docx(f"{NAME} ได้คะแนนรวม 88.53 คะแนน", total="88.53").findings == ()


class TestAnyOtherScore:
    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("เทศบาลตำบลอื่น ได้คะแนนรวม 84.53 คะแนน", "84.53"),
            ("คะแนนรวมเฉลี่ยของจังหวัด 84.53 คะแนน", "84.53"),
            ("ปี 2564 ได้คะแนนรวม 84.53 คะแนน", "84.53"),
            ("ได้คะแนนรวม 88.41 คะแนน เพิ่มขึ้นจากปีก่อน 3.20 คะแนน", "88.41, 3.20"),
            ("คะแนน IIT ของเราในปีนี้ 84.53 คะแนน ปีก่อน 80.20 คะแนน", "84.53, 80.20"),
            ("คะแนน IIT ของจังหวัด 84.53 คะแนน", "84.53"),
            ("ผลการประเมินต้องไม่น้อยกว่าร้อยละ 85", "85"),
        ],
    )
    def test_is_named_and_not_read(self, text, numbers):
        found = read_docx(f"{NAME} ประกาศผล", text)

        assert (found.results[0].total, found.results[0].tools) == (None, {})
        named = [finding for finding in found.findings if finding.code == "result_number_not_used"]
        assert len(named) == 1
        assert f"ที่ไม่ได้อ่าน: {numbers} " in named[0].message_th
        assert named[0].where == "ย่อหน้า 3"

    @pytest.mark.parametrize(
        "text",
        [
            "หนังสือที่ ชย 52001/123 ลงวันที่ 5 มกราคม 2565",
            "ผลการประเมินตามข้อ 12 มี 3 ด้าน",
            "ใช้งบ 12.50 บาท",
        ],
    )
    def test_a_number_that_is_no_score_is_passed_over(self, text):
        assert read_docx(text).findings == ()


class TestSentences:
    def test_without_a_known_year_or_name_take_what_stands_there(self):
        reading, findings = Reading(), Findings()
        Sentences(FILES.get(2567), None, ("",)).read(
            Paragraph("อบต.ไกล ปี 2564 ได้คะแนนรวม 90 คะแนน ระดับ ผ่านดีเยี่ยม", where="ย่อหน้า 1"), reading, findings
        )

        assert (list(reading.scores.values()), reading.level, findings.list_all()) == ([d(90)], "ผ่านดีเยี่ยม", [])

    def test_cut_a_long_text_short(self):
        findings = Findings()
        text = "คะแนน 81.5 และ 82.5 " + "ก" * 300
        Sentences(FILES.get(2567), 2567, (NAME,)).read(Paragraph(text, where="ย่อหน้า 1"), Reading(), findings)

        (finding,) = findings.list_all()
        assert len(finding.message_th) < 200
        assert "…" in finding.message_th
