"""Reads of years, items, publications and versions. Every look-up by id checks access: no right and no row are the same 404."""

from typing import TypeVar

from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import APPROVE_PUBLICATION, VIEW_PLANS, WRITE_PUBLICATION
from prongsai.apps.agencies.queries import in_agencies_of
from prongsai.apps.disclosure.models import DisclosureYear, LinkAnswer, Publication, Version, YearItem
from prongsai.apps.disclosure.permissions import cover_of, may_approve, may_write, with_chain
from prongsai.apps.handover.models import Handover
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import list_events

_Row = TypeVar("_Row", bound=Model)


def find_year(agency: Agency, fiscal_year: int) -> DisclosureYear | None:
    """The opened year, None while it is not."""
    return agency.disclosure_years.filter(fiscal_year=fiscal_year).first()


def year_for(user: User, year_id: int, permission: str = VIEW_PLANS) -> DisclosureYear:
    """The year, or 404 without the right."""
    rows = DisclosureYear.objects.select_related("agency")
    return _one(rows.filter(in_agencies_of("agency", user, permission), pk=year_id))


def year_among_years(user: User, year_id: int) -> tuple[DisclosureYear, list[DisclosureYear]]:
    """The year and all years of its agency, newest first, or 404 without the right; one query."""
    rows = DisclosureYear.objects.select_related("agency").filter(in_agencies_of("agency", user, VIEW_PLANS))
    years = list(rows.filter(agency__disclosure_years__pk=year_id))
    year = next((one for one in years if one.pk == year_id), None)
    if year is None:
        raise Http404
    return year, years


def item_for(user: User, item_id: int, permission: str = VIEW_PLANS) -> YearItem:
    """The item, or 404 without the right."""
    rows = YearItem.objects.select_related("year__agency", "unit")
    return _one(with_chain(rows).filter(in_agencies_of("year__agency", user, permission), pk=item_id))


def item_to_write(user: User, item_id: int) -> YearItem:
    """The item for one who drafts for it, or 404: people of a unit for their unit's items, the clerk's office for all."""
    row = item_for(user, item_id, WRITE_PUBLICATION)
    if not may_write(user, row.year.agency, row):
        raise Http404
    return row


def publication_for(user: User, publication_id: int, permission: str = VIEW_PLANS) -> Publication:
    """The publication, or 404 without the right."""
    rows = Publication.objects.select_related("agency", "item__year__agency", "item__unit", "current")
    return _one(rows.filter(in_agencies_of("agency", user, permission), pk=publication_id))


def publication_to_write(user: User, publication_id: int) -> Publication:
    """The publication for one who drafts for its item, or 404."""
    row = publication_for(user, publication_id, WRITE_PUBLICATION)
    if not may_write(user, row.agency, row.item):
        raise Http404
    return row


def version_for(user: User, version_id: int, permission: str = VIEW_PLANS) -> Version:
    """The version with its gate, or 404 without the right."""
    rows = Version.objects.select_related(
        "publication__agency",
        "publication__item__year__agency",
        "publication__item__unit",
        "gate",
        "approval",
        "waiver",
        "link_check",
    )
    rows = with_chain(rows, "publication__item")
    return _one(rows.filter(in_agencies_of("publication__agency", user, permission), pk=version_id))


def version_to_write(user: User, version_id: int) -> Version:
    """The version for one who drafts for its item, or 404."""
    row = version_for(user, version_id, WRITE_PUBLICATION)
    if not may_write(user, row.publication.agency, row.publication.item):
        raise Http404
    return row


def find_publishing(version: Version) -> Event | None:
    """The event of a version's being published: the latest of its publication, of which one version is public."""
    publication = version.publication
    events = list_events(publication.agency.slug, object_type="publication", object_ids=[str(publication.pk)])
    return events.filter(action="publication_published").first()


def link_answer_for(user: User, answer_id: int) -> LinkAnswer:
    """An answer that stands, about a published link of one who drafts for its item, or 404."""
    row = _one(LinkAnswer.objects.filter(pk=answer_id, withdrawn_at=None))
    row.version = version_to_write(user, row.version_id)
    return row


def version_to_approve(user: User, version_id: int) -> Version:
    """The version for one who may approve what is drafted for its item, or 404."""
    row = version_for(user, version_id, APPROVE_PUBLICATION)
    item = row.publication.item
    if not may_approve(user, row.publication.agency, item, cover_of(row, item)):
        raise Http404
    return row


def handover_of(item: YearItem, handover_id: int) -> Handover:
    """A hand-over of the item's agency, or 404; whether it is about the item, the action says."""
    rows = Handover.objects.select_related("agency", "occurrence__work_item__measure__plan")
    return _one(rows.filter(agency=item.year.agency, pk=handover_id))


def list_publications(item: YearItem) -> list[Publication]:
    """An item's publications in their order, each with all its versions, newest first; one query."""
    rows = Version.objects.filter(publication__item=item).select_related("publication", "link_check")
    rows = rows.defer("link_check__judged", "link_check__notes")
    found: dict[int, Publication] = {}
    versions: dict[int, list[Version]] = {}
    for row in rows.order_by("publication__position", "publication__number", "-number"):
        publication = found.setdefault(row.publication_id, row.publication)
        publication.item, publication.agency = item, item.year.agency
        row.publication = publication
        versions.setdefault(publication.pk, []).append(row)
    for publication in found.values():
        # as a prefetch would leave it
        publication._prefetched_objects_cache = {"versions": versions[publication.pk]}  # type: ignore[attr-defined]
    return list(found.values())


def load_versions(publication: Publication) -> list[Version]:
    """All versions of a publication, newest first, with the visits of their links; `publication.versions` has them then."""
    rows = list(publication.versions.select_related("link_check").defer("link_check__judged", "link_check__notes"))
    publication._prefetched_objects_cache = {"versions": rows}  # type: ignore[attr-defined]
    return rows


def list_news(agency: Agency) -> QuerySet[Publication]:
    """The agency's news, newest first, with their versions."""
    rows = agency.publications.filter(item=None).order_by("-number")
    versions = Version.objects.select_related("link_check").defer("link_check__judged", "link_check__notes")
    return rows.prefetch_related(Prefetch("versions", versions))


def list_waiting(agency: Agency) -> QuerySet[Version]:
    """Versions that wait for approval, first in first out."""
    rows = Version.objects.filter(publication__agency=agency, state="waiting")
    return rows.select_related("publication__item__year", "publication__agency", "gate").order_by("made_at", "pk")


def _one(rows: QuerySet[_Row]) -> _Row:
    row = rows.first()
    if row is None:
        raise Http404
    return row
