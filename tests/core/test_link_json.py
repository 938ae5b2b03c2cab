"""One row of `prongsai parse links`."""

import pytest

from prongsai.core.link import LINK_CLASSES
from prongsai.core.link_json import read_link_line


class TestReadLinkLine:
    def test_answers_with_its_id_whatever_that_is(self):
        for given in (1, "a", None, ["x"]):
            assert read_link_line({"id": given, "raw": "x"})["id"] == given
        assert read_link_line({"raw": "x"})["id"] is None

    def test_has_the_same_fields_for_every_row(self):
        rows = [{}, {"raw": "http://www.a.go.th/x.pdf"}, {"raw": "http://www.a.go.th/"}]

        assert {tuple(read_link_line(row)) for row in rows} == {
            ("id", "class", "url", "repairs", "needs_review", "why")
        }

    @pytest.mark.parametrize("raw", [None, 5, [], "", "  "])
    def test_no_text_is_an_empty_link_and_no_fault(self, raw):
        answer = read_link_line({"id": 1, "raw": raw})

        assert (answer["class"], answer["url"], answer["repairs"]) == ("empty", None, [])

    def test_a_relative_address_is_joined_to_its_page(self):
        row = {"raw": "/files/plan.pdf", "page_base": "https://www.a.go.th/ita/o1"}

        assert read_link_line(row)["url"] == "https://www.a.go.th/files/plan.pdf"

    @pytest.mark.parametrize("base", [None, 7, {}])
    def test_a_page_that_is_no_text_is_no_page(self, base):
        without = read_link_line({"raw": "/files/plan.pdf"})

        assert read_link_line({"raw": "/files/plan.pdf", "page_base": base}) == without

    def test_what_was_mended_is_listed_and_explained_in_thai(self):
        answer = read_link_line({"raw": "http://www.a .go.th/แผน.pdf"})

        assert answer["url"] == "http://www.a.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf"
        assert {"white_space", "percent_encoding"} <= set(answer["repairs"])
        assert any("ก" <= letter <= "๛" for letter in answer["why"])

    def test_classes_are_those_of_the_table(self):
        for raw in ("http://www.a.go.th/", "http://localhost/x", "ftp", "https://bit.ly/x", "#", "http://1.2.3.4/x"):
            assert read_link_line({"raw": raw})["class"] in LINK_CLASSES
