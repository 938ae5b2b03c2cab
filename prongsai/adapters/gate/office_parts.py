"""What DOCX, XLSX and PPTX have in common: properties, pictures, embedded files, macros, and parts no reader knows."""

from typing import Any

from prongsai.adapters.gate.gathered import Gathered, safe_name
from prongsai.adapters.gate.xml_flow import leaf_text, local, parse_part
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead
from prongsai.core.personal_data.place import Place

PEOPLE = {
    "creator": ("ชื่อผู้สร้างไฟล์", "who made the file"),
    "lastModifiedBy": ("ชื่อผู้แก้ไขล่าสุด", "who changed it last"),
    "Manager": ("ชื่อผู้จัดการ", "manager"),
    "Company": ("ชื่อหน่วยงานในคุณสมบัติไฟล์", "company"),
    "author": ("ชื่อผู้สร้างไฟล์", "author"),
}
_TOLD = frozenset(("title", "subject", "keywords", "description", "category", "HyperlinkBase", "contentStatus"))
_PROGRAMS = frozenset(
    ("python-docx", "openpyxl", "xlsxwriter", "microsoft office user", "windows user", "user", "users", "admin", "administrator",
     "owner", "hp", "acer", "asus", "lenovo", "dell", "pc", "computer", "libreoffice", "microsoft", "prongsai", "un-named", "unknown")
)  # fmt: skip
_OFFICES = (
    "เทศบาล",
    "องค์การบริหารส่วน",
    "อบต",
    "อบจ",
    "สำนักงาน",
    "สำนักปลัด",
    "กอง",
    "กรม",
    "ที่ว่าการ",
    "โรงเรียน",
    "เมืองพัทยา",
    "บริษัท",
)
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
DRAWING_SUFFIXES = (".emf", ".wmf", ".svg", ".emz", ".wmz")
_EMBEDDED = ("embeddings/", "activeX/", "oleObject")
_DULL = ("theme/", "fontTable.xml", "webSettings.xml", "fonts/", "printerSettings", "[Content_Types].xml", "docProps/", "styles.xml",
         "stylesWithEffects.xml", "calcChain.xml", "numbering.xml", "slideLayouts/", "presProps.xml", "viewProps.xml", "tableStyles.xml")  # fmt: skip


def is_person(value: str) -> bool:
    """Whether the name in a property may be a person's and not a program's, a machine's or an office's."""
    name = value.strip()
    return bool(name) and name.lower() not in _PROGRAMS and not name.startswith(_OFFICES)


def gather_properties(archive: Zip, gathered: Gathered) -> None:
    """The properties of an office file: persons named, and whatever else is written there."""
    for part in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"):
        root = parse_part(archive, part)
        if root is None:
            continue
        for element in root.iter():
            name = local(element)
            value = (element.text or "").strip()
            if name in PEOPLE and is_person(value):
                th, en = PEOPLE[name]
                gathered.metadata(name, value, th=th, en=en)
            elif name in _TOLD and value:
                gathered.text(Place("property", name=name), value, origin="hidden")
        if part == "docProps/custom.xml" and len(root):
            gathered.hidden(
                Place("property", name="custom"), "มีคุณสมบัติที่กำหนดเอง", "there are custom properties", count=len(root)
            )
            gathered.text(Place("property", name="custom"), leaf_text(root), origin="hidden")


def gather_attached(archive: Zip, gathered: Gathered) -> None:
    """Embedded files, macros and signatures of the package."""
    for name in archive.names():
        short = safe_name(name.rpartition("/")[2])
        if name.lower().endswith("vbaproject.bin"):
            gathered.hidden(Place("attachment", name=short), "มีแมโคร", "the file holds macros")
        elif any(mark in name for mark in _EMBEDDED) and not name.endswith((".rels", ".xml")):
            gathered.hidden(
                Place("attachment", name=short),
                "มีไฟล์ฝังอยู่ข้างใน ผู้อ่านเปิดออกมาได้",
                "a file is embedded; a reader can open it",
            )


def gather_unknown(archive: Zip, gathered: Gathered, *, known: set[str]) -> None:
    """Every XML part that the reader of this kind of file did not look at."""
    for name in archive.names():
        if name in known or any(mark in name for mark in _DULL) or not name.endswith((".xml", ".rels", ".vml")):
            continue
        try:
            root = parse_part(archive, name)
        except CannotRead as error:
            if error.problem in {"too_big", "encrypted"}:
                raise
            gathered.cannot_tell(Place("part", name=safe_name(name)), error.detail)
            continue
        if root is None:
            continue
        if name.startswith("customXml/item") and "Props" not in name and _has_words(root):
            gathered.hidden(Place("part", name=name), "มีข้อมูล XML แนบอยู่", "custom XML data are attached")
        place = Place("part", name="links" if name.endswith(".rels") else safe_name(name))
        gathered.text(place, leaf_text(root), origin="hidden")


def _has_words(root: Any) -> bool:
    return any((element.text or "").strip() for element in root.iter() if isinstance(element.tag, str))
