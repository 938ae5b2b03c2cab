"""Permanent public addresses."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core import public_address as address

SLUG = "khoksaat-chaiyaphum"


class TestPaths:
    def test_of_an_agency_a_year_and_an_item(self):
        assert address.agency_path(SLUG) == "/khoksaat-chaiyaphum/"
        assert address.year_path(SLUG, 2566) == "/khoksaat-chaiyaphum/2566/"
        assert address.item_path(SLUG, 2566, "O43") == "/khoksaat-chaiyaphum/2566/o43/"

    def test_of_a_publication_its_version_and_file(self):
        item = (2566, "O43")

        assert address.publication_path(SLUG, item, 2) == "/khoksaat-chaiyaphum/2566/o43/2/"
        assert address.version_path(SLUG, item, 2, 3) == "/khoksaat-chaiyaphum/2566/o43/2/v3/"
        assert address.file_path(SLUG, item, 2, 3, "แผน.pdf") == "/khoksaat-chaiyaphum/2566/o43/2/v3/แผน.pdf"

    def test_of_news(self):
        assert address.news_list_path(SLUG) == "/khoksaat-chaiyaphum/news/"
        assert address.publication_path(SLUG, None, 7) == "/khoksaat-chaiyaphum/news/7/"
        assert address.file_path(SLUG, None, 7, 1, "a.pdf") == "/khoksaat-chaiyaphum/news/7/v1/a.pdf"

    def test_of_what_other_sites_frame(self):
        assert address.embed_path(SLUG) == "/khoksaat-chaiyaphum/embed/"
        assert address.embed_path(SLUG, 2566) == "/khoksaat-chaiyaphum/embed/2566/"

    def test_every_framed_address_stands_in_both_languages(self):
        paths = address.list_embed_paths(SLUG, 2566)

        thai = [path for path in paths if "/en/" not in path]
        assert len(set(paths)) == len(paths) == 2 * len(thai)
        assert [path.replace("/en/embed", "/embed") for path in paths if "/en/" in path] == thai
        assert {address.embed_path(SLUG), address.embed_path(SLUG, 2566)} <= set(thai)

    @given(st.text(st.characters(codec="utf-8")))
    def test_encoding_is_plain_letters_and_comes_back(self, text):
        encoded = address.encode_path("/a/" + text)

        assert encoded.isascii()
        assert not set(encoded) & set(' "<>?#')
        assert unquote(encoded) == "/a/" + text

    def test_encoded_for_a_link(self):
        assert address.encode_path("/a/2566/o1/1/v1/แผน-1.pdf") == "/a/2566/o1/1/v1/%E0%B9%81%E0%B8%9C%E0%B8%99-1.pdf"


class TestSafeFileName:
    @pytest.mark.parametrize(
        ("given", "wanted"),
        [
            ("แผนผัง ปี 66.PDF", "แผนผัง-ปี-66.pdf"),
            ("../../etc/passwd", "etc-passwd"),
            ("a?b#c%d.pdf", "a-b-c-d.pdf"),
            ("\u202egnp.exe.pdf", "gnp.exe.pdf"),
            (".htaccess", "file.htaccess"),
            ("...pdf", "file.pdf"),
            ("", "file"),
            ("แผน.ฉบับ 2", "แผน.ฉบับ-2"),
            ("con:aux.xlsx", "con-aux.xlsx"),
        ],
    )
    def test_keeps_what_is_harmless(self, given, wanted):
        assert address.safe_file_name(given) == wanted

    @pytest.mark.parametrize("name", ["index.html", "INDEX.HTML", "index.htm", "-index.html"])
    def test_the_name_of_a_page_in_a_static_copy_is_taken(self, name):
        assert address.safe_file_name(name).casefold() in ("file-index.html", "file-index.htm")

    def test_is_no_longer_than_a_path_bears(self):
        latin, thai = address.safe_file_name("x" * 300 + ".pdf"), address.safe_file_name("ก" * 300 + ".pdf")

        assert len(latin) == address.NAME_LENGTH
        assert address.NAME_BYTES - 3 < len(thai.encode()) <= address.NAME_BYTES
        assert latin.endswith(".pdf")
        assert thai.endswith("ก.pdf")

    @pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u3000", "\u2028", "\u2029", "\u0085", "\t", "\r\n"])
    def test_has_no_blank_of_any_kind(self, blank):
        assert address.safe_file_name(f"แผน{blank}ปี.pdf") in ("แผน-ปี.pdf", "แผนปี.pdf")

    @pytest.mark.parametrize("name", ["con.pdf", "NUL", "Aux.tar.gz", "com1.xlsx", "LPT9.docx", "prn"])
    def test_is_no_device_of_windows(self, name):
        safe = address.safe_file_name(name)

        assert safe.startswith("file-")
        assert safe.partition(".")[0].casefold().removeprefix("file-") == name.partition(".")[0].casefold()

    @pytest.mark.parametrize("name", ["contract.pdf", "com10.pdf", "รายงาน con.pdf", "auxiliary"])
    def test_a_word_that_begins_like_a_device_is_none(self, name):
        assert not address.safe_file_name(name).startswith("file-")

    @pytest.mark.parametrize("given", ["กำหนดการ.pdf", "ผู้บริหาร ๒๕๖๖.PDF", "น้ำประปา.jpg"])
    def test_thai_vowels_and_digits_stay(self, given):
        assert address.safe_file_name(given) == given.replace(" ", "-").replace("PDF", "pdf")

    @given(st.text())
    def test_never_leaves_its_folder(self, name):
        safe = address.safe_file_name(name)

        assert safe
        assert not safe.startswith(".")
        assert not set(safe) & set("/\\?#%\x00 \n")
        assert not any(sign.isspace() for sign in safe)
        assert len(safe) <= address.NAME_LENGTH
        assert len(safe.encode()) <= address.NAME_BYTES

    @given(st.text())
    def test_a_safe_name_stays_as_it_is(self, name):
        safe = address.safe_file_name(name)

        assert address.safe_file_name(safe) == safe
