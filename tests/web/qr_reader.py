"""Reads QR codes with ZXing, out of pages drawn by something that knows nothing of how they were made."""

import io
from pathlib import Path

import typst
import zxingcpp
from PIL import Image

NO_FONTS = typst.Fonts(include_system_fonts=False)
_PAGE = """
#set page(width: auto, height: auto, margin: 0pt)
#image("code.svg", width: 3.4cm)
"""


def draw(svg: str, folder: Path, *, ppi: float = 200) -> Image.Image:
    """The picture of an SVG as typst's own renderer (resvg) sees it, as large as on a slip."""
    if "xmlns" not in svg:
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    (folder / "code.svg").write_text(svg, encoding="utf-8")
    (folder / "page.typ").write_text(_PAGE, encoding="utf-8")
    drawn = typst.compile(str(folder / "page.typ"), format="png", ppi=ppi, font_paths=NO_FONTS)
    return Image.open(io.BytesIO(drawn)).convert("L")


def read_all(picture: Image.Image) -> list[str]:
    """The text of every QR code in a picture, sorted."""
    return sorted(
        found.text for found in zxingcpp.read_barcodes(picture) if found.format == zxingcpp.BarcodeFormat.QRCode
    )
