import re
from base64 import b64decode
from dataclasses import replace

import lxml.html
import pytest

from prongsai.core.plan import Evidence, Measure
from prongsai.documents.content import build_report
from prongsai.documents.html import draw_html
from prongsai.documents.safe_links import clickable
from tests.documents.example_plan import OPTIONS, example_plan


def drawn(plan=None) -> str:
    return draw_html(build_report(plan or example_plan(), framework=None, options=OPTIONS))


@pytest.fixture(scope="module")
def page():
    return lxml.html.document_fromstring(drawn())


class TestThePage:
    def test_is_thai_with_a_title_and_one_main_heading(self, page):
        assert page.get("lang") == "th"
        assert "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖" in page.findtext(".//title")
        assert len(page.xpath("//h1")) == 1

    def test_gives_every_table_a_caption_and_scoped_headings(self, page):
        tables = page.xpath("//table")

        assert len(tables) == 7
        assert all(table.findtext("caption") for table in tables)
        assert all(heading.get("scope") in ("col", "row") for heading in page.xpath("//th"))

    def test_loads_nothing_and_runs_nothing(self, page):
        text = drawn()

        assert not page.xpath("//script | //link | //img | //iframe | //object | //*[@style] | //base")
        assert not re.search(r"url\((?!\"data:font/woff2;base64,)|@import|\son\w+=", text)

    def test_brings_its_thai_font(self):
        fonts = re.findall(r'url\("data:font/woff2;base64,([A-Za-z0-9+/=]+)"\)', drawn())

        assert [b64decode(font)[:4] for font in fonts] == [b"wOF2", b"wOF2"]
        assert "Leelawadee UI" in drawn()  # another Thai font where a policy forbids the one inside

    def test_keeps_style_in_the_head(self, page):
        assert len(page.xpath("//head/style")) == len(page.xpath("//style")) == 1

    def test_repeats_headings_in_print(self):
        assert "table-header-group" in drawn()

    def test_names_each_column_on_a_phone(self, page):
        cells = page.xpath("//table[@id='measures']/tbody/tr[1]/*")

        assert [cell.get("data-label") for cell in cells] == [
            heading.text for heading in page.xpath("//table[@id='measures']/thead/tr/th")
        ]


class TestText:
    def test_is_escaped_everywhere(self):
        evil = '<script>alert("x")</script>'
        measure = Measure(1, evil, extra={evil: evil}, evidence=(Evidence(evil, evil, title=evil),), item_codes=(evil,))
        plan = replace(example_plan(), agency=replace(example_plan().agency, name=evil), measures=(measure,))

        text = drawn(plan)

        assert "<script" not in text
        assert "&lt;script&gt;" in text


class TestLinks:
    def test_are_made_of_web_addresses_only(self):
        proofs = tuple(Evidence(url, url) for url in ("javascript:alert(1)", "data:text/html,x", "https://a.go.th/x y"))
        page = lxml.html.document_fromstring(
            drawn(replace(example_plan(), measures=(Measure(1, "ก", evidence=proofs),)))
        )

        assert {link.get("href") for link in page.xpath("//a")} == {"https://a.go.th/x%20y"}

    @pytest.mark.parametrize(
        ("address", "target"),
        [
            ("https://www.example.go.th/", "https://www.example.go.th/"),
            ("https://a.go.th/แผน.pdf?x=1&y=2#z", "https://a.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf?x=1&y=2#z"),
            ("http://a.go.th:8080/%E0%B8%81", "http://a.go.th:8080/%E0%B8%81"),
            ("https://[bad", None),
            ("https://a b/", None),
            ("https://user@a.go.th/", None),
            ("ftp://a.go.th/", None),
            ("//a.go.th/", None),
            ("https://a.go.th/" + "ก" * 3000, None),
            ("", None),
            (None, None),
        ],
    )
    def test_have_a_target_that_word_and_browsers_accept(self, address, target):
        assert clickable(address) == target
