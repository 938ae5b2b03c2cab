"""What Prometheus asks for, in its text form (version 0.0.4). Counts only: nothing of any person or agency."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Sum

from prongsai import __version__
from prongsai.apps.history.models import ChainHead
from prongsai.apps.jobs.port import DEFAULT_QUEUE
from prongsai.apps.jobs.queue import job_queue
from prongsai.apps.jobs.schedule import BACKED_UP, VERIFIED, WORKER_SIGN, last_done
from prongsai.apps.operations.readiness import free_bytes
from prongsai.web.request_counts import BOUNDS_S, list_counts

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def write_metrics() -> str:
    """All of them, each with its help and type."""
    queue = job_queue()
    lines = [
        *_one("prongsai_info", "gauge", "The release that runs.", 1, f'{{version="{__version__}"}}'),
        *_one(
            "prongsai_history_events",
            "gauge",
            "Events in all chains.",
            ChainHead.objects.aggregate(n=Sum("seq"))["n"] or 0,
        ),
        *_one("prongsai_jobs_waiting", "gauge", "Jobs that wait in all queues.", queue.count_waiting()),
        *_one(
            "prongsai_jobs_oldest_wait_seconds",
            "gauge",
            "How long the first job could have run and did not.",
            queue.oldest_wait_s(DEFAULT_QUEUE),
        ),
        *_one(
            "prongsai_jobs_dead", "gauge", "Jobs that failed for the last time, 100 at most.", len(queue.list_dead())
        ),
        *_one("prongsai_disk_free_bytes", "gauge", "Free disk where the data are.", free_bytes(settings.PRONGSAI.home)),
        *_moment("prongsai_worker_seen_timestamp_seconds", "A worker's last sign of life.", last_done(WORKER_SIGN)),
        *_moment("prongsai_history_verified_timestamp_seconds", "When all chains last held.", last_done(VERIFIED)),
        *_moment("prongsai_backup_timestamp_seconds", "The last backup.", last_done(BACKED_UP)),
        *_requests(),
    ]
    return "\n".join(lines) + "\n"


def _head(name: str, kind: str, words: str) -> list[str]:
    return [f"# HELP {name} {words}", f"# TYPE {name} {kind}"]


def _one(name: str, kind: str, words: str, value: float, labels: str = "") -> list[str]:
    return [*_head(name, kind, words), f"{name}{labels} {value}"]


def _moment(name: str, words: str, at: datetime | None) -> list[str]:
    """0 when it never was."""
    return _one(name, "gauge", words, at.timestamp() if at else 0)


def _requests() -> Iterable[str]:
    name = "prongsai_http_request_duration_seconds"
    yield from _head(name, "histogram", "Requests this process answered, by method and kind of answer.")
    for method, kind, counted in list_counts():
        labels = f'method="{method}",status="{kind}"'
        for bound, count in zip(BOUNDS_S, counted.within, strict=True):
            yield f'{name}_bucket{{{labels},le="{bound}"}} {count}'
        yield f'{name}_bucket{{{labels},le="+Inf"}} {counted.count}'
        yield f"{name}_sum{{{labels}}} {counted.seconds:.6f}"
        yield f"{name}_count{{{labels}}} {counted.count}"
