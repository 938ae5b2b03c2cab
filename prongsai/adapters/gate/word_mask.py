"""A masked copy of a DOCX: numbers hidden wherever they are split, and nothing left that a reader would not see.

Tracked changes are taken as accepted; comments, hidden text, properties, embedded files and macros are left out; pictures
beside words of signing are taken out.
"""

from collections.abc import Callable
from typing import Any

from prongsai.adapters.gate.package import Package, remove, unwrap
from prongsai.adapters.gate.picture_mask import PictureMask, mask_media
from prongsai.adapters.gate.word import is_hidden_run, list_hidden_styles, list_side_parts
from prongsai.adapters.gate.word_blocks import WordBlocks
from prongsai.adapters.gate.xml_flow import local, mask_leaves
from prongsai.adapters.page_zip import Zip
from prongsai.core.personal_data.place import PlaceUnit
from prongsai.core.personal_data.signature import says_signing

_GONE = frozenset(
    ("Fallback", "del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "moveFromRangeStart",
     "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "cellIns", "cellDel", "cellMerge", "numberingChange", "OLEObject",
     "control", "externalData", "dataBinding", "altChunk", "subDoc")
)  # fmt: skip
_SETTINGS_GONE = frozenset(
    ("rsids", "docVars", "attachedTemplate", "trackRevisions", "mailMerge", "documentProtection", "writeProtection")
)
_WRAPPERS = frozenset(("ins", "moveTo"))
_PICTURES = frozenset(("drawing", "pict", "object"))
_DROPPED = ("word/comments", "word/people.xml", "customXml/", "word/embeddings/", "word/activeX/", "word/vba", "word/glossary/",
            "docProps/custom.xml", "docProps/thumbnail", "word/afchunk", "_xmlsignatures/", "word/printerSettings", "word/customizations")  # fmt: skip


def mask_word(archive: Zip, pictures: PictureMask) -> tuple[bytes, int]:
    """(copy, how many places were hidden)."""
    package = Package(archive)
    main = "word/document.xml" if archive.has("word/document.xml") else "word/document2.xml"
    hidden_styles = list_hidden_styles(archive)
    sides = [(name, unit) for name, unit, _ in list_side_parts(archive) if unit != "comment"]
    done: set[str] = set()
    count = 0
    parts: list[tuple[str, PlaceUnit]] = [(main, "paragraph"), *sides]
    for name, unit in parts:
        count += package.change_xml(name, _masking(unit, hidden_styles))
        done.add(name)
    if "word/settings.xml" in package.parts:
        package.change_xml("word/settings.xml", _clean_settings)
    package.drop(lambda name: name.startswith(_DROPPED))
    package.drop_unused_pictures()
    package.without_properties()
    count += package.mask_rest(done)
    count += mask_media(package.parts, pictures)
    return package.write(), count


def _masking(unit: PlaceUnit, hidden_styles: frozenset[str]) -> Callable[[Any], int]:
    def change(root: Any) -> int:
        _drop_unseen(root, hidden_styles)
        count = _drop_signatures(root)
        for block in WordBlocks(unit).walk(root):
            count += block.flow.mask(block.contexts)
        return count + mask_leaves(root)

    return change


def _drop_unseen(root: Any, hidden_styles: frozenset[str]) -> None:
    """Changes accepted, comments and hidden runs gone."""
    for row in [element for element in root.iter() if local(element) == "tr"]:
        properties = next((child for child in row if local(child) == "trPr"), None)
        if properties is not None and any(local(child) == "del" for child in properties):
            remove(row)
    for element in [
        element for element in root.iter() if local(element) in _GONE or local(element).endswith("PrChange")
    ]:
        remove(element)
    for element in [element for element in root.iter() if local(element) in _WRAPPERS]:
        if len(element) and local(element.getparent()) not in {"rPr", "trPr"}:
            unwrap(element)
        else:
            remove(element)
    for run in [element for element in root.iter() if local(element) == "r" and is_hidden_run(element, hidden_styles)]:
        remove(run)
    for element in root.iter():
        is_picture = local(element) == "blip"  # a linked picture would be fetched on opening
        for key in [key for key in element.attrib if "rsid" in key or (is_picture and key.endswith("}link"))]:
            del element.attrib[key]


def _drop_signatures(root: Any) -> int:
    """Take out pictures in the paragraphs of signing, in the one before that holds nothing else, and down to the name."""
    paragraphs = [element for element in root.iter() if local(element) == "p"]
    texts = ["".join(leaf.text or "" for leaf in paragraph.iter() if local(leaf) == "t") for paragraph in paragraphs]
    count = 0
    for number, text in enumerate(texts):
        if not says_signing(text):
            continue
        chosen = [number - 1] if number and not texts[number - 1].strip() else []
        for place in range(number, min(number + 4, len(paragraphs))):
            if place > number and says_signing(texts[place]):
                break
            chosen.append(place)
            if place > number and "(" in texts[place]:
                break
        for place in chosen:
            for picture in [element for element in paragraphs[place].iter() if local(element) in _PICTURES]:
                if not any(local(leaf) == "txbxContent" for leaf in picture.iter()):
                    remove(picture)
                    count += 1
    return count


def _clean_settings(root: Any) -> int:
    for element in list(root):
        if local(element) in _SETTINGS_GONE:
            root.remove(element)
    return 0
