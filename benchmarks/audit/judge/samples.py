"""The labelled samples as pages to judge: where they are on this machine, how each kind is read, and our labels."""

import json
import re
from pathlib import Path
from typing import Any

import lxml.html

from prongsai.audit.page import PageLink, PageText

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT.parent / "shared" / "samples"
GOLD = ROOT / "tests" / "gold"
Row = dict[str, Any]

_BLOCKS = "p|div|li|tr|td|th|h1|h2|h3|h4|h5|h6|br|table|ul|section|article|title|option|label"
_BLANKS = re.compile(r"[ \t\u00a0]+")


def rows(name: str) -> list[Row]:
    """Our labels: "years", "items" or "elements"."""
    return [json.loads(line) for line in (GOLD / f"audit-{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def index() -> dict[str, Row]:
    """The samples' own index by file."""
    lines = (SAMPLES / "index.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["file"]: row for row in map(json.loads, lines)}


def read_page(file: str) -> PageText:
    """One sample as a page: HTML by its elements, a text as it is, the fragments of a page as its lines."""
    path = SAMPLES / file
    content = path.read_bytes()
    if path.suffix == ".json":
        found = json.loads(content)
        lines = found["fragments"]
        links = tuple(PageLink(address, "") for address in found.get("links", ()))
        return PageText("html", "\n".join(lines), links=links)
    if path.suffix == ".txt":
        return PageText("text", content.decode("utf-8", "replace"))
    return read_html(content.decode("utf-8", "replace"))


def read_html(markup: str) -> PageText:
    """Title, headings, lines of text and links of an HTML page."""
    if not markup.strip():
        return PageText("html")
    tree = lxml.html.fromstring(markup)
    for unseen in tree.xpath("//script|//style|//noscript|//template"):
        unseen.drop_tree()
    title = (tree.findtext(".//title") or "").strip()
    for head in tree.xpath("//head"):
        head.drop_tree()
    headings = tuple(filter(None, (_tidy(node.text_content()) for node in tree.xpath("//h1|//h2|//h3|//h4"))))
    links = tuple(PageLink(node.get("href") or "", _tidy(node.text_content())) for node in tree.xpath("//a[@href]"))
    for node in tree.iter():
        if isinstance(node.tag, str) and re.fullmatch(_BLOCKS, node.tag):
            node.tail = "\n" + (node.tail or "")
            node.text = "\n" + (node.text or "") if node.tag != "br" else node.text
    lines = (_tidy(line) for line in tree.text_content().splitlines())
    return PageText("html", "\n".join(line for line in lines if line), title, headings, links=links)


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text.replace("\n", " ")).strip()
