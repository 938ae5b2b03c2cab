"""The order appointing the working group: its words, its PDF and its Word file."""

import io
import re
from dataclasses import replace
from datetime import date

import docx
import pikepdf
import pypdf
import pytest

from prongsai.core.working_group import GroupLine, find_faults, list_left_out
from prongsai.documents.order import OrderFacts, build_order
from prongsai.documents.order_docx import draw_order_docx
from prongsai.documents.order_pdf import draw_order_pdf

DAY = date(2022, 11, 22)
MEMBERS = (
    GroupLine("นายสมชาย ใจซื่อ", "ปลัดเทศบาล", "chair", ()),
    GroupLine("นางสาวสมศรี มีสุข", "ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม", "member", tuple(f"O{n}" for n in range(1, 19))),
    GroupLine("นางมาลี ดีจริง", "นักวิเคราะห์นโยบายและแผน", "secretary", ("O42", "O43")),
)
FACTS = OrderFacts("เทศบาลตำบลบ้านสวนใส", 2566, "150/2566", DAY, MEMBERS, "นางนายก ใจดี", "นายกเทศมนตรีตำบลบ้านสวนใส")


def bare(text):
    """Without blanks; readers give sara am as its two parts."""
    return re.sub(r"[\s\u200b]", "", re.sub("([\u0e48-\u0e4b]?)\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\\2\u0e33", text))


class TestWords:
    def test_head_number_and_date_are_as_on_paper(self):
        order = build_order(FACTS)

        assert order.heading == "คำสั่งเทศบาลตำบลบ้านสวนใส"
        assert order.number_line == "ที่ ๑๕๐/๒๕๖๖"
        assert order.subject.startswith("เรื่อง แต่งตั้งคณะทำงาน")
        assert order.effect == "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"
        assert order.date_line == "สั่ง ณ วันที่ ๒๒ พฤศจิกายน พ.ศ. ๒๕๖๕"

    def test_a_draft_has_dots_to_fill_in(self):
        order = build_order(replace(FACTS, number="", ordered_on=None, signer_name=""))

        assert order.number_line.startswith("ที่ ....")
        assert "วันที่ ...." in order.date_line
        assert set(order.signer_name) == {"."}

    def test_digits_are_thai_and_codes_stay(self):
        order = build_order(FACTS)

        whole = " ".join([order.subject, *order.opening, *order.clauses, order.number_line, order.date_line])
        assert not re.search(r"[0-9]", whole)
        assert order.items[1] == ("นางมาลี ดีจริง", "O42, O43")

    def test_people_without_items_are_not_listed_twice(self):
        assert [name for name, _codes in build_order(FACTS).items] == ["นางสาวสมศรี มีสุข", "นางมาลี ดีจริง"]
        assert build_order(replace(FACTS, members=MEMBERS[:1])).items_lead == ""


class TestPdf:
    @pytest.fixture
    def content(self):
        return draw_order_pdf(build_order(FACTS), author=FACTS.agency, made_on=DAY)

    def test_says_everything(self, content):
        text = bare("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))

        order = build_order(FACTS)
        wanted = [order.heading, order.subject, *order.opening, *order.clauses, order.effect, order.date_line]
        wanted += [part for row in order.rows for part in (row.name, row.post, row.duty)]
        wanted += [f"{name}: {codes}" for name, codes in order.items] + [f"({order.signer_name})", order.signer_post]
        assert [words for words in wanted if bare(words) not in text] == []

    def test_is_tagged_and_archival(self, content):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert pdf.Root.Lang == "th"
            with pdf.open_metadata() as meta:
                assert meta["pdfaid:part"] == "2"
                assert meta["pdfuaid:part"] == "1"
                assert "คำสั่งเทศบาลตำบลบ้านสวนใส" in meta["dc:title"]

    def test_is_the_same_for_the_same_order(self, content):
        assert draw_order_pdf(build_order(FACTS), author=FACTS.agency, made_on=DAY) == content

    @pytest.mark.parametrize("count", [1, 6, 9, 11, 13, 30, 60])
    def test_the_signature_never_stands_alone(self, count):
        people = tuple(GroupLine(f"นายคนที่ {n}", "เจ้าหน้าที่", "member", ()) for n in range(count))
        drawn = draw_order_pdf(build_order(replace(FACTS, members=people)), author="x", made_on=DAY)

        last = bare(pypdf.PdfReader(io.BytesIO(drawn)).pages[-1].extract_text())

        assert bare("ปฏิบัติหน้าที่อื่นตามที่ได้รับมอบหมาย") in last
        assert bare(FACTS.signer_post) in last


class TestWord:
    @pytest.fixture
    def content(self):
        return draw_order_docx(build_order(FACTS), author=FACTS.agency, made_on=DAY)

    def test_says_everything(self, content):
        document = docx.Document(io.BytesIO(content))
        texts = [one.text for one in document.paragraphs]
        rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]

        order = build_order(FACTS)
        assert [one for one in (order.heading, order.subject, *order.opening, *order.clauses) if one not in texts] == []
        assert rows[0] == ["ที่", "ชื่อ - สกุล", "ตำแหน่ง", "หน้าที่ในคณะทำงาน"]
        assert rows[1] == ["๑", "นายสมชาย ใจซื่อ", "ปลัดเทศบาล", "ประธานคณะทำงาน"]
        assert len(rows) == 1 + len(MEMBERS)

    def test_thai_runs_are_complex_script_in_th_sarabun(self, content):
        document = docx.Document(io.BytesIO(content))

        runs = [run for one in document.paragraphs for run in one.runs if re.search("[ก-๙]", run.text)]
        assert runs
        assert all(run._r.xpath("./w:rPr/w:cs") for run in runs)
        assert 'w:cs="TH SarabunPSK"' in document.styles.element.xml

    def test_is_the_same_for_the_same_order(self, content):
        assert draw_order_docx(build_order(FACTS), author=FACTS.agency, made_on=DAY) == content


class TestRules:
    def test_names_every_fault(self):
        faults = find_faults((MEMBERS[1], MEMBERS[1]), ("O1",))

        words = " ".join(fault.message_th for fault in faults)
        assert "ประธาน" in words
        assert "เลขานุการ" in words
        assert "ซ้ำ" in words
        assert "O18" in words
        assert all(fault.message_en for fault in faults)

    def test_a_whole_group_has_none(self):
        codes = tuple(f"O{n}" for n in range(1, 44))

        assert find_faults(MEMBERS, codes) == []
        assert list_left_out(MEMBERS, codes) == [f"O{n}" for n in range(19, 42)]
