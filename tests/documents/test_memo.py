"""The memo: its words, and that PDF, DOCX and HTML hold all of them in the official form."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pikepdf
import pypdf
import pypdfium2
import pytest
from lxml import etree

from prongsai.core.monthly_round import Counts, Sheet
from prongsai.documents.memo import MemoOpinion, MemoParagraph, MemoSigner, dated_line
from prongsai.documents.memo_docx import draw_memo_docx
from prongsai.documents.memo_html import draw_memo_html
from prongsai.documents.memo_pdf import draw_memo_pdf
from prongsai.documents.round_memo import NAMED, build_round_memo
from tests.documents.small_memo import FACTS, SHEET, WORK, blank_memo, signed_memo

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_of(memo) -> list[str]:
    """Every text of a memo."""
    found = [memo.from_unit, memo.number, memo.dated, memo.subject, memo.to]
    found += [one.text for one in memo.paragraphs]
    found += [memo.signer.name, memo.signer.post]
    for one in memo.opinions:
        found += [one.heading, *one.lines, one.signer.name, one.signer.post, *one.signed.splitlines()]
    return [text for text in found if text]


def squeezed(text: str) -> str:
    return "".join(text.split())


def pdf_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def pdf_text_by_glyphs(content: bytes) -> str:
    """As a reader that knows no ActualText copies it: nikhahit and sara aa stand for sara am."""
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return re.sub("([\u0e48-\u0e4b]?)\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\\2\u0e33", text)


class TestWords:
    def test_follow_the_order_of_a_memo(self):
        memo = blank_memo()

        assert memo.subject == "รายงานผลการติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำเดือนธันวาคม ๒๕๖๕"
        assert memo.to == "นายกเทศมนตรีตำบลโคกสะอาด"
        texts = [one.text for one in memo.paragraphs]
        assert texts[0].startswith("ตามที่")
        assert texts[0].endswith("นั้น")
        assert texts[-1].startswith("จึงเรียนมาเพื่อโปรด")
        assert "ขอแสดงความนับถือ" not in " ".join(texts)
        assert [one.is_item for one in memo.paragraphs] == [False, False, *[True] * 6, False]

    def test_all_numbers_are_thai_but_in_addresses(self):
        arabic = [text for text in words_of(blank_memo()) if re.search("[0-9]", re.sub(r"http\S+", "", text))]

        assert arabic == []
        assert "http://www.example.go.th/o11" in " ".join(words_of(blank_memo()))

    def test_name_some_and_count_all(self):
        late = blank_memo().paragraphs[2].text

        assert late.startswith("๑. งานที่เกินกำหนด ๕ รายการ (เกินกำหนดใหม่ ๒ รายการ) ได้แก่ (๑)")
        assert late.count("(กำหนด") == NAMED
        assert late.endswith("และอีก ๒ รายการ")
        assert "กองช่าง, กองคลัง และอื่น ๆ" in late

    def test_of_an_empty_month_say_nothing_more_than_zero(self):
        empty = Sheet(SHEET.agency, SHEET.month, SHEET.as_of, SHEET.since, Counts())
        memo = build_round_memo(replace(FACTS, sheet=empty))

        assert memo.paragraphs[2].text == "๑. งานที่เกินกำหนด ๐ รายการ (เกินกำหนดใหม่ ๐ รายการ)"
        assert all("ได้แก่" not in one.text for one in memo.paragraphs)

    def test_decisions_of_the_month_stand_in_the_opinion_and_earlier_ones_in_the_text(self):
        memo = blank_memo()

        assert memo.opinions[0].lines == ("๑. ปรับปรุงหน้าเว็บ ITA (ทั้งหน่วยงาน ภายในวันที่ ๒๐ ธ.ค. ๒๕๖๕)",)
        assert "เร่งรัดกองคลัง ยังไม่แล้วเสร็จ (กำหนด ๓๐ พ.ย. ๒๕๖๕)" in memo.paragraphs[7].text
        assert "ข้อที่ยกเลิก" not in " ".join(words_of(memo))

    def test_a_signed_one_carries_comment_name_and_code(self):
        opinion = signed_memo().opinions[0]

        assert opinion.lines[:2] == ("ทราบ", "ให้เร่งรัดงานที่ค้าง ๕ รายการ")
        assert opinion.signer == MemoSigner("นางสาวผู้นำ ใจดี", "นายกเทศมนตรีตำบลโคกสะอาด")
        assert "0a0a" in opinion.signed

    def test_a_signature_without_a_word_means_it_was_noted(self):
        sheet = replace(SHEET, decisions=())

        assert build_round_memo(replace(FACTS, sheet=sheet, signed="ลงนาม")).opinions[0].lines == ("ทราบ",)

    def test_a_long_text_is_cut(self):
        sheet = replace(SHEET, late=(replace(WORK, text="ก" * 300),))

        assert "…" in build_round_memo(replace(FACTS, sheet=sheet)).paragraphs[2].text

    def test_an_open_day_is_a_line_to_write_on(self):
        assert dated_line(None) == ("", "/", "", "/", "")
        assert dated_line(date(2022, 12, 2)) == ("๒ ธันวาคม ๒๕๖๕",)


class TestPdf:
    @pytest.mark.parametrize("extract", [pdf_text, pdf_text_by_glyphs])
    @pytest.mark.parametrize("memo", [blank_memo(), signed_memo()], ids=["blank", "signed"])
    def test_copies_every_word(self, memo, extract):
        text = squeezed(extract(draw_memo_pdf(memo)))

        for words in words_of(memo):
            assert squeezed(words) in text, words

    def test_is_tagged_titled_and_of_an_a4_page(self):
        with pikepdf.open(io.BytesIO(draw_memo_pdf(signed_memo()))) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert pdf.Root.Lang == "th"
            with pdf.open_metadata() as metadata:
                assert metadata["dc:title"].startswith("บันทึกข้อความ รายงานผล")
                assert metadata["pdfaid:part"] == "2"
                assert metadata["pdfuaid:part"] == "1"
            assert [round(float(one)) for one in pdf.pages[0].MediaBox] == [0, 0, 595, 842]

    def test_names_the_garuda_for_those_who_do_not_see_it(self):
        with pikepdf.open(io.BytesIO(draw_memo_pdf(signed_memo()))) as pdf:
            told = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
            pictures = [
                one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
            ]

        assert told == ["ตราครุฑ"]
        assert pictures

    def test_leaves_its_space_without_one(self):
        with pikepdf.open(io.BytesIO(draw_memo_pdf(blank_memo()))) as pdf:
            assert not [
                one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
            ]

    def test_is_the_same_bytes_again(self):
        assert draw_memo_pdf(signed_memo()) == draw_memo_pdf(signed_memo())

    def test_a_long_head_goes_on_in_the_next_line(self):
        memo = replace(blank_memo(), from_unit="สำนักปลัด " * 20, subject="เรื่อง " * 40)

        assert squeezed(memo.from_unit) in squeezed(pdf_text(draw_memo_pdf(memo)))

    def test_what_no_font_draws_does_not_stop_it(self):
        memo = replace(
            blank_memo(),
            paragraphs=(MemoParagraph("สวัสดี 😀 \ufffe \x07"),),
            opinions=(MemoOpinion("ความเห็น", MemoSigner("", "")),),
        )

        assert "□" in pdf_text(draw_memo_pdf(memo))


class TestDocx:
    def document(self, memo):
        return docx.Document(io.BytesIO(draw_memo_docx(memo)))

    @pytest.mark.parametrize("memo", [blank_memo(), signed_memo()], ids=["blank", "signed"])
    def test_holds_every_word(self, memo):
        text = squeezed("\n".join(one.text for one in self.document(memo).paragraphs))

        for words in words_of(memo):
            assert squeezed(words) in text, words

    def test_the_signature_stays_with_what_is_above_it(self):
        lines = [one for one in self.document(signed_memo()).paragraphs if one.text]
        heading = next(at for at, one in enumerate(lines) if one.text.startswith("ความเห็นและข้อสั่งการ"))

        opinion = lines[heading:]
        assert "SHA-256" in opinion[-1].text
        assert [one.paragraph_format.keep_with_next for one in opinion[:-1]] == [True] * (len(opinion) - 1)
        assert opinion[-1].paragraph_format.keep_with_next is None

    def test_the_year_stays_with_its_month(self):
        memo = signed_memo()
        (subject,) = [one.text for one in self.document(memo).paragraphs if one.text.startswith("เรื่อง")]

        month, _blank, year = memo.subject.rpartition(" ")
        assert year.isnumeric()
        assert f"{month}\N{NO-BREAK SPACE}{year}" in subject

    def test_thai_runs_are_complex_script_of_the_official_font(self):
        document = self.document(signed_memo())
        thai = [
            run
            for paragraph in document.paragraphs
            for run in paragraph.runs
            if any("\u0e00" <= letter <= "\u0e7f" for letter in run.text)
        ]

        assert thai
        assert all(run._r.find(f".//{_W}cs") is not None for run in thai)
        fonts = document.styles.element.find(f"{_W}docDefaults//{_W}rFonts")
        sizes = document.styles.element.find(f"{_W}docDefaults//{_W}szCs")
        assert fonts.get(f"{_W}cs") == fonts.get(f"{_W}ascii") == "TH SarabunPSK"
        assert sizes.get(f"{_W}val") == "32"

    def test_title_and_labels_have_the_sizes_of_the_form(self):
        runs = [run for paragraph in self.document(blank_memo()).paragraphs for run in paragraph.runs]
        sizes = {run.text: run.font.size.pt for run in runs if run.font.size}

        assert sizes["บันทึกข้อความ"] == 29
        assert {sizes[label] for label in ("ส่วนราชการ", "ที่", "วันที่", "เรื่อง")} == {20}

    def test_margins_are_those_of_the_form(self):
        section = self.document(blank_memo()).sections[0]

        assert [round(one.cm, 1) for one in (section.left_margin, section.right_margin, section.top_margin)] == [
            3,
            2,
            1.5,
        ]
        assert round(section.page_width.cm) == 21

    def test_values_stand_on_dotted_leaders(self):
        number_line = self.document(blank_memo()).paragraphs[2]
        leaders = [tab.get(f"{_W}leader") for tab in number_line._p.iter(f"{_W}tab") if tab.get(f"{_W}pos")]

        assert leaders == ["dot", "dot"]

    def test_garuda_is_a_picture_with_words_of_its_height(self):
        with zipfile.ZipFile(io.BytesIO(draw_memo_docx(signed_memo()))) as package:
            root = etree.fromstring(package.read("word/document.xml"))
            pictures = [name for name in package.namelist() if name.startswith("word/media/")]
        described = [one.get("descr") for one in root.iter() if one.tag.endswith("}docPr")]
        height = [int(one.get("cy")) for one in root.iter() if one.tag.endswith("wordprocessingDrawing}extent")]

        assert described == ["ตราครุฑ"]
        assert height == [540_000]  # 1.5 cm
        assert len(pictures) == 1

    def test_its_space_stays_without_one(self):
        first = self.document(blank_memo()).paragraphs[0]

        assert first.paragraph_format.line_spacing.cm == pytest.approx(1.5, abs=0.01)

    def test_is_the_same_bytes_again(self):
        assert draw_memo_docx(signed_memo()) == draw_memo_docx(signed_memo())

    @pytest.mark.libreoffice
    @pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
    def test_opens_in_an_office_program(self, tmp_path):
        (tmp_path / "memo.docx").write_bytes(draw_memo_docx(signed_memo()))
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{tmp_path}/home",
                "--convert-to",
                "pdf",
                "memo.docx",
            ],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            timeout=180,
        )

        reader = pypdf.PdfReader(tmp_path / "memo.pdf")
        assert 1 <= len(reader.pages) <= 3
        assert reader.pages[0].images


class TestHtml:
    @pytest.mark.parametrize("memo", [blank_memo(), signed_memo()], ids=["blank", "signed"])
    def test_shows_every_word(self, memo):
        page = etree.fromstring(draw_memo_html(memo), etree.HTMLParser())
        text = squeezed("".join(page.itertext()))

        for words in words_of(memo):
            assert squeezed(words) in text, words

    def test_escapes_what_people_wrote(self):
        memo = replace(blank_memo(), subject="<script>alert(1)</script>", to='"><img src=x onerror=1>')
        page = draw_memo_html(memo)

        assert "<script>" not in page
        assert "<img" not in page

    def test_shows_the_garuda_as_a_picture_of_its_own(self):
        assert 'alt="ตราครุฑ" src="data:image/png;base64,' in draw_memo_html(signed_memo())
        assert "<img" not in draw_memo_html(blank_memo())

    def test_leaves_lines_to_write_on_until_it_is_signed(self):
        assert draw_memo_html(blank_memo()).count('class="write"') == 3
        assert 'class="write"' not in draw_memo_html(signed_memo())
