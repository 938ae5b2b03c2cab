"""What the public may know, as frozen values: no row of the database, nothing of a draft, and of a withdrawn version
only its number, its days and the reason.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from prongsai.core.public_address import item_path, news_list_path, publication_path, version_path, year_path


class OfAgency(Protocol):
    """An agency, as a row or as a value: its key and its word are enough to ask with."""

    @property
    def pk(self) -> Any: ...
    @property
    def slug(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a publication stands: an item of a year, or with `fiscal_year` None the agency's news."""

    slug: str
    fiscal_year: int | None = None
    code: str = ""

    @property
    def item(self) -> tuple[int, str] | None:
        """As core/public_address names it."""
        return None if self.fiscal_year is None else (self.fiscal_year, self.code)

    @property
    def path(self) -> str:
        """The page that lists the place's publications."""
        return item_path(self.slug, *self.item) if self.item else news_list_path(self.slug)

    def publication(self, number: int) -> str:
        """The page of a publication, whatever its version."""
        return publication_path(self.slug, self.item, number)

    def version(self, number: int, version: int) -> str:
        """The page of one version, for good."""
        return version_path(self.slug, self.item, number, version)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Grows with every change the public can see of an agency."""

    number: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class PublicAgency:
    """An agency as its pages name it. `stamp` grows with every change; `latest_year` None: no year was opened."""

    pk: int
    slug: str
    name: str
    kind: str
    district: str
    province: str
    thai_digits: bool
    stamp: int
    changed_at: datetime
    latest_year: int | None
    shows_executives: bool = True
    postal_address: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    site: str = ""
    social: str = ""
    map_url: str = ""
    complaint_url: str = ""
    contact_url: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class PublicFile:
    """One file to take away. `kind` is "file" (as uploaded), "masked" (instead of it), "pdf", "csv" or "xlsx".

    `name` is the last word of its address, `saved_as` what the agency called it, `stored` is for `open_file`.
    """

    kind: str
    name: str
    saved_as: str
    address: str
    content_type: str
    size_bytes: int
    sha256: str
    stored: str


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """One version as the public reads it. A withdrawn one has its days and reason, and nothing else: no title.

    `body` and `table` are empty where only lists are made. `link_verdict` is what the auditor last saw at its link.
    `content_sha256` is that of what the public reads: where the gate masked something, of the masked content.
    """

    place: Place
    publication: int
    number: int
    kind: str
    state: str
    published_at: datetime
    replaced_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""
    title: str = ""
    is_masked: bool = False
    period_from: date | None = None
    period_to: date | None = None
    as_of_on: date | None = None
    body: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    url: str = ""
    link_verdict: str = ""
    link_seen_at: datetime | None = None
    link_host_is_unknown: bool = False
    approved_by: str = ""
    approved_capacity: str = ""
    approved_at: datetime | None = None
    content_sha256: str = ""
    files: tuple[PublicFile, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        """Whether only the note is left."""
        return self.state == "withdrawn"

    @property
    def address(self) -> str:
        """Its own page, for good."""
        return self.place.version(self.publication, self.number)

    @property
    def changed_at(self) -> datetime:
        """When the public last saw a change of it."""
        return max(moment for moment in (self.published_at, self.replaced_at, self.withdrawn_at) if moment)


@dataclass(frozen=True, slots=True)
class PublicPublication:
    """One publication under its permanent address, with its public versions, newest first."""

    place: Place
    number: int
    versions: tuple[PublicVersion, ...]

    @property
    def current(self) -> PublicVersion:
        """What stands at its own address: the published version, else the newest, which was withdrawn."""
        return next((one for one in self.versions if one.state == "published"), self.versions[0])

    @property
    def address(self) -> str:
        """Its page, whatever the version."""
        return self.place.publication(self.number)

    @property
    def fiscal_year(self) -> int | None:
        """The year it belongs to; None for news."""
        return self.place.fiscal_year

    @property
    def item_code(self) -> str | None:
        """The item it belongs to; None for news."""
        return self.place.code or None


@dataclass(frozen=True, slots=True)
class PublicElement:
    """Where one required element stands, by its place in the framework's item."""

    position: int
    by_machine: str
    by_person: str
    machine_at: datetime | None
    person_at: datetime | None

    @property
    def state(self) -> str:
        """What counts: a person's word before the machine's; "" while nobody looked."""
        return self.by_person or self.by_machine

    @property
    def seen_at(self) -> datetime | None:
        """When that was said."""
        return self.person_at if self.by_person else self.machine_at


@dataclass(frozen=True, slots=True)
class ItemHead:
    """An opened item and all that its page shows and that moves no stamp: `links` is how the checks of its links stand.

    Equal heads mean equal pages: whatever else the page shows moves the agency's stamp when it changes.
    """

    pk: int
    agency: PublicAgency
    agency_name: str
    fiscal_year: int
    opened_at: datetime
    code: str
    position: int
    unit_name: str
    before: str
    after: str
    links: str

    @property
    def place(self) -> Place:
        """Where its publications stand."""
        return Place(self.agency.slug, self.fiscal_year, self.code)


@dataclass(frozen=True, slots=True)
class PublicItem:
    """An item of an opened year with its publications; what it asks is in the year's framework, by `code`."""

    place: Place
    agency_name: str
    position: int
    unit_name: str
    publications: tuple[PublicPublication, ...]
    elements: tuple[PublicElement, ...] = ()

    @property
    def fiscal_year(self) -> int:
        """The year, Buddhist era."""
        return self.place.fiscal_year or 0

    @property
    def code(self) -> str:
        """As the year's framework has it."""
        return self.place.code

    @property
    def address(self) -> str:
        """Its page."""
        return self.place.path

    @property
    def has_content(self) -> bool:
        """Whether anything is public now; an empty one says "not published yet"."""
        return any(not one.current.is_withdrawn for one in self.publications)


@dataclass(frozen=True, slots=True)
class PublicYear:
    """An opened year. `agency_name` is the agency's name in that year; `items_with_content` counts those that have some."""

    slug: str
    fiscal_year: int
    agency_name: str
    opened_at: datetime
    item_count: int
    items_with_content: int

    @property
    def address(self) -> str:
        """The page that lists its items."""
        return year_path(self.slug, self.fiscal_year)


@dataclass(frozen=True, slots=True)
class YearHead:
    """An opened year and all that its index shows and that moves no stamp; see ItemHead."""

    pk: int
    agency: PublicAgency
    agency_name: str
    fiscal_year: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One line of a year's list: how many publications stand there now, and when the newest came."""

    code: str
    unit_name: str
    published: int
    newest_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicationHead:
    """The place of a publication and all that its page shows and that moves no stamp; see ItemHead.

    `agency_name` is the agency's name in the item's year, of news that of today.
    """

    agency: PublicAgency
    agency_name: str
    place: Place
    number: int
    links: str


@dataclass(frozen=True, slots=True)
class PublicChange:
    """One line of the log of changes, as it was told at that moment; the title goes when its version was withdrawn."""

    number: int
    kind: str
    at: datetime
    fiscal_year: int | None
    item_code: str
    version: int | None
    title: str
    why: str
    address: str
    is_withdrawn_now: bool = field(default=False)

    @property
    def is_year_closed(self) -> bool:
        """Whether a year opened by mistake was closed: the only thing withdrawn that is no version."""
        return self.kind == "withdrawn" and self.version is None
