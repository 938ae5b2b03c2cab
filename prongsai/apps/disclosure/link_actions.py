"""Published links that no evidence stands behind: have them visited, keep what was seen.

What a person handed in as evidence is visited as evidence; its verdict speaks for the link published from it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import WRITE_PUBLICATION
from prongsai.apps.disclosure.link_owner import owner_notes
from prongsai.apps.disclosure.link_standing import item_codes, sort_in
from prongsai.apps.disclosure.models import DisclosureYear, LinkCheck, Version
from prongsai.apps.disclosure.recording import record_version
from prongsai.apps.disclosure.years_at_work import years_looked_after
from prongsai.apps.evidence import store
from prongsai.apps.evidence.actions import PATIENCE
from prongsai.apps.evidence.alarms import keep_alarm_notes
from prongsai.apps.evidence.link_sources import LinkSource
from prongsai.apps.evidence.memory import remembered
from prongsai.apps.evidence.snapshots import draw_certificate, keep_certified
from prongsai.audit.result import LastVisit, LinkResult, LinkToCheck
from prongsai.core.errors import PersonError
from prongsai.core.thai.words import Words
from prongsai.wiring import bangkok_today

NEWS_FOR = timedelta(days=365)
"""How long a link published as news is visited; those of an item as long as its year is looked after."""
_EXAMPLE = Words(
    "ตัวอย่างนี้ไม่เปิดที่อยู่ภายนอก เพราะมีแต่บัญชีทดลอง หน่วยงานที่มีบัญชีจริงจะตรวจให้ทันทีที่เผยแพร่และทุกคืน",
    "This example does not visit outside addresses, for it has demo accounts only: in an agency with real accounts a link is checked when it is published and every night.",
)


def is_visited(version: Version) -> bool:
    """Whether the auditor visits it here: a public link without evidence behind."""
    return version.kind == "link" and version.state == "published" and version.evidence_id is None


def expect_visit(*, version: Version, at: datetime) -> None:
    """Have a published link visited soon. Part of the publishing, whose history event tells of it."""
    from prongsai.apps.disclosure.jobs import enqueue_link_check  # the jobs call these actions

    row = lock_check(version)
    row.asked_at, row.failed_at = at, None
    row.save(update_fields=("asked_at", "failed_at"))
    enqueue_link_check(version.pk)


@transaction.atomic
def ask_for_visit(*, version: Version, by: User, at: datetime) -> None:
    """Have a published link visited now. Raises PersonError while a visit is on its way, Http404 where none is made."""
    row = lock_check(version)
    version.refresh_from_db(fields=("state",))
    if not is_visited(version):
        raise Http404
    if row.asked_at is not None and row.asked_at > at - PATIENCE:
        raise PersonError(
            "กำลังตรวจลิงก์นี้อยู่แล้ว กรุณารอสักครู่แล้วโหลดหน้าใหม่",
            "this link is being checked already: wait a moment and load the page again",
        )
    expect_visit(version=version, at=at)
    record_version("publication_link_check_asked", version, by, at, permission=WRITE_PUBLICATION)


def certify_visit(*, version: Version, by: User, at: datetime) -> tuple[LinkCheck, bytes]:
    """The certificate of the newest visit, whose snapshot stays from now on; the history tells of the first.

    Raises PersonError when the visit left no snapshot, or when this machine has it no more; Http404 before any visit.
    """
    row = LinkCheck.objects.filter(version=version, checked_at__isnull=False).first()
    if row is None:
        raise Http404
    drawn = draw_certificate(row, agency=version.publication.agency, items=item_codes(version), at=at)
    with transaction.atomic():  # after the drawing, which would keep every other writer waiting
        if keep_certified(row.snapshot, at=at):
            record_version("certificate_drawn", version, by, at, after={"snapshot": row.snapshot, "url": row.url})
    return row, drawn


@transaction.atomic
def save_visit(*, version: Version, result: LinkResult, at: datetime) -> LinkCheck:
    """Keep what was seen of a published link. The history tells of it when somebody waited for it or it is news.

    Raises Http404 when the link is not public any more: what was seen says nothing then.
    """
    row = lock_check(version)
    if not is_visited(version) or version.url != result.link.url:
        raise Http404
    before, was_asked = _told(row), row.asked_at is not None
    result = keep_alarm_notes(result, row)
    notes = owner_notes(result, version.publication.agency.hosts)
    result = replace(result, notes=(*result.notes, *notes))
    for name, value in store.visit_values(result).items():
        setattr(row, name, value)
    row.asked_at = row.failed_at = None
    faults = sort_in(row, version, at)
    after = _told(row)
    if faults:
        after["alarms"] = [one.code for one in faults]
    if was_asked or before != after:
        record_version("publication_link_checked", version, None, at, before=before, after={"url": row.url, **after})
    return row


@transaction.atomic
def note_failed_visit(*, version: Version, at: datetime) -> None:
    """A visit broke off through a fault of ours: the page says so instead of waiting for ever."""
    row = lock_check(version)
    row.asked_at, row.failed_at = None, at
    row.save(update_fields=("asked_at", "failed_at"))
    record_version("publication_link_check_failed", version, None, at)


@transaction.atomic
def leave_unvisited(*, version: Version) -> None:
    """Nobody visits it while only the example's people work here: its page says so instead of waiting for ever."""
    row = lock_check(version)
    row.asked_at = row.failed_at = None
    if row.checked_at is None:
        row.why, row.why_en = _EXAMPLE
    row.save(update_fields=("asked_at", "failed_at", "why", "why_en"))


def list_links(agency: Agency) -> list[LinkToCheck]:
    """The agency's published links to visit each night."""
    rows = live_links(agency).filter(evidence=None)
    return [link_of(row) for row in rows.select_related("publication__item__year").order_by("pk")]


def live_links(agency: Agency, years: Sequence[DisclosureYear] | None = None) -> QuerySet[Version]:
    """The agency's published links that are still looked after, those that evidence speaks for among them.

    `years` are all years of the agency where they are loaded: that spares a query.
    """
    known = agency.disclosure_years.all() if years is None else years
    kept = [one.pk for one in years_looked_after(known, bangkok_today())]
    recent = Q(publication__item=None, published_at__gte=timezone.now() - NEWS_FOR)
    return Version.objects.filter(
        Q(publication__item__year__in=kept) | recent, publication__agency=agency, kind="link", state="published"
    )


def link_of(version: Version) -> LinkToCheck:
    """A published link as the auditor visits it."""
    item = version.publication.item
    return LinkToCheck(
        id=SOURCE.id_of(version.pk),
        url=version.url,
        item=item.code if item is not None else None,
        fiscal_year=item.year.fiscal_year if item is not None else None,
    )


def last_visit(agency: Agency, url: str) -> LastVisit | None:
    """The newest visit of this address as a published link of the agency."""
    rows = LinkCheck.objects.filter(version__publication__agency=agency, url=url, checked_at__isnull=False)
    row = rows.order_by("-checked_at").first()
    return remembered(row) if row is not None else None


def find_version(version_id: int) -> Version | None:
    """A version with what its visit needs of its place; None when it is gone."""
    rows = Version.objects.select_related("publication__agency", "publication__item__year__agency")
    return rows.filter(pk=version_id).first()


def save_of_night(version_id: int, result: LinkResult, at: datetime) -> None:
    """Keep what the night's cycle saw; what was withdrawn or replaced meanwhile has nothing to keep."""
    version = find_version(version_id)
    if version is not None and is_visited(version) and version.url == result.link.url:
        save_visit(version=version, result=result, at=at)


SOURCE = LinkSource(mark="published", list_links=list_links, last_visit=last_visit, save=save_of_night)


def lock_check(version: Version) -> LinkCheck:
    """The row of the link's visits, made when there is none, locked until the transaction ends."""
    LinkCheck.objects.get_or_create(version=version)
    return LinkCheck.objects.select_for_update().get(version=version)


def _told(row: LinkCheck) -> dict[str, object]:
    """What makes a visit news."""
    if row.checked_at is None:
        return {}
    return {"verdict": row.verdict, "confirmed": row.confirmed, "text_sha256": row.text_sha256}
