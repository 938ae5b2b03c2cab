"""What every page of the office may show of the agency and the person's rights."""

from typing import Any

from django.http import HttpRequest

from prongsai.apps.agencies.permissions import EDIT_PLANS, MANAGE_AGENCY, RECORD_PROGRESS, ROLES_OF, VIEW_HISTORY


def agency(request: HttpRequest) -> dict[str, Any]:
    """`membership`, `memberships` and `may`: what the role in the current agency allows."""
    membership = getattr(request, "membership", None)
    role = membership.role if membership else None
    names = {"edit": EDIT_PLANS, "record": RECORD_PROGRESS, "history": VIEW_HISTORY, "manage": MANAGE_AGENCY}
    return {
        "membership": membership,
        "memberships": getattr(request, "memberships", []),
        "may": {name: role in ROLES_OF[permission] for name, permission in names.items()},
    }
