"""A masked copy of a PPTX: numbers hidden in every slide, and nothing left that the show does not show.

Hidden slides and shapes, the speaker's notes, comments, embedded files, macros, custom XML, properties and the thumbnail are
left out. An embedded file leaves its picture on the slide. Sound and video stay: the gate asks a person about them.
"""

import posixpath
from typing import Any

from prongsai.adapters.gate.package import Package, remove
from prongsai.adapters.gate.picture_mask import PictureMask, mask_media
from prongsai.adapters.gate.slide_flow import walk_slide
from prongsai.adapters.gate.slides import is_hidden_shape, is_hidden_slide
from prongsai.adapters.gate.workbook import resolved
from prongsai.adapters.gate.xml_flow import attribute, local, mask_leaves, parse_xml
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, both

_MAIN = "ppt/presentation.xml"
_DROPPED = ("ppt/notesSlides/", "ppt/comments", "ppt/commentAuthors", "ppt/authors", "ppt/threadedComments", "ppt/persons", "ppt/tags/",
            "ppt/embeddings/", "ppt/activeX/", "ppt/ctrlProps", "ppt/vba", "ppt/externalLinks", "ppt/ink/", "ppt/changesInfos", "ppt/revisionInfo",
            "ppt/webextensions", "ppt/printerSettings", "customXml/", "docProps/custom.xml", "docProps/thumbnail", "_xmlsignatures/")  # fmt: skip
_GONE = frozenset(("controls", "custDataLst", "externalData", "extLst", "snd", "contentPart"))
_MAIN_GONE = frozenset(("extLst", "custShowLst", "custDataLst", "photoAlbum", "modifyVerifier", "smartTags", "kinsoku"))
_LINKS = frozenset(("hlinkClick", "hlinkHover", "hlinkMouseOver"))
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def mask_slides(archive: Zip, pictures: PictureMask) -> tuple[bytes, int]:
    """(copy, how many places were hidden). Raises CannotRead when every slide is hidden."""
    package = Package(archive)
    hidden = {
        name
        for name in archive.list_parts("ppt/slides/slide", ".xml")
        if is_hidden_slide(parse_xml(package.parts[name]))
    }
    _drop_slides(package, hidden)
    package.drop(lambda name: name in hidden or name.startswith(_DROPPED))
    count = 0
    for name in [name for name in package.parts if name.startswith("ppt/") and name.endswith(".xml")]:
        count += package.change_xml(name, _clean_main if name == _MAIN else _mask_part)
        package.change_xml(name, lambda root, name=name: _drop_dangling(root, _relations(package, name)))  # type: ignore[misc]
    package.drop_unused_pictures()
    package.without_properties()
    count += package.mask_rest({name for name in package.parts if name.startswith("ppt/")})
    count += mask_media(package.parts, pictures)
    return package.write(), count


def _drop_slides(package: Package, hidden: set[str]) -> None:
    """Take hidden slides out of the list of the show."""
    relations = _relations(package, _MAIN)
    main = parse_xml(package.parts[_MAIN])
    listed = [element for element in main.iter() if local(element) == "sldId"]
    gone = [element for element in listed if relations.get(element.get(f"{{{_RELATIONS}}}id", "")) in hidden]
    if listed and len(gone) == len(listed):
        raise CannotRead(
            "unsupported",
            both("ทุกสไลด์ตั้งเป็นซ่อนไว้ กรุณาเลิกซ่อนสไลด์ที่จะเผยแพร่", "every slide is hidden; unhide those to publish"),
        )
    ids = {relation for relation, part in relations.items() if part in hidden}

    def change(root: Any) -> int:
        for element in [element for element in root.iter() if local(element) == "sldId"]:
            if element.get(f"{{{_RELATIONS}}}id", "") in ids:
                remove(element)
        return 0

    package.change_xml(_MAIN, change)


def _clean_main(root: Any) -> int:
    for element in [child for child in root if local(child) in _MAIN_GONE]:
        root.remove(element)
    return mask_leaves(root)


def _mask_part(root: Any) -> int:
    for element in [element for element in root.iter() if is_hidden_shape(element)]:
        remove(element)
    for frame in [element for element in root.iter() if local(element) == "oleObj"]:
        _leave_picture(frame)
    for element in [element for element in root.iter() if local(element) in _GONE]:
        remove(element)
    for element in root.iter():
        for key in [key for key in element.attrib if local(element) == "blip" and key.endswith("}link")]:
            del element.attrib[key]  # a linked picture would be fetched on opening
    count = 0
    for block in walk_slide(root):
        count += block.flow.mask(block.contexts)
    return count + mask_leaves(root)


def _leave_picture(embedded: Any) -> None:
    """Put the picture of an embedded file in place of its frame."""
    frame = next((parent for parent in embedded.iterancestors() if local(parent) == "graphicFrame"), None)
    if frame is None or frame.getparent() is None:
        return
    picture = next((element for element in embedded.iter() if local(element) == "pic"), None)
    if picture is not None:
        frame.addprevious(picture)
    remove(frame)


def _drop_dangling(root: Any, relations: dict[str, str]) -> int:
    """Leave out links whose target went, which a program would call damage."""
    for element in [element for element in root.iter() if local(element) in _LINKS]:
        target = element.get(f"{{{_RELATIONS}}}id", "")
        if target and target not in relations:
            remove(element)
    return 0


def _relations(package: Package, part: str) -> dict[str, str]:
    """The targets of a part's relations by their ids; of those outside the file the address."""
    folder, name = posixpath.split(part)
    content = package.parts.get(f"{folder}/_rels/{name}.rels")
    if content is None:
        return {}
    return {
        attribute(one, "Id"): attribute(one, "Target")
        if attribute(one, "TargetMode") == "External"
        else resolved(folder, attribute(one, "Target"))
        for one in parse_xml(content)
    }
