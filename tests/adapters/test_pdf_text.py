import io
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from prongsai.adapters.pdf_letters import Letter, words_of_letters
from prongsai.adapters.pdf_oxide_words import open_oxide, read_oxide_words
from prongsai.adapters.pdf_poppler import read_poppler_pages
from prongsai.adapters.pdf_text import GOOD_ENOUGH, PdfText
from prongsai.core.errors import PersonError
from prongsai.intake.blocks import SourceDocument, Table
from prongsai.intake.pdf_port import Box, PdfPage, UnusablePdf
from prongsai.intake.readers import read_source
from tests.intake.readers.samples import grid, paragraphs, tables

CHROMIUM = shutil.which("chromium")
HEADINGS = ["ประเด็น", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ", "การดำเนินการ"]
ROWS = [
    [
        ["ข้อมูลพื้นฐาน"],
        ["สำนักปลัด"],
        [
            "๑. เจ้าหน้าที่ผู้รับผิดชอบศึกษาทำความเข้าใจองค์ประกอบด้านข้อมูลให้เข้าใจ และจัดทำข้อมูลให้ถูกต้องครบถ้วนทุกองค์ประกอบ",
            "๒. รายงานผู้บริหาร",
            "๓. เผยแพร่บนเว็บไซต์หน่วยงานและช่องทางอื่นๆ",
        ],
        ["ดำเนินการเรียบร้อยแล้ว"],
    ],
    [
        ["การจัดซื้อจัดจ้างหรือการจัดหาพัสดุ"],
        ["กองคลัง"],
        ["๑. จัดทำแผนการจัดซื้อจัดจ้างประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ภายในเดือนตุลาคม ๒๕๖๕", "๒. น้ำ ทั้งนี้ ขั้น สิ้นสุด ฟื้นฟู ผู้ใหญ่ กำกับ"],
        ["อยู่ระหว่างดำเนินการ"],
    ],
]


def font_folder() -> Path:
    import fontpkg_sarabun

    return Path(fontpkg_sarabun.__file__).parent


@cache
def fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())])


def typst_pdf(source: str, **options: object) -> bytes:
    import typst

    return bytes(typst.compile(source.encode(), font_paths=fonts(), **options))


def typst_table(rows: list[list[list[str]]] = ROWS, *, before: str = "", page: str = "") -> bytes:
    """A PDF by typst as it comes, its text map not mended."""

    def cell(lines: list[str]) -> str:
        return "[" + " \\ ".join(lines) + "]"

    heading = ", ".join(f"[{text}]" for text in HEADINGS)
    body = ",\n".join(", ".join(cell(lines) for lines in row) for row in rows)
    return typst_pdf(
        f'#set page(paper: "a4", flipped: true, margin: 1.5cm{page})\n#set text(font: "Sarabun", size: 10.5pt, lang: "th")\n'
        f"{before}\n#table(columns: (1fr, 1fr, 2fr, 1fr), stroke: .5pt, table.header({heading}),\n{body})\n"
    )


def chromium_pdf(rows: list[list[list[str]]], folder: Path) -> bytes:
    face = next(font_folder().rglob("Sarabun-Regular.ttf"))
    cells = "".join(
        "<tr>" + "".join("<td>" + "".join(f"<p>{line}</p>" for line in lines) + "</td>" for lines in row) + "</tr>"
        for row in rows
    )
    (folder / "page.html").write_text(
        f"<html><head><meta charset=utf-8><style>@page{{size:A4 landscape;margin:1.5cm}}@font-face{{font-family:S;"
        f"src:url(file://{face})}}body{{font-family:S;font-size:11pt}}table{{border-collapse:collapse;width:100%}}"
        "td,th{border:1px solid #000;padding:3px;vertical-align:top}p{margin:0}</style></head><body><p>รายงานผล</p>"
        f"<table><thead><tr>{''.join(f'<th>{text}</th>' for text in HEADINGS)}</tr></thead>{cells}</table></body></html>"
    )
    switches = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    subprocess.run(
        [
            CHROMIUM or "chromium",
            *switches.split(),
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={folder / 'page.pdf'}",
            f"file://{folder / 'page.html'}",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "page.pdf").read_bytes()


def read_pdf(content: bytes, name: str = "แผน.pdf") -> SourceDocument:
    return read_source(content, name=name, pdf=PdfText())


def squashed(text: str) -> str:
    return re.sub(r"\s", "", text)


def body_of(document: SourceDocument) -> list[list[str]]:
    return [
        [squashed(cell.text) for cell in row.cells]
        for table in tables(document)
        for row in table.rows
        if squashed(row.cells[0].text) != HEADINGS[0]
    ]


def expected(rows: list[list[list[str]]]) -> list[list[str]]:
    return [[squashed("".join(lines)) for lines in row] for row in rows]


def blank_pdf(pages: int = 1) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    return pdf


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


class TestTextExactness:
    def test_every_cell_of_a_typst_table_is_read_exactly(self):
        document = read_pdf(typst_table())

        assert body_of(document) == expected(ROWS)
        assert document.notices == ()
        assert document.generator.startswith("Typst")

    def test_steps_are_paragraphs_and_wrapped_lines_are_not(self):
        rows = tables(read_pdf(typst_table()))[0].rows

        assert [len(cell.paragraphs) for cell in rows[1].cells] == [1, 1, 3, 1]

    def test_a_table_over_many_pages_is_one_with_its_headings_marked_and_cut_rows_whole(self):
        rows = [
            [[f"เรื่องที่ {number}"], ["สำนักปลัด"], ROWS[0][2] * 3, [ROWS[0][2][0] * (number % 4)]]
            for number in range(1, 15)
        ]

        document = read_pdf(typst_table(rows))

        assert (document.page_count or 0) > 4
        assert len(tables(document)) == 1
        assert body_of(document) == expected(rows)
        assert sum(row.is_header for row in tables(document)[0].rows) == document.page_count

    @pytest.mark.browser
    @pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
    def test_every_cell_that_chromium_prints_is_read_exactly(self, tmp_path):
        rows = [[[f"เรื่องที่ {number}"], ["กองคลัง"], ROWS[number % 2][2] * 3, ROWS[0][3]] for number in range(1, 13)]

        document = read_pdf(chromium_pdf(rows, tmp_path))

        assert body_of(document) == expected(rows)

    @pytest.mark.libreoffice
    @pytest.mark.slow
    @pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
    def test_every_cell_that_libreoffice_prints_is_read_exactly(self, tmp_path):
        import docx

        document = docx.Document()
        table = document.add_table(1, 4, style="Table Grid")
        for cell, text in zip(table.rows[0].cells, HEADINGS, strict=True):
            cell.text = text
        for row in ROWS:
            for cell, lines in zip(table.add_row().cells, row, strict=True):
                cell.text = "\n".join(lines)
        document.save(str(tmp_path / "plan.docx"))
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf",
             "--outdir", str(tmp_path), str(tmp_path / "plan.docx")],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip

        assert body_of(read_pdf((tmp_path / "plan.pdf").read_bytes())) == expected(ROWS)

    def test_a_turned_page_reads_like_an_upright_one(self):
        upright = typst_table()
        with pikepdf.open(io.BytesIO(upright)) as pdf:
            for page in pdf.pages:
                width, height = float(page.mediabox[2]), float(page.mediabox[3])
                page.contents_add(f"q 0 1 -1 0 {height} 0 cm\n".encode(), prepend=True)
                page.contents_add(b"\nQ")
                page.mediabox = [0, 0, height, width]
                page.cropbox = [0, 0, height, width]
                page.rotate(90, relative=False)
            turned = saved(pdf)

        assert body_of(read_pdf(turned)) == expected(ROWS)

    def test_merged_cells_become_spans(self):
        source = (
            '#set text(font: "Sarabun")\n#table(columns: 3, stroke: .5pt, table.cell(rowspan: 2)[ก], '
            "table.cell(colspan: 2)[ข], [ค], [ง], [จ], [ฉ], [ช])"
        )

        table = tables(read_pdf(typst_pdf(source)))[0]

        assert [[(c.column, c.column_span, c.row_span, c.text) for c in row.cells] for row in table.rows] == [
            [(0, 1, 2, "ก"), (1, 2, 1, "ข")],
            [(1, 1, 1, "ค"), (2, 1, 1, "ง")],
            [(0, 1, 1, "จ"), (1, 1, 1, "ฉ"), (2, 1, 1, "ช")],
        ]


class TestFacts:
    def test_links_of_a_cell_are_read_even_over_two_lines(self):
        address = "https://www.example.go.th/oit/2566/o1"
        long_address = f"{address}/{'x' * 70}"
        source = (
            '#set text(font: "Sarabun")\n#table(columns: (5cm, 5cm), stroke: .5pt, [ก], '
            f'[#link("{address}")[ดูที่นี่]], [ข], [#link("{long_address}")])'
        )

        rows = tables(read_pdf(typst_pdf(source)))[0].rows

        assert rows[0].cells[1].links == (("ดูที่นี่", address),)
        assert [link[1] for link in rows[1].cells[1].links] == [long_address]
        assert rows[1].cells[1].text == long_address

    def test_page_numbers_and_running_heads_are_no_text(self):
        page = ", header: [เทศบาลตำบลตัวอย่าง], footer: context [หน้า #counter(page).display()]"
        rows = [[[f"เรื่อง {number}"], ["กองคลัง"], ROWS[0][2] * 2, ["แล้ว"]] for number in range(1, 11)]

        document = read_pdf(typst_table(rows, page=page))

        assert len(tables(document)) == 1
        assert paragraphs(document) == ["เทศบาลตำบลตัวอย่าง"]

    def test_centred_titles_are_paragraphs_each_by_itself(self):
        before = "#align(center)[รายงานผลการดำเนินการ \\ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ \\ เทศบาลตำบลตัวอย่าง]\n#v(1cm)\nลงวันที่ ๑ เมษายน"

        document = read_pdf(typst_table(before=before))

        assert paragraphs(document)[:3] == ["รายงานผลการดำเนินการ", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", "เทศบาลตำบลตัวอย่าง"]

    def test_the_attached_plan_is_given_as_text(self):
        with pikepdf.open(io.BytesIO(typst_table())) as pdf:
            pdf.attachments["plan.json"] = '{"schema": "prongsai/plan/1", "ก": 1}'.encode()
            pdf.attachments["other.txt"] = b"x"
            content = saved(pdf)

        assert read_pdf(content).attached_plan == '{"schema": "prongsai/plan/1", "ก": 1}'
        assert read_pdf(typst_table()).attached_plan is None

    def test_an_attachment_that_is_no_text_is_none(self):
        with blank_pdf() as pdf:
            pdf.attachments["plan.json"] = b"\xff\xfe\xfa"
            content = saved(pdf)

        assert PdfText().open(content, max_pages=5).attached_plan is None

    def test_pages_without_text_need_ocr(self):
        with blank_pdf(2) as pdf:
            document = read_pdf(saved(pdf))

        assert document.blocks == ()
        assert [(notice.code, notice.severity) for notice in document.notices] == [("needs_ocr", "error")]

    def test_a_picture_among_pages_of_text_is_said_by_its_number(self):
        picture = typst_pdf(
            "#set text(font: \"Sarabun\")\nข้อความ\n#pagebreak()\n#image(bytes((\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\")), format: \"svg\")"
        )
        with pikepdf.open(io.BytesIO(picture)) as pdf:
            image = pikepdf.Stream(pdf, b"\x00" * 3, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1,
                                   Height=1, ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8)  # fmt: skip
            pdf.pages[1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
            pdf.pages[1].Contents = pdf.make_stream(b"q 500 0 0 700 0 0 cm /Im Do Q")
            content = saved(pdf)

        notices = read_pdf(content).notices

        assert [(notice.code, notice.severity, notice.where) for notice in notices] == [
            ("needs_ocr", "warning", "หน้า 2")
        ]


class TestRefusals:
    def test_a_password_is_said(self):
        with blank_pdf() as pdf:
            content = saved(pdf, encryption=pikepdf.Encryption(user="u", owner="o"))

        with pytest.raises(PersonError, match="รหัสผ่าน"):
            read_pdf(content)

    def test_a_file_that_only_forbids_changes_is_read(self):
        with pikepdf.open(io.BytesIO(typst_table())) as pdf:
            content = saved(pdf, encryption=pikepdf.Encryption(user="", owner="o"))

        assert body_of(read_pdf(content)) == expected(ROWS)

    @pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\ngarbage" * 50, b"%PDF-1.7\n%%EOF"])
    def test_a_damaged_file_is_said(self, content):
        with pytest.raises(PersonError, match="เสียหาย"):
            read_pdf(content)

    @pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
    def test_a_file_cut_short_is_read_or_said_to_be_damaged(self, share):
        content = typst_table()

        try:
            document = read_pdf(content[: int(len(content) * share)])
        except PersonError as error:
            assert "เสียหาย" in str(error)  # noqa: PT017 - both ends are right, only a fault is wrong
        else:
            assert document.format == "pdf"

    def test_more_pages_than_any_report_are_refused(self):
        with blank_pdf(3) as pdf:
            content = saved(pdf)

        with pytest.raises(UnusablePdf) as caught:
            PdfText().open(content, max_pages=2)
        assert (caught.value.problem, caught.value.pages) == ("too_many_pages", 3)

    def test_ten_thousand_pages_are_one_sentence(self):
        with blank_pdf(1) as pdf:
            for _ in range(5_000):
                pdf.pages.append(pdf.pages[0])
            content = saved(pdf)

        with pytest.raises(PersonError, match="5,001 หน้า"):
            read_pdf(content)


class TestChoiceOfExtractor:
    def test_a_good_first_reading_asks_nobody_else(self):
        pages = list(PdfText().open(typst_table(), max_pages=9).pages)

        assert [(page.extractor, page.implausibility) for page in pages] == [("pdfium", 0.0)]

    def test_the_most_plausible_reading_wins(self, monkeypatch):
        box = Box(10, 10, 20, 20)
        from prongsai.adapters import pdf_text
        from prongsai.intake.pdf_port import Word

        monkeypatch.setattr(pdf_text, "read_words", lambda *_: (Word("ดาเนินการ่่ิิ", box, 10),))
        monkeypatch.setattr(pdf_text, "read_oxide_words", lambda *_: (Word("ดำเนินการให้ดี", box, 10),))

        page = next(PdfText(use_poppler=False).open(typst_table(), max_pages=9).pages)

        assert page.extractor == "pdf_oxide"
        assert page.implausibility <= GOOD_ENOUGH

    def test_a_reading_that_lost_text_does_not_win_by_its_silence(self, monkeypatch):
        from prongsai.adapters import pdf_text
        from prongsai.intake.pdf_port import Word

        monkeypatch.setattr(pdf_text, "read_words", lambda *_: (Word("ดาเนินการ่่ิิ", Box(10, 10, 20, 20), 10),))
        monkeypatch.setattr(pdf_text, "read_oxide_words", lambda *_: ())

        page = next(PdfText(use_poppler=False).open(typst_table(), max_pages=9).pages)

        assert page.extractor == "pdfium"

    def test_pdf_oxide_gives_the_same_text_without_blanks(self):
        content = typst_pdf('#set text(font: "Sarabun")\nกองคลัง งานพัสดุ ITA 2566')

        words = read_oxide_words(open_oxide(content), 0, 842)

        assert squashed("".join(word.text for word in words)) == "กองคลังงานพัสดุITA2566"

    def test_a_second_opinion_that_fails_is_no_opinion(self):
        assert open_oxide(b"no pdf at all") is None
        assert read_oxide_words(object(), 0, 842) == ()

    @pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
    def test_poppler_gives_words_in_the_same_places(self):
        content = typst_table()
        ours = next(PdfText().open(content, max_pages=9).pages)

        theirs = read_poppler_pages(content)[0]

        assert {round(word.box.x0) for word in theirs} & {round(word.box.x0) for word in ours.words}
        assert read_poppler_pages(b"no pdf") == []

    def test_without_poppler_nothing_is_missing(self, monkeypatch):
        monkeypatch.setattr(shutil, "which", lambda _: None)

        assert read_poppler_pages(typst_table()) == []


class TestWordsOfLetters:
    @staticmethod
    def letter(
        char: str, x: float, *, width: float = 6.0, y: float = 100.0, top: float = 0.0, source: int = 0
    ) -> Letter:
        ink = Box(x, y - 7 - top, x + width, y - top)
        return Letter(char, ink, x, y, 13.0, source, False)

    def blank(self, char: str = " ", *, generated: bool = False) -> Letter:
        return Letter(char, None, 0.0, 0.0, 0.0, 0, generated)

    def test_a_cluster_repeated_by_the_glyph_of_its_mark_is_kept_once(self):
        letters = [
            *(self.letter(char, 10, source=1) for char in "ส่"),
            self.letter("ง", 17),
            *(self.letter(char, 15, width=2, top=9, source=2) for char in "ส่"),
        ]

        assert [word.text for word in words_of_letters(letters)] == ["ส่ง"]

    def test_a_cluster_typed_twice_is_kept_twice(self):
        letters = [
            *(self.letter(char, 10, source=1) for char in "ส่"),
            *(self.letter(char, 17, source=2) for char in "ส่"),
        ]

        assert [word.text for word in words_of_letters(letters)] == ["ส่ส่"]

    def test_a_blank_that_the_extractor_made_up_between_touching_letters_is_none(self):
        letters = [self.letter("ก", 10), self.blank(generated=True), self.letter("ข", 16.5)]

        assert [word.text for word in words_of_letters(letters)] == ["กข"]

    def test_a_blank_of_the_page_and_a_visible_gap_end_a_word(self):
        real = [self.letter("ก", 10), self.blank(), self.letter("ข", 16.5)]
        gap = [self.letter("ก", 10), self.blank(generated=True), self.letter("ข", 20)]

        assert [word.text for word in words_of_letters(real)] == ["ก", "ข"]
        assert [word.text for word in words_of_letters(gap)] == ["ก", "ข"]

    def test_a_line_between_two_cells_ends_a_word(self):
        letters = [self.letter("ก", 10), self.letter("ข", 21)]
        rule = Box(18.5, 0, 18.5, 300)

        assert [word.text for word in words_of_letters(letters)] == ["กข"]
        assert [word.text for word in words_of_letters(letters, (rule,))] == ["ก", "ข"]

    def test_another_line_is_another_word(self):
        letters = [self.letter("ก", 10), self.letter("ข", 16.5, y=115)]

        assert [word.text for word in words_of_letters(letters)] == ["ก", "ข"]

    def test_nothing_gives_nothing(self):
        assert words_of_letters([]) == ()
        assert words_of_letters([self.blank(), self.blank("\n")]) == ()


class TestPages:
    def test_rules_and_words_share_the_page_from_its_top_left(self):
        page = next(PdfText().open(typst_table(), max_pages=9).pages)

        assert isinstance(page, PdfPage)
        assert page.width > page.height
        assert min(word.box.y0 for word in page.words) < 100
        assert all(0 <= rule.x0 <= page.width and 0 <= rule.y1 <= page.height for rule in page.rules)

    def test_a_cropped_page_counts_from_its_crop(self):
        with pikepdf.open(io.BytesIO(typst_table())) as pdf:
            pdf.pages[0].cropbox = [20, 20, 800, 580]
            document = read_pdf(saved(pdf))

        assert body_of(document) == expected(ROWS)

    def test_tables_are_blocks_of_the_document(self):
        assert [type(block) for block in read_pdf(typst_table(before="ก่อน")).blocks][-1] is Table
        assert grid(tables(read_pdf(typst_table()))[0])[0] == HEADINGS
