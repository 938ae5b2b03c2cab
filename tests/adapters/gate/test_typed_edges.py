"""A masked copy of a typed file differs in digits alone: every other letter stands where it stood."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.adapters.gate.typed import cells_of_line, find_separator, mask_typed

NUMBER = "1101700203450"
"""Of the form of a citizen's number, with the right last digit; nobody's."""
HIDDEN = "●"


def masked(text: str) -> tuple[str, int]:
    content, count = mask_typed(text.encode(), "text")
    return content.decode("utf-8-sig"), count


class TestACopyOfATable:
    @pytest.mark.parametrize(
        "name",
        ["กขค", "ก\rข", "\rก", "ก\r\rข", '"ก, ข"', '"ก ""ข"" ค"', "", " ก ", "ก\u00a0ข", "น\u0e4d\u0e32", "\u200bก"],
    )
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n"])
    def test_keeps_every_letter_but_the_digits_it_hides(self, name, end):
        text = end.join(["ชื่อ,เลขบัตร,หมายเหตุ", f"{name},{NUMBER},ท้ายสุด", "ค,-,ฆ", ""])
        copy, count = masked(text)

        assert count == 1
        assert len(copy) == len(text)
        assert [was for was, now in zip(text, copy, strict=True) if was != now and now != HIDDEN] == []
        assert NUMBER not in copy
        assert "ท้ายสุด" in copy

    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_has_the_same_cells_in_the_same_places(self, separator):
        target = io.StringIO()
        rows = [["ชื่อ", "เลขบัตร", "ที่อยู่"], ["ก", NUMBER, f"บ้าน{separator} 'ข' \"ค\""], ["ฆ", "ไม่มี", ""]]
        csv.writer(target, delimiter=separator, lineterminator="\n").writerows(rows)

        copy = list(csv.reader(io.StringIO(masked(target.getvalue())[0]), delimiter=separator))

        assert [len(row) for row in copy] == [3, 3, 3]
        assert (copy[0], copy[2]) == (rows[0], rows[2])
        assert (copy[1][0], copy[1][2]) == (rows[1][0], rows[1][2])
        assert copy[1][1] != NUMBER

    @given(
        cells=st.lists(
            st.lists(st.text(alphabet='กข่ำ๑2 -"\r', max_size=8), min_size=2, max_size=4), min_size=2, max_size=5
        )
    )
    @settings(deadline=None, max_examples=150)
    def test_of_any_cells_is_as_long_and_hides_only_digits(self, cells):
        text = "\n".join(",".join(row) for row in cells)
        copy, _ = masked(text)

        assert len(copy) == len(text)
        assert all(was == now or was.isdecimal() for was, now in zip(text, copy, strict=True))

    def test_of_thousands_of_rows_hides_each(self):
        text = "ชื่อ,เลขบัตร\n" + f"ก,{NUMBER}\n" * 3_000

        copy, count = masked(text)

        assert count == 3_000
        assert NUMBER not in copy

    def test_with_nothing_to_hide_is_the_same_text(self):
        text = "เดือน,งบ\r\nต.ค. 2565,4500\r\n"

        assert masked(text) == (text, 0)


class TestWhatPartsCells:
    @pytest.mark.parametrize(
        ("text", "separator"),
        [
            ("ก,ข\nค,ง", ","),
            ("ก;ข\nค;ง", ";"),
            ("ก\tข\nค\tง", "\t"),
            ("ก|ข\nค|ง", "|"),
            ("ก,ข\n\n\nค,ง\n", ","),
            ("ก,ข", ""),
            ("", ""),
            ("\n\n", ""),
            ("ประโยคหนึ่ง, กับอีกประโยค\nไม่มีจุลภาค\nไม่มี", ""),
            ("ก,ข;ค\nง,จ;ฉ", ","),
        ],
    )
    def test_is_what_most_lines_have_as_often(self, text, separator):
        assert find_separator(text) == separator

    @pytest.mark.parametrize(
        ("line", "cells"),
        [
            ("", [""]),
            (",", ["", ""]),
            ("ก,ข\r", ["ก", "ข"]),
            ('"ก,ข",ค', ["ก,ข", "ค"]),
            ('"ก', ["ก"]),
            (" ก , ข ", [" ก ", " ข "]),
        ],
    )
    def test_is_no_more_than_text_inside_quotes(self, line, cells):
        assert cells_of_line(line, ",") == cells


class TestCharacterSets:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
    def test_a_copy_is_utf_8_whatever_came(self, encoding):
        text = f"ชื่อ,เลขบัตร\nสมชาย,{NUMBER}\nมาลี,-\n"

        content, count = mask_typed(text.encode(encoding), "text")

        assert (content[:3], count) == (b"\xef\xbb\xbf", 1)
        assert content.decode("utf-8-sig").startswith("ชื่อ,เลขบัตร\nสมชาย,")

    @pytest.mark.parametrize("digits", ["๑๑๐๑๗๐๐๒๐๓๔๕๐", "1-1017-00203-45-0", "1 1017 00203 45 0", "๑-๑๐๑๗-๐๐๒๐๓-๔๕-๐"])
    def test_a_number_is_found_in_either_digits_and_however_parted(self, digits):
        copy, count = masked(f"เลขประจำตัวประชาชน {digits} ครับ")

        assert count == 1
        assert digits not in copy
        assert copy.endswith(" ครับ")
