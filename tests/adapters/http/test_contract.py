"""What every Fetcher does: run on the real client against a real server and on the fake, so that the fake cannot drift."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from prongsai.audit.fetch_port import Fetcher, Request
from tests.adapters.http.fetching import fetch, fetch_all, fetcher
from tests.adapters.http.trap_server import ETAG, HTML, LAST_MODIFIED, TrapServer, page
from tests.fakes.fake_fetcher import FakeFetcher, scripted

LONG = b"0123456789" * 1000


@dataclass(frozen=True)
class Site:
    """A client and the address of the site that it can reach."""

    client: Fetcher
    base: str


@pytest.fixture(params=["real", "fake"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    if request.param == "real":
        with TrapServer(pages={"/long": page(LONG)}) as server:
            client: Fetcher = fetcher()
            yield Site(client, server.url(""))
            client.close()
        return
    base = "http://127.0.0.1:8000"
    client = FakeFetcher(
        {
            f"{base}/ok": scripted(body=HTML),
            f"{base}/ok?*": scripted(body=HTML),
            f"{base}/long": scripted(body=LONG),
            f"{base}/missing": scripted(404, body=b"<html>404</html>"),
            f"{base}/redirect": scripted(302, headers=(("Location", "/ok"),)),
            f"{base}/conditional": scripted(body=HTML, headers=(("ETag", ETAG), ("Last-Modified", LAST_MODIFIED))),
            f"{base}/closed-at-once": scripted(problem="connection_reset"),
        }
    )
    yield Site(client, base)
    client.close()


class TestEveryFetcher:
    def test_gives_the_body_and_where_it_came_from(self, site):
        request = Request(f"{site.base}/ok")

        answer = fetch(site.client, request)

        assert (answer.status, answer.problem, answer.is_cut) == (200, "", False)
        assert answer.body == answer.body_as_sent == HTML
        assert answer.request is request
        assert answer.header("content-TYPE") == "text/html; charset=utf-8"
        assert answer.peer
        assert answer.elapsed_s > 0
        assert dict(answer.request_headers)["Host"] == site.base.removeprefix("http://")

    def test_gives_the_page_of_an_error_too(self, site):
        answer = fetch(site.client, f"{site.base}/missing")

        assert (answer.status, answer.problem, answer.body) == (404, "", b"<html>404</html>")

    def test_follows_no_redirect(self, site):
        answer = fetch(site.client, f"{site.base}/redirect")

        assert (answer.status, answer.header("Location")) == (302, "/ok")

    @pytest.mark.parametrize("known", [{"etag": ETAG}, {"last_modified": LAST_MODIFIED}])
    def test_asks_only_for_what_changed(self, site, known):
        answer = fetch(site.client, Request(f"{site.base}/conditional", **known))

        assert (answer.status, answer.body, answer.problem) == (304, b"", "")

    def test_gives_the_page_when_it_changed(self, site):
        answer = fetch(site.client, Request(f"{site.base}/conditional", etag='"older"'))

        assert (answer.status, answer.body) == (200, HTML)

    def test_cuts_at_the_cap(self, site):
        answer = fetch(site.client, Request(f"{site.base}/long", max_bytes=1234))

        assert (answer.status, answer.problem, answer.is_cut) == (200, "", True)
        assert answer.body == answer.body_as_sent == LONG[:1234]

    def test_cuts_nothing_of_a_body_as_long_as_the_cap(self, site):
        answer = fetch(site.client, Request(f"{site.base}/long", max_bytes=len(LONG)))

        assert (answer.is_cut, answer.body) == (False, LONG)

    def test_says_that_there_was_no_answer(self, site):
        answer = fetch(site.client, f"{site.base}/closed-at-once")

        assert (answer.status, answer.problem, answer.body) == (None, "connection_reset", b"")

    @pytest.mark.parametrize("url", ["http://127.0.0.2:8000/", "http://10.0.0.1/", "https://[::ffff:127.0.0.1]/"])
    def test_asks_nothing_of_an_inside_address(self, site, url):
        answer = fetch(site.client, url)

        assert (answer.status, answer.problem) == (None, "blocked")

    @pytest.mark.parametrize(
        "url", ["ftp://a.go.th/", "file:///etc/passwd", "a.go.th/x", "", "http://", "http://a..b/"]
    )
    def test_asks_nothing_of_what_is_no_address(self, site, url):
        answer = fetch(site.client, url)

        assert (answer.status, answer.problem) == (None, "bad_address")

    def test_hands_each_answer_over_once_with_its_token(self, site):
        requests = [Request(f"{site.base}/ok?{number}") for number in range(50)]

        answers = fetch_all(site.client, requests)

        assert [answer.request for answer in answers] == requests
        assert site.client.finished(0) == []

    def test_waits_no_longer_than_asked(self, site):
        start = time.monotonic()

        assert site.client.finished(0.05) == []
        assert time.monotonic() - start < 1
