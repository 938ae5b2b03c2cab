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
from prongsai.apps.evidence.link_sources import find_source, list_sources
from prongsai.apps.evidence.links import link_of
from prongsai.apps.evidence.queries import list_live_evidence
from prongsai.apps.plans.models import Evidence
from prongsai.audit.batches import Pace, host_of, pace_group
from prongsai.audit.result import LinkResult
from prongsai.wiring import bangkok_today

log = logging.getLogger(__name__)

WINDOW = timedelta(hours=5)
"""From midnight on: done before people come to work, and spread so that small servers are not all met at once."""
NAME = "evidence"


def open_night(*, at: datetime) -> int:
    """Close what is left of the last night and open this one. Gives how many agencies have live links."""
    for left in Cycle.objects.filter(name__startswith=NAME, ended_at=None):
        close_cycle(cycle=left)
    agencies = [agency for agency in _agencies() if any(True for _entry in _entries(agency))]
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
    """Keep what was seen; what was taken away or changed meanwhile has nothing to keep."""
    of_evidence: dict[int, LinkResult] = {}
    for outcome in outcomes:
        other = find_source(outcome.result.link.id)
        if other is None:
            of_evidence[int(outcome.result.link.id)] = outcome.result
        else:
            source, number = other
            source.save(number, outcome.result, timezone.now())
    rows = Evidence.objects.select_related("measure__plan__agency").in_bulk(list(of_evidence))
    for evidence_id, result in of_evidence.items():
        if evidence_id not in rows:
            continue
        try:
            save_check(evidence=rows[evidence_id], result=result, at=timezone.now())
        except (Http404, AddressChanged) as change:
            log.info("evidence %s changed while it was visited: %s", evidence_id, change)


def is_at_work(agency: Agency) -> bool:
    """Whether a real person works in the agency: nobody's server is asked for an example."""
    return _agencies().filter(pk=agency.pk).exists()


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


def _entries(agency: Agency) -> Iterator[CycleEntry]:
    """The links of live evidence, then those of other apps."""
    yield from (CycleEntry(link_of(row), agency.slug) for row in _live(agency) if not row.file)
    for source in list_sources():
        yield from (CycleEntry(link, agency.slug) for link in source.list_links(agency))


VISITOR = Visitor(visit=visit_batch, save=save_outcomes)
