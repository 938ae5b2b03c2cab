import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.reading.charset import decode_text

THAI = "ประกาศเทศบาลตำบลน้ำผุด เรื่อง แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"
PAGE = f"<html><head>{{meta}}<title>{THAI}</title></head><body><p>{THAI}</p></body></html>"


def page(charset: str | None, encoding: str) -> bytes:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return PAGE.format(meta=meta).encode(encoding)


class TestNamedCharsets:
    @pytest.mark.parametrize("name", ["windows-874", "TIS-620", "tis620", "iso-8859-11", "ISO8859-11", "x-windows-874"])
    def test_every_name_of_thai_in_one_byte_is_windows_874(self, name):
        found = decode_text(page(name, "cp874"))

        assert THAI in found.text
        assert (found.charset, found.note) == ("cp874", "")

    def test_the_header_counts_before_the_page(self):
        content = "<p>caf\u00e9</p>".encode("cp1252")

        found = decode_text(b'<meta charset="utf-16be">' + content, content_type="text/html; charset=windows-1252")

        assert "caf\u00e9" in found.text

    def test_a_meta_in_short_form_and_without_quotes_is_read(self):
        assert THAI in decode_text(b"<meta charset=tis-620>" + THAI.encode("cp874")).text

    @pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
    def test_a_byte_order_mark_beats_every_label(self, mark):
        encoding = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}[mark]

        found = decode_text(mark + page("tis-620", encoding), content_type="text/html; charset=tis-620")

        assert THAI in found.text
        assert "\ufeff" not in found.text

    def test_utf16_by_header_without_a_mark_is_read(self):
        assert decode_text(THAI.encode("utf-16-le"), content_type="text/plain; charset=utf-16").text == THAI

    def test_a_thai_page_may_use_windows_punctuation(self):
        assert decode_text(
            THAI.encode("cp874") + b" \x93x\x94 \x96 \x85", content_type="a; charset=windows-874"
        ).text.endswith("\u201cx\u201d \u2013 \u2026")


class TestWrongLabels:
    @pytest.mark.parametrize("said", ["windows-874", "tis-620", "iso-8859-1", "windows-1252", "no-such-charset"])
    def test_utf8_is_utf8_whatever_the_label_says(self, said):
        found = decode_text(page(said, "utf-8"))

        assert THAI in found.text
        assert found.charset == "utf-8"

    @pytest.mark.parametrize("said", ["utf-8", "iso-8859-1", "windows-1252", "latin1", "us-ascii", None])
    def test_thai_in_one_byte_is_told_by_what_the_bytes_show(self, said):
        found = decode_text(page(said, "cp874"))

        assert THAI in found.text
        assert found.charset == "cp874"
        assert ("is windows-874" in found.note) == (said is not None)

    def test_the_header_may_be_wrong_and_the_page_right(self):
        assert THAI in decode_text(page("windows-874", "cp874"), content_type="text/html; charset=utf-8").text

    def test_western_text_of_a_western_label_stays_western(self):
        text = "Les r\u00e9sultats de l'\u00e9t\u00e9 \u00e0 No\u00ebl, d\u00e9j\u00e0 \u00e9t\u00e9"

        assert decode_text(text.encode("latin-1"), content_type="text/html; charset=iso-8859-1").text == text

    def test_japanese_of_its_own_label_stays_so(self):
        text = "\u65e5\u672c\u8a9e\u306e\u30da\u30fc\u30b8"

        assert decode_text(text.encode("shift_jis"), content_type="text/html; charset=Shift_JIS").text == text

    @pytest.mark.parametrize("label", ["rot13", "base64", "zip", "hex", "idna", "undefined"])
    def test_codecs_that_are_no_character_sets_are_not_used(self, label):
        assert decode_text(THAI.encode(), content_type=f"text/html; charset={label}").text == THAI

    def test_three_thai_bytes_that_are_greek_in_utf8_are_thai(self):
        assert decode_text("แผน".encode("cp874")).text == "แผน"

    @pytest.mark.parametrize("text", ["caf\u00e9", "\u2026 \u201cx\u201d", "\u65e5\u672c", "ก\u2019s", "\U0001f600"])
    def test_short_utf8_of_other_kinds_stays(self, text):
        assert decode_text(text.encode()).text == text


class TestBrokenBytes:
    def test_utf8_cut_inside_a_character_loses_that_character_only(self):
        found = decode_text((THAI * 3).encode()[:-1])

        assert found.text[:-1] == (THAI * 3)[:-1]
        assert found.charset == "utf-8"

    def test_utf8_with_stray_bytes_stays_utf8(self):
        content = (THAI * 5).encode()
        content = content[:99] + b"\xff\x81" + content[99:]

        found = decode_text(content, content_type="text/html; charset=utf-8")

        assert found.text.count("\ufffd") <= 5  # two stray bytes and the character they stand in
        assert THAI in found.text

    def test_a_page_of_two_charsets_keeps_the_larger(self):
        found = decode_text((THAI * 5).encode() + "ติดต่อ".encode("cp874"))

        assert THAI in found.text

    @pytest.mark.parametrize("wrong", ["cp874", "latin-1"])
    def test_utf8_encoded_twice_is_put_right(self, wrong):
        twice = "".join(bytes((byte,)).decode(wrong, errors="ignore") or chr(byte) for byte in THAI.encode())

        found = decode_text(f"<p>{twice}</p>".encode())

        assert THAI in found.text
        assert found.note == "encoded twice"

    def test_thai_with_many_sara_e_and_tho_thong_is_not_taken_for_encoded_twice(self):
        text = "เธอเดินเท้าเธอเป็นเธอ เธียร เธนศ " * 3 + THAI * 3

        assert decode_text(text.encode()).text == text

    @pytest.mark.parametrize("label", ["idna", "punycode", "undefined", "utf-7", "cp037", "johab", "hz"])
    @pytest.mark.parametrize(
        "content", [bytes(range(256)), b"\xe9" * 30 + b" abc", b"\\x\xff", b"xn--\xff", b"\xff\xfd"]
    )
    def test_a_codec_of_pythons_own_never_raises(self, label, content):
        found = decode_text(content, content_type=f"text/html; charset={label}")

        assert isinstance(found.text, str)

    def test_thai_under_a_label_that_is_no_charset_of_the_web_is_thai(self):
        assert decode_text(THAI.encode("cp874"), content_type="text/html; charset=punycode").text == THAI

    @given(
        st.binary(max_size=120), st.sampled_from(["idna", "punycode", "utf-32", "utf-16-be", "iso2022_jp", "gb18030"])
    )
    def test_any_bytes_under_any_label_give_text(self, content, label):
        assert isinstance(decode_text(content, content_type=f"text/plain; charset={label}").text, str)

    @given(
        st.binary(max_size=600),
        st.sampled_from(["", "text/html; charset=utf-8", "a; charset=tis-620", "b; charset=utf-16"]),
    )
    def test_any_bytes_give_text(self, content, content_type):
        found = decode_text(content, content_type=content_type)

        assert isinstance(found.text, str)
        assert len(found.text) <= len(content) + 1

    @given(st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E3A), min_size=1, max_size=200))
    def test_utf8_round_trips(self, text):
        assert decode_text(text.encode()).text == text
