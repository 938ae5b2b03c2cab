"""Presentations made by python-pptx with made-up personal data in every place where it can hide."""

import io

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.adapters.gate.files import (
    ACCOUNT,
    ID,
    ID_DIGITS,
    MOBILE,
    OTHER_ID,
    person_picture,
    picture_bytes,
    saved,
    with_parts,
)


def _show():
    """An empty presentation without the names in python-pptx's own template."""
    show = Presentation()
    show.core_properties.author = show.core_properties.last_modified_by = ""
    return show


def clean_pptx(*texts: str) -> bytes:
    """A slide with a text box for each text."""
    show = _show()
    for text in texts or ("แผนปฏิบัติการป้องกันการทุจริต",):
        slide = show.slides.add_slide(show.slide_layouts[6])
        slide.shapes.add_textbox(0, 0, Inches(5), Inches(1)).text_frame.text = text
    return saved(show)


def opened_clean():
    """A clean presentation of one slide, to be changed and saved."""
    return Presentation(io.BytesIO(clean_pptx()))


def split_pptx() -> bytes:
    """A number over runs, one over paragraphs, one over a break, and columns under headings."""
    show = _show()
    slide = show.slides.add_slide(show.slide_layouts[6])
    frame = slide.shapes.add_textbox(0, 0, Inches(8), Inches(2)).text_frame
    paragraph = frame.paragraphs[0]
    for number, piece in enumerate(("บัตรประชาชน ", "3-10", "14-001", "23-45-7")):
        run = paragraph.add_run()
        run.text, run.font.bold = piece, number % 2 == 1
    frame.add_paragraph().text = "เลขประจำตัวประชาชน"
    frame.add_paragraph().text = f"{OTHER_ID[:6]}"
    frame.add_paragraph().text = f"{OTHER_ID[6:]}"
    frame.add_paragraph().text = "โทร 081-234-\v5678"
    table = slide.shapes.add_table(2, 3, 0, Inches(3), Inches(8), Inches(1)).table
    for column, (heading, value) in enumerate(
        (("ชื่อ", "นายแดง"), ("เลขที่บัญชี", "1234567890"), ("งบประมาณ", "1234567891"))
    ):
        table.cell(0, column).text, table.cell(1, column).text = heading, value
    return saved(show)


def hiding_pptx() -> bytes:
    """Notes, a hidden slide, a hidden shape, alt text, a link to a telephone, a chart, properties, a picture of a card."""
    show = _show()
    show.core_properties.author, show.core_properties.last_modified_by = "สมชาย ใจดี", "แดง รักชาติ"
    show.core_properties.keywords = f"โทร {MOBILE}"
    first = show.slides.add_slide(show.slide_layouts[5])
    first.shapes.title.text = "สรุปผลการดำเนินงาน"
    first.notes_slide.notes_text_frame.text = f"อย่าลืมโทรหานายแดง {MOBILE}"
    box = first.shapes.add_textbox(0, Inches(2), Inches(4), Inches(1))
    box.text_frame.text = "ติดต่อ"
    box.text_frame.paragraphs[0].runs[0].hyperlink.address = "tel:0812345678"
    unseen = first.shapes.add_textbox(0, Inches(3), Inches(4), Inches(1))
    unseen.text_frame.text = f"บัตร {OTHER_ID}"
    unseen._element.nvSpPr.cNvPr.set("hidden", "1")
    told = first.shapes.add_textbox(0, Inches(4), Inches(4), Inches(1))
    told._element.nvSpPr.cNvPr.set("descr", f"รูปบัตร {ID}")
    hidden = show.slides.add_slide(show.slide_layouts[6])
    hidden.shapes.add_textbox(0, 0, Inches(5), Inches(1)).text_frame.text = f"โอนเข้าบัญชีธนาคาร {ACCOUNT}"
    hidden.shapes.add_picture(io.BytesIO(picture_bytes(person_picture("ลับ"))), 0, Inches(2))
    hidden._element.set("show", "0")
    last = show.slides.add_slide(show.slide_layouts[6])
    data = CategoryChartData()
    data.categories = [f"เลขประจำตัวประชาชน {ID_DIGITS}", "อื่น ๆ"]
    data.add_series("จำนวน", (1, 2))
    last.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(5), Inches(3), data)
    return saved(show)


def embedded_pptx() -> bytes:
    """An embedded workbook with its picture."""
    show = _show()
    slide = show.slides.add_slide(show.slide_layouts[6])
    slide.shapes.add_ole_object(
        io.BytesIO(b"\xd0\xcf\x11\xe0" + OTHER_ID.encode()), "Excel.Sheet.12", 0, 0, Inches(2), Inches(2)
    )
    return saved(show)


def commented_pptx() -> bytes:
    """A comment with its author, tags, custom XML, a macro and a thumbnail."""
    comments = (
        '<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
        f'<p:cm authorId="0" idx="1"><p:pos x="1" y="1"/><p:text>โทร {MOBILE}</p:text></p:cm></p:cmLst>'
    )
    authors = (
        '<p:cmAuthorLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
        '<p:cmAuthor id="0" name="ผู้ตรวจ หนึ่ง" initials="ผต" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'
    )

    def with_relation(rels: bytes) -> bytes:
        root = etree.fromstring(rels)
        one = etree.SubElement(root, "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship")
        one.set("Id", "rId99")
        one.set("Type", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments")
        one.set("Target", "../comments/comment1.xml")
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    return with_parts(
        clean_pptx("หน้าแรก"),
        {
            "ppt/comments/comment1.xml": comments.encode(),
            "ppt/commentAuthors.xml": authors.encode(),
            "ppt/tags/tag1.xml": f'<p:tagLst xmlns:p="p"><p:tag name="PHONE" val="โทร {MOBILE}"/></p:tagLst>'.encode(),
            "customXml/item1.xml": f"<a>เลขประจำตัวประชาชน {ID}</a>".encode(),
            "ppt/vbaProject.bin": b"\xd0\xcf\x11\xe0macro",
        },
        also={"ppt/slides/_rels/slide1.xml.rels": with_relation},
    )
