import gzip

import pytest

from prongsai.adapters import sitemap
from prongsai.adapters.sitemap import MOST_DEPTH, MOST_MAPS, read_sitemap
from prongsai.core.errors import OutsideError, PersonError

DEAD = object()

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*urls):
    return f'<?xml version="1.0"?><urlset {NS}>{"".join(f"<url><loc> {url} </loc><lastmod>2026-01-01</lastmod></url>" for url in urls)}</urlset>'.encode()


def index(*urls):
    return f'<?xml version="1.0"?><sitemapindex {NS}>{"".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)}</sitemapindex>'.encode()


def read(content, maps=None, told=None):
    def fetch(url):
        found = (maps or {}).get(url, DEAD)
        if found is DEAD:
            raise OutsideError(f"เปิด {url} ไม่ได้ (404)", f"{url} cannot be opened (404)")
        return found

    return list(read_sitemap(content, fetch=fetch, tell=(told if told is not None else []).append))


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


class TestIndexInAnIndex:
    def test_is_followed_in_order(self):
        maps = {
            "http://a.go.th/i.xml": index("http://a.go.th/s1.xml", "http://a.go.th/s2.xml"),
            "http://a.go.th/s1.xml": urlset("http://a.go.th/1"),
            "http://a.go.th/s2.xml": urlset("http://a.go.th/2", "http://a.go.th/1"),
            "http://a.go.th/s3.xml": urlset("http://a.go.th/3"),
        }
        told = []

        found = read(index("http://a.go.th/i.xml", "http://a.go.th/s3.xml"), maps, told)

        assert found == ["http://a.go.th/1", "http://a.go.th/2", "http://a.go.th/3"]
        assert told == []

    def test_not_round_and_round(self):
        maps = {"http://a.go.th/s.xml": index("http://a.go.th/s.xml", "http://a.go.th/t.xml")}
        maps["http://a.go.th/t.xml"] = urlset("http://a.go.th/1")

        assert read(index("http://a.go.th/s.xml"), maps) == ["http://a.go.th/1"]

    def test_not_deeper_than_a_limit_and_that_is_said(self):
        maps = {f"http://a.go.th/{n}.xml": index(f"http://a.go.th/{n + 1}.xml") for n in range(20)}
        maps[f"http://a.go.th/{MOST_DEPTH - 1}.xml"] = urlset("http://a.go.th/page")
        told = []

        assert read(index("http://a.go.th/0.xml"), maps, told) == ["http://a.go.th/page"]
        assert told == []
        maps[f"http://a.go.th/{MOST_DEPTH - 1}.xml"] = index(f"http://a.go.th/{MOST_DEPTH}.xml")
        assert read(index("http://a.go.th/0.xml"), maps, told) == []
        (problem,) = told
        assert f"http://a.go.th/{MOST_DEPTH}.xml" in problem.message_th
        assert f"{MOST_DEPTH}" in problem.message_en

    def test_not_more_maps_than_a_limit_and_that_is_said_once(self):
        names = [f"http://a.go.th/s{n}.xml" for n in range(MOST_MAPS + 30)]
        maps = {name: urlset(f"{name}/page") for name in names}
        told = []

        assert len(read(index(*names), maps, told)) == MOST_MAPS
        (problem,) = told
        assert str(MOST_MAPS) in problem.message_th
        assert "30" in problem.message_th
        assert "30" in problem.message_en


class TestDeadMap:
    def test_is_named_and_the_others_go_on(self):
        maps = {
            "http://a.go.th/s1.xml": urlset("http://a.go.th/1"),
            "http://a.go.th/s2.xml": DEAD,
            "http://a.go.th/s3.xml": b"\x1f\x8bbroken",
            "http://a.go.th/s4.xml": b"<html><body>404</body></html>",
            "http://a.go.th/s5.xml": urlset("http://a.go.th/5"),
        }
        told = []

        assert read(index(*maps), maps, told) == ["http://a.go.th/1", "http://a.go.th/5"]
        assert len(told) == 3
        for number, problem in zip((2, 3, 4), told, strict=True):
            assert f"http://a.go.th/s{number}.xml" in problem.message_th
            assert f"http://a.go.th/s{number}.xml" in problem.message_en

    def test_pages_beyond_the_limit_are_spoken_of(self, monkeypatch):
        monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 2)
        told = []

        assert len(read(urlset(*(f"http://a.go.th/{n}" for n in range(5))), None, told)) == 2
        (problem,) = told
        assert "2" in problem.message_en


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
