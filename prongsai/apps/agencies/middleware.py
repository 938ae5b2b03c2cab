"""The agency a person is working in now."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Membership
from prongsai.apps.agencies.standing import load_memberships
from prongsai.web.reading import Reading, current_reading, set_reading


class AgencyMiddleware:
    """Sets `request.membership` (None without one) and `request.memberships`; one query for a signed-in person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        memberships: list[Membership] = []
        if request.user.is_authenticated and not request.path.startswith("/static/"):
            assert isinstance(request.user, User)
            memberships = load_memberships(request.user)
        chosen = request.session.get("agency") if memberships else None
        current = next((row for row in memberships if row.agency_id == chosen), memberships[0] if memberships else None)
        request.memberships = memberships  # type: ignore[attr-defined]
        request.membership = current  # type: ignore[attr-defined]
        if current is not None and request.user.is_authenticated and not request.user.digits:
            set_reading(Reading(digits=current.agency.digits, device=current_reading().device))
        return self.get_response(request)
