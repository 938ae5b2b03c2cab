"""One try to get in: what it is counted by, how long it waits, and what its end changes."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from prongsai.apps.accounts.known_device import known_device
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.place import place_of
from prongsai.apps.accounts.sign_in_delay import (
    forget_failures,
    note_failure,
    note_failure_at,
    seconds_to_wait,
    seconds_to_wait_at,
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """`name` is counted at `name_place`; `place` for every name, None on a browser that the person knows."""

    name: str
    name_place: str
    place: str | None

    def seconds_to_wait(self, at: datetime) -> int:
        """Whole seconds until the try may be made; 0 for now."""
        wait = seconds_to_wait(self.name, self.name_place, at)
        return wait if self.place is None else max(wait, seconds_to_wait_at(self.place, at))

    def failed(self, at: datetime) -> None:
        """Count it."""
        note_failure(self.name, self.name_place, at)
        if self.place is not None:
            note_failure_at(self.place, at)

    def succeeded(self) -> None:
        """The name starts again; the place stays counted."""
        forget_failures(self.name, self.name_place)


def attempt_by_password(request: HttpRequest, name: str, user: User | None) -> Attempt:
    """A name and a password. `user` is whose name it is, if anybody's."""
    device = known_device(request, user.pk) if user is not None else None
    if device is not None:
        return Attempt(name, f"device {device}", None)
    return Attempt(name, place_of(request), place_of(request))


def attempt_by_second_factor(request: HttpRequest, user: User) -> Attempt:
    """A code after the right password. Six digits are few, so all unknown browsers of the world share one count."""
    device = known_device(request, user.pk)
    name = f"second factor of {user.pk}"
    return Attempt(name, f"device {device}", None) if device else Attempt(name, "anywhere", place_of(request))
