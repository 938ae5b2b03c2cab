"""What an opened year may take along from the year opened before it: evergreen publications, proposed as drafts of the same file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.permissions import MANAGE_DISCLOSURE
from prongsai.apps.disclosure.contents import hash_now
from prongsai.apps.disclosure.drafting import add_publication, have_looked_at, new_version
from prongsai.apps.disclosure.models import DisclosureYear, Publication, Version, YearItem
from prongsai.apps.disclosure.recording import record_version, told
from prongsai.apps.plans.queries import lock_row
from prongsai.wiring import framework_files


@dataclass(frozen=True, slots=True)
class Carried:
    """A publication of the year before and the item of this year it would go to. `is_evergreen`: current whenever it is opened."""

    publication: Publication
    item: YearItem
    from_year: int
    is_evergreen: bool


def list_to_carry_over(year: DisclosureYear) -> list[Carried]:
    """The publications of the nearest earlier opened year that are public now and were not carried over yet, evergreen
    ones first; 4 queries.
    """
    before = year.agency.disclosure_years.filter(fiscal_year__lt=year.fiscal_year).order_by("-fiscal_year").first()
    if before is None:
        return []
    files = framework_files()
    source, target = files.get(before.fiscal_year), files.get(year.fiscal_year)
    items = {item.code: item for item in year.items.select_related("unit")}
    done = set(Publication.objects.filter(item__year=year, origin__isnull=False).values_list("origin_id", flat=True))
    rows = Publication.objects.filter(item__year=before, current__state="published").exclude(pk__in=done)
    found = []
    for row in rows.select_related("item", "current").order_by("item__position", "position", "number"):
        assert row.item is not None
        if not source.has_item(row.item.code):
            continue
        move = files.crosswalk().move(row.item.code, source, target)
        item = items.get(move.to_code or "")
        if item is not None:
            asked = target.find_item(item.code)
            found.append(Carried(row, item, before.fiscal_year, asked is not None and asked.period == "evergreen"))
    return sorted(found, key=lambda one: (not one.is_evergreen, one.item.position))


@transaction.atomic
def carry_over(*, year: DisclosureYear, publications: Sequence[int], by: User, at: datetime) -> list[Version]:
    """Draft the chosen publications in the new year, pointing to the same content; the old ones stay as they are.

    Only those that `list_to_carry_over` names; each is one event. They are approved and pass the gate anew.
    """
    lock_row(DisclosureYear, year.pk)
    chosen = set(publications)
    made = []
    for one in list_to_carry_over(year):
        if one.publication.pk not in chosen:
            continue
        one.item.year = year
        publication = add_publication(agency=year.agency, item=one.item, origin=one.publication, by=by, at=at)
        version = _same_content(one.publication, publication, by, at)
        after = {**told(version), "from": f"{one.from_year} {one.publication.item}/{one.publication.number}"}
        record_version("publication_carried_over", version, by, at, permission=MANAGE_DISCLOSURE, after=after)
        made.append(version)
    return made


def _same_content(old: Publication, publication: Publication, by: User, at: datetime) -> Version:
    source = old.current
    assert source is not None
    version = new_version(publication, by, at)
    for name in ("kind", "title", "period_from", "period_to", "as_of_on", "body", "table", "url"):
        setattr(version, name, getattr(source, name))
    version.file = source.file.name or ""
    version.file_name, version.content_type = source.file_name, source.content_type
    version.size_bytes, version.sha256 = source.size_bytes, source.sha256
    version.content_sha256 = hash_now(version)
    version.save()
    have_looked_at(version)
    return version
