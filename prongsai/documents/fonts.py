"""The font of printed documents: Sarabun (OFL 1.1) from the wheel fontpkg-sarabun, and what is known of its glyphs.

Sarabun at 10.5 pt is as wide as TH SarabunPSK at 16 pt, the size of official Thai documents.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from prongsai.core.errors import PersonError

FAMILY = "Sarabun"
FACES = ("Sarabun-Regular", "Sarabun-Bold")


@dataclass(frozen=True, slots=True)
class GlyphTable:
    """What one face says of its glyphs.

    `outlines`: fingerprint of a glyph's outline and width (see pdf_glyphs) -> the texts it can stand for, likeliest
    first. `advances`: character -> width in thousandths of the size; the font draws exactly these characters.
    """

    outlines: Mapping[str, tuple[str, ...]]
    advances: Mapping[str, int]


def get_font_folder() -> Path:
    """The folder of Sarabun's TTF files; PersonError when the wheel is missing."""
    spec = find_spec("fontpkg_sarabun")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "files"
        if (path / f"{FACES[0]}.ttf").is_file():
            return path
    raise PersonError(
        "ไม่พบแบบอักษร Sarabun (แพ็กเกจ fontpkg-sarabun) กรุณาติดตั้ง prongsai ใหม่ด้วยคำสั่ง pip install .",
        "The font Sarabun (package fontpkg-sarabun) is missing; install prongsai again with pip install .",
    )


def get_face_path(face: str) -> Path:
    """The TTF file of a face of FACES."""
    return get_font_folder() / f"{face}.ttf"


@cache
def get_glyph_table(face: str) -> GlyphTable:
    """The table of a face: from the package's data when made from this very font file, else computed (0.3 s a face)."""
    content = get_face_path(face).read_bytes()
    kept = _read_kept_tables().get(face)
    if kept is None or kept["sha256"] != sha256(content).hexdigest():
        from prongsai.documents.pdf_glyphs import compute_table

        kept = compute_table(content)
    return GlyphTable(
        outlines={key: tuple(texts) for key, texts in kept["outlines"].items()}, advances=kept["advances"]
    )


@cache
def _read_kept_tables() -> dict[str, Any]:
    text = (resources.files("prongsai.data") / "sarabun_glyphs.json").read_text(encoding="utf-8")
    tables: dict[str, Any] = json.loads(text)
    return tables
