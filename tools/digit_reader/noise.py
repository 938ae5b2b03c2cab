"""What printing, scanning and copying do to a page: one set to train with, another, of other kinds, to try with.

Every function takes and gives a page in mode L. None of the training set moves a pixel; of the trying set
`skewed` and `wavy` do, and give the way back for a point.
"""

import io
import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Noise = Callable[[Image.Image, random.Random], Image.Image]


def _numbers(chance: random.Random) -> np.random.Generator:
    return np.random.default_rng(chance.getrandbits(32))


def _image(values: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8), "L")


# To train with


def blurred(image: Image.Image, chance: random.Random) -> Image.Image:
    """Out of focus."""
    return image.filter(ImageFilter.GaussianBlur(chance.uniform(0.2, 1.3)))


def grainy(image: Image.Image, chance: random.Random) -> Image.Image:
    """Sensor noise, of single pixels or of small clumps."""
    pixels = np.asarray(image, dtype=np.float32)
    grain = _numbers(chance).normal(0, chance.uniform(2, 28), pixels.shape)
    if chance.random() < 0.3:
        grain = (grain + np.roll(grain, 1, 0) + np.roll(grain, 1, 1)) / 1.5
    return _image(pixels + grain)


def faded(image: Image.Image, chance: random.Random) -> Image.Image:
    """Weak toner, grey paper, another gamma."""
    pixels = np.asarray(image, dtype=np.float32) / 255
    dark, paper = chance.uniform(0, 0.45), chance.uniform(0.75, 1)
    return _image(255 * (dark + (paper - dark) * pixels ** chance.uniform(0.6, 1.7)))


def shaded(image: Image.Image, chance: random.Random) -> Image.Image:
    """A shadow falling across the page."""
    pixels = np.asarray(image, dtype=np.float32)
    across = np.linspace(chance.uniform(0.6, 1), chance.uniform(0.6, 1), pixels.shape[1])[None, :]
    down = np.linspace(chance.uniform(0.7, 1), chance.uniform(0.7, 1), pixels.shape[0])[:, None]
    return _image(pixels * across * down)


def heavier(image: Image.Image, chance: random.Random) -> Image.Image:
    """Ink spread by a part of a pixel."""
    wide = image.resize((image.width * 2, image.height * 2), Image.Resampling.BILINEAR)
    return wide.filter(ImageFilter.MinFilter(3)).reduce(2)


def lighter(image: Image.Image, chance: random.Random) -> Image.Image:
    """Strokes worn by a part of a pixel."""
    wide = image.resize((image.width * 2, image.height * 2), Image.Resampling.BILINEAR)
    return Image.blend(image, wide.filter(ImageFilter.MaxFilter(3)).reduce(2), chance.uniform(0.4, 0.8))


def two_tone(image: Image.Image, chance: random.Random) -> Image.Image:
    """Scanned as black and white, as a fax does."""
    pixels = np.asarray(image, dtype=np.float32)
    pixels = pixels + _numbers(chance).normal(0, chance.uniform(0, 22), pixels.shape)
    level = chance.uniform(0.45, 0.72) * np.percentile(pixels, 90)
    return _image(np.where(pixels < level, 0, 255))


def coarse(image: Image.Image, chance: random.Random) -> Image.Image:
    """Scanned with fewer dots, then enlarged."""
    part = chance.uniform(0.6, 0.9)
    small = image.resize((max(1, int(image.width * part)), max(1, int(image.height * part))), Image.Resampling.BOX)
    return small.resize(
        image.size, chance.choice((Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.NEAREST))
    )


def stamped(image: Image.Image, chance: random.Random) -> Image.Image:
    """Round and square stamps and strokes of a pen, grey, over the words."""
    cover = Image.new("L", image.size, 255)
    draw = ImageDraw.Draw(cover)
    for _ in range(chance.randint(1, 3)):
        x, y = chance.uniform(0, image.width), chance.uniform(0, image.height)
        r = chance.uniform(25, 120)
        shade, width = chance.randint(90, 215), chance.randint(1, 4)
        match chance.randrange(3):
            case 0:
                draw.ellipse((x - r, y - r, x + r, y + r), outline=shade, width=width)
            case 1:
                draw.rectangle((x - r, y - r / 2, x + r, y + r / 2), outline=shade, width=width)
            case _:
                points = [(x + chance.uniform(-2, 2) * r, y + chance.uniform(-0.6, 0.6) * r) for _ in range(6)]
                draw.line(points, fill=shade, width=width, joint="curve")
    return ImageChops.multiply(image, cover)


TRAINING: tuple[tuple[float, Noise], ...] = (
    (0.12, stamped),
    (0.25, heavier),
    (0.22, lighter),
    (0.30, faded),
    (0.25, coarse),
    (0.55, blurred),
    (0.30, shaded),
    (0.50, grainy),
    (0.20, two_tone),
)


def worn_for_training(image: Image.Image, chance: random.Random) -> Image.Image:
    """A page as the training sees it: some of the kinds above, in that order."""
    for share, kind in TRAINING:
        if chance.random() < share:
            image = kind(image, chance)
    return image


# To try with: never seen in training


def compressed(image: Image.Image, chance: random.Random) -> Image.Image:
    """JPEG of low quality, twice."""
    for _ in range(2):
        file = io.BytesIO()
        image.save(file, "JPEG", quality=chance.randint(22, 45))
        image = Image.open(io.BytesIO(file.getvalue())).convert("L")
    return image


def photocopied(image: Image.Image, chance: random.Random) -> Image.Image:
    """Specks, blots, white holes, a streak of the drum and a dark edge."""
    numbers = _numbers(chance)
    pixels = np.asarray(image, dtype=np.float32).copy()
    count = int(pixels.size * chance.uniform(0.0003, 0.0012))
    rows, columns = numbers.integers(0, pixels.shape[0], count), numbers.integers(0, pixels.shape[1], count)
    pixels[rows, columns] = numbers.integers(0, 120, count)
    some = count // 5
    pixels[(rows[:some] + 1) % pixels.shape[0], columns[:some]] = 60
    pixels[rows[:some], (columns[:some] + 1) % pixels.shape[1]] = 60
    holes = numbers.random(pixels.shape) < chance.uniform(0.0, 0.012)
    pixels[holes] = 255
    for _ in range(chance.randint(0, 2)):
        x = chance.randrange(pixels.shape[1])
        pixels[:, x : x + 2] = pixels[:, x : x + 2] * 0.65
    edge = chance.randint(0, 14)
    pixels[:edge] = 40
    return _image(pixels).filter(ImageFilter.GaussianBlur(0.45))


def shown_through(image: Image.Image, chance: random.Random) -> Image.Image:
    """The other side of the sheet, mirrored and faint."""
    other = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(1.2))
    faint = other.point([int(255 - (255 - v) * 0.22) for v in range(256)])
    return ImageChops.multiply(image, faint)


def skewed(image: Image.Image, degrees: float) -> tuple[Image.Image, Callable[[float, float], tuple[float, float]]]:
    """The page laid askew, and where a point of the page as drawn has gone."""
    radians = np.deg2rad(degrees)
    cos, sin = float(np.cos(radians)), float(np.sin(radians))
    cx, cy = image.width / 2, image.height / 2

    def place(x: float, y: float) -> tuple[float, float]:
        return cx + (x - cx) * cos + (y - cy) * sin, cy - (x - cx) * sin + (y - cy) * cos

    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255), place


def dithered(image: Image.Image, chance: random.Random) -> Image.Image:
    """Black and white by error diffusion, as cheap scanners save greys."""
    pixels = np.asarray(image, dtype=np.float32)
    return _image(pixels * 0.9 + 12).convert("1").convert("L").filter(ImageFilter.GaussianBlur(0.5))
