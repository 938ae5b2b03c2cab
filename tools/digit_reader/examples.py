"""Strips for training: pages are drawn, worn, cut into lines by the reader itself, and each column given its label.

python examples.py FONTS... --split train --seed 1 --pages 1000 -o strips.npz
"""

import argparse
import dataclasses
import math
import random
from pathlib import Path

import numpy as np
from fonts import list_faces
from noise import worn_for_training
from pages import DIGITS, Drawn, draw_patch
from PIL import Image
from words import Lines, list_words

from prongsai.adapters.digit_reader_lines import STRIP_HEIGHT, Strip, cut_strip, find_lines
from prongsai.adapters.digit_reader_network import GAP, OTHER, SPACE, STEP

UNTOLD = 255  # a column on the edge of a character: neither right nor wrong
WINDOW = 256


def labels_of(strip: Strip, drawn: Drawn) -> np.ndarray:
    """A label for each step of a strip: a digit's class, OTHER, SPACE, GAP or UNTOLD."""
    labels = np.full(strip.ink.shape[1] // STEP, GAP, dtype=np.uint8)
    for glyph in drawn.glyphs:
        middle = (glyph.left + glyph.right) / 2
        base = strip.line.base + strip.line.slope * middle
        if abs(base - glyph.base) > 0.75 * glyph.height:
            continue
        left, right = strip.column(glyph.left) / STEP, strip.column(glyph.right) / STEP
        if right < 0 or left > len(labels):
            continue
        fits = (
            abs(math.log(strip.line.height / glyph.height)) < math.log(1.5)
            and abs(base - glyph.base) < 0.35 * glyph.height
        )
        known = SPACE if glyph.character == " " else OTHER
        if fits and glyph.character in DIGITS:
            known = 1 + DIGITS.index(glyph.character)
        centre, width = (left + right) / 2, right - left
        core, whole = max(0.28 * width, 0.55), max(0.40 * width, 0.9)
        steps = np.arange(len(labels)) + 0.25
        away = np.abs(steps - centre)
        labels[(away <= whole) & (labels == GAP)] = UNTOLD
        labels[away <= core] = known
    return labels


def jittered_strips(image: Image.Image, chance: random.Random) -> list[Strip]:
    """The strips of a page, their height and baseline now and then misjudged, as will happen with fonts never seen."""
    sizes = [image, image.reduce(2), image.reduce(4)]
    strips = []
    for found in find_lines(image):
        line = found
        if chance.random() < 0.6:
            height = found.height * 2 ** chance.uniform(-0.3, 0.3)
            line = dataclasses.replace(found, height=height, base=found.base + height * chance.uniform(-0.1, 0.1))
        strips.append(Strip(cut_strip(sizes, line), line))
    return strips


def windows_of(strip: Strip, labels: np.ndarray, chance: random.Random) -> list[tuple[np.ndarray, np.ndarray]]:
    """A strip in pieces of WINDOW columns, the last one filled with paper."""
    ink = np.round(strip.ink * 255).astype(np.uint8)
    pieces = []
    start = -chance.randrange(0, 40, STEP)
    while start < ink.shape[1] - 20:
        piece = np.zeros((STRIP_HEIGHT, WINDOW), dtype=np.uint8)
        told = np.full(WINDOW // STEP, SPACE, dtype=np.uint8)
        a, b = max(start, 0), min(start + WINDOW, ink.shape[1] // STEP * STEP)
        piece[:, a - start : b - start] = ink[:, a:b]
        told[(a - start) // STEP : (b - start) // STEP] = labels[a // STEP : b // STEP]
        pieces.append((piece, told))
        start += WINDOW - 32
    return pieces


def make(folders: list[Path], split: str, seed: int, pages: int) -> tuple[np.ndarray, np.ndarray]:
    """Windows (n, STRIP_HEIGHT, WINDOW) of ink and their labels (n, WINDOW // STEP)."""
    chance = random.Random(seed)  # noqa: S311
    lines = Lines(chance, list_words())
    faces = list_faces(folders, split)
    by_family = {face.family: [other for other in faces if other.family == face.family] for face in faces}
    inks, told = [], []
    for _ in range(pages):
        family = by_family[chance.choice(sorted(by_family))]
        drawn = draw_patch(chance, lines, [chance.choice(family), chance.choice(family), chance.choice(faces)])
        for strip in jittered_strips(worn_for_training(drawn.image, chance), chance):
            for ink, labels in windows_of(strip, labels_of(strip, drawn), chance):
                inks.append(ink)
                told.append(labels)
    return np.stack(inks), np.stack(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fonts", nargs="+", type=Path)
    parser.add_argument("--split", default="train", choices=("train", "validation"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    ink, labels = make(arguments.fonts, arguments.split, arguments.seed, arguments.pages)
    np.savez(arguments.output, ink=ink, labels=labels)
    print(f"{len(ink)} windows")


if __name__ == "__main__":
    main()
