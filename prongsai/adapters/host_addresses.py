"""Which address a host resolves to, asked aside: tells the pace which hosts share one server."""

import ipaddress
import socket
from concurrent.futures import Future, ThreadPoolExecutor


class HostAddresses:
    """Resolves in a few threads; `find` never waits. Only for the pace: the guard looks at the address connected to."""

    def __init__(self, threads: int = 8) -> None:
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None
        self._asked: dict[str, Future[str]] = {}

    def find(self, host: str) -> str | None:
        """The first address, "" when there is none, None while it is being asked for."""
        try:
            return str(ipaddress.ip_address(host.strip("[]")))
        except ValueError:
            pass
        asked = self._asked.get(host)
        if asked is None:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="dns")
            asked = self._asked[host] = self._pool.submit(_first_address, host)
        return asked.result() if asked.done() else None

    def close(self) -> None:
        """End the threads; questions still open are dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _first_address(host: str) -> str:
    try:
        return str(socket.getaddrinfo(host, 80, type=socket.SOCK_STREAM)[0][4][0])
    except (OSError, UnicodeError):
        return ""
