"""Plants one identity number in one place of a clean file; each function gives the file's bytes."""

import io
from collections.abc import Callable

from lxml import etree

from tests.adapters.gate import files, open_files, slide_files
from tests.adapters.gate.files import ID, picture_bytes, saved, with_parts

SECRET = f"เลขประจำตัวประชาชน {ID}"
Plant = Callable[[], bytes]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def with_relation(content: bytes, rels: str, kind: str, target: str, *, external: bool = False) -> bytes:
    """An office file with one more relation of a part."""

    def change(old: bytes) -> bytes:
        root = etree.fromstring(old)
        one = etree.SubElement(root, f"{{{RELS}}}Relationship", Id="rId77", Type=f"{OFFICE}/{kind}", Target=target)
        if external:
            one.set("TargetMode", "External")
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    return with_parts(content, {}, also={rels: change})


def with_part(content: bytes, name: str, part: bytes, content_type: str, rels: str, kind: str, target: str) -> bytes:
    """An office file with one more part, its type and the relation that leads to it."""

    def typed(old: bytes) -> bytes:
        root = etree.fromstring(old)
        space = root.tag.partition("}")[0] + "}"
        etree.SubElement(root, f"{space}Override", PartName=f"/{name}", ContentType=content_type)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    return with_relation(with_parts(content, {name: part}, also={"[Content_Types].xml": typed}), rels, kind, target)


# DOCX


def _body(inner: str) -> bytes:
    """A paragraph of raw XML in a clean text."""

    def change(old: bytes) -> bytes:
        root = etree.fromstring(old)
        new = etree.fromstring(f'<w:p xmlns:w="{W}" xmlns:r="{OFFICE}">{inner}</w:p>')
        root[0].insert(0, new)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    return with_parts(files.clean_docx(), {}, also={"word/document.xml": change})


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _notes(kind: str) -> bytes:
    part = f'<w:{kind}s xmlns:w="{W}"><w:{kind} w:id="2"><w:p>{_run(SECRET)}</w:p></w:{kind}></w:{kind}s>'
    return with_part(
        files.clean_docx(), f"word/{kind}s.xml", part.encode(), f"{WORD_TYPE}.{kind}s+xml",
        "word/_rels/document.xml.rels", f"{kind}s", f"{kind}s.xml",
    )  # fmt: skip


def _docx_section(place: str) -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("ก")
    getattr(document.sections[0], place).paragraphs[0].text = SECRET
    return saved(document)


def _docx_comment() -> bytes:
    import docx

    document = docx.Document()
    paragraph = document.add_paragraph("ก")
    document.add_comment(paragraph.runs, text=SECRET, author="", initials="")
    return saved(document)


def _property(name: str, make: Callable[[], object], attribute: str = "core_properties") -> bytes:
    document = make()
    properties = getattr(document, attribute)
    setattr(properties, name, SECRET)
    return saved(document)


def _docx():
    import docx

    return docx.Document()


def _word_settings() -> bytes:
    def change(old: bytes) -> bytes:
        root = etree.fromstring(old)
        held = etree.SubElement(root, f"{{{W}}}docVars")
        etree.SubElement(held, f"{{{W}}}docVar", {f"{{{W}}}name": "ก", f"{{{W}}}val": SECRET})
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    return with_parts(files.clean_docx(), {}, also={"word/settings.xml": change})


DOCX: dict[str, Plant] = {
    "body": lambda: files.clean_docx(SECRET),
    "header": lambda: _docx_section("header"),
    "footer": lambda: _docx_section("footer"),
    "first page header": lambda: _docx_section("first_page_header"),
    "even page footer": lambda: _docx_section("even_page_footer"),
    "footnote": lambda: _notes("footnote"),
    "endnote": lambda: _notes("endnote"),
    "comment": _docx_comment,
    "deleted text": lambda: _body(f'<w:del w:id="1" w:author=""><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>'),
    "inserted text": lambda: _body(f'<w:ins w:id="1" w:author="">{_run(SECRET)}</w:ins>'),
    "moved text": lambda: _body(f'<w:moveFrom w:id="1" w:author="">{_run(SECRET)}</w:moveFrom>'),
    "hidden text": lambda: _body(_run(SECRET, "<w:vanish/>")),
    "white text": lambda: _body(_run(SECRET, '<w:color w:val="FFFFFF"/>')),
    "tiny text": lambda: _body(_run(SECRET, '<w:sz w:val="2"/><w:szCs w:val="2"/>')),
    "field instruction": lambda: _body(f'<w:r><w:instrText>ASK x "{SECRET}"</w:instrText></w:r>'),
    "content control": lambda: _body(f'<w:sdt><w:sdtPr><w:alias w:val="{SECRET}"/></w:sdtPr><w:sdtContent/></w:sdt>'),
    "bookmark name": lambda: _body(f'<w:bookmarkStart w:id="1" w:name="{SECRET}"/><w:bookmarkEnd w:id="1"/>'),
    "document variable": _word_settings,
    "title": lambda: _property("title", _docx),
    "comments property": lambda: _property("comments", _docx),
    "author": lambda: _property("author", _docx),
    "custom property": lambda: with_parts(files.clean_docx(), {"docProps/custom.xml": f"<Properties><property><a>{SECRET}</a></property></Properties>".encode()}),
    "custom XML": lambda: with_parts(files.clean_docx(), {"customXml/item1.xml": f"<a>{SECRET}</a>".encode()}),
    "glossary": lambda: with_parts(files.clean_docx(), {"word/glossary/document.xml": f'<w:a xmlns:w="{W}"><w:t>{SECRET}</w:t></w:a>'.encode()}),
    "link": lambda: with_relation(files.clean_docx(), "word/_rels/document.xml.rels", "hyperlink", f"https://a.go.th/?id={ID}", external=True),
    "attached template": lambda: with_relation(files.clean_docx(), "word/_rels/document.xml.rels", "attachedTemplate", f"file:///{SECRET}.dotx", external=True),
}  # fmt: skip

# XLSX


def _book(change: Callable[..., None]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.creator = ""
    book.active["A1"] = "ก"
    change(book, book.active)
    return saved(book)


def _set(**values: object) -> Callable[..., None]:
    def change(book, sheet) -> None:
        for cell, value in values.items():
            sheet[cell] = value

    return change


def _hidden_row(book, sheet) -> None:
    sheet["A3"], sheet.row_dimensions[3].hidden = SECRET, True


def _hidden_column(book, sheet) -> None:
    sheet["C1"], sheet.column_dimensions["C"].hidden = SECRET, True


def _hidden_sheet(state: str) -> Callable[..., None]:
    def change(book, sheet) -> None:
        other = book.create_sheet("ข")
        other["A1"], other.sheet_state = SECRET, state

    return change


def _xlsx_comment(book, sheet) -> None:
    from openpyxl.comments import Comment

    sheet["A1"].comment = Comment(SECRET, "")


def _name(book, sheet) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    book.defined_names["n"] = DefinedName("n", attr_text=f'"{SECRET}"', hidden=True)


def _validation(book, sheet) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=f'"{SECRET},ข"')
    rule.add("A1")
    sheet.add_data_validation(rule)


def _page_header(book, sheet) -> None:
    sheet.oddHeader.center.text = SECRET


def _white(book, sheet) -> None:
    from openpyxl.styles import Font

    sheet["B2"] = SECRET
    sheet["B2"].font = Font(color="FFFFFFFF")


def _format(book, sheet) -> None:
    sheet["B2"] = SECRET
    sheet["B2"].number_format = ";;;"


def _condition(book, sheet) -> None:
    from openpyxl.formatting.rule import FormulaRule

    sheet.conditional_formatting.add("A1", FormulaRule(formula=[f'A1="{SECRET}"']))


def _tooltip(book, sheet) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet["A1"].hyperlink = Hyperlink(ref="A1", target="https://a.go.th/", tooltip=SECRET)


def _chart(book, sheet) -> None:
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.title = SECRET
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
    sheet.add_chart(chart, "D1")


XLSX: dict[str, Plant] = {
    "cell": lambda: _book(_set(B2=SECRET)),
    "number under a heading": lambda: _book(_set(B1="เลขประจำตัวประชาชน", B2=int(ID.replace("-", "")))),
    "formula": lambda: _book(_set(B2=f'="{SECRET}"')),
    "hidden row": lambda: _book(_hidden_row),
    "hidden column": lambda: _book(_hidden_column),
    "hidden sheet": lambda: _book(_hidden_sheet("hidden")),
    "very hidden sheet": lambda: _book(_hidden_sheet("veryHidden")),
    "comment": lambda: _book(_xlsx_comment),
    "defined name": lambda: _book(_name),
    "validation list": lambda: _book(_validation),
    "page header": lambda: _book(_page_header),
    "white cell": lambda: _book(_white),
    "cell with an empty format": lambda: _book(_format),
    "conditional format": lambda: _book(_condition),
    "tooltip": lambda: _book(_tooltip),
    "title of a chart": lambda: _book(_chart),
    "name of a sheet": lambda: _book(lambda book, sheet: setattr(sheet, "title", f"บัตร {ID}")),
    "title": lambda: _book(lambda book, sheet: setattr(book.properties, "title", SECRET)),
    "author": lambda: _book(lambda book, sheet: setattr(book.properties, "creator", SECRET)),
    "custom XML": lambda: with_parts(files.clean_xlsx(), {"customXml/item1.xml": f"<a>{SECRET}</a>".encode()}),
    "pivot cache": lambda: with_parts(files.clean_xlsx(), {"xl/pivotCache/pivotCacheRecords1.xml": f'<r><s v="{SECRET}"/></r>'.encode()}),
    "external link": lambda: with_parts(files.clean_xlsx(), {"xl/externalLinks/externalLink1.xml": f"<e><v>{SECRET}</v></e>".encode()}),
    "threaded comment": lambda: with_parts(files.clean_xlsx(), {"xl/threadedComments/threadedComment1.xml": f"<t><threadedComment><text>{SECRET}</text></threadedComment></t>".encode()}),
}  # fmt: skip

# PPTX


def _show(change: Callable[..., None]) -> bytes:
    show = slide_files.opened_clean()
    change(show, show.slides[0])
    return saved(show)


def _slide_notes(show, slide) -> None:
    slide.notes_slide.notes_text_frame.text = SECRET


def _slide_hidden(show, slide) -> None:
    other = show.slides.add_slide(show.slide_layouts[6])
    other.shapes.add_textbox(0, 0, 9, 9).text_frame.text = SECRET
    other._element.set("show", "0")


def _shape_hidden(show, slide) -> None:
    box = slide.shapes.add_textbox(0, 0, 9, 9)
    box.text_frame.text = SECRET
    box._element.nvSpPr.cNvPr.set("hidden", "1")


def _shape_told(attribute: str) -> Callable[..., None]:
    def change(show, slide) -> None:
        slide.shapes[0]._element.nvSpPr.cNvPr.set(attribute, SECRET)

    return change


def _slide_link(show, slide) -> None:
    slide.shapes[0].click_action.hyperlink.address = f"https://a.go.th/?id={ID}"


def _slide_text(show, slide) -> None:
    slide.shapes[0].text_frame.text = SECRET


def _slide_group(show, slide) -> None:
    slide.shapes.add_group_shape().shapes.add_textbox(0, 0, 9, 9).text_frame.text = SECRET


PPTX: dict[str, Plant] = {
    "slide": lambda: _show(_slide_text),
    "group": lambda: _show(_slide_group),
    "notes": lambda: _show(_slide_notes),
    "hidden slide": lambda: _show(_slide_hidden),
    "hidden shape": lambda: _show(_shape_hidden),
    "alt text": lambda: _show(_shape_told("descr")),
    "title of a shape": lambda: _show(_shape_told("title")),
    "name of a shape": lambda: _show(_shape_told("name")),
    "link": lambda: _show(_slide_link),
    "master": lambda: _show(lambda show, slide: setattr(show.slide_master.placeholders[0].text_frame, "text", SECRET)),
    "title": lambda: _show(lambda show, slide: setattr(show.core_properties, "title", SECRET)),
    "comments property": lambda: _show(lambda show, slide: setattr(show.core_properties, "comments", SECRET)),
    "custom XML": lambda: with_parts(slide_files.clean_pptx(), {"customXml/item1.xml": f"<a>{SECRET}</a>".encode()}),
    "custom property": lambda: with_parts(slide_files.clean_pptx(), {"docProps/custom.xml": f"<P><p><a>{SECRET}</a></p></P>".encode()}),
    "comment": lambda: with_parts(slide_files.clean_pptx(), {"ppt/comments/comment1.xml": f"<c><text>{SECRET}</text></c>".encode()}),
    "diagram": lambda: with_parts(slide_files.clean_pptx(), {"ppt/diagrams/data1.xml": f'<d xmlns:a="a"><a:p><a:r><a:t>{SECRET}</a:t></a:r></a:p></d>'.encode()}),
    "tag": lambda: with_parts(slide_files.clean_pptx(), {"ppt/tags/tag1.xml": f'<t><tag val="{SECRET}"/></t>'.encode()}),
}  # fmt: skip

# ODT, ODS, ODP

_p, _odf = open_files.p, open_files.open_file
_STYLES = open_files.HIDING_STYLES


def _sheet(*rows: str, **more: str) -> bytes:
    return _odf("spreadsheet", open_files.sheet(*rows, **more), styles=_STYLES)


def _page(inner: str, *, style: str = "", first: str = "") -> bytes:
    box = f"<draw:frame><draw:text-box>{_p('ก')}</draw:text-box></draw:frame>"
    pages = f'<draw:page draw:name="1">{box}{first}</draw:page><draw:page draw:name="2" draw:style-name="{style}">{inner}</draw:page>'
    return _odf("presentation", pages, styles=_STYLES)


def _text(body: str, **more: object) -> bytes:
    return _odf("text", body, styles=_STYLES, **more)


_cell, _row = open_files.cell, open_files.row
ODT: dict[str, Plant] = {
    "body": lambda: _text(_p(SECRET)),
    "span": lambda: _text(_p(f"<text:span>{SECRET}</text:span>")),
    "comment": lambda: _text(_p(f"ก<office:annotation>{_p(SECRET)}</office:annotation>")),
    "deleted text": lambda: _text(f"<text:tracked-changes><text:changed-region><text:deletion>{_p(SECRET)}</text:deletion></text:changed-region></text:tracked-changes>{_p('ก')}"),
    "hidden text": lambda: _text(_p(f'<text:span text:style-name="Hid">{SECRET}</text:span>')),
    "white text": lambda: _text(_p(f'<text:span text:style-name="White">{SECRET}</text:span>')),
    "tiny text": lambda: _text(_p(f'<text:span text:style-name="Tiny">{SECRET}</text:span>')),
    "hidden field": lambda: _text(_p(f'<text:hidden-text text:string-value="{SECRET}"/>')),
    "hidden paragraph": lambda: _text(_p(f'<text:hidden-paragraph text:is-hidden="true"/>{SECRET}')),
    "footnote": lambda: _text(_p(f"ก<text:note><text:note-body>{_p(SECRET)}</text:note-body></text:note>")),
    "header": lambda: _text(_p("ก"), page_styles=f'<style:master-page style:name="M"><style:header>{_p(SECRET)}</style:header></style:master-page>'),
    "footer": lambda: _text(_p("ก"), page_styles=f'<style:master-page style:name="M"><style:footer-left>{_p(SECRET)}</style:footer-left></style:master-page>'),
    "text box": lambda: _text(_p(f"<draw:frame><draw:text-box>{_p(SECRET)}</draw:text-box></draw:frame>")),
    "alt text": lambda: _text(_p(f"<draw:frame><svg:desc>{SECRET}</svg:desc></draw:frame>")),
    "name of a picture": lambda: _text(_p(f'<draw:frame draw:name="{SECRET}"/>')),
    "link": lambda: _text(_p(f'<text:a xlink:href="https://a.go.th/?id={ID}">ก</text:a>')),
    "bookmark": lambda: _text(_p(f'<text:bookmark text:name="{SECRET}"/>ก')),
    "form": lambda: _text(f'<office:forms><form:form><form:text form:current-value="{SECRET}"/></form:form></office:forms>{_p("ก")}'),
    "user field": lambda: _text(f'<text:user-field-decls><text:user-field-decl text:name="a" office:string-value="{SECRET}"/></text:user-field-decls>{_p("ก")}'),
    "subject": lambda: _text(_p("ก"), meta=f"<dc:subject>{SECRET}</dc:subject>"),
    "keyword": lambda: _text(_p("ก"), meta=f"<meta:keyword>{SECRET}</meta:keyword>"),
    "custom property": lambda: _text(_p("ก"), meta=f'<meta:user-defined meta:name="a">{SECRET}</meta:user-defined>'),
    "settings": lambda: _text(_p("ก"), parts={"settings.xml": f"<a>{SECRET}</a>".encode()}),
    "macro": lambda: _text(_p("ก"), parts={"Basic/Standard/M.xml": f"<a>{SECRET}</a>".encode()}),
    "comment of the XML": lambda: _text(f"<!-- {SECRET} -->{_p('ก')}"),
}  # fmt: skip
ODS: dict[str, Plant] = {
    "cell": lambda: _sheet(_row(_cell(SECRET))),
    "value that is not shown": lambda: _sheet(_row(_cell("เลขประจำตัวประชาชน")), _row(_cell("###", value=ID.replace("-", "")))),
    "formula": lambda: _sheet(_row(_cell("ก", extra=f' table:formula="of:=&quot;{SECRET}&quot;"'))),
    "hidden row": lambda: _sheet(_row(_cell("ก")), _row(_cell(SECRET), extra=' table:visibility="collapse"')),
    "filtered row": lambda: _sheet(_row(_cell("ก")), _row(_cell(SECRET), extra=' table:visibility="filter"')),
    "hidden column": lambda: _sheet(_row(_cell("ก"), _cell(SECRET)), columns='<table:table-column/><table:table-column table:visibility="collapse"/>'),
    "hidden sheet": lambda: _odf("spreadsheet", open_files.sheet(_row(_cell("ก"))) + open_files.sheet(_row(_cell(SECRET)), name="ข", style="Gone"), styles=_STYLES),
    "comment": lambda: _sheet(_row(f"<table:table-cell><office:annotation>{_p(SECRET)}</office:annotation>{_p('ก')}</table:table-cell>")),
    "named range": lambda: _odf("spreadsheet", open_files.sheet(_row(_cell("ก"))) + f'<table:named-expressions><table:named-expression table:name="{SECRET}"/></table:named-expressions>', styles=_STYLES),
    "validation": lambda: _odf("spreadsheet", f'<table:content-validations><table:content-validation table:name="v" table:condition="{SECRET}"/></table:content-validations>' + open_files.sheet(_row(_cell("ก"))), styles=_STYLES),
    "name of a sheet": lambda: _sheet(_row(_cell("ก")), name=SECRET),
    "embedded chart": lambda: _odf("spreadsheet", open_files.sheet(_row(_cell("ก"))), parts={"Object 1/content.xml": f'<a xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text:p>{SECRET}</text:p></a>'.encode()}),
}  # fmt: skip
ODP: dict[str, Plant] = {
    "slide": lambda: _page(f"<draw:frame><draw:text-box>{_p(SECRET)}</draw:text-box></draw:frame>"),
    "notes": lambda: _page("", first=f"<presentation:notes>{_p(SECRET)}</presentation:notes>"),
    "hidden slide": lambda: _page(f"<draw:frame><draw:text-box>{_p(SECRET)}</draw:text-box></draw:frame>", style="Off"),
    "hidden shape": lambda: _page(f'<draw:frame draw:display="none"><draw:text-box>{_p(SECRET)}</draw:text-box></draw:frame>'),
    "comment": lambda: _page(f"<office:annotation>{_p(SECRET)}</office:annotation>"),
    "alt text": lambda: _page(f"<draw:frame><svg:title>{SECRET}</svg:title></draw:frame>"),
    "name of a slide": lambda: _odf("presentation", f'<draw:page draw:name="{SECRET}">{_p("ก")}</draw:page>', styles=_STYLES),
}  # fmt: skip

# HTML, CSV, text


def _html(inner: str) -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8><title>ก</title></head><body><p>ก</p>{inner}</body></html>".encode()


HTML: dict[str, Plant] = {
    "text": lambda: _html(f"<p>{SECRET}</p>"),
    "split by tags": lambda: _html(f"<p>บัตรประชาชน <b>{ID[:6]}</b><i>{ID[6:]}</i></p>"),
    "entities": lambda: _html("<p>บัตรประชาชน " + "".join(f"&#{ord(letter)};" for letter in ID) + "</p>"),
    "comment": lambda: _html(f"<!-- {SECRET} -->"),
    "hidden attribute": lambda: _html(f"<p hidden>{SECRET}</p>"),
    "hidden by style": lambda: _html(f'<p style="display:none">{SECRET}</p>'),
    "alt text": lambda: _html(f'<img src="a.png" alt="{SECRET}">'),
    "title": lambda: _html(f'<span title="{SECRET}">ก</span>'),
    "aria label": lambda: _html(f'<a href="/" aria-label="{SECRET}">ก</a>'),
    "value of a field": lambda: _html(f'<input type="hidden" value="{SECRET}">'),
    "data attribute": lambda: _html(f'<p data-person="{SECRET}">ก</p>'),
    "link": lambda: _html(f'<a href="https://a.go.th/?id={ID}">ก</a>'),
    "script": lambda: _html(f'<script>var a = "{SECRET}"</script>'),
    "JSON in a script": lambda: _html(f'<script type="application/json">{{"a": "{SECRET}"}}</script>'),
    "template": lambda: _html(f"<template><p>{SECRET}</p></template>"),
    "noscript": lambda: _html(f"<noscript>{SECRET}</noscript>"),
    "text area": lambda: _html(f"<textarea>{SECRET}</textarea>"),
    "option": lambda: _html(f"<select><option>{SECRET}</option></select>"),
    "description": lambda: _html("").replace(b"<title>", f'<meta name="description" content="{SECRET}"><title>'.encode()),
    "title of the page": lambda: _html("").replace("<title>ก".encode(), f"<title>{SECRET}".encode()),
    "frame source": lambda: _html(f'<iframe srcdoc="<p>{SECRET}</p>"></iframe>'),
    "table under a heading": lambda: _html(f"<table><tr><th>เลขประจำตัวประชาชน</th></tr><tr><td>{ID.replace('-', '')}</td></tr></table>"),
}  # fmt: skip
CSV: dict[str, Plant] = {
    "cell": lambda: f"ชื่อ,เลข\nก,{SECRET}\n".encode(),
    "heading": lambda: f"ชื่อ,{SECRET}\nก,ข\n".encode(),
    "quoted cell": lambda: f'ชื่อ,เลข\nก,"{SECRET}, ข"\n'.encode(),
    "number under a heading": lambda: f"ชื่อ,เลขประจำตัวประชาชน\nก,{ID.replace('-', '')}\n".encode(),
    "windows-874": lambda: f"ชื่อ,เลข\nก,{SECRET}\n".encode("cp874"),
    "after many rows": lambda: ("ชื่อ,เลข\n" + "ก,ข\n" * 5_000 + f"ก,{SECRET}\n").encode(),
}
TEXT: dict[str, Plant] = {
    "line": lambda: f"ก\n{SECRET}\n".encode(),
    "Thai digits": lambda: SECRET.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")).encode(),
    "signs without width": lambda: SECRET.replace("-", "\u200b-\u200b").encode(),
    "broken over a line": lambda: SECRET.replace("00123", "00\n123").replace("-00\n", "-\n00").encode(),
    "UTF-16": lambda: f"ก\n{SECRET}\n".encode("utf-16"),
}

# Pictures


def _png(name: str) -> bytes:
    from PIL import PngImagePlugin

    told = PngImagePlugin.PngInfo()
    told.add_itxt(name, SECRET)
    return picture_bytes(files.person_picture("ก"), pnginfo=told)


def _jpeg(tag: int, value: object) -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[tag] = value
    return picture_bytes(files.person_picture("ก"), "JPEG", exif=exif)


def _jpeg_xmp() -> bytes:
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{SECRET}</a></x:xmpmeta>'.encode()
    return picture_bytes(files.person_picture("ก"), "JPEG", xmp=packet)


PICTURES: dict[str, Plant] = {
    "comment of a PNG": lambda: _png("Comment"),
    "description of a PNG": lambda: _png("Description"),
    "description of a JPEG": lambda: _jpeg(0x010E, SECRET),
    "artist of a JPEG": lambda: _jpeg(0x013B, SECRET),
    "copyright of a JPEG": lambda: _jpeg(0x8298, SECRET),
    "comment of a JPEG": lambda: picture_bytes(files.person_picture("ก"), "JPEG", comment=SECRET.encode()),
    "XMP of a JPEG": _jpeg_xmp,
}

# PDF


def _pdf(change: Callable[..., None]) -> bytes:
    import pikepdf

    target = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(files.pdf("ก"))) as made:
        change(made, made.pages[0], pikepdf)
        made.save(target)
    return target.getvalue()


def _annotation(kind: str, **keys: object) -> Callable[..., None]:
    def change(made, page, pikepdf) -> None:
        values = {key: pikepdf.String(value) if isinstance(value, str) else value for key, value in keys.items()}
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=pikepdf.Array([9, 9, 99, 99]), **values
        )
        page.obj["/Annots"] = pikepdf.Array([made.make_indirect(note)])
        if kind == "Widget":
            made.Root["/AcroForm"] = pikepdf.Dictionary(Fields=page.obj["/Annots"])

    return change


def _link(made, page, pikepdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(f"https://a.go.th/?id={ID}"))
    _annotation("Link", A=action)(made, page, pikepdf)


def _xmp(made, page, pikepdf) -> None:
    with made.open_metadata() as meta:
        meta["dc:description"] = SECRET


def _info(key: str) -> Callable[..., None]:
    return lambda made, page, pikepdf: made.docinfo.__setitem__(key, SECRET)


def _attachment(made, page, pikepdf) -> None:
    made.attachments["ก.txt"] = SECRET.encode()


def _outline(made, page, pikepdf) -> None:
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def _javascript(made, page, pikepdf) -> None:
    made.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(f"a='{SECRET}'"))


def _labels(made, page, pikepdf) -> None:
    nums = pikepdf.Array([0, pikepdf.Dictionary(P=pikepdf.String(SECRET))])
    made.Root["/PageLabels"] = pikepdf.Dictionary(Nums=nums)


def _piece(made, page, pikepdf) -> None:
    page.obj["/PieceInfo"] = pikepdf.Dictionary(App=pikepdf.Dictionary(Private=pikepdf.String(SECRET)))


PDF: dict[str, Plant] = {
    "page": lambda: files.pdf(SECRET),
    "white text": lambda: files.pdf("ก", before=f"#text(fill: white)[{SECRET}]"),
    "text off the page": lambda: files.pdf("ก", before=f"#place(dx: 900pt)[{SECRET}]"),
    "subject": lambda: _pdf(_info("/Subject")),
    "author": lambda: _pdf(_info("/Author")),
    "keywords": lambda: _pdf(_info("/Keywords")),
    "property of its own": lambda: _pdf(_info("/Person")),
    "XMP": lambda: _pdf(_xmp),
    "attachment": lambda: _pdf(_attachment),
    "note": lambda: _pdf(_annotation("Text", Contents=SECRET)),
    "author of a note": lambda: _pdf(_annotation("Text", T=SECRET)),
    "free text": lambda: _pdf(_annotation("FreeText", Contents=SECRET, DA="/Helv 9 Tf")),
    "form field": lambda: _pdf(_widget(V=SECRET)),
    "default of a form field": lambda: _pdf(_widget(DV=SECRET)),
    "hint of a form field": lambda: _pdf(_widget(TU=SECRET)),
    "link": lambda: _pdf(_link),
    "bookmark": lambda: _pdf(_outline),
    "script": lambda: _pdf(_javascript),
    "page label": lambda: _pdf(_labels),
    "private data of a program": lambda: _pdf(_piece),
}  # fmt: skip


def _widget(**keys: str) -> Callable[..., None]:
    def change(made, page, pikepdf) -> None:
        _annotation("Widget", FT=pikepdf.Name.Tx, T="a", **keys)(made, page, pikepdf)

    return change
