"""Typed text as blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.typed_page import Piece, parse_typed_page, split_links


def shape(text):
    return [
        (block.kind, ["".join(piece.text for piece in line) for line in block.lines])
        for block in parse_typed_page(text)
    ]


class TestBlocks:
    def test_headings_paragraphs_and_lists(self):
        text = "# โครงสร้าง\nสำนักปลัด\nกองคลัง\n\n## หน้าที่\n- จัดเก็บ\n* เบิกจ่าย\n\nจบ"

        assert shape(text) == [
            ("heading", ["โครงสร้าง"]),
            ("paragraph", ["สำนักปลัด", "กองคลัง"]),
            ("subheading", ["หน้าที่"]),
            ("bullets", ["จัดเก็บ", "เบิกจ่าย"]),
            ("paragraph", ["จบ"]),
        ]

    def test_a_smaller_heading_under_none_is_a_heading(self):
        kinds = [kind for kind, _lines in shape("## ก\nข\n\n## ค\n\n# ง\n## จ")]

        assert kinds == ["heading", "paragraph", "heading", "heading", "subheading"]

    def test_numbers_in_either_digits(self):
        assert shape("1. หนึ่ง\n๒. สอง\n3) สาม") == [("numbers", ["หนึ่ง", "สอง", "สาม"])]

    def test_a_number_out_of_turn_stays_as_typed(self):
        assert shape("2. สอง\n3. สาม") == [("paragraph", ["2. สอง", "3. สาม"])]
        assert shape("1. หนึ่ง\n3. สาม") == [("numbers", ["หนึ่ง"]), ("paragraph", ["3. สาม"])]

    def test_marks_without_words_are_words(self):
        assert shape("#\n-\n1.") == [("paragraph", ["#", "-", "1."])]

    def test_html_is_text(self):
        assert shape("<script>alert(1)</script>") == [("paragraph", ["<script>alert(1)</script>"])]

    def test_windows_line_ends(self):
        assert shape("ก\r\n\r\nข") == [("paragraph", ["ก"]), ("paragraph", ["ข"])]

    @pytest.mark.parametrize("line", ["#หัวข้อ", "-ข้อ", "1.ข้อ", "### ลึกไป", "1234. ยาวไป", "๑ หนึ่ง", "- ", "#  "])
    def test_a_mark_without_its_blank_or_beyond_the_kinds_is_text(self, line):
        assert shape(line) == [("paragraph", [line.strip()])]

    @pytest.mark.parametrize("mark", ["-", "*", "•"])
    def test_every_mark_of_a_list_and_indents(self, mark):
        assert shape(f"  {mark} ก\n{mark}\u00a0ข\n\t{mark}  ค") == [("bullets", ["ก", "ข", "ค"])]

    def test_lists_of_two_kinds_are_two(self):
        assert [kind for kind, _ in shape("- ก\n1. ข\n- ค")] == ["bullets", "numbers", "bullets"]

    def test_a_list_begins_anew_after_an_empty_line(self):
        assert shape("1. ก\n\n1. ข\n2. ค") == [("numbers", ["ก"]), ("numbers", ["ข", "ค"])]

    def test_two_headings_are_two_blocks(self):
        assert shape("# ก\n# ข") == [("heading", ["ก"]), ("heading", ["ข"])]

    def test_a_numbered_list_of_hundreds(self):
        (found,) = shape("\n".join(f"{n}) ข้อ" for n in range(1, 301)))

        assert (found[0], len(found[1])) == ("numbers", 300)

    def test_old_mac_line_ends_and_mixed_ones(self):
        assert shape("ก\rข\r\rค\n\r\nง") == [("paragraph", ["ก", "ข"]), ("paragraph", ["ค"]), ("paragraph", ["ง"])]

    def test_nothing_gives_nothing(self):
        assert shape(" \n\n") == []

    @given(st.text())
    def test_loses_no_word(self, text):
        found = "".join("".join(lines) for _kind, lines in shape(text))

        assert all(sign in text for sign in found)


class TestLinks:
    def test_an_address_is_a_link_without_the_full_stop(self):
        assert split_links("ดูที่ https://a.go.th/x?y=1, แล้ว") == (
            Piece("ดูที่ "),
            Piece("https://a.go.th/x?y=1", "https://a.go.th/x?y=1"),
            Piece(", แล้ว"),
        )

    def test_only_web_addresses(self):
        assert split_links("javascript:alert(1) ftp://x") == (Piece("javascript:alert(1) ftp://x"),)

    @pytest.mark.parametrize(
        "text", ["https://.", "http://)", "https://, แล้ว", "https:// a.go.th", "http://'", "https://"]
    )
    def test_a_scheme_without_a_host_is_text(self, text):
        assert [piece.url for piece in split_links(text)] == [""]

    @pytest.mark.parametrize(
        ("text", "address"),
        [
            ("(https://a.go.th/x)", "https://a.go.th/x"),
            ("https://a.go.th/แผน ต่อ", "https://a.go.th/แผน"),
            ("https://เทศบาล.ไทย/ฯ", "https://เทศบาล.ไทย/"),
            ("https://a.go.th\u200bต่อ", "https://a.go.th"),
            ("https://a.go.th\u00a0ต่อ", "https://a.go.th"),
            ("http://[::1]/x!", "http://[::1]/x"),
            ("<https://a.go.th>", "https://a.go.th"),
            ("HTTPS://A.go.th https://b.go.th?", "https://b.go.th"),
        ],
    )
    def test_where_an_address_ends(self, text, address):
        assert [piece.url for piece in split_links(text) if piece.url] == [address]

    def test_several_in_one_line(self):
        pieces = split_links("https://a.go.th และ http://b.go.th.")

        assert [piece.url for piece in pieces] == ["https://a.go.th", "", "http://b.go.th", ""]

    @given(st.text("htps:/.[]ก a,)(", max_size=40))
    def test_a_link_always_has_a_host(self, text):
        assert all(len(piece.url.partition("://")[2]) >= 1 for piece in split_links(text) if piece.url)

    @given(st.text())
    def test_joined_again_it_is_the_text(self, text):
        assert "".join(piece.text for piece in split_links(text)) == text
