"""Draws an order as a Word document that a clerk can go on editing: TH SarabunPSK 16 pt, Thai as complex script."""

import io
import zipfile
from datetime import UTC, date, datetime, time
from typing import Any

from prongsai.documents.docx_styles import BOLD, CELL, CELL_HEADING, set_up_styles
from prongsai.documents.order import Order
from prongsai.documents.order_pdf import DUTIES_LEAD, HEADINGS
from prongsai.documents.xml_text import as_attribute, as_xml, fit_for_xml

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WIDTHS = (520, 2_760, 3_000, 2_791)  # twentieths of a point: A4 less 3 cm and 2 cm
_TEXT_WIDTH = sum(_WIDTHS)
_CENTRE, _DATE, _SIGNER = (
    '<w:jc w:val="center"/>',
    '<w:ind w:left="2835"/>',
    '<w:ind w:left="2835"/><w:jc w:val="center"/>',
)
_FIRST_LINE = '<w:ind w:firstLine="1418"/><w:jc w:val="thaiDistribute"/>'
_LISTED = '<w:ind w:left="1758" w:hanging="340"/>'


def draw_order_docx(order: Order, *, author: str, made_on: date) -> bytes:
    """The document's bytes, the same for the same order and day. The garuda's space is left open above the head."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    set_up_styles(document, footer_width=_TEXT_WIDTH)
    properties = document.core_properties
    properties.title = fit_for_xml(order.title[:250])
    properties.author = properties.last_modified_by = fit_for_xml(author[:250])
    properties.language, properties.comments, properties.revision = "th-TH", "", 1
    properties.created = properties.modified = datetime.combine(made_on, time(), UTC).replace(tzinfo=None)
    body = parse_xml(f'<w:body xmlns:w="{_W}">{"".join(_parts(order))}{_page()}</w:body>')
    document.element.replace(document.element.body, body)
    return _stored(document, made_on)


def _parts(order: Order) -> list[str]:
    parts = [
        _paragraph("", above=1_250),  # the garuda, 3 cm high, is put here by the agency
        _paragraph(order.heading, _CENTRE, bold=True),
        _paragraph(order.number_line, _CENTRE),
        _paragraph(order.subject, _CENTRE, bold=True),
        _paragraph("-" * 30, _CENTRE),
        *(_paragraph(text, _FIRST_LINE, above=120) for text in order.opening),
        _paragraph("", above=0),
        _table(order),
        _paragraph("", above=0),
    ]
    if order.items:
        parts.append(_paragraph(order.items_lead, _FIRST_LINE))
        parts += [_paragraph(f"{name}: {codes}", _LISTED) for name, codes in order.items]
    parts.append(_paragraph(DUTIES_LEAD, _FIRST_LINE, above=120))
    last = len(order.clauses) - 1  # the signature never stands alone on a page
    parts += [_paragraph(text, _LISTED, keep=at == last) for at, text in enumerate(order.clauses)]
    parts.append(_paragraph(order.effect, _FIRST_LINE, above=120, keep=True))
    parts.append(_paragraph(order.date_line, _DATE, above=240, keep=True))
    parts.append(_paragraph(f"({order.signer_name})", _SIGNER, above=1_250, keep=True))
    parts.append(_paragraph(order.signer_post, _SIGNER))
    return parts


def _table(order: Order) -> str:
    head = "".join(
        _cell(width, _styled(text, CELL_HEADING), shade=True) for width, text in zip(_WIDTHS, HEADINGS, strict=True)
    )
    rows = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            _cell(width, _styled(text, CELL, _CENTRE if at == 0 else ""))
            for at, (width, text) in enumerate(zip(_WIDTHS, (row.number, row.name, row.post, row.duty), strict=True))
        )
        + "</w:tr>"
        for row in order.rows
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{_TEXT_WIDTH}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>'
        f"<w:tblCaption w:val={as_attribute(order.subject)}/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _cell(width: int, paragraph: str, *, shade: bool = False) -> str:
    shading = '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>{paragraph}</w:tc>'


def _paragraph(text: str, layout: str = "", *, above: int = 0, bold: bool = False, keep: bool = False) -> str:
    spacing = f'<w:spacing w:before="{above}"/>' if above else ""
    together = "<w:keepNext/>" if keep else ""
    return f"<w:p><w:pPr>{together}{spacing}{layout}</w:pPr>{_run(text, bold=bold) if text else ''}</w:p>"


def _styled(text: str, style: str, layout: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{_run(text)}</w:p>'


def _run(text: str, *, bold: bool = False) -> str:
    """A run; Thai letters are complex script, which Word must be told or it takes the Latin font and size."""
    is_thai = any("\u0e00" <= letter <= "\u0e7f" for letter in text)
    inside = (f'<w:rStyle w:val="{BOLD}"/>' if bold else "") + ("<w:cs/>" if is_thai else "")
    properties = f"<w:rPr>{inside}</w:rPr>" if inside else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{as_xml(text)}</w:t></w:r>'


def _page() -> str:
    return (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1134" w:bottom="1134" w:left="1701" w:header="709" w:footer="482" w:gutter="0"/>'
        '<w:pgNumType w:fmt="thaiNumbers"/></w:sectPr>'
    )


def _stored(document: Any, made_on: date) -> bytes:
    """The package with its entries dated by the order, so that the same order gives the same bytes."""
    written, target = io.BytesIO(), io.BytesIO()
    document.save(written)
    stamp = (max(1980, made_on.year), made_on.month, made_on.day, 0, 0, 0)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, source.read(name))
    return target.getvalue()
