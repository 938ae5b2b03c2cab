"""The growing wait after failed sign-ins: it slows a guesser down and never locks a person out for good."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from prongsai.apps.accounts.models import SignInDelay

FREE_TRIES = 3
LONGEST_WAIT = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(hours=12)


def delay_after(failures: int) -> timedelta:
    """0 for the first three failures, then 2, 4, 8 ... seconds, at most five minutes."""
    if failures < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - FREE_TRIES + 1, 12)), LONGEST_WAIT)


def seconds_to_wait(username: str, place: str, at: datetime) -> int:
    """Whole seconds until the next try is looked at; 0 when it may be made now."""
    row = SignInDelay.objects.filter(key=_key(username, place)).first()
    if row is None or row.wait_until <= at:
        return 0
    return int((row.wait_until - at).total_seconds()) + 1


@transaction.atomic
def note_failure(username: str, place: str, at: datetime) -> None:
    """Count one failed try."""
    key = _key(username, place)
    SignInDelay.objects.get_or_create(key=key, defaults={"last_failed_at": at, "wait_until": at})
    row = SignInDelay.objects.select_for_update().get(key=key)
    row.failures = 1 if at - row.last_failed_at > FORGOTTEN_AFTER else row.failures + 1
    row.last_failed_at = at
    row.wait_until = at + delay_after(row.failures)
    row.save()


def forget_failures(username: str, place: str) -> None:
    """Start again after a good sign-in."""
    SignInDelay.objects.filter(key=_key(username, place)).delete()


def _key(username: str, place: str) -> str:
    return hashlib.sha256(f"{username.strip().lower()}\n{place}".encode()).hexdigest()
