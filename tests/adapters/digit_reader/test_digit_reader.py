import random
import time
from collections import Counter

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from prongsai.adapters.digit_reader import ACCEPTED, DIGITS, classify_glyph, find_runs, read_runs
from tests.adapters.digit_reader.pages import SARABUN, jpeg, numbers_page, scanned, set_page

THAI, ARABIC = DIGITS[:10], DIGITS[10:]

LETTERS = (
    "ธรรมาภิบาล วงจร งบรายจ่าย ณ วรรณคดี ฑ ฒ ผู้เฒ่า อ่อนน้อม เอกสาร ฎีกา ฐานข้อมูล ฯลฯ ต่าง ๆ ตกต่ำ คดี ศาล ภาค ถาวร ขาด ชาติ ซื้อ "
    "Solo booll School logo OIT ITA IIll soon ZOO SOS Bill goo foo BOSS website http www qa Qg zZ sS"
)


class TestReadRuns:
    def test_a_thai_year_in_a_sentence(self):
        page = set_page("แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. ๒๕๖๙ ของเทศบาล")

        (run,), unsure = read_runs(page)

        assert run[0] == "๒๕๖๙"
        assert ACCEPTED <= run[1] <= 1
        assert unsure == 0

    def test_an_arabic_year_stays_arabic(self):
        assert [text for text, _ in read_runs(set_page("ประจำปีงบประมาณ พ.ศ. 2569"))[0]] == ["2569"]

    def test_a_year_grown_together_with_its_word(self):
        assert [text for text, _ in read_runs(set_page("ปีงบประมาณพ.ศ.๒๕๗๐ และปี๒๕๗๑ด้วย"))[0]] == ["๒๕๗๐", "๒๕๗๑"]

    def test_a_date_is_its_parts(self):
        assert [text for text, _ in read_runs(set_page("วันที่ ๓๑/๑๒/๒๕๖๘"))[0]] == ["๓๑", "๑๒", "๒๕๖๘"]

    def test_a_space_ends_a_run(self):
        assert [text for text, _ in read_runs(set_page("๒๕๖๘ #h(1em) ๒๕๖๙ #h(1em) 12 #h(1em) 345"))[0]] == [
            "๒๕๖๘",
            "๒๕๖๙",
            "12",
            "345",
        ]

    def test_a_digit_alone_is_no_run(self):
        assert read_runs(set_page("ข้อ ๕ และข้อ 7 วันที่ ๑ ตุลาคม")) == ([], 0)

    def test_runs_come_from_the_top_of_the_page(self):
        page = set_page("๒๕๖๑ \\ ๒๕๖๒ \\ ๒๕๖๓ \\ ๒๕๖๔")

        assert [text for text, _ in read_runs(page)[0]] == ["๒๕๖๑", "๒๕๖๒", "๒๕๖๓", "๒๕๖๔"]

    def test_a_table_with_rules(self):
        page = set_page("#table(columns: 3, [ปี], [๒๕๖๘], [๒๕๖๙], [งบ], [๑๒๓๔๕], [67890])")

        accepted, unsure = read_runs(page)

        assert {text for text, _ in accepted} <= {"๒๕๖๘", "๒๕๖๙", "๑๒๓๔๕", "67890"}
        assert len(accepted) >= 3
        assert len(accepted) + unsure == 4

    @pytest.mark.parametrize("weight", ["regular", "bold"])
    @pytest.mark.parametrize("dpi", [110, 150, 200, 300])
    def test_every_digit_at_every_density(self, dpi, weight):
        page = set_page("๐๑๒๓๔ และ ๕๖๗๘๙ และ 01234 และ 56789", dpi=dpi, weight=weight, points=12)

        assert [text for text, _ in read_runs(page)[0]] == ["๐๑๒๓๔", "๕๖๗๘๙", "01234", "56789"]

    def test_letters_that_look_like_digits_are_none(self):
        page = set_page(" ".join([LETTERS] * 4))

        assert read_runs(page)[0] == []

    def test_white_writing_on_a_dark_page(self):
        page = set_page("ปีงบประมาณ ๒๕๖๙").point([255 - value for value in range(256)])

        assert [text for text, _ in read_runs(page)[0]] == ["๒๕๖๙"]

    @pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "CMYK"])
    def test_a_picture_of_any_mode(self, mode):
        page = set_page("ปีงบประมาณ ๒๕๖๙", points=16).convert(mode)

        assert [text for text, _ in read_runs(page)[0]] == ["๒๕๖๙"]

    @pytest.mark.parametrize("size", [(1, 1), (2, 300), (300, 2), (200, 200)])
    def test_a_picture_with_nothing_on_it(self, size):
        assert read_runs(Image.new("RGB", size, "white")) == ([], 0)


class TestUnsure:
    def test_what_is_accepted_from_ever_worse_scans_is_right(self):
        """The promise that counts: below its confidence the reader says so; it does not guess."""
        accepted = []
        for blur in (0.0, 0.8, 1.2, 1.6, 2.0):
            page = set_page("ปี ๒๕๔๖ ปี ๒๕๖๙ ปี ๒๔๙๕ ปี ๓๗๘๑ ปี 2569 ปี 3816 ปี 5047", dpi=120).filter(
                ImageFilter.GaussianBlur(blur)
            )
            accepted += [text for text, _ in read_runs(page)[0]]

        assert len(accepted) >= 10
        assert set(accepted) <= {"๒๕๔๖", "๒๕๖๙", "๒๔๙๕", "๓๗๘๑", "2569", "3816", "5047"}

    def test_a_number_in_two_scripts_is_never_accepted(self):
        accepted, unsure = read_runs(set_page("๒๕69", points=16))

        assert accepted == []
        assert unsure == 1


class TestScans:
    """Real pages, set by typst and drawn by PDFium, in a family that was held out, worn in ways not trained with."""

    @pytest.mark.parametrize("digits", [THAI, ARABIC])
    @pytest.mark.parametrize("wear", ["jpeg", "askew"])
    def test_at_least_99_in_100_accepted_digits_are_right_and_80_are_accepted(self, digits, wear):
        runs, text = numbers_page(70, 11, digits)
        page = set_page(text, dpi=150, points=11)
        page = jpeg(page, 35) if wear == "jpeg" else scanned(page)

        accepted = Counter(run for run, _ in read_runs(page)[0])

        read = sum(len(run) for run in accepted.elements())
        right = sum(
            len(run) for run in (accepted & Counter(runs)).elements()
        )  # a run with one wrong digit counts as all wrong
        assert right >= 0.99 * read
        assert read >= 0.80 * sum(map(len, runs))

    @pytest.mark.parametrize("font", ["Laksaman", "Noto Sans Thai", "Noto Serif Thai", "Noto Looped Thai"])
    def test_other_held_out_families_when_they_are_installed(self, font):
        runs, text = numbers_page(40, 12, THAI)
        try:
            page = set_page(text, font=font, dpi=150, points=16 if font == "Laksaman" else 11)
        except LookupError:
            pytest.skip(f"{font} is not installed")

        accepted = [run for run, _ in read_runs(jpeg(page, 40))[0]]

        assert len(accepted) >= (0.6 if font == "Noto Sans Thai" else 0.8) * len(runs)  # docs/digit-reader.md, limits
        assert len([run for run in accepted if run in runs]) >= 0.97 * len(accepted)


class TestFindRuns:
    @pytest.mark.parametrize("degrees", [0.0, 1.5])
    def test_the_place_is_where_the_run_is_drawn(self, degrees):
        page = set_page("ประจำปีงบประมาณ พ.ศ. ๒๕๖๙ ของเทศบาลตำบล " * 8)
        (alone,) = {reading.text for reading in find_runs(page)}

        for reading in find_runs(page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)):
            box = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).crop(
                (int(reading.left) - 3, int(reading.top) - 3, int(reading.right) + 4, int(reading.bottom) + 3)
            )
            again = Image.new("L", (box.width + 80, box.height + 80), 255)
            again.paste(box, (40, 40))
            assert reading.text == alone == "๒๕๖๙"
            assert [text for text, _ in read_runs(again)[0]] == ["๒๕๖๙"]

    def test_a_large_picture_s_places_are_its_own_pixels(self):
        small, large = (find_runs(set_page("ปี ๒๕๖๙", dpi=dpi))[0] for dpi in (150, 450))

        assert large.left == pytest.approx(3 * small.left, abs=9)
        assert large.bottom == pytest.approx(3 * small.bottom, abs=9)


class TestClassifyGlyph:
    @staticmethod
    def cut(character: str, size: int = 60) -> Image.Image:
        font = ImageFont.truetype(str(SARABUN / "Sarabun-Regular.ttf"), size)
        picture = Image.new("L", (size * 2, size * 2), 255)
        ImageDraw.Draw(picture).text((size // 2, size // 2), character, fill=0, font=font)
        return picture.crop(picture.point([255 - value for value in range(256)]).getbbox())

    def test_most_digits_by_themselves(self):
        right = [digit for digit in DIGITS if classify_glyph(self.cut(digit))[0] == digit]

        assert len(right) >= 15

    @pytest.mark.parametrize("letter", "กขคจฉชซญฎฏฐณดตถทธนบปผฝพฟภมยรลวศสหฬอฮAEHKMNRTWXY")
    def test_a_letter_is_no_digit_one_is_sure_of(self, letter):
        digit, odds = classify_glyph(self.cut(letter))

        assert digit == "" or odds < ACCEPTED


class TestCost:
    def test_an_a4_page_takes_about_a_second_of_a_core(self):
        chance = random.Random(2)
        words = ["มาตรการ", "ส่งเสริม", "คุณธรรม", "ความโปร่งใส", "หน่วยงาน", "งบประมาณ", "๒๕๖๙", "รายงาน", "2569"]
        page = scanned(set_page(" ".join(chance.choices(words, k=430)), dpi=200))

        times: list[float] = []
        while len(times) < 3 and min(times, default=10) >= 10:  # the first reading loads what the next ones have
            began = time.process_time()
            read_runs(page)
            times.append(time.process_time() - began)

        assert min(times) < 10  # 0.7 on the machine it was written on
