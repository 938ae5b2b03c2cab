"""The permanent public addresses, as paths: agency, fiscal year, item, publication, version, file; and news.

Paths are as a person reads them (Thai letters stand as they are); `encode_path` is for links and HTTP.
"""

import re
import unicodedata
from urllib.parse import quote

_UNSAFE = re.compile(r"[\s\x00-\x20\x7f/\\?#%:*\"<>|&;'`]+")
_ENDING = re.compile(r"[A-Za-z0-9]{1,8}")
NAME_LENGTH = 100
NAME_BYTES = 200
"""Of a file's name in UTF-8: most systems take 255, and a Thai letter has three."""
NEWS = "news"
EMBED = "embed"
_TAKEN = frozenset(("index.html", "index.htm"))
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)  # no file's name on Windows


def agency_path(slug: str) -> str:
    """The agency's front page: /khoksaat-chaiyaphum/."""
    return f"/{slug}/"


def year_path(slug: str, fiscal_year: int) -> str:
    """The item index of a Buddhist-era fiscal year: /khoksaat-chaiyaphum/2566/."""
    return f"/{slug}/{fiscal_year}/"


def item_path(slug: str, fiscal_year: int, code: str) -> str:
    """An item's page: /khoksaat-chaiyaphum/2566/o43/."""
    return f"/{slug}/{fiscal_year}/{code.lower()}/"


def news_list_path(slug: str) -> str:
    """The agency's news: /khoksaat-chaiyaphum/news/."""
    return f"/{slug}/{NEWS}/"


def embed_path(slug: str, fiscal_year: int | None = None) -> str:
    """What other sites frame: of a year, or of whatever year is the newest."""
    return f"/{slug}/{EMBED}/{fiscal_year}/" if fiscal_year else f"/{slug}/{EMBED}/"


def list_embed_paths(slug: str, fiscal_year: int) -> list[str]:
    """Every address that other sites may be given once a year is open, in Thai and English."""
    found = []
    for above in (f"/{slug}/{EMBED}/", f"/{slug}/en/{EMBED}/"):
        found += [above + rest for rest in ("", "items.html", "news/", "news.html")]
        found += [f"{above}{fiscal_year}/{rest}" for rest in ("", "items.html")]
    return found


def publication_path(slug: str, item: tuple[int, str] | None, number: int) -> str:
    """One publication of an item, given as (fiscal year, code); without an item one piece of news."""
    above = item_path(slug, *item) if item else news_list_path(slug)
    return f"{above}{number}/"


def version_path(slug: str, item: tuple[int, str] | None, number: int, version: int) -> str:
    """One version of a publication: /khoksaat-chaiyaphum/2566/o43/1/v2/."""
    return f"{publication_path(slug, item, number)}v{version}/"


def file_path(slug: str, item: tuple[int, str] | None, number: int, version: int, name: str) -> str:
    """A file of a version, by a name from `safe_file_name`."""
    return f"{version_path(slug, item, number, version)}{name}"


def encode_path(path: str) -> str:
    """The path with everything but plain letters percent-encoded as UTF-8."""
    return quote(path, safe="/-._~")


def safe_file_name(name: str, otherwise: str = "file") -> str:
    """A file name that is safe in a path on every system: no folder, blank, control or shell sign; Thai stays.

    At most 100 characters and 200 bytes of UTF-8, the ending kept. `otherwise` stands where nothing usable is left of
    the stem, and before a name that is taken.
    """
    plain = unicodedata.normalize("NFC", name)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    cleaned = _UNSAFE.sub("-", plain)
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or not _ENDING.fullmatch(ending):
        stem, ending = cleaned, ""
    room = len(ending) + 1
    stem = _first_bytes(stem.strip("-. ")[: NAME_LENGTH - room], NAME_BYTES - room).rstrip("-. ") or otherwise
    if f"{stem}.{ending}".casefold() in _TAKEN or _DEVICE.fullmatch(stem):
        stem = f"{otherwise}-{stem}"  # in a static copy the page of the version has the first
    return f"{stem}.{ending.lower()}" if ending else stem


def _first_bytes(text: str, most: int) -> str:
    """As many whole characters from the beginning as have no more than so many bytes in UTF-8."""
    return text.encode()[:most].decode(errors="ignore")
