"""What the executive decided in rounds and nobody has done yet."""

from django.urls import reverse

from prongsai.apps.reminders.sources.frame import Frame
from prongsai.apps.reminders.sources.open_matter import OpenMatter
from prongsai.apps.rounds.queries import list_open_decisions
from prongsai.core.reminder import Level, OpenThing


def list_open(frame: Frame) -> list[OpenMatter]:
    """One query. A decision for the whole agency is the clerk's office's to see to."""
    found = []
    for row in list_open_decisions(frame.agency):
        level: Level = "unit" if row.unit_id is not None else "clerk_office"
        units = frozenset({row.unit_id} if row.unit_id is not None else ())
        path = reverse("rounds:decision", args=(row.pk,))
        thing = OpenThing(f"decision:{row.pk}", "decision", level, units, row.due_on)
        found.append(OpenMatter(thing, f"ข้อสั่งการ: {row.text}", row.unit_name, path, path))
    return found
