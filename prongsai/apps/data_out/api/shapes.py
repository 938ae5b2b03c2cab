"""The shapes of the API. Names are those of the permanent addresses and of docs/glossary.md; dates are ISO 8601, years B.E."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, JsonValue

from prongsai.core.publication import BODY_LENGTH, CELL_LENGTH, TABLE_ROWS

# Written out: what \s matches differs between the readers of such descriptions (U+0085, U+FEFF, U+001C).
_BLANK = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNSEEN = r"\xad\u200b-\u200f\u2060-\u2064\ufeff"
_NOT_BLANK = rf"[^\x00{_BLANK}{_UNSEEN}]"
_DAY: dict[str, JsonValue] = {"type": "string", "format": "date"}
# Kept by core/publication.py; said here so that a program that reads the description sends what is taken.
WHAT_A_KIND_NEEDS: list[JsonValue] = [
    {"properties": {"kind": {"const": "page"}, "body": {"pattern": _NOT_BLANK}}, "required": ["body"]},
    {"properties": {"kind": {"const": "table"}, "table": {"minItems": 2}}, "required": ["table"]},
    {
        "properties": {"kind": {"const": "link"}, "url": {"pattern": rf"^[{_BLANK}]*https?://[^/?#{_BLANK}]"}},
        "required": ["url"],
    },
    {
        "properties": {"kind": {"const": "nothing"}, "period_from": _DAY, "period_to": _DAY},
        "required": ["period_from", "period_to"],
    },
]


class AgencyOut(Schema):
    """A local government with a public site."""

    slug: str
    name: str
    kind: str
    district: str
    province: str
    address: str = Field(description="its front page")
    changed_at: datetime | None = None


class YearOut(Schema):
    """An opened fiscal year (Buddhist era)."""

    fiscal_year: int
    agency_name: str = Field(description="the agency's name in that year")
    address: str
    opened_at: datetime
    item_count: int
    items_with_content: int


class FileOut(Schema):
    """A file to take away. `kind` is file, masked, pdf, csv or xlsx."""

    kind: str
    name: str
    address: str
    content_type: str
    size_bytes: int
    sha256: str


class VersionOut(Schema):
    """One version as the public reads it; of a withdrawn one only days and reason."""

    number: int
    kind: str
    state: Literal["published", "replaced", "withdrawn"]
    title: str
    address: str
    published_at: datetime
    replaced_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""
    is_masked: bool = False
    period_from: date | None = None
    period_to: date | None = None
    as_of_on: date | None = None
    body: str = ""
    table: list[list[str]] = []
    url: str = ""
    content_sha256: str = ""
    approved_by: str = ""
    approved_capacity: str = ""
    approved_at: datetime | None = None
    files: list[FileOut] = []


class PublicationOut(Schema):
    """One publication under its permanent address. `fiscal_year` and `item_code` are null for news."""

    number: int
    address: str
    fiscal_year: int | None
    item_code: str | None
    current: VersionOut


class WholePublicationOut(PublicationOut):
    """With all its versions, newest first."""

    versions: list[VersionOut]


class ElementOut(Schema):
    """A required element. `state`: there, not_there, cannot_tell, or "" while nobody looked."""

    position: int
    text_th: str
    text_en: str
    confidence: str
    state: str
    by_machine: str
    by_person: str


class ItemOut(Schema):
    """One item of a year."""

    code: str
    title_th: str
    title_en: str
    confidence: str = Field(description="how well the framework's entry is known")
    period: str
    address: str
    unit_name: str
    has_content: bool
    publications: list[PublicationOut]


class WholeItemOut(ItemOut):
    """With what it asks, and where each element stands."""

    elements: list[ElementOut]


class ChangeOut(Schema):
    """One change that the public saw. `number` only grows."""

    number: int
    kind: Literal["year_opened", "published", "replaced", "withdrawn"]
    at: datetime
    fiscal_year: int | None
    item_code: str
    version: int | None
    title: str
    why: str
    address: str


class HitOut(Schema):
    """One thing found."""

    kind: str
    title: str
    snippet: str
    address: str
    fiscal_year: int | None
    item_code: str


class FoundOut(Schema):
    """A page of what was found."""

    said: Literal["found", "nothing", "too_short"]
    total: int = Field(description="of the newest entries, where `is_more` says that there are more than that")
    is_more: bool
    page: int
    pages: int
    items: list[HitOut]


TITLE = Field(min_length=1, max_length=300, pattern=_NOT_BLANK)


class DraftIn(Schema):
    """What is to be drafted. A table's first row holds its headings."""

    model_config = ConfigDict(json_schema_extra={"anyOf": WHAT_A_KIND_NEEDS})

    kind: Literal["page", "table", "link", "nothing"]
    title: str = TITLE
    period_from: date | None = None
    period_to: date | None = Field(None, description="not before `period_from`")
    as_of_on: date | None = None
    body: str = Field("", max_length=BODY_LENGTH)
    table: list[list[Annotated[str, Field(max_length=CELL_LENGTH)]]] = Field(
        [], max_length=TABLE_ROWS + 1, description="rows without a word are left out; two must be left"
    )
    url: str = Field("", max_length=2_000)


class FileDraftIn(Schema):
    """What is said of an uploaded file."""

    title: str = TITLE
    period_from: date | None = None
    period_to: date | None = Field(None, description="not before `period_from`")
    as_of_on: date | None = None


class DraftOut(Schema):
    """A version that is not public. `content_sha256` is its entity tag: send it as If-Match to change it."""

    id: int
    publication: int
    number: int
    fiscal_year: int | None
    item_code: str | None
    kind: str
    state: str
    title: str
    period_from: date | None
    period_to: date | None
    as_of_on: date | None
    body: str
    table: list[list[str]]
    url: str
    file_name: str
    size_bytes: int
    content_sha256: str
    returned_why: str
    made_by: str
    made_at: datetime
