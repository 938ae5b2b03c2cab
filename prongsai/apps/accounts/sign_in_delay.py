"""The growing wait after failed sign-ins: it slows a guesser down and never locks a person out for good."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from prongsai.apps.accounts.models import SignInDelay

FREE_TRIES = 3
FREE_TRIES_OF_A_PLACE = 20
"""A whole office may stand behind one address, so a place may fail more often than a name at a place."""
LONGEST_WAIT = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(hours=12)


def delay_after(failures: int, free: int = FREE_TRIES) -> timedelta:
    """0 for the first failures (three for a name), then 2, 4, 8 ... seconds, at most five minutes."""
    if failures < free:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - free + 1, 12)), LONGEST_WAIT)


def seconds_to_wait(username: str, place: str, at: datetime) -> int:
    """Whole seconds until the next try of a name at a place is looked at; 0 when it may be made now."""
    return _seconds_to_wait(_key(username, place), at)


def seconds_to_wait_at(place: str, at: datetime) -> int:
    """The same for a place, whatever the name."""
    return _seconds_to_wait(_key("", place), at)


def note_failure(username: str, place: str, at: datetime) -> None:
    """Count one failed try of a name at a place."""
    _count(_key(username, place), at, FREE_TRIES)


def note_failure_at(place: str, at: datetime) -> None:
    """Count one failed try at a place, whatever the name."""
    _count(_key("", place), at, FREE_TRIES_OF_A_PLACE)


def forget_failures(username: str, place: str) -> None:
    """Start again after a good sign-in. What the place failed with other names stays counted."""
    SignInDelay.objects.filter(key=_key(username, place)).delete()


def _seconds_to_wait(key: str, at: datetime) -> int:
    row = SignInDelay.objects.filter(key=key).first()
    if row is None or row.wait_until <= at:
        return 0
    return int((row.wait_until - at).total_seconds()) + 1


@transaction.atomic
def _count(key: str, at: datetime, free: int) -> None:
    SignInDelay.objects.get_or_create(key=key, defaults={"last_failed_at": at, "wait_until": at})
    row = SignInDelay.objects.select_for_update().get(key=key)
    row.failures = 1 if at - row.last_failed_at > FORGOTTEN_AFTER else row.failures + 1
    row.last_failed_at = at
    row.wait_until = at + delay_after(row.failures, free)
    row.save()


def _key(username: str, place: str) -> str:
    return hashlib.sha256(f"{username.strip().lower()}\n{place}".encode()).hexdigest()
