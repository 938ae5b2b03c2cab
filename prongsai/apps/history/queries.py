"""Reading history: lines to export, chains to verify, events of one object to show."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cryptography.x509 import Certificate
from django.db import connection
from django.db.models import Q, QuerySet

from prongsai.apps.history.models import ChainHead, Event, HeadAddress, HeadStamp, PersonalValue, SentHead
from prongsai.apps.history.stamp_check import find_false_stamps
from prongsai.core.history_chain import ChainFault, verify_chain
from prongsai.wiring import BANGKOK


@dataclass(frozen=True, slots=True)
class ChainState:
    """What verifying one agency's chain gave."""

    agency: str
    count: int
    head: str
    faults: tuple[ChainFault, ...]


def export_lines(agency: str) -> Iterator[str]:
    """The history lines of one agency, first to last, without line ends."""
    for event in Event.objects.filter(agency=agency).order_by("seq").iterator(chunk_size=500):
        yield event.line()


def list_chains() -> list[str]:
    """The agencies that have a history, in order of name; also one whose head someone took away."""
    heads = ChainHead.objects.values_list("agency", flat=True)
    return sorted({*heads, *list_distinct("agency")})


def get_head(agency: str) -> str | None:
    """Hash of an agency's last event, None while it has no history."""
    return ChainHead.objects.filter(agency=agency, seq__gt=0).values_list("hash", flat=True).first()


def verify_agency(agency: str, expected: Iterable[str] = (), roots: Sequence[Certificate] | None = None) -> ChainState:
    """Verify one agency's chain as stored: its kept head, every head mailed or stamped, and the hashes in `expected`
    must be in it.

    Personal values that are still kept must fit the hash their event holds. Time stamps must be of what they stand
    beside; with `roots` they must be signed under one of them.
    """
    head = ChainHead.objects.filter(agency=agency).first()
    sent = SentHead.objects.filter(agency=agency, sent_at__isnull=False).values_list("hash", flat=True)
    stamped = HeadStamp.objects.filter(agency=agency, stamped_at__isnull=False).values_list("hash", flat=True)
    known = dict.fromkeys([*expected, *([head.hash] if head and head.seq else []), *sent.distinct(), *stamped])
    count = 0

    def lines() -> Iterator[str]:
        nonlocal count
        for line in export_lines(agency):
            count += 1
            yield line

    faults = verify_chain(lines(), [(agency, one) for one in known])
    # Read again: people go on working while a long chain is read.
    newer = ChainHead.objects.filter(agency=agency).values_list("seq", flat=True).first()
    kept = head.seq if head else 0
    if not kept <= count <= (newer or 0):
        words = f"หัวลูกโซ่ว่ามี {kept} รายการ แต่พบ {count}", f"the head counts {kept} events, {count} are there"
        faults.append(ChainFault(0, agency, "count", *words))
    faults += _find_false_values(agency)
    faults += find_false_stamps(agency, roots)
    return ChainState(agency, count, head.hash if head else "", tuple(faults))


def verify_all(
    expected: Iterable[tuple[str, str]] = (), roots: Sequence[Certificate] | None = None
) -> list[ChainState]:
    """Verify every chain; `expected` pairs an agency with a hash that was printed or mailed."""
    pairs = list(expected)
    agencies = sorted({*list_chains(), *(agency for agency, _head in pairs)})
    return [verify_agency(agency, [head for name, head in pairs if name == agency], roots) for agency in agencies]


def _find_false_values(agency: str) -> list[ChainFault]:
    faults = []
    for row in PersonalValue.objects.filter(agency=agency).iterator(chunk_size=2000):
        if hashlib.sha256((row.salt + row.value).encode()).hexdigest() != row.salted_sha256:
            shown = row.salted_sha256[:12]
            words = f"ข้อมูลส่วนบุคคลของรหัส {shown} ถูกแก้ไข", f"the personal value behind {shown} was changed"
            faults.append(ChainFault(0, agency, "personal_value", *words))
    return faults


def list_events(agency: str, *, object_type: str | None = None, object_ids: list[str] | None = None) -> QuerySet[Event]:
    """Events of an agency, latest first; of some objects only when given."""
    events = Event.objects.filter(agency=agency).order_by("-seq")
    if object_type is not None:
        events = events.filter(object_type=object_type)
    if object_ids is not None:
        events = events.filter(object_id__in=object_ids)
    return events


def actor_id(event: Event | None) -> int | None:
    """The user who did it; None for the system and for no event."""
    return int(event.actor) if event is not None and event.actor.isdigit() else None


def list_events_about(agency: str, label: str, object_types: Sequence[str]) -> QuerySet[Event]:
    """Events of what is labelled so, and of what lies under it ("2566 O1" and "2566 O1/3 ..."), latest first.

    By label and not by id: what was thrown away meanwhile is told of too.
    """
    return Event.objects.filter(_about(label), agency=agency, object_type__in=object_types).order_by("-seq")


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events to show; "" and None mean all. `since` and `until` are Bangkok days, both included.

    `about` is the whole label of a thing: events of it and of what lies under it.
    """

    actor: str = ""
    action: str = ""
    object_type: str = ""
    text: str = ""
    about: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some events, latest first. `older` and `newer` are the numbers to go on from, None at that end."""

    events: list[Event]
    older: int | None
    newer: int | None


def find_events(
    agency: str, chosen: EventFilter, *, before: int | None = None, after: int | None = None, most: int = 50
) -> EventPage:
    """The events before a number (the latest without one), or the ones next after it."""
    rows = _chosen(agency, chosen)
    if after is not None:
        found = list(rows.filter(seq__gt=after).order_by("seq")[: most + 1])
        events = found[:most][::-1]
        return EventPage(
            events, older=events[-1].seq if events else None, newer=found[most - 1].seq if len(found) > most else None
        )
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows.order_by("-seq")[: most + 1])
    events = found[:most]
    has_newer = before is not None and bool(events)
    return EventPage(
        events,
        older=events[-1].seq if len(found) > most else None,
        newer=events[0].seq if has_newer else None,
    )


def export_events(agency: str, chosen: EventFilter) -> Iterator[Event]:
    """The chosen events, first to last."""
    return _chosen(agency, chosen).order_by("seq").iterator(chunk_size=500)


def _chosen(agency: str, chosen: EventFilter) -> QuerySet[Event]:
    rows = Event.objects.filter(agency=agency)
    for name in ("actor", "action", "object_type"):
        if value := getattr(chosen, name):
            rows = rows.filter(**{name: value})
    if chosen.text:
        rows = rows.filter(object_label__icontains=chosen.text)
    if chosen.about:
        rows = rows.filter(_about(chosen.about))
    if chosen.since:
        rows = rows.filter(at__gte=datetime.combine(chosen.since, time(), BANGKOK))
    if chosen.until:
        rows = rows.filter(at__lt=datetime.combine(chosen.until + timedelta(days=1), time(), BANGKOK))
    return rows


def _about(label: str) -> Q:
    return Q(object_label=label) | Q(object_label__startswith=f"{label}/")


def reveal_personal_values(hashes: list[str]) -> dict[str, str]:
    """The values behind salted hashes that are not erased."""
    rows = PersonalValue.objects.filter(salted_sha256__in=hashes).values_list("salted_sha256", "value")
    return dict(rows)


def list_hashes(value: object) -> list[str]:
    """The salted hashes of the personal values in an event's `before` or `after`."""
    if isinstance(value, dict):
        if set(value) == {"salted_sha256"}:
            return [str(value["salted_sha256"])]
        return [one for part in value.values() for one in list_hashes(part)]
    if isinstance(value, list):
        return [one for part in value for one in list_hashes(part)]
    return []


def list_distinct(column: str, agency: str | None = None) -> list[str]:
    """The different values of a column of events, of one agency or of all, in order.

    It leaps from one to the next along an index: 100,000 events of 20 people cost 20 look-ups, not 100,000.
    """
    if column not in {"agency", "actor", "action"}:
        raise ValueError(column)
    among = "agency = %s AND " if agency is not None else ""
    first = f"SELECT min({column}) FROM history_event WHERE {among}{column} IS NOT NULL"  # noqa: S608
    following = f"SELECT min({column}) FROM history_event WHERE {among}{column} > leap.one"  # noqa: S608
    sql = (
        f"WITH RECURSIVE leap(one) AS ({first} UNION ALL SELECT ({following}) FROM leap WHERE leap.one IS NOT NULL) "  # noqa: S608
        "SELECT one FROM leap WHERE one IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [agency, agency] if agency is not None else [])
        return [str(one) for (one,) in cursor.fetchall()]


def list_head_addresses(agency: str) -> list[HeadAddress]:
    """Where an agency's head is mailed, first added first."""
    return list(HeadAddress.objects.filter(agency=agency))


def list_sent_heads(agency: str) -> QuerySet[SentHead]:
    """The heads mailed, latest first."""
    return SentHead.objects.filter(agency=agency).select_related("recipient")


def find_event(digest: str) -> tuple[str, int, datetime] | None:
    """Agency, number and moment of the event with this hash."""
    return Event.objects.filter(hash=digest).values_list("agency", "seq", "at").first()


def list_stamps(agency: str) -> QuerySet[HeadStamp]:
    """The time stamps and what there is instead, latest first, without the bytes."""
    return HeadStamp.objects.filter(agency=agency).defer("answer")


def last_stamp(agency: str) -> HeadStamp | None:
    """The newest head that was stamped."""
    return list_stamps(agency).filter(stamped_at__isnull=False).order_by("-seq").first()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head of the snapshots that stands in somebody's mail outside: at which domain, since when, up to which line."""

    domain: str
    sent_at: datetime
    line: int
    hash: str


def list_anchors(*, agency: str, snapshot_chain: str, line: int) -> list[Anchor]:
    """The first mail to each domain that holds a head at or after a line of a folder of snapshots, earliest first."""
    rows = SentHead.objects.filter(
        agency=agency, snapshot_chain=snapshot_chain, snapshot_line__gte=line, sent_at__isnull=False
    ).order_by("sent_at", "pk")
    first: dict[str, Anchor] = {}
    for domain, sent_at, at_line, head in rows.values_list("domain", "sent_at", "snapshot_line", "snapshot_hash"):
        if sent_at is not None:
            first.setdefault(domain, Anchor(domain, sent_at, at_line, head))
    return list(first.values())
