import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.intake.readers.encoding import decode_text, thai_plausibility
from tests.intake.readers.samples import read

TEXT = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ (ITA)\n"


class TestDecodeText:
    @pytest.mark.parametrize(
        ("content", "encoding"),
        [
            (TEXT.encode(), "utf-8"),
            (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
            (TEXT.encode("utf-16"), "utf-16"),
            (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
            (TEXT.encode("utf-16-le"), "utf-16-le"),
            (TEXT.encode("utf-16-be"), "utf-16-be"),
            (TEXT.encode("cp874"), "windows-874"),
            (TEXT.encode("tis-620"), "windows-874"),
        ],
    )
    def test_reads_thai_in_every_encoding_offices_use(self, content, encoding):
        assert decode_text(content, name="") == (TEXT, encoding)

    @pytest.mark.parametrize("thai", ["utf-8", "cp874"])
    def test_thai_once_taken_for_western_letters_is_turned_back_and_said(self, thai):
        garbled = TEXT.encode(thai).decode("latin-1").encode("utf-8")

        document = read(garbled)

        assert document.blocks[0].text == TEXT.strip()
        assert [notice.code for notice in document.notices] == ["low_text_quality"]

    def test_western_accents_in_english_text_are_left_alone(self):
        assert decode_text("café déjà vu, Zürich".encode(), name="")[0] == "café déjà vu, Zürich"

    def test_a_few_damaged_bytes_are_shown_and_said(self):
        document = read(TEXT.encode() * 20 + b"\xe0\xb8")

        assert "\ufffd" in document.blocks[-1].text
        assert [notice.code for notice in document.notices] == ["low_text_quality"]

    def test_a_control_character_here_and_there_is_dropped(self):
        assert decode_text((TEXT * 10 + "\x07").encode(), name="")[0] == TEXT * 10

    def test_windows_quotes_and_dashes_survive_in_874(self):
        text = "“มาตรการ” – ข้อ ๑ … •"

        assert decode_text(text.encode("cp874"), name="")[0] == text

    @given(st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E3A), min_size=1).filter(str.strip))
    def test_thai_in_utf8_always_comes_back(self, text):
        assert decode_text(text.encode(), name="")[0] == text

    @given(st.binary(max_size=300))
    def test_any_bytes_are_text_or_refused(self, content):
        try:
            text, encoding = decode_text(content, name="")
        except PersonError:
            return
        assert text.strip()
        assert encoding


class TestThaiPlausibility:
    def test_is_high_for_thai_and_low_for_what_is_not(self):
        assert thai_plausibility(TEXT) > 0.95
        assert thai_plausibility("ãÒÂ§Ò¹") == 0.0
        assert thai_plausibility("plain english") == 0.0
        assert thai_plausibility("่่่ิิิ ้้") <= 0.5
