"""A real web site on several loopback addresses that notes every request: when it was started, and where it went."""

import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise


@dataclass(frozen=True)
class Seen:
    """One request as it arrived; `started_at` is the visitor's monotonic clock, which all processes share."""

    host: str
    path: str
    started_at: float


class Site:
    """Listens at 127.1.0.1, 127.1.0.2, ... on one port. `cut` refuses connections as a cut network does, until `mend`."""

    def __init__(self, hosts):
        self.hosts = [f"127.1.0.{number}" for number in range(1, hosts + 1)]
        self.seen = []
        self._lock = threading.Lock()
        self._servers = []
        self.port = 0
        self.mend()

    def url(self, host, name):
        return f"http://{self.hosts[host]}:{self.port}/{name}"

    def cut(self):
        for server in self._servers:
            server.shutdown()
            server.server_close()
        self._servers = []

    def mend(self):
        for host in self.hosts:
            server = ThreadingHTTPServer((host, self.port), self._handler())
            self.port = server.server_address[1]
            self._servers.append(server)
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def paths(self):
        with self._lock:
            return [f"{one.host}{one.path}" for one in self.seen]

    def smallest_gaps(self):
        """The smallest time between the starts of two requests, by host."""
        gaps = {}
        for host in self.hosts:
            with self._lock:
                times = sorted(one.started_at for one in self.seen if one.host == host)
            gaps[host] = min((later - earlier for earlier, later in pairwise(times)), default=None)
        return gaps

    def _handler(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                host = self.headers["Host"].partition(":")[0]
                with site._lock:
                    site.seen.append(Seen(host, self.path, float(self.headers["X-Started"])))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *words):
                pass

        return Handler
