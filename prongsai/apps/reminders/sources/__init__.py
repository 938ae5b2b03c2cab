"""What is open in an agency, from every app that leaves something open. A new source is a file and a line here."""

from collections.abc import Callable
from datetime import date

from prongsai.apps.agencies.models import Agency
from prongsai.apps.reminders.sources import chain, extensions, rounds, work
from prongsai.apps.reminders.sources.open_matter import OpenMatter

Source = Callable[[Agency, date], list[OpenMatter]]
SOURCES: tuple[Source, ...] = (work.list_open, chain.list_open, extensions.list_open, rounds.list_open)


def list_open(agency: Agency, today: date) -> list[OpenMatter]:
    """Everything open today, soonest due first, what has no day last."""
    found = [matter for source in SOURCES for matter in source(agency, today)]
    return sorted(found, key=lambda matter: (matter.thing.due_on or date.max, matter.thing.key))
