"""A raw asyncio HTTP/1.1 server on all loopback addresses of one port, in as many processes as asked.

Raw, because it must not be the limit: a framework costs ten times what a client in Rust spends on a link.
"""

import asyncio
import contextlib
import mmap
import os
import signal
import socket
import ssl
import struct
from collections.abc import Iterator, Sequence

from benchmarks.audit.site.reply import Answerer, Asked, Reply, head_of

COUNTS_TARGET = "/-/counts"
DRIP_S = 0.5


class Counts:
    """Requests and bytes sent of all processes, in memory that they share."""

    def __init__(self, processes: int) -> None:
        self._shared = mmap.mmap(-1, 16 * processes)
        self._processes = processes

    def add(self, process: int, requests: int, sent_bytes: int) -> None:
        at = 16 * process
        old_requests, old_bytes = struct.unpack_from("qq", self._shared, at)
        struct.pack_into("qq", self._shared, at, old_requests + requests, old_bytes + sent_bytes)

    def total(self) -> tuple[int, int]:
        """Requests answered and bytes sent since the start."""
        rows = [struct.unpack_from("qq", self._shared, 16 * one) for one in range(self._processes)]
        return sum(row[0] for row in rows), sum(row[1] for row in rows)


class Connection(asyncio.Protocol):
    """One keep-alive connection; requests are answered in their order."""

    def __init__(self, answer: Answerer, counts: Counts, process: int) -> None:
        self._answer, self._counts, self._process = answer, counts, process
        self._buffer = b""
        self._is_busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._host, self._port = transport.get_extra_info("sockname")[:2]

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._is_busy:
            self._next_request()

    def _next_request(self) -> None:
        while not self._is_busy and (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            lines = self._buffer[:end].decode("latin-1").split("\r\n")
            self._buffer = self._buffer[end + 4 :]
            method, target, *_version = [*lines[0].split(" "), ""]
            pairs = (line.partition(":") for line in lines[1:])
            headers = {name.lower(): value.strip() for name, _colon, value in pairs}
            asked = Asked(self._host, self._port, method, target, headers)
            if target == COUNTS_TARGET:
                requests, sent = self._counts.total()
                self._send(asked, Reply(200, (("Content-Type", "text/plain"),), f"{requests} {sent}".encode()))
                continue
            reply = self._answer(asked)
            if reply.delay_s:
                self._is_busy = True
                asyncio.get_running_loop().call_later(reply.delay_s, self._resume, asked, reply)
            else:
                self._send(asked, reply)

    def _resume(self, asked: Asked, reply: Reply) -> None:
        self._is_busy = False
        if not self._transport.is_closing():
            self._send(asked, reply)
            self._next_request()

    def _send(self, asked: Asked, reply: Reply) -> None:
        head = head_of(reply)
        body = b"" if asked.method == "HEAD" else reply.body
        self._counts.add(self._process, 1, len(head) + len(body))
        if not reply.act:
            self._transport.write(head + body)
            if asked.headers.get("connection", "").lower() == "close":
                self._transport.close()
            return
        self._is_busy = True
        if reply.act == "reset":
            raw = self._transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._transport.abort()
        elif reply.act == "close":
            self._transport.close()
        elif reply.act == "cut":
            self._transport.write(head + body[: len(body) // 2])
            self._transport.close()
        elif reply.act == "drip":
            self._transport.write(head)
            self._drip(body)
        elif reply.act == "slow_head":
            self._drip(head)
        elif reply.act == "endless":
            self._transport.write(head)
            self._pour(body)

    def _drip(self, rest: bytes) -> None:
        if rest and not self._transport.is_closing():
            self._transport.write(rest[:1])
            asyncio.get_running_loop().call_later(DRIP_S, self._drip, rest[1:])

    def _pour(self, chunk: bytes) -> None:
        if self._transport.is_closing():
            return
        if self._transport.get_write_buffer_size() < 1_000_000:
            self._transport.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
        asyncio.get_running_loop().call_later(0.002, self._pour, chunk)


class Site:
    """A running site: its port, and the processes that serve it."""

    def __init__(self, port: int, children: Sequence[int], counts: Counts) -> None:
        self.port, self._children, self._counts = port, children, counts

    def counts(self) -> tuple[int, int]:
        """Requests answered and bytes sent since the start."""
        return self._counts.total()

    def stop(self) -> None:
        for child in self._children:
            os.kill(child, signal.SIGTERM)
        for child in self._children:
            os.waitpid(child, 0)


@contextlib.contextmanager
def serve(
    answer: Answerer, *, port: int = 0, processes: int = 1, tls: Sequence[tuple[int, ssl.SSLContext]] = ()
) -> Iterator[Site]:
    """Serves while the context lasts; port 0 takes a free one. `tls` adds ports that speak TLS, in the same processes."""
    held = _listener(port)
    port = held.getsockname()[1]
    ports = [(port, None), *tls]
    counts = Counts(processes)
    children = []
    for process in range(processes):
        ready, told = os.pipe()
        child = os.fork()
        if not child:
            try:
                asyncio.run(_serve_ports(answer, counts, process, ports, told))
            finally:
                os._exit(0)
        os.read(ready, 1)
        children.append(child)
    held.close()
    site = Site(port, children, counts)
    try:
        yield site
    finally:
        site.stop()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _serve_ports(
    answer: Answerer, counts: Counts, process: int, ports: Sequence[tuple[int, ssl.SSLContext | None]], told: int
) -> None:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    loop.add_signal_handler(signal.SIGINT, lambda: None)  # Ctrl-C belongs to the one who started us
    for port, context in ports:
        await loop.create_server(
            lambda: Connection(answer, counts, process), sock=_listener(port, backlog=4096), ssl=context
        )
    os.write(told, b"1")
    await stopped.wait()


def _listener(port: int, *, backlog: int = 0) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind(("0.0.0.0", port))
    if backlog:
        listener.listen(backlog)
    return listener
