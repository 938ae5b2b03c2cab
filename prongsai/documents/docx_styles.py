"""Word styles of our documents: TH SarabunPSK 16 pt, Thai as complex script."""

from typing import Any

FONT, BODY_PT, SMALL_PT = "TH SarabunPSK", 16, 14

COVER, CAPTION, CELL, CELL_HEADING = "CoverLine", "TableCaption", "TableText", "TableHeading"
SMALL_CELL, SMALL_HEADING, GAP = "TableTextSmall", "TableHeadingSmall", "TableGap"
LIST, LEAD, SIGNATURE, BOLD, LINK = "PlainLine", "SignatureLead", "SignatureLine", "Strong", "Hyperlink"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def set_up_styles(document: Any, *, footer_width: int) -> None:
    """Replaces the template's fonts by ours in every style the document uses, and adds those it lacks.

    The page number stands `footer_width` twentieths of a point from the left margin.
    """
    styles = document.styles.element
    _set_defaults(styles)
    for style in (
        _style("Normal", "Normal", default=True),
        _style("BodyText", "Body Text", paragraph='<w:spacing w:after="120"/><w:ind w:firstLine="1134"/><w:jc w:val="thaiDistribute"/>'),
        _style("Title", "Title", size=22, bold=True, paragraph='<w:spacing w:before="120" w:after="120"/><w:jc w:val="center"/>'),
        _style("Heading1", "heading 1", size=18, bold=True, paragraph=_heading(0, '<w:jc w:val="center"/>')),
        _style("Heading2", "heading 2", size=17, bold=True, paragraph=_heading(1)),
        _style("Heading3", "heading 3", size=16, bold=True, paragraph=_heading(2)),
        _style(COVER, "Cover Line", size=20, bold=True, paragraph='<w:spacing w:before="240"/><w:jc w:val="center"/>'),
        _style(CAPTION, "Table Caption", bold=True, paragraph='<w:keepNext/><w:spacing w:before="120" w:after="60"/>'),
        _style(CELL, "Table Text", ),
        _style(CELL_HEADING, "Table Heading", bold=True, paragraph='<w:jc w:val="center"/>'),
        _style(SMALL_CELL, "Table Text Small", size=SMALL_PT),
        _style(SMALL_HEADING, "Table Heading Small", size=SMALL_PT, bold=True, paragraph='<w:jc w:val="center"/>'),
        _style(GAP, "Table Gap", size=3),
        _style(LIST, "Plain Line", paragraph='<w:ind w:left="709"/>'),
        _style(LEAD, "Signature Lead", paragraph='<w:keepNext/><w:spacing w:before="120"/><w:ind w:left="709"/>'),
        _style(SIGNATURE, "Signature Line", paragraph='<w:keepNext/><w:spacing w:before="60"/><w:jc w:val="center"/>'),
        _style(
            "Footer", "footer", size=14, paragraph=f'<w:tabs><w:tab w:val="right" w:pos="{footer_width}"/></w:tabs>'
        ),
        _character(BOLD, "Strong", "<w:b/><w:bCs/>"),
        _character(LINK, "Hyperlink", '<w:color w:val="0B4A8F"/><w:u w:val="single"/>'),
    ):  # fmt: skip
        _put(styles, style)


def _heading(level: int, align: str = "") -> str:
    return f'<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="80"/>{align}<w:outlineLvl w:val="{level}"/>'


def _letters(size: float, bold: bool) -> str:
    """Run properties in the order of the schema: fonts, bold, size, language."""
    weight = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    half = round(size * 2)
    return (
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>{weight}'
        f'<w:color w:val="000000"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/>'
    )


def _style(
    style_id: str, name: str, *, size: float = BODY_PT, bold: bool = False, paragraph: str = "", default: bool = False
) -> str:
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    mark = ' w:default="1"' if default else ""
    spacing = paragraph if not default else '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return (
        f'<w:style xmlns:w="{_W}" w:type="paragraph"{mark} w:styleId="{style_id}"><w:name w:val="{name}"/>{based}'
        f"<w:qFormat/><w:pPr>{spacing}</w:pPr><w:rPr>{_letters(size, bold)}</w:rPr></w:style>"
    )


def _character(style_id: str, name: str, properties: str) -> str:
    return (
        f'<w:style xmlns:w="{_W}" w:type="character" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{properties}</w:rPr></w:style>"
    )


def _put(styles: Any, style: str) -> None:
    from docx.oxml import parse_xml

    new = parse_xml(style)
    style_id = new.get(f"{{{_W}}}styleId")
    old = [one for one in styles if one.get(f"{{{_W}}}styleId") == style_id]
    if old:
        styles.replace(old[0], new)
    else:
        styles.append(new)


def _set_defaults(styles: Any) -> None:
    from docx.oxml import parse_xml

    defaults = parse_xml(
        f'<w:docDefaults xmlns:w="{_W}"><w:rPrDefault><w:rPr>{_letters(BODY_PT, bold=False)}</w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    old = styles.find(f"{{{_W}}}docDefaults")
    if old is not None:
        styles.replace(old, defaults)
    else:
        styles.insert(0, defaults)
