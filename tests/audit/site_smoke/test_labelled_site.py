"""The labelled site of the benchmark is what its labels say, seen by a plain client that knows nothing of the auditor."""

import http.client
import itertools
import socket
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin, urlsplit

import pytest

from benchmarks.audit.labelled.build import served
from benchmarks.audit.labelled.site import LabelledSite
from prongsai.audit.verdict import VERDICTS

AT_LEAST_EACH = 50


@pytest.fixture(scope="module")
def pdf_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pdf")


@pytest.fixture(scope="module", params=[False, True], ids=["first", "held_out"])
def site(request, pdf_folder):
    with served(seed=5, folder=pdf_folder, is_held_out=request.param) as served_site:
        yield served_site


def ask(url: str, *, timeout: float = 3.0) -> http.client.HTTPResponse:
    """One GET, no redirect followed, certificates not looked at; the body is read and kept in `.content`."""
    parts = urlsplit(url)
    context = ssl._create_unverified_context()
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=timeout, context=context)
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    connection.request(
        "GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers={"Connection": "close"}
    )
    answer = connection.getresponse()
    answer.content = answer.read()
    connection.close()
    return answer


def follow(url: str, *, hops: int = 5) -> tuple[http.client.HTTPResponse | None, list[str]]:
    """The last answer, None when five redirects were not enough, and all addresses on the way."""
    seen = [url]
    for _ in range(hops + 1):
        answer = ask(seen[-1])
        if answer.status not in (301, 302, 303, 307, 308):
            return answer, seen
        seen.append(urljoin(seen[-1], answer.headers["Location"]))
    return None, seen


def of(site: LabelledSite, verdict: str, *styles: str) -> list:
    return [link for link in site.links if link.verdict == verdict and (not styles or link.style in styles)]


def one_of_each_style(site: LabelledSite, verdict: str) -> list:
    return list({link.style: link for link in of(site, verdict)}.values())


class TestLabels:
    def test_cover_every_verdict_many_times(self, site):
        assert len(site.links) >= 1000
        assert {verdict for verdict in VERDICTS if site.counts()[verdict] < AT_LEAST_EACH} == set()

    def test_hold_soft_404_in_at_least_eleven_styles(self, site):
        assert len({link.style for link in of(site, "soft_404")}) >= 11

    def test_have_an_id_and_address_each(self, site):
        assert len({link.id for link in site.links}) == len(site.links)
        addresses = [link.url for link in site.links if link.verdict != "not_checked"]
        assert len(set(addresses)) == len(addresses)

    def test_come_in_an_order_that_mixes_hosts(self, site):
        hosts = [urlsplit(link.url).hostname for link in site.mixed_links() if link.url.startswith("http")]

        neighbours_on_one_host = sum(one == other for one, other in itertools.pairwise(hosts))

        assert neighbours_on_one_host < len(hosts) / 20

    def test_are_the_same_for_the_same_seed(self, site, pdf_folder, request):
        is_held_out = "held_out" in request.node.name
        with served(seed=5, folder=pdf_folder, is_held_out=is_held_out) as again:
            assert [(link.verdict, link.style, urlsplit(link.url).path) for link in again.links] == [
                (link.verdict, link.style, urlsplit(link.url).path) for link in site.links
            ]


class TestServer:
    def test_opens_what_is_labelled_open(self, site):
        for link in one_of_each_style(site, "opens") + one_of_each_style(site, "bad_certificate"):
            answer = ask(link.url)

            assert answer.status == 200, link
            assert len(answer.content) > 100, link

    def test_ends_moved_links_at_content_within_five_hops(self, site):
        for link in one_of_each_style(site, "moved"):
            answer, seen = follow(link.url)

            assert answer is not None
            assert answer.status == 200
            assert 2 <= len(seen) <= 6
            assert urlsplit(seen[-1]).path not in ("/", "/index.php", "/index.html")

    def test_says_404_or_410_for_what_is_gone(self, site):
        for link in one_of_each_style(site, "gone"):
            answer, _seen = follow(link.url)

            assert answer is not None
            assert answer.status in (404, 410), link

    def test_answers_200_in_the_end_for_every_soft_404(self, site):
        for link in one_of_each_style(site, "soft_404"):
            answer, _seen = follow(link.url)

            assert answer is not None
            assert answer.status == 200, link

    def test_answers_a_random_path_of_a_soft_host_like_the_labelled_one(self, site):
        for host in site.soft:
            answer, _seen = follow(site.url(host, "/certainly/not/here.html"))

            assert answer is not None
            assert answer.status == 200

    def test_leads_homepage_only_links_to_a_front_page(self, site):
        for link in one_of_each_style(site, "homepage_only"):
            answer, seen = follow(link.url)

            assert answer is not None
            assert _is_front_page(answer.content) or b'content="3;url=/"' in answer.content, link
            shows_it_for_anything = link.style == "soft_home"
            assert urlsplit(seen[-1]).query == "" or b"refresh" in answer.content or shows_it_for_anything, link

    def test_shows_a_form_or_401_for_login_walls(self, site):
        for link in one_of_each_style(site, "login_wall"):
            answer, _seen = follow(link.url)

            assert answer is not None
            assert answer.status == 401 or b"<form" in answer.content

    def test_refuses_by_status_or_by_breaking_off(self, site):
        for link in one_of_each_style(site, "refused"):
            if link.style.startswith("status_"):
                assert ask(link.url).status == int(link.style[7:])
            else:
                with pytest.raises((OSError, http.client.HTTPException)):
                    ask(link.url)

    def test_keeps_silent_for_time_outs(self, site):
        links = one_of_each_style(site, "timed_out")

        with ThreadPoolExecutor(len(links)) as pool:
            silent = list(pool.map(_gives_no_whole_answer_within_a_second, (link.url for link in links)))

        assert [link.style for link, is_silent in zip(links, silent, strict=True) if not is_silent] == []

    def test_never_ends_redirect_loops_within_five_hops(self, site):
        for link in one_of_each_style(site, "redirect_loop"):
            answer, seen = follow(link.url)

            assert answer is None, seen

    def test_shows_certificates_that_no_browser_accepts(self, site):
        for link in one_of_each_style(site, "bad_certificate"):
            parts = urlsplit(link.url)
            raw = socket.create_connection((parts.hostname, parts.port), timeout=3)
            with raw, pytest.raises(ssl.SSLCertVerificationError):
                ssl.create_default_context().wrap_socket(raw, server_hostname=parts.hostname)

    def test_sends_files_over_the_cap_whole(self, site):
        answer = ask(of(site, "unsupported", "over_cap")[0].url)

        assert len(answer.content) > 20_000_000

    def test_redirects_to_the_inner_network_where_labelled_blocked(self, site):
        for link in of(site, "blocked", "redirect_to_inner_address"):
            assert ask(link.url).headers["Location"].startswith("http://")

    def test_gives_no_hint_of_inner_hosts_in_the_list_to_allow(self, site):
        inner = {urlsplit(link.url).hostname for link in of(site, "blocked", "inner_address")}

        assert inner.isdisjoint(site.allowed())


def _is_front_page(content: bytes) -> bool:
    return any("ยินดีต้อนรับ".encode(charset) in content for charset in ("utf-8", "cp874"))


def _gives_no_whole_answer_within_a_second(url: str) -> bool:
    """Whether a whole answer is not there after a second; an error within it is none either."""
    whole = threading.Event()

    def visit() -> None:
        try:
            ask(url, timeout=1.5)
        except (OSError, http.client.HTTPException):
            return
        whole.set()

    threading.Thread(target=visit, daemon=True).start()
    return not whole.wait(1.0)
