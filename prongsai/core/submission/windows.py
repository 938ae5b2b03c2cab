"""The three last looks before the window of the form closes: two weeks, two days and two hours before.

What is to be looked at is computed from the closing moment and the looks already made, never from "now equals closing
minus two days": after days without power the newest look is made once, and those it came too late for are noted.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

LookKind = Literal["two_weeks", "two_days", "two_hours"]
LOOKS: dict[LookKind, timedelta] = {
    "two_weeks": timedelta(days=14),
    "two_days": timedelta(days=2),
    "two_hours": timedelta(hours=2),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One look before the window closes. `is_late` says that the next one was due already: it is noted, not made."""

    kind: LookKind
    due_at: datetime
    is_late: bool = False


def looks_before(closes_at: datetime) -> tuple[Look, ...]:
    """The three looks of a window (aware moment), first to last."""
    return tuple(Look(kind, closes_at - before) for kind, before in LOOKS.items())


def looks_to_make(
    closes_at: datetime, made: Collection[LookKind], now: datetime, *, known_from: datetime | None = None
) -> tuple[Look, ...]:
    """Looks whose moment has come and that were not made, oldest first; all but the newest are late.

    Nothing once the window has closed. Looks due before `known_from` (when the office told us the window) are left out,
    unless no later one is due: an office that names its window a week before still gets one look at once.
    """
    if now >= closes_at:
        return ()
    due = [look for look in looks_before(closes_at) if look.due_at <= now]
    open_ = [look for look in due if look.kind not in made]
    if not open_ or open_[-1] is not due[-1]:
        return tuple(Look(look.kind, look.due_at, is_late=True) for look in open_ if _was_known(look, known_from))
    earlier = [Look(look.kind, look.due_at, is_late=True) for look in open_[:-1] if _was_known(look, known_from)]
    return (*earlier, open_[-1])


def _was_known(look: Look, known_from: datetime | None) -> bool:
    return known_from is None or look.due_at >= known_from
