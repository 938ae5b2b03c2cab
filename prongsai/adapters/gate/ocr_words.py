"""Words of a picture with their places, through tesseract where it is installed; digits as our own reader and tesseract see them."""

import io
import os
import subprocess
from dataclasses import dataclass
from typing import Any

from prongsai.adapters.page_ocr import DOTS_PER_INCH, _languages, has_ocr
from prongsai.adapters.reading_limits import Deadline

__all__ = ["OcrLine", "OcrWord", "has_ocr", "read_lines"]


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word and its box in points of the picture: left, top, right, bottom."""

    text: str
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class OcrLine:
    """The words of one line from left to right."""

    words: tuple[OcrWord, ...]

    @property
    def text(self) -> str:
        """The line as text; words parted by blanks."""
        return " ".join(word.text for word in self.words)


def read_lines(image: Any, *, deadline: Deadline) -> list[OcrLine] | None:
    """The lines of a Pillow image; None when time ran out or tesseract failed."""
    grey = image if image.mode in {"L", "1"} else image.convert("L")
    packed = io.BytesIO()
    grey.save(packed, "PNG", compress_level=1)
    command = ["tesseract", "stdin", "stdout", "-l", _languages(), "--dpi", str(DOTS_PER_INCH), "--psm", "3", "tsv"]
    try:
        done = subprocess.run(
            command,
            input=packed.getvalue(),
            capture_output=True,
            timeout=max(0.1, deadline.left_s()),
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return lines_of_tsv(done.stdout.decode("utf-8", errors="replace"))


def lines_of_tsv(table: str) -> list[OcrLine]:
    """Tesseract's table of words as lines."""
    lines: dict[tuple[str, ...], list[OcrWord]] = {}
    for row in table.split("\n")[1:]:
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        left, top, width, height = (int(field) for field in fields[6:10])
        word = OcrWord(fields[11].strip(), (left, top, left + width, top + height))
        lines.setdefault(tuple(fields[1:5]), []).append(word)
    return [OcrLine(tuple(words)) for words in lines.values()]
