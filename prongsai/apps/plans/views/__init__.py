"""The pages of plans: each view makes one look-up and one call."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import EDIT_PLANS, RECORD_PROGRESS, VIEW_HISTORY, may
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.web.done_before import own_conflict

PAGE_SIZE = 50


def person(request: HttpRequest) -> User:
    """The signed-in user."""
    assert isinstance(request.user, User)
    return request.user


def current_agency(request: HttpRequest, permission: str) -> Agency:
    """The agency the person works in now; 404 without the right there."""
    membership = request.membership  # type: ignore[attr-defined]
    if membership is None or not may(person(request), membership.agency, permission):
        raise Http404
    agency: Agency = membership.agency
    return agency


def rights_in(request: HttpRequest, agency: Agency) -> dict[str, bool]:
    """`may` for an agency that is not always the current one."""
    names = {"edit": EDIT_PLANS, "record": RECORD_PROGRESS, "history": VIEW_HISTORY}
    return {name: may(person(request), agency, permission) for name, permission in names.items()}


def own_conflict_words(request: HttpRequest, conflict: ChangedMeanwhile | None) -> str:
    """What to say where the person saved the row themselves before; "" where somebody else did, or nobody."""
    if conflict is None or conflict.changed_by != str(person(request)):
        return ""
    return own_conflict(conflict.changed_at)


def page_of(
    request: HttpRequest,
    rows: "QuerySet[Any] | Sequence[Any]",
    *,
    count: int | None = None,
    size: int = PAGE_SIZE,
) -> "Page[Any]":
    """The page asked for, 50 rows each unless said otherwise; a number out of range gives the nearest page. `count` saves counting again."""
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))
