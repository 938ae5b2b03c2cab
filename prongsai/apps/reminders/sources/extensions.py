"""Requests for more days that wait for a decision."""

from django.urls import reverse

from prongsai.apps.plans.queries import list_extensions
from prongsai.apps.reminders.sources.frame import Frame
from prongsai.apps.reminders.sources.open_matter import OpenMatter, what_words
from prongsai.core.reminder import OpenThing
from prongsai.wiring import bangkok_date


def list_open(frame: Frame) -> list[OpenMatter]:
    """One query."""
    found = []
    for row in list_extensions(frame.agency).filter(state="asked"):
        item = row.occurrence.work_item
        thing = OpenThing(
            f"extension:{row.pk}", "extension", "chief_administrator", since=bangkok_date(row.asked_at), marker="1"
        )
        found.append(
            OpenMatter(
                thing,
                what_words(item.measure.number, item.measure.issue, item.text),
                "",
                reverse("plans:extension_decide", args=(row.pk,)),
                reverse("plans:extension_list"),
            )
        )
    return found
