import io
import zipfile

import docx
import pytest
from lxml import etree

from prongsai.documents.content import ReportOptions, build_report
from prongsai.documents.docx import draw_docx
from tests.documents.example_plan import MADE_ON, OPTIONS, example_plan
from tests.documents.small_report import small_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# Order of the children as the schema has it (ECMA-376, part 1, 17.3.2 and 17.6), as far as we use them.
RUN_ORDER = ["rStyle", "rFonts", "b", "bCs", "color", "sz", "szCs", "u", "cs", "lang"]
PAGE_ORDER = ["footerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "vAlign", "titlePg"]


def content(**options: object) -> bytes:
    report = build_report(example_plan(), framework=None, options=ReportOptions(made_on=MADE_ON, **options))
    return draw_docx(report)


@pytest.fixture(scope="module")
def parts():
    with zipfile.ZipFile(io.BytesIO(content())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def document():
    return docx.Document(io.BytesIO(content()))


@pytest.fixture(scope="module")
def body(parts):
    return etree.fromstring(parts["word/document.xml"])


def names(element) -> list[str]:
    return [child.tag.removeprefix(W) for child in element]


class TestTheDocument:
    def test_says_whose_it_is_and_in_what_language(self, document):
        core = document.core_properties

        assert core.author == "เทศบาลตำบลตัวอย่าง"
        assert core.language == "th-TH"
        assert core.title.startswith("รายงานการดำเนินการตามมาตรการ")
        assert core.created.date() == MADE_ON

    def test_lies_on_its_side_with_the_cover_where_every_table_does(self, document):
        assert all(section.page_width > section.page_height for section in document.sections)

    def test_stands_upright_where_its_sections_do(self):
        upright = docx.Document(io.BytesIO(draw_docx(small_report(landscape=False))))

        assert not any(section.page_width > section.page_height for section in upright.sections)

    def test_lets_annexes_follow_on(self, document):
        assert len(document.sections) == 3  # cover, main part, annexes

    def test_lets_the_sentence_that_is_signed_go_with_the_signatures(self, body):
        blocks = list(body[0])
        signatures = next(
            at for at, one in enumerate(blocks) if one.tag == f"{W}tbl" and "ลงชื่อ" in "".join(one.itertext())
        )

        lead = blocks[signatures - 1]

        assert "ขอรับรอง" in "".join(lead.itertext())
        assert [one.get(f"{W}val") for one in lead.iter(f"{W}pStyle")] == ["SignatureLead"]

    def test_asks_for_a_post_once(self, body):
        words = "".join(body.itertext())

        assert "ตำแหน่ง ตำแหน่ง" not in words
        assert "ตำแหน่ง ปลัดเทศบาล" in words

    def test_is_the_same_bytes_each_time(self):
        assert content() == content()

    def test_uses_styles_that_exist(self, body, parts):
        styles = etree.fromstring(parts["word/styles.xml"])
        known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
        used = {one.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for one in body.iter(f"{W}{tag}")}

        assert used <= known
        assert {"Title", "Heading1", "TableText", "TableHeading", "BodyText"} <= used

    def test_has_no_direct_fonts_or_sizes(self, body):
        assert not list(body.iter(f"{W}rFonts", f"{W}sz", f"{W}szCs", f"{W}b", f"{W}color"))


class TestThaiText:
    def test_is_complex_script_in_every_run(self, body):
        for run in body.iter(f"{W}r"):
            text = "".join(part.text or "" for part in run.iter(f"{W}t"))
            if any("\u0e00" <= char <= "\u0e7f" for char in text):
                assert run.find(f"{W}rPr/{W}cs") is not None

    def test_has_font_size_weight_and_language_for_complex_script_in_every_style(self, parts):
        styles = etree.fromstring(parts["word/styles.xml"])
        ours = {"Normal", "Title", "Heading1", "Heading2", "Heading3", "TableText", "TableHeading", "Footer"}

        for style in styles.iter(f"{W}style"):
            if style.get(f"{W}styleId") in ours:
                letters = style.find(f"{W}rPr")
                assert letters.find(f"{W}rFonts").get(f"{W}cs") == "TH SarabunPSK"
                assert letters.find(f"{W}szCs").get(f"{W}val") == letters.find(f"{W}sz").get(f"{W}val")
                assert (letters.find(f"{W}bCs") is None) == (letters.find(f"{W}b") is None)
                assert letters.find(f"{W}lang").get(f"{W}bidi") == "th-TH"

    def test_is_16_points(self, parts):
        styles = etree.fromstring(parts["word/styles.xml"])
        normal = next(style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == "Normal")

        assert normal.find(f"{W}rPr/{W}szCs").get(f"{W}val") == "32"

    def test_has_its_properties_in_the_order_of_the_schema(self, body, parts):
        for root in (body, etree.fromstring(parts["word/styles.xml"])):
            for properties in root.iter(f"{W}rPr"):
                found = [name for name in names(properties) if name in RUN_ORDER]
                assert found == sorted(found, key=RUN_ORDER.index)


class TestTables:
    def test_repeat_their_heading_row(self, body):
        tables = [table for table in body.iter(f"{W}tbl") if table.find(f"{W}tblPr/{W}tblStyle") is not None]

        assert len(tables) == 7
        assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)

    def test_have_widths_that_agree_and_fit_the_page(self, body):
        for table in body.iter(f"{W}tbl"):
            columns = [int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")]
            assert sum(columns) <= 16_838 - 2 * 850
            for row in table.iter(f"{W}tr"):
                widths = [int(one.get(f"{W}w")) for one in row.iter(f"{W}tcW")]
                assert sum(widths) == sum(columns)

    def test_break_a_cell_into_paragraphs(self, document):
        cell = document.tables[0].cell(1, 2)

        assert [one.text for one in cell.paragraphs][1].startswith("๒. รายงานผู้บริหาร")


class TestPages:
    def test_count_in_thai_digits_with_a_page_field(self, body, parts):
        assert all(one.get(f"{W}fmt") == "thaiNumbers" for one in body.iter(f"{W}pgNumType"))
        footers = [content for name, content in parts.items() if name.startswith("word/footer")]
        assert any(b" PAGE " in footer and "แบบรายงานโปร่งใส".encode() in footer for footer in footers)

    def test_keep_the_order_of_the_schema(self, body):
        for page in body.iter(f"{W}sectPr"):
            assert names(page) == sorted(names(page), key=PAGE_ORDER.index)


class TestLinks:
    def test_hold_the_address_alone(self, body, parts):
        links = ["".join(one.text for one in link.iter(f"{W}t")) for link in body.iter(f"{W}hyperlink")]

        assert "https://www.example.go.th/a?x=1" in links
        assert all(link.startswith("https://") for link in links)
        assert parts["word/_rels/document.xml.rels"].count(b"https://www.example.go.th/a?x=1") == 1


class TestThePlanAlone:
    def test_has_four_columns(self):
        plan = docx.Document(io.BytesIO(content(plan_only=True)))

        assert len(plan.tables[0].columns) == 4

    def test_of_no_measures_is_still_a_document(self):
        from prongsai.core.plan import Agency, Plan

        empty = docx.Document(
            io.BytesIO(draw_docx(build_report(Plan(Agency("ก"), 2566), framework=None, options=OPTIONS)))
        )

        assert empty.tables[0].cell(1, 0).text == "ไม่มีมาตรการ"
