"""The form as it was entered and the clarification: what they say, and that every drawer takes them."""

import io
import re
from dataclasses import replace
from datetime import date, datetime

import docx
import openpyxl
import pypdfium2
import pytest
import python_calamine

from prongsai.core.submission import Answer
from prongsai.documents.docx import draw_docx
from prongsai.documents.form_report import ContestedRow, FrozenFacts, build_clarification, build_frozen_form
from prongsai.documents.form_sheet import draw_form_xlsx
from prongsai.documents.pdf import draw_pdf
from prongsai.documents.report import Grid, Heading, Prose, Report, Signatures
from prongsai.documents.xlsx import draw_xlsx

DAY = date(2023, 3, 31)
ADDRESS = "https://www.example.go.th/แผน2566?id=12"
ANSWERS = (
    Answer("O1", "โครงสร้าง", True, (ADDRESS, "https://www.example.go.th/b"), "หน้า 3"),
    Answer("O2", "ข้อมูลผู้บริหาร", False, (), "ไม่มีตำแหน่งนี้"),
    Answer("O10", "แผนดำเนินงาน"),
)
FACTS = FrozenFacts(
    agency="เทศบาลตำบลตัวอย่าง",
    fiscal_year=2566,
    number=2,
    answers=ANSWERS,
    sha256="0a" * 32,
    entered_on=date(2023, 3, 30),
    frozen_by="นางสาวบันทึก ใจดี",
    frozen_at=datetime(2023, 3, 31, 0, 5),
    executive_post="นายกเทศมนตรีตำบลตัวอย่าง",
)
CONFIRMED = replace(
    FACTS,
    confirmed_by="นายผู้นำ ใจซื่อ",
    capacity="รองนายกเทศมนตรี รักษาราชการแทน",
    confirmed_at=datetime(2023, 10, 1, 23, 59),
)
ROW = ContestedRow("O12", "รายงาน", 50, "ไม่พบไฟล์", "ไฟล์อยู่หน้า 3", (ADDRESS,), "ดูแถว 2", ("ใบรับรองการตรวจ O12",))


def blocks(report: Report, kind: type) -> list:
    return [one for section in report.sections for one in section.blocks if isinstance(one, kind)]


def lines(report: Report) -> list[str]:
    return [line.text for one in blocks(report, Prose) for line in one.lines]


def rows(report: Report) -> list[list[list[str]]]:
    return [[[line.text for line in cell.lines] for cell in row] for row in blocks(report, Grid)[0].rows]


def clarification(*contested: ContestedRow, closes_at: datetime | None = None) -> Report:
    return build_clarification(
        contested,
        agency="เทศบาลตำบลตัวอย่าง",
        fiscal_year=2566,
        closes_at=closes_at,
        executive_post="นายกเทศมนตรี",
        made_on=DAY,
    )


def pdf_text(report: Report) -> str:
    with pypdfium2.PdfDocument(draw_pdf(report, attached_plan_json=None)) as pdf:
        return "".join("".join(page.get_textpage().get_text_range() for page in pdf).split())


class TestTheFrozenForm:
    def test_says_which_one_of_which_year(self):
        report = build_frozen_form(FACTS, made_on=DAY)

        assert report.cover.title == ("แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) ตามที่กรอก ฉบับที่ ๒",)
        assert report.cover.period == ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",)
        assert report.cover.agency == ("เทศบาลตำบลตัวอย่าง",)
        assert report.title.endswith("ปีงบประมาณ พ.ศ. ๒๕๖๖ เทศบาลตำบลตัวอย่าง")

    def test_has_a_row_an_item_with_addresses_a_line_each(self):
        assert rows(build_frozen_form(FACTS, made_on=DAY)) == [
            [["O1"], ["โครงสร้าง"], ["มี"], [ADDRESS, "https://www.example.go.th/b"], ["หน้า 3"]],
            [["O2"], ["ข้อมูลผู้บริหาร"], ["ไม่มี"], [], ["ไม่มีตำแหน่งนี้"]],
            [["O10"], ["แผนดำเนินงาน"], ["ยังไม่ได้ระบุ"], [], []],
        ]

    def test_keeps_the_letters_of_what_was_entered(self):
        """It is evidence: an address with other digits would be another address."""
        (grid,) = blocks(build_frozen_form(FACTS, made_on=DAY), Grid)

        assert [line.link for line in grid.rows[0][3].lines] == list(ANSWERS[0].addresses)

    def test_says_who_kept_it_and_when_in_bangkok_time(self):
        said = lines(build_frozen_form(FACTS, made_on=DAY))

        assert said[0] == (
            "บันทึกโดย นางสาวบันทึก ใจดี เมื่อ ๓๑ มีนาคม ๒๕๖๖ เวลา ๐๐.๐๕ น. กรอกในระบบการประเมินเมื่อวันที่ ๓๐ มีนาคม ๒๕๖๖"
        )
        assert said[-1] == f"รหัสเนื้อหา SHA-256: {FACTS.sha256}"

    def test_says_boldly_that_nobody_confirmed_it(self):
        report = build_frozen_form(FACTS, made_on=DAY)
        (bold,) = [line.text for one in blocks(report, Prose) for line in one.lines if line.bold]

        assert bold == "ยังไม่ได้ยืนยันโดยผู้บริหารสูงสุด"

    def test_says_who_confirmed_it_in_what_capacity(self):
        said = lines(build_frozen_form(CONFIRMED, made_on=DAY))

        assert said[1] == "ยืนยันโดย นายผู้นำ ใจซื่อ รองนายกเทศมนตรี รักษาราชการแทน เมื่อ ๑ ตุลาคม ๒๕๖๖ เวลา ๒๓.๕๙ น."
        assert "ยังไม่ได้ยืนยัน" not in "".join(said)

    @pytest.mark.parametrize(
        ("facts", "post", "name"),
        [
            (FACTS, "นายกเทศมนตรีตำบลตัวอย่าง", None),
            (CONFIRMED, "รองนายกเทศมนตรี รักษาราชการแทน", "นายผู้นำ ใจซื่อ"),
            (replace(CONFIRMED, capacity=""), "นายกเทศมนตรีตำบลตัวอย่าง", "นายผู้นำ ใจซื่อ"),
        ],
    )
    def test_is_signed_by_who_confirmed_it_or_by_the_executive(self, facts, post, name):
        (signed,) = blocks(build_frozen_form(facts, made_on=DAY), Signatures)

        assert [one.duty for one in signed.signers] == ["ผู้บันทึก", "ผู้ยืนยัน"]
        assert (signed.signers[1].post, signed.signers[1].name) == (post, name)

    @pytest.mark.parametrize("answers", [(), ANSWERS, ANSWERS * 30])
    def test_is_drawn_whatever_its_length(self, answers):
        report = build_frozen_form(replace(CONFIRMED, answers=answers), made_on=DAY)

        table = docx.Document(io.BytesIO(draw_docx(report))).tables[0]
        assert len(table.rows) == 1 + len(answers)
        sheet = openpyxl.load_workbook(io.BytesIO(draw_xlsx(report)))["รายงาน"]
        assert sum(str(row[0].value).startswith("O") for row in sheet.iter_rows()) == len(answers)
        assert FACTS.sha256 in pdf_text(report)


def drawn_texts(report: Report) -> dict[str, str]:
    """All that each drawer writes, without blanks."""
    word = docx.Document(io.BytesIO(draw_docx(report)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    book = openpyxl.load_workbook(io.BytesIO(draw_xlsx(report)))
    values = [str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = {
        "pdf": pdf_text(report),
        "docx": "".join([*(one.text for one in word.paragraphs), *cells]),
        "xlsx": "".join(values),
    }
    return {name: "".join(text.split()) for name, text in texts.items()}


class TestCodes:
    """A code is looked for in the assessment's own form, in addresses and click paths: it has one spelling."""

    @pytest.mark.parametrize(
        ("report", "code"),
        [
            (build_frozen_form(FACTS, made_on=DAY), "O10"),
            (
                build_clarification(
                    [replace(ROW, code="O34")],
                    agency="ก",
                    fiscal_year=2566,
                    closes_at=None,
                    executive_post="นายก",
                    made_on=DAY,
                ),
                "O34",
            ),
        ],
        ids=["frozen", "clarification"],
    )
    def test_keep_their_digits_whoever_draws_them(self, report, code):
        for name, text in drawn_texts(report).items():
            assert code in text, name
            assert not re.search("O[๐-๙]", text), name


class TestTheClarification:
    def test_has_a_part_an_item_with_all_that_was_said(self):
        report = clarification(ROW, replace(ROW, code="O3", said="", explanation="", addresses=(), proofs=()))

        assert [one.text for one in blocks(report, Heading)] == ["รายการที่ขอชี้แจง", "O12 รายงาน", "O3 รายงาน"]
        assert [line.text for line in blocks(report, Prose)[1].lines] == [
            "คะแนนเบื้องต้น: ๕๐",
            "ความเห็นของผู้ประเมิน: ไม่พบไฟล์",
            "คำชี้แจง: ไฟล์อยู่หน้า 3",
            f"ที่อยู่ที่กรอกไว้: {ADDRESS}",
            "คำอธิบายที่กรอกไว้: ดูแถว 2",
            "หลักฐานแนบ: ใบรับรองการตรวจ O12",
        ]
        assert [line.text for line in blocks(report, Prose)[2].lines] == ["คะแนนเบื้องต้น: ๕๐", "คำชี้แจง: ไฟล์อยู่หน้า 3"]

    @pytest.mark.parametrize(
        ("closes_at", "said"),
        [
            (None, "หน่วยงานขอชี้แจงเพิ่มเติมจำนวน ๑ รายการ"),
            (
                datetime(2024, 2, 29, 16, 30),
                "หน่วยงานขอชี้แจงเพิ่มเติมจำนวน ๑ รายการ ส่งภายใน ๒๙ กุมภาพันธ์ ๒๕๖๗ เวลา ๑๖.๓๐ น.",
            ),
        ],
    )
    def test_counts_and_says_until_when(self, closes_at, said):
        assert lines(clarification(ROW, closes_at=closes_at))[0] == said

    def test_of_nothing_is_still_a_document_to_sign(self):
        report = clarification()

        assert lines(report) == ["หน่วยงานขอชี้แจงเพิ่มเติมจำนวน ๐ รายการ"]
        assert [one.post for one in blocks(report, Signatures)[0].signers] == ["นายกเทศมนตรี"]

    def test_makes_the_address_a_link_and_not_its_label(self):
        document = docx.Document(io.BytesIO(draw_docx(clarification(ROW))))
        (link,) = [one for paragraph in document.paragraphs for one in paragraph.hyperlinks]

        assert link.text == ADDRESS
        assert link.address == "https://www.example.go.th/%E0%B9%81%E0%B8%9C%E0%B8%992566?id=12"

    @pytest.mark.parametrize("pasted", ["ก\x0bข", "ก\x0cข", "ก\x07ข", "ก\ufffeข", "ก\r\nข", "ก\u2028ข", "ก\x85ข"])
    def test_is_drawn_with_what_people_paste(self, pasted):
        """A vertical tab is what Word puts on the clipboard for a line break."""
        report = clarification(replace(ROW, title=pasted, said=pasted, reason=pasted, explanation=pasted))

        document = docx.Document(io.BytesIO(draw_docx(report)))
        squeezed = ["".join(one.text.split()) for one in document.paragraphs]
        assert "คำชี้แจง:กข" in squeezed
        assert "คำชี้แจง:กข" in pdf_text(report)


def sheet_of(*answers: Answer, **fields: object) -> openpyxl.worksheet.worksheet.Worksheet:
    facts = {"title": "แบบ OIT 2566", "author": "เทศบาลตำบลตัวอย่าง", "made_on": DAY, **fields}
    return openpyxl.load_workbook(io.BytesIO(draw_form_xlsx(answers, **facts))).active


class TestTheSheetToCopyFrom:
    def test_is_read_again_as_it_was_entered(self):
        content = draw_form_xlsx(ANSWERS, title="ก", author="ข", made_on=DAY)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))

        assert book.get_sheet_by_index(0).to_python() == [
            ["รหัส", "รายการ", "มี/ไม่มี", "ที่อยู่ (URL)", "คำอธิบาย"],
            ["O1", "โครงสร้าง", "มี", f"{ADDRESS}\nhttps://www.example.go.th/b", "หน้า 3"],
            ["O2", "ข้อมูลผู้บริหาร", "ไม่มี", "", "ไม่มีตำแหน่งนี้"],
            ["O10", "แผนดำเนินงาน", "ยังไม่ได้ระบุ", "", ""],
        ]

    @pytest.mark.parametrize(
        "text", ["=1+1", "+66", "-1", "@x", "007", "1e3", "TRUE", "http://a.go.th/", "=HYPERLINK(1)"]
    )
    def test_holds_text_and_nothing_else(self, text):
        row = sheet_of(Answer(text, text, True, (text,), text))[2]

        assert [row[place].value for place in (0, 1, 3, 4)] == [text] * 4
        assert {one.data_type for one in row} == {"s"}
        assert not any(one.hyperlink for one in row)

    def test_keeps_headings_and_codes_in_sight_and_prints_one_page_wide(self):
        sheet = sheet_of(*ANSWERS)

        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0

    def test_gives_more_room_to_more_lines_up_to_what_excel_draws(self):
        heights = [
            sheet_of(Answer("O1", "ก", True, ("https://a.go.th/",) * count)).row_dimensions[2].height
            for count in (1, 3, 10, 500)
        ]

        assert heights == sorted(heights)
        assert heights[0] < heights[1] < heights[2]
        assert heights[3] <= 409

    def test_counts_no_room_for_marks_above_and_below(self):
        marked = sheet_of(Answer("O1", "ก", False, (), "กี่กี้" * 10)).row_dimensions[2].height
        bare = sheet_of(Answer("O1", "ก", False, (), "กก" * 10)).row_dimensions[2].height

        assert marked == bare

    def test_cuts_a_text_longer_than_excel_holds(self):
        (cell,) = [one for one in sheet_of(Answer("O1", "ก", False, (), "ก" * 40_000))[2] if len(str(one.value)) > 100]

        assert 30_000 < len(cell.value) <= 32_767

    def test_is_the_same_bytes_for_the_same_day_and_says_whose_it_is(self):
        twice = [draw_form_xlsx(ANSWERS, title="ก" * 300, author="ข" * 300, made_on=DAY) for _ in range(2)]
        properties = openpyxl.load_workbook(io.BytesIO(twice[0])).properties

        assert twice[0] == twice[1]
        assert (len(properties.title), len(properties.creator)) == (250, 250)
        assert properties.created.date() == DAY

    def test_of_no_answers_has_its_headings(self):
        assert sheet_of().max_row == 1
