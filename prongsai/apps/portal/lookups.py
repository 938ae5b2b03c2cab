"""The only reads of the public site: published and replaced versions, and the bare note of withdrawn ones."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, Subquery

from prongsai.apps.agencies.models import WHOLE, Agency, Holding
from prongsai.apps.disclosure.models import (
    LIVE,
    ChangeEntry,
    Copy,
    DisclosureYear,
    ElementState,
    Version,
    YearItem,
)
from prongsai.apps.portal.addresses import Place
from prongsai.apps.portal.published import (
    Change,
    Executive,
    ListedItem,
    PublicAgency,
    PublicFile,
    PublicItem,
    PublicPublication,
    PublicVersion,
    PublicYear,
    SeenElement,
)
from prongsai.core.public_address import safe_file_name

SEEN_BY_PUBLIC = (*LIVE, "withdrawn")
LEADING_POSTS = ("top_executive", "deputy_executive", "chief_administrator", "deputy_administrator")
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
_AGENCY = (
    "pk",
    "slug",
    "name",
    "kind",
    "district",
    "province",
    "digits",
    "public_stamp__number",
    "public_stamp__changed_at",
    "public_profile__shows_executives",
    *(f"public_profile__{name}" for name in _PROFILE),
)
_VERSION = (
    "publication__number",
    "number",
    "kind",
    "state",
    "title",
    "masked_title",
    "period_from",
    "period_to",
    "as_of_on",
    "published_at",
    "replaced_at",
    "withdrawn_at",
    "withdrawn_why",
    "approved_capacity",
    "content_sha256",
    "url",
    "file",
    "file_name",
    "content_type",
    "size_bytes",
    "sha256",
    "gate__outcome",
    "evidence__url",
    "evidence__check_state__newest__verdict",
    "evidence__check_state__newest__checked_at",
)
_CONTENT = ("body", "table", "masked_body", "masked_table")


def _latest_year(path: str) -> Subquery:
    years = DisclosureYear.objects.filter(agency=OuterRef(path)).order_by("-fiscal_year")
    return Subquery(years.values("fiscal_year")[:1])


def find_agency(slug: str) -> PublicAgency | None:
    """The agency of a slug that has a public site: an opened year or something published."""
    row = Agency.objects.annotate(latest_year=_latest_year("pk")).filter(slug=slug).values("latest_year", *_AGENCY)
    found = row.first()
    agency = _agency(found, "") if found else None
    return agency if agency is not None and (agency.stamp or agency.latest_year) else None


def list_agencies() -> list[tuple[str, str, str]]:
    """Slug, name and province of every agency with a public site."""
    rows = Agency.objects.filter(Q(public_stamp__number__gt=0) | Q(disclosure_years__isnull=False)).distinct()
    return list(rows.order_by("province", "name").values_list("slug", "name", "province"))


def list_hosts(agency: PublicAgency) -> list[str]:
    """The names under which the agency has web sites of its own."""
    return list(Agency.objects.values_list("hosts", flat=True).get(pk=agency.pk))


def find_stamp(slug: str) -> tuple[int, int] | None:
    """The agency's key and the number of its last public change; None without an agency."""
    found = Agency.objects.filter(slug=slug).values_list("pk", "public_stamp__number").first()
    return (found[0], found[1] or 0) if found else None


def find_year(slug: str, fiscal_year: int) -> PublicYear | None:
    """An opened year with what is published of each item: three queries, however many items."""
    prefixed = [f"agency__{name}" for name in _AGENCY]
    rows = DisclosureYear.objects.annotate(latest_year=_latest_year("agency"))
    found = (
        rows.filter(agency__slug=slug, fiscal_year=fiscal_year)
        .values("pk", "agency_name", "opened_at", "latest_year", *prefixed)
        .first()
    )
    if found is None:
        return None
    years = DisclosureYear.objects.filter(agency__slug=slug).values_list("fiscal_year", flat=True)
    current = Q(publications__versions__state="published")
    items = (
        YearItem.objects.filter(year=found["pk"])
        .order_by("position")
        .annotate(
            published=Count("publications__versions", filter=current),
            newest_at=Max("publications__versions__published_at", filter=current),
        )
        .values_list("code", "unit__name", "published", "newest_at")
    )
    return PublicYear(
        agency=_agency(found, "agency__"),
        agency_name_then=found["agency_name"],
        fiscal_year=fiscal_year,
        opened_at=found["opened_at"],
        years=tuple(years),
        items=tuple(ListedItem(code, unit or "", count, at) for code, unit, count, at in items),
    )


def find_item(slug: str, fiscal_year: int, code: str) -> PublicItem | None:
    """An item of an opened year with its publications and what was seen of its elements: four queries."""
    prefixed = [f"year__agency__{name}" for name in _AGENCY]
    beside = YearItem.objects.filter(year=OuterRef("year"))
    before = beside.filter(position__lt=OuterRef("position")).order_by("-position").values("code")[:1]
    after = beside.filter(position__gt=OuterRef("position")).order_by("position").values("code")[:1]
    rows = YearItem.objects.annotate(
        latest_year=_latest_year("year__agency"), before=Subquery(before), after=Subquery(after)
    )
    found = (
        rows.filter(year__agency__slug=slug, year__fiscal_year=fiscal_year, code=code.upper())
        .values(
            "pk",
            "code",
            "before",
            "after",
            "unit__name",
            "year__agency_name",
            "year__opened_at",
            "latest_year",
            *prefixed,
        )
        .first()
    )
    if found is None:
        return None
    place = Place(slug, fiscal_year, found["code"])
    publications = _publications(place, Q(publication__item=found["pk"]))
    elements = ElementState.objects.filter(item=found["pk"]).values_list(
        "position", "by_machine", "by_person", "machine_at", "person_at"
    )
    return PublicItem(
        agency=_agency(found, "year__agency__"),
        agency_name_then=found["year__agency_name"],
        fiscal_year=fiscal_year,
        opened_at=found["year__opened_at"],
        code=found["code"],
        unit=found["unit__name"] or "",
        before=found["before"] or "",
        after=found["after"] or "",
        publications=tuple(publications),
        elements=_elements(elements) if publications else (),
    )


def find_publication(place: Place, number: int) -> tuple[PublicAgency, PublicPublication] | None:
    """One publication with its public versions and their content; None while nothing of it was ever public."""
    agency = find_agency(place.slug)
    if agency is None:
        return None
    publications = _publications(place, _in_place(place, agency.pk) & Q(publication__number=number), with_content=True)
    return (agency, publications[0]) if publications else None


def list_news(agency: PublicAgency, limit: int | None = None) -> list[PublicVersion]:
    """The agency's published news, newest first."""
    place = Place(agency.slug)
    rows = _versions(Q(publication__agency=agency.pk, publication__item=None, state="published"))
    return [_version(place, row, {}) for row in rows.order_by("-published_at", "-pk")[:limit]]


def list_newest(agency: PublicAgency, limit: int, fiscal_year: int | None = None) -> list[PublicVersion]:
    """The published versions of items and news, or of a year's items, that came last, newest first, with their files."""
    where = Q(publication__agency=agency.pk, state="published")
    if fiscal_year is not None:
        where &= Q(publication__item__year__fiscal_year=fiscal_year)
    rows = list(
        _versions(
            where,
            "publication__item__year__fiscal_year",
            "publication__item__code",
        ).order_by("-published_at", "-pk")[:limit]
    )
    copies = _copies(Q(version__in=[row["pk"] for row in rows])) if rows else {}
    return [_version(_place_of(agency, row), row, copies) for row in rows]


def list_published(agency: PublicAgency, fiscal_year: int | None = None) -> Iterable[PublicVersion]:
    """Every version that may be read, of items and news, in the order of years, items and numbers; files included."""
    where = Q(publication__agency=agency.pk, state__in=LIVE)
    if fiscal_year is not None:
        where &= Q(publication__item__year__fiscal_year=fiscal_year)
    copies = _copies(Q(version__publication__agency=agency.pk))
    rows = _versions(where, "publication__item__year__fiscal_year", "publication__item__code")
    for row in rows.order_by(
        "publication__item__year__fiscal_year", "publication__item__position", "publication__number", "number"
    ).iterator(chunk_size=500):
        yield _version(_place_of(agency, row), row, copies)


def list_years(agency: PublicAgency) -> list[tuple[int, int, int]]:
    """The opened years, newest first, each with how many of its items have something published, and all of them."""
    published = Q(items__publications__versions__state="published")
    rows = DisclosureYear.objects.filter(agency=agency.pk).annotate(
        published=Count("items", filter=published, distinct=True), all_items=Count("items", distinct=True)
    )
    return list(rows.order_by("-fiscal_year").values_list("fiscal_year", "published", "all_items"))


def list_item_codes(agency: PublicAgency) -> list[tuple[int, str]]:
    """Year and code of every item of every opened year."""
    rows = YearItem.objects.filter(year__agency=agency.pk).order_by("-year__fiscal_year", "position")
    return list(rows.values_list("year__fiscal_year", "code"))


def list_executives(agency: PublicAgency, on: date) -> list[Executive]:
    """Who holds the leading posts on a day, where the agency shows them."""
    if not agency.shows_executives:
        return []
    rows = (
        Holding.objects.filter(
            Q(until_on=None) | Q(until_on__gte=on),
            post__agency=agency.pk,
            post__kind__in=LEADING_POSTS,
            capacity__in=WHOLE,
            from_on__lte=on,
        )
        .order_by("post__position", "post__pk")
        .values_list("user__display_name", "post__title", "post__kind", "capacity")
    )
    ordered = sorted(rows, key=lambda row: LEADING_POSTS.index(row[2]))
    return [Executive(name, title, capacity) for name, title, _kind, capacity in ordered]


def list_changes(agency: PublicAgency, limit: int | None = None, since: int = 0) -> list[Change]:
    """The public log, newest first; a title goes when its version was withdrawn."""
    rows = (
        ChangeEntry.objects.filter(agency=agency.pk, number__gt=since)
        .order_by("-number")
        .values_list("number", "kind", "at", "fiscal_year", "item_code", "title", "why", "address", "version__state")[
            :limit
        ]
    )
    return [
        Change(
            number=number,
            kind=kind,
            at=at,
            fiscal_year=year,
            code=code,
            title="" if state == "withdrawn" else title,
            why=why,
            path=address,
            is_withdrawn_now=state == "withdrawn",
        )
        for number, kind, at, year, code, title, why, address, state in rows
    ]


def _place_of(agency: PublicAgency, row: dict[str, Any]) -> Place:
    year, code = row["publication__item__year__fiscal_year"], row["publication__item__code"]
    return Place(agency.slug, year, code) if year else Place(agency.slug)


def _in_place(place: Place, agency: int) -> Q:
    where = Q(publication__agency=agency)
    if place.fiscal_year is None:
        return where & Q(publication__item=None)
    return where & Q(publication__item__year__fiscal_year=place.fiscal_year, publication__item__code=place.code.upper())


def _publications(place: Place, where: Q, *, with_content: bool = False) -> list[PublicPublication]:
    """Publications with anything public, in the agency's order: two queries."""
    content = _CONTENT if with_content else ()
    rows = list(
        _versions(where & Q(state__in=SEEN_BY_PUBLIC), *content).order_by(
            "publication__position", "publication__number", "-number"
        )
    )
    if not rows:
        return []
    copies = _copies(Q(version__in=[row["pk"] for row in rows]))
    grouped: dict[int, list[PublicVersion]] = {}
    for row in rows:
        grouped.setdefault(row["publication__number"], []).append(_version(place, row, copies))
    return [PublicPublication(place, number, tuple(versions)) for number, versions in grouped.items()]


def _versions(where: Q, *more: str) -> Any:
    return Version.objects.filter(where, state__in=SEEN_BY_PUBLIC).values("pk", *_VERSION, *more)


def _copies(where: Q) -> dict[int, list[dict[str, Any]]]:
    """Copies by version, of versions that may be read."""
    rows = Copy.objects.filter(where, version__state__in=LIVE).values(
        "version_id", "kind", "file", "file_name", "content_type", "size_bytes", "sha256"
    )
    grouped: dict[int, list[dict[str, Any]]] = {}
    for row in rows.order_by("version", "kind"):
        grouped.setdefault(row["version_id"], []).append(dict(row))
    return grouped


def _version(place: Place, row: dict[str, Any], copies: dict[int, list[dict[str, Any]]]) -> PublicVersion:
    bare = PublicVersion(
        place=place,
        publication=row["publication__number"],
        number=row["number"],
        kind=row["kind"],
        state=row["state"],
        published_at=row["published_at"],
        replaced_at=row["replaced_at"],
        withdrawn_at=row["withdrawn_at"],
        withdrawn_why=row["withdrawn_why"],
    )
    if row["state"] not in LIVE:
        return bare
    is_masked = row["gate__outcome"] == "masked"
    is_same_link = bool(row["url"]) and row["url"] == row["evidence__url"]
    return PublicVersion(
        place=place,
        publication=bare.publication,
        number=bare.number,
        kind=bare.kind,
        state=bare.state,
        published_at=bare.published_at,
        title=row["masked_title"] or row["title"],
        period_from=row["period_from"],
        period_to=row["period_to"],
        as_of_on=row["as_of_on"],
        replaced_at=bare.replaced_at,
        approved_capacity=row["approved_capacity"],
        content_sha256=row["content_sha256"],
        body=(is_masked and row.get("masked_body")) or row.get("body", ""),
        table=_table((is_masked and row.get("masked_table")) or row.get("table")),
        url=row["url"],
        link_verdict=(row["evidence__check_state__newest__verdict"] or "") if is_same_link else "",
        link_seen_at=row["evidence__check_state__newest__checked_at"] if is_same_link else None,
        is_masked=is_masked,
        files=_files(row, copies.get(row["pk"], []), is_masked=is_masked),
    )


def _table(cells: Iterable[Iterable[object]] | None) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(cell) for cell in row) for row in cells or ())


def _files(row: dict[str, Any], copies: list[dict[str, Any]], *, is_masked: bool) -> tuple[PublicFile, ...]:
    """What may be taken away: the file, or where the gate masked it the masked copy alone, then the copies made of it."""
    offered: list[tuple[str, dict[str, Any]]]
    if is_masked:
        offered = [("masked", copy) for copy in copies if copy["kind"] == "masked"]
    else:
        offered = [("file", row)] if row["kind"] == "file" else []
    offered += [(copy["kind"], copy) for copy in copies if copy["kind"] != "masked"]
    files: list[PublicFile] = []
    for kind, one in offered:
        files.append(
            PublicFile(
                kind=kind,
                name=safe_file_name(one["file_name"]),
                saved_as=one["file_name"],
                stored_as=one["file"],
                content_type=one["content_type"],
                size_bytes=one["size_bytes"],
                sha256=one["sha256"],
            )
        )
    return tuple(files)


def _elements(rows: Iterable[tuple[int, str, str, Any, Any]]) -> tuple[SeenElement, ...]:
    by_position = {position: rest for position, *rest in rows}
    if not by_position:
        return ()
    seen = []
    for position in range(max(by_position) + 1):
        machine, person, machine_at, person_at = by_position.get(position, ("", "", None, None))
        seen.append(SeenElement(person or machine, bool(person), person_at if person else machine_at))
    return tuple(seen)


def _agency(row: dict[str, Any], prefix: str) -> PublicAgency:
    profile = {name: row[f"{prefix}public_profile__{name}"] or "" for name in _PROFILE}
    shows = row[f"{prefix}public_profile__shows_executives"]
    return PublicAgency(
        pk=row[f"{prefix}pk"],
        slug=row[f"{prefix}slug"],
        name=row[f"{prefix}name"],
        kind=row[f"{prefix}kind"],
        district=row[f"{prefix}district"],
        province=row[f"{prefix}province"],
        thai_digits=row[f"{prefix}digits"] == "thai",
        stamp=row[f"{prefix}public_stamp__number"] or 0,
        changed_at=row[f"{prefix}public_stamp__changed_at"],
        latest_year=row["latest_year"],
        shows_executives=shows is not False,
        **profile,
    )
