"""Addresses in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.intake.cell_links import PrintedLink, addresses_in, list_links, make_evidence, without_addresses
from prongsai.intake.raw_measure import Piece

ADDRESS = "https://www.sample.go.th/o1"


class TestListLinks:
    def test_an_address_in_the_text(self):
        assert list_links([Piece((f"ดำเนินการแล้ว {ADDRESS}",))]) == (PrintedLink(ADDRESS),)

    def test_a_hyperlink_with_words_keeps_them_as_title(self):
        assert list_links([Piece(("ดูหลักฐาน",), links=(("ดูหลักฐาน", ADDRESS),))]) == (PrintedLink(ADDRESS, "ดูหลักฐาน"),)

    def test_a_hyperlink_that_shows_its_address_counts_once_as_printed(self):
        shown = "http://www.sam ple.go.th/"
        piece = Piece((f"หลักฐาน {shown}",), links=((shown, "http://www.sam\nple.go.th/"),))

        assert list_links([piece]) == (PrintedLink(shown),)

    def test_one_target_in_two_cells_counts_once(self):
        assert len(list_links([Piece((ADDRESS,)), Piece((ADDRESS + "/",))])) == 1

    def test_several_in_order(self):
        found = list_links([Piece(("https://www.sample.go.th/b", "https://www.sample.go.th/a"))])

        assert [link.as_printed[-1] for link in found] == ["b", "a"]

    @pytest.mark.parametrize("text", ["", "-", "ไม่มี", "เว็บไซต์หน่วยงาน", "พ.ศ. 2566"])
    def test_no_address(self, text):
        assert list_links([Piece((text,))]) == ()

    @given(st.text(max_size=80))
    def test_any_text_is_read(self, text):
        list_links([Piece((text,), links=((text, text),))])


class TestEvidence:
    def test_a_look_alike_is_proposed(self):
        (one,) = make_evidence([PrintedLink("http://www.tambonsampl.go.th/x")], ("www.tambonsample.go.th",))

        assert one.url == "http://www.tambonsampl.go.th/x"
        assert one.proposed_url == "http://www.tambonsample.go.th/x"

    def test_the_title_is_kept(self):
        (one,) = make_evidence([PrintedLink(ADDRESS, "คำสั่ง")], ())

        assert (one.as_printed, one.title) == (ADDRESS, "คำสั่ง")


class TestWithoutAddresses:
    def test_leaves_the_words(self):
        assert without_addresses(f"ดำเนินการแล้ว {ADDRESS}", ()).split() == ["ดำเนินการแล้ว"]

    def test_finds_what_it_takes_out(self):
        assert addresses_in(f"ดู {ADDRESS}") == [ADDRESS]
        assert addresses_in("ไม่มี") == []
