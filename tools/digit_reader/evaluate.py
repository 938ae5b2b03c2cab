"""Measures the digit reader on whole pages: drawn in held-out fonts, worn in ways not trained with, read by `find_runs`.

    python evaluate.py FONTS... --split validation          # the table that ACCEPTED is chosen from
    python evaluate.py FONTS... --split test --json out.json

Printed for each family and each kind of wear: runs drawn, the share accepted, how many of the accepted were right,
the same for 4-digit years and by digit, and accepted runs where no run was drawn (`false`). Pages without any digit
are read too: every accepted run there is false.
"""

import argparse
import itertools
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import noise
from fonts import Face, Split, consonant_height, list_faces
from pages import Drawn, Glyph, PageMaker, Pen
from PIL import Image
from words import Lines, list_words

from prongsai.adapters.digit_reader import ACCEPTED, Reading, find_runs

Place = Callable[[float, float], tuple[float, float]]


@dataclass(slots=True)
class Tally:
    """Counts of one row of the table."""

    runs: int = 0
    accepted: int = 0
    right: int = 0
    years: int = 0
    years_accepted: int = 0
    years_right: int = 0
    digits: int = 0
    digits_accepted: int = 0
    digits_right: int = 0
    false: int = 0
    unsure_false: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Truth:
    """A run as drawn, where it ended up on the worn page."""

    text: str
    left: float
    right: float
    base: float
    height: float


def draw_page(chance: random.Random, lines: Lines, face: Face, dpi: int, points: float) -> Drawn:
    """The upper half of an A4 page: a heading, paragraphs, a table with rules."""
    scale = dpi / 72
    width, tall = int(595 * scale), int(421 * scale)
    page = PageMaker(width, tall)
    height = points * scale * consonant_height(face.files[0])
    margin, leading = 60 * scale, max(points * scale * 1.15, height * 2.4)
    base = margin * 0.6 + leading
    table_from = tall * chance.uniform(0.5, 0.7)
    edges = [margin, margin + 50 * scale, margin + 260 * scale, margin + 350 * scale, width - margin]
    pen = Pen(page, face, height)
    space = height * 0.7
    while base < tall - leading * 0.5:
        table = base > table_from
        cells = list(itertools.pairwise(edges)) if table else [(margin, width - margin)]
        for left, right in cells:
            x = left + (3 * scale if table else 0)
            for word in lines.words(6 if table else 30):
                if x + pen.width(word) > right - 2:
                    continue
                x = pen.write(word, x, round(base))
                page.glyphs.append(Glyph(" ", x, x + space, round(base), height))
                x += space
        if table:
            y = base + leading * 0.35
            page.rule(edges[0], y, edges[-1], y, 0.5 * scale)
            for edge in edges:
                page.rule(edge, y - leading, edge, y, 0.5 * scale)
        base += leading
    return page.finish()


WEAR: dict[str, tuple[Callable[[Image.Image, random.Random], Image.Image], float]] = {
    "none (slightly out of focus)": (lambda image, chance: noise.blurred(image, random.Random(1)), 0.0),  # noqa: S311
    "kinds trained with": (noise.worn_for_training, 0.0),
    "JPEG 22-45 twice": (noise.compressed, 0.0),
    "photocopy dirt": (noise.photocopied, 0.0),
    "skew 0.5-2 degrees": (lambda image, chance: noise.grainy(image, chance), 1.0),
    "other side shows, dithered": (
        lambda image, chance: noise.dithered(noise.shown_through(image, chance), chance),
        0.0,
    ),
    "skew, dirt and JPEG": (lambda image, chance: noise.compressed(noise.photocopied(image, chance), chance), 0.7),
}


def worn(drawn: Drawn, kind: str, chance: random.Random) -> tuple[Image.Image, list[Truth]]:
    """A page as scanned, and its runs where they are then."""
    change, tilt = WEAR[kind]
    image = drawn.image
    place: Place = lambda x, y: (x, y)  # noqa: E731
    if tilt:
        image, place = noise.skewed(image, chance.choice((-1, 1)) * chance.uniform(0.5, 2.0) * tilt)
    truths = []
    for run in drawn.runs():
        left, base = place(run[0].left, run[0].base)
        right, _ = place(run[-1].right, run[-1].base)
        truths.append(Truth("".join(glyph.character for glyph in run), left, right, base, run[0].height))
    return change(image, chance), truths


def _meets(reading: Reading, truth: Truth) -> float:
    """How much of the smaller of the two lies in the other, across; 0 on another line."""
    base = reading.top + (reading.bottom - reading.top) * 1.4 / 1.7
    if abs(base - truth.base) > 0.9 * truth.height:
        return 0.0
    shared = min(reading.right, truth.right) - max(reading.left, truth.left)
    return max(0.0, shared / max(1.0, min(reading.right - reading.left, truth.right - truth.left)))


def count(
    tally: Tally, readings: Iterable[Reading], truths: list[Truth], least: float, errors: list[tuple[str, str, float]]
) -> None:
    """Adds one page to a row."""
    tally.pages += 1
    taken: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        meets = [(_meets(reading, truth), number) for number, truth in enumerate(truths)]
        share, number = max(meets, default=(0.0, -1))
        if share < 0.3:
            tally.false += reading.confidence >= least
            tally.unsure_false += reading.confidence < least
            if reading.confidence >= least:
                errors.append(("", reading.text, reading.confidence))
        else:
            taken[number].append(reading)
    for number, truth in enumerate(truths):
        year = len(truth.text) == 4 and truth.text[:2] in {"25", "๒๕"}
        tally.runs += 1
        tally.years += year
        tally.digits += len(truth.text)
        accepted = [reading for reading in taken[number] if reading.confidence >= least]
        if not accepted:
            continue
        text = "|".join(reading.text for reading in accepted)
        right = text == truth.text
        tally.accepted += 1
        tally.right += right
        tally.years_accepted += year
        tally.years_right += year and right
        read = sum(len(reading.text) for reading in accepted)
        tally.digits_accepted += max(read, 0)
        same = sum(
            block.size for block in SequenceMatcher(None, text, truth.text, autojunk=False).get_matching_blocks()
        )
        tally.digits_right += min(same, read)
        if not right:
            errors.append((truth.text, text, max(reading.confidence for reading in accepted)))


def measure(
    folders: list[Path],
    split: Split,
    *,
    seed: int,
    faces_each: int,
    pages_each: int,
    least: list[float],
    only: str = "",
) -> tuple[dict[float, dict[str, dict[str, Tally]]], dict[float, list[tuple[str, ...]]], float]:
    """Tallies by threshold, then by "family" or "wear" and name; the errors; CPU seconds a half page."""
    chance = random.Random(seed)  # noqa: S311
    vocabulary = list_words()
    by_family: dict[str, list[Face]] = defaultdict(list)
    for face in list_faces(folders, split):
        by_family[face.family].append(face)
    tables = {
        t: {"family": defaultdict(Tally), "wear": defaultdict(Tally), "letters only": defaultdict(Tally)} for t in least
    }
    errors: dict[float, list[tuple[str, ...]]] = {t: [] for t in least}
    spent, read = 0.0, 0
    for family, faces in sorted(by_family.items()):
        if not re.search(only, family):
            continue
        for face in chance.sample(faces, min(faces_each, len(faces))):
            for kind in WEAR:
                for number in range(pages_each + 1):
                    letters_only = number == pages_each
                    lines = Lines(chance, vocabulary, numbers=0.0 if letters_only else 0.3)
                    dpi = chance.choice((100, 150, 150, 200, 200, 300))
                    # The national fonts are drawn small: papers set them at 16, others at 10 to 12.
                    small = consonant_height(face.files[0]) < 0.45
                    points = chance.uniform(14, 24) if small else chance.uniform(10, 18)
                    image, truths = worn(draw_page(chance, lines, face, dpi, points), kind, chance)
                    began = time.process_time()
                    readings = find_runs(image)
                    spent += time.process_time() - began
                    read += 1
                    for threshold in least:
                        found: list[tuple[str, str, float]] = []
                        if letters_only:
                            count(tables[threshold]["letters only"][kind], readings, truths, threshold, found)
                        else:
                            count(tables[threshold]["family"][family], readings, truths, threshold, found)
                            count(tables[threshold]["wear"][kind], readings, truths, threshold, [])
                        errors[threshold] += [
                            (face.name, kind, f"{dpi} dpi {points:.0f} pt", *map(str, e)) for e in found
                        ]
    return tables, errors, spent / max(1, read)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.2f}" if whole else "     -"


def print_table(table: dict[str, dict[str, Tally]]) -> None:
    """The rows of one threshold."""
    head = f"{'':30} runs  acc % right %  | years  acc % right % | digits  acc %  right % | false (unsure) pages"
    for part in ("family", "wear"):
        print(head)
        total = Tally()
        rows = list(table[part].items())
        for _, row in rows:
            for name in Tally.__slots__:
                setattr(total, name, getattr(total, name) + getattr(row, name))
        for name, row in [*rows, ("all", total)]:
            print(
                f"{name:30}{row.runs:5} {_share(row.accepted, row.runs)} {_share(row.right, row.accepted)}  |"
                f"{row.years:6} {_share(row.years_accepted, row.years)} {_share(row.years_right, row.years_accepted)} |"
                f"{row.digits:7} {_share(row.digits_accepted, row.digits)}  {_share(row.digits_right, row.digits_accepted)} |"
                f"{row.false:6} ({row.unsure_false}) {row.pages:5}"
            )
    for name, row in table["letters only"].items():
        print(
            f"pages of letters only, {name:30} false {row.false}, unsure {row.unsure_false}, of {row.pages} half pages"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fonts", nargs="+", type=Path)
    parser.add_argument("--split", default="test", choices=("validation", "test"))
    parser.add_argument("--only", default="", help="families whose name this pattern finds")
    parser.add_argument("--seed", type=int, default=77)
    parser.add_argument("--faces", type=int, default=4, help="styles of each family, at most")
    parser.add_argument(
        "--pages", type=int, default=2, help="half pages of each style and wear, and one more of letters only"
    )
    parser.add_argument("--errors", type=int, default=30, help="how many wrong accepted runs to list")
    parser.add_argument(
        "--least", type=float, nargs="+", help="thresholds to count with, instead of those of the split"
    )
    parser.add_argument("--json", type=Path)
    a = parser.parse_args()
    least = a.least or ([0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99] if a.split == "validation" else [ACCEPTED])
    tables, errors, spent = measure(
        a.fonts, a.split, seed=a.seed, faces_each=a.faces, pages_each=a.pages, least=least, only=a.only
    )
    for threshold, table in tables.items():
        print(f"\naccepted from {threshold}")
        print_table(table)
    for error in errors[least[len(least) // 2]][: a.errors]:
        print(*error, sep=" | ")
    print(f"{spent:.3f} CPU s a half page")
    if a.json:
        a.json.write_text(json.dumps(
            {str(t): {part: {name: {s: getattr(row, s) for s in Tally.__slots__} for name, row in rows.items()} for part, rows in table.items()}
             for t, table in tables.items()}, ensure_ascii=False, indent=1), encoding="utf-8")  # fmt: skip


if __name__ == "__main__":
    main()
