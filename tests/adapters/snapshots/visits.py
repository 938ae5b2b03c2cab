"""Answers and visits for the tests of snapshots."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from prongsai.audit.fetch_port import Answer, Request

NOON = datetime(2026, 11, 27, 5, 0, 0, 123456, UTC)
PAGE = "<html><head><title>เทศบาลตำบลตัวอย่าง</title></head><body>แผนป้องกันการทุจริต</body></html>".encode()
ASKED = (("Host", "www.tambon.go.th"), ("User-Agent", "prongsai"), ("Accept-Encoding", "gzip"))


def answer(url: str = "http://www.tambon.go.th/o1.html", body: bytes = PAGE, **changes: Any) -> Answer:
    """An answer of 200 with this body; `changes` are fields of Answer, `etag` one of its Request."""
    request = Request(url, etag=changes.pop("etag", None))
    fields: dict[str, Any] = {
        "status": 200,
        "reason": "OK",
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx")),
        "body": body,
        "body_as_sent": body,
        "peer": "203.150.1.2",
        "request_headers": ASKED,
    }
    return Answer(request, **(fields | changes))


def visits(*answers: Answer, start: datetime = NOON, apart_s: float = 1.0) -> Sequence[tuple[Answer, datetime]]:
    """The answers as hops of one visit, some seconds apart."""
    return [(one, start + timedelta(seconds=apart_s * number)) for number, one in enumerate(answers)]


def fill(store: Any, count: int, *, first: int = 0) -> list[str]:
    """Keep `count` visits of pages that all differ; their names."""
    return [
        store.keep(
            visits(answer(f"http://www.tambon.go.th/{number}", PAGE + str(number).encode() * 40)), link_id=f"L{number}"
        )
        for number in range(first, first + count)
    ]
