"""The pages of the year and of what is published: each view makes one look-up and one call."""

from typing import Any

from django.http import HttpRequest

from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import CONFIRM_PERSONAL, MANAGE_DISCLOSURE, VIEW_HISTORY, may
from prongsai.apps.disclosure.models import YearItem
from prongsai.apps.disclosure.permissions import ChainCover, may_approve, may_write
from prongsai.apps.plans.views import person

SECTION = "year"


def rights(request: HttpRequest, agency: Agency, item: YearItem | None, cover: ChainCover) -> dict[str, bool]:
    """What the person may do to an item's publications, or to news; `cover` says how the chain covers the item."""
    user = person(request)
    return {
        "write": may_write(user, agency, item),
        "approve": may_approve(user, agency, item, cover),
        "publish": may(user, agency, MANAGE_DISCLOSURE),
        "confirm": may(user, agency, CONFIRM_PERSONAL),
        "history": may(user, agency, VIEW_HISTORY),
    }


def crumbs_of(agency: Agency, item: YearItem | None) -> dict[str, Any]:
    """What the trail above a page of an item, or of news, leads back to."""
    return {"section": SECTION, "agency": agency, "year": item.year if item else None, "item": item}
