"""The executive's round while it can be signed, and what was decided in rounds."""

from datetime import date

from django.urls import reverse

from prongsai.apps.agencies.models import Agency
from prongsai.apps.reminders.sources.open_matter import OpenMatter
from prongsai.apps.rounds.models import Round
from prongsai.apps.rounds.queries import list_open_decisions
from prongsai.core.reminder import Level, OpenThing
from prongsai.core.thai.format import format_month


def list_open(agency: Agency, today: date) -> list[OpenMatter]:
    """Two queries."""
    found = []
    for row in Round.objects.filter(agency=agency, state="open", opens_on__lte=today, due_on__gte=today):
        path = reverse("rounds:round_detail", args=(row.pk,))
        thing = OpenThing(f"round:{row.pk}", "step", "top_executive", frozenset(), row.due_on, row.opens_on, "1")
        found.append(OpenMatter(thing, f"รอบติดตามของผู้บริหาร {format_month(row.month)}", "", path, path))
    for one in list_open_decisions(agency):
        level: Level = "unit" if one.unit_id is not None else "clerk_office"
        units = frozenset({one.unit_id} if one.unit_id is not None else ())
        path = reverse("rounds:decision", args=(one.pk,))
        thing = OpenThing(f"decision:{one.pk}", "decision", level, units, one.due_on)
        found.append(OpenMatter(thing, f"ข้อสั่งการ: {one.text}", one.unit_name, path, path))
    return found
