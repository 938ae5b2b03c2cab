"""The history as a file: JSON Lines that anyone can verify, or CSV for a spreadsheet."""

import csv
import json
from collections.abc import Iterator

from prongsai.apps.chronicle.pages import names_of
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import EventFilter, export_events, list_distinct

COLUMNS = [
    "seq",
    "at",
    "action",
    "actor",
    "actor_name",
    "role",
    "device",
    "object_type",
    "object_id",
    "object_label",
    "before",
    "after",
    "prev",
    "hash",
]
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """What csv.writer writes into: gives the line back."""

    def write(self, text: str) -> str:
        return text


def write_jsonl(agency: str, chosen: EventFilter) -> Iterator[str]:
    """The lines as they are chained, first to last; without a filter they are the whole chain."""
    for event in export_events(agency, chosen):
        yield event.line() + "\n"


def write_csv(agency: str, chosen: EventFilter) -> Iterator[str]:
    """A table with a heading, first to last; personal values stay hashes here too."""
    names = names_of(list_distinct("actor", agency))
    writer = csv.writer(_Line())
    yield "\ufeff"  # Excel reads Thai only after this mark
    yield writer.writerow(COLUMNS)
    for event in export_events(agency, chosen):
        yield writer.writerow([_safe(value) for value in _row(event, names)])


def _row(event: Event, names: dict[str, str]) -> list[str]:
    values = event.values() | {"actor_name": names.get(event.actor, "")}
    for name in ("before", "after"):
        values[name] = "" if values[name] is None else json.dumps(values[name], ensure_ascii=False)
    return [str(values[name]) for name in COLUMNS]


def _safe(text: str) -> str:
    """A spreadsheet must not take what people typed for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
