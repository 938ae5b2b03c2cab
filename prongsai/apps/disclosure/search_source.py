"""What the public can find: the items of opened years, and what is published for them or as news.

Everything comes through `public_queries`, the door of the public: masked where it is masked, nothing that is not public.
"""

import logging
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure import public_queries
from prongsai.apps.disclosure.models import DisclosureYear, Publication, YearItem
from prongsai.apps.disclosure.public_log import place_of
from prongsai.apps.disclosure.public_queries import PublicPublication
from prongsai.apps.plans.search_source import refresh_items, set_item_pages
from prongsai.apps.search import actions as search
from prongsai.apps.search.sources import Findable, register_source
from prongsai.core import public_address
from prongsai.core.errors import PersonError
from prongsai.wiring import bangkok_date, framework_files

log = logging.getLogger(__name__)
PUBLICATION, PUBLIC_ITEM = "publication", "public_item"


def register() -> None:
    """Called once, when the app starts."""
    register_source(PUBLICATION, find_publications, label=_("ข้อมูลที่เผยแพร่"))
    # Inside, the same items are found among those of the plans, which lead to the page of the office.
    register_source(PUBLIC_ITEM, find_public_items, label=_("หน้าเผยแพร่ของแต่ละข้อ"), permission=None)
    set_item_pages(list_item_pages)


def refresh(publication: Publication) -> None:
    """A publication was published, replaced or withdrawn; called inside the transaction that does it."""
    agency, place = publication.agency, place_of(publication.item)
    now = public_queries.find_publication(agency, place, publication.number)
    if now is not None and not now.current.is_withdrawn:
        search.index(agency=agency, kind=PUBLICATION, found=[_found(now)])
    else:
        search.forget(agency=agency, kind=PUBLICATION, object_ids=[_id_of(place, publication.number)])


def list_item_pages(agency: Agency) -> dict[int, dict[str, str]]:
    """For each opened year the office's page of each item, by its code; one query."""
    rows = YearItem.objects.filter(year__agency=agency).values_list("year__fiscal_year", "code", "pk")
    pages: dict[int, dict[str, str]] = {}
    for fiscal_year, code, key in rows:
        pages.setdefault(fiscal_year, {})[code] = reverse("disclosure:item_detail", args=(key,))
    return pages


def refresh_year(year: DisclosureYear) -> None:
    """A year was opened: each of its items has its page, in the office and for the public."""
    agency = year.agency
    refresh_items(agency)
    search.index(agency=agency, kind=PUBLIC_ITEM, found=find_public_items(agency, year.fiscal_year))


def forget_year(agency: Agency) -> None:
    """A year was closed: its items are found no more, inside or by the public."""
    refresh_items(agency)
    search.replace_all_of(agency=agency, kind=PUBLIC_ITEM, found=find_public_items(agency))


def find_publications(agency: Agency) -> Iterator[Findable]:
    """What an agency has published and not withdrawn, as its newest version says it."""
    for one in public_queries.iter_publications(agency):
        if not one.current.is_withdrawn:
            yield _found(one)


def find_public_items(agency: Agency, only_year: int | None = None) -> Iterator[Findable]:
    """The items of opened years by their titles and what they ask for, empty ones too."""
    for year in public_queries.list_years(agency):
        if only_year is not None and year.fiscal_year != only_year:
            continue
        try:
            items = framework_files().get(year.fiscal_year).items
        except PersonError as error:  # an office's own file that cannot be read
            log.warning("items of %s are not searched: %s", year.fiscal_year, error)
            continue
        rows = YearItem.objects.filter(year__agency=agency, year__fiscal_year=year.fiscal_year)
        codes = set(rows.values_list("code", flat=True))
        for item in items:
            if item.code in codes:
                yield Findable(
                    object_id=f"{year.fiscal_year}-{item.code}",
                    title=item.title_th,
                    text="\n".join(element.text_th for element in item.elements),
                    also_known_as=" ".join((item.title_en, *item.other_titles_th)),
                    address=public_address.item_path(agency.slug, year.fiscal_year, item.code),
                    changed_at=year.opened_at,
                    fiscal_year=year.fiscal_year,
                    item_code=item.code,
                    is_public=True,
                )


def _found(one: PublicPublication) -> Findable:
    version = one.current
    place = (one.fiscal_year, one.item_code) if one.fiscal_year and one.item_code else None
    cells = "\n".join(" ".join(line) for line in version.table)
    return Findable(
        object_id=_id_of(place, one.number),
        title=version.title,
        text="\n".join(part for part in (version.body, cells) if part),
        also_known_as=" ".join((*(file.name for file in version.files), version.url)),
        address=one.address,
        changed_at=version.published_at,
        fiscal_year=one.fiscal_year,
        item_code=one.item_code or "",
        happened_on=bangkok_date(version.published_at),
        is_public=True,
    )


def _id_of(place: tuple[int, str] | None, number: int) -> str:
    return f"{place[0]}-{place[1]}-{number}" if place else f"news-{number}"
