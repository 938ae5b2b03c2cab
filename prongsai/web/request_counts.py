"""How many requests this process answered and how long they took, by method and kind of answer; for metrics."""

import threading
from dataclasses import dataclass, field

BOUNDS_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


@dataclass
class Counted:
    """Requests of one method and kind of answer ("2xx"). `within` counts those at most as long as each bound."""

    count: int = 0
    seconds: float = 0.0
    within: list[int] = field(default_factory=lambda: [0] * len(BOUNDS_S))


_lock = threading.Lock()
_counts: dict[tuple[str, str], Counted] = {}
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


def count_request(method: str, status: int, seconds: float) -> None:
    """One request was answered. Methods nobody uses count as one, or a stranger could fill the memory with them."""
    key = (method if method in _METHODS else "other", f"{status // 100}xx")
    with _lock:
        counted = _counts.setdefault(key, Counted())
        counted.count += 1
        counted.seconds += seconds
        for place, bound in enumerate(BOUNDS_S):
            if seconds <= bound:
                counted.within[place] += 1


def list_counts() -> list[tuple[str, str, Counted]]:
    """Method, kind of answer and a copy of the counts, in order."""
    with _lock:
        return [
            (method, kind, Counted(one.count, one.seconds, list(one.within)))
            for (method, kind), one in sorted(_counts.items())
        ]
