import json
from importlib import resources
from io import BytesIO

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from prongsai.documents import fonts
from prongsai.documents.fonts import FACES, get_face_path, get_glyph_table
from prongsai.documents.pdf_glyphs import Outlines, compute_table

THAI = [chr(code) for code in (*range(0xE01, 0xE3B), *range(0xE3F, 0xE5C))]


def subset_of(path: object, text: str) -> bytes:
    """The face with only the glyphs of `text` and new glyph numbers, as another program would embed it."""
    font = TTFont(path)
    maker = subset.Subsetter(subset.Options(retain_gids=False, notdef_outline=True, hinting=False))
    maker.populate(text=text)
    maker.subset(font)
    written = BytesIO()
    font.save(written)
    return written.getvalue()


@pytest.mark.parametrize("face", FACES)
class TestGlyphTable:
    def test_kept_table_is_that_of_the_installed_font(self, face: str):
        kept = json.loads((resources.files("prongsai.data") / "sarabun_glyphs.json").read_text(encoding="utf-8"))

        # When this fails the font was updated: python -m prongsai.documents.pdf_glyphs
        assert kept[face] == compute_table(get_face_path(face).read_bytes())

    def test_every_drawn_glyph_has_a_text(self, face: str):
        outlines = Outlines(get_face_path(face).read_bytes())
        known = get_glyph_table(face).outlines

        drawn = [glyph for glyph in range(1, outlines.glyph_count) if not outlines.is_empty(glyph)]
        assert [glyph for glyph in drawn if outlines.fingerprint(glyph) not in known] == []

    def test_no_outline_stands_for_two_thai_characters(self, face: str):
        shared = [texts for texts in get_glyph_table(face).outlines.values() if len(texts) > 1]

        assert not [texts for texts in shared if any("\u0e00" <= char <= "\u0e7f" for char in "".join(texts))]

    def test_variants_have_the_text_of_what_they_replace(self, face: str):
        font = TTFont(get_face_path(face))
        outlines = Outlines(get_face_path(face).read_bytes())
        known = get_glyph_table(face).outlines

        def text_of(name: str) -> str:
            return known[outlines.fingerprint(font.getGlyphID(name))][0]

        assert text_of("yoYingthai.less") == "ญ"
        assert text_of("uni0E49.narrow") == "้"
        assert text_of("uni0E39.small") == "ู"
        assert text_of("uni0E4D0E49") == "้\u0e4d"  # tone first, so that NFKC of น้ำ is met

    def test_knows_glyphs_again_in_a_subset_with_new_numbers(self, face: str):
        text = "กำหนดขั้นตอนญี่ปุ่นนี้ ABC ๑๒๓"
        embedded = subset_of(get_face_path(face), text)
        outlines = Outlines(embedded)
        numbers = TTFont(BytesIO(embedded)).getBestCmap()

        font = TTFont(BytesIO(embedded))
        for char in text.replace(" ", ""):
            found = get_glyph_table(face).outlines[outlines.fingerprint(font.getGlyphID(numbers[ord(char)]))]
            assert found[0] == char

    def test_holds_the_width_of_every_thai_character(self, face: str):
        advances = get_glyph_table(face).advances

        assert [char for char in THAI if char not in advances] == []
        assert advances["ก"] > 300
        assert advances["ิ"] == 0


class TestGetGlyphTable:
    def test_is_computed_when_the_kept_one_is_of_another_font(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(fonts, "_read_kept_tables", lambda: {FACES[0]: {"sha256": "other"}})

        computed = get_glyph_table.__wrapped__(FACES[0])

        assert computed == get_glyph_table(FACES[0])


class TestOutlines:
    @pytest.mark.parametrize("content", [b"", b"OTTO", b"\0\1\0\0" + b"\0" * 40, b"%PDF-1.7", bytes(range(256))])
    def test_refuses_what_is_no_font(self, content: bytes):
        with pytest.raises(ValueError, match="not a TrueType font"):
            Outlines(content)
