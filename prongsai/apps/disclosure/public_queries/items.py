"""Opened years and their items, with what is public of each."""

from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from prongsai.apps.disclosure.models import DisclosureYear, ElementState, Publication, YearItem
from prongsai.apps.disclosure.public_queries.agencies import (
    LATEST_YEAR,
    agency_fields,
    latest_year,
    read_agency,
    running_year,
)
from prongsai.apps.disclosure.public_queries.publications import (
    current_of_year,
    links_of,
    publications_of_item,
    whole_publications_of_item,
)
from prongsai.apps.disclosure.public_queries.values import (
    ItemHead,
    ListedItem,
    OfAgency,
    Place,
    PublicElement,
    PublicItem,
    PublicPublication,
    PublicYear,
    YearHead,
)
from prongsai.web.prepared import Prepared

Rows = QuerySet[Any, tuple[Any, ...]]
_STANDING = Q(publications__current__state="published")


def _item_heads(slug: str, year: int, code: str, running: int) -> Rows:
    beside = YearItem.objects.filter(year=OuterRef("year"))
    before = beside.filter(position__lt=OuterRef("position")).order_by("-position").values("code")[:1]
    after = beside.filter(position__gt=OuterRef("position")).order_by("position").values("code")[:1]
    rows = YearItem.objects.filter(year__agency__slug=slug, year__fiscal_year=year, code=code).annotate(
        **{LATEST_YEAR: latest_year(running, "year__agency")},
        before=Subquery(before),
        after=Subquery(after),
        links=links_of(publication__item=OuterRef("pk")),
    )
    own = ("pk", "year__agency_name", "year__fiscal_year", "year__opened_at", "code", "position")
    return rows.values_list(*agency_fields("year__agency__"), *own, "unit__name", "before", "after", "links")


def _year_heads(slug: str, year: int, running: int) -> Rows:
    rows = DisclosureYear.objects.filter(agency__slug=slug, fiscal_year=year)
    rows = rows.annotate(**{LATEST_YEAR: latest_year(running, "agency")})
    return rows.values_list(*agency_fields("agency__"), "pk", "agency_name", "fiscal_year", "opened_at")


def _years(agency: int) -> Rows:
    items = YearItem.objects.filter(year=OuterRef("pk")).order_by().values("year")
    counted = Subquery(items.annotate(number=Count("pk")).values("number"))
    standing = Publication.objects.filter(item=OuterRef("pk"), current__state="published")
    full = Subquery(items.filter(Exists(standing)).annotate(number=Count("pk")).values("number"))
    rows = DisclosureYear.objects.filter(agency=agency).annotate(counted=counted, full=full).order_by("-fiscal_year")
    return rows.values_list("fiscal_year", "agency_name", "opened_at", "counted", "full")


_ITEM_HEAD = Prepared(_item_heads, slug=str, year=int, code=str, running=int)
_YEAR_HEAD = Prepared(_year_heads, slug=str, year=int, running=int)
_YEARS = Prepared(_years, agency=int)
_OPENED = Prepared(
    lambda agency: DisclosureYear.objects.filter(agency=agency).order_by("-fiscal_year").values_list("fiscal_year"),
    agency=int,
)
_ELEMENTS = Prepared(
    lambda item: (
        ElementState.objects.filter(item=item)
        .order_by("position")
        .values_list("position", "by_machine", "by_person", "machine_at", "person_at")
    ),
    item=int,
)
_LISTED = Prepared(
    lambda year: (
        YearItem.objects.filter(year=year)
        .values("position", "code", "unit__name")
        .annotate(
            published=Count("publications__current", filter=_STANDING),
            newest_at=Max("publications__current__published_at", filter=_STANDING),
        )
        .order_by("position")
        .values_list("code", "unit__name", "published", "newest_at")
    ),
    year=int,
)


def list_years(agency: OfAgency) -> list[PublicYear]:
    """Opened years, newest first; one query."""
    return [
        PublicYear(agency.slug, year, name, opened_at, items or 0, full or 0)
        for year, name, opened_at, items, full in _YEARS.rows(agency=agency.pk)
    ]


def list_opened(agency: OfAgency) -> tuple[int, ...]:
    """The opened years, newest first; one query."""
    return tuple(year for (year,) in _OPENED.rows(agency=agency.pk))


def look_at_year(slug: str, fiscal_year: int) -> YearHead | None:
    """What the index of a year goes by; None when it is not open. One query."""
    row = _YEAR_HEAD.first(slug=slug, year=fiscal_year, running=running_year())
    if row is None:
        return None
    agency, (pk, name, year, opened_at) = read_agency(row)
    return YearHead(pk, agency, name, year, opened_at)


def list_year(head: YearHead) -> tuple[ListedItem, ...]:
    """Its items in the framework's order, with how much is published of each: one query, however many items."""
    rows = _LISTED.rows(year=head.pk)
    return tuple(ListedItem(code, unit or "", published, at) for code, unit, published, at in rows)


def list_items(agency: OfAgency, fiscal_year: int) -> list[PublicItem]:
    """A year's items in the framework's order, each with what is public now; empty when the year is not open. 3 queries."""
    rows = list(
        YearItem.objects.filter(year__agency=agency.pk, year__fiscal_year=fiscal_year)
        .order_by("position")
        .values_list("year", "year__agency_name", "code", "position", "unit__name")
    )
    current = current_of_year(agency.slug, rows[0][0]) if rows else {}
    return [
        PublicItem(Place(agency.slug, fiscal_year, code), name, position, unit or "", tuple(current.get(code, ())))
        for _year, name, code, position, unit in rows
    ]


def list_item_codes(agency: OfAgency) -> list[tuple[int, str]]:
    """Year and code of every item of every opened year, newest year first."""
    rows = YearItem.objects.filter(year__agency=agency.pk).order_by("-year__fiscal_year", "position")
    return list(rows.values_list("year__fiscal_year", "code"))


def look_at_item(slug: str, fiscal_year: int, code: str) -> ItemHead | None:
    """What an item's page goes by, the code in any case; None when its year is not open. One query."""
    row = _ITEM_HEAD.first(slug=slug, year=fiscal_year, code=code.upper(), running=running_year())
    if row is None:
        return None
    agency, rest = read_agency(row)
    pk, name, year, opened_at, code, position, unit, before, after, links = rest
    return ItemHead(
        pk, agency, name, year, opened_at, code, position, unit or "", before or "", after or "", links or ""
    )


def list_publications(head: ItemHead) -> tuple[PublicPublication, ...]:
    """Everything of the item in the agency's order, without text and table; at most two queries."""
    return publications_of_item(head.agency.slug, head.pk)


def list_elements(head: ItemHead) -> tuple[PublicElement, ...]:
    """Where its required elements stand, as far as anybody looked; one query."""
    return tuple(PublicElement(*row) for row in _ELEMENTS.rows(item=head.pk))


def find_item(slug: str, fiscal_year: int, code: str) -> PublicItem | None:
    """One item with all versions of what is public, and its elements; the code in any case. At most 4 queries."""
    head = look_at_item(slug, fiscal_year, code)
    if head is None:
        return None
    publications = whole_publications_of_item(head.agency.slug, head.pk)
    return PublicItem(head.place, head.agency_name, head.position, head.unit_name, publications, list_elements(head))
