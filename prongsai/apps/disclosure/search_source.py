"""What can be found of what is public: publications, news, and the pages of a year's items. Nothing that is not public."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.models import Publication
from prongsai.apps.search import actions as search
from prongsai.apps.search.sources import Findable, register_source
from prongsai.core.framework import Framework
from prongsai.wiring import framework_files

PUBLICATION, NEWS, PAGE = "publication", "news", "public_item"
_MOST_TEXT = 20_000


def register() -> None:
    """Called once, when the app starts."""
    register_source(PUBLICATION, find_publications, label=_("ข้อมูลที่เผยแพร่"))
    register_source(NEWS, find_news, label=_("ข่าว"))
    register_source(PAGE, find_item_pages, label=_("หน้าของรายการที่เผยแพร่"))


def refresh(publication: Publication) -> None:
    """A publication became public, changed or was withdrawn; called inside the transaction that does it."""
    agency, item = publication.agency, publication.item
    kind = PUBLICATION if item is not None else NEWS
    place = (item.year.fiscal_year, item.code) if item is not None else None
    search.forget(agency=agency, kind=kind, object_ids=[_key(place, publication.number)])
    found = public.find_publication(agency, place, publication.number)
    if found is not None:
        search.index(agency=agency, kind=kind, found=_findables([found]))


def refresh_year(agency: Agency, fiscal_year: int) -> None:
    """A year was opened; called inside the transaction that does it."""
    search.index(agency=agency, kind=PAGE, found=_pages(agency, fiscal_year))


def find_publications(agency: Agency) -> Iterator[Findable]:
    """What is public now for the items of every year."""
    return _findables(one for one in public.iter_publications(agency) if one.item_code is not None)


def find_news(agency: Agency) -> Iterator[Findable]:
    """The news that is public now."""
    return _findables(one for one in public.iter_publications(agency) if one.item_code is None)


def find_item_pages(agency: Agency) -> Iterator[Findable]:
    """The page of every item of every opened year, empty ones too."""
    for year in public.list_years(agency):
        yield from _pages(agency, year.fiscal_year)


def _pages(agency: Agency, fiscal_year: int) -> Iterator[Findable]:
    stamp = public.find_stamp(agency)
    titles = _titles(framework_files().get(fiscal_year))
    for item in public.list_items(agency, fiscal_year):
        if stamp is None:
            return
        yield Findable(
            object_id=f"{fiscal_year}-{item.code}",
            title=" ".join((item.code, titles.get(item.code, ""))),
            address=item.address,
            changed_at=stamp.changed_at,
            text=item.unit_name,
            fiscal_year=fiscal_year,
            item_code=item.code,
            is_public=True,
        )


def _findables(rows: Iterable[public.PublicPublication]) -> Iterator[Findable]:
    for one in rows:
        now = one.current
        if now.is_withdrawn:
            continue
        place = (one.fiscal_year, one.item_code) if one.fiscal_year and one.item_code else None
        cells = (cell for row in now.table for cell in row)
        lines = [now.body, " ".join(cells), *(file.name for file in now.files)]
        yield Findable(
            object_id=_key(place, one.number),
            title=now.title,
            address=one.address,
            changed_at=now.published_at,
            text="\n".join(line for line in lines if line)[:_MOST_TEXT],
            also_known_as=one.item_code or "",
            fiscal_year=one.fiscal_year,
            item_code=one.item_code or "",
            happened_on=now.as_of_on or now.period_to,
            is_public=True,
        )


def _titles(framework: Framework) -> dict[str, str]:
    return {item.code: item.title_th for item in framework.items}


def _key(place: tuple[int, str] | None, number: int) -> str:
    return f"{place[0]}-{place[1]}-{number}" if place else f"news-{number}"
