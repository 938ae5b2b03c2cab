"""Typed text as blocks."""

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

    @given(st.text())
    def test_joined_again_it_is_the_text(self, text):
        assert "".join(piece.text for piece in split_links(text)) == text
