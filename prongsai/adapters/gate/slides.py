"""Reads PPTX for the gate: slides, tables, notes, comments, hidden slides and shapes, alt text, sound, properties, embedded files."""

from typing import Any

from prongsai.adapters.gate.gathered import Gathered, safe_name
from prongsai.adapters.gate.office_parts import (
    DRAWING_SUFFIXES,
    PICTURE_SUFFIXES,
    gather_attached,
    gather_properties,
    gather_unknown,
)
from prongsai.adapters.gate.slide_flow import walk_slide
from prongsai.adapters.gate.xml_flow import aside_text, attribute, local, parse_part
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import both
from prongsai.core.personal_data.find import Part
from prongsai.core.personal_data.place import Place

ON = frozenset(("1", "true"))
_SHAPES = frozenset(("sp", "pic", "graphicFrame", "grpSp", "cxnSp"))
_MOST_OF_NOTHING = 3  # letters in a page of notes that holds only the number of its slide


def gather_slides(archive: Zip, gathered: Gathered) -> None:
    """A presentation, slides as pages; the speaker's notes and comments are hidden content."""
    known: set[str] = set()
    for number, name in enumerate(archive.list_parts("ppt/slides/slide", ".xml"), 1):
        root = parse_part(archive, name)
        known.add(name)
        if root is not None:
            _gather_slide(root, gathered, number)
    notes = [name for name in archive.list_parts("ppt/notesSlides/notesSlide", ".xml") if _says(archive, name)]
    if notes:
        gathered.hidden(Place("file"), "มีบันทึกของผู้บรรยาย", "there are speaker's notes", count=len(notes))
    for name in archive.list_parts("ppt/notesSlides/notesSlide", ".xml"):
        root = parse_part(archive, name)
        known.add(name)
        if root is not None:
            _gather_blocks(root, gathered, Place("note"), is_hidden=True)
            gathered.text(Place("note"), aside_text(root), origin="hidden")
    comments = [name for name in archive.names() if name.startswith(("ppt/comments/", "ppt/threadedComments/"))]
    if comments:
        gathered.hidden(Place("comment", 1), "มีความคิดเห็นแนบอยู่", "there are comments", count=len(comments))
    _gather_sound(archive, gathered)
    gather_properties(archive, gathered)
    gather_attached(archive, gathered)
    gather_unknown(archive, gathered, known=known)


def is_hidden_shape(element: Any) -> bool:
    """Whether a shape is switched off in the list of shapes."""
    if local(element) not in _SHAPES:
        return False
    for part in element:
        for child in part:
            if local(child) == "cNvPr":
                return attribute(child, "hidden") in ON
    return False


def is_hidden_slide(root: Any) -> bool:
    """Whether the show passes over a slide."""
    return attribute(root, "show") in {"0", "false"}


def _gather_slide(root: Any, gathered: Gathered, number: int) -> None:
    place = Place("page", number)
    _gather_blocks(root, gathered, place, is_hidden=is_hidden_slide(root))
    gathered.text(place, aside_text(root), origin="hidden")
    if is_hidden_slide(root):
        gathered.hidden(place, "เป็นสไลด์ที่ซ่อนไว้", "the slide is hidden")
    shapes = sum(1 for element in root.iter() if is_hidden_shape(element))
    if shapes:
        gathered.hidden(place, "มีวัตถุที่ซ่อนไว้ในสไลด์", "shapes of the slide are hidden", count=shapes)


def _gather_blocks(root: Any, gathered: Gathered, place: Place, *, is_hidden: bool) -> None:
    for block in walk_slide(root):
        gathered.add(
            Part(
                place, block.flow.text, "hidden" if is_hidden else "shown", contexts=block.contexts, is_row=block.is_row
            )
        )


def _says(archive: Zip, name: str) -> bool:
    root = parse_part(archive, name)
    return root is not None and any(
        len((leaf.text or "").strip()) > _MOST_OF_NOTHING for leaf in root.iter() if local(leaf) == "t"
    )


def _gather_sound(archive: Zip, gathered: Gathered) -> None:
    known = (*PICTURE_SUFFIXES, *DRAWING_SUFFIXES)
    for name in archive.names():
        if name.startswith("ppt/media/") and not name.lower().endswith(known):
            gathered.cannot_tell(
                Place("attachment", name=safe_name(name.rpartition("/")[2])),
                both("เป็นเสียงหรือวิดีโอ ซึ่งไม่ได้ฟังหรือดู", "sound or video, which is not listened to or watched"),
            )
