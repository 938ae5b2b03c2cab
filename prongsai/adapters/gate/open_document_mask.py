"""A masked copy of an OpenDocument file: numbers hidden wherever they are split, and nothing left that a reader would not see.

Formulas are dropped for their last values. Changes are taken as accepted; comments, hidden text, sheets, rows, columns and
slides, notes, forms, macros, embedded files, earlier versions, names, pivot tables, properties and thumbnails are left out.
Charts stay, with their own numbers hidden.
"""

import io
import re
import zipfile
from typing import Any, Final

from prongsai.adapters.gate.open_document import is_unseen_shape, pages_of
from prongsai.adapters.gate.open_document_flow import OpenBlock, cells_not_shown, telling_attributes, walk_open
from prongsai.adapters.gate.open_document_styles import Styles
from prongsai.adapters.gate.picture_mask import PictureMask, mask_media
from prongsai.adapters.gate.xml_flow import attribute, local, parse_xml, write_xml
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, both
from prongsai.core.personal_data.find import MASK, mask_text
from prongsai.core.personal_data.signature import says_signing

SUFFIXES: Final = {
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
}
_MANIFEST: Final = "META-INF/manifest.xml"
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_KEPT_PARTS: Final = frozenset(("content.xml", "styles.xml", "meta.xml", _MANIFEST))
_META: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>'
)
_GONE: Final = frozenset(
    ("annotation", "annotation-end", "tracked-changes", "change", "change-start", "change-end", "hidden-text", "hidden-paragraph",
     "notes", "forms", "control", "scripts", "event-listeners", "object-ole", "plugin", "applet", "floating-frame", "named-expressions",
     "database-ranges", "data-pilot-tables", "dde-links", "dde-connection-decls", "content-validations", "scenario",
     "consolidation", "detective", "cell-range-source", "table-source", "user-field-decls", "variable-decls", "label-ranges", "deletion",
     "alphabetical-index-auto-mark-file")
)  # fmt: skip
_FIELDS: Final = frozenset(
    ("user-field-get", "user-field-input", "variable-get", "variable-set", "variable-input", "user-defined", "initial-creator", "creator",
     "author-name", "author-initials", "printed-by", "description", "subject", "keywords", "sender-firstname", "sender-lastname", "sender-email",
     "sender-phone-private", "sender-phone-work", "text-input", "placeholder", "database-display", "conditional-text", "expression", "dde-connection", "script")
)  # fmt: skip
_VALUE_TYPE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_GEOMETRY: Final = re.compile(r"(?!.*[0-9]{9})[A-Za-z0-9\s?$()+\-*/.,]*", re.ASCII | re.DOTALL)
"""What the outline of a drawn shape is reckoned by, such as "?f0 *logwidth/21600": no words and no long number."""
_VALUES: Final = (
    "value",
    "string-value",
    "date-value",
    "time-value",
    "boolean-value",
    "currency",
    "value-type",
    "formula",
)


def mask_open_document(archive: Zip, pictures: PictureMask) -> tuple[bytes, int, str]:
    """(copy, how many places were hidden, suffix). Raises CannotRead for a kind that is no text, sheet or presentation."""
    kind = archive.read("mimetype").decode("ascii", errors="replace").strip().removesuffix("-template")
    suffix = SUFFIXES.get(kind)
    if suffix is None or archive.is_locked() or b"encryption-data" in archive.read(_MANIFEST):
        raise CannotRead(
            "unsupported",
            both(
                "เป็น OpenDocument ชนิดอื่นหรือมีรหัสผ่าน กรุณาบันทึกเป็น PDF",
                "another kind of OpenDocument, or locked; save it as PDF",
            ),
        )
    parts = {name: archive.read(name) for name in archive.names()}
    charts = {name.partition("/")[0] for name in parts if name.startswith("Object ") and name.endswith("/content.xml")}
    parts = {name: content for name, content in parts.items() if _is_kept(name, charts)}
    parts["meta.xml"] = _META
    roots = {
        name: parse_xml(content) for name, content in parts.items() if name.endswith(("content.xml", "styles.xml"))
    }
    count = 0
    for name, root in roots.items():
        folder = name.rpartition("/")[0]
        beside = roots.get(f"{folder}/styles.xml" if folder else "styles.xml")
        _clean(root, Styles([root] if beside is None or beside is root else [root, beside]), charts)
        count += _mask(root)
    _drop_unused_pictures(parts, roots)
    for name, root in roots.items():
        _drop_dangling(parts, name.rpartition("/")[0], root)
    for name, root in roots.items():
        parts[name] = write_xml(root)
    count += mask_media(parts, pictures)
    parts[_MANIFEST] = _manifest(parts)
    return _write(parts, kind), count, suffix


def _is_kept(name: str, charts: set[str]) -> bool:
    if name in _KEPT_PARTS:
        return True
    folder, _, rest = name.partition("/")
    if folder in charts:
        return rest in {"content.xml", "styles.xml"} or rest.startswith("Pictures/")
    return folder == "Pictures"


def _clean(root: Any, styles: Styles, charts: set[str]) -> None:
    """Take out whatever a reader does not see."""
    hidden_pages = [page for page in pages_of(root) if styles.hides_page(page)]
    if hidden_pages and len(hidden_pages) == len(pages_of(root)):
        raise CannotRead(
            "unsupported",
            both("ทุกสไลด์ตั้งเป็นซ่อนไว้ กรุณาเลิกซ่อนสไลด์ที่จะเผยแพร่", "every slide is hidden; unhide those to publish"),
        )
    gone = [
        element
        for element in root.iter()
        if local(element) in _GONE
        or is_unseen_shape(element)
        or (local(element) == "table" and styles.hides_table(element))
        or (styles.hides_text(element) and local(element) != "a")
        or (local(element) == "object" and attribute(element, "href").removeprefix("./") not in charts)
    ]
    for element in [*hidden_pages, *gone]:
        _take_out(element)
    for table in [element for element in root.iter() if local(element) == "table"]:
        for cell in list(cells_not_shown(table)):
            _empty(cell)
    for field in [element for element in root.iter() if local(element) in _FIELDS and ":text:" in str(element.tag)]:
        _as_text(field)
    for element in root.iter():
        for key in [key for key in element.attrib if key.endswith(("}content-validation-name", "}protection-key"))]:
            del element.attrib[key]
    for comment in [element for element in root.iter() if not isinstance(element.tag, str)]:
        _take_out(comment)


def _take_out(element: Any) -> None:
    """Take an element out, the text behind it left where it is; a paragraph stays, empty, for a cell may need one."""
    parent = element.getparent()
    if local(element) in {"p", "h"} or parent is None:
        for child in list(element):
            element.remove(child)
        element.text = None
        return
    before = element.getprevious()
    if element.tail and before is None:
        parent.text = (parent.text or "") + element.tail
    elif element.tail:
        before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _empty(cell: Any) -> None:
    for child in list(cell):
        cell.remove(child)
    _drop_values(cell)


def _drop_values(cell: Any) -> None:
    for key in [key for key in cell.attrib if key.rpartition("}")[2] in _VALUES]:
        del cell.attrib[key]


def _as_text(field: Any) -> None:
    """A field becomes the text it shows: on opening a program would fill it anew from what was left out."""
    parent = field.getparent()
    if parent is None:
        return
    span = parent.makeelement(field.tag.rpartition("}")[0] + "}span", {})
    span.text = "".join(field.itertext())
    span.tail = field.tail
    parent.replace(field, span)


def _mask(root: Any) -> int:
    """Hide numbers in texts, values and attributes."""
    count = 0
    for element in root.iter():
        for key in [key for key in element.attrib if key.endswith("}formula")]:
            if not (key.endswith(":drawing:1.0}formula") and _GEOMETRY.fullmatch(element.attrib[key])):
                del element.attrib[key]
    for block in list(walk_open(root)):
        count += _drop_signature(block)
    for block in list(walk_open(root)):  # anew: with a picture the text behind it moved
        found = block.flow.mask(block.contexts)
        count += found + _mask_values(block)
        if found and block.is_row:
            _make_texts(block)
    return count + _mask_attributes(root)


def _drop_signature(block: OpenBlock) -> int:
    """Take out pictures in the paragraphs of signing; returns how many."""
    frames = [
        element
        for paragraph in block.paragraphs
        if says_signing("".join(paragraph.itertext()))
        for element in paragraph.iter()
        if local(element) == "frame" and any(local(part) == "image" for part in element)
    ]
    for frame in frames:
        _take_out(frame)
    return len(frames)


def _mask_values(block: OpenBlock) -> int:
    """A cell whose value holds a number that it does not show becomes the text it shows, or the value masked."""
    count = 0
    for cell, value, heading in block.values:
        if mask_text(f"{heading}: {value}", contexts=block.contexts)[1]:
            _hold_text(cell)
            count += 1
    return count


def _make_texts(block: OpenBlock) -> None:
    """Cells that were masked hold their text only: a program would show the value."""
    for cell in block.cells:
        if MASK in "".join(cell.itertext()):
            _hold_text(cell)


def _hold_text(cell: Any) -> None:
    """The cell holds the text it shows; without the word for that a chart would leave it out."""
    _drop_values(cell)
    cell.set(_VALUE_TYPE, "string")


def _mask_attributes(root: Any) -> int:
    """Hide numbers in attributes and in texts that are in no paragraph: names, titles, descriptions, addresses of links."""
    count = 0
    for element in root.iter():
        for name in ("text", "tail"):
            text = getattr(element, name)
            if text and text.strip():
                masked, times = mask_text(text)
                if times:
                    setattr(element, name, masked)
                    count += times
        for key, value in list(telling_attributes(element)):
            masked, times = mask_text(value)
            if times:
                element.set(key, masked)
                count += times
    return count


def _drop_unused_pictures(parts: dict[str, bytes], roots: dict[str, Any]) -> None:
    used = {
        f"{name.rpartition('/')[0]}/{href}".lstrip("/")
        for name, root in roots.items()
        for element in root.iter()
        if isinstance(element.tag, str) and (href := attribute(element, "href").removeprefix("./"))
    }
    for name in [name for name in parts if "Pictures/" in name and name not in used]:
        del parts[name]


def _drop_dangling(parts: dict[str, bytes], folder: str, root: Any) -> None:
    """Leave out pictures that went, and those elsewhere, which would be fetched on opening."""
    for element in [
        element for element in root.iter() if local(element) in {"image", "fill-image", "background-image"}
    ]:
        href = attribute(element, "href").removeprefix("./")
        if href and f"{folder}/{href}".lstrip("/") not in parts:
            _take_out(element)


def _manifest(parts: dict[str, bytes]) -> bytes:
    """The list of parts without those left out."""
    root = parse_xml(parts[_MANIFEST])
    folders = {f"{name.rpartition('/')[0]}/" for name in parts if "/" in name}
    for entry in list(root):
        path = attribute(entry, "full-path")
        if path != "/" and path not in parts and path not in folders:
            root.remove(entry)
    return write_xml(root)


def _write(parts: dict[str, bytes], kind: str) -> bytes:
    """The file: the kind first and unpacked, as the standard asks; the same parts give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("mimetype", _DATE), kind, zipfile.ZIP_STORED)
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
