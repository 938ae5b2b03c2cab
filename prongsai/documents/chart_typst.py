"""A drawing as typst takes it, and as the PNG that a Word document holds."""

import json
from functools import cache
from importlib import resources
from typing import Any

from prongsai.documents.chart import LETTER, LOOKS, Box, Drawing, Label, Segment, Shape
from prongsai.documents.fonts import get_font_folder
from prongsai.documents.pdf_characters import make_drawable

_PAGE = b"""#let data = json(bytes(sys.inputs.data))
#set page(width: data.width * 1pt, height: data.height * 1pt, margin: 0pt, fill: white)
#set text(lang: "th", font: "Sarabun", ligatures: false, hyphenate: false, overhang: false)
#drawing(data, 1pt)
"""
_PNG_PPI = 220


def describe_drawing(drawing: Drawing) -> dict[str, Any]:
    """What drawing.typ reads."""
    return {
        "width": drawing.width,
        "height": drawing.height,
        "alt": make_drawable(drawing.alt),
        "shapes": [_shape(shape) for shape in drawing.shapes],
    }


def draw_png(drawing: Drawing) -> bytes:
    """The drawing as a picture, 220 dots an inch at one point a unit."""
    drawn = _get_compiler().compile(
        input=read_drawing_template() + _PAGE,
        format="png",
        ppi=_PNG_PPI,
        sys_inputs={"data": json.dumps(describe_drawing(drawing), ensure_ascii=False)},
    )
    return bytes(drawn)


@cache
def read_drawing_template() -> bytes:
    """The shapes' part of a typst template; templates that draw charts begin with it."""
    return (resources.files("prongsai.documents") / "typst" / "drawing.typ").read_bytes()


@cache
def _get_compiler() -> Any:
    """One compiler for the process: fonts are read once."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[get_font_folder()])
    return typst.Compiler(read_drawing_template() + _PAGE, font_paths=fonts)


def _shape(shape: Shape) -> dict[str, Any]:
    if isinstance(shape, Label):
        return {
            "shape": "label",
            "x": shape.x,
            "y": shape.y,
            "anchor": shape.anchor,
            "strong": shape.is_strong,
            "size": LETTER,
            "units": [make_drawable(shape.text)],
        }
    look = LOOKS[shape.kind]
    drawn: dict[str, Any] = {
        "fill": None if look.fill == "none" else look.fill,
        "stroke": "#000000" if look.stroke == "none" else look.stroke,
        "thickness": look.width,
        "dash": list(look.dash),
    }
    if isinstance(shape, Segment):
        return {**drawn, "shape": "segment", "x1": shape.x1, "y1": shape.y1, "x2": shape.x2, "y2": shape.y2}
    if isinstance(shape, Box):
        return {**drawn, "shape": "box", "x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height}
    return {**drawn, "shape": "dot", "x": shape.x, "y": shape.y, "mark": shape.mark}
