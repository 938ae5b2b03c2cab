"""What a PDF holds besides its pages: properties, attachments, comments, form fields, scripts, layers, earlier versions."""

import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

from prongsai.adapters.gate.gathered import Gathered, safe_name
from prongsai.adapters.gate.office_parts import is_person
from prongsai.adapters.reading_limits import Deadline
from prongsai.audit.reading.charset import decode_text
from prongsai.core.personal_data.place import Place

_MOST_OBJECTS = 300_000
_MOST_STREAM = 20_000_000
_COMMENTS = frozenset(
    ("/Text", "/FreeText", "/Popup", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Ink", "/Stamp", "/Redact",
     "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/FileAttachment", "/Sound", "/Movie", "/RichMedia", "/3D")
)  # fmt: skip
_OWN_ATTACHMENT = "plan.json"
_XMP_CREATOR = re.compile(r"<dc:creator>(.*?)</dc:creator>", re.DOTALL)
_REPLACEMENT = re.compile(rb"/(?:ActualText|Alt|E)\s*(?:<([0-9A-Fa-f\s]*)>|\(([^()\\]{0,400})\))")
_TAG = re.compile(r"<[^<>]*>")


def open_inside(content: bytes) -> Any:
    """A pikepdf document; raises pikepdf.PdfError when it cannot be opened."""
    import pikepdf

    return pikepdf.Pdf.open(io.BytesIO(content))


def gather_inside(content: bytes, gathered: Gathered, *, deadline: Deadline) -> None:
    """Everything of a PDF that is not the text of its pages."""
    import pikepdf

    try:
        with open_inside(content) as pdf:
            _gather_properties(pdf, gathered)
            _gather_attachments(pdf, gathered)
            _gather_annotations(pdf, gathered)
            _gather_marks(pdf, gathered)
            _gather_replacements(pdf, gathered, deadline)
            gathered.text(Place("file"), " ; ".join(list_strings(pdf, deadline=deadline)), origin="hidden")
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, NotImplementedError) as error:
        gathered.cannot_tell(
            Place("file"),
            f"ส่วนประกอบภายในไฟล์เสียหาย อ่านได้เฉพาะข้อความ / inner parts are damaged; only the text was read ({type(error).__name__})",
        )


def _gather_properties(pdf: Any, gathered: Gathered) -> None:
    import pikepdf

    info = pdf.trailer.get("/Info")
    if isinstance(info, pikepdf.Dictionary):
        author = text_of(info.get("/Author"))
        if is_person(author):
            gathered.metadata("Author", author, th="ชื่อผู้สร้างไฟล์", en="author of the file")
    xmp = pdf.Root.get("/Metadata")
    if isinstance(xmp, pikepdf.Stream):
        words = decode_text(xmp.read_bytes()).text
        creator = _XMP_CREATOR.search(words)
        name = " ".join(_TAG.sub(" ", creator.group(1)).split()) if creator else ""
        if is_person(name):
            gathered.metadata("dc:creator", name, th="ชื่อผู้สร้างไฟล์", en="author of the file")
        gathered.text(Place("property", name="XMP"), _TAG.sub(" ; ", words), origin="hidden")


def _gather_attachments(pdf: Any, gathered: Gathered) -> None:
    for name, specification in itertools.islice(pdf.attachments.items(), 200):
        short = safe_name(str(name))
        data = specification.get_file().read_bytes()[:_MOST_STREAM]
        is_text = b"\0" not in data[:4096]
        if is_text:
            gathered.text(Place("attachment", name=short), decode_text(data).text, origin="hidden")
        if str(name).rpartition("/")[2].lower() == _OWN_ATTACHMENT and is_text:
            continue  # the plan that our own reports carry, looked through above
        gathered.hidden(Place("attachment", name=short), "มีไฟล์แนบอยู่ใน PDF", "a file is attached to the PDF")


def _gather_annotations(pdf: Any, gathered: Gathered) -> None:
    comments = 0
    for number, page in enumerate(pdf.pages, 1):
        for annotation in _annotations(page):
            kind = str(annotation.get("/Subtype", ""))
            said = " ; ".join(text_of(annotation.get(key)) for key in ("/Contents", "/RC", "/T", "/Subj"))
            if kind in _COMMENTS and said.strip(" ;"):
                comments += 1
                gathered.text(Place("page", number), said, origin="hidden")
            elif kind == "/Widget":
                name = safe_name(text_of(annotation.get("/T")))
                gathered.text(Place("form_field", name=name), text_of(annotation.get("/V")))
    if comments:
        gathered.hidden(
            Place("comment", 1), "มีความคิดเห็นหรือหมายเหตุแนบอยู่ใน PDF", "the PDF holds comments", count=comments
        )


def _annotations(page: Any) -> Iterator[Any]:
    import pikepdf

    found = page.obj.get("/Annots")
    if isinstance(found, pikepdf.Array):
        for annotation in itertools.islice(found, 5_000):
            if isinstance(annotation, pikepdf.Dictionary):
                yield annotation


def _gather_marks(pdf: Any, gathered: Gathered) -> None:
    """Scripts and layers that are switched off."""
    import pikepdf

    root = pdf.Root
    names = root.get("/Names")
    has_script = isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names
    action = root.get("/OpenAction")
    if has_script or (isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/JavaScript"):
        gathered.hidden(Place("file"), "มีสคริปต์ใน PDF", "the PDF holds scripts")
    layers = root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary):
        usual: Any = layers.get("/D")
        off: Any = usual.get("/OFF") if isinstance(usual, pikepdf.Dictionary) else None
        if isinstance(off, pikepdf.Array) and len(off):
            gathered.hidden(Place("file"), "มีเลเยอร์ที่ปิดไว้", "layers are switched off", count=len(off))


def _gather_replacements(pdf: Any, gathered: Gathered, deadline: Deadline) -> None:
    """Texts that stand for others inside the contents of pages: programs copy and read aloud them, not what is drawn."""
    for number, page in enumerate(pdf.pages, 1):
        if deadline.is_over():
            return
        contents = page.obj.get("/Contents")
        if contents is None:
            continue
        page.contents_coalesce()
        words = [
            bytes.fromhex("".join(hexed.decode("ascii").split()))
            .removeprefix(b"\xfe\xff")
            .decode("utf-16-be", errors="replace")
            if hexed
            else plain.decode("latin-1")
            for hexed, plain in _REPLACEMENT.findall(page.obj["/Contents"].read_bytes())
            if len(b"".join(hexed.split())) % 2 == 0
        ]
        gathered.text(Place("page", number), " ; ".join(words), origin="hidden")


def list_strings(pdf: Any, *, deadline: Deadline) -> Iterator[str]:
    """Every text string of every object: titles, addresses, texts for screen readers, values of fields, scripts."""
    import pikepdf

    for element in itertools.islice(pdf.objects, _MOST_OBJECTS):
        if deadline.is_over():
            return
        yield from _strings_in(element, 0)
        if isinstance(element, pikepdf.Stream) and element.get("/Type") == "/Metadata":
            yield _TAG.sub(" ; ", decode_text(element.read_bytes()).text)


def _strings_in(element: Any, depth: int) -> Iterator[str]:
    import pikepdf

    child: Any
    if depth > 12:
        return
    if isinstance(element, pikepdf.String):
        text = text_of(element)
        if len(text) > 7:
            yield text
    elif isinstance(element, pikepdf.Array):
        for child in element:
            if not getattr(child, "is_indirect", False):
                yield from _strings_in(child, depth + 1)
    elif isinstance(element, pikepdf.Dictionary | pikepdf.Stream):
        for key in element.keys():  # noqa: SIM118
            child = element.get(key)
            if not getattr(child, "is_indirect", False):
                yield from _strings_in(child, depth + 1)


def text_of(value: Any) -> str:
    """A string of a PDF as text, "" for anything else."""
    import pikepdf

    if not isinstance(value, pikepdf.String):
        return ""
    try:
        return str(value)
    except (UnicodeError, ValueError):
        return bytes(value).decode("latin-1")


def earlier_versions(content: bytes) -> list[bytes]:
    """The file as it was before each later change that was appended to it, newest first; [] when there was none."""
    ends = [match.end() for match in re.finditer(rb"%%EOF[\r\n ]*", content)]
    if len(ends) < 2 or b"/Linearized" in content[:2048]:
        ends = ends[1:] if b"/Linearized" in content[:2048] else []
    return [content[:end] for end in reversed(ends[:-1])][:5]
