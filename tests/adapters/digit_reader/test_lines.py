import math

import numpy as np
import pytest
from PIL import Image

from prongsai.adapters.digit_reader_lines import (
    ABOVE,
    LETTER_HEIGHT,
    STRIP_HEIGHT,
    dark_on_light,
    find_lines,
    strips_of,
)
from tests.adapters.digit_reader.pages import scanned, set_page

THREE = "แผนปฏิบัติการป้องกันการทุจริต \\ ประจำปีงบประมาณ พ.ศ. ๒๕๖๙ \\ ที่นี่ปู่ญาติผู้ใหญ่กู้เงิน"


class TestFindLines:
    def test_a_blank_page_has_none(self):
        assert find_lines(Image.new("L", (400, 300), 255)) == []

    def test_finds_three_lines_though_marks_stand_over_and_under_letters(self):
        lines = find_lines(set_page(THREE, points=16))

        assert len({round(line.base / 20) for line in lines}) == 3

    def test_the_height_is_that_of_a_consonant(self):
        page = set_page("นนนน มมมม ททท ปีที่ผู้ฟื้นฟู", points=20, dpi=144)
        letter = set_page("น", points=20, dpi=144)
        rows = np.flatnonzero((np.asarray(letter) < 128).any(axis=1))

        longest = max(find_lines(page), key=lambda line: line.right - line.left)

        assert longest.height == pytest.approx(rows[-1] - rows[0] + 1, abs=2)

    @pytest.mark.parametrize("degrees", [-2.0, -0.7, 0.7, 2.0])
    def test_the_slope_is_that_of_the_page(self, degrees):
        page = set_page(" ".join(["มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"] * 20))

        lines = find_lines(page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))

        assert lines[0].slope == pytest.approx(-math.tan(math.radians(degrees)), abs=0.002)

    def test_the_rules_of_a_table_do_not_hide_what_is_in_it(self):
        lines = find_lines(set_page("#table(columns: 3, [ลำดับ], [มาตรการ], [๒๕๖๙], [๑๒], [รายงานผล], [๒๕๗๐])"))

        assert sorted((round(line.base / 10), line.left // 50) for line in lines) == [
            *((15, column) for column in (2, 4, 6)),
            *((19, column) for column in (2, 4, 6)),
        ]

    def test_two_sizes_on_a_page_are_two_heights(self):
        lines = find_lines(set_page("#text(size: 30pt)[หัวเรื่อง] \\ เนื้อความ"))

        assert lines[0].height > 2 * lines[-1].height


class TestStripsOf:
    def test_a_strip_is_as_high_as_the_network_wants_and_its_letters_stand_on_the_line(self):
        strip = strips_of(set_page("นมนมนมนม", points=14, dpi=200))[0]
        filled = strip.ink.sum(axis=1)

        assert strip.ink.shape[0] == STRIP_HEIGHT
        assert filled[ABOVE : ABOVE + LETTER_HEIGHT].sum() > 0.93 * filled.sum()
        assert 0 <= strip.ink.min() <= strip.ink.max() <= 1

    def test_places_and_columns_are_each_other_s_way_back(self):
        for strip in strips_of(scanned(set_page(THREE, points=16))):
            for column in (0, 17, 60):
                assert strip.column(strip.place(column)[0]) == pytest.approx(column)

    def test_places_are_those_of_the_picture_given_even_when_it_is_reduced(self):
        small, large = (strips_of(set_page("ประจำปี ๒๕๖๙", dpi=dpi))[0].line for dpi in (150, 450))

        assert large.left / 3 == pytest.approx(small.left, abs=2)
        assert large.base / 3 == pytest.approx(small.base, abs=2)
        assert large.height / 3 == pytest.approx(small.height, abs=1)

    @pytest.mark.parametrize("size", [(1, 1), (3, 2), (1, 500), (500, 1), (40, 40)])
    def test_a_picture_too_small_to_read_has_none(self, size):
        assert strips_of(Image.new("RGB", size, "white")) == []

    def test_nothing_but_noise_ends_in_time(self):
        noise = Image.fromarray(np.random.default_rng(3).integers(0, 255, (900, 700), dtype=np.uint8))

        assert len(strips_of(noise)) <= 400


class TestDarkOnLight:
    @pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK", "LA", "RGBA"])
    def test_every_mode_becomes_grey(self, mode):
        assert dark_on_light(Image.new("RGB", (20, 20), "white").convert(mode)).getextrema() == (255, 255)

    def test_what_is_see_through_is_paper(self):
        assert dark_on_light(Image.new("RGBA", (20, 20), (0, 0, 0, 0))).getextrema() == (255, 255)

    def test_white_on_black_is_turned_round(self):
        page = Image.new("L", (80, 80), 10)
        page.paste(240, (20, 20, 30, 30))

        assert dark_on_light(page).getpixel((0, 0)) == 245
        assert dark_on_light(page).getpixel((25, 25)) == 15
