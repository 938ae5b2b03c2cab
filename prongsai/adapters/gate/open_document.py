"""Reads OpenDocument (ODT, ODS, ODP) for the gate: text, tables, values of cells, headers, comments, changes, hidden content,
notes, embedded objects, earlier versions, properties."""

from typing import Any, Final

from prongsai.adapters.gate.gathered import Gathered, safe_name
from prongsai.adapters.gate.office_parts import PEOPLE, gather_properties, is_person
from prongsai.adapters.gate.open_document_flow import OpenBlock, cells_not_shown, telling_attributes, walk_open
from prongsai.adapters.gate.open_document_styles import Styles
from prongsai.adapters.gate.xml_flow import aside_text, attribute, local, parse_part
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, both
from prongsai.core.personal_data.find import Part
from prongsai.core.personal_data.place import Place

_COUNTED: Final = (
    ("annotation", "มีความคิดเห็นแนบอยู่", "there are comments"),
    ("tracked-changes", "มีการติดตามการแก้ไข ข้อความที่ลบยังอยู่ในไฟล์", "changes are tracked; deleted text is still in the file"),
    ("hidden-text", "มีข้อความที่ซ่อนไว้", "there is hidden text"),
    ("hidden-paragraph", "มีย่อหน้าที่ซ่อนไว้", "there are hidden paragraphs"),
    ("named-range", "มีการตั้งชื่อช่วงข้อมูล", "there are named ranges"),
    ("data-pilot-table", "มีตารางสรุปที่เก็บข้อมูลต้นทาง", "there are pivot tables with their sources"),
    ("script", "มีแมโครหรือสคริปต์", "there are macros or scripts"),
    ("form", "มีแบบฟอร์มฝังอยู่", "forms are embedded"),
    ("cell-range-source", "มีลิงก์ไปยังไฟล์อื่น", "there are links to other files"),
)  # fmt: skip
_OWN_PARTS: Final = frozenset(("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"))
_ATTACHED: Final = (
    ("Basic/", "มีแมโคร", "the file holds macros"),
    ("Scripts/", "มีแมโคร", "the file holds macros"),
    ("Versions/", "มีเอกสารรุ่นก่อนหน้าเก็บไว้ในไฟล์", "earlier versions are kept in the file"),
    ("media/", "มีเสียงหรือวิดีโอ", "there is sound or video"),
)
UNSEEN_NOTES: Final = 3


def gather_open_document(archive: Zip, gathered: Gathered) -> None:
    """Everything of an OpenDocument file. Raises CannotRead when its content cannot be read."""
    root = parse_part(archive, "content.xml")
    if root is None:
        raise CannotRead("damaged", both("ไม่พบเนื้อหาในไฟล์", "the file has no content part"))
    style_root = parse_part(archive, "styles.xml")
    styles = Styles([part for part in (root, style_root) if part is not None])
    _gather_content(root, gathered, styles)
    if style_root is not None:
        for block in walk_open(style_root):
            gathered.add(_part(block, Place("header")))
        for text in (aside_text(style_root), _attribute_text(style_root)):
            gathered.text(Place("part", name="styles.xml"), text, origin="hidden")
    for name in archive.names():
        if name.endswith(".xml") and name not in _OWN_PARTS:
            _gather_other(archive, name, gathered)
    _gather_attached(archive, gathered)
    _gather_meta(archive, gathered)
    gather_properties(archive, gathered)


def _gather_other(archive: Zip, name: str, gathered: Gathered) -> None:
    place = Place("part", name=safe_name(name))
    try:
        part = parse_part(archive, name)
    except CannotRead as error:
        if error.problem in {"too_big", "encrypted"}:
            raise
        gathered.cannot_tell(place, error.detail)
        return
    if part is not None:
        for block in walk_open(part):
            gathered.add(_part(block, place, is_hidden=True))
        gathered.text(place, aside_text(part), origin="hidden")
        gathered.text(place, _attribute_text(part), origin="hidden")


def _attribute_text(root: Any) -> str:
    return " ; ".join(
        value for element in root.iter() if isinstance(element.tag, str) for _, value in telling_attributes(element)
    )


def pages_of(root: Any) -> list[Any]:
    """The slides of a presentation or the pages of a drawing."""
    return [element for element in root.iter() if local(element) == "page" and "drawing" in element.tag]


def says_something(notes: Any) -> bool:
    """Whether a page of notes holds more than the number of its slide."""
    return any(
        len("".join(element.itertext()).strip()) > UNSEEN_NOTES for element in notes.iter() if local(element) == "p"
    )


def _gather_content(root: Any, gathered: Gathered, styles: Styles) -> None:
    pages = pages_of(root)
    if pages:
        for number, page in enumerate(pages, 1):
            for block in walk_open(page):
                gathered.add(_part(block, Place("page", number)))
            if styles.hides_page(page):
                gathered.hidden(Place("page", number), "เป็นสไลด์ที่ซ่อนไว้", "the slide is hidden")
    else:
        for block in walk_open(root):
            gathered.add(_part(block, Place("paragraph", block.first)))
    for text in (aside_text(root), _attribute_text(root)):
        gathered.text(Place("part", name="content.xml"), text, origin="hidden")
    for notes in [element for element in root.iter() if local(element) == "notes"]:
        if says_something(notes):
            gathered.hidden(Place("file"), "มีบันทึกของผู้บรรยาย", "there are speaker's notes")
        for block in walk_open(notes):
            gathered.add(_part(block, Place("note"), is_hidden=True))
    for kind in ("annotation", "deletion"):
        for element in [element for element in root.iter() if local(element) == kind]:
            for block in walk_open(element):
                gathered.add(
                    _part(block, Place("comment", 1) if kind == "annotation" else Place("file"), is_hidden=True)
                )
    for name, th, en in _COUNTED:
        count = sum(1 for element in root.iter() if local(element) == name)
        if count:
            gathered.hidden(Place("file"), th, en, count=count)
    _gather_hidden(root, gathered, styles)


def _gather_hidden(root: Any, gathered: Gathered, styles: Styles) -> None:
    sheets = [table for table in root.iter() if local(table) == "table" and styles.hides_table(table)]
    for sheet in sheets:
        name = safe_name(attribute(sheet, "name"))
        gathered.hidden(Place("sheet", name=name), "เป็นแผ่นงานที่ซ่อนไว้", "the sheet is hidden")
    tables = [element for element in root.iter() if local(element) == "table"]
    count = sum(1 for table in tables for cell in cells_not_shown(table) if "".join(cell.itertext()).strip())
    if count:
        gathered.hidden(Place("file"), "มีแถวหรือคอลัมน์ที่ซ่อนไว้", "rows or columns are hidden", count=count)
    spans = sum(1 for element in root.iter() if styles.hides_text(element) and "".join(element.itertext()).strip())
    if spans:
        gathered.hidden(
            Place("file"),
            "มีข้อความที่ตั้งให้ซ่อน เป็นสีขาว หรือเล็กจนมองไม่เห็น",
            "text is set hidden, white or too small to see",
            count=spans,
        )
    shapes = sum(1 for element in root.iter() if is_unseen_shape(element))
    if shapes:
        gathered.hidden(Place("file"), "มีวัตถุที่ซ่อนไว้", "shapes are hidden", count=shapes)


def is_unseen_shape(element: Any) -> bool:
    """Whether a shape is shown neither on a screen nor on paper."""
    return attribute(element, "display") in {"none", "printer"} and "drawing" in str(element.tag)


def _gather_attached(archive: Zip, gathered: Gathered) -> None:
    names = archive.names()
    for start, th, en in _ATTACHED:
        count = sum(1 for name in names if name.startswith(start) and not name.endswith(("-lc.xml", "-lb.xml")))
        if count:
            gathered.hidden(Place("attachment", name=start.rstrip("/")), th, en, count=count)
    for name in names:
        folder = name.partition("/")[0]
        is_object = name.startswith("Object ") and not name.startswith("ObjectReplacements")
        if is_object and ("/" not in name or not archive.has(f"{folder}/content.xml")):
            gathered.hidden(
                Place("attachment", name=safe_name(name)),
                "มีไฟล์ฝังอยู่ข้างใน ผู้อ่านเปิดออกมาได้",
                "a file is embedded; a reader can open it",
            )


def _gather_meta(archive: Zip, gathered: Gathered) -> None:
    """What OpenDocument says of its making beyond the names that other office files have."""
    root = parse_part(archive, "meta.xml")
    for element in () if root is None else root.iter():
        value = (element.text or "").strip()
        name = local(element)
        if name in {"initial-creator", "printed-by"} and is_person(value):
            th, en = PEOPLE["creator"]
            gathered.metadata(name, value, th=th, en=en)
        elif name == "user-defined" and value:
            label = safe_name(attribute(element, "name"))
            gathered.hidden(Place("property", name=label), "มีคุณสมบัติที่กำหนดเอง", "there are custom properties")
            gathered.text(Place("property", name=label), value, origin="hidden")
        elif name == "keyword" and value:
            gathered.text(Place("property", name=name), value, origin="hidden")


def _part(block: OpenBlock, place: Place, *, is_hidden: bool = False) -> Part:
    if block.is_row and place.unit == "paragraph":
        place = Place("cell", row=block.row, name=safe_name(block.sheet))
    also = tuple(f"{heading}: {value}" for _, value, heading in block.values)
    return Part(
        place,
        block.flow.text,
        "hidden" if is_hidden else "shown",
        contexts=block.contexts,
        is_row=block.is_row,
        starts=tuple(block.starts) if place.unit == "paragraph" else (),
        also=also,
    )
