"""The real client against everything a server can do wrong: an answer each time, within its limits."""

import os
import resource
import socket
import threading
import time

import pytest

from prongsai.adapters import http_poll, http_pycurl
from prongsai.audit.fetch_port import Request, TimeLimits
from tests.adapters.http.fetching import fetch, fetch_all, fetcher
from tests.adapters.http.trap_server import HTML, TRAPS, TrapServer, answer, gzip_bomb, packed, wait_until

BOMB_MEGABYTES = 200
BOMB = gzip_bomb(BOMB_MEGABYTES)


@pytest.fixture(scope="module")
def server():
    with TrapServer(pages={"/bomb": packed(BOMB, "gzip"), "/bomb-twice": packed(BOMB, "gzip, gzip")}) as trap:
        yield trap


@pytest.fixture
def client():
    fetching = fetcher()
    yield fetching
    fetching.close()


class TestBodies:
    @pytest.mark.parametrize(
        "path",
        [
            *("/gzip", "/x-gzip", "/gzip-twice", "/gzip-members", "/gzip-padded", "/deflate", "/deflate-raw"),
            *("/encoding-identity", "/no-length", "/interim", "/slow-start"),
        ],
    )
    def test_are_read_in_every_proper_shape(self, server, client, path):
        answer = fetch(client, server.url(path))

        assert (answer.status, answer.problem, answer.is_cut, answer.body) == (200, "", False, HTML)

    def test_keep_what_came_over_the_wire(self, server, client):
        answer = fetch(client, server.url("/deflate"))

        assert answer.body_as_sent != answer.body
        assert len(answer.body_as_sent) == int(answer.header("Content-Length"))

    def test_come_out_of_chunks(self, server, client):
        answer = fetch(client, server.url("/chunked"))

        assert (answer.body, answer.header("X-Trailer"), answer.problem) == (b"abcdefg", "", "")

    def test_may_be_empty(self, server, client):
        answer = fetch(client, server.url("/empty"))

        assert (answer.status, answer.body, answer.problem) == (200, b"", "")

    def test_end_where_the_header_says(self, server, client):
        answer = fetch(client, server.url("/too-short-content-length"))

        assert (answer.body, answer.problem) == (b"short", "")

    @pytest.mark.parametrize("path", ["/endless-body", "/endless-chunks"])
    def test_without_end_are_cut_at_the_cap(self, server, client, path):
        answer = fetch(client, Request(server.url(path), max_bytes=300_000))

        assert (answer.status, answer.problem, answer.is_cut) == (200, "", True)
        assert len(answer.body) == len(answer.body_as_sent) == 300_000

    @pytest.mark.parametrize(
        ("path", "kept"),
        [
            ("/reset-in-body", b"x" * 10),
            ("/closed-in-body", b"x" * 10),
            ("/too-long-content-length", b"short"),
            ("/closed-in-chunks", b"0123456789"),
        ],
    )
    def test_that_break_off_are_kept_and_named(self, server, client, path, kept):
        answer = fetch(client, server.url(path))

        assert (answer.status, answer.problem, answer.body, answer.is_cut) == (200, "connection_reset", kept, True)

    @pytest.mark.parametrize(
        "path",
        [
            *("/gzip-cut-off", "/gzip-damaged", "/gzip-not", "/gzip-many-members", "/encoding-unknown"),
            "/encoding-deep",
        ],
    )
    def test_packed_wrongly_are_named(self, server, client, path):
        answer = fetch(client, server.url(path))

        assert (answer.status, answer.problem) == (200, "bad_encoding")
        assert answer.detail
        assert len(answer.body_as_sent) == int(answer.header("Content-Length"))

    def test_packed_and_cut_off_keep_the_part_that_unpacks(self, server, client):
        answer = fetch(client, server.url("/gzip-cut-off"))

        assert len(answer.body) > 100
        assert HTML.startswith(answer.body)

    @pytest.mark.parametrize("path", ["/bomb", "/endless-gzip"])
    def test_that_are_bombs_cost_no_more_than_the_cap(self, server, client, path):
        before = resource.getrusage(resource.RUSAGE_SELF)

        answer = fetch(client, Request(server.url(path), max_bytes=1_000_000))

        after = resource.getrusage(resource.RUSAGE_SELF)
        assert (answer.status, answer.problem, answer.is_cut) == (200, "bad_encoding", True)
        assert len(answer.body) <= 1_000_000
        assert after.ru_maxrss - before.ru_maxrss < 50_000  # kB; the bomb is 200 MB, and the server runs in here too
        assert answer.elapsed_s < 5

    def test_of_many_hostile_hosts_share_one_room(self, server, monkeypatch):
        """Thirty endless bodies at once, each under its own cap: together they take no more than the room for all."""
        monkeypatch.setattr(http_pycurl, "BODIES_AT_WORK_BYTES", 3_000_000)
        client = fetcher()

        answers = fetch_all(client, [Request(server.url("/endless-body"))] * 30)
        after = fetch(client, server.url("/ok"))

        client.close()
        assert all((each.status, each.is_cut, each.problem) == (200, True, "") for each in answers)
        assert max(len(each.body) for each in answers) <= 3_000_000
        assert client._bodies.left_bytes == 3_000_000
        assert (after.body, after.is_cut) == (HTML, False)

    def test_that_are_bombs_in_bombs_too(self, server, client):
        answer = fetch(client, Request(server.url("/bomb-twice"), max_bytes=1_000_000))

        assert (answer.problem, len(answer.body) <= 1_000_000) == ("bad_encoding", True)


class TestHeads:
    def test_keep_order_and_spelling_of_headers(self, server, client):
        answer = fetch(client, server.url("/header-order"))

        assert answer.reason == "Fine  indeed"
        assert answer.headers[:3] == (("X-B", "2"), ("x-a", "1"), ("X-B", "3"))
        assert answer.header("X-Thai").encode("latin-1").decode() == "ก"
        assert answer.header("X-Empty") == ""

    @pytest.mark.parametrize(
        "path",
        [
            *("/long-header", "/many-headers", "/endless-headers", "/endless-interim", "/old-protocol", "/garbage"),
            *("/bad-status", "/two-content-lengths", "/negative-content-length"),
        ],
    )
    def test_that_are_no_http_are_named(self, server, client, path):
        answer = fetch(client, server.url(path))

        assert (answer.status, answer.problem, answer.body) == (None, "bad_protocol", b"")
        assert answer.detail
        assert answer.elapsed_s < 2

    @pytest.mark.parametrize("path", ["/bad-chunk", "/huge-chunk-size"])
    def test_before_bad_chunks_are_kept(self, server, client, path):
        answer = fetch(client, server.url(path))

        assert (answer.status, answer.problem) == (200, "bad_protocol")

    def test_of_http_1_0_say_so(self, server, client):
        assert fetch(client, server.url("/no-length")).http_version == "1.0"

    @pytest.mark.parametrize("path", ["/reset", "/closed-at-once"])
    def test_that_never_come_are_a_broken_connection(self, server, client, path):
        answer = fetch(client, server.url(path))

        assert (answer.status, answer.problem) == (None, "connection_reset")

    def test_of_an_answer_that_wants_a_password_are_only_read(self, server, client):
        before = len(server.requests)

        answer = fetch(client, server.url("/password").replace("//", "//user:secret@"))

        assert answer.status == 401
        assert [visit.header("Authorization") for visit in server.requests[before:]] == [""]


class TestTimes:
    LIMITS = TimeLimits(connect_s=1.0, first_byte_s=0.5, whole_s=1.0)

    @pytest.fixture
    def hasty(self):
        client = fetcher(self.LIMITS)
        yield client
        client.close()

    @pytest.mark.parametrize("path", ["/silent", "/slow-header", "/interim-then-silent"])
    def test_of_the_head_end_at_the_first_byte_limit(self, server, hasty, path):
        answer = fetch(hasty, server.url(path))

        assert (answer.status, answer.problem) == (None, "first_byte_timed_out")
        assert 0.4 < answer.elapsed_s < 0.95

    @pytest.mark.parametrize("path", ["/drip", "/stalled-body"])
    def test_of_the_body_end_at_the_whole_limit(self, server, hasty, path):
        answer = fetch(hasty, server.url(path))

        assert (answer.status, answer.problem, answer.is_cut) == (200, "whole_timed_out", True)
        assert set(answer.body) == {ord("x")}
        assert 0.9 < answer.elapsed_s < 1.6

    def test_of_a_slow_body_are_given(self, server, hasty):
        assert fetch(hasty, server.url("/slow-body")).body == b"xxxx"

    def test_of_connecting_end_at_the_connect_limit(self):
        # A listener that accepts nobody: its queue of one is filled, so that the next connection never gets through.
        with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
            listener.bind(("127.0.0.1", 0))
            listener.listen(0)
            for filler in (first, second):
                filler.setblocking(False)
                filler.connect_ex(listener.getsockname())
            client = fetcher(TimeLimits(connect_s=0.5, first_byte_s=2, whole_s=3))

            answer = fetch(client, f"http://127.0.0.1:{listener.getsockname()[1]}/")

            client.close()
        assert (answer.status, answer.problem) == (None, "connect_timed_out")
        assert 0.4 < answer.elapsed_s < 1.5

    def test_of_a_request_run_from_its_turn(self, server):
        client = fetcher(TimeLimits(connect_s=1, first_byte_s=0.6, whole_s=1), max_connections=1)

        answers = fetch_all(client, [server.url("/slow-start")] * 3)

        client.close()
        assert [answer.status for answer in answers] == [200, 200, 200]

    def test_of_one_page_hold_up_no_other(self, server):
        client = fetcher(TimeLimits(connect_s=2, first_byte_s=2, whole_s=2))
        client.start(Request(server.url("/silent")), -1)
        start = time.monotonic()

        answers = fetch_all(client, [server.url("/ok")] * 20)

        client.close()
        assert time.monotonic() - start < 1.5
        assert {answer.status for answer in answers} == {200}


class TestConnections:
    def test_are_used_again(self, client):
        with TrapServer() as server:
            for number in range(20):
                assert fetch(client, server.url(f"/ok?{number}")).status == 200

            assert (server.connections, len(server.requests)) == (1, 20)

    def test_are_used_again_after_every_proper_answer(self, client):
        with TrapServer() as server:
            for path in ("/ok", "/missing", "/redirect", "/conditional", "/chunked", "/gzip", "/empty", "/ok"):
                fetch(client, Request(server.url(path), etag='"v1"'))

            assert server.connections == 1

    def test_are_made_anew_when_the_server_closed_the_old_one(self, client):
        def once(visit):
            visit.send(answer())
            return False

        with TrapServer(pages={"/once": once}) as server:
            answers = [fetch(client, server.url("/once")) for _ in range(3)]

            assert [(each.status, each.problem) for each in answers] == [(200, "")] * 3
            assert server.connections == 3

    def test_after_a_cut_body_begin_anew(self, client):
        with TrapServer() as server:
            fetch(client, Request(server.url("/endless-body"), max_bytes=1000))

            assert fetch(client, server.url("/ok")).body == HTML

    def test_many_at_once_keep_their_answers_apart(self):
        def named(visit):
            visit.pause(0.05)
            visit.send(answer(visit.path.encode()))

        paths = [f"/named?{number}" for number in range(400)]
        client = fetcher(max_connections=100)
        with TrapServer(pages={"/named": named}) as server:
            answers = fetch_all(client, [server.url(path) for path in paths])
            connections = server.connections
        client.close()

        assert [each.body.decode() for each in answers] == paths
        assert connections <= 100

    def test_never_outnumber_the_limit(self):
        client = fetcher(max_connections=3)
        lock = threading.Lock()
        now, most = 0, 0

        def counted(visit):
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            visit.pause(0.02)
            with lock:
                now -= 1
            visit.send(answer())

        with TrapServer(pages={"/counted": counted}) as server:
            answers = fetch_all(client, [server.url("/counted")] * 30)
        client.close()

        assert {each.status for each in answers} == {200}
        assert most == 3

    def test_are_waited_for_without_epoll_too(self, monkeypatch):
        monkeypatch.setattr(http_pycurl, "build_poller", http_poll._Selectors)
        client = fetcher(max_connections=20)
        with TrapServer() as server:
            answers = fetch_all(client, [server.url("/slow-body"), *[server.url("/ok")] * 50, server.url("/reset")])
            connections = server.connections
        client.close()

        assert [each.status for each in answers] == [*[200] * 51, None]
        assert connections <= 22

    def test_may_be_of_ipv6(self, client):
        with TrapServer(address="::1") as server:
            answer = fetch(client, server.url("/ok"))

        assert (answer.status, answer.peer) == (200, "::1")

    def test_to_a_closed_port_are_refused(self, client):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]

        answer = fetch(client, f"http://127.0.0.1:{port}/")

        assert (answer.status, answer.problem) == (None, "connection_refused")
        assert answer.request_headers

    def test_to_a_name_without_an_address_are_named(self, client):
        answer = fetch(client, "http://no-such-host.invalid/")

        assert (answer.status, answer.problem) in {(None, "no_address"), (None, "connect_timed_out")}

    def test_end_when_the_client_closes(self):
        client = fetcher()
        with TrapServer() as server:
            for _ in range(5):
                client.start(Request(server.url("/silent")), None)
            client.finished(0.2)
            start = time.monotonic()

            client.close()

            assert time.monotonic() - start < 1

    def test_do_not_add_up(self):
        """A hundred clients made and closed leave no descriptor behind."""
        with TrapServer() as server:
            before = len(os.listdir("/proc/self/fd"))
            for _ in range(100):
                client = fetcher()
                assert fetch(client, server.url("/ok")).status == 200
                client.close()

            assert wait_until(lambda: len(os.listdir("/proc/self/fd")) <= before + 2)


class TestWhatIsSent:
    def test_is_what_the_answer_says_was_sent(self, server, client):
        answer = fetch(client, Request(server.url("/echo"), etag='"x"', last_modified="Wed, 01 Oct 2025 08:00:00 GMT"))

        lines = answer.body.decode("latin-1").split("\r\n")
        assert lines[0] == "GET /echo HTTP/1.1"
        assert [tuple(line.split(": ", 1)) for line in lines[1:] if line] == list(answer.request_headers)
        assert dict(answer.request_headers)["If-None-Match"] == '"x"'

    def test_says_who_asks(self, server, client):
        sent = dict(fetch(client, server.url("/echo")).request_headers)

        assert sent["User-Agent"] == "prongsai-test/1 (+https://example.go.th/bot)"
        assert sent["Accept-Encoding"] == "gzip, deflate"

    def test_forgets_conditions_of_the_request_before(self, server, client):
        fetch(client, Request(server.url("/ok"), etag='"x"'))

        assert b"If-None-Match" not in fetch(client, server.url("/echo")).body

    def test_holds_no_cookie(self, server, client):
        fetch(client, server.url("/cookie"))

        assert b"\r\nCookie:" not in fetch(client, server.url("/cookie")).body

    def test_goes_through_no_proxy_of_the_environment(self, server, monkeypatch):
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:1")
        client = fetcher()

        answer = fetch(client, server.url("/ok"))

        client.close()
        assert answer.status == 200

    def test_carries_the_cookies_it_is_given_and_never_those_of_another(self, server, client):
        answer = fetch(client, Request(server.url("/echo"), cookie="seen=1; lang=th"))

        assert b"Cookie: seen=1; lang=th" in answer.body
        assert dict(answer.request_headers)["Cookie"] == "seen=1; lang=th"
        assert b"Cookie" not in fetch(client, server.url("/echo")).body

    def test_has_no_line_that_a_server_smuggled_into_a_cookie(self, server, client):
        answer = fetch(client, Request(server.url("/echo"), cookie="a=1\r\nX-Smuggled: 1"))

        assert b"X-Smuggled" not in answer.body

    def test_has_no_line_that_a_server_smuggled_into_its_etag(self, server, client):
        answer = fetch(client, Request(server.url("/echo"), etag='"a"\r\nX-Smuggled: 1'))

        assert b"Smuggled" not in answer.body

    @pytest.mark.parametrize(
        ("path", "asked"),
        [
            ("/แผน ปี.pdf", "/%E0%B9%81%E0%B8%9C%E0%B8%99%20%E0%B8%9B%E0%B8%B5.pdf"),
            ("/%E0%B9%81?q=ก&b=%20", "/%E0%B9%81?q=%E0%B8%81&b=%20"),
            ("/100%?a=%zz", "/100%25?a=%25zz"),
            ("/a\\b?c\\d", "/a/b?c%5Cd"),
            ("?q=1", "/?q=1"),
            ("/x#part", "/x"),
            ('/a b"<>`{}^', "/a%20b%22%3C%3E%60%7B%7D%5E"),
            ("/[1]|(2)", "/[1]|(2)"),
        ],
    )
    def test_is_the_path_in_ascii(self, client, path, asked):
        with TrapServer() as server:
            fetch(client, server.url(path))

            assert [visit.path for visit in server.requests] == [asked]


def test_every_trap_ends_in_an_answer_at_once(server):
    """All of them together, on one client: nothing hangs, nothing is lost, and an honest page is still read after."""
    client = fetcher(TimeLimits(connect_s=1, first_byte_s=1, whole_s=1.5))

    answers = fetch_all(client, [Request(server.url(path), max_bytes=1_000_000) for path in TRAPS], seconds=10)
    after = fetch(client, server.url("/ok"))

    client.close()
    assert all(each.status is not None or each.problem for each in answers)
    assert all(len(each.body) <= 1_000_000 for each in answers)
    assert max(each.elapsed_s for each in answers) < 3
    assert after.body == HTML


class TestCallersWhoWereAway:
    """A caller that reads a document for seconds must not blame the site for them."""

    LIMITS = TimeLimits(connect_s=0.5, first_byte_s=0.5, whole_s=0.7)

    def come_back(self, server, path, *, away_s):
        """The answer to a request that stood at work while the caller was away, and how often the site was asked."""
        client = fetcher(self.LIMITS)
        before = len(server.requests)
        fetch(client, server.url("/ok"))
        client.start(Request(server.url(path)), 0)
        time.sleep(away_s)
        found = client.finished(2.0) or client.finished(2.0)
        client.close()
        return found[0][1], len(server.requests) - before - 1

    @pytest.mark.parametrize("away_s", [0.6, 1.2])
    def test_get_the_answer_that_came_meanwhile(self, server, away_s):
        answer, _ = self.come_back(server, "/ok", away_s=away_s)

        assert (answer.status, answer.problem) == (200, "")

    def test_are_told_of_a_silent_site_after_one_more_request(self, server):
        answer, asked = self.come_back(server, "/silent", away_s=1.2)

        assert (answer.status, answer.problem) == (None, "first_byte_timed_out")
        assert 1 <= asked <= 2
