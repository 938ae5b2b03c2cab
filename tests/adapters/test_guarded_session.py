"""What the session for an OpenID Connect provider fetches, and what it never connects to."""

import contextlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from prongsai.adapters.guarded_session import MOST_BYTES, GuardedSession


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/config")
            self.end_headers()
            return
        body = b"x" * (MOST_BYTES + 1) if self.path == "/big" else b'{"issuer": "here"}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.path == "/slow":
            self.server.let_go.wait(5)
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, format, *args):
        pass


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.asked = []
    server.let_go = threading.Event()
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.let_go.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def own(server):
    return f"http://127.0.0.1:{server.server_port}"


class TestOwnHost:
    def test_is_fetched_even_on_loopback(self, own):
        assert GuardedSession(own, timeout_s=5).get(f"{own}/config").json() == {"issuer": "here"}

    def test_follows_no_redirect(self, own, server):
        answer = GuardedSession(own, timeout_s=5).get(f"{own}/moved")

        assert answer.status_code == 302
        assert server.asked == ["/moved"]

    def test_reads_no_big_answer(self, own):
        with pytest.raises(requests.RequestException):
            GuardedSession(own, timeout_s=5).get(f"{own}/big")

    def test_waits_no_longer_than_told(self, own):
        with pytest.raises(requests.RequestException):
            GuardedSession(own, timeout_s=0.3).get(f"{own}/slow")

    def test_uses_no_proxy_of_the_environment(self, own, monkeypatch):
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

        assert GuardedSession(own, timeout_s=5).get(f"{own}/config").status_code == 200


class TestOtherHosts:
    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433"])
    def test_on_loopback_are_left_before_a_byte_is_sent(self, host):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            with pytest.raises(requests.RequestException, match="no public address"):
                GuardedSession("https://sso.example.go.th", timeout_s=5).get(f"https://{host}:{port}/token")
            connected, _address = listener.accept()
            with connected:
                connected.settimeout(5)
                assert connected.recv(100) == b""

    def test_without_tls_are_refused(self, own, server):
        with pytest.raises(requests.RequestException):
            GuardedSession("https://sso.example.go.th", timeout_s=5).get(f"{own}/token")

        assert server.asked == []

    def test_on_another_port_are_other_hosts(self, own, server):
        with pytest.raises(requests.RequestException):
            GuardedSession("http://127.0.0.1:1", timeout_s=5).get(f"{own}/token")

        assert server.asked == []

    def test_whose_name_only_begins_like_the_own_are_other_hosts(self):
        session = GuardedSession("https://sso.example.go.th", timeout_s=5)

        own = session.get_adapter("https://sso.example.go.th/token")
        assert session.get_adapter("https://sso.example.go.th.evil.example/token") is not own
        assert session.get_adapter("https://sso.example.go.th@evil.example/token") is not own
