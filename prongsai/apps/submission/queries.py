"""Reads of the form. Every look-up by id checks access: no right and no row are the same 404."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import CONFIRM_SUBMISSION, MANAGE_DISCLOSURE, VIEW_PLANS, may
from prongsai.apps.agencies.queries import in_agencies_of
from prongsai.apps.disclosure.models import LIVE, DisclosureYear, Publication, YearItem
from prongsai.apps.evidence.models import Check
from prongsai.apps.submission.models import Clarification, FinalLook, FormEntry, Frozen, LookMail, SiteWalk


def years_around(user: User, year_id: int) -> tuple[DisclosureYear, list[DisclosureYear]]:
    """A year with all opened years of its agency, newest first, or 404 without the right; one query."""
    rows = DisclosureYear.objects.select_related("agency").filter(in_agencies_of("agency", user, VIEW_PLANS))
    years = list(rows.filter(agency__disclosure_years__pk=year_id))
    year = next((one for one in years if one.pk == year_id), None)
    if year is None:
        raise Http404
    return year, years


def item_for(user: User, item_id: int, permission: str = VIEW_PLANS) -> YearItem:
    """One item of an opened year with its answer, or 404 without the right."""
    rows = _items().select_related("year__agency")
    row = rows.filter(in_agencies_of("year__agency", user, permission), pk=item_id).first()
    if row is None:
        raise Http404
    return row


def frozen_for(user: User, frozen_id: int, permission: str = VIEW_PLANS) -> Frozen:
    """One frozen form, or 404 without the right."""
    rows = Frozen.objects.select_related("year__agency").filter(in_agencies_of("year__agency", user, permission))
    row = rows.filter(pk=frozen_id).first()
    if row is None:
        raise Http404
    return row


def clarification_for(user: User, clarification_id: int, permission: str = VIEW_PLANS) -> Clarification:
    """One clarification that was sent, or 404 without the right."""
    rows = Clarification.objects.select_related("year__agency").filter(in_agencies_of("year__agency", user, permission))
    row = rows.filter(pk=clarification_id).first()
    if row is None:
        raise Http404
    return row


def list_items(year: DisclosureYear) -> list[YearItem]:
    """The year's items in the form's order with answer, score, contest, element states and whether anything is public.

    Two queries, however many items.
    """
    return list(_items().filter(year=year).prefetch_related("elements"))


def _items() -> QuerySet[YearItem]:
    live = Publication.objects.filter(item=OuterRef("pk"), current__state__in=LIVE)
    rows = YearItem.objects.select_related("form_entry", "preliminary", "contest")
    return rows.annotate(is_public=Exists(live))


def last_walk(year: DisclosureYear) -> SiteWalk | None:
    """The newest walk that was asked for, made or not."""
    return year.walks.first()


def list_entries(year: DisclosureYear) -> dict[str, FormEntry]:
    """The answers of a year by item code; one query."""
    rows = FormEntry.objects.filter(item__year=year).select_related("item")
    return {row.item.code: row for row in rows}


def list_frozen(year: DisclosureYear) -> list[Frozen]:
    """The frozen forms of a year, newest first."""
    return list(year.frozen_forms.all())


def newest_frozen(year: DisclosureYear) -> Frozen | None:
    """The newest frozen form."""
    return year.frozen_forms.first()


def list_looks(year: DisclosureYear) -> list[FinalLook]:
    """The looks made before this year's closing, first to last."""
    return list(year.final_looks.all())


def list_clarifications(year: DisclosureYear) -> list[Clarification]:
    """What was sent, newest first."""
    return list(year.clarifications.all())


def newest_checks(agency: Agency, addresses: list[str]) -> dict[str, Check]:
    """The auditor's newest look at each address that it ever visited as evidence of the agency; one query."""
    rows: QuerySet[Check] = (
        Check.objects.filter(evidence__measure__plan__agency=agency, url__in=addresses)
        .order_by("checked_at", "pk")
        .only("url", "verdict", "confirmed", "checked_at", "snapshot", "evidence_id", "why", "why_en")
    )
    return {row.url: row for row in rows}


def proving_checks(year: DisclosureYear, addresses: list[str]) -> dict[str, Check]:
    """By address, the newest look that opened it and kept a snapshot, before the window closed where that is known."""
    rows = Check.objects.filter(
        evidence__measure__plan__agency=year.agency,
        url__in=addresses,
        verdict__in=("opens", "moved", "bad_certificate"),
    ).exclude(snapshot="")
    if year.entry_closes_at is not None:
        rows = rows.filter(checked_at__lte=year.entry_closes_at)
    return {row.url: row for row in rows.order_by("checked_at", "pk")}


def people_told(year: DisclosureYear) -> list[User]:
    """Who hears of a look at once: everyone who fills the form or confirms it."""
    users = User.objects.filter(is_active=True, memberships__agency=year.agency).distinct().order_by("pk")
    rights = (MANAGE_DISCLOSURE, CONFIRM_SUBMISSION)
    return [user for user in users if any(may(user, year.agency, right) for right in rights)]


JUST_CLOSED = timedelta(days=1)


def list_unsent(tries: int, at: datetime) -> list[LookMail]:
    """Mails of looks that wait and were tried less often than that, while their window is open or closed a day ago."""
    rows = LookMail.objects.filter(sent_at=None, tries__lt=tries, look__closes_at__gt=at - JUST_CLOSED)
    rows = rows.select_related("look__year__agency", "user")
    return list(rows.order_by("pk"))


def list_open_windows() -> QuerySet[DisclosureYear]:
    """Years whose closing moment is known: what the last looks go by."""
    return DisclosureYear.objects.filter(entry_closes_at__isnull=False).select_related("agency")
