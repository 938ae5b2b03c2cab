"""What people get who copy, search or have read aloud: the text of the PDF in the readers they use."""

import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from prongsai.documents.pdf import draw_pdf
from tests.documents.small_report import ADDRESS, HARD_CLUSTERS, OFFICIAL_TEXT, prose_report, small_report

PDFJS = Path(__file__).parents[2] / ".venv" / "pdfjs"
SEED = Path(__file__).parents[2] / "../shared/seed/khoksaat-2566-half-year-report.txt"

Extract = Callable[[bytes], str]


def by_poppler(*options: str) -> Extract:
    def extract(content: bytes) -> str:
        if shutil.which("pdftotext") is None:
            pytest.skip("pdftotext is absent: apt-get install poppler-utils")
        done = subprocess.run(["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True)
        return done.stdout.decode("utf-8")

    return extract


def by_pdfium(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return "".join(page.get_textpage().get_text_range() + "\f" for page in pdf)


def by_pypdf(content: bytes) -> str:
    return "".join(page.extract_text() + "\f" for page in pypdf.PdfReader(BytesIO(content)).pages)


def by_pdfjs(content: bytes) -> str:
    if shutil.which("node") is None or not (PDFJS / "node_modules" / "pdfjs-dist").is_dir():
        pytest.skip("pdf.js is absent: npm install --prefix .venv/pdfjs pdfjs-dist@5")
    file = PDFJS / "extract.pdf"
    file.write_bytes(content)
    script = Path(__file__).with_name("pdfjs_extract.mjs")
    done = subprocess.run(["node", script, PDFJS, file], capture_output=True, check=True, timeout=120)
    return done.stdout.decode("utf-8")


READERS = [
    pytest.param(by_poppler(), id="poppler"),
    pytest.param(by_poppler("-raw"), id="poppler-raw"),
    pytest.param(by_poppler("-layout"), id="poppler-layout"),
    pytest.param(by_pdfium, id="pdfium"),
    pytest.param(by_pypdf, id="pypdf"),
    pytest.param(by_pdfjs, id="pdfjs", marks=pytest.mark.slow),
]
# These read the ActualText of a cluster, so sara am comes out as one character; the others give nikhahit + sara aa.
EXACT_READERS = READERS[:4]


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def folded(text: str) -> str:
    return re.sub("([\u0e48-\u0e4b]?)\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\\2\u0e33", text)


def body_of(extracted: str) -> str:
    """All pages after the cover, without page numbers and white space; line ends lose their blanks."""
    pages = extracted.split("\f")[1:]
    return without_blanks("".join(re.sub(r"หน้า\s*[๐-๙]+\s*$", "", page) for page in pages))


class TestCopying:
    @pytest.mark.parametrize("extract", READERS)
    def test_gives_every_character_in_order(self, extract: Extract):
        paragraphs = [HARD_CLUSTERS, OFFICIAL_TEXT, "ITA 2566 (OIT) file office ➤ “โปร่งใส” – ๕๐%", ADDRESS]

        got = body_of(extract(draw_pdf(prose_report(*paragraphs), attached_plan_json=None)))

        assert folded(got) == without_blanks("".join(paragraphs))

    @pytest.mark.parametrize("extract", EXACT_READERS)
    def test_gives_sara_am_as_typed(self, extract: Extract):
        got = body_of(extract(draw_pdf(prose_report(HARD_CLUSTERS), attached_plan_json=None)))

        assert got == without_blanks(HARD_CLUSTERS)

    @pytest.mark.parametrize("extract", READERS)
    def test_finds_words_inside_table_cells(self, extract: Extract):
        got = folded(without_blanks(extract(draw_pdf(small_report(rows=6), attached_plan_json=None))))

        assert got.count("สำนักปลัด") >= 6
        assert got.count("ผู้บริหารกำกับติดตาม") == 6 or "layout" in str(extract)

    @pytest.mark.parametrize("extract", READERS)
    def test_holds_for_every_consonant_with_every_mark(self, extract: Extract):
        consonants = [chr(code) for code in range(0xE01, 0xE2F) if chr(code) not in "ฤฦ"]  # these two bear no marks
        marks = ["ิ", "ี่", "ั้", "ุ", "ู้", "็", "์", "่", "้ำ", "ำ", "ื้อ", "ึ"]
        paragraphs = [" ".join(consonant + mark for mark in marks) for consonant in consonants]

        got = body_of(extract(draw_pdf(prose_report(*paragraphs), attached_plan_json=None)))

        assert folded(got) == without_blanks("".join(paragraphs))

    @pytest.mark.parametrize("extract", READERS)
    def test_holds_in_bold(self, extract: Extract):
        report = small_report(rows=1)

        got = folded(without_blanks(extract(draw_pdf(report, attached_plan_json=None))))

        assert without_blanks("มาตรการส่งเสริมคุณธรรมและความโปร่งใส") in got

    @pytest.mark.skipif(not SEED.exists(), reason="../shared is absent")
    @pytest.mark.parametrize("extract", READERS)
    def test_holds_for_the_whole_first_report(self, extract: Extract):
        text = re.sub(r"<[^>]*>", " ", SEED.read_text(encoding="utf-8"))
        paragraphs = [" ".join(line.split()) for line in text.splitlines() if line.strip()]

        got = body_of(extract(draw_pdf(prose_report(*paragraphs), attached_plan_json=None)))

        assert folded(got) == without_blanks("".join(paragraphs))
