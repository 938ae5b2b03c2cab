"""The log of changes, and every address ever issued."""

from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from prongsai.apps.disclosure.models import ChangeEntry, PublicAddress
from prongsai.apps.disclosure.public_queries.values import OfAgency, PublicChange
from prongsai.core.personal_data.public_text import masked_for_public
from prongsai.web.prepared import Prepared


def list_changes(
    agency: OfAgency,
    *,
    after: int = 0,
    limit: int | None = 100,
    place: tuple[int, str] | None = None,
    newest_first: bool = True,
) -> list[PublicChange]:
    """The log of changes: lines with a number above `after`, of the whole agency or of one item."""
    if place is None:
        rows = _changes(limit, newest_first).rows(agency=agency.pk, after=after)
    else:
        of_item = _ordered(agency.pk, after, newest_first=newest_first)
        rows = list(of_item.filter(fiscal_year=place[0], item_code=place[1].upper())[:limit])
    return [
        PublicChange(
            number,
            kind,
            at,
            year,
            code,
            version,
            "" if state == "withdrawn" else title,
            masked_for_public(why),
            address,
            is_withdrawn_now=state == "withdrawn",
        )
        for number, kind, at, year, code, version, title, why, address, state in rows
    ]


def list_addresses(agency: OfAgency) -> list[str]:
    """Every path ever issued, oldest first."""
    return list(PublicAddress.objects.filter(agency=agency.pk).order_by("pk").values_list("path", flat=True))


def _ordered(agency: int, after: int, *, newest_first: bool) -> "QuerySet[ChangeEntry, tuple[object, ...]]":
    rows = ChangeEntry.objects.filter(agency=agency, number__gt=after)
    return rows.order_by("-number" if newest_first else "number").values_list(
        "number",
        "kind",
        "at",
        "fiscal_year",
        "item_code",
        "version__number",
        "title",
        "why",
        "address",
        "version__state",
    )


@lru_cache(maxsize=16)
def _changes(limit: int | None, newest_first: bool) -> Prepared[tuple[Any, ...]]:
    return Prepared(
        lambda agency, after: _ordered(agency, after, newest_first=newest_first)[:limit], agency=int, after=int
    )
