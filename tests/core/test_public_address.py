"""Permanent public addresses."""

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
        name = address.safe_file_name("ก" * 300 + ".pdf")

        assert len(name) == address.NAME_LENGTH
        assert name.endswith(".pdf")

    @given(st.text())
    def test_never_leaves_its_folder(self, name):
        safe = address.safe_file_name(name)

        assert safe
        assert not safe.startswith(".")
        assert not set(safe) & set("/\\?#%\x00 \n")
        assert len(safe) <= address.NAME_LENGTH

    @given(st.text())
    def test_a_safe_name_stays_as_it_is(self, name):
        safe = address.safe_file_name(name)

        assert address.safe_file_name(safe) == safe
