"""Words of a PDF page through pdf_oxide, which reads some fonts that PDFium does not."""

import threading
from typing import Any

from prongsai.intake.pdf_port import Box, Word
from prongsai.intake.readers.thai_marks import mend_marks

_SPACING = "[^\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
LOCK = threading.RLock()


def open_oxide(content: bytes) -> Any | None:
    """The opened document, None when pdf_oxide cannot open it."""
    try:
        import pdf_oxide

        pdf_oxide.set_log_level("off")
        with LOCK:
            return pdf_oxide.PdfDocument.from_bytes(content)
    except Exception:  # a second opinion only: any failure means there is none
        return None


def read_oxide_words(document: Any, index: int, height: float) -> tuple[Word, ...]:
    """The words of page `index` (from 0) of an unturned page of this height; () when it fails."""
    try:
        with LOCK:
            found = document.extract_words(index)
    except Exception:  # see open_oxide
        return ()
    pieces = [_piece(word.text, word.bbox, word.font_size, height) for word in found if word.text.strip()]
    words: list[Word] = []
    for piece in pieces:
        if words and _continues(words[-1], piece):
            before = words[-1]
            box = Box(before.box.x0, before.box.y0, max(before.box.x1, piece.box.x1), before.box.y1)
            words[-1] = Word(before.text + piece.text, box, before.size)
        else:
            words.append(piece)
    return tuple(Word(mend_marks(word.text), word.box, word.size) for word in words)


def _piece(text: str, bbox: tuple[float, float, float, float], size: float, height: float) -> Word:
    x, bottom, wide, _ = bbox
    size = size or 10.0
    # Clusters come with no width of their own: estimate from the letters that take room.
    least = (
        0.5
        * size
        * sum(not (char == "\u0e31" or "\u0e34" <= char <= "\u0e3a" or "\u0e47" <= char <= "\u0e4e") for char in text)
    )
    baseline = height - bottom
    return Word(text.strip(), Box(x, baseline - 0.8 * size, x + max(wide, least), baseline + 0.2 * size), size)


def _continues(first: Word, second: Word) -> bool:
    """Pieces of one word: on one line, nearly touching; sara am is followed by a blank that is none."""
    if abs(first.box.y1 - second.box.y1) > 0.3 * first.size:
        return False
    gap = second.box.x0 - first.box.x1
    limit = 0.5 if first.text.endswith("\u0e33") else 0.12
    return -2 * first.size < gap < limit * first.size and second.box.x0 > first.box.x0
