"""What the auditor asks of an HTTP client: one request at a time, no redirect followed, nothing raised.

A client (adapters/) starts requests and hands back answers. What the network does wrong is part of the answer.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, Protocol

from prongsai.core.frozen import frozen

Problem = Literal[
    "",
    "bad_address",  # the address cannot be asked for (scheme, port, spelling)
    "blocked",  # the address guard refused the host or the address it resolved to
    "no_address",  # no DNS answer
    "connection_refused",
    "connection_reset",  # reset, or closed before the answer was whole
    "connect_timed_out",
    "first_byte_timed_out",
    "whole_timed_out",
    "tls",  # the certificate or the handshake failed; `tls_detail` says how
    "bad_protocol",  # no HTTP, bad chunking, a header over its cap
    "bad_encoding",  # the content encoding is damaged, unknown, or unpacks beyond the cap at an absurd ratio
]


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Seconds for each part of one request, counted from its start."""

    connect_s: float = 10.0
    first_byte_s: float = 20.0
    whole_s: float = 60.0


@frozen
class Request:
    """One GET. `etag` and `last_modified` make it conditional; `max_bytes` caps the body as sent and as unpacked;
    `referer` names the page a visitor would come from; `cookie` is the header with what this visit was given to keep."""

    url: str
    verify_tls: bool = True
    etag: str | None = None
    last_modified: str | None = None
    max_bytes: int = 20_000_000
    referer: str | None = None
    cookie: str = ""


@frozen
class Answer:
    """What came back. `status` is None when no HTTP answer was had; then `problem` says why.

    `headers` are (name, value) as sent, in order. `body` is unpacked; `body_as_sent` is what came over the wire
    (the same object where no content encoding was used). `is_cut` says that the cap ended the body early; the part
    before it is kept. `peer` is the address connected to. `elapsed_s` runs from the start of the request.
    """

    request: Request
    status: int | None = None
    reason: str = ""
    http_version: str = "1.1"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    body_as_sent: bytes = b""
    is_cut: bool = False
    problem: Problem = ""
    detail: str = ""
    tls_detail: str = ""
    peer: str = ""
    elapsed_s: float = 0.0
    request_headers: tuple[tuple[str, str], ...] = field(default=())
    _sha256_as_sent: str = field(default="", init=False, repr=False, compare=False)

    def sha256_as_sent(self) -> str:
        """The SHA-256 of `body_as_sent`, worked out once: who keeps an answer asks for it, and the visit does after."""
        if not self._sha256_as_sent:
            object.__setattr__(self, "_sha256_as_sent", sha256(self.body_as_sent).hexdigest())
        return self._sha256_as_sent

    def sha256(self) -> str:
        """The SHA-256 of `body`."""
        return self.sha256_as_sent() if self.body is self.body_as_sent else sha256(self.body).hexdigest()

    def header(self, name: str) -> str:
        """The first value of a header, "" when there is none; the name in any letter case."""
        wanted = name.lower()
        size = len(wanted)
        for key, value in self.headers:
            if len(key) == size and key.lower() == wanted:
                return value
        return ""


class Fetcher(Protocol):
    """An HTTP client of three methods. It follows no redirect and keeps no cookies."""

    def start(self, request: Request, token: object) -> None:
        """Begin one request and return at once; the answer comes out of `finished` with the same token."""
        ...

    def finished(self, wait_s: float) -> list[tuple[object, Answer]]:
        """Answers that are whole, waiting at most `wait_s` seconds for the first of them."""
        ...

    def close(self) -> None:
        """End all requests and free the connections."""
        ...
