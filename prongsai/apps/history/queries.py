"""Reading history: lines to export, chains to verify, events of one object to show."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from prongsai.apps.history.models import ChainHead, Event, PersonalValue
from prongsai.core.history_chain import ChainFault, verify_chain


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
    """The agencies that have a history, in order of name."""
    return list(ChainHead.objects.order_by("agency").values_list("agency", flat=True))


def get_head(agency: str) -> str | None:
    """Hash of an agency's last event, None while it has no history."""
    return ChainHead.objects.filter(agency=agency, seq__gt=0).values_list("hash", flat=True).first()


def verify_agency(agency: str) -> ChainState:
    """Verify one agency's chain as stored, its kept head included."""
    head = ChainHead.objects.get(agency=agency)
    faults = verify_chain(export_lines(agency), {agency: head.hash} if head.seq else None)
    return ChainState(agency, head.seq, head.hash, tuple(faults))


def list_events(agency: str, *, object_type: str | None = None, object_ids: list[str] | None = None) -> QuerySet[Event]:
    """Events of an agency, latest first; of some objects only when given."""
    events = Event.objects.filter(agency=agency).order_by("-seq")
    if object_type is not None:
        events = events.filter(object_type=object_type)
    if object_ids is not None:
        events = events.filter(object_id__in=object_ids)
    return events


def reveal_personal_values(hashes: list[str]) -> dict[str, str]:
    """The values behind salted hashes that are not erased."""
    rows = PersonalValue.objects.filter(salted_sha256__in=hashes).values_list("salted_sha256", "value")
    return dict(rows)
