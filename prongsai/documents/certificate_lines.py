"""A text as the lines of a certificate: broken as in every document, cut with "…" where the one page has no room."""

from functools import lru_cache, partial

from prongsai.documents.fonts import FACES, get_glyph_table
from prongsai.documents.pdf_characters import make_drawable
from prongsai.documents.pdf_lines import BLANK, pack_lines, split_units

PAGE_PT, VALUE_PT = 490.0, 398.0  # width of the page less its margins, of a table's second column
TEXT_PT, ENGLISH_PT, CODE_PT = 10.0, 8.0, 6.7
_CODE_EM = 0.602  # width of a letter of DejaVu Sans Mono
_MARKS = frozenset(
    "\u0e31\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)


@lru_cache(maxsize=2_000)
def _cut_lines(text: str, width: float, size: float, bold: bool) -> tuple[str, ...]:
    measure = partial(_measure, size=size, face=FACES[bold])
    units = split_units(make_drawable(text), width=width, measure=measure)
    return tuple(line for line in pack_lines(units, width=width, measure=measure) if line != BLANK)


def cut_text(
    text: str, most: int, *, width: float = VALUE_PT, size: float = TEXT_PT, bold: bool = False, end: str = ""
) -> list[str]:
    """The text as at most `most` lines; what has no room gives way to "…", and `end` stays at its end."""
    room = int(width * most / size * 4)  # more characters than fit, so that a novel is not cut into words
    shown = text if len(text) <= room else text[:room]
    lines = list(_cut_lines(shown, width, size, bold))
    if len(lines) <= most and shown == text:
        return lines or [""]
    # The last line takes as many characters as it holds, even where no line may end: "https://...".
    rest = BLANK.join(make_drawable(shown).split())
    for line in lines[: most - 1]:
        rest = rest[rest.index(line) + len(line) :]
    rest = rest.lstrip()
    measure = partial(_measure, size=size, face=FACES[bold])
    fitting = next((at for at in range(1, len(rest) + 1) if measure(f"{rest[:at]}…{end}") > width), len(rest) + 1) - 1
    while fitting > 0 and rest[fitting : fitting + 1] and rest[fitting] in _MARKS:
        fitting -= 1  # a letter goes with its marks
    return [*lines[: most - 1], f"{rest[:fitting].rstrip()}…{end}"]


def cut_code(command: str, most: int = 2) -> list[str]:
    """A command in lines of the code block."""
    count = int((PAGE_PT - 10) / (CODE_PT * _CODE_EM))
    drawable = make_drawable(command)
    lines = [drawable[at : at + count] for at in range(0, len(drawable), count)]
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]


def _measure(text: str, *, size: float, face: str) -> float:
    """Width in pt, 2 % more than the letters add up to: pairs may be set apart."""
    advances = get_glyph_table(face).advances
    return sum(advances.get(char, 700) for char in text) * size / 980
