"""The pages of an agency: each view makes one look-up and one call."""

from django.http import Http404, HttpRequest

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_AGENCY, may


def person(request: HttpRequest) -> User:
    """The signed-in user."""
    assert isinstance(request.user, User)
    return request.user


def current(request: HttpRequest, permission: str = MANAGE_AGENCY) -> Agency:
    """The agency the person works in now; 404 without the right there."""
    membership = request.membership  # type: ignore[attr-defined]
    if membership is None or not may(person(request), membership.agency, permission):
        raise Http404
    agency: Agency = membership.agency
    return agency
