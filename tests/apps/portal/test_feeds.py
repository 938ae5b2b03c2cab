"""The RSS feed, read by an independent reader, and as the two programs read it that agencies have their sites in."""

import re
from datetime import UTC
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from prongsai.apps.portal.answers import memory
from tests.apps.portal.published import PDF, item_of, open_year, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    year = open_year(codes=6)
    publish(item_of(year), 'แผนพัฒนา <ฉบับที่ 2> & "แก้ไข"', content=PDF, file_name="แผน 66.pdf")
    publish(item_of(year, "O2"), "ถอนแล้ว", "withdrawn")
    publish(item_of(year, "O3"), "ร่าง", "draft")
    publish(year.agency, "ข่าว\x0bแรก")
    return year


@pytest.fixture
def feed(client, year):
    response = client.get("/ban-suan/feed.xml")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return response.content


class TestRss:
    def test_is_well_formed_and_of_version_2(self, feed):
        read = feedparser.parse(feed)

        assert not read.bozo, read.get("bozo_exception")
        assert (read.version, read.encoding) == ("rss20", "utf-8")
        assert read.feed.title == "เทศบาลตำบลทดสอบ"
        assert read.feed.link == "http://127.0.0.1:8000/ban-suan/"
        assert read.feed.language == "th"

    def test_names_what_is_public_newest_first(self, feed):
        entries = feedparser.parse(feed).entries

        assert [entry.title for entry in entries] == ["ข่าวแรก", 'แผนพัฒนา <ฉบับที่ 2> & "แก้ไข"']
        assert [entry.summary for entry in entries] == ["ข่าวประชาสัมพันธ์", "O1 โครงสร้าง ปีงบประมาณ พ.ศ. 2566"]
        assert entries[1].link == "http://127.0.0.1:8000/ban-suan/2566/o1/1/"
        assert [tag.term for tag in entries[1].tags] == ["O1 โครงสร้าง ปีงบประมาณ พ.ศ. 2566"]

    def test_every_entry_has_a_lasting_name_a_day_and_a_page(self, client, feed):
        entries = feedparser.parse(feed).entries

        assert len({entry.id for entry in entries}) == len(entries) == 2
        for entry in entries:
            assert entry.published_parsed is not None
            for address in (entry.link, entry.id):
                assert client.get(urlsplit(address).path).status_code == 200

    def test_a_file_hangs_on_its_entry(self, client, feed):
        (enclosure,) = feedparser.parse(feed).entries[1].enclosures

        assert (enclosure.type, enclosure.length) == ("application/pdf", str(len(PDF)))
        response = client.get(urlsplit(enclosure.href).path)
        assert b"".join(response.streaming_content) == PDF

    def test_a_new_version_is_a_new_entry_and_a_withdrawn_one_goes(self, client, year):
        old = feedparser.parse(client.get("/ban-suan/feed.xml").content).entries
        publish(item_of(year, "O4"), "เพิ่ม")
        memory.drop()

        new = feedparser.parse(client.get("/ban-suan/feed.xml").content).entries

        assert [entry.title for entry in new] == ["เพิ่ม", *(entry.title for entry in old)]
        assert {entry.id for entry in old} < {entry.id for entry in new}


class TestWhatJoomlaReads:
    """Joomla's Feed Display goes through the stream itself: what its reader takes must be there and be plain."""

    def test_addresses_are_whole_and_in_ascii(self, feed):
        # Its filter of addresses takes no other letters; an entry without a good address is shown without a link.
        root = etree.fromstring(feed)

        links = [link.text for link in root.iter("link")] + [one.get("url") for one in root.iter("enclosure")]
        assert len(links) == 4
        for link in links:
            assert re.fullmatch(r"https?://[!-~]+", link), link

    def test_the_first_element_is_rss_and_entries_lie_in_the_channel(self, feed):
        root = etree.fromstring(feed)

        assert (root.tag, root.get("version")) == ("rss", "2.0")
        (channel,) = root
        assert channel[0].tag == "title"
        assert [one.tag for one in channel].count("item") == 2
        for item in channel.iter("item"):
            tags = [one.tag for one in item]
            assert {"title", "link", "guid", "pubDate", "description"} <= set(tags)
            assert item.find("guid").get("isPermaLink") == "true"

    def test_lengths_of_files_are_numbers(self, feed):
        assert [int(one.get("length")) for one in etree.fromstring(feed).iter("enclosure")] == [len(PDF)]

    def test_days_are_as_mail_writes_them(self, feed):
        from email.utils import parsedate_to_datetime

        days = [parsedate_to_datetime(one.text) for one in etree.fromstring(feed).iter("pubDate")]
        assert days == sorted(days, reverse=True)
        assert all(day.tzinfo is not None and day.utcoffset() == UTC.utcoffset(None) for day in days)
