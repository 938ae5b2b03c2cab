import gzip

import pytest

from prongsai.adapters.sitemap import read_sitemap
from prongsai.core.errors import PersonError

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*urls):
    return f'<?xml version="1.0"?><urlset {NS}>{"".join(f"<url><loc> {url} </loc><lastmod>2026-01-01</lastmod></url>" for url in urls)}</urlset>'.encode()


def index(*urls):
    return f'<?xml version="1.0"?><sitemapindex {NS}>{"".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)}</sitemapindex>'.encode()


def read(content, maps=None):
    return list(read_sitemap(content, fetch=lambda url: (maps or {})[url]))


def test_addresses_in_order_each_once():
    assert read(urlset("http://a.go.th/1", "http://a.go.th/2", "http://a.go.th/1")) == [
        "http://a.go.th/1",
        "http://a.go.th/2",
    ]


def test_an_index_leads_to_its_maps_packed_or_not():
    maps = {
        "http://a.go.th/s1.xml": urlset("http://a.go.th/1"),
        "http://a.go.th/s2.xml.gz": gzip.compress(urlset("http://a.go.th/2")),
    }

    assert read(index(*maps), maps) == ["http://a.go.th/1", "http://a.go.th/2"]


def test_an_index_in_an_index_is_not_followed_for_ever():
    maps = {"http://a.go.th/s.xml": index("http://a.go.th/s.xml")}

    assert read(index("http://a.go.th/s.xml"), maps) == []


def test_image_addresses_inside_a_page_s_entry_are_read_too():
    content = f"<urlset {NS}><url><loc>http://a.go.th/1</loc></url></urlset>".encode()

    assert read(content) == ["http://a.go.th/1"]


@pytest.mark.parametrize(
    "content", [b"", b"no xml", b"<html><body>404</body></html>", b"\x1f\x8bbroken", b"<urlset></urlset>"]
)
def test_what_is_no_site_map_is_refused_in_one_sentence(content):
    with pytest.raises(PersonError, match="แผนผังเว็บไซต์"):
        read(content)


def test_entities_are_not_expanded():
    bomb = b'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><urlset><url><loc>http://a.go.th/&b;</loc></url></urlset>'

    assert all("aaaa" not in url for url in read(bomb))
