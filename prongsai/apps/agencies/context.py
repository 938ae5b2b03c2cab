"""What every page of the office may show of the agency and the person's rights."""

from typing import Any

from django.http import HttpRequest

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.permissions import (
    EDIT_PLANS,
    MANAGE_AGENCY,
    RECORD_PROGRESS,
    VIEW_HISTORY,
    VIEW_RESULTS,
    VIEW_ROUNDS,
    may,
    may_manage_system,
)


def agency(request: HttpRequest) -> dict[str, Any]:
    """`membership`, `memberships` and `may`: what the roles in the current agency allow today."""
    membership, user = getattr(request, "membership", None), getattr(request, "user", None)
    names = {
        "edit": EDIT_PLANS,
        "record": RECORD_PROGRESS,
        "history": VIEW_HISTORY,
        "manage": MANAGE_AGENCY,
        "rounds": VIEW_ROUNDS,
        "results": VIEW_RESULTS,
    }
    return {
        "membership": membership,
        "memberships": getattr(request, "memberships", []),
        "may": {
            "system": isinstance(user, User) and may_manage_system(user),
            **{
                name: membership is not None and may(user, membership.agency, permission)  # type: ignore[arg-type]
                for name, permission in names.items()
            },
        },
    }
