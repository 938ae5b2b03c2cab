"""Reads DOCX for the gate: body, headers, footers, notes, comments, changes, hidden text, text boxes, properties, embedded files."""

from typing import Any

from prongsai.adapters.gate.gathered import Gathered
from prongsai.adapters.gate.office_parts import gather_attached, gather_properties, gather_unknown
from prongsai.adapters.gate.word_blocks import WordBlocks
from prongsai.adapters.gate.xml_flow import aside_text, attribute, local, parse_part
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, both
from prongsai.core.personal_data.place import Place, PlaceUnit

_CHANGES = frozenset(("ins", "del", "moveFrom", "moveTo"))
_OFF = frozenset(("0", "false", "off", "none"))
_MOST_PARENTS = 20
_WHITE = frozenset(("FFFFFF", "FEFEFE", "FDFDFD"))


def gather_word(archive: Zip, gathered: Gathered) -> None:
    """Everything of a Word file. Raises CannotRead when its body cannot be read."""
    known: set[str] = set()
    main = next((name for name in ("word/document.xml", "word/document2.xml") if archive.has(name)), "")
    body = parse_part(archive, main)
    if body is None:
        raise CannotRead("damaged", both("ไม่พบเนื้อหาในไฟล์", "the file has no content part"))
    known.add(main)
    hidden_styles = list_hidden_styles(archive)
    _gather_part(body, gathered, "paragraph", 0, hidden_styles)
    for name, unit, number in list_side_parts(archive):
        root = parse_part(archive, name)
        known.add(name)
        if root is None:
            continue
        if unit == "comment":
            comments = [element for element in root if local(element) == "comment"]
            if comments:
                _gather_comments(comments, gathered)
            continue
        _gather_part(root, gathered, unit, number, hidden_styles)
    gather_properties(archive, gathered)
    gather_attached(archive, gathered)
    gather_unknown(archive, gathered, known=known)


def list_side_parts(archive: Zip) -> list[tuple[str, PlaceUnit, int]]:
    """(name, unit, number) of the parts around the body that hold text."""
    found: list[tuple[str, PlaceUnit, int]] = []
    units: tuple[tuple[str, PlaceUnit], ...] = (("header", "header"), ("footer", "footer"))
    for start, unit in units:
        found += [(name, unit, 0) for name in archive.list_parts(f"word/{start}", ".xml")]
    found += [(name, "note", 0) for name in ("word/footnotes.xml", "word/endnotes.xml") if archive.has(name)]
    found += [("word/comments.xml", "comment", 0)] if archive.has("word/comments.xml") else []
    return found


def _gather_part(root: Any, gathered: Gathered, unit: PlaceUnit, number: int, hidden_styles: frozenset[str]) -> None:
    blocks = WordBlocks(unit, number=number)
    for block in blocks.walk(root):
        gathered.add(block.part())
    for table in blocks.tables:
        gathered.add(table)
    place = Place("file") if unit == "paragraph" else Place(unit, number)
    _gather_changes(root, gathered, place)
    hidden = sum(1 for run in root.iter() if local(run) == "r" and is_hidden_run(run, hidden_styles) and _has_text(run))
    if hidden:
        gathered.hidden(
            place,
            "มีข้อความที่ตั้งให้ซ่อน เป็นสีขาว หรือเล็กจนมองไม่เห็น",
            "text is set hidden, white or too small to see",
            count=hidden,
        )
    gathered.text(place, aside_text(root), origin="hidden")


def _gather_comments(comments: list[Any], gathered: Gathered) -> None:
    gathered.hidden(Place("comment", 1), "มีความคิดเห็นแนบอยู่ในเอกสาร", "the document holds comments", count=len(comments))
    for number, comment in enumerate(comments, 1):
        blocks = WordBlocks("comment", number=number)
        for block in blocks.walk(comment):
            gathered.add(block.part())
    names = {attribute(comment, "author") for comment in comments}
    gathered.text(Place("comment", 1), " ; ".join(sorted(names)), origin="hidden")


def _gather_changes(root: Any, gathered: Gathered, place: Place) -> None:
    changes = [element for element in root.iter() if local(element) in _CHANGES and _has_text(element)]
    if changes:
        gathered.hidden(
            place,
            "มีการติดตามการแก้ไข ข้อความที่ลบยังอยู่ในไฟล์",
            "changes are tracked; deleted text is still in the file",
            count=len(changes),
        )


def list_hidden_styles(archive: Zip) -> frozenset[str]:
    """Ids of the styles whose text Word does not show, those based on such a style among them."""
    root = parse_part(archive, "word/styles.xml")
    if root is None:
        return frozenset()
    own: dict[str, bool] = {}
    parents: dict[str, str] = {}
    for style in root:
        if local(style) != "style":
            continue
        name = attribute(style, "styleId")
        for element in style.iter():
            if local(element) == "vanish" and local(element.getparent()) == "rPr":
                own[name] = attribute(element, "val") not in _OFF
            elif local(element) == "basedOn":
                parents[name] = attribute(element, "val")
    hidden = {name for name, is_hidden in own.items() if is_hidden}
    for _ in range(_MOST_PARENTS):
        heirs = {name for name, parent in parents.items() if parent in hidden and own.get(name, True)} - hidden
        if not heirs:
            break
        hidden |= heirs
    return frozenset(hidden)


def is_hidden_run(run: Any, hidden_styles: frozenset[str] = frozenset()) -> bool:
    """Whether a run is set hidden, white without a shade behind it, or smaller than two points."""
    properties = next((child for child in run if local(child) == "rPr"), ())
    values = {local(child): attribute(child, "val") for child in properties}
    if "vanish" in values and values["vanish"] not in _OFF:
        return True
    if values.get("rStyle", "") in hidden_styles and hidden_styles:
        return "vanish" not in values
    if hidden_styles and "vanish" not in values and _style_of_paragraph(run) in hidden_styles:
        return True
    size = values.get("szCs") or values.get("sz") or ""
    if size.isdecimal() and int(size) < 4:
        return True
    is_plain = "highlight" not in values and "shd" not in values
    return values.get("color", "").upper() in _WHITE and is_plain and not _is_shaded(run)


def _style_of_paragraph(run: Any) -> str:
    paragraph = next((parent for parent in run.iterancestors() if local(parent) == "p"), ())
    for properties in paragraph:
        if local(properties) == "pPr":
            return next((attribute(child, "val") for child in properties if local(child) == "pStyle"), "")
    return ""


def _is_shaded(run: Any) -> bool:
    """Whether the paragraph, cell or box behind a run has a colour, on which white is read well."""
    for parent in run.iterancestors():
        if local(parent) in {"txbxContent", "wsp"}:
            return True
        for child in parent:
            if local(child) in {"pPr", "tcPr", "tblPr"}:
                shades = [attribute(shade, "fill").upper() for shade in child.iter() if local(shade) == "shd"]
                if any(fill and fill not in {"AUTO", "FFFFFF"} for fill in shades):
                    return True
                if local(child) == "tblPr" and any(local(style) == "tblStyle" for style in child):
                    return True  # a style may colour it
    return False


def _has_text(element: Any) -> bool:
    return any(local(child) in {"t", "delText"} and (child.text or "").strip() for child in element.iter())
