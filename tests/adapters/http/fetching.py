"""Small helpers of the fetcher's tests."""

import time
from collections.abc import Iterable

from prongsai.adapters.http_pycurl import build_fetcher
from prongsai.audit.fetch_port import Answer, Fetcher, Request, TimeLimits

QUICK = TimeLimits(connect_s=2.0, first_byte_s=2.0, whole_s=4.0)


def fetcher(
    limits: TimeLimits = QUICK, *, allow: Iterable[str] = ("127.0.0.1", "::1"), max_connections: int = 100
) -> Fetcher:
    """The real client, let through to loopback."""
    return build_fetcher(
        limits=limits,
        user_agent="prongsai-test/1 (+https://example.go.th/bot)",
        allow_hosts=frozenset(allow),
        max_connections=max_connections,
    )


def fetch(client: Fetcher, request: Request | str, *, seconds: float = 20.0) -> Answer:
    """The answer to one request."""
    return fetch_all(client, [request], seconds=seconds)[0]


def fetch_all(client: Fetcher, requests: Iterable[Request | str], *, seconds: float = 20.0) -> list[Answer]:
    """The answers in the order of the requests, all at work together."""
    wanted = [Request(one) if isinstance(one, str) else one for one in requests]
    for place, request in enumerate(wanted):
        client.start(request, place)
    found: dict[int, Answer] = {}
    end = time.monotonic() + seconds
    while len(found) < len(wanted):
        assert time.monotonic() < end, f"{len(wanted) - len(found)} requests never ended"
        for token, answer in client.finished(0.5):
            assert isinstance(token, int)
            assert token not in found
            found[token] = answer
    return [found[place] for place in range(len(wanted))]
