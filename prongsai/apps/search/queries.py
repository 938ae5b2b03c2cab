"""Looking things up by words. Who may see what is decided here and nowhere else."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Literal, cast

from django.db.models import Count, F, QuerySet

from prongsai.adapters.search_words import split_words
from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import may
from prongsai.apps.search.models import Build, Entry
from prongsai.apps.search.sources import Source, list_sources
from prongsai.apps.search.tries import answers, order, prepare
from prongsai.core.search.document import VERSION
from prongsai.core.search.highlight import Range, Snippet, cut_snippet, find_ranges
from prongsai.core.search.query import Query, parse_query
from prongsai.core.search.rank import TRIES, Try

PAGE_SIZE = 20
MOST_RANKED = 5_000
"""Of what the public finds, the newest so many are counted and ranked: a word of a quarter of a country's entries took 1 s."""
Order = Literal["best", "name", "newest"]
Said = Literal["found", "nothing", "too_short"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found; the spans in `title_ranges` and in the snippet are to be marked."""

    kind: str
    object_id: str
    agency_slug: str
    agency_name: str
    title: str
    title_ranges: tuple[Range, ...]
    snippet: Snippet
    address: str
    fiscal_year: int | None
    item_code: str
    happened_on: date | None
    is_public: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found.

    `total` counts what is left by the filters chosen; `by_kind` counts under the chosen year, `by_year` under the
    chosen kinds, so that each filter shows what choosing it would leave. `tried` is the try that found it. `is_more`:
    there are more than the newest `most` that all counts and the order are of.
    """

    said: Said
    total: int = 0
    page: int = 1
    pages: int = 1
    page_size: int = PAGE_SIZE
    hits: tuple[Hit, ...] = ()
    by_kind: dict[str, int] = field(default_factory=dict)
    by_year: dict[int | None, int] = field(default_factory=dict)
    tried: Try = "words"
    is_more: bool = False


def search(
    agency: Agency | int | None,
    text: str,
    *,
    is_public: bool,
    kinds: Collection[str] | None = None,
    fiscal_year: int | None = None,
    page: int = 1,
    page_size: int = PAGE_SIZE,
    allowed: Collection[str] | None = None,
    sort: Order = "best",
    most: int = MOST_RANKED,
) -> Found:
    """What answers the text: at most three queries, the same counts and order on every database.

    Public: published entries only, of one agency (a row, or its key) or of all. Inside: everything of one agency, of the kinds in
    `allowed` (see `kinds_for`). Counts are exact; of what the public finds only the newest `most` are counted and
    ranked. `kinds` and `fiscal_year` are the filters a person chose. A page that is not there
    becomes the nearest one that is.
    """
    query = parse_query(text, split_words)
    if query.is_empty:
        return Found("too_short")
    among = prepare(_public(agency) if is_public else _inside(agency))
    if allowed is not None:
        among = among.filter(kind__in=allowed)
    tried, groups, lowest = _first_try_that_finds(among, query, most if is_public else None)
    if not groups:
        return Found("nothing")
    chosen = {
        group: count
        for group, count in groups.items()
        if (not kinds or group[0] in kinds) and (fiscal_year is None or group[1] == fiscal_year)
    }
    total = sum(chosen.values())
    pages = max(1, -(-total // page_size))
    page = min(max(1, page), pages)
    rows = among.filter(answers(query, tried))
    if lowest is not None:
        rows = rows.filter(pk__gte=lowest)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if fiscal_year is not None:
        rows = rows.filter(fiscal_year=fiscal_year)
    start = (page - 1) * page_size
    hits = _list_hits(rows, query, tried, sort, start, start + page_size) if total else ()
    by_kind: Counter[str] = Counter()
    by_year: Counter[int | None] = Counter()
    for (kind, year), count in groups.items():
        if fiscal_year is None or year == fiscal_year:
            by_kind[kind] += count
        if not kinds or kind in kinds:
            by_year[year] += count
    return Found("found", total, page, pages, page_size, hits, dict(by_kind), dict(by_year), tried, lowest is not None)


def kinds_for(user: User, agency: Agency) -> list[Source]:
    """The kinds of things the person may find in an agency today."""
    return [one for one in list_sources() if one.permission is not None and may(user, agency, one.permission)]


def is_built() -> bool:
    """Whether the whole index was made by the rules of this release."""
    return Build.objects.filter(version=VERSION).exists()


def _public(agency: Agency | int | None) -> QuerySet[Entry]:
    rows = Entry.objects.filter(is_public=True)
    return rows if agency is None else rows.filter(agency=agency)


def _inside(agency: Agency | int | None) -> QuerySet[Entry]:
    if agency is None:
        raise ValueError("what is not public is looked up in one agency at a time")
    return Entry.objects.filter(agency=agency)


Groups = dict[tuple[str, int | None], int]


def _first_try_that_finds(among: QuerySet[Entry], query: Query, most: int | None) -> tuple[Try, Groups, int | None]:
    """The try that finds something, with counts by kind and year: one query, or two.

    The third is the key of the oldest that counts, None where all do. Whole words alone can be so common.
    """
    grouped = among.order_by().values("kind", "fiscal_year")
    lowest = None
    if most is None:
        found = grouped.filter(answers(query, "words")).annotate(number=Count("pk"))
        groups = {(row["kind"], row["fiscal_year"]): row["number"] for row in found}
    else:
        groups, lowest = _newest_by_words(among, query, most)
    if groups:
        return "words", groups, lowest
    later = TRIES[1:]
    among_them = reduce(or_, (answers(query, tried) for tried in later))
    counts = {f"in_{tried}": Count("pk", filter=answers(query, tried)) for tried in later}
    rows = cast("list[dict[str, Any]]", list(grouped.filter(among_them).annotate(**counts)))
    for tried in later:
        groups = {(row["kind"], row["fiscal_year"]): row[f"in_{tried}"] for row in rows if row[f"in_{tried}"]}
        if groups:
            return tried, groups, None
    return "words", {}, None


def _newest_by_words(among: QuerySet[Entry], query: Query, most: int) -> tuple[Groups, int | None]:
    # Ordered by a sum: by the key itself PostgreSQL may go through all entries from the newest, splitting each into words.
    rows = among.filter(answers(query, "words")).order_by(-F("pk")).values_list("pk", "kind", "fiscal_year")
    newest = list(rows[: most + 1])
    groups: Groups = dict(Counter((kind, year) for _pk, kind, year in newest[:most]))
    return groups, newest[most - 1][0] if len(newest) > most else None


def _list_hits(rows: QuerySet[Entry], query: Query, tried: Try, sort: Order, start: int, end: int) -> tuple[Hit, ...]:
    year, name = F("fiscal_year").desc(nulls_last=True), "order_key"
    if sort == "best":  # of equal answers what has no day of its own (a plan, an item) comes before what hangs on it
        rows = rows.order_by(order(query, tried), year, F("happened_on").desc(nulls_first=True), name)
    elif sort == "newest":
        rows = rows.order_by(year, F("happened_on").desc(nulls_last=True), name)
    else:
        rows = rows.order_by(name)
    page = rows.select_related("agency").defer("words", "title_words", "loose_words", "order_key")[start:end]
    return tuple(_hit(row, query) for row in page)


def _hit(row: Entry, query: Query) -> Hit:
    return Hit(
        kind=row.kind,
        object_id=row.object_id,
        agency_slug=row.agency.slug,
        agency_name=row.agency.name,
        title=row.title,
        title_ranges=find_ranges(row.title, query, split_words),
        snippet=cut_snippet(row.text, query, split_words),
        address=row.address,
        fiscal_year=row.fiscal_year,
        item_code=row.item_code,
        happened_on=row.happened_on,
        is_public=row.is_public,
    )
