"""Words looked for in what an agency published, by the index of what is public."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from prongsai.apps.accounts.place import place_of
from prongsai.apps.accounts.rate_limit import Limit, seconds_to_wait
from prongsai.apps.disclosure.public_queries import PublicAgency
from prongsai.apps.disclosure.search_source import PUBLIC_ITEM
from prongsai.apps.portal.framework_words import year_words
from prongsai.apps.portal.tongue import Tongue

if TYPE_CHECKING:
    from prongsai.apps.search.queries import Hit

ON_A_PAGE = 50
SEARCHES = Limit("public_search", 120)
"""Searches from one place in ten minutes, on the public pages and by the API together."""

_THAI = Tongue()


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One thing found: the path of its Thai page, its title and the title's language, and the item and year it is of."""

    path: str
    title: str
    where: str
    language: str = "th"


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of what answers the words. `is_more`: `total` is the least it is; `is_too_short`: nothing was looked for."""

    lines: tuple[FoundLine, ...] = ()
    total: int = 0
    is_more: bool = False
    page: int = 1
    pages: int = 1
    is_too_short: bool = False


def search_agency(agency: PublicAgency, query: str, page: int = 1, tongue: Tongue = _THAI) -> FoundPage:
    """What answers the words, best first: words, parts of words, either kind of digits. The nearest page that there is."""
    from prongsai.apps.search.queries import search  # 20 ms that a static copy does without

    found = search(agency.pk, query, is_public=True, page=page, page_size=ON_A_PAGE)
    return FoundPage(
        tuple(_line(hit, tongue) for hit in found.hits),
        found.total,
        found.is_more,
        found.page,
        found.pages,
        is_too_short=found.said == "too_short",
    )


def _line(hit: "Hit", tongue: Tongue) -> FoundLine:
    where = " ".join(str(one) for one in (hit.item_code, hit.fiscal_year) if one)
    if hit.kind == PUBLIC_ITEM and hit.fiscal_year:
        title, language = item_title(hit.fiscal_year, hit.item_code, tongue)
        return FoundLine(hit.address, title or hit.title, where, language)
    return FoundLine(hit.address, hit.title, where)


def item_title(fiscal_year: int, code: str, tongue: Tongue) -> tuple[str, str]:
    """An item's title in the page's language, or in the one it has; with that language."""
    thai, english = year_words(fiscal_year).title(code)
    return (english, "en") if tongue.english and english else (thai, "th")


def seconds_to_search(request: HttpRequest) -> int:
    """0 when whoever asks may search now, which counts it; else the seconds to wait. No address is kept: a keyed hash."""
    who = salted_hmac("prongsai.public_search", place_of(request), algorithm="sha256").hexdigest()
    return seconds_to_wait(SEARCHES, who, timezone.now())
