"""Content streams: each operator that is known, and what is left to PDFium."""

import pytest

from tests.adapters.native.made_pdf import Made, lines_of, stream, wide_string
from tests.adapters.native.reading import quickly, refused, same

THAI = "ประกาศเทศบาลตำบลน้ำผุด เรื่อง แผนการจัดซื้อจัดจ้าง"


def shown(operators: str, letters: str = THAI, **options: object) -> bytes:
    """A page of these operators; «words» stand for strings of codes."""
    parts = operators.split("«")
    content = parts[0].encode()
    for part in parts[1:]:
        words, _sign, rest = part.partition("»")
        letters += words
        content += wide_string(words) + rest.encode()
    return Made(content, letters, **options).write()  # type: ignore[arg-type]


class TestShownText:
    def test_lines_below_each_other(self):
        assert (
            same(lines_of(THAI, "บรรทัดที่สอง", "Third line of 2569").write()) == f"{THAI}\nบรรทัดที่สอง\nThird line of 2569"
        )

    def test_words_side_by_side_are_parted_where_there_is_a_gap(self):
        text = same(shown("BT /F1 16 Tf 1 0 0 1 70 700 Tm «กองคลัง» Tj 1 0 0 1 300 700 Tm «กองช่าง» Tj ET"))

        assert text == "กองคลัง กองช่าง"

    def test_words_that_touch_are_one(self):
        text = same(shown("BT /F1 16 Tf 70 700 Td «กอง» Tj «คลัง» Tj ET"))

        assert text == "กองคลัง"

    def test_numbers_of_an_array_that_leave_a_gap_are_a_blank(self):
        assert same(shown("BT /F1 16 Tf 70 700 Td [«กอง» -600 «คลัง» 20 «ก»] TJ ET")) == "กอง คลังก"

    @pytest.mark.parametrize("gap", [-50, -90, -110, -120, -130, -140, -180, -250, -400, 300])
    def test_gaps_of_every_size_are_judged_as_pdfium_does(self, gap):
        same(shown(f"BT /F1 16 Tf 70 700 Td [«กอง» {gap} «คลัง ab» {gap} «cd»] TJ ET"))

    @pytest.mark.parametrize("step", [20, 24, 26, 27, 28, 29, 30, 34, 40, 60])
    def test_places_of_every_distance_are_judged_as_pdfium_does(self, step):
        words = " ".join(f"1 0 0 1 {70 + step * place} 700 Tm «กอบ» Tj" for place in range(6))

        same(shown(f"BT /F1 16 Tf {words} ET"))

    @pytest.mark.parametrize("drop", [0, 1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 20, -3, -6, -9, -14])
    def test_heights_of_every_distance_are_judged_as_pdfium_does(self, drop):
        same(shown(f"BT /F1 16 Tf 1 0 0 1 70 700 Tm «กองคลัง» Tj 1 0 0 1 140 {700 - drop} Tm «และกองช่าง» Tj ET"))

    def test_each_way_to_move_a_line(self):
        text = same(
            shown(
                "BT /F1 14 Tf 70 700 Td «หนึ่ง» Tj 0 -22 TD «สอง» Tj T* «สาม» Tj 30 TL T* «สี่» Tj «ห้า» ' 1 2 «หก» \" "
                "1 0 0 1 70 500 Tm «เจ็ด» Tj ET"
            )
        )

        assert text.split("\n") == ["หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด"]

    def test_widened_letters(self):
        same(shown("BT /F1 14 Tf 2 Tc 3 Tw 120 Tz 70 700 Td «กอง คลัง» Tj [«กอง» -200 «ช่าง»] TJ ET"))

    @pytest.mark.parametrize("space", [-2, -0.5, 0.3, 1, 4, 9])
    def test_letters_set_apart_are_no_words(self, space):
        same(shown(f"BT /F1 14 Tf {space} Tc 70 700 Td [«กอง» -100 «คลัง» -900 «ช่าง»] TJ «ต่อ» Tj ET"))

    def test_raised_text(self):
        same(shown("BT /F1 14 Tf 70 700 Td «พื้นที่ ๑๐ ม» Tj 5 Ts /F1 8 Tf «๒» Tj 0 Ts /F1 14 Tf « ต่อ» Tj ET"))

    @pytest.mark.parametrize("mode", range(8))
    def test_every_mode_of_drawing_even_none(self, mode):
        assert same(shown(f"2 w BT {mode} Tr /F1 14 Tf 70 700 Td «มองไม่เห็น» Tj ET")) == "มองไม่เห็น"

    def test_a_flipped_page_as_typst_writes_it(self):
        assert same(shown("q 1 0 0 -1 70 700 cm BT /F1 12 Tf 1 0 0 -1 0 0 Tm «กลับหัว» Tj ET Q")) == "กลับหัว"

    def test_a_scaled_page_as_chromium_writes_it(self):
        same(
            shown(
                ".24 0 0 -.24 0 841.92 cm q BT /F1 50 Tf 1 0 0 -1 300 400 Tm «ย่อ» Tj 1 0 0 -1 300 500 Tm «ขยาย» Tj ET Q"
            )
        )

    def test_saved_states_come_back(self):
        same(
            shown(
                "q BT /F1 30 Tf ET Q q 2 0 0 2 10 10 cm BT /F1 9 Tf 20 300 Td «ใหญ่» Tj ET Q BT /F1 9 Tf 20 200 Td «เล็ก» Tj ET"
            )
        )

    def test_slanted_letters(self):
        assert same(shown("BT /F1 14 Tf 1 0 .33 1 70 700 Tm «ตัวเอน» Tj ET")) == "ตัวเอน"

    def test_letters_drawn_twice_come_once(self):
        text = same(shown("BT /F1 14 Tf 1 0 0 1 70 700 Tm «ตัวหนา» Tj 1 0 0 1 70.3 700 Tm «ตัวหนา» Tj ET"))

        assert text == "ตัวหนา"

    def test_letters_drawn_twice_far_apart_come_twice(self):
        assert same(shown("BT /F1 14 Tf 70 700 Td «ก» Tj 1 0 0 1 90 700 Tm «ก» Tj ET")) == "ก ก"

    def test_runs_out_of_order_are_put_from_left_to_right(self):
        text = same(shown("BT /F1 14 Tf 1 0 0 1 300 700 Tm «ขวา» Tj 1 0 0 1 70 700 Tm «ซ้าย» Tj ET"))

        assert text == "ซ้าย ขวา"

    def test_a_word_goes_on_over_its_hyphen(self):
        same(
            shown(
                "BT /F1 14 Tf 70 700 Td «trans-» Tj 0 -20 Td «parency» Tj 0 -20 Td «- ข้อหนึ่ง» Tj 0 -20 Td «2569-» Tj 0 -20 Td «2570» Tj ET"
            )
        )

    def test_a_run_of_a_blank_alone(self):
        same(shown("BT /F1 14 Tf 70 700 Td «กอง» Tj « » Tj «คลัง» Tj «  » Tj «ก» Tj ET"))

    def test_strings_of_brackets_with_signs(self):
        codes = b"".join(wide_string(one).strip(b"<>") for one in "กข(")
        literal = b"(" + b"".join(b"\\%03o" % byte for byte in bytes.fromhex(codes.decode())) + b")"

        assert same(Made(b"BT /F1 14 Tf 70 700 Td %s Tj ET" % literal, "กข(").write()) == "กข("

    def test_remarks_and_odd_blanks(self):
        assert same(shown("%begin\nBT%x\r/F1 14 Tf\f70\t700 Td\r\n«กอง»Tj ET")) == "กอง"

    def test_contents_in_parts(self):
        parts = {
            20: stream(b"BT /F1 14 Tf 70 700"),
            21: stream(b"Td " + wide_string("ต่อกัน") + b"Tj ET"),
            4: b"[20 0 R 21 0 R]",
        }

        assert same(Made(b"", "ต่อกัน", more=parts).write()) == "ต่อกัน"

    def test_a_page_without_contents(self):
        assert same(Made(b"", "ก").write()) == ""


class TestTakenFirst:
    """The one rule that is not PDFium's: all lines go across."""

    def test_a_short_table_keeps_its_words(self):
        rows = "".join(
            f"1 0 0 1 {x} 780 Tm «{word}» Tj " for x, word in ((60, "๗"), (80, "โ"), (86, "ครงการ"), (300, "คลัง"))
        )
        content = shown(f"BT /F1 12 Tf {rows} 1 0 0 1 80 740 Tm «ถนน» Tj 1 0 0 1 80 700 Tm «ซอย» Tj ET")

        (page,) = quickly(content)

        assert page is not None
        assert page[0] == "๗ โครงการ คลัง\nถนน\nซอย"


class TestMarks:
    def test_actual_text_is_read_instead(self):
        assert same(shown("BT /F1 14 Tf 70 700 Td /Span<</ActualText<FEFF0E190E49>>>BDC «นำ» Tj EMC «ก» Tj ET")) == "น้ก"

    def test_actual_text_of_two_runs_comes_once(self):
        mark = "/Span<</ActualText<FEFF0E190E490E330E44>>>BDC"

        assert same(shown(f"BT /F1 14 Tf 70 700 Td {mark} «น» Tj «ำ» Tj EMC {mark} «น» Tj EMC ET")) == "น้ำไ น้ำไ"

    @pytest.mark.parametrize(
        "entries",
        [
            "/ActualText(plain)",
            "/ActualText()",
            "/MCID 3",
            "/Lang(th)/ActualText<FEFF0E01>",
            "/MCID 1/Lang (en-US)",
            "",
        ],
    )
    def test_each_kind_of_dictionary(self, entries):
        same(shown(f"/P <<{entries}>> BDC BT /F1 14 Tf 70 700 Td «กอง» Tj ET EMC BT /F1 14 Tf 70 600 Td «คลัง» Tj ET"))

    @pytest.mark.parametrize("inner", ["/Artifact BMC", "/P <</MCID 1>> BDC", "/Span<</ActualText<FEFF0E02>>>BDC"])
    def test_marks_within_marks(self, inner):
        outer = "/Span<</ActualText<FEFF0E01>>>BDC"

        same(shown(f"BT /F1 14 Tf 70 700 Td {outer} {inner} «กอง» Tj «คลัง» Tj EMC «ต่อ» Tj EMC «ไป» Tj ET"))

    def test_a_mark_among_the_resources(self):
        resources = b"/Properties<</MC0<</MCID 1>>>>"

        assert same(shown("/P /MC0 BDC BT /F1 14 Tf 70 700 Td «กอง» Tj ET EMC", resources=resources)) == "กอง"

    def test_more_ends_than_beginnings(self):
        same(shown("EMC EMC BT /F1 14 Tf 70 700 Td «กอง» Tj ET EMC"))

    @pytest.mark.parametrize(
        "mark",
        [
            "/OC /MC0 BDC", "/OC <</A 1>> BDC", "/P /MC9 BDC", "/P 3 BDC", "BDC", "/P /Actual BDC",
            "/Span<</ActualText<FEFFD83DDE00>>>BDC", "/Span<</ActualText(\\200)>>BDC", "/Span<</ActualText<FEFF0>>>BDC",
            "/Span<</ActualText<FEFF000A>>>BDC", "/Span<</Actual#54ext(a)>>BDC", "/Span<</ActualText/a>>BDC",
        ],
    )  # fmt: skip
    def test_what_is_left_to_pdfium(self, mark):
        resources = b"/Properties<</MC0<</MCID 1>>/Actual<</ActualText(a)>>>>"

        assert refused(shown(f"BT /F1 14 Tf 70 700 Td {mark} «กอง» Tj EMC ET", resources=resources))


class TestForms:
    def form(self, content: str, entries: bytes = b"", **more: bytes) -> bytes:
        inner = content.encode().replace("กอง".encode(), wide_string("กอง"))
        resources = b"/XObject<</X1 20 0 R/I1 21 0 R>>/ExtGState<</G1<</LW 3>>/G2<</Font[5 0 R 9]>>>>"
        objects = {
            20: stream(inner, b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]" + entries),
            21: stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"),
        }
        outer = b"BT /F1 14 Tf 70 700 Td %s Tj ET q 1 0 0 1 50 100 cm /X1 Do Q /I1 Do" % wide_string("ก่อน")
        return Made(outer, "กองก่อน", resources=resources, more=objects).write()

    def test_text_of_a_form_stands_where_it_is_drawn(self):
        own = b"/Matrix[1 0 0 1 20 30]/Resources<</Font<</F1 5 0 R>>>>"

        assert same(self.form("BT /F1 12 Tf 10 400 Td กอง Tj ET", own)) == "ก่อน\nกอง"

    def test_resources_of_the_page_serve_a_form_without(self):
        assert same(self.form("BT /F1 12 Tf 10 400 Td กอง Tj ET")) == "ก่อน\nกอง"

    def test_a_graphics_state(self):
        same(self.form("/G1 gs BT 2 Tr /F1 12 Tf 10 400 Td กอง Tj ET"))

    @pytest.mark.parametrize(
        ("content", "entries"),
        [
            ("/X1 Do", b""), ("/X9 Do", b""), ("/G2 gs", b""), ("BT /F1 12 Tf ET", b"/OC 5 0 R"), ("BT ET", b"/Matrix[1 0 0]"),
            ("BT ET", b"/Matrix[1 0 0 1 0 /a]"), ("BT /F9 12 Tf ET", b""),
        ],
    )  # fmt: skip
    def test_what_is_left_to_pdfium(self, content, entries):
        assert refused(self.form(content, entries))

    def test_another_kind_of_object(self):
        content = self.form("BT ET").replace(b"/Subtype/Image/Width", b"/Subtype/PS   /Width")

        assert refused(content)


class TestLeftToPdfium:
    @pytest.mark.parametrize(
        "operators",
        [
            "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI",
            "BT /F1 14 Tf 0 1 -1 0 70 700 Tm «ตั้ง» Tj ET",
            "BT /F1 14 Tf -1 0 0 -1 70 700 Tm «หัว» Tj ET",
            "0 1 -1 0 0 0 cm BT /F1 14 Tf 70 700 Td «ตั้ง» Tj ET",
            "BT /F1 -14 Tf 70 700 Td «ลบ» Tj ET",
            "BT /F1 0 Tf 70 700 Td «ศูนย์» Tj ET",
            "BT 70 700 Td «ไม่มี» Tj ET",
            "/F1 14 Tf «นอก» Tj",
            "BT /F2 14 Tf ET",
            "BT /F1 14 Tf 70 Td ET",
            "BT /F1 Tf ET",
            "BT 14 Tf ET",
            "BT /F1 14 Tf «ก» TJ ET",
            "BT /F1 14 Tf [«ก» /a] TJ ET",
            "BT /F1 14 Tf 70 700 Td 5 Tj ET",
            "BT /F1 14 Tf 9 Tr ET",
            "BT /F1 14 Tf <0> Tj <00 Tj",
            "BT /F1 14 Tf <0001zz> Tj",
            "BT /F1 14 Tf (abc Tj",
            "BT /F1 14 Tf (abc) Tj ET",
            "12 zzz",
            "1e5 0 m",
            "1.2.3 0 m",
            "-- 0 m",
            "99999999999 0 m",
            "d0",
            "{ }",
            ">",
            ") Tj",
            "<< /A 1",
            "<< /A (1",
            "BT /F1 14 Tf 1 0 0 1 9999999 700 Tm «ไกล» Tj ET",
            "1 0 0 1 0 cm",
            "Tx",
        ],
    )
    def test_what_is_not_known(self, operators):
        assert refused(shown(operators))

    def test_a_turned_page(self):
        made = lines_of("กอง")
        made.page += b"/Rotate 90"

        assert refused(made.write())

    @pytest.mark.parametrize(
        "page", [b"", b"/MediaBox[0 0 5]", b"/MediaBox[0 0 0 0]", b"/MediaBox[0 0 1 1]/UserUnit 2", b"/MediaBox 7"]
    )
    def test_an_odd_page(self, page):
        made = lines_of("กอง")
        made.page = page

        assert refused(made.write())
