"""Each night's cycle of visits: which links, who visits a batch of them, where the results are kept."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from prongsai.apps.agencies.models import Agency
from prongsai.apps.cycles.actions import CycleEntry, close_cycle, open_cycle
from prongsai.apps.cycles.models import Cycle
from prongsai.apps.cycles.visitor import Batch, OnResult, Outcome, Visitor
from prongsai.apps.evidence import engine
from prongsai.apps.evidence.actions import AddressChanged, save_check
from prongsai.apps.evidence.links import link_of
from prongsai.apps.evidence.queries import list_live_evidence
from prongsai.apps.plans.models import Evidence
from prongsai.audit.batches import Pace, host_of, pace_group
from prongsai.wiring import bangkok_today

log = logging.getLogger(__name__)

WINDOW = timedelta(hours=5)
"""From midnight on: done before people come to work, and spread so that small servers are not all met at once."""
NAME = "evidence"


def open_night(*, at: datetime) -> int:
    """Close what is left of the last night and open this one. Gives how many agencies have live links."""
    for left in Cycle.objects.filter(name__startswith=NAME, ended_at=None):
        close_cycle(cycle=left)
    agencies = [agency for agency in _agencies() if _links(agency)]
    if agencies:
        open_cycle(
            name=f"{NAME} {bangkok_today().isoformat()}",
            entries=(entry for agency in agencies for entry in _entries(agency)),
            opens_at=at,
            closes_at=at + WINDOW,
            addresses=_addresses(agencies),
            pace=_pace(),
        )
    return len(agencies)


def list_unread_files() -> list[int]:
    """Files of live years that no check has looked into."""
    return [row.pk for agency in _agencies() for row in _live(agency) if row.file]


def visit_batch(batch: Batch, on_result: OnResult) -> None:
    """Visit the links of a batch, agency by agency: what is read is judged by its own year and name."""
    slugs = {link.agency for link in batch.links}
    agencies = {agency.slug: agency for agency in Agency.objects.filter(slug__in=slugs)}
    for slug, links in groupby(batch.links, key=lambda link: link.agency):
        if slug in agencies:
            for result in engine.visit([link.link for link in links], agencies[slug], gap_s=batch.gap_s):
                on_result(result)


def save_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Keep what was seen; evidence that was taken away or changed meanwhile has nothing to keep."""
    ids = [int(outcome.result.link.id) for outcome in outcomes]
    rows = Evidence.objects.select_related("measure__plan__agency").in_bulk(ids)
    for evidence_id, outcome in zip(ids, outcomes, strict=True):
        if evidence_id in rows:
            try:
                save_check(evidence=rows[evidence_id], result=outcome.result, at=timezone.now())
            except (Http404, AddressChanged) as change:
                log.info("evidence %s changed while it was visited: %s", evidence_id, change)


def _agencies() -> QuerySet[Agency]:
    """Agencies in which a real person works: the hosts of the example are made up, nobody's server is to be asked."""
    return Agency.objects.filter(memberships__user__is_demo=False, memberships__user__is_active=True).distinct()


def _pace() -> Pace:
    return Pace(gap_s=settings.PRONGSAI.audit_host_gap_s)


def _addresses(agencies: Sequence[Agency]) -> dict[str, list[str]]:
    """Where the links' hosts are, asked before the cycle is opened: a transaction must not wait for name servers."""
    from prongsai.wiring.audit import addresses_of

    if _pace().gap_s == 0:
        return {}  # no budgets, so none to share
    hosts = {host_of(entry.link.url) for agency in agencies for entry in _entries(agency)}
    named = sorted(host for host in hosts if not pace_group(host).startswith("platform:"))
    return addresses_of(named)


def _live(agency: Agency) -> list[Evidence]:
    return list_live_evidence(agency, bangkok_today())


def _links(agency: Agency) -> list[Evidence]:
    return [row for row in _live(agency) if not row.file]


def _entries(agency: Agency) -> Iterator[CycleEntry]:
    return (CycleEntry(link_of(row), agency.slug) for row in _links(agency))


VISITOR = Visitor(visit=visit_batch, save=save_outcomes)
