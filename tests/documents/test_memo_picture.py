"""The garuda's picture: told by content, drawn anew, and nothing that runs, links or swells."""

import io
import zlib

import pytest
from PIL import Image

from prongsai.core.errors import PersonError
from prongsai.documents.memo_picture import DRAWN_PIXELS, LARGEST_BYTES, picture_as_png

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 120">{}</svg>'
SHAPE = '<path d="M0 0 L100 0 L50 120 Z" fill="#7a0000"/>'


def raster(size=(100, 120), kind="PNG", mode="RGB", **values) -> bytes:
    drawn = io.BytesIO()
    Image.new(mode, size, (120, 0, 0) if mode == "RGB" else (120, 0, 0, 90)).save(drawn, kind, **values)
    return drawn.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


class TestPictures:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG"])
    def test_of_pixels_become_a_png(self, kind):
        drawn = opened(picture_as_png(raster(kind=kind), "a.svg"))

        assert (drawn.format, drawn.size) == ("PNG", (100, 120))

    def test_keep_what_is_see_through(self):
        assert opened(picture_as_png(raster(mode="RGBA"), "a.png")).getpixel((1, 1)) == (120, 0, 0, 90)

    def test_that_are_large_are_drawn_smaller(self):
        assert opened(picture_as_png(raster((1500, 3000)), "a.png")).size == (DRAWN_PIXELS // 2, DRAWN_PIXELS)

    def test_leave_behind_what_was_hidden_in_them(self):
        from PIL.PngImagePlugin import PngInfo

        said = PngInfo()
        said.add_text("where", "14.0 N 102.0 E")
        content = raster(pnginfo=said) + b"<script>tail</script>"

        drawn = picture_as_png(content, "a.png")

        assert b"102.0 E" not in drawn
        assert b"script" not in drawn

    def test_of_a_drawing_are_drawn(self):
        drawn = opened(picture_as_png(SVG.format(SHAPE).encode(), "a.svg"))

        assert drawn.height >= DRAWN_PIXELS - 2
        assert drawn.width == pytest.approx(drawn.height * 100 / 120, abs=3)
        assert drawn.getpixel((drawn.width // 2, drawn.height // 2)) == (0x7A, 0, 0, 255)

    def test_of_a_drawing_may_have_gradients_and_styles(self):
        inside = (
            "<style>.a { fill: #000 }</style>"
            '<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/></linearGradient></defs>'
            f'<g class="a">{SHAPE}</g><rect width="50" height="50" fill="url(#g)"/>'
        )

        assert picture_as_png(SVG.format(inside).encode(), "a.svg").startswith(b"\x89PNG")


class TestRefused:
    @pytest.mark.parametrize(
        "inside",
        [
            "<script>alert(1)</script>",
            "<foreignObject><p>a</p></foreignObject>",
            '<image href="http://example.org/a.png"/>',
            '<image href="file:///etc/passwd"/>',
            '<use href="#a"/>',
            '<path d="M0 0" fill="url(http://example.org/a)"/>',
            "<style>@import 'http://example.org/a.css';</style>",
            "<style>.a { fill: url(http://example.org/a) }</style>",
            '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
            "",
        ],
    )
    def test_drawings_that_run_link_load_or_show_nothing(self, inside):
        with pytest.raises(PersonError, match="ใช้เป็นภาพตราไม่ได้"):
            picture_as_png(SVG.format(inside).encode(), "a.svg")

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"%PDF-1.4",
            b"GIF89a....",
            b"<html><svg></html>",
            b"<svg",
            b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
            b"\x89PNG\r\n\x1a\n" + b"rubbish" * 9,
            b"\xff\xd8\xff\xe0 not a photo",
            raster((8, 8)),
        ],
    )
    def test_other_files(self, content):
        with pytest.raises(PersonError):
            picture_as_png(content, "a.png")

    def test_files_that_are_too_large(self):
        with pytest.raises(PersonError, match="ใหญ่เกิน 2 MB"):
            picture_as_png(b"\x89PNG\r\n\x1a\n" + b"0" * LARGEST_BYTES, "a.png")

    def test_a_picture_that_says_it_is_endless(self):
        def chunk(kind: bytes, data: bytes) -> bytes:
            return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

        head = (60_000).to_bytes(4, "big") + (60_000).to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
        bomb = (
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(b"0" * 1000))
            + chunk(b"IEND", b"")
        )

        with pytest.raises(PersonError):
            picture_as_png(bomb, "a.png")

    def test_a_drawing_that_says_it_is_endless_is_drawn_in_its_frame(self):
        wide = SVG.replace("0 0 100 120", "0 0 1000000 1").format('<rect width="1000000" height="1"/>')

        try:
            drawn = opened(picture_as_png(wide.encode(), "a.svg"))
        except PersonError:
            return
        assert drawn.width <= 2 * DRAWN_PIXELS
