"""The assessment's form: what is open before it closes, a kept copy that waits for the executive, and the clarification."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.apps.reminders.sources.frame import Frame
from prongsai.apps.reminders.sources.open_matter import OpenMatter
from prongsai.apps.submission.models import Clarification, Contest, Frozen
from prongsai.core.reminder import OpenThing
from prongsai.wiring import bangkok_date

AHEAD = timedelta(days=30)
"""How long before its closing a window is something to be reminded of."""


def list_open(frame: Frame) -> list[OpenMatter]:
    """Two queries."""
    years = DisclosureYear.objects.filter(agency=frame.agency).annotate(
        is_kept=Exists(Frozen.objects.filter(year=OuterRef("pk"))),
        is_contested=Exists(Contest.objects.filter(item__year=OuterRef("pk"))),
        is_sent=Exists(Clarification.objects.filter(year=OuterRef("pk"))),
    )
    found = []
    for year in years:
        if year.entry_closes_at is not None and not year.is_kept:
            found += _window(frame, year, "form", bangkok_date(year.entry_closes_at), "กรอกแบบ OIT และบันทึกตามที่กรอก")
        if year.contest_closes_at is not None and year.is_contested and not year.is_sent:
            found += _window(frame, year, "contest", bangkok_date(year.contest_closes_at), "ส่งคำชี้แจงเพิ่มเติม OIT")
    newest = Frozen.objects.filter(year=OuterRef("year")).order_by("-number").values("pk")[:1]
    waiting = Frozen.objects.filter(year__agency=frame.agency, confirmed_at=None, pk=newest).select_related("year")
    for row in waiting:
        path = reverse("submission:frozen_detail", args=(row.pk,))
        due_on = bangkok_date(row.year.entry_closes_at) if row.year.entry_closes_at else None
        thing = OpenThing(
            f"confirm:{row.pk}", "step", "top_executive", frozenset(), due_on, bangkok_date(row.frozen_at), "1"
        )
        found.append(OpenMatter(thing, f"ยืนยันแบบ OIT ปี {row.year.fiscal_year} ตามที่กรอก", "", path, path))
    return found


def _window(frame: Frame, year: DisclosureYear, key: str, closes_on: date, what: str) -> list[OpenMatter]:
    if not closes_on - AHEAD <= frame.today <= closes_on:
        return []
    name = "submission:form_detail" if key == "form" else "submission:clarification"
    path = reverse(name, args=(year.pk,))
    thing = OpenThing(f"{key}:{year.pk}", "due", "clerk_office", frozenset(), closes_on)
    return [OpenMatter(thing, f"{what} ปี {year.fiscal_year}", "", path, path)]
