"""Where a person is signed in. No network address is kept."""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

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
    rows = list(UserSession.objects.filter(user=user))
    keys = [row.session_key for row in rows]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list(
            "session_key", flat=True
        )
    )
    UserSession.objects.filter(user=user, session_key__in=set(keys) - alive).delete()
    rows = [row for row in rows if row.session_key in alive]
    current = request.session.session_key
    lines = [
        SessionLine(row.pk, row.user_agent, row.created_at, row.last_seen_at, row.session_key == current)
        for row in rows
    ]
    return sorted(lines, key=lambda line: (not line.is_current, -line.last_seen_at.timestamp()))


def begin_session(request: HttpRequest, user: User) -> None:
    """Sign in the person who has just chosen their own password, as the sign-in page would: listed and recorded."""
    perform_password_login(request, {}, Login(user=user))


def drop_sessions(user: User, *, keep: str = "") -> int:
    """End sessions as part of another action, which says so in its own event."""
    rows = list(UserSession.objects.filter(user=user).exclude(session_key=keep))
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for row in rows:
        store.delete(row.session_key)
    UserSession.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def is_over(request: HttpRequest, at: datetime) -> bool:
    """Whether the session is to end although it is used: the person signs in again."""
    began = request.session.get("began_at", at.timestamp())
    return bool(at.timestamp() - began > settings.SESSION_LONGEST_DAYS * 24 * 3600)


def note_seen(request: HttpRequest, at: datetime) -> None:
    """Keep when a session was last used, to five minutes: one write in that time, no query in between."""
    request.session.setdefault("began_at", int(at.timestamp()))
    last = request.session.get("seen_at", 0)
    if at.timestamp() - last < 300:
        return
    request.session["seen_at"] = int(at.timestamp())
    if not UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=at):
        UserSession.objects.create_from_request(request)  # it began before sessions were listed
