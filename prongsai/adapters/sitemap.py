"""Addresses of a site map (sitemaps.org): `urlset`, `sitemapindex` with the maps it names, plain or gzip."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from itertools import islice

from lxml import etree

from prongsai.core.errors import PersonError

MOST_MAPS = 200
MOST_ADDRESSES = 2_000_000
MOST_BYTES = 60_000_000
"""The protocol's own cap is 50 MB a map."""


def read_sitemap(content: bytes, *, fetch: Callable[[str], bytes]) -> Iterator[str]:
    """Addresses in order, each once. `fetch` gets a map that an index names. Raises PersonError for no site map."""
    seen: set[str] = set()
    maps, addresses = _read(content)
    if not maps and not addresses:
        raise PersonError(
            "แผนผังเว็บไซต์ไม่มีที่อยู่ใด ๆ กรุณาตรวจไฟล์ (ต้องเป็น urlset หรือ sitemapindex)",
            "the site map names no address: it must be a urlset or sitemapindex",
        )
    yield from _new(addresses, seen)
    for url in islice(maps, MOST_MAPS):
        _, inner = _read(fetch(url))
        yield from _new(inner, seen)


def _new(addresses: list[str], seen: set[str]) -> Iterator[str]:
    for url in addresses:
        if url not in seen and len(seen) < MOST_ADDRESSES:
            seen.add(url)
            yield url


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
