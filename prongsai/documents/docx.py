"""Draws a Report as a Word document that a clerk can go on editing: styles, repeated headings, Thai page numbers."""

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any

from prongsai.documents.chart_typst import draw_png
from prongsai.documents.column_width import column_widths
from prongsai.documents.docx_styles import (
    BODY_PT,
    BOLD,
    CAPTION,
    CELL,
    CELL_HEADING,
    COVER,
    GAP,
    LEAD,
    LINK,
    LIST,
    SIGNATURE,
    SMALL_CELL,
    SMALL_HEADING,
    SMALL_PT,
    set_up_styles,
)
from prongsai.documents.report import (
    SIGNING_WORDS,
    Block,
    Chart,
    Cover,
    Grid,
    Heading,
    Line,
    Prose,
    Report,
    Section,
    Signatures,
    TableCell,
)
from prongsai.documents.row_height import is_short_row
from prongsai.documents.safe_links import clickable, split_label
from prongsai.documents.xml_text import as_attribute, as_xml, fit_for_xml

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"

# Twentieths of a point. A4 with margins of official letters: left 3 cm, right 2 cm; landscape 1.5 cm, 1.7 above and below.
_SHORT, _LONG = 11_906, 16_838
_WIDE_MARGIN, _MARGIN, _SIDE, _EDGE = 1_701, 1_134, 850, 964
_TEXT_WIDTH = {False: _SHORT - _WIDE_MARGIN - _MARGIN, True: _LONG - 2 * _SIDE}
_CELL_MARGIN = 80
_CHART_UNIT = 0.82 * 20 * 1.25  # as in the PDF, for the larger letters of Word
_SARABUN = 10.5 / 16  # Sarabun is as wide as TH SarabunPSK at this share of its size


_CELL_MARGINS = f'<w:tblCellMar><w:left w:w="{_CELL_MARGIN}" w:type="dxa"/><w:right w:w="{_CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'


def draw_docx(report: Report) -> bytes:
    """The document's bytes, the same for the same report. Fonts are named (TH SarabunPSK 16 pt), not embedded."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    landscape = bool(report.sections) and all(section.landscape for section in report.sections)
    set_up_styles(document, footer_width=_TEXT_WIDTH[landscape])
    _set_properties(document, report)
    footer_id = _add_footer(document, report.footer, report.language)
    numbers = "thaiNumbers" if report.language == "th" else "decimal"
    parts = [*_cover(report.cover, landscape=landscape)]
    links = _Links(document.part)
    for position, section in enumerate(report.sections):
        if position == 0 or not section.follows_on or section.landscape != landscape:
            parts.append(_section_break(footer_id, numbers, landscape=landscape, is_cover=position == 0))
        landscape = section.landscape
        parts += _section(section, links)
    # One parse for the whole body: adding a table cell by cell takes seconds for a thousand measures.
    holder = parse_xml(
        f'<w:body xmlns:w="{_W}" xmlns:r="{_R}">{"".join(parts)}{_page(footer_id, numbers, landscape=landscape)}</w:body>'
    )
    document.element.replace(document.element.body, holder)
    return _stored(document, report)


def _cover(cover: Cover, *, landscape: bool) -> list[str]:
    """The title a fifth down the page and the agency near its foot, by space above (Word alone centres a page)."""
    title, agency = (1_400, 3_000) if landscape else (2_600, 5_200)
    lines: list[str] = []
    for style, texts, above in (("Title", cover.title, title), (COVER, cover.period, 0), (COVER, cover.agency, agency)):
        for position, text in enumerate(texts):
            lines.append(_paragraph(text, style, above=0 if position else above))
    return lines


def _section(section: Section, links: "_Links") -> list[str]:
    return [part for block in section.blocks for part in _block(block, links, _TEXT_WIDTH[section.landscape])]


def _block(block: Block, links: "_Links", width: int) -> list[str]:
    if isinstance(block, Heading):
        return [_paragraph(block.text, f"Heading{min(max(block.level, 1), 3)}")]
    if isinstance(block, Prose):
        style = LIST if block.is_list else "BodyText"
        return [f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_line(line, links)}</w:p>' for line in block.lines]
    if isinstance(block, Signatures):
        return _signatures(block, width)
    if isinstance(block, Chart):
        return [_paragraph(block.caption, CAPTION), links.picture(block), _paragraph("", GAP)]
    return [_paragraph(block.caption, CAPTION), _grid(block, links, width), _paragraph("", GAP)]


def _grid(grid: Grid, links: "_Links", width: int) -> str:
    widths = column_widths(grid, width, size_pt=SMALL_PT if grid.is_small else BODY_PT, margin=_CELL_MARGIN)
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    style = SMALL_HEADING if grid.is_small else CELL_HEADING
    heading = "".join(
        _cell(one, [_paragraph(column.heading, style)], shade=True)
        for one, column in zip(widths, grid.columns, strict=True)
    )
    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heading}</w:tr>"
    rows = "".join(_row(grid, row, widths, links) for row in grid.rows)
    caption = f"<w:tblCaption w:val={as_attribute(grid.caption)}/>"
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_CELL_MARGINS}<w:tblLook w:val="0020" w:firstRow="1"/>{caption}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _row(grid: Grid, row: tuple[TableCell, ...], widths: list[int], links: "_Links") -> str:
    cells = []
    position = 0
    style, size = (SMALL_CELL, SMALL_PT) if grid.is_small else (CELL, BODY_PT)
    inner = [one / 20 - _CELL_MARGIN / 10 for one in widths]
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if is_short_row(row, inner, size * _SARABUN) else ""
    for cell in row:
        align = grid.columns[position].align if cell.span == 1 else "left"
        justify = "" if align == "left" else f'<w:jc w:val="{align}"/>'
        paragraphs = [
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{justify}</w:pPr>{_line(line, links)}</w:p>' for line in cell.lines
        ]
        wide = sum(widths[position : position + cell.span])
        cells.append(_cell(wide, paragraphs or [_paragraph("", style)], span=cell.span))
        position += cell.span
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _cell(width: int, paragraphs: list[str], *, span: int = 1, shade: bool = False) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shading = '<w:shd w:val="clear" w:color="auto" w:fill="E6EDF5"/><w:vAlign w:val="center"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{shading}</w:tcPr>{"".join(paragraphs)}</w:tc>'


def _signatures(block: Signatures, width: int) -> list[str]:
    each = width // max(1, len(block.signers))
    cells = []
    said = SIGNING_WORDS[block.language]
    for signer in block.signers:
        dots = "." * 30
        lines = (
            f"{said['sign']} {dots} {signer.duty}",
            f"({signer.name or '.' * 40})",
            f"{said['post']} {signer.post or '.' * 34}",
            f"{said['day']} {'.' * 24}",
        )
        cells.append(_cell(each, [_paragraph(line, SIGNATURE) for line in lines]))
    columns = f'<w:gridCol w:w="{each}"/>' * len(cells)
    lead = _paragraph(block.lead, LEAD) if block.lead else _paragraph("", GAP)
    return [
        lead,
        f'<w:tbl><w:tblPr><w:tblW w:w="{each * len(cells)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr></w:tbl>",
        _paragraph("", GAP),
    ]


def _paragraph(text: str, style: str, *, above: int = 0) -> str:
    """A paragraph; `above` is extra room over it in twentieths of a point."""
    run = _run(text) if text else ""
    spacing = f'<w:spacing w:before="{above}"/>' if above else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{spacing}</w:pPr>{run}</w:p>'


def _line(line: Line, links: "_Links") -> str:
    target = clickable(line.link)
    if target:
        label, shown = split_label(line)
        link = f'<w:hyperlink r:id="{links.get(target)}">{_run(shown, style=LINK)}</w:hyperlink>'
        return (_run(label) if label else "") + link
    return _run(line.text, style=BOLD if line.bold else "")


def _run(text: str, *, style: str = "") -> str:
    """A run; Thai letters are complex script, which Word must be told or it takes the Latin font and size."""
    is_thai = any("\u0e00" <= char <= "\u0e7f" for char in text)
    properties = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:cs/>" if is_thai else "")
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{as_xml(text)}</w:t></w:r>'


class _Links:
    """Relationships of hyperlinks, one for each address, and of pictures."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._ids: dict[str, str] = {}

    def get(self, address: str) -> str:
        if address not in self._ids:
            self._ids[address] = self._part.relate_to(address, _HYPERLINK, is_external=True)
        return self._ids[address]

    def picture(self, chart: Chart) -> str:
        """A paragraph with the chart as a picture; its words stand as the alternative text."""
        from docx.shared import Twips
        from lxml import etree

        inline = self._part.new_pic_inline(
            io.BytesIO(draw_png(chart.drawing)), width=Twips(round(chart.drawing.width * _CHART_UNIT))
        )
        inline.docPr.set("descr", fit_for_xml(chart.drawing.alt))
        return f"<w:p><w:r><w:drawing>{etree.tostring(inline).decode()}</w:drawing></w:r></w:p>"


def _section_break(footer_id: str, numbers: str, *, landscape: bool, is_cover: bool) -> str:
    page = _page(footer_id, numbers, landscape=landscape, is_cover=is_cover)
    return f'<w:p><w:pPr><w:pStyle w:val="{GAP}"/>{page}</w:pPr></w:p>'


def _page(footer_id: str, numbers: str, *, landscape: bool, is_cover: bool = False) -> str:
    size = f'w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"' if landscape else f'w:w="{_SHORT}" w:h="{_LONG}"'
    left, right, edge = (_SIDE, _SIDE, _EDGE) if landscape else (_WIDE_MARGIN, _MARGIN, _MARGIN)
    cover = "<w:titlePg/>" if is_cover else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footer_id}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz {size}/><w:pgMar w:top="{edge}" w:right="{right}" w:bottom="{edge}" w:left="{left}" '
        'w:header="709" w:footer="482" w:gutter="0"/>'
        f'<w:pgNumType w:fmt="{numbers}"/>{cover}</w:sectPr>'
    )


def _add_footer(document: Any, text: str, language: str) -> str:
    """The footer with form mark and page number; gives its relationship id."""
    from docx.oxml import parse_xml

    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    page = SIGNING_WORDS[language]["page"]
    tail = f'<w:r><w:rPr><w:cs/></w:rPr><w:t xml:space="preserve">{as_xml(text)} </w:t><w:tab/><w:t xml:space="preserve">{page} </w:t></w:r>'
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{'๑' if language == 'th' else 1}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    new = parse_xml(f'<w:p xmlns:w="{_W}"><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{tail}{field}</w:p>')
    paragraph.getparent().replace(paragraph, new)
    reference = document.sections[0]._sectPr.xpath("./w:footerReference")[0]
    return str(reference.get(f"{{{_R}}}id"))


def _set_properties(document: Any, report: Report) -> None:
    core = document.core_properties
    core.title, core.subject = _property(report.title), _property(report.subject)
    core.author = core.last_modified_by = _property(report.author)
    core.keywords = _property(", ".join(report.keywords))
    core.language = "th-TH" if report.language == "th" else "en-GB"
    core.comments = ""
    core.revision = 1
    core.created = core.modified = datetime.combine(report.made_on, time(), UTC).replace(tzinfo=None)


def _property(text: str) -> str:
    return fit_for_xml(text[:250])


def _stored(document: Any, report: Report) -> bytes:
    """The package with its entries dated by the report, so that the same report gives the same bytes."""
    written = io.BytesIO()
    document.save(written)
    target = io.BytesIO()
    stamp = (max(1980, report.made_on.year), report.made_on.month, report.made_on.day, 0, 0, 0)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, source.read(name))
    return target.getvalue()
