"""When the answers to OIT are entered: the year's own window, or the last one known, moved into the year and marked so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from prongsai.core.framework.model import Framework

STEP = "oit_entry"


@dataclass(frozen=True, slots=True)
class EntryWindow:
    """First and last day of entry. `known_from` is the fiscal year whose announced days these are.

    `is_assumed` when that is an earlier year: the days moved every year and were extended in mid-course.
    """

    from_on: date
    to_on: date
    fiscal_year: int
    known_from: int

    @property
    def is_assumed(self) -> bool:
        """Whether the year's own window was not announced."""
        return self.known_from != self.fiscal_year


def find_entry_window(framework: Framework, earlier: Iterable[Framework] = ()) -> EntryWindow | None:
    """The window of the year; else the newest known one of `earlier`, its days moved; None when none is known."""
    for candidate in (framework, *sorted(earlier, key=lambda one: -one.fiscal_year)):
        if candidate.fiscal_year > framework.fiscal_year:
            continue
        for step in candidate.calendar:
            if step.step == STEP and step.from_on is not None and step.to_on is not None:
                years = framework.fiscal_year - candidate.fiscal_year
                return EntryWindow(
                    _moved(step.from_on, years),
                    _moved(step.to_on, years),
                    framework.fiscal_year,
                    candidate.fiscal_year,
                )
    return None


def _moved(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28) + timedelta(days=1)
