"""Agencies that told the public something, and their stamps."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import DisclosureYear, PublicStamp
from prongsai.apps.disclosure.public_queries.values import OfAgency, PublicAgency, Stamp
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.web.prepared import Prepared
from prongsai.wiring import bangkok_today

_PROFILE = (
    "postal_address",
    "phone",
    "fax",
    "email",
    "site",
    "social",
    "map_url",
    "complaint_url",
    "contact_url",
    "about",
)
_OWN = ("pk", "slug", "name", "kind", "district", "province", "digits")
_TOLD = ("public_stamp__number", "public_stamp__changed_at")
LATEST_YEAR = "latest_year"
_LENGTH = len(_OWN) + len(_TOLD) + 2 + len(_PROFILE)


def agency_fields(prefix: str = "") -> tuple[str, ...]:
    """The columns that `read_agency` reads, of rows from which `prefix` leads to the agency, with `latest_year` added."""
    told = (*(f"{prefix}{name}" for name in (*_OWN, *_TOLD)), LATEST_YEAR)
    return *told, f"{prefix}public_profile__shows_executives", *(f"{prefix}public_profile__{name}" for name in _PROFILE)


def running_year() -> int:
    """Today's fiscal year in Bangkok (Buddhist era): the value `latest_year` goes by."""
    return fiscal_year_of(bangkok_today())


def latest_year(running: int, path: str = "pk") -> Subquery:
    """The newest opened year that has begun (1 October), that is up to the `running_year`, of the agency that `path`
    leads to; one still to come where it has no other."""
    has_begun = When(fiscal_year__lte=running, then=Value(0))
    years = DisclosureYear.objects.filter(agency=OuterRef(path)).order_by(
        Case(has_begun, default=Value(1)), "-fiscal_year"
    )
    return Subquery(years.values("fiscal_year")[:1])


def read_agency(row: Sequence[Any]) -> tuple[PublicAgency, Sequence[Any]]:
    """The agency of the first columns of a row, and the columns after it."""
    pk, slug, name, kind, district, province, digits, stamp, changed_at, newest, shows, *profile = row[:_LENGTH]
    agency = PublicAgency(
        pk,
        slug,
        name,
        kind,
        district,
        province,
        digits == "thai",
        stamp,
        changed_at,
        newest,
        shows is not False,
        *(words or "" for words in profile),
    )
    return agency, row[_LENGTH:]


def agency_rows(
    *more: str, running: int, slug: str | None = None, **annotations: Any
) -> "QuerySet[Agency, tuple[Any, ...]]":
    """Agencies with a public site, or the one of a slug, for `read_agency`; `more` columns come after its own.
    `running` is the `running_year`."""
    rows = Agency.objects.filter(public_stamp__isnull=False).annotate(
        **{LATEST_YEAR: latest_year(running)}, **annotations
    )
    return (rows if slug is None else rows.filter(slug=slug)).values_list(*agency_fields(), *more)


_BY_SLUG = Prepared(lambda slug, running: agency_rows(slug=slug, running=running), slug=str, running=int)
_STAMP = Prepared(
    lambda slug: PublicStamp.objects.filter(agency__slug=slug).values_list("number", "changed_at"), slug=str
)

_HOSTS = Prepared(lambda agency: Agency.objects.filter(pk=agency).values_list("hosts"), agency=int)


def find_agency(slug: str) -> PublicAgency | None:
    """An agency that has a public site: one that told the public something. One query."""
    row = _BY_SLUG.first(slug=slug, running=running_year())
    return read_agency(row)[0] if row else None


def list_hosts(agency: OfAgency) -> list[str]:
    """The names under which the agency has web sites of its own; one query."""
    row = _HOSTS.first(agency=agency.pk)
    return list(row[0]) if row else []


def list_agencies(*, after: str = "", limit: int | None = None) -> list[PublicAgency]:
    """The agencies with a public site, by slug; those behind `after`."""
    rows = agency_rows(running=running_year()).filter(slug__gt=after).order_by("slug")[:limit]
    return [read_agency(row)[0] for row in rows]


def find_stamp(agency: OfAgency) -> Stamp | None:
    """The agency's stamp; None while nothing was ever public."""
    return find_stamp_of(agency.slug)


def find_stamp_of(slug: str) -> Stamp | None:
    """The stamp by the agency's slug, for entity tags: one query and no other."""
    row = _STAMP.first(slug=slug)
    return Stamp(*row) if row else None
