"""Draws a memo as PDF: A4, tagged, PDF/A-2a and PDF/UA-1, text that copies exactly."""

import json
import struct
from base64 import b64encode
from datetime import UTC, datetime, time
from functools import cache, partial
from importlib import resources
from typing import Any

from prongsai import __version__
from prongsai.documents.fonts import get_font_folder
from prongsai.documents.memo import GARUDA_WORDS, LABELS, TITLE, TO, Memo, MemoOpinion, MemoSigner, dated_line
from prongsai.documents.pdf import PORTRAIT_WIDTH_PT, cut_into_lines, cut_into_units
from prongsai.documents.pdf_characters import make_drawable
from prongsai.documents.pdf_copyable import make_copyable

_FROM_PT, _NUMBER_PT, _SUBJECT_PT = 370.0, 175.0, 405.0  # widths beside the labels
_ITEM_PT, _OPINION_PT, _SIGNER_PT = 382.0, 418.0, 269.0
_SIGNED_PT = 9.2


def draw_memo_pdf(memo: Memo) -> bytes:
    """The memo's bytes, the same for the same memo. Characters no font at hand can draw are printed as □."""
    drawn = _get_compiler().compile(
        input=_read_template(),
        format="pdf",
        sys_inputs={"data": json.dumps(_describe(memo), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(memo.made_on, time(), UTC),
    )
    return make_copyable(bytes(drawn), creator=f"prongsai {__version__}")


def _describe(memo: Memo) -> dict[str, Any]:
    whole = partial(cut_into_units, width=PORTRAIT_WIDTH_PT)
    return {
        "title": make_drawable(memo.title),
        "author": make_drawable(memo.author),
        "heading": whole(TITLE, size=19.0, bold=True),
        "garuda": _as_drawing(memo.garuda_png) if memo.garuda_png else None,
        "garuda_words": GARUDA_WORDS,
        "labels": {key: whole(word, size=13.1, bold=True) for key, word in LABELS.items()},
        "from_unit": _each_line(memo.from_unit, _FROM_PT),
        "number": _each_line(memo.number, _NUMBER_PT),
        "dated": _each_line(memo.dated, _NUMBER_PT),
        "subject": _each_line(memo.subject, _SUBJECT_PT),
        "to_label": whole(TO),
        "to": whole(memo.to),
        "paragraphs": [
            {
                "is_item": one.is_item,
                "units": cut_into_units(one.text, width=_ITEM_PT if one.is_item else PORTRAIT_WIDTH_PT),
            }
            for one in memo.paragraphs
        ],
        "signer": _signer(memo.signer),
        "opinions": [_opinion(one) for one in memo.opinions],
    }


def _each_line(text: str, width: float) -> list[list[str]]:
    """A value as lines, each of which stands on its own dotted line."""
    return [[line] for line in cut_into_lines(text, width=width)]


def _as_drawing(png: bytes) -> str:
    """The picture inside an SVG: typst takes text as input, and a list of numbers takes it ten times as long."""
    wide, high = struct.unpack(">II", png[16:24])
    picture = f"data:image/png;base64,{b64encode(png).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
        f'<image width="{wide}" height="{high}" href="{picture}"/></svg>'
    )


def _signer(signer: MemoSigner) -> dict[str, Any]:
    right = partial(cut_into_units, width=_SIGNER_PT)
    return {"name": right(signer.name), "post": right(signer.post)}


def _opinion(one: MemoOpinion) -> dict[str, Any]:
    return {
        "heading": cut_into_units(one.heading, width=PORTRAIT_WIDTH_PT, bold=True),
        "lines": [cut_into_units(line, width=_OPINION_PT) for line in one.lines],
        "signer": _signer(one.signer),
        "signed": [cut_into_units(line, width=_SIGNER_PT, size=_SIGNED_PT) for line in one.signed.splitlines()],
        "dated": [cut_into_units(piece, width=_SIGNER_PT) for piece in dated_line(one.dated_on)],
    }


@cache
def _read_template() -> bytes:
    return (resources.files("prongsai.documents") / "typst" / "memo.typ").read_bytes()


@cache
def _get_compiler() -> Any:
    """One compiler for the process: fonts are read once."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[get_font_folder()])
    return typst.Compiler(_read_template(), font_paths=fonts)
