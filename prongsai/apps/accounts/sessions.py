"""Where a person is signed in. No network address is kept."""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest

from prongsai.apps.accounts.models import User


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session as the page shows it."""

    id: int
    device: str
    began_at: datetime
    last_seen_at: datetime
    is_current: bool


def list_sessions(request: HttpRequest, user: User) -> list[SessionLine]:
    """The sessions that still work, this one first, then the latest seen."""
    rows = UserSession.objects.purge_and_list(user)
    current = request.session.session_key
    lines = [
        SessionLine(row.pk, row.user_agent, row.created_at, row.last_seen_at, row.session_key == current)
        for row in rows
    ]
    return sorted(lines, key=lambda line: (not line.is_current, -line.last_seen_at.timestamp()))


def drop_sessions(user: User, *, keep: str = "") -> int:
    """End sessions as part of another action, which says so in its own event."""
    rows = list(UserSession.objects.filter(user=user).exclude(session_key=keep))
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for row in rows:
        store.delete(row.session_key)
    UserSession.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def note_seen(request: HttpRequest, at: datetime) -> None:
    """Keep when a session was last used, to five minutes: one write in that time, no query in between."""
    last = request.session.get("seen_at", 0)
    if at.timestamp() - last < 300:
        return
    request.session["seen_at"] = int(at.timestamp())
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=at)
