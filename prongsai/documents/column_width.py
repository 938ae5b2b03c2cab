"""Widths of a Word table's columns: by weight, with room for the longest word that a line cannot be broken in.

Thai is broken between its words anywhere, so only words of other letters and numbers ask for room.
"""

import re
from collections.abc import Iterator

from prongsai.documents.report import Grid

_WORD = re.compile(r"[^\s/–-]+")
_THAI = re.compile(r"[ก-๎]")
_LONGEST = 16  # letters: an address or a hash is broken where the line ends
# Of the size, as wide as the letters of Laksaman, the widest of the fonts that stand in for TH SarabunPSK.
_WIDTHS = {
    **dict.fromkeys("ijlI.,:;'|!", 0.30),
    **dict.fromkeys("frt()[]", 0.40),
    **dict.fromkeys("mwMW@%", 0.90),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ๐๑๒๓๔๕๖๗๘๙", 0.68),
}
_OTHER = 0.57
_BOLD = 1.09


def column_widths(grid: Grid, width: int, *, size_pt: float, margin: int) -> list[int]:
    """Twentieths of a point for each column, summing to `width`; `margin` is what a cell loses at each side.

    Where the words ask for more than there is, the widest column gets what the others leave, if that is half its share;
    else the weights alone decide.
    """
    whole = sum(column.weight for column in grid.columns) or 1.0
    shares = [width * column.weight / whole for column in grid.columns]
    needs = [longest * 20 + 2 * margin for longest in _longest_words(grid, size_pt)]
    widest = shares.index(max(shares))
    rest = width - sum(needs) + needs[widest]
    if sum(needs) > width and rest >= shares[widest] / 2:
        needs[widest] = rest
    if sum(needs) <= width + 0.5:
        lack = sum(max(need - share, 0.0) for need, share in zip(needs, shares, strict=True))
        spare = [max(share - need, 0.0) for need, share in zip(needs, shares, strict=True)]
        taken = lack / (sum(spare) or 1.0)
        shares = [max(share, need) - extra * taken for share, need, extra in zip(shares, needs, spare, strict=True)]
    widths = [round(share) for share in shares]
    widths[-1] += width - sum(widths)
    return widths


def word_width_pt(word: str, size_pt: float, *, is_bold: bool = False) -> float:
    """Roughly how wide a word is, on the safe side."""
    letters = sum(_WIDTHS.get(letter, _OTHER) for letter in word)
    return letters * size_pt * (_BOLD if is_bold else 1.0)


def _longest_words(grid: Grid, size_pt: float) -> list[float]:
    longest = [
        max((word_width_pt(word, size_pt, is_bold=True) for word in _words(column.heading)), default=0.0)
        for column in grid.columns
    ]
    for row in grid.rows:
        at = 0
        for cell in row:
            if cell.span == 1:
                for line in cell.lines:
                    for word in _words(line.text):
                        longest[at] = max(longest[at], word_width_pt(word, size_pt, is_bold=line.bold))
            at += cell.span
    return longest


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        if len(word) <= _LONGEST and not _THAI.search(word):
            yield word
