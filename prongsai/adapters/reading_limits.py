"""What reading one document may cost, and the error with which a reader says that a limit was met."""

import time
from dataclasses import dataclass

from prongsai.audit.page import PageProblem


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Limits of one document. After `wall_s` a reader stops with what it has; `grace_s` later it is killed.

    `office_wall_s` and `ocr_wall_s` are what LibreOffice and OCR may take on top. `memory_bytes` bounds the address space
    of the worker process; `head_pages` are the pages read of a document that has more than `max_pages`, and the last.
    """

    wall_s: float = 20.0
    grace_s: float = 5.0
    office_wall_s: float = 60.0
    ocr_wall_s: float = 40.0
    memory_bytes: int = 1_500_000_000
    office_memory_bytes: int = 6_000_000_000  # LibreOffice maps far more than it uses
    max_bytes: int = 50_000_000
    max_pages: int = 500
    head_pages: int = 150
    max_unpacked_bytes: int = 80_000_000
    max_rows: int = 20_000
    max_cells: int = 500_000
    max_text: int = 3_000_000
    max_image_pixels: int = 60_000_000


class CannotRead(Exception):
    """A document cannot be read (further); `problem` says why, `detail` in Thai and English."""

    def __init__(self, problem: PageProblem, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail


class Deadline:
    """Until when a reader may work, on the clock that never jumps."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def left_s(self) -> float:
        """Seconds left, 0 when there are none."""
        return max(0.0, self._until - time.monotonic())

    def extend(self, seconds: float) -> None:
        """Allow more, for a step that is known to be slow."""
        self._until += seconds

    def is_over(self) -> bool:
        """Whether the time is used up."""
        return time.monotonic() >= self._until


def both(thai: str, english: str) -> str:
    """One detail in both languages."""
    return f"{thai} / {english}"
