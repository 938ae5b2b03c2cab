"""Versions published, replaced or withdrawn: the one place that says which the public may read, and what of each."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Any, cast

from django.core.files.storage import default_storage
from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Concat

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import LIVE, Copy, DisclosureYear, Version
from prongsai.apps.disclosure.public_queries.agencies import agency_rows, read_agency, running_year
from prongsai.apps.disclosure.public_queries.values import (
    OfAgency,
    Place,
    PublicationHead,
    PublicFile,
    PublicPublication,
    PublicVersion,
)
from prongsai.core.personal_data.public_text import masked_for_public
from prongsai.core.public_address import safe_file_name
from prongsai.core.publication import VersionContent, hash_of_content, parse_kind
from prongsai.core.report_form.words import is_unknown_host
from prongsai.web.prepared import Prepared

SEEN_BY_PUBLIC = (*LIVE, "withdrawn")
_SEEN = Q(published_at__isnull=False)
"""The states above, by a constraint of the table. Asked for by name, SQLite goes through the versions of all agencies."""
_LIVE = Q(published_at__isnull=False, withdrawn_at=None)
_STANDING = _LIVE & ~Q(state="replaced")
_PLACE = ("publication__item__year__fiscal_year", "publication__item__code")
_NOTE = (
    "pk",
    "publication__number",
    "number",
    "kind",
    "state",
    "published_at",
    "replaced_at",
    "withdrawn_at",
    "withdrawn_why",
)
_TELLS = (
    "title",
    "masked_title",
    "period_from",
    "period_to",
    "as_of_on",
    "url",
    "approved_by_name",
    "approved_capacity",
    "approved_at",
    "content_sha256",
    "gate__outcome",
    "evidence__url",
    "evidence__check_state__newest__verdict",
    "evidence__check_state__newest__checked_at",
    "evidence__check_state__newest__why",
    "masked_body",
    "masked_table",
)
_FILE = ("file_name", "file", "content_type", "size_bytes", "sha256")
_CONTENT = ("body", "table")
_IN_LISTS = (*_PLACE, *_NOTE, *_TELLS, *_FILE)
_COPY = ("version_id", "kind", *_FILE)
_Copies = dict[int, list[tuple[Any, ...]]]


def find_publication(agency: OfAgency, place: tuple[int, str] | None, number: int) -> PublicPublication | None:
    """A publication by its address (`place` None: news) with all its versions; None while it was never public."""
    rows = _rows_of_publication(agency.pk, place, number)
    found = _grouped(agency.slug, rows, _copies_among(rows, agency.pk, place, number))
    return found[0] if found else None


def look_at_publication(slug: str, place: tuple[int, str] | None, number: int) -> PublicationHead | None:
    """What the page of a publication goes by; None without the agency. One query."""
    running = running_year()
    if place is None:
        row = _HEAD_OF_NEWS.first(slug=slug, number=number, running=running)
    else:
        row = _HEAD_IN_ITEM.first(slug=slug, number=number, year=place[0], code=place[1].upper(), running=running)
    if row is None:
        return None
    agency, (links, named) = read_agency(row)
    where = Place(agency.slug, place[0], place[1].upper()) if place else Place(agency.slug)
    return PublicationHead(agency, named or agency.name, where, number, links or "")


def find_version(agency: OfAgency, place: tuple[int, str] | None, number: int, version: int) -> PublicVersion | None:
    """One version by its address; None while it was never public."""
    publication = find_publication(agency, place, number)
    if publication is None:
        return None
    return next((one for one in publication.versions if one.number == version), None)


def find_file(
    agency: OfAgency, place: tuple[int, str] | None, number: int, version: int, name: str
) -> PublicFile | None:
    """A file of a version by its address; None for what was withdrawn, masked away or never public."""
    found = find_version(agency, place, number, version)
    return next((one for one in found.files if one.name == name), None) if found else None


def open_file(file: PublicFile) -> bytes:
    """The bytes of a public file. Raises FileNotFoundError where the store has lost it."""
    with default_storage.open(file.stored, "rb") as stream:
        return bytes(stream.read())


def list_news(agency: OfAgency, *, limit: int = 20, before: int | None = None) -> list[PublicPublication]:
    """The agency's news by number, the highest first; `before` a number goes on from there. Withdrawn news is left out."""
    where = _STANDING & Q(publication__agency=agency.pk, publication__item=None)
    if before is not None:
        where &= Q(publication__number__lt=before)
    rows = list(_versions(where).order_by("-publication__number")[:limit])
    return _grouped(agency.slug, rows, _copies_of(rows))


def list_latest(
    agency: OfAgency, *, limit: int = 10, only_news: bool = False, fiscal_year: int | None = None
) -> list[PublicVersion]:
    """What was published last, of items and news or of a year's items, newest first; two queries, for news alone one."""
    if fiscal_year is None:
        rows = _latest(limit, only_news).rows(agency=agency.pk)
    else:
        rows = _latest_of_year(limit).rows(agency=agency.pk, year=fiscal_year)
    copies = {} if only_news else _copies_of(rows)
    return [_version(agency.slug, row, copies) for row in rows]


def iter_publications(
    agency: OfAgency, *, fiscal_year: int | None = None, with_content: bool = True
) -> Iterator[PublicPublication]:
    """Everything that is or was public of an agency with all versions, in the order of years, items and numbers; news first.

    Without content for lists: no text and no table.
    """
    where, of_copies = Q(publication__agency=agency.pk), Q(version__publication__agency=agency.pk)
    if fiscal_year is not None:
        where &= Q(publication__item__year__fiscal_year=fiscal_year)
        of_copies &= Q(version__publication__item__year__fiscal_year=fiscal_year)
    copies = _by_version(_copies(of_copies))
    rows = _versions(where, *(_CONTENT if with_content else ())).order_by(
        F("publication__item__year__fiscal_year").asc(nulls_first=True),
        "publication__item__position",
        "publication__number",
        "-number",
    )
    for _place, group in groupby(rows.iterator(chunk_size=500), key=lambda row: (row[0], row[1], row[3])):
        yield from _grouped(agency.slug, list(group), copies)


def list_published(agency: OfAgency, fiscal_year: int | None = None) -> Iterator[PublicVersion]:
    """Every version that may be read, in the order of years, items, numbers and versions, without text and table."""
    for publication in iter_publications(agency, fiscal_year=fiscal_year, with_content=False):
        yield from (one for one in reversed(publication.versions) if not one.is_withdrawn)


def publications_of_item(slug: str, item: int) -> tuple[PublicPublication, ...]:
    """Everything of one item in the agency's order, without text and table: two queries, or one where nothing has copies."""
    rows = _OF_ITEM.rows(item=item)
    return tuple(_grouped(slug, rows, _by_version(_COPIES_OF_ITEM.rows(item=item)) if _has_copies(rows) else {}))


def whole_publications_of_item(slug: str, item: int) -> tuple[PublicPublication, ...]:
    """The same with text and table."""
    rows = _WHOLE_OF_ITEM.rows(item=item)
    return tuple(_grouped(slug, rows, _by_version(_COPIES_OF_ITEM.rows(item=item)) if _has_copies(rows) else {}))


def current_of_year(slug: str, year: int) -> dict[str, list[PublicPublication]]:
    """By item what stands at each publication's address now, with text and table: two queries."""
    where = Q(publication__item__year=year, publication__current=F("pk"))
    rows = list(_versions(where, *_CONTENT).order_by("publication__position", "publication__number"))
    found: dict[str, list[PublicPublication]] = {}
    for one in _grouped(slug, rows, _copies_of(rows)):
        found.setdefault(one.place.code, []).append(one)
    return found


def links_of(**of: Any) -> Subquery:
    """How the checks of links stand in versions that fit, as a text that is another after each check or change of a link."""
    rows = Version.objects.filter(_LIVE, evidence__isnull=False, **of).order_by()
    told = Concat(
        Cast(Sum("evidence__check_state__newest"), CharField()),
        Cast(Count("pk", filter=Q(url=F("evidence__url"))), CharField()),
    )
    return Subquery(rows.values("publication__agency").annotate(told=told).values("told")[:1])


def _versions(where: Q, *more: str) -> "QuerySet[Version, tuple[Any, ...]]":
    return Version.objects.filter(where & _SEEN).values_list(*_IN_LISTS, *more)


def _copies(where: Q) -> "QuerySet[Copy, tuple[Any, ...]]":
    """Copies of versions that may be read."""
    live = Q(version__published_at__isnull=False, version__withdrawn_at=None)
    return Copy.objects.filter(where & live).order_by("version", "kind").values_list(*_COPY)


_IN_ORDER = ("publication__position", "publication__number", "-number")
_OF_ITEM = Prepared(lambda item: _versions(Q(publication__item=item)).order_by(*_IN_ORDER), item=int)
_WHOLE_OF_ITEM = Prepared(lambda item: _versions(Q(publication__item=item), *_CONTENT).order_by(*_IN_ORDER), item=int)
_COPIES_OF_ITEM = Prepared(lambda item: _copies(Q(version__publication__item=item)), item=int)


def _in_item(prefix: str, agency: int, number: int, year: int, code: str) -> Q:
    of = {"item__year__agency": agency, "item__year__fiscal_year": year, "item__code": code, "number": number}
    return Q(**{f"{prefix}__{name}": value for name, value in of.items()})


def _of_news(prefix: str, agency: int, number: int) -> Q:
    return Q(**{f"{prefix}__agency": agency, f"{prefix}__number": number, f"{prefix}__item": None})


_KEY = {"agency": int, "number": int, "year": int, "code": str}
_ONE_IN_ITEM = Prepared(
    lambda **of: _versions(_in_item("publication", **of), *_CONTENT).order_by("-number"),
    **_KEY,
)
_COPIES_IN_ITEM = Prepared(
    lambda **of: _copies(_in_item("version__publication", **of)),
    **_KEY,
)
_ONE_OF_NEWS = Prepared(
    lambda agency, number: _versions(_of_news("publication", agency, number), *_CONTENT).order_by("-number"),
    agency=int,
    number=int,
)
_COPIES_OF_NEWS = Prepared(
    lambda agency, number: _copies(_of_news("version__publication", agency, number)), agency=int, number=int
)


def _heads(slug: str, running: int, named: Any, **of: Any) -> "QuerySet[Agency, tuple[Any, ...]]":
    return agency_rows("links", "named", running=running, slug=slug, links=links_of(**of), named=named)


def _named_in(year: Any) -> Subquery:
    """The agency's name in a year."""
    rows = DisclosureYear.objects.filter(agency=OuterRef("pk"), fiscal_year=year)
    return Subquery(rows.values("agency_name")[:1])


_HEAD_OF_NEWS = Prepared(
    lambda slug, number, running: _heads(
        slug,
        running,
        F("name"),
        publication__agency=OuterRef("pk"),
        publication__number=number,
        publication__item__isnull=True,
    ),
    slug=str,
    number=int,
    running=int,
)
_HEAD_IN_ITEM = Prepared(
    lambda slug, number, year, code, running: _heads(
        slug,
        running,
        _named_in(year),
        publication__item__year__agency=OuterRef("pk"),
        publication__item__year__fiscal_year=year,
        publication__item__code=code,
        publication__number=number,
    ),
    slug=str,
    number=int,
    year=int,
    code=str,
    running=int,
)


@lru_cache(maxsize=16)
def _latest(limit: int, only_news: bool) -> Prepared[tuple[Any, ...]]:
    where = {"publication__item": None} if only_news else {}
    return Prepared(
        lambda agency: _versions(_STANDING & Q(publication__agency=agency, **where)).order_by("-published_at", "-pk")[
            :limit
        ],
        agency=int,
    )


@lru_cache(maxsize=16)
def _latest_of_year(limit: int) -> Prepared[tuple[Any, ...]]:
    return Prepared(
        lambda agency, year: _versions(
            _STANDING & Q(publication__agency=agency, publication__item__year__fiscal_year=year)
        ).order_by("-published_at", "-pk")[:limit],
        agency=int,
        year=int,
    )


def _rows_of_publication(agency: int, place: tuple[int, str] | None, number: int) -> list[tuple[Any, ...]]:
    if place is None:
        return _ONE_OF_NEWS.rows(agency=agency, number=number)
    return _ONE_IN_ITEM.rows(agency=agency, number=number, year=place[0], code=place[1].upper())


def _copies_among(
    rows: list[tuple[Any, ...]], agency: int, place: tuple[int, str] | None, number: int
) -> dict[int, list[tuple[Any, ...]]]:
    if not _has_copies(rows):
        return {}
    if place is None:
        return _by_version(_COPIES_OF_NEWS.rows(agency=agency, number=number))
    return _by_version(_COPIES_IN_ITEM.rows(agency=agency, number=number, year=place[0], code=place[1].upper()))


def _copies_of(rows: list[tuple[Any, ...]]) -> _Copies:
    return _by_version(_copies(Q(version__in=[row[2] for row in rows]))) if _has_copies(rows) else {}


def _has_copies(rows: list[tuple[Any, ...]]) -> bool:
    """Whether any row can have copies: they are made of files and tables, and instead of masked content."""
    return any(row[5] in ("file", "table") or row[21] == "masked" for row in rows)


def _by_version(rows: Iterable[tuple[Any, ...]]) -> _Copies:
    grouped: _Copies = {}
    for version, *copy in rows:
        grouped.setdefault(version, []).append(tuple(copy))
    return grouped


def _grouped(slug: str, rows: list[tuple[Any, ...]], copies: _Copies) -> list[PublicPublication]:
    """Publications of rows in their order, each with its versions in theirs."""
    grouped: dict[tuple[Any, ...], list[PublicVersion]] = {}
    for row in rows:
        grouped.setdefault((row[0], row[1], row[3]), []).append(_version(slug, row, copies))
    return [PublicPublication(one[0].place, one[0].publication, tuple(one)) for one in grouped.values()]


def _version(slug: str, row: tuple[Any, ...], copies: _Copies) -> PublicVersion:
    """What the public may know of a row."""
    year, code, pk, publication, number, kind, state, published_at, replaced_at, withdrawn_at, withdrawn_why = row[:11]
    if state not in SEEN_BY_PUBLIC:
        raise ValueError(f"version {pk} is {state}: not public")
    place = Place(slug, year, code) if year else Place(slug)
    why = masked_for_public(withdrawn_why)
    note = (place, publication, number, kind, state, published_at, replaced_at, withdrawn_at, why)
    if state not in LIVE:
        return PublicVersion(*note)
    (
        title,
        masked_title,
        period_from,
        period_to,
        as_of_on,
        url,
        approved_by,
        approved_capacity,
        approved_at,
        content_sha256,
        outcome,
        checked_url,
        verdict,
        checked_at,
        why_checked,
        masked_body,
        masked_table,
        *file,
    ) = row[11:33]
    body, table = row[33:] or ("", None)
    is_masked, is_whole = outcome == "masked", len(row) > 33
    is_checked = bool(url) and url == checked_url
    shown = PublicVersion(
        *note,
        title=masked_title or title,
        is_masked=is_masked,
        period_from=period_from,
        period_to=period_to,
        as_of_on=as_of_on,
        body=masked_body if is_masked and is_whole else body,
        table=_table(masked_table if is_masked and is_whole else table),
        url=url,
        link_verdict=(verdict or "") if is_checked else "",
        link_seen_at=checked_at if is_checked else None,
        link_host_is_unknown=is_checked and is_unknown_host(verdict or "", why_checked or ""),
        approved_by=approved_by,
        approved_capacity=approved_capacity,
        approved_at=approved_at,
        content_sha256=content_sha256,
        files=_files(place.version(publication, number), kind, file, copies.get(pk, ()), is_masked=is_masked),
    )
    if not is_masked:
        return shown
    return replace(shown, content_sha256=_hash_of_masked(shown, masked_body, _table(masked_table)))


def _hash_of_masked(shown: PublicVersion, body: str, table: tuple[tuple[str, ...], ...]) -> str:
    """Hash of what the public reads instead. That of the content as approved would tell, digit by digit tried, what is masked."""
    file = next((one for one in shown.files if one.kind == "masked"), None)
    return hash_of_content(
        VersionContent(
            kind=parse_kind(shown.kind),
            title=shown.title,
            period_from=shown.period_from,
            period_to=shown.period_to,
            as_of_on=shown.as_of_on,
            body=body,
            table=table,
            url=shown.url,
            file_name=file.saved_as if file else "",
            file_sha256=file.sha256 if file else "",
        )
    )


def _table(cells: Iterable[Iterable[object]] | None) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(cell) for cell in row) for row in cells or ())


def _files(
    address: str, kind: str, file: list[Any], copies: Iterable[tuple[Any, ...]], *, is_masked: bool
) -> tuple[PublicFile, ...]:
    """What may be taken away: the file, or where the gate masked it the masked copy alone, then the copies made of it."""
    offered = [one for one in copies if one[0] == "masked"] if is_masked else []
    if not is_masked and kind == "file":
        offered.append(("file", *file))
    offered += [one for one in copies if one[0] != "masked"]
    files = []
    for of_kind, saved_as, stored, content_type, size_bytes, sha256 in offered:
        name = safe_file_name(saved_as)
        files.append(
            PublicFile(of_kind, name, saved_as, address + name, content_type, size_bytes, sha256, cast("str", stored))
        )
    return tuple(files)
