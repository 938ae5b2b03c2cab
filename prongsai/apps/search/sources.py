"""What can be searched: each app that has something to find puts its source here when it starts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import ROLES_OF, VIEW_PLANS


@dataclass(frozen=True, slots=True)
class Findable:
    """One thing that can be found. `also_known_as` is searched but not shown.

    `object_id` is its own within its kind and agency; `address` is the path of the page that shows it. `is_public` says
    that anybody may know of it, and that the address is open to anybody.
    """

    object_id: str
    title: str
    address: str
    changed_at: datetime
    text: str = ""
    also_known_as: str = ""
    fiscal_year: int | None = None
    item_code: str = ""
    happened_on: date | None = None
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Everything of one kind: `iterate` gives what an agency has of it. Inside, it is found with `permission`;
    by nobody where that is None.

    `standing` gives the rows whose keys are the ids of what is there, so that what is gone can be told without reading
    the rest; None where ids are no keys.
    """

    kind: str
    label: object
    iterate: Callable[[Agency], Iterator[Findable]]
    permission: str | None
    standing: "Callable[[Agency], QuerySet[Any]] | None"


_SOURCES: dict[str, Source] = {}


def register_source(
    kind: str,
    iterate: Callable[[Agency], Iterator[Findable]],
    *,
    label: object,
    permission: str | None = VIEW_PLANS,
    standing: "Callable[[Agency], QuerySet[Any]] | None" = None,
) -> None:
    """Make a kind of things searchable. `label` names the kind in the plural, lazily translated."""
    if permission is not None and permission not in ROLES_OF:
        raise ValueError(f"source {kind}: no such permission {permission}")
    if kind in _SOURCES and _SOURCES[kind].iterate is not iterate:
        raise ValueError(f"source {kind} is registered twice")
    _SOURCES[kind] = Source(kind, label, iterate, permission, standing)


def list_sources() -> list[Source]:
    """All sources, in the order in which their apps start."""
    return list(_SOURCES.values())


def find_source(kind: str) -> Source | None:
    """The source of a kind."""
    return _SOURCES.get(kind)
