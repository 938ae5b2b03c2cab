"""Draws an order as PDF: A4, tagged, PDF/A-2a and PDF/UA-1, text that copies exactly."""

import json
from datetime import UTC, date, datetime, time
from functools import cache, partial
from importlib import resources
from typing import Any

from prongsai import __version__
from prongsai.documents.fonts import get_font_folder
from prongsai.documents.order import Order
from prongsai.documents.pdf import CELL_INSET_PT, PORTRAIT_WIDTH_PT, cut_into_units
from prongsai.documents.pdf_characters import make_drawable
from prongsai.documents.pdf_copyable import make_copyable

HEADINGS = ("ที่", "ชื่อ - สกุล", "ตำแหน่ง", "หน้าที่ในคณะทำงาน")
WIDTHS_PT = (26.0, 138.0, 150.0, 139.5)
DUTIES_LEAD = "ให้คณะทำงานมีหน้าที่ ดังนี้"
_INDENT_PT, _LEFT_PT = 71.0, 142.0


def draw_order_pdf(order: Order, *, author: str, made_on: date) -> bytes:
    """The order's bytes, the same for the same order and day."""
    drawn = _get_compiler().compile(
        input=_read_template(),
        format="pdf",
        sys_inputs={"data": json.dumps(_describe(order, author), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(made_on, time(), UTC),
    )
    return make_copyable(bytes(drawn), creator=f"prongsai {__version__}")


def _describe(order: Order, author: str) -> dict[str, Any]:
    whole = partial(cut_into_units, width=PORTRAIT_WIDTH_PT)
    listed = partial(cut_into_units, width=PORTRAIT_WIDTH_PT - _INDENT_PT)
    right = partial(cut_into_units, width=PORTRAIT_WIDTH_PT - _LEFT_PT)
    inner = [width - 2 * CELL_INSET_PT for width in WIDTHS_PT]
    return {
        "title": make_drawable(order.title),
        "author": make_drawable(author),
        "heading": whole(order.heading, size=13.0, bold=True),
        "number_line": whole(order.number_line),
        "subject": whole(order.subject, bold=True),
        "opening": [whole(text) for text in order.opening],
        "widths": WIDTHS_PT,
        "headings": [cut_into_units(text, width=w, bold=True) for text, w in zip(HEADINGS, inner, strict=True)],
        "rows": [
            [
                cut_into_units(text, width=w)
                for text, w in zip((row.number, row.name, row.post, row.duty), inner, strict=True)
            ]
            for row in order.rows
        ],
        "items_lead": whole(order.items_lead),
        "items": [listed(f"{name}: {codes}") for name, codes in order.items],
        "duties_lead": whole(DUTIES_LEAD),
        "clauses": [listed(text) for text in order.clauses],
        "effect": whole(order.effect),
        "date_line": right(order.date_line),
        "signer_name": right(order.signer_name),
        "signer_post": right(order.signer_post),
    }


@cache
def _read_template() -> bytes:
    return (resources.files("prongsai.documents") / "typst" / "order.typ").read_bytes()


@cache
def _get_compiler() -> Any:
    """One compiler for the process: fonts are read once."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[get_font_folder()])
    return typst.Compiler(_read_template(), font_paths=fonts)
