"""A real HTTP server on loopback that does every wrong thing a server can do; one thread a connection, plain sockets.

    with TrapServer() as site:
        site.url("/ok")                          # http://127.0.0.1:PORT/ok
        site.connections, site.requests          # what it saw

Every path is named in TRAPS. `pages` adds or replaces paths: {"/x": page(b"<html>…")}. With `context` it speaks TLS.
"""

import contextlib
import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from types import TracebackType

HTML = "<html><head><title>เทศบาลตำบลโคกสะอาด</title></head><body>แผนปฏิบัติการ</body></html>".encode()
LAST_MODIFIED = "Wed, 01 Oct 2025 08:00:00 GMT"
ETAG = '"v1"'


class Visit:
    """One request on one connection: what was asked and how to answer."""

    def __init__(self, server: "TrapServer", link: socket.socket, head: bytes) -> None:
        self.at = time.monotonic()
        self.server = server
        self.link = link
        self.head = head
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.path, self.version = ([*lines[0].split(" "), "", "", ""])[:3]
        self.headers = [tuple(line.split(": ", 1)) for line in lines[1:] if ": " in line]

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def send(self, data: bytes) -> None:
        self.link.sendall(data)

    def pause(self, seconds: float) -> None:
        """Wait, but not after the server was closed."""
        if self.server.closing.wait(seconds):
            raise ConnectionAbortedError


Trap = Callable[[Visit], bool | None]
"""Answers one request; False closes the connection after it."""


def answer(
    body: bytes = HTML, status: str = "200 OK", *headers: str, content_type: str = "text/html; charset=utf-8"
) -> bytes:
    """A whole proper answer as bytes."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def page(
    body: bytes = HTML, status: str = "200 OK", *headers: str, content_type: str = "text/html; charset=utf-8"
) -> Trap:
    """A trap that always sends this answer."""
    whole = answer(body, status, *headers, content_type=content_type)
    return lambda visit: visit.send(whole)


def packed(body: bytes, encoding: str) -> Trap:
    return page(body, "200 OK", f"Content-Encoding: {encoding}")


def gzip_bomb(megabytes: int) -> bytes:
    """Zeros that unpack to so many megabytes, about 1/1000 of it packed."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    block = bytes(1 << 20)
    return b"".join([*(squeeze.compress(block) for _ in range(megabytes)), squeeze.flush()])


def _raw_deflate(body: bytes) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeeze.compress(body) + squeeze.flush()


def _reset(visit: Visit) -> bool:
    """Ends the connection by RST instead of FIN."""
    visit.link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    return False


def _slow_header(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(600):
        visit.send(b"X-Slow-%d: x\r\n" % number)
        visit.pause(0.1)


def _silent(visit: Visit) -> None:
    visit.pause(60)


def _slow_start(visit: Visit) -> None:
    visit.pause(0.4)
    visit.send(answer())


def _drip(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(100_000):
        visit.send(b"x")
        visit.pause(0.05)


def _slow_body(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
    for _ in range(4):
        visit.pause(0.1)
        visit.send(b"x")


def _stalled_body(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 10)
    visit.pause(60)


def _reset_in_body(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 10)
    visit.pause(0.1)
    return _reset(visit)


def _closed_in_body(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 10)
    return False


def _closed_in_chunks(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n")
    return False


def _chunked(visit: Visit) -> None:
    visit.send(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nX-Trailer: t\r\n\r\n"
    )


def _bad_chunk(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nZZZ\r\nabc\r\n0\r\n\r\n")
    return False


def _huge_chunk_size(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"F" * 40 + b"\r\nabc\r\n")
    return False


def _long_header(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 1_000_000 + b"\r\nContent-Length: 0\r\n\r\n")
    return False


def _many_headers(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 80) for n in range(12_000)) + b"\r\n")
    return False


def _endless_headers(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\n")
    while not visit.server.closing.is_set():
        visit.send(b"X-Again: again and again\r\n" * 100)
    return False


def _endless_body(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not visit.server.closing.is_set():
        visit.send(b"<p>again and again</p>\n" * 1000)
    return False


def _endless_chunks(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not visit.server.closing.is_set():
        visit.send(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
    return False


def _endless_gzip(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
    squeeze = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    while not visit.server.closing.is_set():
        visit.send(squeeze.compress(bytes(1 << 20)))
    return False


def _too_long_content_length(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort")
    return False


def _too_short_content_length(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshort and then more that nobody asked for")
    return False


def _two_content_lengths(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nshort12")
    return False


def _negative_content_length(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nshort")
    return False


def _no_length(visit: Visit) -> bool:
    visit.send(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML)
    return False


def _old_protocol(visit: Visit) -> bool:
    visit.send(b"<html>no status line at all</html>")
    return False


def _garbage(visit: Visit) -> bool:
    visit.send(bytes(range(256)) * 8)
    return False


def _closed_at_once(visit: Visit) -> bool:
    return False


def _bad_status(visit: Visit) -> bool:
    visit.send(b"HTTP/1.1 2x0 OK\r\nContent-Length: 2\r\n\r\nok")
    return False


def _interim(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>\r\n\r\n" + answer())


def _interim_then_silent(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>\r\n\r\n")
    visit.pause(60)


def _endless_interim(visit: Visit) -> bool:
    while not visit.server.closing.is_set():
        visit.send(b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>\r\n\r\n" * 100)
    return False


def _conditional(visit: Visit) -> None:
    if visit.header("If-None-Match") == ETAG or visit.header("If-Modified-Since") == LAST_MODIFIED:
        visit.send(f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\n\r\n".encode())
    else:
        visit.send(answer(HTML, "200 OK", f"ETag: {ETAG}", f"Last-Modified: {LAST_MODIFIED}"))


def _cookie(visit: Visit) -> None:
    visit.send(answer(visit.head, "200 OK", "Set-Cookie: session=1; Path=/", content_type="text/plain"))


def _echo(visit: Visit) -> None:
    visit.send(answer(visit.head, content_type="text/plain; charset=utf-8"))


def _asks_password(visit: Visit) -> None:
    visit.send(answer(b"who?", "401 Unauthorized", 'WWW-Authenticate: Basic realm="x"'))


def _header_order(visit: Visit) -> None:
    visit.send(
        b"HTTP/1.1 200 Fine  indeed\r\nX-B: 2\r\nx-a: 1\r\nX-B:3\r\nX-Thai: \xe0\xb8\x81\r\nX-Empty:\r\nContent-Length: 2\r\n\r\nok"
    )


SMALL_GZIP = gzip.compress(HTML, mtime=0)

TRAPS: Mapping[str, Trap] = {
    "/": page(),
    "/ok": page(),
    "/empty": page(b""),
    "/echo": _echo,
    "/cookie": _cookie,
    "/password": _asks_password,
    "/header-order": _header_order,
    "/missing": page(b"<html>404</html>", "404 Not Found"),
    "/broken": page(b"sorry", "500 Internal Server Error"),
    "/later": page(b"busy", "429 Too Many Requests", "Retry-After: 7"),
    "/redirect": page(b"", "302 Found", "Location: /ok"),
    "/redirect-loopback": page(b"", "302 Found", "Location: http://127.0.0.1:1/"),
    "/loop": page(b"", "302 Found", "Location: /loop"),
    "/conditional": _conditional,
    "/interim": _interim,
    "/interim-then-silent": _interim_then_silent,
    "/endless-interim": _endless_interim,
    "/slow-header": _slow_header,
    "/slow-start": _slow_start,
    "/slow-body": _slow_body,
    "/silent": _silent,
    "/drip": _drip,
    "/stalled-body": _stalled_body,
    "/reset": _reset,
    "/reset-in-body": _reset_in_body,
    "/closed-at-once": _closed_at_once,
    "/closed-in-body": _closed_in_body,
    "/closed-in-chunks": _closed_in_chunks,
    "/chunked": _chunked,
    "/bad-chunk": _bad_chunk,
    "/huge-chunk-size": _huge_chunk_size,
    "/long-header": _long_header,
    "/many-headers": _many_headers,
    "/endless-headers": _endless_headers,
    "/endless-body": _endless_body,
    "/endless-chunks": _endless_chunks,
    "/endless-gzip": _endless_gzip,
    "/too-long-content-length": _too_long_content_length,
    "/too-short-content-length": _too_short_content_length,
    "/two-content-lengths": _two_content_lengths,
    "/negative-content-length": _negative_content_length,
    "/no-length": _no_length,
    "/old-protocol": _old_protocol,
    "/garbage": _garbage,
    "/bad-status": _bad_status,
    "/gzip": packed(SMALL_GZIP, "gzip"),
    "/x-gzip": packed(SMALL_GZIP, "x-gzip"),
    "/gzip-twice": packed(gzip.compress(SMALL_GZIP), "gzip, gzip"),
    "/gzip-members": packed(gzip.compress(HTML[:20]) + gzip.compress(HTML[20:]), "gzip"),
    "/gzip-padded": packed(SMALL_GZIP + bytes(64), "gzip"),
    "/gzip-cut-off": packed(SMALL_GZIP[:-12], "gzip"),
    "/gzip-damaged": packed(SMALL_GZIP[:30] + b"\xff\xff\xff\xff" + SMALL_GZIP[34:], "gzip"),
    "/gzip-not": packed(HTML, "gzip"),
    "/gzip-many-members": packed(gzip.compress(b"") * 5000, "gzip"),
    "/deflate": packed(zlib.compress(HTML), "deflate"),
    "/deflate-raw": packed(_raw_deflate(HTML), "deflate"),
    "/encoding-unknown": packed(HTML, "br"),
    "/encoding-deep": packed(HTML, "gzip, gzip, gzip, gzip"),
    "/encoding-identity": packed(HTML, "identity"),
}


class TrapServer:
    """See the module. `address` is where it listens, on a free port unless `port` is given; or a `listener` of your own."""

    def __init__(
        self,
        *,
        address: str = "127.0.0.1",
        port: int = 0,
        context: ssl.SSLContext | None = None,
        pages: Mapping[str, Trap] | None = None,
        listener: socket.socket | None = None,
    ) -> None:
        self._context = context
        self._traps = {**TRAPS, **(pages or {})}
        self._lock = threading.Lock()
        self._links: set[socket.socket] = set()
        self.closing = threading.Event()
        self.connections = 0
        self.requests: list[Visit] = []
        self._listener = listener or socket.create_server(
            (address, port), family=socket.AF_INET6 if ":" in address else socket.AF_INET, backlog=512
        )
        self.host = f"[{address}]" if ":" in address else address
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, path: str = "/", host: str = "") -> str:
        return f"{'https' if self._context else 'http'}://{host or self.host}:{self.port}{path}"

    def close(self) -> None:
        self.closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            links = list(self._links)
        for link in links:
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> "TrapServer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                link, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._links.add(link)
            threading.Thread(target=self._serve, args=(link,), daemon=True).start()

    def _serve(self, link: socket.socket) -> None:
        plain = link
        try:
            with contextlib.suppress(OSError):
                link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if self._context:
                    link = self._context.wrap_socket(link, server_side=True)
                while self._serve_one(link):
                    pass
        finally:
            with self._lock:
                self._links.discard(plain)
            with contextlib.suppress(OSError):
                link.close()

    def _serve_one(self, link: socket.socket) -> bool:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = link.recv(65536)
            if not piece:
                return False
            head += piece
            if head[0] == 0x16:  # a TLS greeting to a plain port: real servers answer in plain
                link.sendall(answer(b"plain HTTP here", "400 Bad Request"))
                return False
        visit = Visit(self, link, head)
        with self._lock:
            self.requests.append(visit)
        trap = self._traps.get(visit.path.partition("?")[0], page(b"<html>404</html>", "404 Not Found"))
        return trap(visit) is not False


def wait_until(happened: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Whether it happens within so many seconds."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
