"""The history event of this app's actions."""

from collections.abc import Mapping
from datetime import datetime

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import Publication, Version, YearItem
from prongsai.apps.history.actions import record


def record_version(
    action: str,
    version: Version,
    by: User | None,
    at: datetime,
    *,
    permission: str | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """One event about a version of a publication."""
    publication = version.publication
    record(
        action,
        agency=publication.agency.slug,
        actor=actor_in(by, publication.agency, permission),
        at=at,
        object_type="publication",
        object_id=str(publication.pk),
        object_label=f"{_place(publication)}/{publication.number} v{version.number} {version.title}",
        before=before,
        after=after,
    )


def record_item(
    action: str,
    item: YearItem,
    by: User | None,
    at: datetime,
    *,
    permission: str | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """One event about an item of a year."""
    agency = item.year.agency
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency, permission),
        at=at,
        object_type="disclosure_item",
        object_id=str(item.pk),
        object_label=label_of(item),
        before=before,
        after=after,
    )


def record_year(
    action: str,
    agency: Agency,
    fiscal_year: int,
    by: User | None,
    at: datetime,
    *,
    permission: str | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """One event about a year as a whole."""
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency, permission),
        at=at,
        object_type="disclosure_year",
        object_id=str(fiscal_year),
        object_label=f"{agency.name} {fiscal_year}",
        before=before,
        after=after,
    )


def told(version: Version) -> dict[str, object]:
    """What an event keeps of a version: enough to know it again, not its text."""
    return {
        "version": version.number,
        "kind": version.kind,
        "title": version.title,
        "period": " - ".join(day.isoformat() for day in (version.period_from, version.period_to) if day) or None,
        "as_of_on": version.as_of_on.isoformat() if version.as_of_on else None,
        "content": version.content_sha256,
    }


def label_of(item: YearItem) -> str:
    """The item as events name it; what is published for it is named with this, a stroke and its number."""
    return f"{item.year.fiscal_year} {item.code}"


def _place(publication: Publication) -> str:
    return label_of(publication.item) if publication.item else "news"
