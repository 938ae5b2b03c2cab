"""The bell in the menu of every page."""

from typing import Any

from django.http import HttpRequest

from prongsai.apps.accounts.models import User
from prongsai.apps.evidence.queries import count_unread


def notices(request: HttpRequest) -> dict[str, Any]:
    """`unread_notices`: how many notices the person has not opened; one query, and only on pages that show the menu."""
    user = getattr(request, "user", None)
    return {"unread_notices": lambda: count_unread(user) if isinstance(user, User) else 0}
