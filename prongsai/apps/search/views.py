"""The search inside: what the person's own agency has."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import VIEW_PLANS, may
from prongsai.apps.search.pages import hit_line, kind_name
from prongsai.apps.search.queries import Found, Order, is_built, kinds_for, search
from prongsai.core.search.query import LONGEST
from prongsai.core.thai.digits import to_arabic_digits

SORTS: dict[Order, object] = {"best": _("ตรงที่สุด"), "newest": _("ใหม่ที่สุด"), "name": _("ตามชื่อ ก-ฮ")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for; anything else in it counts as not given."""

    text: str
    kind: str
    year: int | None
    sort: Order
    page: int

    def query(self, **changes: object) -> str:
        """The part of an address after `?`, with some of it changed; what says nothing is left out."""
        values = {"q": self.text, "kind": self.kind, "year": self.year, "sort": self.sort, **changes}
        return urlencode({name: value for name, value in values.items() if value and (name, value) != ("sort", "best")})


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Plans, measures, work, evidence, items, hand-overs of the agency the person works in."""
    user, agency = _who_where(request)
    kinds = [source.kind for source in kinds_for(user, agency)]
    asked = _read(request, kinds)
    found = None
    if asked.text:
        found = search(
            agency,
            asked.text,
            is_public=False,
            allowed=kinds,
            kinds=[asked.kind] if asked.kind else None,
            fiscal_year=asked.year,
            page=asked.page,
            sort=asked.sort,
        )
    context = {
        "section": "search",
        "agency": agency,
        "asked": asked,
        "searched_for": asked.text,
        "longest": LONGEST,
        "found": found,
        "is_built": is_built(),
        **(_shown(found, asked, kinds) if found and found.said == "found" else {}),
    }
    return render(request, "search/search.html", context)


def _shown(found: Found, asked: Asked, kinds: list[str]) -> dict[str, object]:
    tabs = [
        (kind, kind_name(kind), found.by_kind.get(kind, 0), asked.query(kind=kind))
        for kind in kinds
        if found.by_kind.get(kind) or kind == asked.kind
    ]
    return {
        "lines": [hit_line(hit) for hit in found.hits],
        "first": (found.page - 1) * found.page_size + 1,
        "tabs": tabs,
        "all_count": sum(found.by_kind.values()),
        "all_query": asked.query(kind=""),
        "years": sorted((year for year in found.by_year if year is not None), reverse=True),
        "sorts": SORTS.items(),
        "unfiltered": asked.query(kind="", year=None),
        "is_filtered": bool(asked.kind or asked.year),
        "previous": asked.query(page=found.page - 1) if found.page > 1 else "",
        "next": asked.query(page=found.page + 1) if found.page < found.pages else "",
    }


def _who_where(request: HttpRequest) -> tuple[User, Agency]:
    """The person and the agency they work in now; 404 without the right to see its plans."""
    membership = request.membership  # type: ignore[attr-defined]
    user = request.user
    if membership is None or not isinstance(user, User) or not may(user, membership.agency, VIEW_PLANS):
        raise Http404
    return user, membership.agency


def _read(request: HttpRequest, kinds: list[str]) -> Asked:
    given = request.GET
    kind = given.get("kind", "")
    sort: Order = next((code for code in SORTS if code == given.get("sort")), "best")
    year = _number(given.get("year", ""))
    return Asked(
        text=" ".join(given.get("q", "").replace("\x00", " ").split())[:LONGEST],
        kind=kind if kind in kinds else "",
        year=year if year is not None and 2400 <= year <= 2700 else None,
        sort=sort,
        page=_number(given.get("page", "")) or 1,
    )


def _number(text: str) -> int | None:
    digits = to_arabic_digits(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else None
