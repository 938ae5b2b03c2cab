"""What is open in an agency, from every app that leaves something open. A new source is a file and a line here."""

from collections.abc import Callable, Sequence
from datetime import date

from prongsai.apps.reminders.sources import chain, decisions, extensions, form, links, rounds, work
from prongsai.apps.reminders.sources.frame import Frame
from prongsai.apps.reminders.sources.open_matter import OpenMatter

Source = Callable[[Frame], list[OpenMatter]]
OF_UNITS: tuple[Source, ...] = (work.list_open, chain.list_open, decisions.list_open)
"""Those that name units' work: what is handed out on paper."""
SOURCES: tuple[Source, ...] = (*OF_UNITS, extensions.list_open, rounds.list_open, form.list_open, links.list_open)


def list_open(frame: Frame, sources: Sequence[Source] = SOURCES) -> list[OpenMatter]:
    """Everything open on the frame's day, soonest due first, what has no day last; as many queries for much as for little."""
    found = [matter for source in sources for matter in source(frame)]
    return sorted(found, key=lambda matter: (matter.thing.due_on or date.max, matter.thing.key))
