"""The address guard on the real client: a real listener on every address of this machine must never see a connection.

The last class shows that the listener would have seen it: the same address, once allowed, arrives.
"""

import socket
from contextlib import contextmanager
from urllib.parse import urljoin

import pycurl
import pytest

from prongsai.adapters import http_pycurl
from prongsai.audit.address_guard import refusal_of
from prongsai.audit.fetch_port import TimeLimits
from tests.adapters.http.fetching import fetch, fetch_all, fetcher
from tests.adapters.http.trap_server import TrapServer, answer, page
from tests.audit.inside_addresses import LOOPBACK_FORMS, NAMES, NO_HOSTS, OTHER_FORMS

FORMS = (*LOOPBACK_FORMS, *(form for form, _ in OTHER_FORMS), *NAMES)


@pytest.fixture(scope="module")
def everywhere():
    """A server on every address of this machine, IPv4 and IPv6."""
    listener = socket.socket(socket.AF_INET6)
    listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    listener.bind(("::", 0))
    listener.listen(64)
    with TrapServer(listener=listener) as server:
        yield server


@pytest.fixture
def guarded():
    client = fetcher(allow=())
    yield client
    client.close()


@contextmanager
def same_port(pages=None):
    """Two servers on one port: 127.7.7.7, which stands for a public address here, and 127.0.0.1."""
    with TrapServer(address="127.7.7.7", pages=pages) as outside, TrapServer(port=outside.port) as inside:
        yield outside, inside


@pytest.fixture
def resolving(monkeypatch):
    """A client whose DNS answers are given by the test: `resolving.answers["name"] = ["127.0.0.1"]`."""
    answers: dict[str, list[str]] = {}
    prepare = http_pycurl._Transfer.prepare

    def with_answers(transfer, request, target, token, *, is_allowed):
        prepare(transfer, request, target, token, is_allowed=is_allowed)
        name, port = target.place.host, target.place.port
        if name in answers:
            transfer.easy.setopt(pycurl.RESOLVE, [f"-{name}:{port}", f"{name}:{port}:{','.join(answers[name])}"])

    monkeypatch.setattr(http_pycurl._Transfer, "prepare", with_answers)
    return answers


class TestWithTheGuard:
    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_nothing_arrives_by_any_spelling(self, everywhere, guarded, scheme):
        before = everywhere.connections

        answers = fetch_all(guarded, [f"{scheme}://{form}:{everywhere.port}/" for form in FORMS])

        seen = {form: each.problem for form, each in zip(FORMS, answers, strict=True) if each.problem != "blocked"}
        assert seen == {}
        assert all(each.status is None and each.detail for each in answers)
        assert everywhere.connections == before
        assert len(FORMS) >= 40

    @pytest.mark.parametrize("address", sorted({info[4][0] for info in socket.getaddrinfo(socket.gethostname(), 80)}))
    def test_nothing_arrives_at_this_machine_by_its_own_name(self, everywhere, guarded, address):
        """A real answer of the system's resolver: the name is no literal, only the connection tells."""
        if refusal_of(address) is None:
            pytest.skip("this machine has a public address")
        before = everywhere.connections

        each = fetch(guarded, f"http://{socket.gethostname()}:{everywhere.port}/")

        assert (each.status, each.problem) == (None, "blocked")
        assert everywhere.connections == before

    def test_nothing_arrives_by_what_is_no_host(self, everywhere, guarded):
        before = everywhere.connections

        answers = fetch_all(guarded, [f"http://{text}:{everywhere.port}/" for text in NO_HOSTS])

        assert {each.problem for each in answers} <= {"bad_address", "blocked", "no_address"}
        assert everywhere.connections == before

    @pytest.mark.parametrize(
        "url",
        [
            "http://www.khoksaat.invalid@127.0.0.1:{}/",
            "http://www.khoksaat.invalid:80@127.0.0.1:{}/",
            "http://www.khoksaat.invalid\\@127.0.0.1:{}/",
            "http://127.0.0.1:{}\\@www.khoksaat.invalid/",
            "http:\\\\127.0.0.1:{}/",
            "http:127.0.0.1:{}/",
            "http:///127.0.0.1:{}/",
            "http://\t127.0.0.1:{}/",
            "http://127.0.0.1\n:{}/",
            "http://127.0.0.1:0{}/",
            "HTTP://127.0.0.1:{}/",
            "//127.0.0.1:{}/",
            "http://127.0.0.1:{}#@www.khoksaat.invalid/",
            "http://127.0.0.1:{}?@www.khoksaat.invalid/",
        ],
    )
    def test_nothing_arrives_by_a_twisted_address(self, everywhere, guarded, url):
        before = everywhere.connections

        each = fetch(guarded, url.format(everywhere.port))

        assert each.problem in {"blocked", "bad_address", "no_address"}
        assert everywhere.connections == before

    def test_ports_of_other_services_are_not_asked(self, guarded):
        answers = fetch_all(guarded, [f"http://www.example.go.th:{port}/" for port in (22, 25, 6379, 11211)])

        assert {each.problem for each in answers} == {"blocked"}

    def test_other_schemes_are_not_asked(self, everywhere, guarded):
        urls = [
            f"{scheme}://127.0.0.1:{everywhere.port}/"
            for scheme in ("ftp", "gopher", "dict", "ldap", "ws", "tftp", "smb")
        ]

        assert {each.problem for each in fetch_all(guarded, [*urls, "file:///etc/passwd"])} == {"bad_address"}

    def test_a_redirect_is_a_request_like_any_other(self, everywhere):
        client = fetcher(allow=("127.9.9.9",))
        inside = (*("127.0.0.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "localhost"), socket.gethostname())

        for host in inside:
            target = f"http://{host}:{everywhere.port}/"
            with TrapServer(address="127.9.9.9", pages={"/go": page(b"", "302 Found", f"Location: {target}")}) as door:
                first = fetch(client, door.url("/go"))
                before = everywhere.connections
                second = fetch(client, urljoin(first.request.url, first.header("Location")))

            assert (first.status, second.status, second.problem) == (302, None, "blocked")
            assert everywhere.connections == before
        client.close()


class TestByName:
    """Names that look public and resolve to the inside."""

    @pytest.mark.parametrize(
        "addresses",
        [
            ["127.0.0.1"],
            ["127.0.0.1", "127.0.0.2"],
            ["[::1]"],
            ["[::1]", "127.0.0.1"],
            ["[::ffff:127.0.0.1]"],
            ["0.0.0.0"],
            ["169.254.169.254"],
        ],
    )
    def test_an_inside_answer_of_dns_is_refused_at_connect(self, everywhere, guarded, resolving, addresses):
        resolving["www.khoksaat.go.th"] = addresses
        before = everywhere.connections

        each = fetch(guarded, f"http://www.khoksaat.go.th:{everywhere.port}/")

        assert (each.status, each.problem) == (None, "blocked")
        assert refusal_of(each.detail.partition(": ")[0])
        assert everywhere.connections == before

    def test_a_name_rebound_between_two_requests_is_refused(self, guarded, resolving, monkeypatch):
        """127.7.7.7 stands for the public address that the attacker's DNS gives first."""
        monkeypatch.setattr(http_pycurl, "refusal_of", lambda ip: None if ip == "127.7.7.7" else refusal_of(ip))

        def once(visit):
            visit.send(answer())
            return False  # closes, so that the second request must connect again

        with same_port({"/once": once}) as (outside, inside):
            url = f"http://rebind.example.go.th:{outside.port}/once"
            resolving["rebind.example.go.th"] = ["127.7.7.7"]
            first = fetch(guarded, url)
            resolving["rebind.example.go.th"] = ["127.0.0.1"]
            second = fetch(guarded, url)
            resolving["rebind.example.go.th"] = ["127.7.7.7"]
            third = fetch(guarded, url)

            assert (first.status, first.peer) == (200, "127.7.7.7")
            assert (second.status, second.problem) == (None, "blocked")
            assert third.status == 200
            assert (outside.connections, inside.connections) == (2, 0)

    def test_of_mixed_answers_only_the_public_one_is_connected_to(self, guarded, resolving, monkeypatch):
        monkeypatch.setattr(http_pycurl, "refusal_of", lambda ip: None if ip == "127.7.7.7" else refusal_of(ip))
        with same_port() as (outside, inside):
            for order in (["127.0.0.1", "127.7.7.7"], ["127.7.7.7", "127.0.0.1"]):
                resolving["mixed.example.go.th"] = order
                each = fetch(guarded, f"http://mixed.example.go.th:{outside.port}/")

                assert (each.status, each.peer) == (200, "127.7.7.7")
            assert inside.connections == 0

    def test_a_connection_of_an_allowed_host_serves_no_other(self, resolving):
        """Both names lead to the same address and port; only one of them may."""
        client = fetcher(allow=("allowed.example.go.th",))
        with TrapServer() as server:
            resolving["allowed.example.go.th"] = ["127.0.0.1"]
            resolving["other.example.go.th"] = ["127.0.0.1"]
            let_in = fetch(client, f"http://allowed.example.go.th:{server.port}/")
            other = fetch(client, f"http://other.example.go.th:{server.port}/")
            literal = fetch(client, server.url("/"))

            assert (let_in.status, other.problem, literal.problem) == (200, "blocked", "blocked")
            assert server.connections == 1
        client.close()


class TestWithoutTheGuard:
    def test_the_same_spellings_arrive_once_allowed(self, everywhere):
        """Every form that this machine answers at all is let through when it is allowed: so the table above bites."""
        client = fetcher(TimeLimits(connect_s=0.5, first_byte_s=1, whole_s=1), allow=LOOPBACK_FORMS)
        urls = [f"http://{form}:{everywhere.port}/?{number}" for number, form in enumerate(LOOPBACK_FORMS)]

        answers = fetch_all(client, urls)

        client.close()
        seen = {visit.path for visit in everywhere.requests}
        arrived = [form for number, form in enumerate(LOOPBACK_FORMS) if f"/?{number}" in seen]
        assert [each.status for each in answers].count(200) == len(arrived)
        assert {"127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"} <= set(arrived)
        assert len(arrived) >= 25

    def test_a_name_arrives_once_allowed(self, everywhere):
        client = fetcher(allow=("localhost",))

        assert fetch(client, f"http://LOCALHOST.:{everywhere.port}/").status == 200
        client.close()

    def test_a_thai_name_is_asked_for_in_ascii(self, resolving):
        resolving["xn--12cf3cxeprp6j.xn--o3cw4h"] = ["127.0.0.1"]
        client = fetcher(allow=("โคกสะอาด.ไทย",))

        with TrapServer() as server:
            each = fetch(client, f"http://โคกสะอาด.ไทย:{server.port}/echo")

        client.close()
        assert each.status == 200
        assert f"\r\nHost: xn--12cf3cxeprp6j.xn--o3cw4h:{server.port}\r\n".encode() in each.body
