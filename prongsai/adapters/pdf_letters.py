"""Letters of a PDF page into words: clusters drawn twice are told apart by where their ink lies."""

import itertools
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from prongsai.intake.pdf_port import Box, Word
from prongsai.intake.readers.thai_marks import mend_marks

_MAX_STRAYS = 3_000  # of one page


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
    groups = settle_marks(groups, size)
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
    ended: set[int] = set()  # clusters whose glyph of sara am has come
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
            if first is not None and is_same_line and place not in ended and _is_its_aa(group, first):
                ended.add(place)
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


def _is_its_aa(group: _Group, first: Box) -> bool:
    """Whether a repeat of a cluster with sara am is the glyph of that vowel, which stands beside its letter."""
    if not group.text.endswith("\u0e33") or group.ink is None:
        return False
    height = max(group.height / 1.25, 4.0)
    return -0.3 * height < group.ink.x0 - first.x1 < 0.3 * height and group.ink.x1 - group.ink.x0 < 0.9 * height


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


def settle_marks(groups: list[_Group], size: float) -> list[_Group]:
    """Marks that were drawn apart from their letters, put back after the letter they stand over or under.

    Word processors draw a raised tone as a text of its own; PDFium then gives it before or after the whole line.
    """
    strays = [place for place in range(len(groups)) if _is_stray(groups, place, size)]
    if not strays or len(strays) > _MAX_STRAYS:
        return groups
    rows: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        if group.ink is not None and not _is_mark(group) and "\u0e01" <= group.text[-1] <= "\u0e4e":
            rows.setdefault(int(group.baseline // size), []).append(place)
    moved: dict[int, list[_Group]] = {}
    gone: set[int] = set()
    for place in strays:
        home = _home_of(groups, groups[place], rows, size)
        if home is not None:
            moved.setdefault(home, []).append(groups[place])
            gone.add(place)
    settled: list[_Group] = []
    waiting: list[_Group] = []
    for place, group in enumerate(groups):
        if place in gone:
            continue
        if waiting and not _is_mark(group):
            settled += waiting
            waiting = []
        settled.append(group)
        if place in moved:
            waiting = moved[place]
    return settled + waiting


def _is_mark(group: _Group) -> bool:
    return all(char == "\u0e31" or "\u0e34" <= char <= "\u0e3a" or "\u0e47" <= char <= "\u0e4e" for char in group.text)


def _is_stray(groups: list[_Group], place: int, size: float) -> bool:
    """Whether a mark does not stand on what comes before it."""
    group = groups[place]
    if group.ink is None or not _is_mark(group):
        return False
    before = groups[place - 1] if place else None
    if before is None or before.ink is None or abs(before.baseline - group.baseline) > 0.45 * size:
        return True
    middle = group.ink.middle_x
    return not before.ink.x0 - 0.4 * size <= middle <= before.ink.x1 + 0.4 * size


def _home_of(groups: list[_Group], mark: _Group, rows: dict[int, list[int]], size: float) -> int | None:
    """The place of the letter that a mark stands over or under, None when there is none."""
    assert mark.ink is not None
    middle = mark.ink.middle_x
    row = int(mark.baseline // size)
    best, best_cost = None, 0.6 * size
    for place in itertools.chain(rows.get(row, ()), rows.get(row - 1, ()), rows.get(row + 1, ())):
        letter = groups[place]
        if letter.ink is None or not letter.ink.x0 - 0.3 * size <= middle <= letter.ink.x1 + 0.3 * size:
            continue
        # Marks stand over the right part of their letter.
        aside = abs(middle - (letter.ink.x1 - 0.15 * size))
        cost = aside + 2 * abs(letter.baseline - mark.baseline)
        if letter.text[-1] > "\u0e2e":
            cost += 0.2 * size  # vowels that stand on the line carry no marks, except in clusters
        if cost < best_cost:
            best, best_cost = place, cost
    return best


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
