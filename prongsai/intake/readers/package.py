"""The zip packages of Word and Excel: parts, relationships, and what made the file. XML never loads anything else."""

import io
import posixpath
import zipfile
import zlib
from typing import Any

from prongsai.intake.readers import refusal
from prongsai.intake.readers.kind import read_entry

Element = Any  # an lxml element; lxml's stubs lag behind its names


def parse_xml(content: bytes, *, name: str, kind: str) -> Element:
    """The root element; entities are not expanded, nothing is fetched. Raises PersonError when it is not XML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise refusal.damaged(name, kind, kind)  # office files never declare entities; bombs do
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error).lower():
            raise refusal.too_deep(name) from error
        raise refusal.damaged(name, kind, kind) from error
    return root


def local(element: Element) -> str:
    """The tag without its namespace, so that strict and transitional files read alike; "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, key: str) -> str | None:
    """The attribute `key` whatever its namespace."""
    value = element.get(key)
    if value is not None:
        return str(value)
    for full, found in element.items():
        if full.rpartition("}")[2] == key:
            return str(found)
    return None


def read_relations(archive: zipfile.ZipFile, part: str, *, name: str, kind: str) -> dict[str, tuple[str, str]]:
    """Relationships of a part by id: (last word of the type, target). Targets inside the package are full paths."""
    folder, file = posixpath.split(part)
    content = read_entry(archive, posixpath.join(folder, "_rels", f"{file}.rels"), name=name, kind=kind)
    if content is None:
        return {}
    relations: dict[str, tuple[str, str]] = {}
    for element in parse_xml(content, name=name, kind=kind):
        key, target = element.get("Id"), element.get("Target")
        if key is None or target is None:
            continue
        if element.get("TargetMode") != "External":
            target = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
        relations[key] = (element.get("Type", "").rpartition("/")[2], target)
    return relations


def read_app_name(content: bytes) -> str:
    """What the package says made it ("Microsoft Excel", "LibreOffice/…"), "" when it says nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read("docProps/app.xml").decode("utf-8", errors="replace")
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        return ""
    start, end = text.find("<Application>"), text.find("</Application>")
    return text[start + len("<Application>") : end].strip() if 0 <= start < end else ""
