"""A door in front of a server on loopback: it hands requests on, or answers as a site does that is broken."""

import http.client
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

_HOP = {"connection", "transfer-encoding", "keep-alive", "content-length", "date", "server"}


class Gate:
    """`address` stays the same while the door is shut and opened again. `answers` holds (path, status) of what went through.

    `broken` is None, or (status, headers, body, seconds to wait) that everybody gets instead.
    """

    def __init__(self) -> None:
        self.behind = ""
        self.broken: tuple[int, dict[str, str], bytes, float] | None = None
        self.answers: list[tuple[str, int]] = []
        self._port = 0
        self._server: ThreadingHTTPServer | None = None
        self.open()
        self.address = f"http://127.0.0.1:{self._port}"

    def open(self) -> None:
        """Listen."""
        gate = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self) -> None:
                gate._answer(self)

            def log_message(self, *arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def shut(self) -> None:
        """Refuse every connection, as a machine does that is up without its server."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def _answer(self, asked: BaseHTTPRequestHandler) -> None:
        if self.broken is not None:
            status, headers, body, wait_s = self.broken
            time.sleep(wait_s)
        else:
            status, headers, body = self._fetch(asked)
        self.answers.append((asked.path, status))
        try:
            asked.send_response(status)
            for name, value in headers.items():
                asked.send_header(name, value)
            asked.end_headers()
            asked.wfile.write(body)
        except OSError:  # who asked has had enough of it
            pass

    def _fetch(self, asked: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(urlsplit(self.behind).netloc, timeout=60)
        headers = {name: value for name, value in asked.headers.items() if name.lower() not in _HOP}
        try:
            connection.request("GET", asked.path, headers=headers)
            answer = connection.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP}
            return answer.status, kept, answer.read()
        finally:
            connection.close()
