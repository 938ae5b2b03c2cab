"""TLS on the real client: verified first, and each fault of a certificate named."""

import contextlib
import socket
import ssl
import threading

import pytest

from prongsai.audit.fetch_port import Request
from tests.adapters.http.certificates import make_authority, make_context
from tests.adapters.http.fetching import fetch, fetcher
from tests.adapters.http.trap_server import HTML, TrapServer


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("certificates")


@pytest.fixture(scope="module")
def authority(folder):
    return make_authority(folder)


@pytest.fixture
def client(authority, monkeypatch):
    """Trusts the test authority, the way an office trusts its own: by the system's setting."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    fetching = fetcher()
    yield fetching
    fetching.close()


def faulty(fault, authority, folder):
    """A TLS context with this fault, for 127.0.0.1."""
    if fault == "self_signed":
        return make_context(None, ["127.0.0.1"], folder)
    if fault == "unknown_issuer":
        return make_context(make_authority(folder, "Nobody knows it"), ["127.0.0.1"], folder)
    if fault == "expired":
        return make_context(authority, ["127.0.0.1"], folder, days=-1)
    if fault == "not_yet_valid":
        return make_context(authority, ["127.0.0.1"], folder, days=60)
    return make_context(authority, ["www.another.go.th", "127.0.0.2"], folder)


FAULTS = ("self_signed", "unknown_issuer", "expired", "not_yet_valid", "wrong_host")


class TestCertificates:
    def test_in_order_are_accepted(self, client, authority, folder):
        with TrapServer(context=make_context(authority, ["127.0.0.1"], folder)) as server:
            answers = [fetch(client, server.url("/ok")) for _ in range(3)]

            assert [(each.status, each.problem, each.body) for each in answers] == [(200, "", HTML)] * 3
            assert server.connections == 1

    @pytest.mark.parametrize("fault", FAULTS)
    def test_with_a_fault_are_named_and_nothing_is_asked(self, client, authority, folder, fault):
        with TrapServer(context=faulty(fault, authority, folder)) as server:
            answer = fetch(client, server.url("/ok"))

            assert (answer.status, answer.problem, answer.tls_detail) == (None, "tls", fault)
            assert answer.detail
            assert answer.peer == "127.0.0.1"
            assert server.requests == []

    @pytest.mark.parametrize("fault", FAULTS)
    def test_with_a_fault_are_read_unverified(self, client, authority, folder, fault):
        with TrapServer(context=faulty(fault, authority, folder)) as server:
            answer = fetch(client, Request(server.url("/ok"), verify_tls=False))

            assert (answer.status, answer.problem, answer.body) == (200, "", HTML)

    def test_are_verified_again_after_an_unverified_request(self, client, authority, folder):
        """The connection that was made unverified is kept alive, and must not serve a verified request."""
        with TrapServer(context=faulty("expired", authority, folder)) as server:
            unverified = fetch(client, Request(server.url("/ok"), verify_tls=False))
            verified = fetch(client, server.url("/ok"))
            again = fetch(client, Request(server.url("/ok"), verify_tls=False))

            assert (unverified.status, verified.problem, again.status) == (200, "tls", 200)
            assert len(server.requests) == 2

    def test_of_the_test_authority_are_unknown_to_others(self, authority, folder):
        client = fetcher()
        with TrapServer(context=make_context(authority, ["127.0.0.1"], folder)) as server:
            answer = fetch(client, server.url("/ok"))
        client.close()

        assert (answer.problem, answer.tls_detail) == ("tls", "unknown_issuer")


class TestHandshakes:
    def test_with_a_server_that_speaks_plain_http(self, client):
        with TrapServer() as server:
            answer = fetch(client, server.url("/ok").replace("http:", "https:"))

        assert (answer.status, answer.problem, answer.tls_detail) == (None, "tls", "no_tls")

    def test_over_plain_http_with_a_server_that_speaks_tls(self, client, authority, folder):
        with TrapServer(context=make_context(authority, ["127.0.0.1"], folder)) as server:
            answer = fetch(client, server.url("/ok").replace("https:", "http:"))

        assert answer.status is None
        assert answer.problem in {"bad_protocol", "connection_reset"}

    @pytest.mark.filterwarnings("ignore::DeprecationWarning")
    def test_of_old_servers_are_read_only_unverified(self, client, authority, folder):
        context = make_context(authority, ["127.0.0.1"], folder)
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
        with TrapServer(context=context) as server:
            verified = fetch(client, server.url("/ok"))
            unverified = fetch(client, Request(server.url("/ok"), verify_tls=False))

        assert (verified.problem, verified.tls_detail) == ("tls", "old_protocol")
        assert unverified.status == 200

    def test_that_break_off(self, client):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=_hang_up, args=(listener,), daemon=True).start()

            answer = fetch(client, f"https://127.0.0.1:{listener.getsockname()[1]}/")

        assert (answer.status, answer.problem, answer.tls_detail) == (None, "tls", "handshake")

    def test_that_never_come_end_at_the_connect_limit(self):
        from prongsai.audit.fetch_port import TimeLimits

        client = fetcher(TimeLimits(connect_s=0.4, first_byte_s=1, whole_s=2))
        with socket.create_server(("127.0.0.1", 0)) as listener:
            answer = fetch(client, f"https://127.0.0.1:{listener.getsockname()[1]}/")
        client.close()

        assert (answer.status, answer.problem) == (None, "connect_timed_out")


def _hang_up(listener):
    with contextlib.suppress(OSError):
        link, _ = listener.accept()
        link.recv(100)
        link.close()
