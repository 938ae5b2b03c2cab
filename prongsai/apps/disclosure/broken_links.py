"""Published links at which people no longer find the agency's own page: named on the board, told to those who publish them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.link_actions import live_links
from prongsai.apps.disclosure.models import DisclosureYear, Version
from prongsai.apps.evidence.faults import fault_since
from prongsai.apps.evidence.models import Alarm, Check
from prongsai.audit.verdict import counts_against


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """One of them. `since` is None for a link that evidence speaks for: see `since_of_evidence`."""

    version: Version
    verdict: str
    headline_th: str
    headline_en: str
    since: datetime | None

    @property
    def path(self) -> str:
        """The page where its finding is answered, and it is visited again."""
        if self.version.evidence_id is not None:
            return reverse("evidence:evidence_detail", args=(self.version.evidence_id,))
        return reverse("disclosure:version_detail", args=(self.version.pk,))


def list_broken_of_year(year: DisclosureYear, years: Sequence[DisclosureYear]) -> list[BrokenLink]:
    """Those of one year and of the news, in the order of items; one query. `years` are all of its agency, newest first."""
    rows = live_links(year.agency, years)
    return _list(rows.filter(Q(publication__item__year=year) | Q(publication__item=None)))


def list_broken(agency: Agency) -> list[BrokenLink]:
    """Those of the agency, in the order of items; two queries.

    Evidence speaks for a link taken from it: one that loses and has no answer, or on whose page an alarm stands.
    """
    return _list(live_links(agency))


def _list(rows: QuerySet[Version]) -> list[BrokenLink]:
    state = "evidence__check_state"
    alarm = Exists(Alarm.objects.filter(evidence=OuterRef("evidence"), ended_at=None))
    seen_here = Q(evidence=None, link_check__fault_since__isnull=False)
    loses = Q(**{f"{state}__group": "loses", f"{state}__open_findings__gt": 0})
    rows = rows.filter(seen_here | loses | Q(alarm))
    heavy = [f"{seen}__{name}" for seen in ("link_check", f"{state}__newest") for name in ("judged", "notes")]
    rows = rows.select_related("publication__item__unit", "link_check", f"{state}__newest")
    rows = rows.defer("body", "table", "judged", *heavy)
    return [_broken(row) for row in rows.order_by("publication__item__position", "publication__number")]


def since_of_evidence(evidence_ids: Iterable[int]) -> dict[int, datetime]:
    """Since when links of this evidence are broken, by the checks kept and the alarms that stand; two queries."""
    ids = list(evidence_ids)
    if not ids:
        return {}
    found: dict[int, datetime | None] = {}
    checks = Check.objects.filter(evidence__in=ids).order_by("checked_at", "pk")
    for pk, verdict, confirmed, at in checks.values_list("evidence_id", "verdict", "confirmed", "checked_at"):
        is_faulty = counts_against(verdict, confirmed=confirmed)
        found[pk] = fault_since(found.get(pk), verdict, is_faulty=is_faulty, at=at)
    alarms = Alarm.objects.filter(evidence__in=ids, ended_at=None)
    for pk, at in alarms.values_list("evidence_id", "first_seen_at"):
        known = found.get(pk)
        found[pk] = min(known, at) if known is not None else at
    return {pk: at for pk, at in found.items() if at is not None}


def _broken(row: Version) -> BrokenLink:
    if row.evidence is not None:
        state = row.evidence.check_state
        assert state.newest is not None  # what has findings or an alarm was checked
        return BrokenLink(row, state.newest.verdict, state.headline, state.headline_en, None)
    seen = row.link_check
    return BrokenLink(row, seen.verdict, seen.headline, seen.headline_en, seen.fault_since)
