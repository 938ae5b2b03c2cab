"""Words looked for in what an agency published, by the index of what is public."""

from prongsai.apps.disclosure.public_queries import PublicAgency
from prongsai.apps.search.queries import search

MOST = 50


def search_agency(agency: PublicAgency, query: str) -> list[tuple[str, str, str]]:
    """(path, title, where) of what answers the words, best first: words, parts of words, either kind of digits."""
    found = search(agency.pk, query, is_public=True, page_size=MOST)
    return [
        (hit.address, hit.title, " ".join(str(one) for one in (hit.item_code, hit.fiscal_year) if one))
        for hit in found.hits
    ]
