"""Cycles of made-up links, and a visitor that answers from a table instead of the web."""

from datetime import timedelta

from django.utils import timezone

from prongsai.apps.cycles import jobs  # noqa: F401  declares the job that nudges name
from prongsai.apps.cycles.actions import CycleEntry, open_cycle
from prongsai.apps.cycles.models import CycleLink, GroupWork
from prongsai.apps.cycles.turns import Desk, take_turn
from prongsai.apps.cycles.visitor import Visitor
from prongsai.audit.batches import Pace
from prongsai.audit.result import LinkResult, LinkToCheck

QUICK = Pace(gap_s=0.0, batch_links=10, retry_s=0.001, retry_cap_s=0.001, tries=3)


def entry(key, url=None, agency="office"):
    return CycleEntry(LinkToCheck(str(key), url or f"http://www.bansuan.go.th/{key}"), agency)


def make_cycle(*entries, pace=QUICK, window_s=0.001, opens_at=None, **more):
    opens_at = opens_at or timezone.now() - timedelta(seconds=1)
    closes_at = opens_at + timedelta(seconds=window_s)
    return open_cycle(name="night", entries=entries, opens_at=opens_at, closes_at=closes_at, pace=pace, **more)


class Web:
    """Answers by link id; counts what was asked and keeps what was saved."""

    def __init__(self, pace=QUICK, **answers):
        self.answers = answers
        self.asked = []
        self.batches = []
        self.kept = []
        self.visitor = Visitor(self.visit, self.kept.extend, pace)

    def visit(self, batch, on_result):
        self.batches.append(batch)
        for one in batch.links:
            self.asked.append(one.link.id)
            answer = self.answers.get(one.link.id, ("opens", 200))
            if callable(answer):
                answer = answer()
            if answer is None:
                continue
            verdict, status = answer
            on_result(LinkResult(one.link, verdict, "เหตุผล", "reason", timezone.now(), status=status))

    def kept_ids(self):
        return [outcome.result.link.id for outcome in self.kept]


def turn(web, work=None, desk=None):
    work = work or GroupWork.objects.get()
    return take_turn(work.pk, web.visitor, desk or Desk(database_threads=0))


def turns(web, limit=50):
    """Turns at all work until none is due; gives how many were taken."""
    count = 0
    while work := GroupWork.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "id").first():
        count += 1
        assert count <= limit, "the work has no end"
        take_turn(work.pk, web.visitor, Desk(database_threads=0))
    return count


def states():
    return {link.key: link.state for link in CycleLink.objects.order_by("pk")}
