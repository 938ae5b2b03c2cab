"""The words of a digest: what is late first, a link for each line that leads there after signing in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from prongsai.apps.accounts.models import User
from prongsai.apps.reminders.labels import tone_words
from prongsai.apps.reminders.models import Reminder
from prongsai.web.dates import show_day
from prongsai.wiring import bangkok_today

MOST_LINES = 40
_ORDER = ("late", "escalated", "returned", "waits", "soon")


@dataclass(frozen=True, slots=True)
class DigestText:
    """What is sent. `data` is what a program reads of it."""

    subject: str
    text: str
    data: dict[str, Any]


def write_digest(user: User, rows: Sequence[Reminder], today: date) -> DigestText:
    """The digest in the person's language, as things stand on a day. `rows` are loaded with their agency."""
    with override(user.language):
        shown = in_order(rows, today)
        several = len({row.agency_id for row in rows}) > 1
        lines: list[str] = []
        for tone in _ORDER:
            of_tone = [row for row in shown[:MOST_LINES] if tone_on(row, today) == tone]
            if of_tone:
                lines += [f"{tone_words(tone)}:", *(_line(row, user, today, several) for row in of_tone), ""]
        if len(shown) > MOST_LINES:
            lines += [_("และอีก %(count)d เรื่อง") % {"count": len(shown) - MOST_LINES}, ""]
        late = sum(tone_on(row, today) in ("late", "escalated") for row in rows)
        head = _("สวัสดี %(name)s วันนี้มีเรื่องที่ต้องดู %(count)d เรื่อง") % {"name": user, "count": len(rows)}
        where = settings.PRONGSAI.url + reverse("evidence:notice_list")
        choose = settings.PRONGSAI.url + reverse("reminders:choices")
        foot = [_("ดูทั้งหมด: %(where)s") % {"where": where}, _("เลือกช่องทางที่เตือน: %(where)s") % {"where": choose}]
        subject = (
            _("เตือนงาน: เลยกำหนด %(late)d เรื่อง จากทั้งหมด %(count)d เรื่อง") % {"late": late, "count": len(rows)}
            if late
            else _("เตือนงาน: %(count)d เรื่อง") % {"count": len(rows)}
        )
        data = {"person": user.username, "lines": [_data(row, today) for row in shown]}
        return DigestText(subject, "\n".join((head, "", *lines, *foot)) + "\n", data)


def in_order(rows: Iterable[Reminder], today: date | None = None) -> list[Reminder]:
    """What is late first, then what others leave open, what came back, what waits, what is near; soonest due first."""
    day = today or bangkok_today()
    return sorted(rows, key=lambda row: (_ORDER.index(tone_on(row, day)), row.due_on or date.max, row.pk))


def tone_on(row: Reminder, today: date) -> str:
    """The tone on the day it is read: what was near when it was written may be late when it arrives."""
    days = row.days_on(today)
    return "late" if row.tone == "soon" and days is not None and days < 0 else row.tone


def when_words(row: Reminder, today: date) -> str:
    """How near or how late, as things stand on a day."""
    days = row.days_on(today)
    if days is None:
        return ""
    if days < 0:
        return _("เลยมา %(days)d วัน") % {"days": -days}
    if days == 0:
        return _("ครบกำหนดวันนี้")
    return _("อีก %(days)d วัน") % {"days": days}


def _line(row: Reminder, user: User, today: date, several: bool) -> str:
    due = show_day(row.due_on, english=user.language == "en", thai_digits=False) if row.due_on else ""
    parts = (row.what, row.unit_name, due, when_words(row, today), row.agency.name if several else "")
    return f"- {' | '.join(filter(None, parts))}\n  {_address(row)}"


def _data(row: Reminder, today: date) -> dict[str, Any]:
    return {
        "agency": row.agency.slug,
        "what": row.what,
        "unit": row.unit_name,
        "tone": tone_on(row, today),
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "days_left": row.days_on(today),
        "url": _address(row),
    }


def _address(row: Reminder) -> str:
    return str(settings.PRONGSAI.url) + reverse("reminders:reminder_open", args=(row.pk,))
