"""Addresses of a site map (sitemaps.org): `urlset`, `sitemapindex` with the maps it names (and those they name), plain or gzip."""

import gzip
import io
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from prongsai.core.errors import OutsideError, PersonError

MOST_MAPS = 200
MOST_DEPTH = 4
"""Maps named by a map named by a map…: the protocol allows one level, sites have two."""
MOST_ADDRESSES = 2_000_000
MOST_BYTES = 60_000_000
"""The protocol's own cap is 50 MB a map."""


@dataclass(frozen=True, slots=True)
class MapProblem:
    """A sentence about addresses that are missing from the list: which map, and why."""

    message_th: str
    message_en: str


def read_sitemap(content: bytes, *, fetch: Callable[[str], bytes], tell: Callable[[MapProblem], None]) -> Iterator[str]:
    """Addresses in order, each once. `fetch` gets a map that an index names; it may raise OutsideError or PersonError.

    A map that cannot be had or read, and what is beyond the limits, is told, and the others go on. Raises PersonError
    for no site map.
    """
    maps, addresses = _read(content)
    if not maps and not addresses:
        raise PersonError(
            "แผนผังเว็บไซต์ไม่มีที่อยู่ใด ๆ กรุณาตรวจไฟล์ (ต้องเป็น urlset หรือ sitemapindex)",
            "the site map names no address: it must be a urlset or sitemapindex",
        )
    yield from _new(_all_addresses(maps, addresses, fetch, tell), tell)


def _all_addresses(
    maps: list[str], addresses: list[str], fetch: Callable[[str], bytes], tell: Callable[[MapProblem], None]
) -> Iterator[str]:
    """The addresses of a map, then those of the maps it names, in order, each map once."""
    yield from addresses
    named = set(maps)
    waiting = deque((url, 1) for url in dict.fromkeys(maps))
    for _ in range(MOST_MAPS):
        if not waiting:
            return
        url, depth = waiting.popleft()
        if depth > MOST_DEPTH:
            tell(_too_deep(url))
            continue
        try:
            inner, pages = _read(fetch(url))
        except (OutsideError, PersonError) as error:
            tell(_unread(url, error))
            continue
        if not inner and not pages:
            tell(_empty(url))
        yield from pages
        fresh = [one for one in dict.fromkeys(inner) if one not in named]
        named.update(fresh)
        waiting.extendleft((one, depth + 1) for one in reversed(fresh))
    if waiting:
        tell(_too_many(len(waiting)))


def _new(addresses: Iterator[str], tell: Callable[[MapProblem], None]) -> Iterator[str]:
    seen: set[str] = set()
    for url in addresses:
        if url in seen:
            continue
        if len(seen) == MOST_ADDRESSES:
            tell(
                MapProblem(
                    f"แผนผังเว็บไซต์มีมากกว่า {MOST_ADDRESSES:,} ที่อยู่ ส่วนที่เกินไม่ได้ตรวจ กรุณาแบ่งตรวจทีละแผนผังย่อย",
                    f"the site map names over {MOST_ADDRESSES:,} addresses; the rest is not checked: give the maps singly",
                )
            )
            return
        seen.add(url)
        yield url


def _unread(url: str, error: OutsideError | PersonError) -> MapProblem:
    return MapProblem(
        f"อ่านแผนผังย่อย {url} ไม่ได้: {error.message_th} (แผนผังอื่นตรวจต่อ)",
        f"the map {url} could not be read: {error.message_en} (the others go on)",
    )


def _empty(url: str) -> MapProblem:
    return MapProblem(
        f"แผนผังย่อย {url} ไม่มีที่อยู่ใด ๆ หรือไม่ใช่แผนผังเว็บไซต์", f"the map {url} names no address, or is no site map"
    )


def _too_deep(url: str) -> MapProblem:
    return MapProblem(
        f"แผนผังย่อย {url} ซ้อนลึกเกิน {MOST_DEPTH} ชั้น จึงไม่ได้อ่าน กรุณาสั่งตรวจที่อยู่นี้โดยตรง",
        f"the map {url} lies deeper than {MOST_DEPTH} maps and was not read: give its address by itself",
    )


def _too_many(count: int) -> MapProblem:
    return MapProblem(
        f"แผนผังเว็บไซต์มีแผนผังย่อยมากกว่า {MOST_MAPS} แผนผัง ไม่ได้อ่านอีกอย่างน้อย {count} แผนผัง กรุณาแบ่งตรวจทีละแผนผังย่อย",
        f"the site map names over {MOST_MAPS} maps; at least {count} were not read: give the maps singly",
    )


def _read(content: bytes) -> tuple[list[str], list[str]]:
    """Addresses of further maps, and of pages."""
    maps: list[str] = []
    pages: list[str] = []
    try:
        if content[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
                content = packed.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise PersonError(
                "แผนผังเว็บไซต์มีขนาดเกิน 60 MB กรุณาแบ่งไฟล์", "the site map is over 60 MB: split it into several"
            )
        parser = etree.iterparse(
            io.BytesIO(content), events=("end",), resolve_entities=False, no_network=True, recover=True
        )
        for _, element in parser:
            if isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "loc":
                parent = element.getparent()
                kind = parent.tag.rpartition("}")[2] if parent is not None and isinstance(parent.tag, str) else ""
                address = (element.text or "").strip()
                if address:
                    (maps if kind == "sitemap" else pages).append(address)
            elif isinstance(element.tag, str) and element.tag.rpartition("}")[2] in {"url", "sitemap"}:
                element.clear()
    except (etree.XMLSyntaxError, OSError, EOFError, zlib.error) as error:
        raise PersonError(
            f"อ่านแผนผังเว็บไซต์ไม่ได้ ({error}) กรุณาตรวจไฟล์ XML", f"the site map cannot be read ({error}): check the XML"
        ) from error
    return maps, pages
