"""Pages for the tests: set by typst in a font that the reader was never trained on, drawn by PDFium, worn like a scan."""

import io
import random
from functools import cache
from pathlib import Path

import fontpkg_sarabun
import numpy as np
import pypdfium2
import typst
from PIL import Image, ImageFilter

SARABUN = Path(fontpkg_sarabun.__file__).parent / "files"
DEBIAN = Path("/usr/share/fonts/truetype")

_SOURCE = """
#set page(width: 595pt, height: 842pt, margin: 60pt)
#set text(font: "{font}", size: {points}pt, lang: "th", weight: "{weight}")
#set par(leading: 0.9em)
{body}
"""


@cache
def _fonts() -> typst.Fonts:
    folders = [str(folder) for folder in (SARABUN, DEBIAN) if folder.exists()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


@cache
def _families() -> frozenset[str]:
    return frozenset(_fonts().families())


@cache
def set_page(
    body: str, *, font: str = "Sarabun", points: float = 11, dpi: int = 150, weight: str = "regular"
) -> Image.Image:
    """An A4 page of typst source, as a picture (mode L); raises LookupError when the font is not on this machine."""
    if font not in _families():
        raise LookupError(font)
    source = _SOURCE.format(font=font, points=points, weight=weight, body=body)
    pdf = typst.compile(source.encode(), font_paths=_fonts())
    return pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil().convert("L")


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    """The picture saved and opened again."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("L")


def scanned(
    image: Image.Image, *, degrees: float = 0.8, quality: int = 40, grain: float = 9, seed: int = 4
) -> Image.Image:
    """The picture as an office's scanner gives it: askew, soft, grainy, compressed."""
    askew = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
    numbers = np.random.default_rng(seed)
    pixels = np.asarray(askew, dtype=np.float32) * 0.85 + 25 + numbers.normal(0, grain, (askew.height, askew.width))
    return jpeg(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), quality)


def numbers_page(count: int, seed: int, digits: str) -> tuple[list[str], str]:
    """`count` runs of 2 to 6 digits of a script among words, and the typst source of the page that has them."""
    chance = random.Random(seed)
    words = [
        "มาตรการ",
        "ส่งเสริม",
        "คุณธรรม",
        "และ",
        "ความโปร่งใส",
        "ภายใน",
        "หน่วยงาน",
        "ประจำปี",
        "งบประมาณ",
        "รายงาน",
        "ผล",
        "การดำเนินงาน",
        "โครงการ",
        "แผน",
        "ธรรมาภิบาล",
    ]
    runs, text = [], []
    for _ in range(count):
        run = "".join(chance.choices(digits, k=chance.randint(2, 6)))
        runs.append(run)
        text += [*chance.sample(words, 3), run]
    return runs, " ".join(text)
