"""Days on which an office works: no Saturday, Sunday, public holiday or closure of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from prongsai.core.thai.words import Words

LONGEST_CLOSURE_DAYS = 366
"""An office closed for longer than this counts as open: a closure typed with a wrong year must not hang the sum."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """One named day that does not count, and why."""

    day: date
    why: Words


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The named days off of an office; Saturdays and Sundays are off without a name."""

    named: Mapping[date, Words] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether the office works on this day."""
        return day.weekday() < 5 and day not in self.named

    def next_working_day(self, day: date) -> date:
        """The day itself when the office works, else the first day after it on which it does."""
        moved = day
        while not self.is_working(moved):
            moved += timedelta(days=1)
            if (moved - day).days > LONGEST_CLOSURE_DAYS:
                return day
        return moved

    def add_working_days(self, day: date, days: int) -> date:
        """The last of so many working days after a day; that day itself is not counted."""
        end, counted, idle = day, 0, 0
        while counted < days:
            end += timedelta(days=1)
            is_counted = self.is_working(end) or idle >= LONGEST_CLOSURE_DAYS
            counted, idle = (counted + 1, 0) if is_counted else (counted, idle + 1)
        return end

    def days_off(self, after: date, until: date) -> list[DayOff]:
        """The named days off after one day and up to another, those on weekends too."""
        return [DayOff(day, self.named[day]) for day in sorted(self.named) if after < day <= until]
