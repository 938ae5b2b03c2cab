"""The style sheets and fonts of the public site, each under a name that carries its hash: kept by browsers for good."""

import hashlib
from functools import lru_cache
from importlib import resources

PREFIX = "static/portal/"
SHEETS = ("public.css", "embed.css")
FONTS = ("sarabun-regular.woff2", "sarabun-bold.woff2")
_TYPES = {"css": "text/css; charset=utf-8", "woff2": "font/woff2", "svg": "image/svg+xml"}


@lru_cache(maxsize=1)
def _contents() -> dict[str, tuple[str, bytes]]:
    """Plain name to (name with hash, bytes); the sheets name the fonts by theirs."""
    fonts = resources.files("prongsai.data") / "fonts"
    found = {name: _named(name, (fonts / name).read_bytes()) for name in FONTS}
    for of_sheet in SHEETS:
        sheet = (resources.files(__package__) / of_sheet).read_text(encoding="utf-8")
        for name in FONTS:
            sheet = sheet.replace(f"url({name})", f"url({found[name][0]})")
        found[of_sheet] = _named(of_sheet, sheet.encode())
    seal = resources.files("prongsai.web") / "static" / "web" / "seal.svg"
    found["seal.svg"] = _named("seal.svg", seal.read_bytes())
    return found


def _named(name: str, content: bytes) -> tuple[str, bytes]:
    stem, _dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}", content


def address(name: str) -> str:
    """The path of a file from the site's root, without the first slash."""
    return PREFIX + _contents()[name][0]


def find(path: str) -> tuple[bytes, str] | None:
    """Bytes and content type of a path as given by `address`; None for any other."""
    for name, (hashed, content) in _contents().items():
        if path == PREFIX + hashed:
            return content, _TYPES[name.rpartition(".")[2]]
    return None


def every() -> list[tuple[str, bytes]]:
    """Path and bytes of all, for the static copy."""
    return [(PREFIX + hashed, content) for hashed, content in _contents().values()]


@lru_cache(maxsize=1)
def build() -> str:
    """A word that changes when the style or a font does."""
    names = "".join(hashed for hashed, _content in _contents().values())
    return hashlib.sha256(names.encode()).hexdigest()[:10]
