"""What the public may read, and nothing else: the only door of portal, API, feeds, search and static copy.

Rows never leave this module, only values that hold what is public: versions published or replaced as they read, and of
a withdrawn one the dated note without content and file. A version that was never public does not exist here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.storage import default_storage
from django.db.models import Count, Prefetch, Q, QuerySet

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.contents import public_title
from prongsai.apps.disclosure.models import (
    LIVE,
    ChangeEntry,
    Copy,
    DisclosureYear,
    ElementState,
    PublicAddress,
    Publication,
    PublicProfile,
    PublicStamp,
    Version,
    YearItem,
)
from prongsai.core import public_address

SEEN_BY_PUBLIC = (*LIVE, "withdrawn")


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file offered. `kind` is "file" (as uploaded), "masked" (instead of it), "pdf", "csv" or "xlsx"; `stored` is for `open_file`."""

    kind: str
    name: str
    address: str
    content_type: str
    size_bytes: int
    sha256: str
    stored: str


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """One version as the public reads it. A withdrawn one has its days and reason, and nothing else: no title."""

    number: int
    kind: str
    state: str
    title: str
    address: str
    published_at: datetime
    replaced_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_why: str
    is_masked: bool = False
    period_from: date | None = None
    period_to: date | None = None
    as_of_on: date | None = None
    body: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    url: str = ""
    approved_by: str = ""
    approved_capacity: str = ""
    approved_at: datetime | None = None
    content_sha256: str = ""
    files: tuple[PublicFile, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        """Whether only the note is left."""
        return self.state == "withdrawn"


@dataclass(frozen=True, slots=True)
class PublicPublication:
    """One publication under its permanent address. `current` stands there; `versions` holds all, newest first.

    In lists `versions` holds `current` alone. `fiscal_year` and `item_code` are None for news.
    """

    number: int
    address: str
    current: PublicVersion
    versions: tuple[PublicVersion, ...]
    fiscal_year: int | None
    item_code: str | None


@dataclass(frozen=True, slots=True)
class PublicElement:
    """Where one required element stands, by its place in the framework's item; `state` "" is not looked at yet."""

    position: int
    state: str
    by_machine: str
    grounds: str
    grounds_en: str
    machine_at: datetime | None
    by_person: str
    person_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicItem:
    """An item of an opened year; what it asks is in the year's framework, by `code`."""

    fiscal_year: int
    agency_name: str
    code: str
    position: int
    address: str
    unit_name: str
    publications: tuple[PublicPublication, ...]
    elements: tuple[PublicElement, ...] = ()

    @property
    def has_content(self) -> bool:
        """Whether anything is public now; an empty one says "not published yet"."""
        return any(not one.current.is_withdrawn for one in self.publications)


@dataclass(frozen=True, slots=True)
class PublicYear:
    """An opened year. `agency_name` is the agency's name in that year; `items_with_content` counts those that have some."""

    fiscal_year: int
    agency_name: str
    address: str
    opened_at: datetime
    item_count: int
    items_with_content: int


@dataclass(frozen=True, slots=True)
class PublicChange:
    """One line of the log of changes, as it was told at that moment."""

    number: int
    kind: str
    at: datetime
    fiscal_year: int | None
    item_code: str
    version: int | None
    title: str
    why: str
    address: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Grows with every change the public can see of an agency."""

    number: int
    changed_at: datetime


def find_agency(slug: str) -> Agency | None:
    """An agency that has a public site: one that told the public something. One query."""
    return Agency.objects.filter(slug=slug, public_stamp__isnull=False).select_related("public_profile").first()


def list_agencies() -> QuerySet[Agency]:
    """All agencies with a public site, by slug."""
    return Agency.objects.filter(public_stamp__isnull=False).select_related("public_profile").order_by("slug")


def find_profile(agency: Agency) -> PublicProfile | None:
    """What the front page says of the agency beside its name."""
    return PublicProfile.objects.filter(agency=agency).first()


def find_stamp(agency: Agency) -> Stamp | None:
    """The agency's stamp; None while nothing was ever public."""
    row = PublicStamp.objects.filter(agency=agency).first()
    return Stamp(row.number, row.changed_at) if row else None


def find_stamp_of(slug: str) -> Stamp | None:
    """The stamp by the agency's slug, for entity tags: one query and no other."""
    row = PublicStamp.objects.filter(agency__slug=slug).first()
    return Stamp(row.number, row.changed_at) if row else None


def list_years(agency: Agency) -> list[PublicYear]:
    """Opened years, newest first; one query."""
    rows = DisclosureYear.objects.filter(agency=agency).annotate(
        item_count=Count("items", distinct=True),
        full=Count("items", filter=Q(items__publications__current__state="published"), distinct=True),
    )
    return [
        PublicYear(
            row.fiscal_year,
            row.agency_name,
            public_address.year_path(agency.slug, row.fiscal_year),
            row.opened_at,
            row.item_count,
            row.full,
        )
        for row in rows.order_by("-fiscal_year")
    ]


def list_items(agency: Agency, fiscal_year: int) -> list[PublicItem]:
    """A year's items in the framework's order, each with what is public now; empty when the year is not open. 3 queries."""
    rows = _items(agency).filter(year__fiscal_year=fiscal_year)
    return [_item(row, agency.slug, whole=False) for row in rows.prefetch_related(_publications(whole=False))]


def find_item(agency: Agency, fiscal_year: int, code: str) -> PublicItem | None:
    """One item with all versions of what is public, and its elements; the code in any case. At most 5 queries."""
    rows = _items(agency).filter(year__fiscal_year=fiscal_year, code=code.upper())
    row = rows.prefetch_related(_publications(whole=True), "elements").first()
    return _item(row, agency.slug, whole=True) if row else None


def find_publication(agency: Agency, place: tuple[int, str] | None, number: int) -> PublicPublication | None:
    """A publication by its address (`place` None: news) with all its versions; None while it was never public."""
    rows = Publication.objects.filter(agency=agency, number=number, current__isnull=False)
    rows = (
        rows.filter(item__year__fiscal_year=place[0], item__code=place[1].upper()) if place else rows.filter(item=None)
    )
    row = rows.select_related("item__year").prefetch_related(_versions()).first()
    return _publication(row, agency.slug, whole=True) if row else None


def find_version(agency: Agency, place: tuple[int, str] | None, number: int, version: int) -> PublicVersion | None:
    """One version by its address; None while it was never public."""
    publication = find_publication(agency, place, number)
    if publication is None:
        return None
    return next((one for one in publication.versions if one.number == version), None)


def find_file(agency: Agency, place: tuple[int, str] | None, number: int, version: int, name: str) -> PublicFile | None:
    """A file of a version by its address; None for what was withdrawn, masked away or never public."""
    found = find_version(agency, place, number, version)
    return next((one for one in found.files if one.name == name), None) if found else None


def open_file(file: PublicFile) -> bytes:
    """The bytes of a public file. Raises FileNotFoundError where the store has lost it."""
    with default_storage.open(file.stored, "rb") as stream:
        return bytes(stream.read())


def list_news(agency: Agency, *, limit: int = 20, before: int | None = None) -> list[PublicPublication]:
    """The agency's news, newest first; `before` a number goes on from there. Withdrawn news is left out."""
    rows = Publication.objects.filter(agency=agency, item=None, current__state="published")
    if before is not None:
        rows = rows.filter(number__lt=before)
    rows = rows.select_related("current__gate").prefetch_related("current__copies").order_by("-number")
    return [_publication(row, agency.slug, whole=False) for row in rows[:limit]]


def list_latest(agency: Agency, *, limit: int = 10) -> list[PublicPublication]:
    """What was published last, of items and news, newest first; two queries."""
    rows = Publication.objects.filter(agency=agency, current__state="published")
    rows = rows.select_related("item__year", "current__gate").prefetch_related("current__copies")
    return [
        _publication(row, agency.slug, whole=False) for row in rows.order_by("-current__published_at", "-pk")[:limit]
    ]


def iter_publications(agency: Agency, *, chunk: int = 200) -> Iterator[PublicPublication]:
    """Everything that is or was public of an agency with all versions, for copies, catalogues and the search index."""
    rows = Publication.objects.filter(agency=agency, current__isnull=False).select_related("item__year")
    for row in rows.prefetch_related(_versions()).order_by("pk").iterator(chunk_size=chunk):
        yield _publication(row, agency.slug, whole=True)


def list_changes(
    agency: Agency, *, after: int = 0, limit: int = 100, place: tuple[int, str] | None = None, newest_first: bool = True
) -> list[PublicChange]:
    """The log of changes: lines with a number above `after`, of the whole agency or of one item."""
    rows = ChangeEntry.objects.filter(agency=agency, number__gt=after).select_related("version")
    if place is not None:
        rows = rows.filter(fiscal_year=place[0], item_code=place[1].upper())
    return [_change(row) for row in rows.order_by("-number" if newest_first else "number")[:limit]]


def list_addresses(agency: Agency) -> list[str]:
    """Every path ever issued, oldest first."""
    return list(PublicAddress.objects.filter(agency=agency).order_by("pk").values_list("path", flat=True))


def _items(agency: Agency) -> QuerySet[YearItem]:
    return YearItem.objects.filter(year__agency=agency).select_related("year", "unit").order_by("position")


def _publications(*, whole: bool) -> Prefetch:  # type: ignore[type-arg]
    rows = Publication.objects.filter(current__isnull=False)
    if whole:
        rows = rows.prefetch_related(_versions())
    else:
        rows = rows.select_related("current__gate").prefetch_related("current__copies")
    return Prefetch("publications", rows)


def _versions() -> Prefetch:  # type: ignore[type-arg]
    rows = Version.objects.filter(state__in=SEEN_BY_PUBLIC).select_related("gate").prefetch_related("copies")
    return Prefetch("versions", rows.order_by("-number"), to_attr="public_versions")


def _item(row: YearItem, slug: str, *, whole: bool) -> PublicItem:
    publications = []
    for one in row.publications.all():
        one.item = row
        publications.append(_publication(one, slug, whole=whole))
    return PublicItem(
        row.year.fiscal_year,
        row.year.agency_name,
        row.code,
        row.position,
        public_address.item_path(slug, row.year.fiscal_year, row.code),
        row.unit.name if row.unit else "",
        tuple(publications),
        tuple(_element(one) for one in row.elements.all()) if whole else (),
    )


def _publication(row: Publication, slug: str, *, whole: bool) -> PublicPublication:
    place = (row.item.year.fiscal_year, row.item.code) if row.item is not None else None
    rows: Iterable[Version] = row.public_versions if whole else [row.current]  # type: ignore[attr-defined,list-item]
    versions = tuple(_version(one, slug, place, row.number) for one in rows)
    current = versions[0] if not whole else next(one for one in versions if one.number == _current_number(row))
    return PublicPublication(
        row.number,
        public_address.publication_path(slug, place, row.number),
        current,
        versions,
        place[0] if place else None,
        place[1] if place else None,
    )


def _current_number(row: Publication) -> int:
    number: int = next(one.number for one in row.public_versions if one.pk == row.current_id)  # type: ignore[attr-defined]
    return number


def _version(row: Version, slug: str, place: tuple[int, str] | None, number: int) -> PublicVersion:
    address = public_address.version_path(slug, place, number, row.number)
    if row.state not in SEEN_BY_PUBLIC or row.published_at is None:
        raise ValueError(f"version {row.pk} is {row.state}: not public")
    if row.state == "withdrawn":
        return PublicVersion(
            row.number,
            row.kind,
            row.state,
            "",
            address,
            row.published_at,
            row.replaced_at,
            row.withdrawn_at,
            row.withdrawn_why,
        )
    is_masked = row.gate.outcome == "masked"
    return PublicVersion(
        number=row.number,
        kind=row.kind,
        state=row.state,
        title=public_title(row),
        address=address,
        published_at=row.published_at,
        replaced_at=row.replaced_at,
        withdrawn_at=None,
        withdrawn_why="",
        is_masked=is_masked,
        period_from=row.period_from,
        period_to=row.period_to,
        as_of_on=row.as_of_on,
        body=row.masked_body if is_masked and row.masked_body else row.body,
        table=tuple(tuple(line) for line in (row.masked_table if is_masked and row.masked_table else row.table)),
        url=row.url,
        approved_by=row.approved_by_name,
        approved_capacity=row.approved_capacity,
        approved_at=row.approved_at,
        content_sha256=row.content_sha256,
        files=tuple(_files(row, address, is_masked=is_masked)),
    )


def _files(row: Version, address: str, *, is_masked: bool) -> Iterator[PublicFile]:
    """As `public_log.public_file_names`: the masked copy instead of the original, then the other copies."""
    copies = list(row.copies.all())
    masked = [copy for copy in copies if copy.kind == "masked"]
    if is_masked:
        yield from (_copy(copy, address) for copy in masked)
    elif row.kind == "file":
        yield PublicFile(
            "file",
            row.file_name,
            address + row.file_name,
            row.content_type,
            row.size_bytes,
            row.sha256,
            row.file.name or "",
        )
    yield from (_copy(copy, address) for copy in copies if copy.kind != "masked")


def _copy(copy: Copy, address: str) -> PublicFile:
    return PublicFile(
        copy.kind,
        copy.file_name,
        address + copy.file_name,
        copy.content_type,
        copy.size_bytes,
        copy.sha256,
        copy.file.name or "",
    )


def _element(row: ElementState) -> PublicElement:
    return PublicElement(
        row.position,
        row.state,
        row.by_machine,
        row.grounds,
        row.grounds_en,
        row.machine_at,
        row.by_person,
        row.person_at,
    )


def _change(row: ChangeEntry) -> PublicChange:
    return PublicChange(
        row.number,
        row.kind,
        row.at,
        row.fiscal_year,
        row.item_code,
        row.version.number if row.version else None,
        "" if row.version and row.version.state == "withdrawn" else row.title,
        row.why,
        row.address,
    )
