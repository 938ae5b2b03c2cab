"""What a client asks of the site and what the site answers, faults of the wire included."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl

Act = Literal["answer", "silent", "drip", "reset", "close", "noise"]


@dataclass(frozen=True, slots=True)
class Request:
    """One request, its target as written on the wire."""

    target: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    visit: int = 0  # how many requests the host has had; what turns with each visit turns with this

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    def has_cookie(self, name: str) -> bool:
        return f"{name}=" in self.headers.get("cookie", "")


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply; act says how the wire behaves."""

    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    act: Act = "answer"
    delay_s: float = 0.0


Handler = Callable[[Request], Answer]


def see_other(to: str, status: int = 302, *headers: tuple[str, str]) -> Handler:
    """A handler that redirects."""
    moved = Answer(b"<html><body>Object moved</body></html>", status, headers=(("Location", to), *headers))
    return lambda _request: moved


def fixed(answer: Answer) -> Handler:
    """A handler that says the same to everybody."""
    return lambda _request: answer
