"""How often one person or one place may do something that costs much: uploads, and forms that anybody may send.

Counted in the database, so that all processes and machines count together. Guessing is slowed by `sign_in_delay`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from prongsai.apps.accounts.models import RequestCount
from prongsai.apps.accounts.place import place_of
from prongsai.web.form_page import form_page
from prongsai.web.unavailable import find_typed

_KEPT = timedelta(days=1)
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in each window that begins with the first time."""

    name: str
    most: int
    window: timedelta = timedelta(minutes=10)


JOINING = Limit("join", 60)
"""A whole office may join in one morning from one address."""
FORGOTTEN = Limit("forgotten", 30)
"""Names asked about and codes typed, from one place."""
PASSKEY_CHALLENGES = Limit("passkey", 300)
"""Each makes a session row for somebody who has not signed in."""
PROVIDER_STARTS = Limit("openid", 120)
"""Each makes a session row, and may ask the provider."""


def seconds_to_wait(limit: Limit, who: str, at: datetime) -> int:
    """0 when it may be done now, which counts it; else whole seconds until the window is over."""
    key = hashlib.sha256(f"{limit.name}\n{who}".encode()).hexdigest()
    rows = RequestCount.objects.filter(key=key)
    for _try in range(3):
        if _count_on(key, at, limit):
            return 0
        row = rows.first()
        if row is None:
            if _begin(key, at, limit):
                return 0
        elif row.window_ends_at > at and row.count >= limit.most:
            return int((row.window_ends_at - at).total_seconds()) + 1
        elif row.window_ends_at > at:
            continue  # another began the window in between: it has room
        elif rows.filter(window_ends_at=row.window_ends_at).update(count=1, window_ends_at=at + limit.window):
            return 0
    return 1  # others were quicker three times over


def limited_by_place(limit: Limit, *methods: str) -> Callable[[View], View]:
    """For pages that need no sign-in: requests of these methods are counted by where they come from."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and (wait := seconds_to_wait(limit, place_of(request), timezone.now())):
                return _too_many(request, wait)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def limited_uploads(view: View) -> View:
    """For pages that take files: requests that bring one are counted by person."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        most = settings.PRONGSAI.uploads_in_ten_minutes
        if most and request.method == "POST" and request.FILES:
            wait = seconds_to_wait(Limit("upload", most), str(request.user.pk), timezone.now())
            if wait:
                return _too_many(request, wait)
        return view(request, *args, **kwargs)

    return counted


def _count_on(key: str, at: datetime, limit: Limit) -> bool:
    open_rows = RequestCount.objects.filter(key=key, window_ends_at__gt=at, count__lt=limit.most)
    return open_rows.update(count=F("count") + 1) > 0


def _begin(key: str, at: datetime, limit: Limit) -> bool:
    RequestCount.objects.filter(window_ends_at__lt=at - _KEPT).delete()
    try:
        with transaction.atomic():
            RequestCount.objects.create(key=key, count=1, window_ends_at=at + limit.window)
    except IntegrityError:  # another process began it
        return False
    return True


def _too_many(request: HttpRequest, wait: int) -> HttpResponseBase:
    context = {
        "minutes": -(-wait // 60),
        "typed": find_typed(request, may_be_sent=False),
        "form_page": form_page(request),
    }
    response = render(request, "accounts/too_many.html", context, status=429)
    response["Retry-After"] = str(wait)
    return response
