"""Addresses found in the text of a cell."""

import pytest

from prongsai.core.link import known_hosts_of, read_link
from prongsai.core.link.evidence import fix_evidence
from prongsai.core.link.found import find_links

HOST = "www.nongthongkham.go.th"


class TestFindLinks:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("", []),
            ("ดำเนินการเรียบร้อยแล้วตามหลักฐาน", []),
            ("หลักฐาน http://www.a-b.go.th/x.pdf", ["http://www.a-b.go.th/x.pdf"]),
            ("เว็บไซต์ www.abc.go.th, โทร ๐๔๔", ["www.abc.go.th"]),
            ("เว็บไซต์ abc.go.th", ["abc.go.th"]),
            ("อีเมล saraban@abc.go.th", []),
            ("ตาม http://www.nongthong kham.go.th/", ["http://www.nongthong kham.go.th/"]),
            ("http://www.nongthong\n kham.go.th/ita", ["http://www.nongthong\n kham.go.th/ita"]),
            ("http://www.abc.go.th/ http://www.def.go.th/", ["http://www.abc.go.th/", "http://www.def.go.th/"]),
            ("http://www.abc.go.th\nhttps://www.def.go.th/x", ["http://www.abc.go.th", "https://www.def.go.th/x"]),
            ("http://www.abc.go.th/x http://www.abc.go.th/x/", ["http://www.abc.go.th/x"]),
            ("(http://www.abc.go.th/x)", ["http://www.abc.go.th/x"]),
            ("http://www.abc.go.th/a_(1).pdf และ", ["http://www.abc.go.th/a_(1).pdf"]),
            ("http://www.abc.go.th/แผน.pdf ลงวันที่", ["http://www.abc.go.th/แผน.pdf"]),
            ("http://www.abc.go.th/news/\ndetail.php?id=5 แผน", ["http://www.abc.go.th/news/\ndetail.php?id=5"]),
            (
                "๑. http://www.abc.go.th/1 ๒. http://www.abc.go.th/2",
                ["http://www.abc.go.th/1", "http://www.abc.go.th/2"],
            ),
            ("http://www.abc.go.th/x\nการให้บริการ", ["http://www.abc.go.th/x"]),
            ("http:/www.abc.go.th/x", ["http:/www.abc.go.th/x"]),
            ("เฟซบุ๊ก https://www.facebook.com/abc ไลน์ @abc", ["https://www.facebook.com/abc"]),
            ("ไฟล์ report.pdf หน้า index.html", []),
        ],
    )
    def test_gives_addresses_as_printed(self, text, found):
        assert find_links(text) == found

    def test_an_anchor_left_open_counts_once_with_its_shown_text(self):
        text = 'หลักฐาน <a href="http://www.nongthong\nkham.go.th/">http://www.nongthong kham.go.th/'

        assert find_links(text) == ["http://www.nongthong kham.go.th/"]

    def test_an_anchor_with_words_gives_its_target(self):
        assert find_links('<a href="/x/1.pdf">ดาวน์โหลด</a>') == ["/x/1.pdf"]

    def test_an_anchor_whose_text_is_another_address_gives_its_target(self):
        assert find_links('<a href="http://a.go.th/x">http://www.b.go.th</a>')[0] == "http://a.go.th/x"

    def test_tags_end_an_address(self):
        assert find_links("<p>http://www.abc.go.th/</p><p>ดี</p>") == ["http://www.abc.go.th/"]


class TestKnownHostsOf:
    def test_picks_the_host_of_most_links(self):
        printed = [
            "http://www.nongthong kham.go.th/",
            "http://www.nongthongkham.go.th/",
            "http://www.nongthong.kham.go.th/",
            "http://www.nongthongkam.go.th/",
            "http://www.nongthong.kham.go.th/",
            "http://www.nongthongkham.go.th/ita",
        ]

        assert known_hosts_of([read_link(one) for one in printed]) == (HOST,)

    def test_among_equals_takes_the_one_printed_clean(self):
        printed = ["http://www.nongthong kam.go.th/", "http://www.nongthongkham.go.th/"]

        assert known_hosts_of([read_link(one) for one in printed]) == (HOST,)

    def test_adds_other_hosts_of_the_same_agency(self):
        printed = [
            f"http://{HOST}/a",
            f"http://{HOST}/b",
            "http://ita.nongthongkham.go.th/c",
            "http://www.other.go.th/d",
        ]

        assert known_hosts_of([read_link(one) for one in printed]) == (HOST, "ita.nongthongkham.go.th")

    def test_platforms_and_central_systems_tell_nothing(self):
        printed = ["https://www.facebook.com/x", "https://drive.google.com/x", "https://www.info.go.th/x", "#", "a.pdf"]

        assert known_hosts_of([read_link(one) for one in printed]) == ()


class TestFixEvidence:
    def test_keeps_the_text_as_printed_beside_the_mended_address(self):
        evidence = fix_evidence("http://www.nongthong kham.go.th/", [HOST])

        assert evidence.as_printed == "http://www.nongthong kham.go.th/"
        assert evidence.url == f"http://{HOST}/"
        assert evidence.link_class == "homepage-only"
        assert evidence.repairs == ("white_space",)
        assert not evidence.needs_review

    def test_keeps_the_printed_host_and_proposes_the_known_one(self):
        evidence = fix_evidence("http://www.nongthong.kham.go.th/x", [HOST])

        assert evidence.url == "http://www.nongthong.kham.go.th/x"
        assert evidence.proposed_url == f"http://{HOST}/x"
        assert evidence.needs_review
