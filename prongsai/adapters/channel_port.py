"""What every channel of reminders does: take one message for one person, and say what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

Outcome = Literal["accepted", "repeated", "later", "unusable", "refused"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `key` is a UUID that stays the same when the message is sent again, so that a repeat is recognised.

    `to` is the channel's own address of the person. `data` is what a program may read of it.
    """

    key: str
    to: str
    subject: str
    text: str
    made_at: datetime
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the service answered.

    accepted: it has the message. repeated: it had it already. later: try again. unusable: it lets nobody of ours in
    (a wrong password or token, a used up quota), which the operator must mend. refused: it will never take this message
    for this address. `problem` holds no address of a person.
    """

    outcome: Outcome
    problem: str = ""
    retry_after_s: float | None = None

    @property
    def is_accepted(self) -> bool:
        """Whether the service has the message, by this call or an earlier one."""
        return self.outcome in ("accepted", "repeated")


class Channel(Protocol):
    """One way to a person. Never raises for what the other side does."""

    def send(self, message: Message) -> Receipt:
        """Send it now."""
        ...
