"""Looks through and masks files in this process, and reads copies with programs that know nothing of ours."""

import io
import re
import shutil
import zipfile

import pytest

from prongsai.adapters.gate.masking import Copy, GateMasking
from prongsai.adapters.gate.reading import GateReading
from prongsai.adapters.gate.worker import GATE_LIMITS
from prongsai.core.personal_data.find import find_in_text
from prongsai.core.personal_data.inspection import PersonalFinding

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def look(content: bytes, *, ocr: bool = False, content_type: str = "") -> list[PersonalFinding]:
    """All findings."""
    return GateReading(GATE_LIMITS, use_ocr=ocr).inspect(content, content_type=content_type)


def kinds(findings: list[PersonalFinding]) -> set[str]:
    return {finding.kind for finding in findings}


def at(findings: list[PersonalFinding], kind: str) -> list[str]:
    """The places, in English, of a kind."""
    return [finding.place.words().en for finding in findings if finding.kind == kind]


def details(findings: list[PersonalFinding], kind: str) -> str:
    return " | ".join(finding.detail_en for finding in findings if finding.kind == kind)


def mask(content: bytes, *, ocr: bool = False, content_type: str = "") -> Copy:
    return GateMasking(GATE_LIMITS, use_ocr=ocr).mask(content, content_type=content_type)


def numbers_in_zip(content: bytes) -> list[str]:
    """Numbers anywhere in the parts of an office file, tags taken out with nothing and with a blank in their place."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".vml")) and "theme" not in name:
                text = archive.read(name).decode("utf-8", errors="replace")
                for gap in ("", " ; "):
                    found += [
                        f"{name}: {one.kind}"
                        for one in find_in_text(re.sub(r"<[^<>]*>", gap, text))
                        if one.kind != "signature"
                    ]
    return found


def texts_of_pdf(content: bytes) -> list[str]:
    """The text of a PDF by three readers: PDFium, pypdf and, where installed, poppler."""
    import subprocess

    import pypdf
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    texts = ["\n".join(page.get_textpage().get_text_range() for page in document)]
    texts.append("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
        texts.append(done.stdout.decode("utf-8", errors="replace"))
    return texts


def everything_in_pdf(content: bytes) -> str:
    """Every string and every unpacked stream of every object, and the file's own bytes."""
    import pikepdf

    said = [content.decode("latin-1")]

    def visit(element, depth: int) -> None:
        if depth > 20:
            return
        if isinstance(element, pikepdf.String):
            said.append(str(element))
        elif isinstance(element, pikepdf.Array):
            for child in element:
                visit(child, depth + 1) if not getattr(child, "is_indirect", False) else None
        elif isinstance(element, pikepdf.Dictionary | pikepdf.Stream):
            for key in element.keys():  # noqa: SIM118
                child = element.get(key)
                visit(child, depth + 1) if not getattr(child, "is_indirect", False) else None
            if isinstance(element, pikepdf.Stream):
                try:
                    said.append(element.read_bytes().decode("latin-1"))
                except pikepdf.PdfError:
                    said.append(element.read_raw_bytes().decode("latin-1"))

    with pikepdf.Pdf.open(io.BytesIO(content)) as pdf:
        visit(pdf.trailer, 0)
        for element in pdf.objects:
            visit(element, 0)
    return "\n".join(said)
