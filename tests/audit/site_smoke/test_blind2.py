"""The third labelled site: its labels hold on its own answers, its wire behaves as said, its figures add up."""

import http.client
import socket
import ssl
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest

from benchmarks.audit.blind2 import papers
from benchmarks.audit.blind2.__main__ import walk
from benchmarks.audit.blind2.exchange import Answer, Request
from benchmarks.audit.blind2.host import Host, untracked
from benchmarks.audit.blind2.label import Labelled
from benchmarks.audit.blind2.opening import neighbour
from benchmarks.audit.blind2.score import Said, score, table, wrong_links
from benchmarks.audit.blind2.site import Site, build, served

VERDICTS = {
    "opens", "moved", "gone", "soft_404", "homepage_only", "login_wall", "refused", "timed_out", "redirect_loop",
    "bad_certificate", "unsupported", "blocked",
}  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Site:
    return build(8001, 8002)


def answers(site: Site, url: str, most: int = 12) -> list[Answer]:
    """What the site says of an address, hop by hop, to a client that keeps cookies."""
    hosts, cookies, made = {host.ip: host for host in site.hosts}, "", []
    while len(made) < most:
        parts = urlsplit(url)
        host = hosts.get(parts.hostname or "")
        if host is None:
            return made
        target = quote(parts.path or "/", safe="/%") + (f"?{parts.query}" if parts.query else "")
        made.append(host.handle(Request(target, headers={"cookie": cookies}, visit=len(made) + 1)))
        headers = dict(made[-1].headers)
        cookies = headers.get("Set-Cookie", cookies).partition(";")[0]
        if "Location" not in headers:
            return made
        url = urljoin(url, headers["Location"])
    return made


def received(plug: socket.socket) -> Iterator[bytes]:
    """What comes until nothing comes for a while."""
    with suppress(TimeoutError):
        while got := plug.recv(4096):
            yield got


def surely(site: Site, verdict: str) -> list[Labelled]:
    return [link for link in site.links if link.right == (verdict,) and not link.id.startswith("loose")]


class TestLabels:
    def test_are_many_on_many_hosts(self, site: Site) -> None:
        assert len(site.links) >= 1000
        assert len({urlsplit(link.url).netloc for link in site.links}) >= 40

    def test_hold_every_verdict_a_loopback_server_can_show(self, site: Site) -> None:
        counts = Counter(link.right[0] for link in site.links)

        assert set(counts) == VERDICTS
        assert min(counts.values()) >= 10

    def test_name_each_link_and_each_address_once(self, site: Site) -> None:
        assert len({link.id for link in site.links}) == len(site.links)
        assert len({link.url for link in site.links}) == len(site.links)

    def test_are_the_same_at_each_build(self, site: Site) -> None:
        assert build(8001, 8002).links == site.links

    def test_only_know_real_verdicts(self, site: Site) -> None:
        assert {verdict for link in site.links for verdict in link.right} <= VERDICTS

    @pytest.mark.parametrize(("right", "doubt"), [(("opens", "moved"), ""), (("opens",), "why")])
    def test_refuse_a_doubt_without_reason_and_a_reason_without_doubt(self, right: tuple[str, ...], doubt: str) -> None:
        with pytest.raises(ValueError, match="style"):
            Labelled("1", "http://127.7.0.1/", right, "style", doubt)


class TestAnswers:
    def test_of_open_pages_end_with_200_and_a_body(self, site: Site) -> None:
        for link in surely(site, "opens"):
            last = answers(site, link.url)[-1]
            assert (last.status, last.act) == (200, "answer"), link
            assert len(last.body) > 100, link

    def test_of_open_pages_are_all_different(self, site: Site) -> None:
        bodies = Counter(zlib.crc32(answers(site, link.url)[-1].body) for link in surely(site, "opens"))

        assert max(bodies.values()) == 1

    def test_of_gone_pages_end_with_404_or_410(self, site: Site) -> None:
        assert {answers(site, link.url)[-1].status for link in surely(site, "gone")} == {404, 410}

    def test_of_pages_softly_gone_end_with_200(self, site: Site) -> None:
        assert {answers(site, link.url)[-1].status for link in surely(site, "soft_404")} == {200}

    def test_of_moved_pages_take_one_to_five_hops_to_content(self, site: Site) -> None:
        for link in surely(site, "moved"):
            made = answers(site, link.url)
            assert 2 <= len(made) <= 6, link
            assert made[-1].status == 200, link

    def test_of_loops_never_come_to_an_end_within_five_hops(self, site: Site) -> None:
        assert all(len(answers(site, link.url)) > 6 for link in surely(site, "redirect_loop"))

    def test_of_front_pages_are_what_the_host_shows_at_its_root(self, site: Site) -> None:
        roots = {zlib.crc32(answers(site, host.base + "/")[-1].body) for host in site.hosts if not host.turning}
        turning = {host.ip for host in site.hosts if host.turning}

        for link in surely(site, "homepage_only"):
            if link.style.startswith("front_by") and urlsplit(link.url).hostname not in turning:
                assert zlib.crc32(answers(site, link.url)[-1].body) in roots, link

    def test_of_walls_are_401_or_speak_of_signing_in(self, site: Site) -> None:
        words = ("เข้าสู่ระบบ", "ลงชื่อเข้าใช้", "รหัสผ่าน", "Login", "Sign in", "สมาชิก", "Password", "พาสเวิร์ด")
        for link in surely(site, "login_wall"):
            last = answers(site, link.url)[-1]
            text = last.body.decode("cp874" if b"windows-874" in last.body or b"tis-620" in last.body else "utf-8")
            assert last.status == 401 or any(word in text for word in words), link

    def test_of_refusing_servers_are_no_200(self, site: Site) -> None:
        for link in surely(site, "refused"):
            last = answers(site, link.url)[-1]
            assert last.status in (403, 429) or last.status >= 500 or last.act in ("reset", "close", "noise"), link

    def test_of_slow_servers_stay_silent_or_drip(self, site: Site) -> None:
        assert {answers(site, link.url)[-1].act for link in surely(site, "timed_out")} == {"silent", "drip"}

    def test_that_turn_keep_the_frame(self, site: Site) -> None:
        host = next(host for host in site.hosts if host.turning and host.system == "joomla")

        one, two = (host.handle(Request("/", visit=visit)).body.decode() for visit in (1, 2))

        assert one != two
        assert one.partition("t3-sidebar")[0] == two.partition("t3-sidebar")[0]


class TestHost:
    def test_forgets_tracking_parameters(self) -> None:
        assert untracked("/index.php?mod=news&id=4&fbclid=x") == "/index.php?mod=news&id=4"
        assert untracked("/page1.html?utm_source=line") == "/page1.html"
        assert untracked("/index.php?mod=news") == "/index.php?mod=news"

    def test_serves_a_shared_file_with_and_without_the_mark_of_how_it_was_shared(self) -> None:
        host = Host(9, "cards", 8001, 8002)
        host.link("/file/d/1a/view?usp=sharing", "opens", "drive", handler=lambda _r: Answer(b"viewer"))

        assert [host.handle(Request("/file/d/1a/view" + end)).body for end in ("?usp=sharing", "")] == [b"viewer"] * 2

    def test_asks_the_script_about_a_number_it_does_not_know(self) -> None:
        host = Host(7, "php_mod", 8001, 8002)
        host.no_id, host.no_path = (lambda _r: Answer(b"script")), (lambda _r: Answer(b"server", 404))
        host.routes["/index.php?mod=news&id=1"] = lambda _r: Answer(b"page")

        said = {
            target: host.handle(Request(target)).body
            for target in ("/index.php?mod=news&id=1", "/index.php?mod=news&id=2", "/else.php?id=2", "/none/file.pdf")
        }

        assert list(said.values()) == [b"page", b"script", b"server", b"server"]

    def test_writes_old_systems_in_thai_windows_letters(self) -> None:
        host = Host(7, "php_mod", 8001, 8002)

        assert "แผนพัฒนา" in host.page("แผนพัฒนา", "<p>x</p>").decode("cp874")

    def test_gives_an_address_once(self) -> None:
        host = Host(3, "old_tables", 8001, 8002)

        given = [host.address() for _ in range(200)]

        assert len(set(given)) == 200


class TestNeighbour:
    def test_moves_the_longest_number(self) -> None:
        assert neighbour("/index.php?mod=a2&id=1199", 1) == "/index.php?mod=a2&id=1200"
        assert neighbour("/page40.html", -1) == "/page39.html"

    def test_is_a_page_where_the_office_is_busy(self, site: Site) -> None:
        busy = [link for link in surely(site, "opens") if link.style == "law" and int(link.id[:3]) % 3 == 0]

        for link in busy:
            base, _, target = link.url.rpartition(":8001")
            assert answers(site, f"{base}:8001{neighbour(target, 1)}")[-1].status == 200, link
        assert busy


class TestPapers:
    def test_are_what_their_first_bytes_say(self, site: Site) -> None:
        host = site.hosts[0]
        starts = {
            papers.pdf: b"%PDF",
            papers.scanned_pdf: b"%PDF",
            papers.word: b"PK",
            papers.excel: b"PK",
            papers.picture: b"\xff\xd8",
            papers.program: b"MZ",
        }

        for make, start in starts.items():
            assert make(host.rng, host.office).startswith(start)

    def test_lock_with_a_password(self, site: Site) -> None:
        pikepdf = pytest.importorskip("pikepdf")
        import io

        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(papers.locked_pdf(site.hosts[0].rng, site.hosts[0].office)))


class TestWire:
    @pytest.fixture
    def up(self, tmp_path: Path):
        with served(tmp_path, offices=2) as site:
            yield site

    def ask(self, site: Site, target: str, method: str = "GET") -> tuple[int, bytes]:
        door = http.client.HTTPConnection(site.hosts[0].ip, site.port, timeout=5)
        door.request(method, target)
        reply = door.getresponse()
        return reply.status, reply.read()

    def test_answers_by_address_and_keeps_the_door_open(self, up: Site) -> None:
        door = http.client.HTTPConnection(up.hosts[1].ip, up.port, timeout=5)

        for _ in range(2):
            door.request("GET", "/")
            reply = door.getresponse()
            assert up.hosts[1].office.name in reply.read().decode(errors="replace")

    def test_sends_no_body_to_head(self, up: Site) -> None:
        assert self.ask(up, "/", "HEAD") == (200, b"")

    @pytest.mark.parametrize(
        ("act", "fault"),
        [("reset", ConnectionError), ("close", http.client.RemoteDisconnected), ("noise", http.client.BadStatusLine)],
    )
    def test_breaks_as_told(self, up: Site, act, fault: type[Exception]) -> None:
        up.hosts[0].routes["/broken"] = lambda _request: Answer(b"SSH-2.0\r\n", act=act)

        with pytest.raises(fault):
            self.ask(up, "/broken")

    @pytest.mark.parametrize("act", ["silent", "drip"])
    def test_keeps_a_client_waiting(self, up: Site, act) -> None:
        up.hosts[0].routes["/late"] = lambda _request: Answer(b"<html>", act=act)
        with socket.create_connection((up.hosts[0].ip, up.port), timeout=5) as plug:
            plug.sendall(b"GET /late HTTP/1.1\r\n\r\n")
            plug.settimeout(5)
            first = b"" if act == "silent" else plug.recv(4096)
            plug.settimeout(0.3)
            got = b"".join(received(plug))

        assert len(first + got) < 200

    def test_shows_certificates_that_nobody_accepts(self, up: Site) -> None:
        for host in up.hosts:
            door = http.client.HTTPSConnection(host.ip, up.tls_port, timeout=5)
            with pytest.raises(ssl.SSLCertVerificationError):
                door.request("GET", "/")


class TestScore:
    LINKS = [
        Labelled("a", "http://a/", ("opens",), "article"),
        Labelled("b", "http://b/", ("opens", "moved"), "detour", "either"),
        Labelled("c", "http://c/", ("gone",), "missing"),
        Labelled("d", "http://d/", ("soft_404", "refused"), "fault", "either"),
    ]
    SAID = {"a": Said("opens"), "b": Said("moved"), "c": Said("opens", "it opened"), "d": Said("gone", "404")}

    def test_takes_any_allowed_verdict_for_right(self) -> None:
        found = score(self.LINKS, self.SAID)

        assert [one.id for one in found.wrong] == ["c", "d"]
        assert found.doubtful == 2

    def test_counts_precision_and_recall(self) -> None:
        rows = {row.verdict: row for row in score(self.LINKS, self.SAID).rows}

        assert (rows["opens"].precision, rows["opens"].recall) == (0.5, 1.0)
        assert (rows["soft_404"].precision, rows["soft_404"].recall) == (None, 0.0)
        assert (rows["gone"].precision, rows["gone"].recall) == (0.0, 0.0)

    def test_says_who_was_taken_for_whom(self) -> None:
        assert score(self.LINKS, self.SAID).confusion["soft_404"] == {"gone": 1}

    def test_prints_figures_and_each_wrong_link_with_its_reason(self) -> None:
        found = score(self.LINKS, self.SAID)

        assert "| `opens` | 1 | 2 | 1 | 0.500 | 1.000 |" in table(found)
        assert "c missing http://c/ : gone called opens : it opened" in wrong_links(found)
        assert found.as_json()["links"] == 4


class TestWalk:
    def test_asks_the_auditor_about_every_link(self, tmp_path) -> None:
        links, said = walk(tmp_path, offices=1)

        assert {link.id for link in links} == set(said)
        plain = {"not_public": "blocked", "nobody_listens": "refused", "circle": "redirect_loop", "file_pdf": "opens"}
        for link in links:
            if link.style in plain:
                assert said[link.id].verdict == plain[link.style], link
