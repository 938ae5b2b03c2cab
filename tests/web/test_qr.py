"""QR codes are read again by ZXing, from another program's drawing of our SVG."""

import xml.etree.ElementTree as ElementTree

import pytest
from PIL import Image, ImageDraw

from prongsai.web.qr import QUIET_MODULES, draw_qr
from tests.web.qr_reader import draw, read_all

LINK = "https://ita.bansuansai.example.go.th/office/join/abcd2345abcd2345abcd/"


def paths(svg):
    return [one for one in ElementTree.fromstring(svg) if one.tag.endswith("path")]


class TestReadAgain:
    @pytest.mark.parametrize(
        "text",
        [
            LINK,
            "http://127.0.0.1:8000/office/join/a/",
            "https://ita.example.go.th/khoksaat-chaiyaphum/plans/2569/?item=O7&lang=th#part",
            "https://เทศบาล.ไทย/แผน/๒๕๖๙/",
            "https://ita.example.go.th/" + "a" * 900,
        ],
    )
    def test_says_what_was_written(self, text, tmp_path):
        assert read_all(draw(draw_qr(text, "x"), tmp_path, ppi=400)) == [text]

    def test_small_and_coarse_as_an_office_printer_makes_it(self, tmp_path):
        assert read_all(draw(draw_qr(LINK, "x"), tmp_path, ppi=100)) == [LINK]

    def test_with_a_coffee_stain(self, tmp_path):
        picture = draw(draw_qr(LINK, "x"), tmp_path)
        side = picture.width
        ImageDraw.Draw(picture).ellipse((side * 0.55, side * 0.55, side * 0.7, side * 0.7), fill=128)

        assert read_all(picture) == [LINK]

    def test_on_a_dark_page_the_white_around_it_is_its_own(self, tmp_path):
        code = draw(draw_qr(LINK, "x"), tmp_path)
        page = Image.new("L", (code.width + 200, code.height + 200), 0)
        page.paste(code, (100, 100))

        assert read_all(page) == [LINK]

    def test_a_code_without_its_lines_is_read_as_none(self, tmp_path):
        """The reader is no rubber stamp."""
        assert read_all(draw(draw_qr(LINK, "x").replace('stroke="#000"', 'stroke="#fff"'), tmp_path)) == []


class TestTheSvg:
    def test_needs_no_style_and_no_script(self):
        svg = draw_qr(LINK, "คำ")

        assert "style=" not in svg
        assert "<script" not in svg
        assert {one.tag for one in ElementTree.fromstring(svg).iter()} == {"svg", "title", "path"}

    def test_is_an_image_with_words_for_those_who_do_not_see_it(self):
        root = ElementTree.fromstring(draw_qr(LINK, "เปิดลิงก์"))

        assert root.get("role") == "img"
        assert root.find("title").text == "เปิดลิงก์"

    def test_words_cannot_break_out(self):
        words = "</title><script>alert(1)</script>\"'&"

        root = ElementTree.fromstring(draw_qr(LINK, words))
        assert root.find("title").text == words

    def test_takes_its_size_from_the_page_and_keeps_its_quiet_zone(self):
        root = ElementTree.fromstring(draw_qr(LINK, "x"))
        left, top, width, height = (float(part) for part in root.get("viewBox").split())

        assert (left, top, width) == (0, 0, height)
        assert root.get("width") is None
        _ground, lines = paths(draw_qr(LINK, "x"))
        assert lines.get("d").startswith(f"M{QUIET_MODULES} {QUIET_MODULES}.5")

    def test_two_links_are_two_codes(self):
        assert draw_qr(LINK, "x") != draw_qr(LINK + "b", "x")

    def test_what_no_code_holds_is_said(self):
        with pytest.raises(ValueError, match="too long"):
            draw_qr("a" * 3000, "x")
