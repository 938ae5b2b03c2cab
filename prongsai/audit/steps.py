"""What a visit may ask of the engine: one request, something its host shares, a longer gap,
heavy work done aside, or its turn.

A visit is a generator. It yields one of these and is sent the outcome, so it holds no socket, file or clock and
can be run by a test with answers written down beforehand.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from prongsai.audit.fetch_port import Answer, Request
from prongsai.core.frozen import frozen


@frozen
class Ask:
    """Make this request when politeness allows; the outcome is an Answered."""

    request: Request


@frozen
class Answered:
    """An answer, when its request was started, and how long politeness kept it back (seconds)."""

    answer: Answer
    at: datetime
    waited_s: float


@dataclass(frozen=True, slots=True)
class Shared:
    """Something all visits of a host share (robots.txt, the probe): found once, by `find`, then given to all.

    The outcome is what the generator returns, or `default` when it fails by a fault of ours: what the visits can
    honestly go by without the finding.
    """

    host: str
    name: str
    find: "Callable[[], Generator[Step, Any, Any]]"
    default: Any


@dataclass(frozen=True, slots=True)
class Aside:
    """Work too long to hold up the other visits (a large PDF, OCR): the outcome is what `work` returns."""

    work: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class KeepGap:
    """Leave more seconds than usual between two requests to this host, as it asks in its robots.txt; no outcome."""

    host: str
    gap_s: float


@dataclass(frozen=True, slots=True)
class InTurn:
    """Go on once all other visits have come as far as they can: where many answers came at once, one kind of work is
    done for all their pages before the next kind, while its code and tables are at hand; no outcome.

    Saves some 5 % of the CPU time of a judged run at 128 connections, nothing where answers come one by one.
    """


Step = Ask | Shared | Aside | KeepGap | InTurn
