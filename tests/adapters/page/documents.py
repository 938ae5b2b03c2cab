"""Small real documents of every kind, made here."""

import io
import zipfile
from datetime import datetime

THAI = "ประกาศเทศบาลตำบลน้ำผุด เรื่อง แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"
CHANGED_AT = datetime(2023, 4, 5, 10, 0)


def docx() -> bytes:
    """Heading, paragraph, a link, a table with a merged cell and a nested one, header and footer."""
    import docx as word
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = word.Document()
    document.core_properties.title = "แผนจัดซื้อ"
    document.core_properties.modified = CHANGED_AT
    document.add_heading("หัวข้อใหญ่", 1)
    document.add_paragraph(THAI)
    paragraph = document.add_paragraph("ดูที่ ")
    relation = paragraph.part.relate_to("https://a.go.th/x?a=1&b=2", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "เว็บไซต์"
    run.append(text)
    link.append(run)
    paragraph._p.append(link)
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "รายการ"
    table.cell(0, 2).text = "งบ"
    table.cell(1, 0).text = "ถนน"
    table.cell(1, 1).text = "หมู่ ๑"
    table.cell(1, 1).add_paragraph("หมู่ ๒")
    inner = table.cell(1, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "ใน", "นอก"
    document.add_paragraph("ท้ายเอกสาร")
    document.sections[0].header.paragraphs[0].text = "ส่วนหัว"
    document.sections[0].footer.paragraphs[0].text = "ส่วนท้าย"
    return _saved(document)


def xlsx() -> bytes:
    """Two shown sheets and one hidden."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.set_properties({"title": "งบประมาณ", "created": CHANGED_AT})
    sheet = book.add_worksheet("งบ")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["รายการ", "จำนวน", "ราคา"])
    sheet.write_row(1, 0, ["ถนน\nหมู่ ๑", 3, 2.5])
    sheet.write_datetime(3, 1, datetime(2023, 3, 31), day)
    book.add_worksheet("ผล").write(0, 0, THAI)
    hidden = book.add_worksheet("ซ่อน")
    hidden.write(0, 0, "ลับ")
    hidden.hide()
    book.close()
    return buffer.getvalue()


def pptx() -> bytes:
    """Two slides, the second numbered before the first in the package."""
    slide = (
        "<p:sld xmlns:a='a' xmlns:p='p'><a:p><a:r><a:t>{}</a:t></a:r></a:p><a:p><a:t>ข้อ &amp; สอง</a:t></a:p></p:sld>"
    )
    return packed({
        "ppt/presentation.xml": "<p/>", "ppt/slides/slide10.xml": slide.format("สิบ"), "ppt/slides/slide2.xml": slide.format("สอง"),
    })  # fmt: skip


def odt() -> bytes:
    """A heading, a paragraph with a link, a table and a comment that does not count."""
    content = (
        '<office:document-content xmlns:text="t"><office:body><office:text><text:h text:outline-level="1">หัวข้อ</text:h>'
        '<text:p>ก<text:s/>ข <text:a xlink:href="https://a.go.th/">ลิงก์</text:a><office:annotation><text:p>ความเห็น</text:p></office:annotation></text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>หนึ่ง</text:p></table:table-cell><table:table-cell><text:p>สอง</text:p>"
        "</table:table-cell></table:table-row></table:table><text:p>ท้าย</text:p></office:text></office:body></office:document-content>"
    )
    meta = "<office:document-meta><dc:title>ชื่อ</dc:title><dc:date>2023-04-05T10:00:00</dc:date></office:document-meta>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta})


def packed(parts: dict[str, str | bytes], *, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", level) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def page_image(text: str = THAI, *, dots_per_inch: int = 150):
    """A grey Pillow image of a page with one line of text."""
    import pypdfium2

    pdf = text_pdf(text)
    return pypdfium2.PdfDocument(pdf)[0].render(scale=dots_per_inch / 72, grayscale=True).to_pil().copy()


def text_pdf(*pages: str) -> bytes:
    """A PDF by typst, a page for each text."""
    from tests.adapters.test_pdf_text import typst_pdf

    head = '#set page(paper: "a4")\n#set text(font: "Sarabun", size: 14pt, lang: "th")\n'
    return typst_pdf(head + "\n#pagebreak()\n".join(pages))


def scan_pdf(images: list, *, dots_per_inch: int = 150) -> bytes:
    """A PDF of these images."""
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", resolution=dots_per_inch, save_all=True, append_images=images[1:])
    return buffer.getvalue()


def image_file(image, form: str, **options: object) -> bytes:
    """An image as a file."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def _saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
