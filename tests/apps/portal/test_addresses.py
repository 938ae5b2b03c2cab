"""Paths, other spellings of them, and old addresses."""

import pytest

from prongsai.apps.disclosure.models import OldAddress
from prongsai.apps.disclosure.public_queries import Place
from prongsai.apps.portal.addresses import in_english, in_thai, tidy_path
from prongsai.apps.portal.frame import relative
from tests.apps.portal.published import AT, PDF, item_of, open_year, publish


@pytest.mark.parametrize(
    ("given", "tidied"),
    [
        ("/ban-suan/2566/o43/", "/ban-suan/2566/o43/"),
        ("/ban-suan/2566/O43", "/ban-suan/2566/o43/"),
        ("/ban-suan/2566/o-43/", "/ban-suan/2566/o43/"),
        ("/ban-suan/2566/o 07/", "/ban-suan/2566/o7/"),
        ("/Ban-Suan/๒๕๖๖/o๔๓", "/ban-suan/2566/o43/"),
        ("/ban-suan/66/o1/", "/ban-suan/2566/o1/"),
        ("/ban-suan/2023/o1/", "/ban-suan/2566/o1/"),
        ("/ban-suan/EN/2566/O1", "/ban-suan/en/2566/o1/"),
        ("//ban-suan//news", "/ban-suan/news/"),
        ("/ban-suan/2566/O1/1/V2/แผน-๒๕๖๖.PDF", "/ban-suan/2566/o1/1/v2/แผน-๒๕๖๖.PDF"),
        ("/ban-suan/feed.xml", "/ban-suan/feed.xml"),
        ("/", "/"),
    ],
)
def test_other_spellings(given, tidied):
    assert tidy_path(given) == tidied
    assert tidy_path(tidied) == tidied


def test_languages_lie_beside_each_other():
    assert in_english("/ban-suan/2566/o1/") == "/ban-suan/en/2566/o1/"
    assert in_english("/ban-suan/") == "/ban-suan/en/"
    assert in_thai("/ban-suan/en/2566/o1/") == "/ban-suan/2566/o1/"
    assert in_thai("/ban-suan/2566/") == "/ban-suan/2566/"


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("/a/2566/o1/", "/a/", "../../"),
        ("/a/", "/a/", "./"),
        ("/a/2566/", "/a/2566/o1/", "o1/"),
        ("/a/2566/o1/", "/a/2566/o1/1/v1/แผน.pdf", "1/v1/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf"),
        ("/a/en/2566/", "/a/feed.xml", "../../feed.xml"),
    ],
)
def test_links_are_relative(page, target, link):
    assert relative(page, target) == link


def test_places_name_their_paths():
    assert Place("a", 2566, "O1").version(2, 3) == "/a/2566/o1/2/v3/"
    assert Place("a").publication(2) == "/a/news/2/"


@pytest.mark.django_db
class TestRedirects:
    def test_other_spellings_lead_to_the_page(self, client):
        open_year()

        for path in ("/ban-suan/2566/O43", "/ban-suan/2566/o-43/", "/ban-suan/๒๕๖๖/o43/", "/ban-suan"):
            response = client.get(path)
            assert response.status_code == 301, path
            assert client.get(response["Location"]).status_code == 200, path

    def test_the_former_sites_addresses_lead_on(self, client, settings):
        agency = open_year().agency
        agency.hosts = ["www.bansuan.go.th"]
        agency.save()
        rows = (
            ("", "/index.php?option=com_content&id=7", "/ban-suan/2566/o7/"),
            ("", "/index.php", "/ban-suan/"),
            ("old.bansuan.go.th", "/ita.php", "/ban-suan/2566/"),
        )
        for host, path, leads_to in rows:
            OldAddress.objects.create(agency=agency, host=host, path=path, leads_to=leads_to, added_by="ก", added_at=AT)
        here = settings.PRONGSAI.url.rstrip("/")

        def location(path, host):
            return client.get(path, headers={"host": host}).get("Location")

        assert location("/index.php?option=com_content&id=7", "www.bansuan.go.th") == f"{here}/ban-suan/2566/o7/"
        assert location("/index.php", "www.bansuan.go.th") == f"{here}/ban-suan/"
        assert location("/ita.php?x=8", "old.bansuan.go.th") == f"{here}/ban-suan/2566/"
        assert location("/ita.php", "old.bansuan.go.th") == f"{here}/ban-suan/2566/"
        assert location("/index.php", "testserver") == "/ban-suan/"
        assert client.get("/none.php", headers={"host": "www.bansuan.go.th"}).status_code == 404
        assert client.get("/index.php", headers={"host": "evil.example"}).status_code == 400

    def test_www_and_bare_are_one_where_both_are_the_agencys(self, client):
        agency = open_year().agency
        add = {"agency": agency, "leads_to": "/ban-suan/2566/o7/", "added_by": "ก", "added_at": AT}
        OldAddress.objects.create(host="www.bansuan.go.th", path="/แผน.php?id=7", **add)
        agency.hosts = ["www.bansuan.go.th", "bansuan.go.th"]
        agency.save()
        asked = "/%E0%B9%81%E0%B8%9C%E0%B8%99.php?id=7"

        for end in ("", "&utm_source=line&utm_medium=x", "&fbclid=1"):
            for host in agency.hosts:
                answer = client.get(asked + end, headers={"host": host})
                assert answer["Location"].endswith("/ban-suan/2566/o7/"), (host, end)
        assert client.get(asked + "&page=2", headers={"host": "bansuan.go.th"}).status_code == 404

        agency.hosts = ["bansuan.go.th"]
        agency.save()
        assert client.get(asked, headers={"host": "bansuan.go.th"}).status_code == 404

    def test_an_unknown_address_of_the_former_site_has_a_page(self, client, settings):
        agency = open_year().agency
        agency.hosts = ["www.bansuan.go.th"]
        agency.save()

        answer = client.get("/zzz", headers={"host": "www.bansuan.go.th"})

        shown = answer.content.decode()
        here = settings.PRONGSAI.url.rstrip("/")
        assert (answer.status_code, answer["Cache-Control"]) == (404, "public, max-age=60")
        assert not answer.cookies
        assert "ไม่พบที่อยู่เดิมนี้" in shown
        assert "This old address is not known" in shown
        assert f'href="{here}/ban-suan/"' in shown
        assert f'href="{here}/ban-suan/search/"' in shown
        sheet = shown.partition('rel="stylesheet" href="')[2].partition('"')[0]
        assert client.get(sheet, headers={"host": "www.bansuan.go.th"})["Content-Type"].startswith("text/css")

    def test_a_host_that_nobody_named_is_told_so(self, client, settings):
        answer = client.get("/", headers={"host": "unknown.example"})

        shown = answer.content.decode()
        assert answer.status_code == 400
        assert "“unknown.example”" in shown
        assert "This host is not known here" in shown
        assert "PRONGSAI_URL" in shown
        assert f'href="{settings.PRONGSAI.url}"' in shown
        assert 'href="/"' not in shown

    def test_no_spelling_leads_to_what_is_not_public(self, client):
        publish(item_of(open_year()), "ร่าง", "draft", content=PDF)

        assert client.get("/ban-suan/2566/O1/1/", follow=True).status_code == 404
