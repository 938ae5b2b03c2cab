"""Letters of a PDF page into words: clusters drawn twice are told apart by where their ink lies."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from prongsai.intake.pdf_port import Box, Word
from prongsai.intake.readers.thai_marks import mend_marks


class Letter(NamedTuple):
    """One character as the extractor gives it; `ink` is None for blanks and line breaks.

    `baseline` is the y of the line it stands on, `height` that of its font box, `source` the object that drew it.
    """

    char: str
    ink: Box | None
    x: float
    baseline: float
    height: float
    source: int
    generated: bool


class _Group(NamedTuple):
    """Characters drawn by one glyph (a cluster), or a single character."""

    text: str
    ink: Box | None
    x: float
    baseline: float
    height: float
    generated: bool


def words_of_letters(letters: Sequence[Letter], rules: tuple[Box, ...] = ()) -> tuple[Word, ...]:
    """Words in the order of the letters. A blank, a line break, a wide gap or a ruling line between ends a word.

    Blanks the extractor made up count only where the page shows a gap as wide as a blank: between Thai clusters it
    makes them up wherever a glyph's advance is not the width of its ink.
    """
    groups = _drop_repeats(_group(letters))
    size = _usual_height(groups)
    upright = [rule for rule in rules if rule.y1 - rule.y0 > rule.x1 - rule.x0]
    words: list[Word] = []
    current: list[_Group] = []

    def close() -> None:
        if current:
            words.append(_word(current, size))
            current.clear()

    made_up = False  # a blank the extractor made up stands before this group
    for group in groups:
        if group.ink is None:
            if not group.generated:
                close()
            made_up = True
            continue
        if current and made_up and group.ink.x0 - _right_edge(current, size) > 0.2 * size:
            close()
        made_up = False
        if current and _is_apart(current, group, size, upright):
            close()
        current.append(group)
    close()
    return tuple(word for word in words if word.text)


def _group(letters: Sequence[Letter]) -> list[_Group]:
    groups: list[_Group] = []
    last: Letter | None = None
    for letter in letters:
        same_glyph = (
            last is not None
            and last.ink is not None
            and letter.ink is not None
            and letter.source == last.source != 0
            and abs(letter.x - last.x) < 0.01
            and abs(letter.baseline - last.baseline) < 0.01
        )
        if same_glyph and letter.ink is not None:
            before = groups[-1]
            ink = _around(before.ink, letter.ink) if before.ink else letter.ink
            groups[-1] = before._replace(text=before.text + letter.char, ink=ink)
        else:
            char = " " if letter.char == "\u00a0" else letter.char
            groups.append(_Group(char, letter.ink, letter.x, letter.baseline, letter.height, letter.generated))
        last = letter
    return groups


def _drop_repeats(groups: list[_Group]) -> list[_Group]:
    """Where each glyph of a cluster carries the whole cluster's text, the marks' glyphs repeat it: keep the first.

    The ink of such a repeat lies over, under or across that of the first; a cluster typed twice stands beside itself.
    """
    kept: list[_Group] = []
    for group in groups:
        if len(group.text) > 1 and group.ink is not None:
            place = next(
                (i for i in range(len(kept) - 1, max(-1, len(kept) - 7), -1) if kept[i].text == group.text), -1
            )
            first = kept[place].ink if place >= 0 else None
            is_same_line = place >= 0 and abs(group.baseline - kept[place].baseline) < 0.3 * group.height + 1.0
            if first is not None and is_same_line and _is_repeat(group.ink, kept[place]):
                kept[place] = kept[place]._replace(ink=_around(first, group.ink))
                continue
        kept.append(group)
    return kept


def _is_repeat(ink: Box, first: _Group) -> bool:
    assert first.ink is not None
    height = max(first.ink.y1 - first.ink.y0, 4.0)
    overlap = min(ink.x1, first.ink.x1) - max(ink.x0, first.ink.x0)
    if overlap > 0.3 * (ink.x1 - ink.x0):
        return True
    is_near = ink.x0 < first.ink.x1 + 1.5 * height and ink.x1 > first.ink.x0 - 0.5 * height
    is_above = ink.y1 < first.baseline - 0.55 * height
    is_below = ink.y0 > first.baseline - 0.05 * height
    return is_near and (is_above or is_below)


def _is_apart(current: list[_Group], group: _Group, size: float, upright: list[Box]) -> bool:
    last = current[-1]
    assert last.ink is not None
    assert group.ink is not None
    if abs(group.baseline - last.baseline) > 0.45 * size:
        return True
    gap = group.ink.x0 - _right_edge(current, size)
    if gap > 0.85 * size or gap < -6 * size:
        return True
    if gap > 0.3 * size:
        middle = group.baseline - 0.3 * size
        return any(last.ink.x1 - 1 <= rule.x0 <= group.ink.x0 + 1 and rule.y0 <= middle <= rule.y1 for rule in upright)
    return False


def _right_edge(current: list[_Group], size: float) -> float:
    """Where the last group ends; a cluster's ink may cover only its first glyph, so its letters are counted too."""
    last = current[-1]
    edge = max(other.ink.x1 for other in current[-2:] if other.ink is not None)
    if len(last.text) > 1 and last.ink is not None:
        letters = sum(unicodedata.category(char) != "Mn" for char in last.text)
        if letters > 1:
            edge = max(edge, last.ink.x0 + 0.55 * size * letters)
    return edge


def _usual_height(groups: list[_Group]) -> float:
    heights = sorted(group.height for group in groups if group.ink is not None and len(group.text) == 1)
    return max(4.0, heights[len(heights) // 2] / 1.25) if heights else 10.0


def _word(groups: list[_Group], size: float) -> Word:
    inks = [group.ink for group in groups if group.ink is not None]
    baselines = sorted(group.baseline for group in groups)
    baseline = baselines[len(baselines) // 2]
    box = Box(
        min(ink.x0 for ink in inks),
        baseline - 0.8 * size,
        max(ink.x1 for ink in inks),
        baseline + 0.2 * size,
    )
    return Word(mend_marks("".join(group.text for group in groups)).strip(), box, size)


def _around(first: Box, second: Box) -> Box:
    return Box(min(first.x0, second.x0), min(first.y0, second.y0), max(first.x1, second.x1), max(first.y1, second.y1))
