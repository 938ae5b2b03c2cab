"""Words of PDF pages through poppler's `pdftotext`, where it is installed: a separate program, never required."""

import html
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from prongsai.intake.pdf_port import Box, Word
from prongsai.intake.readers.thai_marks import mend_marks

_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
_TIME_LIMIT_S = 60


def read_poppler_pages(content: bytes) -> list[tuple[Word, ...]]:
    """The words of every page, [] when the program is missing or fails. The file it reads is removed again."""
    program = shutil.which("pdftotext")
    if program is None:
        return []
    with tempfile.TemporaryDirectory(prefix="prongsai-pdf-") as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(content)
        try:
            done = subprocess.run(
                [program, "-bbox", "-enc", "UTF-8", str(path), "-"],
                capture_output=True,
                timeout=_TIME_LIMIT_S,
                check=True,
            )
        except (subprocess.SubprocessError, OSError):
            return []
    return [_words(page) for page in done.stdout.decode("utf-8", errors="replace").split("<page ")[1:]]


def _words(page: str) -> tuple[Word, ...]:
    words = []
    for match in _WORD.finditer(page):
        x0, y0, x1, y1 = (float(match.group(number)) for number in range(1, 5))
        text = mend_marks(html.unescape(match.group(5)).strip())
        size = (y1 - y0) / 1.3
        baseline = y0 + 0.77 * (y1 - y0)
        if text:
            words.append(Word(text, Box(x0, baseline - 0.8 * size, x1, baseline + 0.2 * size), size))
    return tuple(words)
