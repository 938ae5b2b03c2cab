"""Reads presentations and OpenDocument files for the gate: every text of every part; no masked copy is made of them."""

from prongsai.adapters.gate.gathered import Gathered, safe_name
from prongsai.adapters.gate.office_parts import gather_attached, gather_properties, gather_unknown
from prongsai.adapters.gate.xml_flow import leaf_text, local, parse_part
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, both
from prongsai.core.personal_data.place import Place


def gather_slides(archive: Zip, gathered: Gathered) -> None:
    """A presentation, slides as pages; the speaker's notes and comments are hidden content."""
    known: set[str] = set()
    for number, name in enumerate(archive.list_parts("ppt/slides/slide", ".xml"), 1):
        root = parse_part(archive, name)
        known.add(name)
        if root is not None:
            lines = ["".join(paragraph.itertext()) for paragraph in root.iter() if local(paragraph) == "p"]
            gathered.text(Place("page", number), "\n".join(lines))
            gathered.text(Place("page", number), leaf_text(root), origin="hidden")
            if root.get("show") == "0":
                gathered.hidden(Place("page", number), "เป็นสไลด์ที่ซ่อนไว้", "the slide is hidden")
    notes = [
        name for name in archive.list_parts("ppt/notesSlides/notesSlide", ".xml") if _says_something(archive, name)
    ]
    if notes:
        gathered.hidden(Place("file"), "มีบันทึกของผู้บรรยาย", "there are speaker's notes", count=len(notes))
    comments = [name for name in archive.names() if name.startswith("ppt/comments/")]
    if comments:
        gathered.hidden(Place("comment", 1), "มีความคิดเห็นแนบอยู่", "there are comments", count=len(comments))
    gather_properties(archive, gathered)
    gather_attached(archive, gathered)
    gather_unknown(archive, gathered, known=known)


def _says_something(archive: Zip, name: str) -> bool:
    root = parse_part(archive, name)
    return root is not None and any(len((leaf.text or "").strip()) > 3 for leaf in root.iter() if local(leaf) == "t")


def gather_open_document(archive: Zip, gathered: Gathered) -> None:
    """An OpenDocument text or spreadsheet: paragraphs and cells, comments, tracked changes, styles, properties."""
    root = parse_part(archive, "content.xml")
    if root is None:
        raise CannotRead("damaged", both("ไม่พบเนื้อหาในไฟล์", "the file has no content part"))
    gathered.text(Place("file"), _seen_text(root))
    gathered.text(Place("part", name="content.xml"), leaf_text(root), origin="hidden")
    for name, th, en in (
        ("annotation", "มีความคิดเห็นแนบอยู่", "there are comments"),
        ("tracked-changes", "มีการติดตามการแก้ไข", "changes are tracked"),
        ("hidden-text", "มีข้อความที่ซ่อนไว้", "there is hidden text"),
    ):
        count = sum(1 for element in root.iter() if local(element) == name)
        if count:
            gathered.hidden(Place("file"), th, en, count=count)
    rows = sum(
        1
        for element in root.iter()
        if any(value == "collapse" and key.endswith("visibility") for key, value in element.attrib.items())
    )
    if rows:
        gathered.hidden(Place("file"), "มีแถวหรือคอลัมน์ที่ซ่อนไว้", "rows or columns are hidden", count=rows)
    for name in archive.names():
        if name.endswith((".xml",)) and name not in {"content.xml", "meta.xml", "META-INF/manifest.xml"}:
            part = parse_part(archive, name)
            if part is not None:
                gathered.text(Place("part", name=safe_name(name)), leaf_text(part), origin="hidden")
    gather_properties(archive, gathered)
    gather_attached(archive, gathered)


def _seen_text(root: object) -> str:
    pieces: list[str] = []
    for element in root.iter():  # type: ignore[attr-defined]
        name = local(element)
        if name in {"p", "h"}:
            is_cell = any(local(parent) == "table-cell" for parent in element.iterancestors())
            pieces += ["".join(element.itertext()), "\t" if is_cell else "\n"]
        elif name == "table-row":
            pieces.append("\n")
    return "".join(pieces)
