"""A pool of real PDF files: one to four pages of Thai set by typst with a picture beside the title, 50 to 500 KB.

Their text map is put right as in the product's own reports, so that they read as the files of Word do: an office's usual PDF.
How the damaged ones of other programs are read, and what that costs, is measured in benchmarks/audit/text.
"""

import json
import struct
import zlib
from functools import cache
from pathlib import Path
from random import Random

import fontpkg_sarabun
import typst

from benchmarks.audit.site.thai_text import YEARS, agency, items, paragraph, table
from prongsai.documents.pdf_copyable import make_copyable

SMALLEST_BYTES, LARGEST_BYTES = 50_000, 500_000
_TYPST = """
#set page("a4", margin: 2.2cm)
#set text(font: "Sarabun", size: 12pt, lang: "th")
#let given = json(bytes(sys.inputs.given))
#place(top + right, image("picture.png", width: 2.4cm)) // on the page with the most text: a page of its own would be a scan
#v(2.4cm)
#align(center)[= #given.title]
#align(center)[#given.agency]
#for (number, one) in given.pages.enumerate() [
  #if number > 0 { pagebreak() }
  #for text in one.paragraphs [#par(text) ]
  #table(columns: (1cm, 1fr, 3cm, 3.4cm, 3.4cm), ..one.cells)
]
"""


def pdf_pool(folder: Path, *, seed: int, count: int) -> list[bytes]:
    """The files of a seed, made once and kept in the folder."""
    kept = folder / f"pdf4-{seed}-{count}"
    if not kept.is_dir():
        making = folder / f"{kept.name}.making"
        making.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            (making / f"{number:03}.pdf").write_bytes(make_pdf(Random(seed * 1000 + number), making))
        making.rename(kept)
    return [path.read_bytes() for path in sorted(kept.glob("*.pdf"))]


def make_pdf(draw: Random, folder: Path) -> bytes:
    """One file. The picture's noise brings it to the size drawn, between the two limits."""
    item, year, owner = draw.choice(items()), draw.choice(YEARS), agency(draw.randrange(400))
    pages = [
        {
            "paragraphs": [paragraph(draw, item, year, owner.name) for _ in range(draw.randint(2, 4))],
            "cells": [cell for row in table(draw, year, draw.randint(4, 9)) for cell in row],
        }
        for _ in range(draw.randint(1, 4))
    ]
    given = {"title": f"{item.title} ประจำปีงบประมาณ พ.ศ. {year}", "agency": owner.name, "pages": pages}
    side = int((draw.randint(20_000, 400_000) / 3) ** 0.5)
    (folder / "picture.png").write_bytes(noise_png(draw, side, side))
    (folder / "made.typ").write_text(_TYPST, encoding="utf-8")
    made = typst.compile(
        str(folder / "made.typ"),
        font_paths=_fonts(),
        sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
    )
    assert isinstance(made, bytes)
    made = make_copyable(made, creator="prongsai benchmark")
    if not SMALLEST_BYTES <= len(made) <= LARGEST_BYTES:
        return make_pdf(draw, folder)
    return made


@cache
def _fonts() -> typst.Fonts:
    """Looked for once: all fonts of the machine take longer than a document."""
    return typst.Fonts(font_paths=[str(Path(fontpkg_sarabun.__file__).parent)])


def noise_png(draw: Random, width: int, height: int) -> bytes:
    """A picture that cannot be packed much: about three bytes a pixel."""
    rows = b"".join(b"\0" + draw.randbytes(3 * width) for _ in range(height))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")
