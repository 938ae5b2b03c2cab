"""Hyperlinks of an XLSX workbook, which calamine does not give."""

import io
import re
import zipfile

from prongsai.intake.readers.kind import read_entry
from prongsai.intake.readers.package import attribute, local, parse_xml, read_relations

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAX_LINKS = 50_000


def read_sheet_links(content: bytes, *, name: str) -> dict[str, dict[tuple[int, int], str]]:
    """Addresses by sheet name and (row, column) counted from 0; empty for workbooks that are no XLSX."""
    if not content.startswith(b"PK"):
        return {}
    found: dict[str, dict[tuple[int, int], str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not any("worksheets/_rels/" in entry for entry in archive.namelist()):
            return {}
        book = read_entry(archive, "xl/workbook.xml", name=name, kind="Excel")
        if book is None:
            return {}
        relations = read_relations(archive, "xl/workbook.xml", name=name, kind="Excel")
        for sheet in parse_xml(book, name=name, kind="Excel").iter():
            if local(sheet) != "sheet":
                continue
            part = relations.get(attribute(sheet, "id") or "", ("", ""))[1]
            links = _links_of(archive, part, name) if part else {}
            if links:
                found[sheet.get("name") or ""] = links
    return found


def _links_of(archive: zipfile.ZipFile, part: str, name: str) -> dict[tuple[int, int], str]:
    relations = read_relations(archive, part, name=name, kind="Excel")
    if not any(kind == "hyperlink" for kind, _ in relations.values()):
        return {}
    content = read_entry(archive, part, name=name, kind="Excel") or b""
    start = content.rfind(b"<hyperlinks")
    end = content.find(b"</hyperlinks>", start)
    if start < 0 or end < 0:
        return {}
    links: dict[tuple[int, int], str] = {}
    for match in re.finditer(rb"<hyperlink\b([^>]*)>", content[start:end]):
        attributes = match.group(1).decode("utf-8", errors="replace")
        cell = re.search(r'\bref="([A-Z]+[0-9]+)', attributes)
        key = re.search(r'\b(?:\w+:)?id="([^"]*)"', attributes)
        target = relations.get(key.group(1), ("", ""))[1] if key else ""
        place = _CELL.fullmatch(cell.group(1)) if cell else None
        if target and not target.startswith("#") and place and len(links) < _MAX_LINKS:
            links[int(place.group(2)) - 1, _column(place.group(1))] = target
    return links


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
