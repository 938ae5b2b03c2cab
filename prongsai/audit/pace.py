"""Politeness: when the next request may go to a host, an address or a platform; told the time, never reading it.

Every request counts under its host, under the address the host resolves to, and under its platform (all of Google
together). Each of these has its own gap; a request waits for the last of them. A site that struggles is asked more
slowly (back-off, doubled with jitter up to a minute) until it answers well again; Retry-After is obeyed as sent.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC

LEAST_BACK_OFF_S = 0.05
LONGEST_BACK_OFF_S = 60.0
JITTER = 0.2
SWEEP_LEAST = 256
"""With fewer budgets than this nobody looks for those that can be forgotten."""


@dataclass(frozen=True, slots=True)
class PaceRules:
    """Seconds between the starts of two requests, for each kind of budget; 0 switches a budget off.

    `host_connections` requests may be under way at one host: one while a pace is kept, so a slow site has rest.
    """

    host_gap_s: float = 1.0
    address_gap_s: float = 0.5
    platform_gap_s: float = 1.0
    host_connections: int = 1

    def gap_of(self, key: str) -> float:
        """The gap of a budget named "host:…", "address:…" or "platform:…"."""
        kind = key.partition(":")[0]
        return {"host": self.host_gap_s, "address": self.address_gap_s}.get(kind, self.platform_gap_s)


@dataclass(slots=True)
class _Budget:
    gap_s: float
    next_at: float = 0.0
    last_at: float | None = None
    under_way: int = 0
    slowed_s: float = 0.0
    failures: int = 0

    def has_rested(self, at: float) -> bool:
        """Nothing is under way and the gap has passed: a new budget would allow the same."""
        return self.under_way == 0 and self.next_at <= at


@dataclass(slots=True)
class PaceReport:
    """What politeness did: the longest wait of a request that was ready, and the smallest gap seen at any host."""

    requests: int = 0
    longest_wait_s: float = 0.0
    longest_wait_host: str = ""
    smallest_gap_s: float | None = None
    smallest_gap_host: str = ""
    hosts_slowed: set[str] = field(default_factory=set)


class Pace:
    """Keeps the budgets of a run. All times are seconds of one monotonic clock."""

    def __init__(self, rules: PaceRules, *, seed: int | None = None) -> None:
        self.rules = rules
        self.report = PaceReport()
        self._budgets: dict[str, _Budget] = {}
        self._left: set[str] = set()
        self._sweep_at = SWEEP_LEAST
        self._random = random.Random(seed)  # noqa: S311 (spreads requests, guards nothing)

    def next_at(self, keys: tuple[str, ...]) -> float | None:
        """The earliest moment for a request under these budgets; None while the host has enough under way."""
        latest = 0.0
        for key in keys:
            budget = self._budget(key)
            if budget.under_way >= self.rules.host_connections and key.startswith("host:"):
                return None
            latest = max(latest, budget.next_at)
        return latest

    def started(self, keys: tuple[str, ...], *, at: float, ready_since: float) -> float:
        """Note that a request was started; gives the seconds it was kept back."""
        for key in keys:
            budget = self._budget(key)
            self._left.discard(key)
            budget.under_way += 1
            if key.startswith("host:"):
                self._note_gap(key[5:], budget, at)
            budget.last_at = at
            budget.next_at = max(budget.next_at, at + budget.gap_s + budget.slowed_s)
        waited = max(0.0, at - ready_since)
        self.report.requests += 1
        if waited > self.report.longest_wait_s:
            self.report.longest_wait_s, self.report.longest_wait_host = waited, keys[0][5:]
        return waited

    def ended(self, keys: tuple[str, ...], *, at: float, is_strained: bool, retry_after_s: float | None = None) -> None:
        """Note the end of a request. `is_strained` (429, 5xx, no answer) slows the host; a good answer eases it."""
        for key in keys:
            budget = self._budget(key)
            budget.under_way = max(0, budget.under_way - 1)
            if not key.startswith("host:"):
                continue
            if is_strained:
                budget.failures += 1
                base = max(2 * budget.slowed_s, 2 * budget.gap_s, LEAST_BACK_OFF_S)
                budget.slowed_s = min(LONGEST_BACK_OFF_S, base) * (1 + JITTER * (2 * self._random.random() - 1))
                budget.next_at = max(budget.next_at, at + budget.slowed_s)
                self.report.hosts_slowed.add(key[5:])
            else:
                budget.failures = 0
                budget.slowed_s = budget.slowed_s / 2 if budget.slowed_s > 0.1 else 0.0
            if retry_after_s is not None:
                budget.next_at = max(budget.next_at, at + retry_after_s)

    def failures(self, host: str) -> int:
        """How many requests in a row the host failed to answer well."""
        return self._budget(f"host:{host}").failures

    @property
    def kept(self) -> int:
        """How many budgets are in memory."""
        return len(self._budgets)

    def forget(self, host: str, at: float) -> None:
        """Let go of a host with nothing left, once its gap has passed; and of addresses and platforms that have rested.

        All are looked through only when they have doubled since the last time.
        """
        key = f"host:{host}"
        budget = self._budgets.get(key)
        if budget is not None and budget.has_rested(at):
            del self._budgets[key]
        elif budget is not None:
            self._left.add(key)
        if len(self._budgets) >= self._sweep_at:
            self._sweep(at)

    def _sweep(self, at: float) -> None:
        for key, budget in list(self._budgets.items()):
            if budget.has_rested(at) and (key in self._left or not key.startswith("host:")):
                del self._budgets[key]
                self._left.discard(key)
        self._sweep_at = max(SWEEP_LEAST, 2 * len(self._budgets))

    def lengthen(self, host: str, gap_s: float) -> None:
        """Keep a longer gap at a host, as it asks in its robots.txt. No shorter one, and none where pacing is off."""
        budget = self._budget(f"host:{host}")
        if self.rules.host_gap_s > 0 and gap_s > budget.gap_s:
            budget.gap_s = gap_s
            if budget.last_at is not None:
                budget.next_at = max(budget.next_at, budget.last_at + gap_s)

    def not_before(self, host: str, moment: float) -> None:
        """Hold a host back until a moment: its place in a window, or the pace another worker left off at."""
        budget = self._budget(f"host:{host}")
        budget.next_at = max(budget.next_at, moment)

    def _budget(self, key: str) -> _Budget:
        budget = self._budgets.get(key)
        if budget is None:
            budget = self._budgets[key] = _Budget(self.rules.gap_of(key))
        return budget

    def _note_gap(self, host: str, budget: _Budget, at: float) -> None:
        if budget.last_at is None:
            return
        gap = at - budget.last_at
        if self.report.smallest_gap_s is None or gap < self.report.smallest_gap_s:
            self.report.smallest_gap_s, self.report.smallest_gap_host = gap, host


def parse_retry_after(value: str, now_utc: float) -> float | None:
    """Seconds to wait by a Retry-After header (seconds or an HTTP date); None when it says nothing usable."""
    value = value.strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(min(int(value), 10**7)) if len(value) < 12 else 1e7
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment.replace(tzinfo=moment.tzinfo or UTC)  # one without a zone is in GMT (RFC 9110 5.6.7)
    return max(0.0, moment.timestamp() - now_utc)
