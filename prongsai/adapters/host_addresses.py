"""Which address a host resolves to, asked aside: tells the pace which hosts share one server."""

import ipaddress
import socket
import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
        """The address, "" when there is none, None while it is being asked for."""
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
                from concurrent.futures import ThreadPoolExecutor

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


def find_addresses(hosts: Iterable[str], *, within_s: float, threads: int = 32) -> dict[str, list[str]]:
    """The address of each host that has one and was answered in time; one a host, as `HostAddresses.find` gives it."""
    addresses = HostAddresses(threads)
    until = time.monotonic() + within_s
    found: dict[str, list[str]] = {}
    waiting = [host for host in hosts if host]
    while waiting:
        known = {host: addresses.find(host) for host in waiting}
        found |= {host: [address] for host, address in known.items() if address}
        waiting = [host for host, address in known.items() if address is None]
        if time.monotonic() > until:
            break
        if waiting:
            time.sleep(0.02)
    addresses.close()
    return found


def _first_address(host: str) -> str:
    """The smallest: servers that turn the order of their addresses are one all the same."""
    try:
        return min(str(one[4][0]) for one in socket.getaddrinfo(host, 80, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError):
        return ""
