"""Words looked for in what an agency published, by the index of what is public."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from prongsai.apps.accounts.place import place_of
from prongsai.apps.accounts.rate_limit import Limit, seconds_to_wait
from prongsai.apps.disclosure.public_queries import PublicAgency

ON_A_PAGE = 50
SEARCHES = Limit("public_search", 120)
"""Searches from one place in ten minutes, on the public pages and by the API together."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of what answers the words; `lines` are (path, title, where). `is_more`: `total` is the least it is."""

    lines: tuple[tuple[str, str, str], ...] = ()
    total: int = 0
    is_more: bool = False
    page: int = 1
    pages: int = 1


def search_agency(agency: PublicAgency, query: str, page: int = 1) -> FoundPage:
    """What answers the words, best first: words, parts of words, either kind of digits. The nearest page that there is."""
    from prongsai.apps.search.queries import search  # 20 ms that a static copy does without

    found = search(agency.pk, query, is_public=True, page=page, page_size=ON_A_PAGE)
    lines = tuple(
        (hit.address, hit.title, " ".join(str(one) for one in (hit.item_code, hit.fiscal_year) if one))
        for hit in found.hits
    )
    return FoundPage(lines, found.total, found.is_more, found.page, found.pages)


def seconds_to_search(request: HttpRequest) -> int:
    """0 when whoever asks may search now, which counts it; else the seconds to wait. No address is kept: a keyed hash."""
    who = salted_hmac("prongsai.public_search", place_of(request), algorithm="sha256").hexdigest()
    return seconds_to_wait(SEARCHES, who, timezone.now())
