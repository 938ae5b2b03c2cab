"""An agency's rule of reminding: how long before, how often after, who hears of it when nothing happens, when not at all."""

from dataclasses import dataclass
from datetime import time
from typing import Literal

Level = Literal["unit", "unit_head", "clerk_office", "chief_administrator", "top_executive"]
LEVELS: tuple[Level, ...] = ("unit", "unit_head", "clerk_office", "chief_administrator", "top_executive")
"""Who holds a thing up, and who hears of it when it stays late, from the desk upwards."""

HOLDERS = frozenset(LEVELS)


@dataclass(frozen=True, slots=True)
class Rule:
    """Days are calendar days. `escalate_after` says after how many days late a level hears of it; a level not in it never does.

    `chase_every` 0 says each thing once and never again. Equal `quiet_from` and `quiet_until` mean no quiet hours.
    """

    days_before: tuple[int, ...] = (7, 1)
    chase_every: int = 7
    escalate_after: tuple[tuple[Level, int], ...] = (
        ("unit_head", 3),
        ("clerk_office", 7),
        ("chief_administrator", 14),
        ("top_executive", 30),
    )
    quiet_from: time = time(18)
    quiet_until: time = time(8)
    on_days_off: bool = False

    def __post_init__(self) -> None:
        if any(days < 0 for days in self.days_before) or self.chase_every < 0:
            raise ValueError("days of a rule of reminders are not negative")
        if any(days < 1 for _level, days in self.escalate_after):
            raise ValueError("nothing is escalated before it is late")

    def wave_of(self, days: int) -> int:
        """How many times a thing has been due to be chased after so many days, from 0."""
        return days // self.chase_every if self.chase_every else 0
