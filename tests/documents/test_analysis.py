import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache

import docx
import pikepdf
import pypdfium2
import pytest

from prongsai.core.result import YearResult
from prongsai.documents.analysis import AnalysisFacts, build_analysis
from prongsai.documents.report import Chart, Grid, Heading, Prose
from prongsai.wiring.results import (
    analyse_result,
    check_year_result,
    propose_measures,
    trend_of_results,
    write_analysis,
)
from tests.core.result.made import d, result

TODAY = date(2024, 10, 15)
YEARS = (
    result(2565, lost=["O10", "O42"], tools={"IIT": 82, "EIT": 78}, total=d("84.91"), level="B"),
    result(2566, lost=["O12", "O43"], tools={"IIT": 85, "EIT": 84}, indicators={8: d(80)}),
    result(
        2567,
        lost=["O12", "O34"],
        tools={"IIT": 91, "EIT": 88},
        total=d("88.90"),
        level="ผ่านดี",
        indicators={8: d(79), 3: d(97)},
        source="ประกาศ.xlsx",
    ),
)


def facts(*results, plan_year=None, **more):
    last = results[-1]
    analysis = analyse_result(last)
    trend = trend_of_results(results) if len(results) > 1 else None
    proposals = propose_measures(analysis, plan_year, today=TODAY) if plan_year else None
    return AnalysisFacts(analysis, check_year_result(last), TODAY, trend, proposals, "อำเภอหนองบัวแดง", **more)


def words(report):
    found = []
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Heading):
                found.append(block.text)
            elif isinstance(block, Prose):
                found += [line.text for line in block.lines]
            elif isinstance(block, Grid):
                found += [line.text for row in block.rows for cell in row for line in cell.lines]
    return "\n".join(found)


@cache
def files():
    return write_analysis(facts(*YEARS, plan_year=2568, executive_post="นายกเทศมนตรี"), ["pdf", "docx", "html"])


class TestBuildAnalysis:
    def test_says_total_level_and_what_stands_before_the_next(self):
        said = words(
            build_analysis(
                facts(result(2568, tools={"IIT": 95, "EIT": "84.90", "OIT": 100}, total=d("93.97"), level="ผ่าน"))
            )
        )

        assert "ได้คะแนนรวมตามประกาศ ๙๓.๙๗ คะแนน" in said
        assert "ประกาศระดับ ผ่าน" in said
        assert "หากจะถึงระดับผ่านดี ต้องเพิ่มคะแนน EIT อีก ๐.๑๐ คะแนน" in said

    def test_puts_lost_items_in_order_of_their_worth(self):
        report = build_analysis(facts(YEARS[2]))

        grid = next(
            block
            for section in report.sections
            for block in section.blocks
            if isinstance(block, Grid) and block.key == "lost"
        )
        assert [row[0].lines[0].text for row in grid.rows] == ["O34", "O12"]
        assert [row[3].lines[0].text for row in grid.rows] == ["๕.๐๐", "๐.๕๗"]

    def test_names_strengths_and_weaknesses(self):
        said = words(build_analysis(facts(YEARS[2])))

        assert "ตัวชี้วัดที่ ๓ การใช้อำนาจ ๙๗.๐๐ คะแนน" in said
        assert "ตัวชี้วัดที่ ๘ การปรับปรุงการทำงาน ๗๙.๐๐ คะแนน" in said

    def test_says_cannot_be_computed_and_guesses_nothing(self):
        said = words(build_analysis(facts(result(2569, tools={"IIT": 90, "EIT": 90}, lost=["O1"]))))

        assert "ยังคำนวณคะแนนรวมของปี ๒๕๖๙ ไม่ได้" in said
        assert "คำนวณไม่ได้ว่าเสียคะแนนรวมเท่าใด" in said
        assert "คำนวณไม่ได้" in said
        assert "รวมกันมีค่า" not in said

    def test_marks_what_is_inferred_or_not_verified(self):
        said = words(build_analysis(facts(YEARS[2])))

        assert "อนุมานว่าใช้กับปีนี้ด้วย" in said
        assert "เขียนจากความจำ" in said

    def test_marks_single_names_and_weights_that_are_inferred(self):
        said = words(build_analysis(facts(result(2568, lost=["O25"]))))

        assert "ข้อมูลพื้นฐาน *" in said
        assert "๓๐ *" in said
        assert "* ชื่อ รหัส หรือน้ำหนักที่มีเครื่องหมายนี้" in said

    def test_a_result_without_parts_says_that_it_has_none(self):
        said = words(build_analysis(facts(YearResult(2567, "เทศบาล", total=d(91)))))

        assert "ผลที่มีไม่ได้แยกรายตัวชี้วัด" in said
        assert "ผลที่มีไม่ได้แยกรายข้อ" in said

    def test_full_marks_say_so(self):
        assert "ได้ ๑๐๐ คะแนนครบทั้ง ๓๕ ข้อ" in words(build_analysis(facts(result(2567, lost=[]))))

    def test_has_a_trend_only_with_another_year(self):
        def kinds(report):
            return [type(block) for section in report.sections for block in section.blocks]

        alone, several = build_analysis(facts(YEARS[2])), build_analysis(facts(*YEARS))
        assert kinds(alone).count(Chart) == 1
        assert kinds(several).count(Chart) == 2
        assert "แนวโน้มรายปี" in words(several)
        assert "มีเรื่องที่ทั้งสองปีถามและทราบคะแนน" in words(several)

    def test_proposals_carry_reasons_steps_and_days(self):
        said = words(build_analysis(facts(*YEARS, plan_year=2568)))

        assert "ข้อเสนอมาตรการสำหรับแผนปีงบประมาณ พ.ศ. ๒๕๖๘" in said
        assert "ตรวจข้อมูลเดิม" in said
        assert "ภายใน ๑๕ ม.ค. ๒๕๖๘ โดยประมาณ" in said
        assert "ต้องตรวจเมื่อมีประกาศ" in said

    def test_what_is_asked_for_no_more_is_named(self):
        said = words(build_analysis(facts(result(2566, lost=["O9"]), plan_year=2567)))

        assert "ปี ๒๕๖๗ ไม่ถามแล้ว" in said

    def test_findings_and_source_stand_at_the_end(self):
        said = words(build_analysis(facts(replace(YEARS[2], level="A"))))

        assert "ไม่มีระดับชื่อ" in said
        assert "ที่มาของผล: ประกาศ.xlsx" in said

    def test_uses_thai_digits_except_in_codes(self):
        said = words(build_analysis(facts(*YEARS, plan_year=2568))).replace("ประกาศ.xlsx", "")

        assert not re.search(r"(?<![A-Za-z0-9])[0-9]", said)


class TestFiles:
    def test_pdf_is_tagged_with_a_title_and_charts_that_have_words(self):
        with pikepdf.open(io.BytesIO(files()["pdf"])) as pdf:
            assert "/StructTreeRoot" in pdf.Root
            assert pdf.Root.MarkInfo.Marked
            figures = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
            alts = [str(one.Alt) for one in figures]
        assert [alt.partition("ของ")[0] for alt in alts] == ["แผนภูมิแท่ง", "แผนภูมิเส้น"]

    def test_pdf_text_copies_whole_words(self):
        with pypdfium2.PdfDocument(files()["pdf"]) as pdf:
            text = "".join(page.get_textpage().get_text_range() for page in pdf)
        tight = "".join(text.split())

        for word in ("แนวโน้มรายปี", "คะแนนรวม", "จุดที่ต้องพัฒนา", "เพิ่ม/ลด", "การปรับปรุงการทำงาน"):
            assert word.replace("ำ", "ํา") in tight.replace("ำ", "ํา"), word

    def test_docx_opens_with_tables_and_pictures_that_have_words(self):
        document = docx.Document(io.BytesIO(files()["docx"]))

        assert len(document.inline_shapes) == 2
        assert len(document.tables) >= 5
        with zipfile.ZipFile(io.BytesIO(files()["docx"])) as package:
            body = package.read("word/document.xml").decode()
        assert body.count('descr="แผนภูมิ') == 2

    def test_html_holds_the_charts_and_loads_nothing(self):
        page = files()["html"].decode()

        assert page.count("<svg") == 2
        assert "<script" not in page
        assert not re.search(r'(?:src|href)="(?!#|data:)', page)

    @pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
    def test_are_the_same_bytes_for_the_same_result(self, kind):
        again = write_analysis(facts(*YEARS, plan_year=2568, executive_post="นายกเทศมนตรี"), [kind])

        assert again[kind] == files()[kind]
