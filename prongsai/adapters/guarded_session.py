"""HTTP for talking to a service that the operator named: the OpenID Connect provider, LINE, a webhook's host.

A provider's description names further addresses (token, user info, keys). Those on the service's own host are as
trusted as the service; any other host must be a public one, judged by the number that the socket is really connected
to. Redirects are not followed, answers are small.
"""

import socket
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from prongsai.audit.address_guard import refusal_of

MOST_BYTES = 1_000_000


class GuardedSession(requests.Session):
    """A `requests` session for one service; with `issuer` "" nothing is trusted and every host must be a public one."""

    def __init__(self, issuer: str, *, timeout_s: float) -> None:
        super().__init__()
        self.timeout_s = timeout_s
        self.trust_env = False  # no proxy and no .netrc from the environment
        own = urlsplit(issuer)
        self.mount("https://", _PublicOnly())
        self.mount("http://", _Refuses())
        if issuer:
            self.mount(f"{own.scheme}://{own.netloc}/", HTTPAdapter())

    def request(self, method: str, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        """As `requests`, with our time-out and size, never redirected. Raises RequestException."""
        kwargs |= {"timeout": self.timeout_s, "allow_redirects": False, "stream": True}
        answer = super().request(method, url, *args, **kwargs)
        body = b""
        for piece in answer.iter_content(65_536):
            body += piece
            if len(body) > MOST_BYTES:
                answer.close()
                raise requests.exceptions.ContentDecodingError(f"more than {MOST_BYTES} bytes from {url!r}")
        answer._content = body
        return answer


class _Refuses(HTTPAdapter):
    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        raise requests.exceptions.InvalidSchema(f"only https is used: {request.url}")


class _GuardedHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        connected = super()._new_conn()
        number = str(connected.getpeername()[0])
        why = refusal_of(number)
        if why is not None:
            connected.close()
            raise NewConnectionError(self, f"{self.host} is at {number}, which is no public address: {why}")
        return connected


class _GuardedPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPS


class _PublicOnly(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": _GuardedPool, "http": HTTPConnectionPool}
