"""Walks over sites as they are: broken links, circles, dead pages; and over our own, whatever the visitor may not see."""

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from prongsai.apps.submission import walking
from prongsai.apps.submission.jobs import walk_site
from prongsai.apps.submission.models import SiteWalk
from prongsai.apps.submission.proposals import propose
from prongsai.apps.submission.queries import list_items
from prongsai.apps.submission.walking import absolute, item_addresses, make_walk, paths_of, read_own_page
from prongsai.core.submission import LinkOnPage, PageOnWalk, explain, walk
from tests.apps.submission.office import NOW, make_office

SITE = "http://www.old.go.th/"


def site(**pages):
    """Reads pages written as lists of (words, address); a page that is not named does not open."""
    known = {SITE + name.replace("_", "/"): links for name, links in pages.items()}

    def read(address):
        links = known.get(address) if address != SITE else pages.get("front")
        return None if links is None else PageOnWalk("หน้า", tuple(LinkOnPage(*one) for one in links))

    return read


class TestBrokenPages:
    @pytest.mark.parametrize(
        "broken",
        [
            "http://[bad",
            "http://[::1",
            "http://a\u2100.go.th/",
            "https://",
            "javascript:void(0)",
            "mailto:saraban@old.go.th",
            "tel:044",
            "",
            "#top",
            "\x00",
            "///",
            "?",
            "http://a.go.th:port/",
        ],
    )
    def test_a_broken_link_hides_none_of_the_others(self, broken):
        found = walk(SITE, [SITE + "ita"], site(front=[("เสีย", broken), ("ITA", "/ita")]))

        assert [step.words for step in found[SITE + "ita"].steps] == ["ITA"]

    def test_circles_end(self):
        read = site(front=[("ข่าว", "/a")], a=[("ต่อ", "/b")], b=[("กลับ", "/a"), ("แรก", "/"), ("ITA", "/ita")])

        assert len(walk(SITE, [SITE + "ita"], read)[SITE + "ita"].steps) == 3

    def test_the_shortest_way_is_told(self):
        read = site(front=[("ยาว", "/a"), ("สั้น", "/b")], a=[("ต่อ", "/c")], c=[("ITA", "/ita")], b=[("ITA", "/ita")])

        assert [step.words for step in walk(SITE, [SITE + "ita"], read)[SITE + "ita"].steps] == ["สั้น", "ITA"]

    @pytest.mark.parametrize(("clicks", "is_found"), [(5, True), (6, False)])
    def test_nobody_clicks_more_than_five_times(self, clicks, is_found):
        pages = {"front": [("ต่อ", "/p1")]}
        pages |= {f"p{number}": [("ต่อ", f"/p{number + 1}")] for number in range(1, clicks)}

        assert bool(walk(SITE, [f"{SITE}p{clicks}"], site(**pages))) is is_found

    def test_another_host_is_found_and_not_walked(self):
        read = site(front=[("จังหวัด", "http://other.go.th/"), ("ระบบ", "http://here.go.th/x/")])

        assert set(walk(SITE, ["http://here.go.th/x/", "http://other.go.th/y"], read)) == {"http://here.go.th/x/"}

    def test_a_link_without_words_is_told_by_its_address(self):
        [path] = walk(SITE, [SITE + "แผน"], site(front=[(" \n ", "/%E0%B9%81%E0%B8%9C%E0%B8%99")])).values()

        assert path.steps[0].words == SITE + "แผน"

    def test_the_front_page_itself_needs_no_click(self):
        [path] = walk(SITE, [SITE], site(front=[])).values()

        assert path.steps == ()
        assert explain(path, front_name="เทศบาลเก่า") == "อยู่ที่หน้าแรกของเทศบาลเก่า"

    def test_not_more_pages_are_opened_than_allowed(self):
        opened = []

        def read(address):
            opened.append(address)
            return PageOnWalk("", tuple(LinkOnPage(str(n), f"/{len(opened)}-{n}") for n in range(9)))

        walk(SITE, [SITE + "never"], read, most_pages=7)

        assert len(opened) == 7


@pytest.fixture
def office(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.fixture
def serve(settings, monkeypatch):
    """A real server of the pages given, by path; anything else is 404, and "500" answers so."""
    monkeypatch.setattr(walking, "PACE_S", 0.0)
    settings.PRONGSAI = replace(settings.PRONGSAI, audit_allow_hosts=frozenset({"127.0.0.1"}))
    servers = []

    def begin(pages):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = pages.get(self.path)
                self.send_response({None: 404, b"500": 500}.get(body, 200))
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_args):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield begin
    for server in servers:
        server.shutdown()
        server.server_close()


def asked(office, start):
    return SiteWalk.objects.create(
        year=office.year, start=start, asked_at=NOW, targets=list(item_addresses(office.year).values())
    )


class TestTheJob:
    def test_an_old_site_with_a_bracket_left_open_is_walked_to_its_end(self, office, serve):
        first = item_addresses(office.year)["O1"]
        start = serve(
            {
                "/": '<a href="http://[bad">x</a><a href="/2">ต่อ</a>'.encode(),
                "/2": f'<a href="{first}">โครงสร้าง</a>'.encode("cp874"),
            }
        )
        row = asked(office, start)

        assert walk_site(walk_id=row.pk) == 1

        row.refresh_from_db()
        assert (row.failed_why, row.pages_opened >= 2) == ("", True)
        assert [step.words for step in paths_of(row)[first].steps] == ["ต่อ", "โครงสร้าง"]

    def test_a_walk_is_made_once(self, office, serve):
        row = asked(office, serve({"/": b"<p>empty</p>"}))

        assert walk_site(walk_id=row.pk) == 0
        row.refresh_from_db()
        made_at = row.made_at
        assert made_at is not None
        walk_site(walk_id=row.pk)
        row.refresh_from_db()
        assert row.made_at == made_at

    @pytest.mark.parametrize("body", [None, b"500"])
    def test_a_front_page_that_does_not_open_is_said_in_both_languages(self, office, serve, body):
        start = serve({} if body is None else {"/": body})
        row = make_walk(asked(office, start), at=NOW)

        assert row.made_at is None
        assert start in row.failed_why
        assert start in row.failed_why_en
        assert row.pages_opened == 1

    def test_a_walk_that_failed_or_is_gone_is_not_tried_again(self, office):
        row = asked(office, "http://127.0.0.1:9/")
        row.failed_why = row.failed_why_en = "x"
        row.save()

        assert walk_site(walk_id=row.pk) == 0
        assert walk_site(walk_id=row.pk + 999) == 0
        row.refresh_from_db()
        assert row.made_at is None


class TestOurOwnPages:
    @pytest.mark.parametrize("path", ["/nobody/", "/static/none.css", "/health/", "/robots.txt", "/api/v1/"])
    def test_what_is_no_page_for_a_stranger_is_none(self, office, path):
        assert read_own_page(absolute(path)) is None

    @pytest.mark.parametrize("path", ["/office/", "/office/form/"])
    def test_of_the_office_a_stranger_sees_the_way_in_alone(self, office, path):
        page = read_own_page(absolute(path))

        assert not any("/office/form/" in link.address for link in page.links)

    def test_a_walk_from_an_agency_without_public_pages_fails_with_a_sentence(self, office):
        row = make_walk(asked(office, absolute("/nobody-here/")), at=NOW)

        assert row.made_at is None
        assert "nobody-here" in row.failed_why_en


class TestProposals:
    def test_without_a_walk_there_is_an_address_and_no_way(self, office):
        office.publish("O1")

        proposals = propose(office.year, list_items(office.year), None)

        assert (proposals["O1"].has, proposals["O1"].explanation, proposals["O1"].is_found) == (True, "", False)
        assert proposals["O1"].addresses == (item_addresses(office.year)["O1"],)
        assert (proposals["O2"].has, proposals["O2"].addresses) == (False, ())

    def test_a_walk_that_was_asked_and_not_made_has_no_ways(self, office):
        office.publish("O1")

        assert not propose(office.year, list_items(office.year), asked(office, SITE))["O1"].is_found

    def test_what_was_withdrawn_is_not_proposed(self, office):
        version = office.publish("O1")
        withdrawn = {"withdrawn_at": NOW, "withdrawn_by": "ก", "withdrawn_why": "ผิด"}
        type(version).objects.filter(pk=version.pk).update(state="withdrawn", **withdrawn)

        assert not propose(office.year, list_items(office.year), None)["O1"].has

    def test_of_an_address_of_another_walk_nothing_is_known(self, office):
        row = asked(office, SITE)
        row.paths = {"http://elsewhere.go.th/": [["x", "http://elsewhere.go.th/"]]}

        assert not any(one.is_found for one in propose(office.year, list_items(office.year), row).values())
