"""The executive's round while it can be signed."""

from django.urls import reverse

from prongsai.apps.reminders.sources.frame import Frame
from prongsai.apps.reminders.sources.open_matter import OpenMatter
from prongsai.apps.rounds.models import Round
from prongsai.core.reminder import OpenThing
from prongsai.core.thai.format import format_month


def list_open(frame: Frame) -> list[OpenMatter]:
    """One query."""
    rows = Round.objects.filter(agency=frame.agency, state="open", opens_on__lte=frame.today, due_on__gte=frame.today)
    found = []
    for row in rows:
        path = reverse("rounds:round_detail", args=(row.pk,))
        thing = OpenThing(f"round:{row.pk}", "step", "top_executive", frozenset(), row.due_on, row.opens_on, "1")
        found.append(OpenMatter(thing, f"รอบติดตามของผู้บริหาร {format_month(row.month)}", "", path, path))
    return found
