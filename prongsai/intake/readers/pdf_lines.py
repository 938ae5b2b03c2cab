"""Words of a PDF into lines, and lines into paragraphs: a wrapped line is no new paragraph."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.intake.pdf_port import Box, Word
from prongsai.intake.readers.cell_text import clean_line
from prongsai.intake.readers.wrapping import join_lines, starts_paragraph


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: its text, its box, and the width of its first word up to a blank."""

    text: str
    box: Box
    size: float
    first_word: float

    @property
    def baseline(self) -> float:
        """The y that letters stand on."""
        return self.box.y1 - 0.2 * self.size


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """Lines that belong together. `ends_full` tells that its last line reached the right edge, so more may follow."""

    text: str
    box: Box
    ends_full: bool = False


def lines_of_words(words: Sequence[Word]) -> list[TextLine]:
    """Lines from top to bottom, words of a line from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box.y1, word.box.x0)):
        size = word.size or 10.0
        if rows and abs(rows[-1][0].box.y1 - word.box.y1) <= 0.45 * min(size, rows[-1][0].size or size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: word.box.x0)) for row in rows]


def _line(words: list[Word]) -> TextLine:
    text = words[0].text
    for before, word in itertools.pairwise(words):
        gap = word.box.x0 - before.box.x1
        text += word.text if gap < 0.04 * (word.size or 10.0) else f" {word.text}"
    box = Box(
        words[0].box.x0,
        min(word.box.y0 for word in words),
        max(word.box.x1 for word in words),
        max(word.box.y1 for word in words),
    )
    size = max(word.size or 10.0 for word in words)
    return TextLine(clean_line(text), box, size, words[0].box.x1 - words[0].box.x0)


def paragraphs_of_lines(lines: Sequence[TextLine], left: float, right: float) -> list[TextParagraph]:
    """Paragraphs of lines that stand between `left` and `right` (the inner edges of a cell or the text's own edges).

    A new paragraph begins with a number, list letter or bullet, after a wider vertical gap, or after a line that
    ended although the next word would still have fitted.
    """
    lines = [line for line in lines if line.text]
    if not lines:
        return []
    pitch = _usual_pitch(lines)
    centred = _is_centred(lines, left, right)
    paragraphs: list[TextParagraph] = []
    for position, line in enumerate(lines):
        full = _room(line, left, right, centred) < 1.6 * line.size
        if position and not _begins(lines[position - 1], line, left, right, pitch, centred):
            before = paragraphs[-1]
            paragraphs[-1] = TextParagraph(join_lines(before.text, line.text), _around(before.box, line.box), full)
        else:
            paragraphs.append(TextParagraph(line.text, line.box, full))
    return paragraphs


def _begins(before: TextLine, line: TextLine, left: float, right: float, pitch: float, centred: bool) -> bool:
    if starts_paragraph(line.text):
        return True
    if line.baseline - before.baseline > 1.35 * pitch + 1.0:
        return True
    # Thai breaks between words that no blank shows: the longest common words are about 14 letters wide.
    next_word = min(line.first_word, 7.5 * line.size)
    return _room(before, left, right, centred) > next_word + 0.6 * line.size


def _room(line: TextLine, left: float, right: float, centred: bool) -> float:
    room = right - line.box.x1
    return room + max(0.0, line.box.x0 - left) if centred else room


def _is_centred(lines: Sequence[TextLine], left: float, right: float) -> bool:
    margins = [(line.box.x0 - left, right - line.box.x1) for line in lines]
    return all(abs(before - after) < 4.0 for before, after in margins) and any(before > 4.0 for before, _ in margins)


def _usual_pitch(lines: Sequence[TextLine]) -> float:
    """The distance of wrapped lines: the smallest that occurs, never less than the letters need."""
    steps = [after.baseline - before.baseline for before, after in itertools.pairwise(lines)]
    least = 1.15 * min(line.size for line in lines)
    usable = sorted(step for step in steps if step >= 0.9 * least)
    return max(least, usable[len(usable) // 4]) if usable else 2.0 * least


def _around(first: Box, second: Box) -> Box:
    return Box(min(first.x0, second.x0), min(first.y0, second.y0), max(first.x1, second.x1), max(first.y1, second.y1))
