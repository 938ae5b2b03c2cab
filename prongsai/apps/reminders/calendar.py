"""A person's calendar of what is due, as iCalendar (RFC 5545, 7986): whole days, the same bytes while nothing changes."""

from datetime import UTC, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.reminders.models import CalendarFeed
from prongsai.apps.reminders.people import list_people
from prongsai.apps.reminders.sources import list_open
from prongsai.apps.reminders.sources.frame import frame_of
from prongsai.apps.reminders.sources.open_matter import OpenMatter
from prongsai.core.reminder import people_of
from prongsai.wiring import bangkok_today


def list_own_matters(user: User) -> list[OpenMatter]:
    """What is open and waits for the person, in every agency they work in."""
    today = bangkok_today()
    found = []
    for agency in Agency.objects.filter(memberships__user=user).order_by("pk"):
        people, _users = list_people(agency, today)
        for matter in list_open(frame_of(agency, today)):
            thing = matter.thing
            if any(person.id == user.pk for person in people_of(thing.level, thing.units, people)):
                found.append(matter)
    return found


def write_calendar(feed: CalendarFeed) -> bytes:
    """The calendar file."""
    calendar = Calendar()
    calendar.add("prodid", "-//prongsai//reminders//TH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "งานโปร่งใส")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for matter in list_own_matters(feed.user):
        due_on = matter.thing.due_on
        if due_on is None:
            continue
        event = Event()
        event.add("uid", f"{matter.thing.key}@{settings.PRONGSAI.public_host}")
        event.add("dtstamp", feed.made_at.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", due_on)
        event.add("dtend", due_on + timedelta(days=1))
        event.add("summary", matter.what)
        event.add("url", settings.PRONGSAI.url + matter.path)
        event.add("transp", "TRANSPARENT")
        if matter.unit_name:
            event.add("location", matter.unit_name)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
