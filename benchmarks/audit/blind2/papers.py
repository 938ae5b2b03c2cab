"""Real files: PDF, DOCX, XLSX, JPG; and broken, locked or unreadable ones."""

import io
import zipfile
from functools import cache
from importlib.util import find_spec
from random import Random

import docx
import pikepdf
import typst
import xlsxwriter
from PIL import Image, ImageDraw

from benchmarks.audit.blind2.office import Office
from benchmarks.audit.blind2.prose import news, paper, sentence

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FOUND = find_spec("fontpkg_sarabun")
FONTS = tuple(FOUND.submodule_search_locations or ()) if FOUND else ()


def plain(text: str) -> str:
    """Text that typst takes for nothing but text."""
    return "".join("\\" + sign if sign in "#$*_[]<>@`~=-+/\\\"'" else sign for sign in text)


@cache
def fonts() -> typst.Fonts:
    """Looked for once: all fonts of the machine take ten times as long as a document."""
    return typst.Fonts(font_paths=list(FONTS))


def pdf(rng: Random, office: Office) -> bytes:
    """A typeset document of one to three pages."""
    parts = [f"= {plain(paper(rng, office))}", plain(office.whole)]
    parts += [plain(sentence(rng, office)) for _ in range(rng.randint(4, 25))]
    source = '#set text(font: "Sarabun", lang: "th", size: 14pt)\n' + "\n\n".join(parts)
    made: bytes = typst.compile(source.encode(), font_paths=fonts())  # type: ignore[misc]  # its own types are loose
    return made


def picture(rng: Random, office: Office, kind: str = "JPEG") -> bytes:
    """A scan without recognisable letters, in the grey of paper."""
    page = Image.new("L", (620, 877), rng.randint(225, 250))
    pen = ImageDraw.Draw(page)
    for line in range(60, 820, 28):
        for start in range(50, 540, 14):
            if rng.random() < 0.8:
                pen.rectangle(
                    (start, line, start + rng.randint(4, 10), line + rng.randint(6, 12)), fill=rng.randint(10, 90)
                )
    out = io.BytesIO()
    page.save(out, kind)
    return out.getvalue()


def scanned_pdf(rng: Random, office: Office) -> bytes:
    page = Image.open(io.BytesIO(picture(rng, office)))
    out = io.BytesIO()
    page.save(out, "PDF")
    return out.getvalue()


def locked_pdf(rng: Random, office: Office) -> bytes:
    """Nobody opens it without the word."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(rng, office))) as made:
        made.save(out, encryption=pikepdf.Encryption(user="1234", owner="5678"))
    return out.getvalue()


def word(rng: Random, office: Office) -> bytes:
    made = docx.Document()
    made.add_heading(paper(rng, office))
    for _ in range(rng.randint(3, 12)):
        made.add_paragraph(sentence(rng, office))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def excel(rng: Random, office: Office) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("สขร.1")
    for row in range(rng.randint(5, 40)):
        sheet.write_row(row, 0, [row + 1, news(rng, office), rng.randint(1, 900) * 1000])
    book.close()
    return out.getvalue()


def archive(rng: Random, office: Office) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("setup.exe", rng.randbytes(4000))
    return out.getvalue()


def program(rng: Random, office: Office) -> bytes:
    return b"MZ\x90\x00\x03" + rng.randbytes(9000)


def noise(rng: Random, office: Office) -> bytes:
    return rng.randbytes(8000)
