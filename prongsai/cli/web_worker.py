"""What a web process says when it cannot read a request at all: a page for people instead of gunicorn's bare number."""

import contextlib
import socket
import time
from typing import Any

from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

from prongsai.web.security import POLICY

LONGEST_REQUEST_LINE = 8190
"""Bytes of method, address and version: the most gunicorn can be told; a Thai letter is nine of them in an address."""

_MOST_LEFT_BYTES = 1024 * 1024
_LEFT_S = 1.0


class WebWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's worker with threads, that answers an address too long to be read with a page in both languages."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Say what is wrong with a request that could not be read; called where the connection ends next."""
        if not isinstance(exc, LimitRequestLine):
            super().handle_error(req, client, addr, exc)
            return
        # The words themselves stay out of the log: they may be what a person searched for.
        self.log.warning("An address longer than %d bytes was asked for", LONGEST_REQUEST_LINE)
        with contextlib.suppress(OSError):
            client.settimeout(_LEFT_S)
            client.sendall(_answer())
            _read_what_is_left(client)


def _answer() -> bytes:
    from django.template.loader import render_to_string

    body = render_to_string("414.html").encode()
    head = (
        "HTTP/1.1 414 URI Too Long",
        "Connection: close",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(body)}",
        f"Content-Security-Policy: {POLICY}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def _read_what_is_left(client: socket.socket) -> None:
    """A connection closed with something unread is reset, and the browser may never show the answer."""
    client.shutdown(socket.SHUT_WR)
    until, left = time.monotonic() + _LEFT_S, _MOST_LEFT_BYTES
    while left > 0 and time.monotonic() < until:
        piece = client.recv(65536)
        if not piece:
            return
        left -= len(piece)
