"""The free Thai fonts that train and try the digit reader, split by family of design.

A family holds all fonts drawn from one another (Laksaman is TH Sarabun New; Waree's Thai is Arundina's), so that
no held-out digit has a sister among the trained ones.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont
from PIL import ImageFont

Split = Literal["train", "validation", "test"]


@dataclass(frozen=True, slots=True)
class Family:
    """Fonts of one design: which file names belong to it, whose they are and under which licence."""

    name: str
    split: Split
    files: str  # a pattern of the file name
    source: str
    licence: str


_TLWG = "Debian fonts-thai-tlwg 0.7.3"
_WEB = "npm @fontsource 5.3"
_DIP = "PyPI odoo-addon-l10n-th-fonts 18.0.1.0.0.2 (national fonts)"
_DIP_LICENCE = "DIP/SIPA font licence (free use and change), as in the file"
_GPL = "GPL-2+ with font exception"

FAMILIES = (
    Family("Garuda", "train", r"Garuda", _TLWG, _GPL),
    Family("Kinnari", "train", r"Kinnari", _TLWG, _GPL),
    Family("Norasi", "train", r"Norasi", _TLWG, _GPL),
    Family("Loma", "train", r"Loma", _TLWG, _GPL),
    Family("Purisa", "train", r"Purisa", _TLWG, _GPL),
    Family("Sawasdee", "train", r"Sawasdee", _TLWG, _GPL),
    Family("Tlwg Typewriter", "train", r"Tlwg", _TLWG, _GPL),
    Family("Baijam", "train", r"THBaijam|bai-jamjuree", f"{_DIP}; {_WEB}", f"{_DIP_LICENCE}; OFL 1.1"),
    Family("Chakra Petch", "train", r"THChakraPetch|chakra-petch", f"{_DIP}; {_WEB}", f"{_DIP_LICENCE}; OFL 1.1"),
    Family("K2D", "train", r"THK2D|k2d", f"{_DIP}; {_WEB}", f"{_DIP_LICENCE}; OFL 1.1"),
    Family("KoHo", "train", r"THKoHo", _DIP, _DIP_LICENCE),
    Family("Kodchasan", "train", r"THKodchasal", _DIP, _DIP_LICENCE),
    Family("Niramit", "train", r"THNiramit", _DIP, _DIP_LICENCE),
    Family("Mali", "train", r"THMali", _DIP, _DIP_LICENCE),
    Family("Kanit", "train", r"kanit", _WEB, "OFL 1.1"),
    Family("Taviraj", "train", r"taviraj", _WEB, "OFL 1.1"),
    Family("Itim", "train", r"itim", _WEB, "OFL 1.1"),
    Family("Umpush", "validation", r"Umpush", _TLWG, _GPL),
    Family("Fahkwang", "validation", r"THFahkwang|fahkwang", f"{_DIP}; {_WEB}", f"{_DIP_LICENCE}; OFL 1.1"),
    Family("Prompt", "validation", r"prompt", _WEB, "OFL 1.1"),
    Family("Sarabun", "test", r"Sarabun-|THSarabun|Laksaman", f"PyPI fontpkg-sarabun 1.0; {_DIP}; {_TLWG}", "OFL 1.1; OFL 1.1 and GPL-2+; GPL-2+"),
    Family("Noto Sans Thai", "test", r"NotoSansThai", "Debian fonts-noto-core 20201225", "OFL 1.1"),
    Family("Noto Looped Thai", "test", r"NotoLoopedThai", "Debian fonts-noto-core 20201225", "OFL 1.1"),
    Family("Noto Serif Thai", "test", r"NotoSerifThai", "Debian fonts-noto-core 20201225", "OFL 1.1"),
    Family("IBM Plex Sans Thai", "test", r"ibm-plex-sans-thai", _WEB, "OFL 1.1"),
    Family("Arundina", "test", r"Arundina|Waree", "Debian fonts-arundina 0.3.2; " + _TLWG, "Bitstream Vera"),
    Family("Krub", "test", r"THKrub", _DIP, _DIP_LICENCE),
    Family("Sriracha", "test", r"sriracha", _WEB, "OFL 1.1"),
)  # fmt: skip

_TOO_THIN_OR_FAT = re.compile(r"Thin|ExtraLight|ExtraBold|-[128]00-|-900-")


@dataclass(frozen=True, slots=True)
class Face:
    """One style of a family: the files to take a character from, the first that has it."""

    family: str
    name: str
    files: tuple[Path, ...]


def list_faces(folders: list[Path], split: Split) -> list[Face]:
    """The styles of a split found in the folders (with all below them), by name; raises LookupError when there are none."""
    found = sorted(
        path for folder in folders for path in folder.rglob("*") if path.suffix in {".ttf", ".otf", ".woff2"}
    )
    faces = []
    for family in FAMILIES:
        if family.split != split:
            continue
        for path in found:
            if not re.match(family.files, path.name) or _TOO_THIN_OR_FAT.search(path.name):
                continue
            if path.suffix == ".woff2" and "-thai-" not in path.name.replace("plex-sans-thai", "plex"):
                continue
            faces.append(Face(family.name, path.stem, (path, *_latin_of(path))))
    if not faces:
        raise LookupError(f"no font of the {split} split in {', '.join(map(str, folders))}")
    return faces


def _latin_of(path: Path) -> tuple[Path, ...]:
    """The file with the Latin letters and digits of a font whose Thai file has none."""
    if path.suffix == ".woff2":
        start, _, end = path.name.rpartition("-thai-")
        latin = path.with_name(f"{start}-latin-{end}")
    elif path.name.startswith("Noto"):
        weight = path.stem.rpartition("-")[2]
        latin = path.with_name(f"Noto{'Serif' if 'Serif' in path.name else 'Sans'}-{weight}.ttf")
    else:
        return ()
    return (latin,) if latin.exists() else ()


@cache
def characters_of(path: Path) -> frozenset[int]:
    """The code points a font file has a glyph for."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def open_font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """A font file at a size in pixels."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def consonant_height(path: Path) -> float:
    """The height of a consonant as a share of the size."""
    top = open_font(path, 200).getbbox("น", anchor="ls")[1]
    return -top / 200
