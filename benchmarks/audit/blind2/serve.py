"""Serves many hosts of 127.7.x.x on one port, and on a second one with TLS, in a thread of its own."""

import asyncio
import socket
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from benchmarks.audit.blind2.exchange import Answer, Handler, Request

REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 303: "See Other", 307: "Temporary Redirect"}
REASONS |= {308: "Permanent Redirect", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 410: "Gone"}
REASONS |= {429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable"}


def free_ports(many: int) -> list[int]:
    """Ports nobody listens at just now."""
    doors = [socket.socket() for _ in range(many)]
    try:
        for door in doors:
            door.bind(("127.7.0.1", 0))
        return [door.getsockname()[1] for door in doors]
    finally:
        for door in doors:
            door.close()


@dataclass(slots=True)
class Server:
    """Answers by the address it was called at."""

    hosts: Mapping[str, Handler]
    port: int
    tls_port: int
    tls: Mapping[str, ssl.SSLContext]
    visits: Counter[str] = field(default_factory=Counter)

    async def open(self) -> list[asyncio.Server]:
        doors = [await asyncio.start_server(self.talk, address, self.port) for address in self.hosts]
        doors += [await asyncio.start_server(self.talk, at, self.tls_port, ssl=how) for at, how in self.tls.items()]
        return doors

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address = writer.get_extra_info("sockname")[0]
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.LimitOverrunError):
            while await self.one(address, reader, writer):
                pass
        with suppress(ConnectionError, ssl.SSLError):
            writer.close()

    async def one(self, address: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request answered; False once the connection is over."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target = head[0].split(" ")[:2]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        self.visits[address] += 1
        answer = self.hosts[address](Request(target, method, headers, self.visits[address]))
        await asyncio.sleep(answer.delay_s)
        if answer.act == "answer":
            writer.write(wire(answer, method))
            await writer.drain()
            return headers.get("connection", "").lower() != "close"
        await misbehave(answer, writer)
        return False


async def misbehave(answer: Answer, writer: asyncio.StreamWriter) -> None:
    """What broken servers do instead of answering."""
    if answer.act == "silent":
        await asyncio.sleep(30)
    elif answer.act == "noise":
        writer.write(answer.body)
        await writer.drain()
    elif answer.act == "drip":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n")
        for place in range(60):
            writer.write(answer.body[place : place + 1] or b" ")
            await writer.drain()
            await asyncio.sleep(0.5)
    elif answer.act == "reset":
        plug = writer.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()


def wire(answer: Answer, method: str) -> bytes:
    """The bytes of a well-formed reply."""
    lines = [f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'Status')}", "Server: Apache"]
    lines += [f"Content-Type: {answer.type}"] * bool(answer.type) + [f"Content-Length: {len(answer.body)}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    return head if method == "HEAD" else head + answer.body


@contextmanager
def serving(server: Server) -> Iterator[None]:
    """The site up while the block runs."""
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # a client that hangs up early is no news
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    doors = asyncio.run_coroutine_threadsafe(server.open(), loop).result(30)
    try:
        yield
    finally:

        def end() -> None:
            for door in doors:
                door.close()
            loop.stop()

        loop.call_soon_threadsafe(end)
        thread.join(10)
