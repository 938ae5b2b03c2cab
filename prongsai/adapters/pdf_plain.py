"""Plain text of PDF pages, from several extractors; `pdf_text` chooses among them.

Words with places (for tables) cost 20 times more to fetch from PDFium than its text; an auditor needs the text only.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from prongsai.adapters.pdf_oxide_words import LOCK as OXIDE_LOCK
from prongsai.adapters.pdf_pdfium import LOCK, read_frame, read_words
from prongsai.adapters.reading_limits import Deadline
from prongsai.intake.readers.thai_marks import has_thai

_MAX_PAGE_LETTERS = 400_000  # of one page; a dense page has 5,000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKS = "\u0e31\u0e33-\u0e3a\u0e47-\u0e4e"
_DRAWN_TWICE = re.compile(f"([ก-ฮ][{_MARKS}]++)(?=(\\1))")


class PdfiumText:
    """The text layer of a page of pypdfium2, built once (it costs as much as reading all else of the page) and closed
    after use: as it stands, and without the clusters that stand twice."""

    def __init__(self, page: Any) -> None:
        import pypdfium2

        with LOCK:
            self._layer = page.get_textpage()
            try:
                self._count = min(self._layer.count_chars(), _MAX_PAGE_LETTERS)
                self._raw = str(self._layer.get_text_range(0, self._count)) if self._count > 0 else ""
            except pypdfium2.PdfiumError:
                self._count, self._raw = 0, ""

    def __enter__(self) -> "PdfiumText":
        return self

    def __exit__(self, *_: object) -> None:
        with LOCK:
            self._layer.close()

    def has_thai(self) -> bool:
        """Whether there is any Thai in it."""
        return has_thai(self._raw)

    def whole(self) -> str:
        """The text in PDFium's order, lines ended by "\n"."""
        return _clean_pdfium(self._raw)

    def once(self) -> str:
        """The same without the second copy of a cluster that its maker wrote for each of its glyphs (typst).

        A true repetition ("ที่ที่") stands on the same line of letters; the second copy of one cluster has the box of its
        mark. Only the places of repeated clusters are asked for: 6 times less than placing all letters, and the same text.
        """
        text, layer = self._raw, self._layer
        if len(text) != self._count:
            return ""
        kept, at = [], 0
        with LOCK:
            for match in _DRAWN_TWICE.finditer(text):
                second = match.start(2)
                if match.start() < at:
                    continue
                _left, bottom, _right, top = layer.get_charbox(match.start())
                _left, bottom_2, _right, top_2 = layer.get_charbox(second)
                if abs(bottom_2 - bottom) > 0.25 * (top - bottom) or top_2 - bottom_2 < 0.5 * (top - bottom):
                    kept.append(text[at:second])
                    at = match.end(2)
        return _clean_pdfium("".join((*kept, text[at:])))


def _clean_pdfium(text: str) -> str:
    # PDFium marks a hyphen at the end of a line as U+0002 or U+FFFE.
    return _clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "-").replace("\ufffe", "-"))


def letters_text(page: Any) -> str:
    """The text of a page of pypdfium2 with its letters put together by where they stand; a line for each line."""
    with LOCK:
        words = read_words(page, read_frame(page), ())
    lines: list[list[str]] = []
    last = None
    for word in words:
        if last is None or abs(word.box.y1 - last.box.y1) > 0.5 * max(word.size, 1.0) or word.box.x0 < last.box.x0:
            lines.append([])
        lines[-1].append(word.text)
        last = word
    return "\n".join(" ".join(line) for line in lines)


def oxide_text(document: Any, index: int) -> str:
    """The text of a page of pdf_oxide, "" when it fails."""
    try:
        with OXIDE_LOCK:
            return _clean(str(document.extract_text(index)))
    except MemoryError:
        raise
    except Exception:  # a second opinion only: any failure means there is none
        return ""


def poppler_texts(content: bytes, *, first: int, last: int, deadline: Deadline) -> list[str]:
    """The text of pages first to last (from 1) in the order of the content, [] when poppler is absent or fails."""
    program = shutil.which("pdftotext")
    if program is None or deadline.is_over():
        return []
    with tempfile.TemporaryDirectory(prefix="prongsai-pdf-") as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(content)
        command = [program, "-raw", "-q", "-enc", "UTF-8", "-f", str(first), "-l", str(last), str(path), "-"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=deadline.left_s(), check=True)
        except (subprocess.SubprocessError, OSError):
            return []
    return [_clean(page) for page in done.stdout.decode("utf-8", errors="replace").split("\f")[:-1]]


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
