"""What other sites show: pages to frame and bare pieces, with what is public and nothing else."""

import re
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from lxml import html

from prongsai.apps.disclosure import public_queries
from prongsai.apps.portal.answers import memory
from prongsai.apps.portal.document import Asked
from prongsai.apps.portal.site import embed
from tests.apps.factories import make_agency
from tests.apps.portal.published import PDF, item_of, make_profile, open_year, publish

pytestmark = pytest.mark.django_db
FRAMED = ("embed/", "embed/2566/", "embed/news/", "en/embed/", "en/embed/2566/", "en/embed/news/")
BARE = (
    "embed/items.html",
    "embed/2566/items.html",
    "embed/news.html",
    "en/embed/items.html",
    "en/embed/2566/items.html",
    "en/embed/news.html",
)


@pytest.fixture
def year():
    """A year with one item published, one withdrawn, one in draft, and one piece of news."""
    year = open_year(codes=6)
    publish(item_of(year, "O1"), "แผนผังโครงสร้าง", content=PDF)
    publish(item_of(year, "O2"), "เรื่องที่ถอนแล้ว", "withdrawn")
    publish(item_of(year, "O3"), "ร่างที่ยังไม่เผยแพร่", "draft")
    publish(item_of(year, "O4"), "เรื่องที่รอวัน", "scheduled")
    publish(year.agency, "รับสมัครพนักงาน")
    return year


def read(client, path):
    response = client.get(f"/ban-suan/{path}")
    assert response.status_code == 200, path
    return response.content.decode()


def policy(client, path):
    parts = client.get(f"/ban-suan/{path}")["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts)


class TestContent:
    def test_items_stand_with_their_states_and_permanent_addresses(self, client, year):
        tree = html.fromstring(read(client, "embed/items.html"))

        lines = {
            line.findtext("a/strong"): (line.find("a").get("href"), line.findtext("span"))
            for line in tree.xpath("//li[contains(@class, 'prongsai-item')]")
        }
        assert list(lines) == ["O1", "O2", "O3", "O4", "O5", "O6"]
        assert lines["O1"] == ("http://127.0.0.1:8000/ban-suan/2566/o1/", "✓ เผยแพร่แล้ว · 12 มี.ค. 2566")
        assert {state for _href, state in list(lines.values())[1:]} == {"○ ยังไม่เผยแพร่"}
        assert "เผยแพร่แล้ว 1 จาก 6 รายการ" in tree.text_content()

    def test_the_newest_publications_stand_with_theirs(self, client, year):
        tree = html.fromstring(read(client, "embed/news.html"))

        lines = [
            (line.findtext("a"), line.find("a").get("href"), line.findtext("span").split(" · ")[0])
            for line in tree.xpath("//li")
        ]
        assert lines == [
            ("รับสมัครพนักงาน", "http://127.0.0.1:8000/ban-suan/news/1/", "ข่าว"),
            ("แผนผังโครงสร้าง", "http://127.0.0.1:8000/ban-suan/2566/o1/1/", "O1"),
        ]

    @pytest.mark.parametrize("path", [*FRAMED, *BARE])
    def test_nothing_that_is_not_public_is_named(self, client, year, path):
        text = read(client, path)

        assert "ถอนแล้ว" not in text
        assert "ยังไม่เผยแพร่</a>" not in text
        assert "ร่างที่" not in text
        assert "รอวัน" not in text

    @pytest.mark.parametrize("path", [*FRAMED, *BARE])
    def test_every_link_leads_to_a_page_of_the_same_language(self, client, year, path):
        links = html.fromstring(read(client, path)).xpath("//a/@href")

        assert links
        for link in links:
            target = urljoin(f"http://127.0.0.1:8000/ban-suan/{path}", link).removeprefix("http://127.0.0.1:8000")
            assert client.get(target).status_code == 200, target
            assert target.startswith("/ban-suan/en/") == path.startswith("en/")

    def test_a_year_shows_its_own_publications_alone(self, client, year):
        other = open_year(year.agency, 2567, codes=2)
        publish(item_of(other), "ของปีใหม่")

        assert "ของปีใหม่" in read(client, "embed/2567/")
        assert "แผนผังโครงสร้าง" not in read(client, "embed/2567/")
        assert "ของปีใหม่" not in read(client, "embed/2566/")
        assert "รับสมัครพนักงาน" not in read(client, "embed/2566/")

    def test_without_a_year_the_newest_is_shown(self, client, year):
        assert read(client, "embed/items.html") == read(client, "embed/2566/items.html")
        open_year(year.agency, 2567, codes=2)
        memory.drop()

        assert read(client, "embed/items.html") == read(client, "embed/2567/items.html")
        assert "2567" in html.fromstring(read(client, "embed/")).findtext(".//h1/a")

    def test_an_agency_with_news_and_no_year_shows_its_news(self, client):
        publish(make_agency(slug="ban-suan"), "ข่าวเดียว")

        assert "ข่าวเดียว" in read(client, "embed/")
        assert "ข่าวเดียว" in read(client, "embed/news.html")
        assert client.get("/ban-suan/embed/items.html").status_code == 404

    def test_nothing_published_is_said(self, client):
        open_year(codes=2)

        assert "ยังไม่มีเรื่องที่เผยแพร่" in read(client, "embed/news.html")
        assert "Nothing published yet" in read(client, "en/embed/news.html")

    @pytest.mark.parametrize(
        "path", ["nobody/embed/", "ban-suan/embed/2570/", "nobody/embed/news.html", "ban-suan/embed/2570/items.html"]
    )
    def test_what_is_not_there_is_not_found(self, client, year, path):
        assert client.get(f"/{path}").status_code == 404

    def test_markup_in_a_title_stays_text(self, client, year):
        publish(item_of(year), "<script>alert(1)</script>\"'")

        for path in ("embed/", "embed/news.html"):
            assert "<script" not in read(client, path)
            assert "&lt;script&gt;" in read(client, path)

    def test_the_list_of_a_draft_framework_says_so(self, client, year):
        publish(item_of(open_year(year.agency, 2575, codes=2)), "ก")

        assert "เป็นร่างจากปีก่อน" in read(client, "embed/2575/items.html")
        assert "เป็นร่างจากปีก่อน" not in read(client, "embed/2566/items.html")

    def test_thai_digits_are_the_agencys_choice(self, client, year):
        year.agency.digits = "thai"
        year.agency.save()

        assert "ปีงบประมาณ พ.ศ. ๒๕๖๖" in read(client, "embed/items.html")
        assert "fiscal year 2566" in read(client, "en/embed/items.html")

    def test_other_spellings_lead_to_it(self, client, year):
        for path in ("embed", "embed/๒๕๖๖/", "EMBED/"):
            response = client.get(f"/ban-suan/{path}")
            assert response.status_code == 301, path
            assert client.get(response["Location"]).status_code == 200


class TestBarePieces:
    @pytest.mark.parametrize("path", BARE)
    def test_hold_one_section_of_plain_markup(self, client, year, path):
        text = read(client, path).strip()

        (section,) = html.fragments_fromstring(text)
        assert section.tag == "section"
        assert section.get("lang") == ("en" if path.startswith("en/") else "th")
        assert {element.tag for element in section.iter()} <= {"section", "p", "ul", "li", "a", "span", "strong"}
        names = {name for element in section.iter() for name in element.attrib}
        assert names <= {"class", "lang", "aria-label", "href"}
        classes = {one for element in section.iter() for one in element.get("class", "").split()}
        assert all(one == "prongsai" or one.startswith("prongsai-") for one in classes)
        assert all(link.startswith("http://127.0.0.1:8000/ban-suan/") for link in section.xpath(".//a/@href"))

    def test_may_not_be_framed(self, client, year):
        response = client.get("/ban-suan/embed/items.html")

        assert response["X-Frame-Options"] == "DENY"
        assert policy(client, "embed/items.html")["frame-ancestors"] == "'none'"

    def test_are_answered_in_brief_when_they_did_not_change(self, client, year):
        tag = client.get("/ban-suan/embed/items.html")["ETag"]

        assert client.get("/ban-suan/embed/items.html", headers={"if-none-match": tag}).status_code == 304
        publish(item_of(year, "O5"), "เพิ่ม")
        memory.drop()
        again = client.get("/ban-suan/embed/items.html", headers={"if-none-match": tag})
        assert (again.status_code, again["ETag"] == tag) == (200, False)


class TestFramedPages:
    @pytest.mark.parametrize("path", FRAMED)
    def test_hold_no_script_no_cookie_and_nothing_from_elsewhere(self, client, year, path):
        response = client.get(f"/ban-suan/{path}")
        tree = html.fromstring(response.content)

        assert not response.cookies
        assert not tree.xpath("//script | //form | //img | //iframe | //*[@style]")
        assert all(link.startswith("../") for link in tree.xpath("//link[@rel='stylesheet']/@href"))
        assert set(tree.xpath("//a/@target")) == {"_top"}
        assert not tree.xpath("//a[not(@target)]")
        assert len(tree.xpath("//h1")) == 1
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert policy(client, path)["default-src"] == "'none'"
        assert "script-src" not in policy(client, path)

    def test_any_site_may_frame_them_while_no_host_of_the_agency_is_known(self, client, year):
        response = client.get("/ban-suan/embed/")

        assert "X-Frame-Options" not in response
        assert policy(client, "embed/")["frame-ancestors"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"

    def test_the_agencys_own_sites_alone_may_when_they_are(self, client, year):
        year.agency.hosts = ["www.bansuan.go.th", "x; script-src *"]
        year.agency.save()
        make_profile(year.agency, site="https://old.bansuan.go.th:8443/index.php")

        allowed = policy(client, "embed/")["frame-ancestors"].split()

        names = ("www.bansuan.go.th", "bansuan.go.th", "old.bansuan.go.th", "www.old.bansuan.go.th")
        assert allowed == ["'self'", *(f"{scheme}://{name}" for name in names for scheme in ("https", "http"))]

    def test_a_site_that_was_named_just_now_is_let_in_at_the_next_question(self, client, year):
        assert policy(client, "embed/")["frame-ancestors"] == "*"
        year.agency.hosts = ["bansuan.go.th"]
        year.agency.save()

        assert "https://www.bansuan.go.th" in policy(client, "embed/")["frame-ancestors"]

    def test_a_browser_that_has_the_page_is_told_who_may_frame_it_too(self, client, year):
        tag = client.get("/ban-suan/embed/")["ETag"]

        response = client.get("/ban-suan/embed/", headers={"if-none-match": tag})

        assert response.status_code == 304
        assert response["Content-Security-Policy"].endswith("frame-ancestors *")
        assert "X-Frame-Options" not in response

    @pytest.mark.parametrize(
        "path", ["", "2566/", "2566/o1/", "2566/o1/1/", "news/", "data/", "search/", "feed.xml", "nothing/"]
    )
    def test_no_other_page_may_be_framed(self, client, year, path):
        response = client.get(f"/ban-suan/{path}")

        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]

    def test_name_the_page_that_search_engines_should_show(self, client, year):
        for path, target in (("embed/", "2566/"), ("en/embed/2566/", "en/2566/"), ("embed/news/", "news/")):
            canonical = html.fromstring(read(client, path)).xpath("//link[@rel='canonical']/@href")
            assert canonical == [f"http://127.0.0.1:8000/ban-suan/{target}"]

    def test_style_is_served_with_its_hash(self, client, year):
        (link,) = html.fromstring(read(client, "embed/2566/")).xpath("//link[@rel='stylesheet']/@href")
        target = urljoin("/ban-suan/embed/2566/", link)

        assert re.fullmatch(r"/static/portal/embed\.[0-9a-f]{10}\.css", target)
        response = client.get(target)
        assert (response.status_code, response["Content-Type"]) == (200, "text/css; charset=utf-8")
        assert "url(sarabun-regular." in response.content.decode()


class TestCost:
    @pytest.mark.parametrize(
        ("build", "most"),
        [(embed.newest_page, 7), (embed.items_fragment, 4), (embed.news_fragment, 3)],
        ids=["page", "items", "news"],
    )
    def test_is_the_same_for_many_publications(self, year, django_assert_max_num_queries, build, most):
        for number in range(30):
            publish(item_of(year, "O5"), f"เรื่อง {number}", content=PDF)

        with django_assert_max_num_queries(most):
            assert build("ban-suan", asked=Asked()) is not None

    def test_only_the_newest_are_named(self, client, year):
        for number in range(embed.NEWEST + 3):
            publish(year.agency, f"ข่าวที่ {number}")

        assert read(client, "embed/news.html").count("<li") == embed.NEWEST
        assert "รับสมัครพนักงาน" not in read(client, "embed/news.html")

    def test_a_page_is_small(self, client):
        year = open_year(make_agency(slug="ban-suan"))
        for item in year.items.all():
            publish(item, "ประกาศ" * 30)

        assert len(client.get("/ban-suan/embed/").content) < 40_000
        assert len(client.get("/ban-suan/embed/items.html").content) < 25_000


class TestHosts:
    def test_are_those_of_the_agency_alone(self, year):
        year.agency.hosts = ["one.go.th"]
        year.agency.save()
        make_agency("อื่น", slug="other", hosts=["two.go.th"])
        agency = public_queries.find_agency("ban-suan")

        assert public_queries.list_hosts(agency) == ["one.go.th"]
        assert embed.framing_hosts(replace(agency, site="")) == ["one.go.th", "www.one.go.th"]
        assert embed.framing_hosts(replace(agency, site="not an address")) == ["one.go.th", "www.one.go.th"]
