"""Files with made-up personal data in every place where it can hide. No number belongs to anybody known to us."""

import io
import zipfile

from PIL import Image

ID = "3-1014-00123-45-7"
ID_DIGITS = "3101400123457"
OTHER_ID = "1100701234561"
MOBILE = "081-234-5678"
ACCOUNT = "123-4-56789-0"
NUMBERS = (ID, ID_DIGITS, OTHER_ID, MOBILE, "0812345678", ACCOUNT, "1234567890")


def person_picture(text: str = f"เลขประจำตัวประชาชน {ID_DIGITS}", *, size: tuple[int, int] = (900, 160)) -> Image.Image:
    """A picture with a line of text, black on white."""
    from pathlib import Path

    import fontpkg_sarabun
    from PIL import ImageDraw, ImageFont

    font = next(Path(fontpkg_sarabun.__file__).parent.rglob("*Regular*.ttf"))
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((30, 40), text, font=ImageFont.truetype(str(font), 36), fill="black")
    return image


def picture_bytes(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def scribble() -> bytes:
    """A small picture as a signature may be."""
    from PIL import ImageDraw

    image = Image.new("RGB", (160, 60), "white")
    ImageDraw.Draw(image).line([(5, 50), (40, 10), (60, 45), (90, 15), (150, 30)], fill="blue", width=3)
    return picture_bytes(image)


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_parts(content: bytes, changes: dict[str, bytes | None], *, also=None) -> bytes:
    """A zip with parts put in (or taken out with None); `also` maps a name to a function of the old bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name in changes:
                continue
            data = old.read(name)
            if also and name in also:
                data = also[name](data)
            new.writestr(name, data)
        for name, data in changes.items():
            if data is not None:
                new.writestr(name, data)
    return target.getvalue()


def clean_docx(*paragraphs: str) -> bytes:
    import docx

    document = docx.Document()
    for text in paragraphs or ("ประกาศเทศบาล เรื่อง แผนจัดซื้อจัดจ้าง",):
        document.add_paragraph(text)
    return saved(document)


def split_runs_docx() -> bytes:
    """A number over four runs of different looks, one with a break in it, and one digit by digit over table cells."""
    import docx

    document = docx.Document()
    paragraph = document.add_paragraph("บัตรประชาชน ")
    for position, piece in enumerate(("3-10", "14-00", "123-4", "5-7")):
        paragraph.add_run(piece).bold = position % 2 == 0
    paragraph.add_run(" ที่อยู่ ...")
    broken = document.add_paragraph("โทรศัพท์มือถือ 081-234-")
    broken.runs[0].add_break()
    broken.add_run("5678 บ้าน 053-123456")
    table = document.add_table(2, 14)
    table.cell(0, 0).text = "เลขประจำตัวประชาชน"
    for column, digit in enumerate(ID_DIGITS, 1):
        table.cell(0, column).text = digit
    table.cell(1, 0).text = "จำนวนเงิน 1,234,567 บาท"
    return saved(document)


def hiding_docx() -> bytes:
    """Header, footer, comment, deleted and inserted text, hidden and white text, text box, properties, embedded file, picture."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    properties = document.core_properties
    properties.author, properties.last_modified_by = "สมชาย ใจดี", "แดง รักชาติ"
    properties.comments = f"โทร {MOBILE}"
    section = document.sections[0]
    section.header.paragraphs[0].text = f"เลขประจำตัวประชาชน {ID}"
    section.footer.paragraphs[0].text = f"โทร {MOBILE}"
    commented = document.add_paragraph("ข้อความที่มีความคิดเห็น")
    document.add_comment(commented.runs, text=f"บัตร {OTHER_ID}", author="ผู้ตรวจ หนึ่ง", initials="ผต")
    changed = document.add_paragraph("เดิม ")
    changed._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="9" w:author="ผู้แก้"><w:r><w:delText>โอนเข้าบัญชีธนาคาร {ACCOUNT}</w:delText></w:r></w:del>'
        )
    )
    changed._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="10" w:author="ผู้แก้"><w:r><w:t>ข้อความใหม่</w:t></w:r></w:ins>')
    )
    hidden = document.add_paragraph("เห็น ")
    hidden.add_run(f"ซ่อน {OTHER_ID}").font.hidden = True
    white = document.add_paragraph().add_run("ขาวบนขาว")
    white.font.color.rgb = docx.shared.RGBColor(255, 255, 255)
    box = document.add_paragraph()
    box._p.append(
        parse_xml(
            f'<w:r {nsdecls("w", "wp", "a")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
            f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="7" name="กล่อง" descr="โทร {MOBILE}"/>'
            '<a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r>'
            f"<w:t>ในกล่อง {ID_DIGITS}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
            f"</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>ในกล่อง {ID_DIGITS}</w:t></w:r></w:p>"
            "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    return with_parts(saved(document), {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + OTHER_ID.encode()})


def signed_docx() -> bytes:
    """A picture between the words of signing and the name, and a blank form."""
    import docx

    document = docx.Document()
    document.add_paragraph("จึงเรียนมาเพื่อโปรดทราบ")
    document.add_paragraph("ลงชื่อ ").add_run().add_picture(io.BytesIO(scribble()))
    document.add_paragraph("(นายสมชาย ใจดี)")
    document.add_paragraph("ลงชื่อ.................................ผู้รับ")
    document.add_paragraph("(.................................)")
    return saved(document)


def picture_docx() -> bytes:
    """A picture of a card among the text."""
    import docx

    document = docx.Document()
    document.add_paragraph("สำเนาบัตร")
    document.add_picture(io.BytesIO(picture_bytes(person_picture())))
    return saved(document)


def hiding_xlsx() -> bytes:
    """Numbers as numbers and as text, hidden sheet, row and column, comment, name, formula, properties, a link."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.workbook.defined_name import DefinedName

    book = openpyxl.Workbook()
    book.properties.creator, book.properties.lastModifiedBy = "สมชาย ใจดี", "แดง รักชาติ"
    sheet = book.active
    sheet.title = "รายชื่อ"
    sheet.append(["ที่", "ชื่อ", "เลขประจำตัวประชาชน", "โทรศัพท์มือถือ", "เลขที่บัญชี", "งบประมาณ"])
    sheet.append([1, "คนที่หนึ่ง", int(ID_DIGITS), 812345678, 1234567890, 1234567.5])
    sheet.append([2, "คนที่สอง", ID, MOBILE, ACCOUNT, 250000])
    sheet["B2"].comment = Comment(f"บัตร {OTHER_ID}", "ผู้ตรวจ หนึ่ง")
    sheet["H1"], sheet["H2"] = "ซ่อน", f"โทร {MOBILE}"
    sheet.column_dimensions["H"].hidden = True
    sheet["A9"] = f"แถวซ่อน {OTHER_ID}"
    sheet.row_dimensions[9].hidden = True
    sheet["A10"] = f'="โทร "&"{MOBILE}"'
    sheet["A11"] = "โทร"
    sheet["A11"].hyperlink = "tel:0812345678"
    secret = book.create_sheet("ลับ")
    secret["A1"] = f"เลขประจำตัวประชาชน {OTHER_ID}"
    secret.sheet_state = "veryHidden"
    book.defined_names["ผู้ติดต่อ"] = DefinedName("ผู้ติดต่อ", attr_text=f'"โทร {MOBILE}"')
    return saved(book)


def clean_xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["รายการ", "งบประมาณ", "เลขที่โครงการ"])
    book.active.append(["ถนน", 1234567.5, 66089123456])
    book.active.append(["สะพาน", 1010101010101, "=B2*2"])
    return saved(book)


def pdf(*pages: str, before: str = "") -> bytes:
    """A PDF of pages of text by typst."""
    from tests.adapters.test_pdf_text import typst_pdf

    bodies = "\n#pagebreak()\n".join(" \\ ".join(page.split("\n")) for page in pages)
    return typst_pdf(f'#set text(font: "Sarabun", size: 14pt)\n{before}\n{bodies}')


def hiding_pdf() -> bytes:
    """Three pages, a number on the second; author, attachment, comment, form field, outline, script, earlier version."""
    import pikepdf
    from pikepdf import Array, Dictionary, Name, String

    content = pdf("หน้าแรก ไม่มีข้อมูล", f"นายแดง เลขประจำตัวประชาชน {ID} โทร {MOBILE}", "หน้าสุดท้าย โทรศัพท์ 053-123456")
    target = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(content)) as made:
        with made.open_metadata() as meta:
            meta["dc:creator"] = ["สมชาย ใจดี"]
            meta["dc:description"] = f"โทร {MOBILE}"
        made.docinfo["/Author"] = "สมชาย ใจดี"
        made.docinfo["/Subject"] = f"บัตร {OTHER_ID}"
        made.attachments["รายชื่อ.csv"] = f"ชื่อ,เลข\nแดง,{OTHER_ID}\n".encode()
        first = made.pages[0]
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            Rect=Array([20, 20, 40, 40]),
            Contents=String(f"โทร {MOBILE}"),
            T=String("ผู้ตรวจ"),
        )
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([60, 700, 160, 720]), Border=Array([0, 0, 0]),
            A=Dictionary(S=Name.URI, URI=String("https://www.example.go.th/a")),
        )  # fmt: skip
        call = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([60, 600, 160, 620]),
            A=Dictionary(S=Name.URI, URI=String("tel:0812345678")),
        )
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("phone"), V=String(f"โทร {MOBILE}"), Rect=Array([60, 500, 300, 520]),
            DA=String("/Helv 10 Tf 0 g"), F=4,
        )  # fmt: skip
        field = made.make_indirect(field)
        first.obj["/Annots"] = Array(
            [made.make_indirect(note), made.make_indirect(link), made.make_indirect(call), field]
        )
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        made.Root["/AcroForm"] = Dictionary(
            Fields=Array([field]), DA=String("/Helv 10 Tf 0 g"), DR=Dictionary(Font=Dictionary(Helv=helvetica))
        )
        made.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{ID_DIGITS}')"))
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"โทร {MOBILE}", 1))
        made.save(target)
    return target.getvalue()


def changed_pdf() -> bytes:
    """A PDF whose second version covers up the first by an appended change: the first can be recovered."""
    import re

    first = pdf(f"เลขประจำตัวประชาชน {ID}")
    second = pdf("ไม่มีข้อมูล")
    # The new contents stand after the end of the old file, as programs append them.
    start = int(re.findall(rb"startxref\s+(\d+)", first)[-1])
    root = re.search(rb"/Root (\d+ \d+ R)", first[start:]) or re.search(rb"/Root (\d+ \d+ R)", first)
    page = re.search(rb"(\d+) 0 obj\s*<<[^>]*?/Type ?/Page\b.*?/Contents (\d+) 0 R", first, re.DOTALL)
    assert second
    assert root
    assert page
    number = int(page.group(2))
    out = bytearray(first)
    at = len(out)
    out += b"%d 0 obj\n<</Length 2>>\nstream\nq Q\nendstream\nendobj\n" % number
    table = len(out)
    size = max(int(found) for found in re.findall(rb"(\d+) 0 obj", first)) + 1
    out += b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        number, at, size, root.group(1), start, table,
    )  # fmt: skip
    return bytes(out)


def scanned_pdf(*texts: str) -> bytes:
    """Pages that are pictures."""
    images = [person_picture(text, size=(1240, 500)) for text in texts]
    target = io.BytesIO()
    images[0].save(target, "PDF", save_all=True, append_images=images[1:], resolution=150)
    return target.getvalue()
