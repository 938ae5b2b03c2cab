import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.documents.pdf import draw_pdf
from prongsai.documents.pdf_characters import MISSING, list_drawable, make_drawable
from tests.documents.small_report import prose_report


class TestMakeDrawable:
    @pytest.mark.parametrize("text", ["", "ข้อมูล ITA ๒๕๖๖", "➤ ☑ ① ✓ → “” – …", "Ωж"])
    def test_leaves_what_can_be_drawn(self, text: str):
        assert make_drawable(text) == text

    @pytest.mark.parametrize("text", ["中", "😀", "ع", "क", "한"])
    def test_shows_a_box_for_what_nobody_can_draw(self, text: str):
        assert make_drawable(f"ก{text}ข") == f"ก{MISSING}ข"

    @pytest.mark.parametrize("text", ["\x00", "\x1b", "\u200b", "\ufeff", "\u00ad", "\u202e", "\ud800", "\ue000"])
    def test_leaves_out_what_cannot_be_seen(self, text: str):
        assert make_drawable(f"ก{text}ข") == "กข"

    @pytest.mark.parametrize("blank", ["\t", "\n", "\r", "\u00a0", "\u2003", "\u3000", "\u2028"])
    def test_takes_every_blank_for_a_plain_one(self, blank: str):
        assert make_drawable(f"ก{blank}ข") == "ก ข"

    @given(st.text())
    def test_gives_only_what_can_be_drawn(self, text: str):
        assert list_drawable().issuperset(make_drawable(text))

    @given(st.text())
    def test_done_twice_is_done_once(self, text: str):
        assert make_drawable(make_drawable(text)) == make_drawable(text)


class TestListDrawable:
    def test_holds_no_control_and_no_blank_but_one(self):
        drawable = list_drawable()

        assert " " in drawable
        assert not [char for char in drawable if char != " " and (char.isspace() or not char.isprintable())]

    def test_every_character_of_it_is_drawn(self):
        # typst refuses PDF/A with a character that no font draws.
        words = [" ".join(sorted(list_drawable())[at::97]) for at in range(97)]

        assert draw_pdf(prose_report(*words), attached_plan_json=None).startswith(b"%PDF")
