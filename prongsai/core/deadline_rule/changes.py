"""What becomes of the occurrences of a piece of work when its rule, or the day it is looked at, has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prongsai.core.deadline_rule.slot import Slot


@dataclass(frozen=True, slots=True)
class Kept:
    """An occurrence that is there. `is_touched`: something was handed in, recorded or decided for it."""

    number: int
    period_from: date | None
    period_to: date | None
    due_on: date | None
    is_touched: bool = False
    is_done: bool = False
    is_extended: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """Slots to add under new numbers, occurrences whose days are now those of a slot, and occurrences to remove."""

    new: tuple[tuple[int, Slot], ...] = ()
    moved: tuple[tuple[Kept, Slot], ...] = ()
    gone: tuple[Kept, ...] = ()


def plan_changes(kept: Sequence[Kept], slots: Sequence[Slot], today: date, *, is_once: bool) -> Changes:
    """From the occurrences there are to those a rule asks for; nothing when they agree.

    What was handed in for a period stays with exactly that period; an untouched occurrence answers to the slot that
    begins on its first day. Of those that answer to no slot only untouched ones not yet overdue go: a month that was
    missed stays missed. What they cover is not asked for a second time. With `is_once` (work of one due day) the one occurrence still open
    follows the day wherever it moves. Extended days stay as they were granted, and those of what is done while it is
    about the same period.
    """
    open_slots, rest = list(slots), list(kept)
    pairs: list[tuple[Kept, Slot]] = []
    for answers in (_is_of_period, _begins_with):
        for one in list(rest):
            slot = next((slot for slot in open_slots if answers(one, slot)), None)
            if slot is not None:
                rest.remove(one)
                open_slots.remove(slot)
                pairs.append((one, slot))
    pairs.sort(key=lambda pair: pair[0].number)
    if is_once and len(open_slots) == 1:
        still_open = [one for one in rest if not one.is_done] if len(kept) > 1 else rest
        if len(still_open) == 1:
            pairs.append((still_open[0], open_slots.pop()))
            rest.remove(still_open[0])
    gone = [one for one in rest if not one.is_touched and (one.due_on is None or one.due_on >= today)]
    staying = [one for one in rest if one not in gone]
    number = max((one.number for one in kept), default=0)
    added = [slot for slot in open_slots if not any(_covers(one, slot) for one in staying)]
    return Changes(
        new=tuple(enumerate(added, start=number + 1)),
        moved=tuple(
            (one, slot)
            for one, slot in pairs
            if not one.is_extended
            and not (one.is_done and (one.period_from, one.period_to) == (slot.period_from, slot.period_to))
            and (one.period_from, one.period_to, one.due_on) != (slot.period_from, slot.period_to, slot.due_on)
        ),
        gone=tuple(gone),
    )


def _is_of_period(one: Kept, slot: Slot) -> bool:
    if slot.period_from is None:
        return (one.period_from, one.due_on) == (None, slot.due_on)
    return (one.period_from, one.period_to) == (slot.period_from, slot.period_to)


def _begins_with(one: Kept, slot: Slot) -> bool:
    is_span = one.period_to is not None and slot.period_to is not None
    return is_span and one.period_from is not None and one.period_from == slot.period_from and not one.is_touched


def _covers(one: Kept, slot: Slot) -> bool:
    """Whether the period of one holds the beginning of a slot; a slot of an event is never covered."""
    if one.period_from is None or one.period_to is None or slot.period_from is None or slot.period_to is None:
        return False
    return one.period_from <= slot.period_from <= one.period_to
