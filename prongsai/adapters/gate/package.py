"""An office package (DOCX, XLSX) taken apart and put together again without some of its parts."""

import io
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Any

from prongsai.adapters.gate.workbook import resolved
from prongsai.adapters.gate.xml_flow import attribute, local, mask_leaves, parse_xml, write_xml
from prongsai.adapters.page_zip import Zip
from prongsai.core.personal_data.find import mask_text

_TYPES = "[Content_Types].xml"
_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_DATE = (1980, 1, 1, 0, 0, 0)
_PLAIN_TYPES = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}


class Package:
    """The parts of an office file by name; changed here, then written. Raises CannotRead when one is broken or too large."""

    def __init__(self, archive: Zip) -> None:
        self.parts: dict[str, bytes] = {name: archive.read(name) for name in archive.names()}

    def change_xml(self, name: str, change: Callable[[Any], int]) -> int:
        """Let a function change the tree of a part; returns what it returns."""
        root = parse_xml(self.parts[name])
        count = change(root)
        self.parts[name] = write_xml(root)
        return count

    def drop(self, is_dropped: Callable[[str], bool]) -> None:
        """Leave out parts, the relations that lead to them, and their content types."""
        gone = {name for name in self.parts if name != _TYPES and is_dropped(name)}
        for name in gone:
            del self.parts[name]
        for name in [name for name in self.parts if name.endswith(".rels")]:
            folder, _, file = name.rpartition("/")
            owner = f"{folder[: -len('_rels')]}{file[: -len('.rels')]}"
            if file != ".rels" and owner not in self.parts:
                del self.parts[name]
                continue
            self.change_xml(name, partial(self._drop_relations, folder=folder[: -len("_rels")].rstrip("/")))
        self.change_xml(_TYPES, self._mend_types)

    def drop_unused_pictures(self) -> None:
        """Leave out pictures that no part draws any more: taken out of the text they would still be in the file."""
        drawn: set[str] = set()
        for name in [name for name in self.parts if name.endswith(".rels")]:
            folder, _, file = name.rpartition("/")
            owner = f"{folder[: -len('_rels')]}{file[: -len('.rels')]}"
            words = self.parts.get(owner, b"").decode("utf-8", errors="replace")
            for relation in parse_xml(self.parts[name]):
                if file == ".rels" or f'"{attribute(relation, "Id")}"' in words:
                    drawn.add(resolved(folder[: -len("_rels")].rstrip("/"), attribute(relation, "Target")))
        self.drop(lambda name: "/media/" in name and name not in drawn)

    def drop_remote(self) -> None:
        """Leave out relations to things outside the file that a program would fetch; links that a reader follows stay."""
        self.drop(lambda name: False)

    def _drop_relations(self, root: Any, *, folder: str) -> int:
        count = 0
        for relation in list(root):
            target = attribute(relation, "Target")
            if attribute(relation, "TargetMode") == "External":
                kind = attribute(relation, "Type").rpartition("/")[2]
                if kind != "hyperlink":  # templates and linked pictures tell a path, and are fetched on opening
                    root.remove(relation)
                    count += 1
                else:
                    relation.set("Target", mask_text(target)[0])
            elif resolved(folder, target).partition("#")[0] not in self.parts and not target.startswith("#"):
                root.remove(relation)
                count += 1
        return count

    def _mend_types(self, root: Any) -> int:
        for one in list(root):
            part = attribute(one, "PartName").lstrip("/")
            if local(one) == "Override" and part not in self.parts:
                root.remove(one)
            plain = _PLAIN_TYPES.get(attribute(one, "ContentType"))
            if plain:
                one.set("ContentType", plain)
        return 0

    def without_properties(self) -> None:
        """Empty properties in place of the file's own."""
        if "docProps/core.xml" in self.parts:
            self.parts["docProps/core.xml"] = _CORE
        if "docProps/app.xml" in self.parts:
            self.parts["docProps/app.xml"] = _APP

    def mask_rest(self, done: set[str]) -> int:
        """Hide what is found in every other XML part, letter by letter."""
        count = 0
        for name in list(self.parts):
            if name in done or name == _TYPES or name.endswith(".rels") or not name.endswith((".xml", ".vml")):
                continue
            count += self.change_xml(name, mask_leaves)
        return count

    def write(self) -> bytes:
        """The file: the same parts give the same bytes."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            for name in [_TYPES, *(name for name in self.parts if name != _TYPES)]:
                packed.writestr(zipfile.ZipInfo(name, _DATE), self.parts[name], zipfile.ZIP_DEFLATED)
        return target.getvalue()


def remove(element: Any) -> None:
    """Take an element out of its tree, the text behind it left where it is."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap(element: Any) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)
