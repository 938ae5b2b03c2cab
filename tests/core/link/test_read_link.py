"""Mending and classifying printed addresses."""

import json
from collections import Counter
from pathlib import Path

import pytest

from prongsai.core.link import LINK_CLASSES, REPAIRS, UNUSABLE_CLASSES, read_link
from prongsai.core.link_json import read_link_line
from tests.core.link.cases import CASES, SITE

SAMPLES = Path(__file__).parents[3] / "../shared/samples/gold-urls.jsonl"
OWN = "http://www.nongthongkham-mai.go.th/"


class TestReadLink:
    @pytest.mark.parametrize(("raw", "page", "link_class", "url", "repairs"), CASES, ids=range(len(CASES)))
    def test_reads_the_table_of_real_shapes(self, raw, page, link_class, url, repairs):
        reading = read_link(raw, page_base=page)

        assert (reading.link_class, reading.proposed_url or reading.url) == (link_class, url)
        assert " ".join(reading.repairs) == repairs

    def test_the_table_holds_every_class(self):
        classes = Counter(case[2] for case in CASES)

        assert set(classes) == set(LINK_CLASSES)
        assert len(CASES) >= 150

    def test_says_in_both_languages_what_it_is(self):
        for raw, page, *_ in CASES:
            reading = read_link(raw, page_base=page)

            assert any("ก" <= letter <= "๛" for letter in reading.why_th), raw
            assert reading.why_en
            assert not any("ก" <= letter <= "ฮ" for letter in reading.why_en), raw

    def test_names_mends_in_a_fixed_order(self):
        reading = read_link(" http:/www.sanor.go.th/แผน&amp;x ", page_base=SITE)

        assert reading.repairs == ("white_space", "slashes", "percent_encoding", "escapes")
        assert list(reading.repairs) == sorted(reading.repairs, key=REPAIRS.index)
        assert "ตัดช่องว่าง" in reading.why_th

    def test_gives_no_address_and_no_mend_where_nothing_is_usable(self):
        for raw, page, *_ in CASES:
            reading = read_link(raw, page_base=page)
            if reading.link_class in UNUSABLE_CLASSES:
                assert reading.url is None
                assert reading.repairs == ()

    def test_leaves_a_relative_address_where_the_page_is_unknown(self):
        assert read_link("news/1.html", page_base="(site)").url == "news/1.html"
        assert read_link("news/1.html", page_base=None).url == "news/1.html"
        assert read_link("news/1.html", page_base="ftp://a.go.th/").url == "news/1.html"

    def test_a_page_address_that_cannot_be_read_is_an_unknown_page(self):
        assert read_link("a.pdf", page_base="http://").url == "a.pdf"
        assert read_link("a.pdf", page_base="https://[/").url == "a.pdf"

    def test_takes_the_scheme_of_the_page_only_for_a_host_printed_without_one(self):
        assert read_link("www.sanor.go.th/x", page_base=SITE).url == "https://www.sanor.go.th/x"
        assert read_link("www.sanor.go.th/x").url == "http://www.sanor.go.th/x"
        assert read_link("htttp://www.sanor.go.th/x", page_base=SITE).url == "http://www.sanor.go.th/x"

    @pytest.mark.parametrize("path", ["ita/ o12.pdf", "ita /o12.pdf", " ita/o12.pdf", "ita / o12.pdf"])
    def test_blanks_beside_a_slash_are_wrapped_lines(self, path):
        reading = read_link(f"{OWN}{path}", page_base=OWN)

        assert reading.url == f"{OWN}ita/o12.pdf"
        assert reading.repairs == ("white_space",)

    def test_blanks_inside_a_name_belong_to_it(self):
        reading = read_link(f"{OWN}ita files/plan 66.pdf?q=a / b", page_base=OWN)

        assert reading.url == f"{OWN}ita%20files/plan%2066.pdf?q=a%20/%20b"

    def test_asks_for_a_look_where_words_were_cut_off(self):
        assert read_link("ดูที่ http://www.sanor.go.th/x").needs_review
        assert not read_link("http://www.sanor. go.th/x").needs_review


class TestLookalikeHosts:
    @pytest.mark.parametrize(
        "host",
        [
            "www.nongthong.kham-mai.go.th",
            "www.nongthongkhammai.go.th",
            "www.nongthongkam-mai.go.th",
            "www.nongthongkhma-mai.go.th",
            "www.nongthongkham-mai.go.t",
            "www.nongthongkham-mai.goth",
            "www.nongtongkam-mai.go.th",
            "wwwnongthongkham-mai.go.th",
            "ww.nongthongkham-mai.go.th",
        ],
    )
    def test_proposes_the_known_host_and_keeps_the_printed_one(self, host):
        reading = read_link(f"http://{host}/ita/o1.pdf", known_hosts=["www.nongthongkham-mai.go.th"])

        assert reading.proposed_url == "http://www.nongthongkham-mai.go.th/ita/o1.pdf"
        assert reading.url == f"http://{host}/ita/o1.pdf"
        assert "host_lookalike" in reading.repairs
        assert reading.needs_review
        assert reading.proposed_url in reading.why_th

    @pytest.mark.parametrize(
        "host",
        [
            "www.nongthongkham-mai.go.th",
            "ita.nongthongkham-mai.go.th",
            "nongthongkham-mai.go.th",
            "www.nongthongkham-mai.com",
            "www.nongthongkham-mai.ac.th",
            "www.nongtong-mai.go.th",
            "www.huaithongkham-mai2.go.th",
            "www.facebook.com",
            "203.150.1.2",
        ],
    )
    def test_proposes_nothing_for_the_host_itself_its_subhosts_and_other_names(self, host):
        assert read_link(f"http://{host}/x", page_base=OWN).proposed_url is None

    def test_two_short_names_are_two_agencies(self):
        assert read_link("http://www.khoksa-at.go.th/", page_base="http://www.khoksaad.go.th/").proposed_url is None
        assert read_link("http://www.banna.go.th/", page_base="http://www.banma.go.th/").proposed_url is None

    def test_names_that_differ_by_a_number_are_two_agencies(self):
        known = "http://www.anubanmueang-school1.ac.th/"

        assert read_link("http://www.anubanmueang-school2.ac.th/", page_base=known).proposed_url is None

    def test_a_host_that_is_itself_known_is_never_a_slip(self):
        known = ["www.nongthongkham-mai.go.th", "www.nongthongkham-noi.go.th"]

        assert read_link("http://www.nongthongkham-noi.go.th/x", known_hosts=known).proposed_url is None

    def test_keeps_the_class_by_target(self):
        slip = "http://www.nongthong.kham-mai.go.th"

        assert read_link(slip, page_base=OWN).link_class == "homepage-only"
        assert read_link(slip + "/a.pdf", page_base=OWN).link_class == "ok"
        assert read_link(slip + "/login.php", page_base=OWN).link_class == "login-page"


class TestReadLinkLine:
    def test_gives_the_fields_of_the_command(self):
        line = read_link_line({"id": "x1", "raw": "http://www.sanor .go.th/a", "page_base": SITE})

        assert list(line) == ["id", "class", "url", "repairs", "needs_review", "why"]
        assert line["id"] == "x1"
        assert line["repairs"] == ["white_space"]

    def test_puts_the_proposal_in_the_address(self):
        line = read_link_line({"id": 1, "raw": "http://www.nongthong.kham-mai.go.th/a", "page_base": OWN})

        assert line["url"] == "http://www.nongthongkham-mai.go.th/a"
        assert line["needs_review"] is True

    @pytest.mark.parametrize("row", [{}, {"raw": None}, {"raw": 5, "page_base": 7}, {"id": None, "raw": ["x"]}])
    def test_a_row_without_text_is_empty(self, row):
        assert read_link_line(row)["class"] == "empty"

    @pytest.mark.skipif(not SAMPLES.exists(), reason="samples are not part of the repository")
    def test_agrees_with_the_samples(self):
        rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]

        wrong = [row["id"] for row in rows if not self._is_right(row)]

        assert len(wrong) <= len(rows) * 0.05, wrong

    @staticmethod
    def _is_right(row):
        line = read_link_line(row)
        same_address = (line["url"] or "").rstrip("/") == (row["expected_normalised"] or "").rstrip("/")
        same_repaired = bool(line["repairs"]) == row["expected_repaired"]
        return line["class"] == row["expected_class"] and same_address and same_repaired
