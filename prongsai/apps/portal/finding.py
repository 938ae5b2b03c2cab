"""Words looked for in what an agency published."""

from prongsai.apps.portal import lookups
from prongsai.apps.portal.published import PublicAgency
from prongsai.core.thai.digits import to_arabic_digits

MOST = 100


def search_agency(agency: PublicAgency, query: str) -> list[tuple[str, str, str]]:
    """(path, title, where) of published things whose title holds every word asked for."""
    wanted = _fold(query).split()
    found = []
    for version in lookups.list_published(agency):
        if version.state == "published" and all(word in _fold(version.title) for word in wanted):
            where = f"{version.place.code} {version.place.fiscal_year}" if version.place.fiscal_year else ""
            found.append((version.place.publication(version.publication), version.title, where))
    return found[:MOST]


def _fold(text: str) -> str:
    return to_arabic_digits(text).casefold().replace("ํา", "ำ")
