"""The labelled samples as pages to judge: where they are on this machine, how each kind is read, and our labels."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from prongsai.adapters.page_reader import build_page_reader
from prongsai.audit.page import PageLink, PageReader, PageText

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT.parent / "shared" / "samples"
GOLD = ROOT / "tests" / "gold"
Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    """Our labels: "years", "items" or "elements"."""
    return [json.loads(line) for line in (GOLD / f"audit-{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def labels() -> list[Row]:
    """Labels of items: our own and the samples', both made for another part of the program."""
    files = (GOLD / "items.jsonl", SAMPLES / "gold-items.jsonl")
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def index() -> dict[str, Row]:
    """The samples' own index by file."""
    lines = (SAMPLES / "index.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["file"]: row for row in map(json.loads, lines)}


@cache
def _reader() -> PageReader:
    return build_page_reader()


def read_page(file: str) -> PageText:
    """One sample as the product reads it; the fragments of a page, which are no page, as its lines."""
    path = SAMPLES / file
    content = path.read_bytes()
    if path.suffix == ".json":
        found = json.loads(content)
        links = tuple(PageLink(address, "") for address in found.get("links", ()))
        return PageText("html", "\n".join(found["fragments"]), links=links)
    content_type = "text/html; charset=utf-8" if path.suffix == ".html" else "text/plain; charset=utf-8"
    return _reader().read(content, content_type=content_type, name=path.name)
