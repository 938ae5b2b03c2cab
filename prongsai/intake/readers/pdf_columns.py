"""Tables of a PDF page that are not fully ruled: columns are the white channels that run through all their lines."""

from collections.abc import Sequence

from prongsai.intake.pdf_port import Box, Word
from prongsai.intake.readers.pdf_lines import lines_of_words

_CHANNEL = 9.0  # points of white between two columns; a blank between words is a third of that
_NOT_A_TABLE = ("ลงชื่อ", "(ลงชื่อ", "ลงนาม", "(....", "....")


def open_table_rules(rules: Sequence[Box], words: Sequence[Word]) -> list[Box]:
    """The ruling lines that are missing: uprights of tables ruled only across, all lines of tables without any.

    `words` are those outside fully ruled tables, `rules` the lines that belong to none of those.
    """
    across = _tables_ruled_across(rules)
    drawn: list[Box] = []
    for top, bottom, left, right in across:
        inside = [word for word in words if top < word.box.middle_y < bottom and left - 2 <= word.box.x0 <= right]
        places = _channels(inside)
        if places:
            drawn += [Box(x, top, x, bottom) for x in (left, *places, right)]
    if not across:
        drawn += _unruled(words)
    return drawn


def _tables_ruled_across(rules: Sequence[Box]) -> list[tuple[float, float, float, float]]:
    """(top, bottom, left, right) of groups of three or more level lines of one extent."""
    groups: dict[tuple[int, int], list[Box]] = {}
    for rule in rules:
        if rule.x1 - rule.x0 > 150.0 and rule.y1 - rule.y0 < 3.0:
            key = next(
                (key for key in groups if abs(key[0] - rule.x0) < 5 and abs(key[1] - rule.x1) < 5),
                (round(rule.x0), round(rule.x1)),
            )
            groups.setdefault(key, []).append(rule)
    found = []
    for lines in groups.values():
        ys = sorted(line.middle_y for line in lines)
        if len(ys) >= 3:
            found.append((ys[0], ys[-1], min(line.x0 for line in lines), max(line.x1 for line in lines)))
    return found


def _channels(words: Sequence[Word]) -> list[float]:
    """The middles of the white channels between words, from left to right."""
    places: list[float] = []
    reached: float | None = None
    for word in sorted(words, key=lambda word: word.box.x0):
        if reached is not None and word.box.x0 - reached >= _CHANNEL:
            places.append((reached + word.box.x0) / 2)
        reached = word.box.x1 if reached is None else max(reached, word.box.x1)
    return places


def _unruled(words: Sequence[Word]) -> list[Box]:
    """Lines for a run of text lines that stand in three or more columns, four or more lines long.

    A row begins where the first column says something; a run whose first column says little is no table.
    """
    lines = lines_of_words(words)
    best: tuple[int, int, list[float]] | None = None
    start = 0
    while start < len(lines):
        end, places = start, list[float]()
        while end < len(lines):
            here = _channels(_words_between(words, lines[start].box.y0, lines[end].box.y1))
            if len(here) < 2 or (end > start and lines[end].box.y0 - lines[end - 1].box.y1 > 3 * lines[end].size):
                break
            end, places = end + 1, here
        if end - start >= 4 and (best is None or end - start > best[1] - best[0]):
            best = (start, end, places)
        start = max(end, start + 1)
    if best is None:
        return []
    first, last, places = best
    inside = _words_between(words, lines[first].box.y0, lines[last - 1].box.y1)
    if any(word.text.startswith(_NOT_A_TABLE) for word in inside):
        return []  # signatures side by side
    named = [word.box.y0 for word in inside if word.box.x0 < places[0]]
    tops = sorted({round(min(y for y in named if abs(y - top) < 4), 1) for top in named})
    if len(tops) < 3 or abs(tops[0] - lines[first].box.y0) > 8:
        return []
    left, right = min(word.box.x0 for word in inside) - 3, max(word.box.x1 for word in inside) + 3
    bottom = lines[last - 1].box.y1 + 2
    ys = [top - 1 for top in tops] + [bottom]
    return [Box(left, y, right, y) for y in ys] + [Box(x, ys[0], x, bottom) for x in (left, *places, right)]


def _words_between(words: Sequence[Word], top: float, bottom: float) -> list[Word]:
    return [word for word in words if top - 1 <= word.box.middle_y <= bottom + 1]
