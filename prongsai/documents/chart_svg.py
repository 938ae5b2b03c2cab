"""A drawing as SVG text, for pages and HTML documents: no script, no style, every text escaped.

Looks are presentation attributes, so that it shows the same where a page's policy forbids styles.
"""

from xml.sax.saxutils import escape, quoteattr

from prongsai.documents.chart import LETTER, LOOKS, Box, Dot, Drawing, Label, Segment, Shape

_FONT = "Sarabun, 'TH Sarabun New', 'Noto Sans Thai', 'Leelawadee UI', sans-serif"

_HALO = ' stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
"""Around numbers that stand on lines: other lines may cross there."""


def draw_svg(drawing: Drawing) -> str:
    """The drawing as an SVG element."""
    shapes = "".join(_shape(shape) for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" '
        f'aria-label={quoteattr(drawing.alt)} font-family="{_FONT}" font-size="{LETTER}">{shapes}</svg>'
    )


def _shape(shape: Shape) -> str:
    if isinstance(shape, Label):
        weight = f' font-weight="700"{_HALO}' if shape.is_strong else ""
        return (
            f'<text x="{shape.x:g}" y="{shape.y:g}" text-anchor="{shape.anchor}"{weight} '
            f'fill="{LOOKS["ink"].fill}">{escape(shape.text)}</text>'
        )
    look = LOOKS[shape.kind]
    dash = f' stroke-dasharray="{" ".join(f"{one:g}" for one in look.dash)}"' if look.dash else ""
    stroke = f' stroke="{look.stroke}" stroke-width="{look.width:g}"'
    if isinstance(shape, Segment):
        return f'<line x1="{shape.x1:g}" y1="{shape.y1:g}" x2="{shape.x2:g}" y2="{shape.y2:g}"{stroke}{dash}/>'
    if isinstance(shape, Box):
        return (
            f'<rect x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}" '
            f'fill="{look.fill}"{stroke}/>'
        )
    return _dot(shape, look.fill)


def _dot(dot: Dot, fill: str) -> str:
    x, y = dot.x, dot.y
    if dot.mark == "circle":
        return f'<circle cx="{x:g}" cy="{y:g}" r="4" fill="{fill}"/>'
    if dot.mark == "square":
        return f'<rect x="{x - 3.5:g}" y="{y - 3.5:g}" width="7" height="7" fill="{fill}"/>'
    points = (
        [(x, y - 4.5), (x + 4.3, y + 3.2), (x - 4.3, y + 3.2)]
        if dot.mark == "triangle"
        else [(x, y - 4.8), (x + 4.8, y), (x, y + 4.8), (x - 4.8, y)]
    )
    return f'<polygon points="{" ".join(f"{one:g},{other:g}" for one, other in points)}" fill="{fill}"/>'
