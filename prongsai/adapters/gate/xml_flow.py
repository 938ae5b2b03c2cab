"""Text of XML as one string whose letters can be replaced where they stand, however many elements they are split over."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, both
from prongsai.core.personal_data.find import mask_span, mask_text, spans_to_mask


def parse_part(archive: Zip, name: str) -> Any | None:
    """The root element of a part, None when it is absent. Raises CannotRead when it is broken or declares entities."""
    content = archive.read(name)
    return parse_xml(content) if content.strip() else None


def parse_xml(content: bytes) -> Any:
    """The root of an XML document; nothing is fetched or expanded."""
    from lxml import etree

    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    if b"<!DOCTYPE" in head.upper() or b"<!ENTITY" in content:
        raise CannotRead(
            "damaged", both("ไฟล์มีการประกาศ entity ซึ่งไม่อ่าน", "the file declares entities, which are not read")
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CannotRead("damaged", both("เนื้อหา XML ในไฟล์เสียหาย", "XML inside the file is damaged")) from error


def write_xml(root: Any) -> bytes:
    """The part as bytes, as office programs write it."""
    from lxml import etree

    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def local(element: Any) -> str:
    """The name of an element without its namespace, "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


@dataclass(slots=True)
class Flow:
    """A string made of texts of elements (which can be changed) and of signs between them (which cannot)."""

    length: int = 0
    _slots: list[tuple[Any, str, int, int]] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)

    def add(self, element: Any, *, tail: bool = False) -> None:
        """The text of an element, or the text behind it."""
        name = "tail" if tail else "text"
        text = getattr(element, name) or ""
        if text:
            self._slots.append((element, name, self.length, self.length + len(text)))
            self.sign(text)

    def sign(self, text: str) -> None:
        """A sign that stands for no text: a tab, a break, a picture."""
        self._pieces.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        """The whole string."""
        return "".join(self._pieces)

    def mask(self, contexts: tuple[str, ...] = ()) -> int:
        """Hide every number and address in the elements; returns how many."""
        text = self.text
        spans = spans_to_mask(text, contexts=contexts)
        if not spans:
            return 0
        masked = list(text)
        for start, end, kind in spans:
            masked[start:end] = mask_span(text[start:end], kind)
        changed = "".join(masked)
        for element, name, start, end in self._slots:
            setattr(element, name, changed[start:end])
        return len(spans)


def flow_of(elements: Iterable[Any]) -> Flow:
    """The texts of these elements one after another."""
    flow = Flow()
    for element in elements:
        flow.add(element)
    return flow


_TOLD = frozenset(
    (
        "descr", "title", "tooltip", "alt", "Target", "tag", "alias", "val", "name", "displayName", "prompt", "text", "v",
        "instr", "displayText", "anchor", "docLocation", "location", "display",
    )
)  # fmt: skip
_WORD_VALUE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}value"  # of a choice in a list
_TOLD_APART = frozenset(("title", "desc"))  # of a picture in a paragraph
_PARAGRAPHS = frozenset(("p", "si", "is", "h"))
_MOST_TEXTS = 200_000


def _is_told(key: str) -> bool:
    return key.rpartition("}")[2] in _TOLD or key == _WORD_VALUE


def list_leaf_texts(root: Any) -> Iterator[str]:
    """Texts of elements and of telling attributes of a part that no reader knows better, one by one; paragraphs whole."""
    for element in root.iter():
        if local(element) in _PARAGRAPHS:
            yield "".join(element.itertext())
        if not isinstance(element.tag, str):
            yield element.text or ""  # a comment
            continue
        for text in (element.text, element.tail):
            if text and text.strip():
                yield text
        for key, value in element.attrib.items():
            if _is_told(key):
                yield str(value)


def leaf_text(root: Any) -> str:
    """All of them as one text; the sign between them parts numbers."""
    return " ; ".join(itertools.islice(list_leaf_texts(root), _MOST_TEXTS))


def aside_text(root: Any) -> str:
    """What a part says outside its paragraphs, which a reader has taken as blocks: single texts, telling attributes, comments."""
    return " ; ".join(itertools.islice(_list_aside_texts(root, is_inside=False), _MOST_TEXTS))


def _list_aside_texts(element: Any, *, is_inside: bool) -> Iterator[str]:
    if not isinstance(element.tag, str):
        yield element.text or ""  # a comment
        return
    is_inside = (is_inside or local(element) in _PARAGRAPHS) and local(element) not in _TOLD_APART
    if not is_inside and element.text and element.text.strip():
        yield element.text
    for key, value in element.attrib.items():
        if _is_told(key):
            yield str(value)
    for child in element:
        yield from _list_aside_texts(child, is_inside=is_inside)
        if not is_inside and child.tail and child.tail.strip():
            yield child.tail


def mask_leaves(root: Any) -> int:
    """Hide numbers and addresses in every text and telling attribute; returns how many."""
    count = 0
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            element.text = ""
            continue
        if local(element) in _PARAGRAPHS:
            count += flow_of(leaf for leaf in element.iter() if local(leaf) == "t").mask()
        for name in ("text", "tail"):
            text = getattr(element, name)
            if text and text.strip():
                masked, times = mask_text(text)
                if times:
                    setattr(element, name, masked)
                    count += times
        for key, value in element.attrib.items():
            if _is_told(key):
                masked, times = mask_text(str(value))
                if times:
                    element.set(key, masked)
                    count += times
    return count
