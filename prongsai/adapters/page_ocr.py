"""Text of page images through tesseract, where it is installed, and their digits through our own digit reader."""

import importlib
import io
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from prongsai.adapters.reading_limits import Deadline
from prongsai.intake.readers.thai_marks import mend_marks

_DIGIT_RUN = re.compile("[0-9\u0e50-\u0e59]{2,}")
DOTS_PER_INCH = 150  # 200 and 300 read no better and cost more: docs/reading.md


class DigitReader(Protocol):
    """Reads the digits of a page image; tesseract's Thai model knows not all ten Thai digits."""

    def read_runs(self, image: Any) -> tuple[list[tuple[str, float]], int]:
        """Runs of digits it vouches for with their confidence (0 to 1), and how many it saw but is unsure of."""
        ...


@dataclass(frozen=True, slots=True)
class ReadImage:
    """What was read on one page image."""

    text: str
    runs: tuple[tuple[str, float], ...] = ()
    unsure: int = 0


def has_ocr() -> bool:
    """Whether tesseract is installed with its Thai model."""
    return bool(_languages())


def _languages() -> str:
    """The languages to ask for: Thai and, when installed, English; "" without Thai. What failed once is asked again."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        return _ask_languages(program)
    except (subprocess.SubprocessError, OSError):
        return ""


@cache
def _ask_languages(program: str) -> str:
    done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=True)
    found = set(done.stdout.decode(errors="replace").split())
    if "tha" not in found:
        return ""
    return "tha+eng" if "eng" in found else "tha"


def read_image(image: Any, *, deadline: Deadline, digits: Callable[[Any], Any] | None = None) -> ReadImage | None:
    """The text of a Pillow image of a page at 150 dots per inch; None when time ran out or tesseract failed.

    Digits in the text are tesseract's guesses. `digits` is a DigitReader's `read_runs`.
    """
    grey = image if image.mode in {"L", "1"} else image.convert("L")
    packed = io.BytesIO()
    grey.save(packed, "PNG", compress_level=1)
    command = ["tesseract", "stdin", "stdout", "-l", _languages(), "--dpi", str(DOTS_PER_INCH), "--psm", "3"]
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
    from prongsai.audit.reading.html_text import lines_of  # its tables take a fifth of a worker's start

    text = mend_marks("\n".join(lines_of(without_noise(done.stdout.decode("utf-8", errors="replace")))))
    runs, unsure = _digits_of(grey, digits)
    if unsure is None:
        unsure = len(_DIGIT_RUN.findall(text))  # nobody vouches for any
    return ReadImage(text, runs, unsure)


def without_noise(text: str) -> str:
    """Tesseract's text without the lines it makes of the raised marks of a line: a few signs far apart."""
    return "\n".join(line for line in text.replace("\f", "\n").split("\n") if not _is_noise(line))


def _is_noise(line: str) -> bool:
    parts = line.split()
    signs = sum(map(len, parts))
    return len(line) > 15 and (signs < 0.45 * len(line) or (signs < 2.2 * len(parts) and len(parts) > 5))


def _digits_of(image: Any, digits: Callable[[Any], Any] | None) -> tuple[tuple[tuple[str, float], ...], int | None]:
    """What the digit reader says, ((), None) when there is none or it fails: then the page is still worth its text."""
    if digits is None:
        return (), None
    try:
        runs, unsure = digits(image)
        return tuple((str(run), float(confidence)) for run, confidence in runs), int(unsure)
    except MemoryError:
        raise
    except Exception:
        return (), None


def load_digit_reader(name: str) -> Callable[[Any], Any] | None:
    """The function named "module:function", None for "" or when it cannot be loaded."""
    module, _, function = name.partition(":")
    if not module:
        return None
    try:
        found = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, OSError, ValueError):
        return None
    return found if callable(found) else None
