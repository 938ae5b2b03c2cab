"""Images as pages: opened within a cap of pixels, turned upright, brought to the size of a page at 150 dots per inch."""

import io
import warnings
from typing import Any

from prongsai.adapters.page_ocr import DOTS_PER_INCH
from prongsai.adapters.reading_limits import CannotRead, ReadLimits, both

_LONG_SIDE = round(11.7 * DOTS_PER_INCH)  # A4
_MOST_FRAMES = 2_000
_FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP", "MPO")


class Pictures:
    """The frames of an image file, one page each; of a moving picture (`is_moving`) the first alone.

    Raises CannotRead when it cannot be opened.
    """

    def __init__(self, content: bytes, limits: ReadLimits) -> None:
        from PIL import Image, UnidentifiedImageError

        Image.MAX_IMAGE_PIXELS = limits.max_image_pixels
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                self._image: Any = Image.open(io.BytesIO(content), formats=_FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_big(limits) from error
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError) as error:
            raise CannotRead("damaged", both("ไฟล์ภาพเสียหาย", "the image is damaged")) from error
        self._limits = limits
        try:
            frames = int(getattr(self._image, "n_frames", 1))
        except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError):
            frames = 1
        self.count = max(1, min(frames, _MOST_FRAMES)) if self._image.format == "TIFF" else 1
        # The further pictures of a photo (MPO) are its own preview or depth.
        self.is_moving = frames > 1 and self._image.format not in {"TIFF", "MPO"}

    def page(self, index: int) -> Any:
        """Frame `index` as a grey Pillow image, at most an A4 page at 150 dots per inch. Raises CannotRead."""
        from PIL import Image, ImageOps

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                if index:
                    self._image.seek(index)
                width, height = self._image.size
                if width * height > self._limits.max_image_pixels:
                    raise _too_big(self._limits)
                self._image.draft("L", (_LONG_SIDE, _LONG_SIDE))  # JPEG: decoded at a fraction of its size
                image = ImageOps.exif_transpose(self._image)
                return fit_page(_on_white(image))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_big(self._limits) from error
        except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise CannotRead("damaged", both("ไฟล์ภาพเสียหาย", "the image is damaged")) from error


def fit_page(image: Any) -> Any:
    """The image no longer than an A4 page at 150 dots per inch; small images stay as they are."""
    from PIL import Image

    long_side = max(image.size)
    if long_side <= _LONG_SIDE * 1.1:
        return image
    scale = _LONG_SIDE / long_side
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _on_white(image: Any) -> Any:
    """Grey, with what is transparent made white."""
    from PIL import Image

    image = in_eight_bits(image)
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(white, rgba).convert("L")
    return image.convert("L")


def in_eight_bits(image: Any) -> Any:
    """A picture of more than eight bits a dot (scans of 16) as a grey one of eight; others as they are.

    Pillow itself cuts such dots off at 255, which makes a page of them all white.
    """
    if not image.mode.startswith(("I", "F")):
        return image
    wide = image if image.mode == "F" else image.convert("I")
    highest = wide.getextrema()[1]
    top = next((one for one in ((1,) if image.mode == "F" else ()) + (255, 65_535) if highest <= one), highest)
    return wide.point(lambda value: value * (255 / top)).convert("L")


def _too_big(limits: ReadLimits) -> CannotRead:
    millions = limits.max_image_pixels // 1_000_000
    return CannotRead("too_big", both(f"ภาพเกิน {millions} ล้านจุด", f"the image has over {millions} million pixels"))
