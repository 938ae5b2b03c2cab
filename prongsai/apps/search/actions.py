"""What keeps the index right. Called by the actions of other apps, inside their transaction; the events are theirs."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from itertools import islice

from django.db import connection, transaction
from django.db.models import CharField
from django.db.models.functions import Cast

from prongsai.adapters.search_words import split_words
from prongsai.apps.agencies.models import Agency
from prongsai.apps.search.models import Build, Entry
from prongsai.apps.search.sources import Findable, list_sources
from prongsai.core.search.document import LONGEST_SHOWN, VERSION, search_words
from prongsai.core.thai.sort_key import thai_sort_bytes

# A year's disclosure items read the same for every agency and plan: their words are worked out once. Long texts, which are
# nobody else's, are not kept.
_words_of_short = lru_cache(maxsize=512)(search_words)
_SHORT = 2_000
_AT_ONCE = 200
_LOCK = 0x53454152
"""Names the locks of this app among those of PostgreSQL; the other half is the agency's key."""
_WRITTEN = (
    "fiscal_year",
    "item_code",
    "title",
    "text",
    "title_words",
    "words",
    "loose_words",
    "order_key",
    "is_public",
    "address",
    "happened_on",
    "changed_at",
)


def index(*, agency: Agency, kind: str, found: Iterable[Findable]) -> int:
    """Put things of one kind into the index, replacing what it knew of them; gives how many."""
    return index_all(agency=agency, found=((kind, one) for one in found))


@transaction.atomic(savepoint=False)  # a part of the caller's transaction: two round trips less for each deed
def index_all(*, agency: Agency, found: Iterable[tuple[str, Findable]]) -> int:
    """Put things, each with its kind, into the index; gives how many. One query for every 200 of them."""
    _wait_for_rebuild(agency)
    waiting, count = iter(found), 0
    while chunk := list(islice(waiting, _AT_ONCE)):
        rows = {(kind, one.object_id): _row(agency.pk, kind, one) for kind, one in chunk}
        Entry.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=("agency", "kind", "object_id"),
            update_fields=_WRITTEN,
        )
        count += len(rows)
    return count


@transaction.atomic(savepoint=False)
def forget(*, agency: Agency, kind: str, object_ids: Iterable[str | int]) -> int:
    """Take things out of the index; gives how many it knew of."""
    ids = [str(one) for one in object_ids]
    if not ids:
        return 0
    _wait_for_rebuild(agency)
    return Entry.objects.filter(agency=agency, kind=kind, object_id__in=ids).delete()[0]


@transaction.atomic(savepoint=False)
def forget_all_of(agency: Agency, kind: str) -> int:
    """Take everything of a kind out of the index; gives how many it knew of."""
    _wait_for_rebuild(agency)
    return Entry.objects.filter(agency=agency, kind=kind).delete()[0]


@transaction.atomic(savepoint=False)
def forget_gone(agency: Agency) -> int:
    """Take out of the index what no row stands behind any more; gives how many. One query for each kind."""
    _wait_for_rebuild(agency)
    count = 0
    for source in list_sources():
        if source.standing is not None:
            keys = source.standing(agency).order_by().annotate(text_key=Cast("pk", CharField())).values("text_key")
            count += Entry.objects.filter(agency=agency, kind=source.kind).exclude(object_id__in=keys).delete()[0]
    return count


@transaction.atomic
def replace_all_of(*, agency: Agency, kind: str, found: Iterable[Findable]) -> int:
    """Make an agency's part of a kind hold exactly these; gives how many."""
    kept: set[str] = set()

    def noted() -> Iterator[Findable]:
        for one in found:
            kept.add(one.object_id)
            yield one

    count = index(agency=agency, kind=kind, found=noted())
    known = set(Entry.objects.filter(agency=agency, kind=kind).values_list("object_id", flat=True))
    forget(agency=agency, kind=kind, object_ids=sorted(known - kept))
    return count


def rebuild(*, at: datetime, agency: Agency | None = None, tell: Callable[[str, int], None] | None = None) -> int:
    """Make the index anew from its sources, one transaction for each agency; gives how many entries it holds.

    `tell` hears of each agency and kind. Of all agencies, the index counts as built by today's rules afterwards.
    """
    sources = list_sources()
    kinds = [source.kind for source in sources]
    count = 0
    agencies = [agency] if agency is not None else list(Agency.objects.order_by("pk"))
    for one in agencies:
        with transaction.atomic():
            _wait_for_writers(one)
            Entry.objects.filter(agency=one).exclude(kind__in=kinds).delete()
            for source in sources:
                number = replace_all_of(agency=one, kind=source.kind, found=source.iterate(one))
                count += number
                if tell is not None:
                    tell(f"{one.slug} {source.kind}", number)
    if agency is None:
        Build.objects.exclude(version=VERSION).delete()
        Build.objects.update_or_create(version=VERSION, defaults={"built_at": at})
    return count


def _wait_for_rebuild(agency: Agency) -> None:
    """Let nobody make the agency's index anew between what was just written and the end of this transaction."""
    _advise("pg_advisory_xact_lock_shared", agency)


def _wait_for_writers(agency: Agency) -> None:
    """What others wrote is committed and can be read; who writes now waits until this transaction ends."""
    _advise("pg_advisory_xact_lock", agency)


def _advise(lock: str, agency: Agency) -> None:
    if connection.vendor == "postgresql":  # a transaction of SQLite is the only writer from its beginning
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s, %s)", [_LOCK, agency.pk])


def _row(agency_id: int, kind: str, one: Findable) -> Entry:
    title = " ".join(one.title.split()) or "-"
    marks = f"{one.item_code} {one.fiscal_year or ''}"
    words_of = _words_of_short if len(one.text) <= _SHORT else search_words
    words = words_of(title, one.text, one.also_known_as, split_words, marks=marks)
    return Entry(
        agency_id=agency_id,
        kind=kind,
        object_id=one.object_id,
        fiscal_year=one.fiscal_year,
        item_code=one.item_code.upper(),
        title=title,
        text=one.text[:LONGEST_SHOWN],
        title_words=words.title,
        words=words.everything,
        loose_words=words.loose,
        order_key=thai_sort_bytes(title) + f"\x00{kind}\x00{one.object_id:>20}".encode(),
        is_public=one.is_public,
        address=one.address,
        happened_on=one.happened_on,
        changed_at=one.changed_at,
    )
