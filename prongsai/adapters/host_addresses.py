"""Which address a host resolves to, asked aside: tells the pace which hosts share one server."""

import ipaddress
import socket
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor

MOST_KNOWN = 4096
"""Addresses remembered; a host that comes back later is asked for again."""


class HostAddresses:
    """Resolves in a few threads; `find` never waits. Only for the pace: the guard looks at the address connected to."""

    def __init__(self, threads: int = 8) -> None:
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None
        self._asked: dict[str, Future[str]] = {}
        self._known: OrderedDict[str, str] = OrderedDict()

    def find(self, host: str) -> str | None:
        """The first address, "" when there is none, None while it is being asked for."""
        try:
            return str(ipaddress.ip_address(host.strip("[]")))
        except ValueError:
            pass
        known = self._known.get(host)
        if known is not None:
            self._known.move_to_end(host)
            return known
        asked = self._asked.get(host)
        if asked is None:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="dns")
            asked = self._asked[host] = self._pool.submit(_first_address, host)
        if not asked.done():
            return None
        del self._asked[host]
        address = self._known[host] = asked.result()
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return address

    def close(self) -> None:
        """End the threads; questions still open are dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _first_address(host: str) -> str:
    try:
        return str(socket.getaddrinfo(host, 80, type=socket.SOCK_STREAM)[0][4][0])
    except (OSError, UnicodeError):
        return ""
