"""Draws a Report as PDF: tagged, written to PDF/A-3a and PDF/UA-1, with the plan attached, text that copies exactly.

typst lays out and tags (documents/typst/report.typ), pdf_copyable rewrites the text maps. Why: docs/decisions/0003.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from functools import cache, lru_cache, partial
from importlib import resources
from typing import Any

from prongsai import __version__
from prongsai.documents.chart_typst import describe_drawing, read_drawing_template
from prongsai.documents.fonts import FACES, get_font_folder, get_glyph_table
from prongsai.documents.pdf_characters import make_drawable
from prongsai.documents.pdf_copyable import make_copyable
from prongsai.documents.pdf_lines import BLANK, pack_lines, split_units
from prongsai.documents.report import (
    SIGNING_WORDS,
    Chart,
    Cover,
    Grid,
    Heading,
    Line,
    Prose,
    Report,
    Section,
    Signatures,
)
from prongsai.documents.row_height import is_short_row

BODY_PT, SMALL_PT, FOOTER_PT, TITLE_PT, COVER_PT = 10.5, 9.2, 9.2, 15.8, 13.0
PORTRAIT_WIDTH_PT, LANDSCAPE_WIDTH_PT = 453.5, 756.8  # A4 less the margins of report.typ
LANDSCAPE_LEFT_PT = 42.5
CELL_INSET_PT = 4.0
CHART_UNIT_PT = 0.82  # the letters of a chart are then as large as those of the text
_ATTACHMENT = "แผนในรูปแบบที่เครื่องอ่านได้ (prongsai/plan/1) / the plan in machine-readable form"
_UNTITLED = "เอกสาร"  # PDF/UA refuses a document without a title
_LINKABLE = ("http://", "https://", "mailto:")


def draw_pdf(report: Report, *, attached_plan_json: str | None) -> bytes:
    """The report as a PDF file. `attached_plan_json` becomes the attachment plan.json (AFRelationship Data).

    Same report and plan, same bytes: the file's date is `report.made_on`. Characters no font at hand can draw are
    printed as □. Raises PersonError when the fonts or the word list are not installed.
    """
    return make_copyable(_draw(report, attached_plan_json), creator=f"prongsai {__version__}")


def _draw(report: Report, attached_plan_json: str | None) -> bytes:
    """The PDF as typst writes it."""
    drawn = _get_compiler().compile(
        input=_read_template(),
        format="pdf",
        sys_inputs={"data": json.dumps(_describe(report, attached_plan_json), ensure_ascii=False)},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=datetime.combine(report.made_on, time(), UTC),
    )
    return bytes(drawn)


@cache
def _read_template() -> bytes:
    return read_drawing_template() + (resources.files("prongsai.documents") / "typst" / "report.typ").read_bytes()


@cache
def _get_compiler() -> Any:
    """One compiler for the process: fonts are read once."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[get_font_folder()])
    return typst.Compiler(_read_template(), font_paths=fonts)


def _describe(report: Report, attached_plan_json: str | None) -> dict[str, Any]:
    """What report.typ reads: the report with every text cut into units for the width it stands in."""
    landscape_cover = bool(report.sections) and all(section.landscape for section in report.sections)
    cover_width = LANDSCAPE_WIDTH_PT if landscape_cover else PORTRAIT_WIDTH_PT
    level = 1
    sections: list[dict[str, Any]] = []
    for section in report.sections:
        drawn, level = _describe_section(section, level)
        if section.follows_on and sections and sections[-1]["landscape"] == section.landscape:
            sections[-1]["blocks"] += drawn["blocks"]
        else:
            sections.append(drawn)
    return {
        "title": make_drawable(report.title).strip() or _UNTITLED,
        "author": make_drawable(report.author),
        "subject": make_drawable(report.subject),
        "keywords": [make_drawable(word) for word in report.keywords],
        "language": report.language,
        "said": SIGNING_WORDS[report.language],
        "footer": _words(report.footer, width=LANDSCAPE_WIDTH_PT * 0.4, size=FOOTER_PT),
        "cover": _describe_cover(report.cover, cover_width) | {"landscape": landscape_cover},
        "sections": sections,
        "attachment": attached_plan_json,
        "attachment_description": _ATTACHMENT,
    }


def _describe_cover(cover: Cover, width: float) -> dict[str, Any]:
    title = partial(_words, width=width, size=TITLE_PT, bold=True)
    rest = partial(_words, width=width, size=COVER_PT, bold=True)
    return {
        "title": [title(text) for text in cover.title],
        "period": [rest(text) for text in cover.period],
        "agency": [rest(text) for text in cover.agency],
    }


def _describe_section(section: Section, level: int) -> tuple[dict[str, Any], int]:
    """The section, and the level of its last heading: PDF/UA wants no level skipped on the way down."""
    width = LANDSCAPE_WIDTH_PT if section.landscape else PORTRAIT_WIDTH_PT
    blocks: list[dict[str, Any]] = []
    for block in section.blocks:
        if isinstance(block, Heading):
            level = max(1, min(block.level, level + 1))
            blocks.append(
                {"kind": "heading", "level": level, "units": _words(block.text, width=width, size=13, bold=True)}
            )
        elif isinstance(block, Prose):
            inner = width - (36 if block.is_list else 0)
            # Its lines are not all as wide, for the indent: typst fills them.
            lines = _describe_lines(block.lines, inner, cut=_words)
            blocks.append({"kind": "prose", "is_list": block.is_list, "lines": lines})
        elif isinstance(block, Grid):
            blocks.append(_describe_grid(block, width))
        elif isinstance(block, Chart):
            drawn = describe_drawing(block.drawing)
            caption = _words(block.caption, width=width, bold=True)
            blocks.append({"kind": "chart", "caption": caption, "unit": CHART_UNIT_PT, "drawing": drawn})
        else:
            blocks.append(_describe_signatures(block, width))
    return {"landscape": section.landscape, "blocks": blocks}, level


def _describe_lines(
    lines: Sequence[Line], width: float, size: float = BODY_PT, cut: Callable[..., list[str]] | None = None
) -> list[dict[str, Any]]:
    cut = cut or _lines
    return [
        {
            "units": cut(line.text, width=width, size=size, bold=line.bold),
            "bold": line.bold,
            "link": line.link if line.link and line.link.startswith(_LINKABLE) else None,
        }
        for line in lines
    ]


def _describe_grid(grid: Grid, width: float) -> dict[str, Any]:
    total = sum(column.weight for column in grid.columns)
    widths = [width * column.weight / total for column in grid.columns]
    inners = [one - 2 * CELL_INSET_PT for one in widths]
    size = SMALL_PT if grid.is_small else BODY_PT
    rows = []
    for row in grid.rows:
        at, cells = 0, []
        for cell in row:
            inner = sum(widths[at : at + cell.span]) - 2 * CELL_INSET_PT
            align = grid.columns[min(at, len(widths) - 1)].align if cell.span == 1 else "left"
            cells.append({"span": cell.span, "align": align, "lines": _describe_lines(cell.lines, inner, size)})
            at += cell.span
        rows.append({"cells": cells, "whole": is_short_row(row, inners, size)})
    return {
        "kind": "grid",
        "caption": _words(grid.caption, width=width, bold=True),
        "size": size,
        "columns": [
            {
                "heading": _words(column.heading, width=inner - 2 * CELL_INSET_PT, size=size, bold=True),
                "weight": column.weight,
            }
            for column, inner in zip(grid.columns, widths, strict=True)
        ],
        "rows": rows,
    }


def _describe_signatures(block: Signatures, width: float) -> dict[str, Any]:
    words = partial(_words, width=width / max(1, min(len(block.signers), 3)) - 40)
    return {
        "kind": "signatures",
        "lead": _words(block.lead, width=width),
        "signers": [
            {"duty": words(one.duty), "post": words(one.post), "name": words(one.name) if one.name else None}
            for one in block.signers
        ],
    }


def cut_into_lines(text: str, *, width: float, size: float = BODY_PT, bold: bool = False) -> list[str]:
    """A text as the lines it takes in a column: for a template that draws each line by itself."""
    return [line for line in _lines(text, width=width, size=size, bold=bold) if line != BLANK]


@lru_cache(maxsize=20_000)
def _lines(text: str, *, width: float, size: float = BODY_PT, bold: bool = False) -> list[str]:
    """A paragraph of a table cell as its lines: what fits the column whole is not even cut into words."""
    drawable, measure = make_drawable(text), partial(_measure, size=size, face=FACES[bold])
    whole = " ".join(drawable.split())
    if measure(whole) <= width:
        return [whole] if whole else []
    return pack_lines(split_units(drawable, width=width, measure=measure), width=width, measure=measure)


@lru_cache(maxsize=2_000)
def _words(text: str, *, width: float, size: float = BODY_PT, bold: bool = False) -> list[str]:
    return split_units(make_drawable(text), width=width, measure=partial(_measure, size=size, face=FACES[bold]))


def cut_into_units(text: str, *, width: float, size: float = BODY_PT, bold: bool = False) -> list[str]:
    """A text for a typst template of ours: units that stay on one line, " " where a line may end."""
    return _words(text, width=width, size=size, bold=bold)


def _measure(text: str, *, size: float, face: str) -> float:
    """Width in pt; 2 % is added because letter pairs may be set apart."""
    advances = get_glyph_table(face).advances
    return sum(advances.get(char, 700) for char in text) * size / 980
