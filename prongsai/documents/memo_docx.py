"""Draws a memo as a Word document that a clerk can go on editing: TH SarabunPSK 16 pt, Thai as complex script."""

import io
import re
import zipfile
from datetime import UTC, datetime, time
from typing import Any

from prongsai.documents.docx_styles import set_up_styles
from prongsai.documents.memo import GARUDA_WORDS, LABELS, TITLE, TO, Memo, MemoOpinion, MemoSigner, dated_line
from prongsai.documents.xml_text import as_xml, fit_for_xml

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXT_WIDTH = 9_071  # twentieths of a point: A4 less 3 cm and 2 cm
_HALF = 4_536
_FIRST_LINE = '<w:ind w:firstLine="1418"/><w:jc w:val="thaiDistribute"/>'
_ITEM = '<w:ind w:left="1758" w:hanging="340"/>'
_SIGNER = '<w:ind w:left="3686"/><w:jc w:val="center"/>'
_TITLE_PT, _LABEL_PT, _SMALL_PT = 29, 20, 14
_GARUDA_TWIPS = 850  # 1.5 cm


def draw_memo_docx(memo: Memo) -> bytes:
    """The memo's bytes, the same for the same memo. Fonts are named, not embedded."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    set_up_styles(document, footer_width=_TEXT_WIDTH)
    properties = document.core_properties
    properties.title = fit_for_xml(memo.title[:250])
    properties.author = properties.last_modified_by = fit_for_xml(memo.author[:250])
    properties.language, properties.comments, properties.revision = "th-TH", "", 1
    properties.created = properties.modified = datetime.combine(memo.made_on, time(), UTC).replace(tzinfo=None)
    parts = [_head(_garuda(document, memo.garuda_png)), *_labels(memo), *_text(memo)]
    for one in memo.opinions:
        parts += _opinion(one)
    body = parse_xml(f'<w:body xmlns:w="{_W}">{"".join(parts)}{_page()}</w:body>')
    document.element.replace(document.element.body, body)
    return _stored(document, memo)


def _garuda(document: Any, png: bytes) -> str:
    """The picture as a run of its own, "" without one."""
    if not png:
        return ""
    from docx.shared import Cm
    from lxml import etree

    inline = document.part.new_pic_inline(io.BytesIO(png), height=Cm(1.5))
    inline.docPr.set("descr", GARUDA_WORDS)
    drawn = etree.tostring(inline).decode()
    return f"<w:r><w:drawing>{drawn}</w:drawing></w:r>"


def _head(garuda: str) -> str:
    """The garuda at the left and the title in the middle; without a picture the line is as high as it would be."""
    high = "" if garuda else f'<w:spacing w:line="{_GARUDA_TWIPS}" w:lineRule="atLeast"/>'
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{_HALF}"/></w:tabs>'
    return f"<w:p><w:pPr>{tabs}{high}</w:pPr>{garuda}<w:r><w:tab/></w:r>{_run(TITLE, bold=True, size=_TITLE_PT)}</w:p>"


def _labels(memo: Memo) -> list[str]:
    whole = _tabs((_TEXT_WIDTH, "right"))
    both = _tabs((_HALF, "left"), (_TEXT_WIDTH, "right"))
    return [
        f"<w:p><w:pPr>{whole}</w:pPr>{_labelled(LABELS['from'], memo.from_unit)}</w:p>",
        f"<w:p><w:pPr>{both}</w:pPr>{_labelled(LABELS['number'], memo.number)}{_labelled(LABELS['date'], memo.dated)}</w:p>",
        f"<w:p><w:pPr>{whole}</w:pPr>{_labelled(LABELS['subject'], _year_kept(memo.subject))}</w:p>",
        _paragraph(f"{TO}  {memo.to}", above=120),
    ]


def _labelled(label: str, value: str) -> str:
    """Label and value, then a dotted leader to the next tab stop."""
    return f"{_run(label, bold=True, size=_LABEL_PT)}{_run(f'  {value}')}<w:r><w:tab/></w:r>"


def _year_kept(subject: str) -> str:
    """No line ends before the year that closes a subject."""
    return re.sub(r" (?=[0-9๐-๙]{4}$)", "\N{NO-BREAK SPACE}", subject)


def _tabs(*stops: tuple[int, str]) -> str:
    inside = "".join(f'<w:tab w:val="{side}" w:leader="dot" w:pos="{at}"/>' for at, side in stops)
    return f"<w:tabs>{inside}</w:tabs>"


def _text(memo: Memo) -> list[str]:
    last = len(memo.paragraphs) - 1  # the signature never stands alone on a page
    parts = [
        _paragraph(one.text, _ITEM if one.is_item else _FIRST_LINE, above=0 if one.is_item else 120, keep=at == last)
        for at, one in enumerate(memo.paragraphs)
    ]
    return [*parts, *_signature(memo.signer, above=1_250)]


def _signature(signer: MemoSigner, *, above: int, keep: bool = False) -> list[str]:
    name, post = signer.name or "." * 44, signer.post or "." * 48
    return [_paragraph(f"({name})", _SIGNER, above=above, keep=True), _paragraph(post, _SIGNER, keep=keep)]


def _opinion(one: MemoOpinion) -> list[str]:
    parts = [_paragraph(one.heading, above=480, bold=True, keep=True)]
    parts += [_paragraph(line, '<w:ind w:left="1049" w:hanging="340"/>', keep=True) for line in one.lines]
    if not one.signed:
        tabs = _tabs((_TEXT_WIDTH, "right"))
        parts += [f"<w:p><w:pPr><w:keepNext/>{tabs}</w:pPr><w:r><w:tab/></w:r></w:p>"] * 3
    parts += _signature(one.signer, above=300 if one.signed else 1_000, keep=True)
    if one.signed:
        lines = one.signed.splitlines()  # together too: a code alone on a page says nothing
        return parts + [_paragraph(line, _SIGNER, size=_SMALL_PT, keep=line != lines[-1]) for line in lines]
    day = "".join(piece or "." * 14 for piece in dated_line(one.dated_on))
    return [*parts, _paragraph(f"วันที่ {day}", _SIGNER)]


def _paragraph(
    text: str, layout: str = "", *, above: int = 0, bold: bool = False, keep: bool = False, size: int = 0
) -> str:
    together = "<w:keepNext/><w:keepLines/>" if keep else ""
    spacing = f'<w:spacing w:before="{above}"/>' if above else ""
    return f"<w:p><w:pPr>{together}{spacing}{layout}</w:pPr>{_run(text, bold=bold, size=size) if text else ''}</w:p>"


def _run(text: str, *, bold: bool = False, size: int = 0) -> str:
    """A run; Thai letters are complex script, which Word must be told or it takes the Latin font and size."""
    is_thai = any("\u0e00" <= letter <= "\u0e7f" for letter in text)
    weight = "<w:b/><w:bCs/>" if bold else ""
    high = f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>' if size else ""
    inside = f"{weight}{high}{'<w:cs/>' if is_thai else ''}"
    properties = f"<w:rPr>{inside}</w:rPr>" if inside else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{as_xml(text)}</w:t></w:r>'


def _page() -> str:
    return (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="850" w:right="1134" w:bottom="1134" w:left="1701" w:header="482" w:footer="482" w:gutter="0"/>'
        '<w:pgNumType w:fmt="thaiNumbers"/></w:sectPr>'
    )


def _stored(document: Any, memo: Memo) -> bytes:
    """The package with its entries dated by the memo, so that the same memo gives the same bytes."""
    written, target = io.BytesIO(), io.BytesIO()
    document.save(written)
    stamp = (max(1980, memo.made_on.year), memo.made_on.month, memo.made_on.day, 0, 0, 0)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, source.read(name))
    return target.getvalue()
