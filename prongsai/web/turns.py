"""Requests of one process are worked on a few at a time, in the order they came.

Python runs one thread of a process at a time. Eight that draw pages at once take the processor from each other at every
query, so all of them end late (docs/benchmarks.md has the figures). The threads are many because each may have to wait
for a slow line; so what waits for a line does not take a turn: a short body is read before, a long one is read without
a turn, and an answer is sent after it. And nobody waits long for one: after `PATIENCE_S` work begins without, so pages
go on beside a report that takes a minute.
"""

import threading
from collections import deque
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from prongsai.web.body_length import body_length

AT_ONCE = 2
PATIENCE_S = 0.2
SHORT_BODY = 64 * 1024
"""Bytes that may be read into memory before the turn; a longer body is a file, which Django writes to disk."""


class Turns:
    """So many turns, handed on to whoever has waited longest. `threading.Semaphore` lets newcomers pass those who wait."""

    def __init__(self, at_once: int) -> None:
        self._guard = threading.Lock()
        self._free = at_once
        self._waiting: deque[threading.Lock] = deque()

    def take(self, patience_s: float) -> bool:
        """Whether a turn came within so many seconds; it must be given back then."""
        with self._guard:
            if self._free:
                self._free -= 1
                return True
            handed = threading.Lock()
            handed.acquire()
            self._waiting.append(handed)
        if handed.acquire(timeout=patience_s):
            return True
        with self._guard:
            if handed in self._waiting:
                self._waiting.remove(handed)
                return False
        return True  # handed over just as patience ended

    def give_back(self) -> None:
        """Hand the turn to the next, or keep it for whoever comes."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


_turns = Turns(AT_ONCE)


class TurnsMiddleware:
    """Outside all that works for the request, inside what notes how long it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, made in a turn when there is one."""
        try:
            has_arrived = _has_arrived(request)
        except UnreadablePostError:
            return HttpResponse(status=400)  # the sender went away: nobody reads it, and nothing was done
        if not has_arrived:
            return self.get_response(request)
        has_turn = _turns.take(PATIENCE_S)
        try:
            return self.get_response(request)
        finally:
            if has_turn:
                _turns.give_back()


def _has_arrived(request: HttpRequest) -> bool:
    """Whether nothing is left to be read; a short body is read for it."""
    length = body_length(request)
    if length is None or length > SHORT_BODY:
        return False
    if length:
        try:
            request.body  # noqa: B018 (kept by the request for whoever reads it)
        except RequestDataTooBig:
            return False  # whoever reads it says so
    return True
