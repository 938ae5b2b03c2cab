"""What the public may know, as frozen values: the shapes that look-ups give and pages are made of.

Nothing of a draft is in them. Of a withdrawn version only its number, its days and the reason stay.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from prongsai.apps.portal.addresses import Place


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
    changed_at: datetime | None
    latest_year: int | None
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
    shows_executives: bool = True


@dataclass(frozen=True, slots=True)
class PublicFile:
    """One file to take away. `name` is the last word of its address, `saved_as` what the agency called it."""

    kind: str
    name: str
    saved_as: str
    stored_as: str
    content_type: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """One version as the public sees it; of a withdrawn one all that tells its content is empty."""

    place: Place
    publication: int
    number: int
    kind: str
    state: str
    published_at: datetime
    title: str = ""
    period_from: date | None = None
    period_to: date | None = None
    as_of_on: date | None = None
    replaced_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""
    approved_capacity: str = ""
    content_sha256: str = ""
    body: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    url: str = ""
    link_verdict: str = ""
    link_seen_at: datetime | None = None
    is_masked: bool = False
    files: tuple[PublicFile, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        """Whether only the note is left."""
        return self.state == "withdrawn"

    @property
    def path(self) -> str:
        """Its own page."""
        return self.place.version(self.publication, self.number)

    @property
    def changed_at(self) -> datetime:
        """When the public last saw a change of it."""
        return max(moment for moment in (self.published_at, self.replaced_at, self.withdrawn_at) if moment)


@dataclass(frozen=True, slots=True)
class PublicPublication:
    """One publication with its public versions, newest first; the first is what its own address shows."""

    place: Place
    number: int
    versions: tuple[PublicVersion, ...]

    @property
    def current(self) -> PublicVersion:
        """The published one, else the newest."""
        return next((one for one in self.versions if one.state == "published"), self.versions[0])

    @property
    def path(self) -> str:
        """Its address, whatever the version."""
        return self.place.publication(self.number)


@dataclass(frozen=True, slots=True)
class SeenElement:
    """What was seen of one required element: "there", "not_there", "cannot_tell" or "" (nobody looked)."""

    state: str
    by_person: bool
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicItem:
    """One item of an opened year with everything published for it; `before` and `after` are its neighbours' codes."""

    agency: PublicAgency
    agency_name_then: str
    fiscal_year: int
    opened_at: datetime
    code: str
    unit: str
    before: str = ""
    after: str = ""
    publications: tuple[PublicPublication, ...] = ()
    elements: tuple[SeenElement, ...] = ()

    @property
    def place(self) -> Place:
        """Where its publications stand."""
        return Place(self.agency.slug, self.fiscal_year, self.code)

    @property
    def is_published(self) -> bool:
        """Whether anything stands there now."""
        return any(one.current.state == "published" for one in self.publications)


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One line of a year's list."""

    code: str
    unit: str
    published: int
    newest_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicYear:
    """An opened year and its items in their order."""

    agency: PublicAgency
    agency_name_then: str
    fiscal_year: int
    opened_at: datetime
    years: tuple[int, ...]
    items: tuple[ListedItem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Executive:
    """Who holds one of the leading posts today."""

    name: str
    title: str
    capacity: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the public log. The title is "" when what it named has been withdrawn since."""

    number: int
    kind: str
    at: datetime
    fiscal_year: int | None
    code: str
    title: str
    why: str
    path: str
    is_withdrawn_now: bool
