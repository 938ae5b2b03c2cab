"""The blind site serves a page for every label, seen by a plain client that knows nothing of the auditor."""

import http.client
from urllib.parse import urljoin, urlsplit

import pytest

from benchmarks.audit.blind.build import served
from prongsai.audit.verdict import VERDICTS

REDIRECTS = (301, 302, 303, 307, 308)
SILENT = ("timed_out", "refused", "unsupported", "bad_certificate")  # may end without an answer, or without an end


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with served(tmp_path_factory.mktemp("pdf")) as served_site:
        yield served_site


def ask(url: str) -> tuple[int, str, bytes]:
    """Status, Location and body of one GET."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=4)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers={"Connection": "close"})
    answer = connection.getresponse()
    made = answer.status, answer.headers.get("Location", ""), answer.read()
    connection.close()
    return made


def of(site, *verdicts: str) -> list:
    return [link for link in site.links if link.right[0] in verdicts]


class TestLabels:
    def test_are_many_over_many_hosts(self, site):
        assert len(site.links) >= 300
        assert len(site.hosts) >= 40

    def test_have_an_id_and_address_each(self, site):
        assert len({link.id for link in site.links}) == len(site.links)
        assert len({link.url for link in site.links}) == len(site.links)

    def test_allow_only_verdicts_that_exist(self, site):
        assert {verdict for link in site.links for verdict in link.right} <= set(VERDICTS)

    def test_cover_what_the_site_is_for(self, site):
        wanted = {
            "opens", "moved", "gone", "soft_404", "homepage_only", "login_wall", "refused", "timed_out", "redirect_loop",
            "unsupported",
        }  # fmt: skip

        assert {verdict for verdict in wanted if site.counts()[verdict] < 10} == set()


class TestServer:
    def test_answers_every_label_that_is_not_about_silence(self, site):
        statuses = {link.id: ask(link.url)[0] for link in site.links if link.right[0] not in SILENT}

        assert {status for status in statuses.values() if status not in (200, 401, 404, 410, *REDIRECTS)} == set()

    def test_says_404_or_410_at_the_end_of_what_is_gone(self, site):
        for link in of(site, "gone"):
            status, location, _body = ask(link.url)
            if location:
                status = ask(urljoin(link.url, location))[0]

            assert status in (404, 410), link

    def test_says_200_or_redirects_for_soft_404(self, site):
        for link in of(site, "soft_404"):
            assert ask(link.url)[0] in (200, 302), link

    def test_never_ends_a_loop_within_five_hops(self, site):
        for link in of(site, "redirect_loop"):
            url = link.url
            for _hop in range(6):
                status, location, _body = ask(url)
                assert status in REDIRECTS, link
                url = urljoin(url, location)

    def test_shows_content_for_opens_that_do_not_redirect(self, site):
        for link in of(site, "opens"):
            status, location, body = ask(link.url)

            assert location or (status == 200 and len(body) > 100), link
