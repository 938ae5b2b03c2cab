"""What the public may read, and nothing else: the only door of portal, API, feeds, search and static copy.

Rows never leave this package, only values that hold what is public: versions published or replaced as they read, and of
a withdrawn one the dated note without content and file. A version that was never public does not exist here.
`look_at_…` gives a head: what a page shows that moves no stamp. A page drawn for an equal head is still right.
"""

from prongsai.apps.disclosure.public_queries.agencies import (
    find_agency,
    find_stamp,
    find_stamp_of,
    list_agencies,
    list_hosts,
)
from prongsai.apps.disclosure.public_queries.changes import list_addresses, list_changes
from prongsai.apps.disclosure.public_queries.items import (
    find_item,
    list_elements,
    list_item_codes,
    list_items,
    list_opened,
    list_publications,
    list_year,
    list_years,
    look_at_item,
    look_at_year,
)
from prongsai.apps.disclosure.public_queries.publications import (
    find_file,
    find_publication,
    find_version,
    iter_publications,
    list_latest,
    list_news,
    list_published,
    look_at_publication,
    open_file,
)
from prongsai.apps.disclosure.public_queries.values import (
    ItemHead,
    ListedItem,
    OfAgency,
    Place,
    PublicAgency,
    PublicationHead,
    PublicChange,
    PublicElement,
    PublicFile,
    PublicItem,
    PublicPublication,
    PublicVersion,
    PublicYear,
    Stamp,
    YearHead,
)

__all__ = [
    "ItemHead",
    "ListedItem",
    "OfAgency",
    "Place",
    "PublicAgency",
    "PublicChange",
    "PublicElement",
    "PublicFile",
    "PublicItem",
    "PublicPublication",
    "PublicVersion",
    "PublicYear",
    "PublicationHead",
    "Stamp",
    "YearHead",
    "find_agency",
    "find_file",
    "find_item",
    "find_publication",
    "find_stamp",
    "find_stamp_of",
    "find_version",
    "iter_publications",
    "list_addresses",
    "list_agencies",
    "list_changes",
    "list_elements",
    "list_hosts",
    "list_item_codes",
    "list_items",
    "list_latest",
    "list_news",
    "list_opened",
    "list_publications",
    "list_published",
    "list_year",
    "list_years",
    "look_at_item",
    "look_at_publication",
    "look_at_year",
    "open_file",
]
