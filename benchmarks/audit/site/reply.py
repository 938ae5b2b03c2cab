"""What the loopback server is told to answer, good manners and bad."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

Act = Literal[
    "",  # the reply as it stands
    "reset",  # the connection is reset instead of an answer
    "close",  # closed without a byte
    "stall",  # accepted, then nothing
    "drip",  # the head, then one byte of the body every half second
    "slow_head",  # one byte of the head every half second
    "cut",  # closed in the middle of a body whose length was promised
    "endless",  # a chunked body without an end
]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the loopback address it came to, its method, target, and header names in lower case."""

    host: str
    port: int
    method: str
    target: str
    headers: dict[str, str]

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `delay_s` passes before its first byte."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    delay_s: float = 0.0
    act: Act = ""


Answerer = Callable[[Asked], Reply]

# LinkChecker asks a host at most ten times a second whatever its settings say, unless the host sends this header.
PACING_OFF = "LinkChecker: yes"
REASONS = {status.value: status.phrase for status in HTTPStatus}


def head_of(reply: Reply) -> bytes:
    """Status line and headers, length included, as they go over the wire."""
    lines = [f"HTTP/1.1 {reply.status} {REASONS.get(reply.status, 'Unknown')}", PACING_OFF]
    lines += [f"{name}: {value}" for name, value in reply.headers]
    if reply.act == "endless":
        lines.append("Transfer-Encoding: chunked")
    elif reply.status != 304:
        lines.append(f"Content-Length: {len(reply.body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def page(body: bytes, *, charset: str = "utf-8", status: int = 200, delay_s: float = 0.0) -> Reply:
    """An HTML page; charset "" sends none, so that only the page itself tells."""
    kind = f"text/html; charset={charset}" if charset else "text/html"
    return Reply(status, (("Content-Type", kind),), body, delay_s)


def redirect(location: str, status: int = 302) -> Reply:
    """A redirect with the short body that servers send."""
    body = f'<html><body><a href="{location}">Moved</a></body></html>'.encode()
    return Reply(status, (("Location", location), ("Content-Type", "text/html")), body)


def file(kind: str, body: bytes) -> Reply:
    """A file of a content type."""
    return Reply(200, (("Content-Type", kind),), body)
