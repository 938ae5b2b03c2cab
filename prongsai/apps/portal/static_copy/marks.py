"""What each file of a copy goes by: a mark that changes when the file's content may have changed, and only then."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from django.db.models import Case, F, Q, Value, When

from prongsai import __version__
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.models import Copy, ElementState, Version, YearItem
from prongsai.apps.disclosure.public_queries import Place, PublicAgency
from prongsai.apps.disclosure.public_queries.publications import SEEN_BY_PUBLIC
from prongsai.apps.portal import assets
from prongsai.apps.portal.addresses import in_english
from prongsai.apps.portal.executives import look_at_front
from prongsai.apps.portal.frame import site_address
from prongsai.apps.portal.framework_words import year_words
from prongsai.apps.portal.keys import find_public_key
from prongsai.core.public_address import agency_path, embed_path, item_path, year_path
from prongsai.wiring import bangkok_today

Row = tuple[object, ...]

_PUBLIC_HASH = Case(When(gate__outcome="masked", then=Value("masked")), default=F("content_sha256"))
"""Marks lie beside the site: none goes by the hash of what was masked away. What is public of a version never changes."""


@dataclass(slots=True)
class _Of:
    """The rows that one item, or the news, goes by; `pages` are its publications and versions."""

    rows: list[Row] = field(default_factory=list)
    seen: list[Row] = field(default_factory=list)
    pages: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Marks:
    """Every path of an agency's copy with its mark, and one mark over all: unchanged means nothing to do."""

    whole: str
    by_path: dict[str, str]


def mark_of(*parts: object) -> str:
    """A short hash of anything with a fixed `repr`."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


@lru_cache(maxsize=1)
def build_mark() -> str:
    """Changes with the product: its templates, style, fonts or version."""
    templates = resources.files("prongsai.apps.portal") / "templates" / "portal"
    texts = [one.read_bytes() for one in sorted(templates.iterdir(), key=lambda one: one.name)]
    return mark_of(__version__, assets.build(), [hashlib.sha256(text).hexdigest() for text in texts])


def list_marks(agency: PublicAgency) -> Marks:
    """The marks of everything an agency has in public; a fixed number of queries."""
    shared = _shared(agency)
    news, items = _rows_of(agency)
    published = mark_of(shared, news.rows, [(key, one.rows) for key, one in items.items()])
    lively = mark_of(published, look_at_front(agency.slug, bangkok_today()), agency.stamp)
    by_path: dict[str, str] = {}
    slug = agency.slug
    for path in (agency_path(slug), f"/{slug}/changes/"):
        _both(by_path, path, lively)
    for path in (f"/{slug}/search/", f"/{slug}/data/"):
        _both(by_path, path, published)
    for name in ("feed.xml", "feed.json", "sitemap.xml", "data/changes.csv"):
        by_path[f"/{slug}/{name}"] = lively
    for name in ("data/publications.csv", "data/items.csv"):
        by_path[f"/{slug}/{name}"] = published
    if find_public_key(agency.pk):
        by_path[f"/{slug}/signing-key.pem"] = shared
    _mark_place(by_path, Place(slug), news, shared)
    for (year, code), one in items.items():
        _mark_place(by_path, Place(slug, year, code), one, shared)
        by_path[item_path(slug, year, code) + "qr.svg"] = mark_of(site_address())
    for year in sorted({year for year, _code in items}):
        listed = [(code, one.rows) for (of, code), one in items.items() if of == year]
        _both(by_path, year_path(slug, year), mark_of(shared, listed))
    _mark_embeds(by_path, agency, sorted({year for year, _code in items}), published)
    return Marks(mark_of(sorted(by_path.items())), by_path)


def _both(by_path: dict[str, str], path: str, mark: str) -> None:
    by_path[path] = mark
    by_path[in_english(path)] = mark


def _mark_embeds(by_path: dict[str, str], agency: PublicAgency, years: list[int], published: str) -> None:
    """What other sites show: of a year it goes as the year's list does, of the newest publications with all of them."""
    slug = agency.slug
    for path in (embed_path(slug), f"{embed_path(slug)}news/", f"{embed_path(slug)}news.html"):
        _both(by_path, path, published)
    for year in years:
        mark = by_path[year_path(slug, year)]
        _both(by_path, embed_path(slug, year), mark)
        _both(by_path, f"{embed_path(slug, year)}items.html", mark)
        if year == agency.latest_year:
            _both(by_path, f"{embed_path(slug)}items.html", mark)


def _mark_place(by_path: dict[str, str], place: Place, one: _Of, shared: str) -> None:
    mark = mark_of(shared, one.rows, one.seen)
    _both(by_path, place.path, mark)
    for number, versions in one.pages.items():
        _both(by_path, place.publication(number), mark)
        for version in versions:
            _both(by_path, place.version(number, version), mark)


def _shared(agency: PublicAgency) -> str:
    """What stands on every page of the agency."""
    said = {name: value for name, value in asdict(agency).items() if name not in ("stamp", "changed_at")}
    key = find_public_key(agency.pk)
    years = [(year, year_words(year)) for year in public.list_opened(agency)]
    return mark_of(
        said, [mark_of(year) for year in years], build_mark(), site_address(), key.fingerprint if key else ""
    )


def _rows_of(agency: PublicAgency) -> tuple[_Of, dict[tuple[int, str], _Of]]:
    """The rows that the news and each item go by, in the order of years and items."""
    news, items = _Of(), {}
    for year, then, code, unit in (
        YearItem.objects.filter(year__agency=agency.pk)
        .order_by("-year__fiscal_year", "position")
        .values_list("year__fiscal_year", "year__agency_name", "code", "unit__name")
    ):
        items[year, code] = _Of([(then, unit)])
    for of_year, code, row in _versions(agency):
        one = items[of_year, code] if of_year else news
        one.rows.append(tuple(row[:-3]))
        one.seen.append(tuple(row[-3:]))
        one.pages[row[0]].append(row[2])
    elements = ElementState.objects.filter(item__year__agency=agency.pk).order_by("item", "position")
    for year, code, *row in elements.values_list(
        "item__year__fiscal_year", "item__code", "position", "by_machine", "by_person", "machine_at", "person_at"
    ):
        items[year, code].seen.append(tuple(row))
    return news, items


def _versions(agency: PublicAgency) -> Iterator[tuple[int | None, str, list[Any]]]:
    """Year, code, and of each version: publication, its place, number, what may change, copies, what its link's check saw."""
    copies: dict[int, list[Row]] = defaultdict(list)
    for version, *copy in (
        Copy.objects.filter(version__publication__agency=agency.pk)
        .order_by("pk")
        .values_list("version", "kind", "file_name", "sha256")
    ):
        copies[version].append(tuple(copy))
    rows: Iterable[tuple[Any, ...]] = (
        Version.objects.filter(Q(publication__agency=agency.pk), state__in=SEEN_BY_PUBLIC)
        .order_by("publication__item", "publication__number", "number")
        .values_list(
            "publication__item__year__fiscal_year",
            "publication__item__code",
            "publication__number",
            "publication__position",
            "number",
            "pk",
            "state",
            _PUBLIC_HASH,
            "published_at",
            "replaced_at",
            "withdrawn_at",
            "gate__outcome",
            "evidence__url",
            "evidence__check_state__newest__verdict",
            "evidence__check_state__newest__checked_at",
        )
    )
    for row in rows:
        yield row[0], row[1], [*row[2:-3], copies.get(row[5], []), *row[-3:]]
