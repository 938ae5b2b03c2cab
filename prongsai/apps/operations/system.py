"""What whoever runs the machine sees of it: plain data, counts only, nothing of what agencies keep."""

import platform
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai import __version__
from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency, Membership
from prongsai.apps.history.models import ChainHead, Event
from prongsai.apps.jobs.models import Schedule
from prongsai.apps.jobs.port import DEFAULT_QUEUE, REPEATS
from prongsai.apps.jobs.queue import job_queue, load_jobs
from prongsai.apps.jobs.schedule import BACKED_UP, VERIFIED, WORKER_SIGN, last_done
from prongsai.apps.plans.models import Evidence, Plan

DEAD_SHOWN = 20


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency by its counts."""

    name: str
    slug: str
    kind: str | Promise
    people: int
    plans: int
    evidence: int
    events: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Connection:
    """One service outside that may be set. `detail` names it, never a secret."""

    name: str | Promise
    is_set: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that failed for good: what kind of error it was, for its message may hold what agencies keep.

    "" where the queue keeps no kind (PostgreSQL).
    """

    name: str
    at: datetime | None
    kind: str


@dataclass(frozen=True, slots=True)
class Chore:
    """A repeated job and when it was last put in the queue."""

    name: str
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Machine:
    """The installation as it is now. `dead_count` says 100 for more, too."""

    version: str
    python: str
    engine: str
    url: str
    home: str
    database_bytes: int
    disk_free_bytes: int
    disk_bytes: int
    users: int
    waiting: int
    oldest_wait_s: float
    dead_count: int
    dead: Sequence[Failure]
    worker_at: datetime | None
    verified_at: datetime | None
    backup_at: datetime | None
    has_metrics: bool


def measure_machine() -> Machine:
    """Ask for all of it; no more queries for many agencies than for one."""
    chosen, queue = settings.PRONGSAI, job_queue()
    disk, dead = shutil.disk_usage(chosen.home), queue.list_dead()
    return Machine(
        version=__version__,
        python=platform.python_version(),
        engine=connection.vendor,
        url=chosen.url,
        home=str(chosen.home),
        database_bytes=_database_bytes(),
        disk_free_bytes=disk.free,
        disk_bytes=disk.total,
        users=User.objects.filter(is_active=True).count(),
        waiting=queue.count_waiting(),
        oldest_wait_s=queue.oldest_wait_s(DEFAULT_QUEUE),
        dead_count=len(dead),
        dead=[Failure(one.name, one.failed_at, one.error.partition(":")[0]) for one in dead[:DEAD_SHOWN]],
        worker_at=last_done(WORKER_SIGN),
        verified_at=last_done(VERIFIED),
        backup_at=last_done(BACKED_UP),
        has_metrics=bool(chosen.metrics_token),
    )


def list_connections() -> list[Connection]:
    """The services that this installation may speak to, and which are set."""
    chosen = settings.PRONGSAI
    mail, scanner, stamps = chosen.mail_server, chosen.scanner, chosen.time_stamps
    listens = (scanner.path or f"{scanner.host}:{scanner.port}") if scanner else ""
    return [
        Connection(
            _("อีเมลขาออก"), mail is not None, f"{mail.host}:{mail.port} {mail.security}".strip() if mail else ""
        ),
        Connection("LINE", chosen.line is not None, chosen.line.url if chosen.line else ""),
        Connection(_("เข้าสู่ระบบด้วย OpenID"), chosen.openid is not None, chosen.openid.issuer if chosen.openid else ""),
        Connection(_("ตรวจไวรัส"), scanner is not None, listens),
        Connection(_("ประทับเวลา"), stamps is not None, stamps.host if stamps else ""),
    ]


def list_chores() -> list[Chore]:
    """The repeated jobs in order of name, those that never ran too."""
    load_jobs()
    known = dict(Schedule.objects.values_list("name", "last_put_at"))
    return [Chore(name, known.get(name)) for name in sorted(REPEATS)]


def list_agencies() -> "QuerySet[Agency]":
    """Every agency, in order of name."""
    return Agency.objects.order_by("name", "pk")


def agency_lines(agencies: Sequence[Agency]) -> list[AgencyLine]:
    """Their counts: five queries however many they are."""
    keys, slugs = [one.pk for one in agencies], [one.slug for one in agencies]
    people = dict(Membership.objects.filter(agency__in=keys).values_list("agency").annotate(Count("pk")))
    plans = dict(Plan.objects.filter(agency__in=keys).values_list("agency").annotate(Count("pk")))
    evidence = dict(
        Evidence.objects.filter(measure__plan__agency__in=keys)
        .values_list("measure__plan__agency")
        .annotate(Count("pk"))
    )
    heads = {row.agency: row for row in ChainHead.objects.filter(agency__in=slugs)}
    newest = dict(Event.objects.filter(hash__in=[row.hash for row in heads.values()]).values_list("agency", "at"))
    return [
        AgencyLine(
            name=one.name,
            slug=one.slug,
            kind=one.get_kind_display(),
            people=people.get(one.pk, 0),
            plans=plans.get(one.pk, 0),
            evidence=evidence.get(one.pk, 0),
            events=heads[one.slug].seq if one.slug in heads else 0,
            last_at=newest.get(one.slug),
        )
        for one in agencies
    ]


def _database_bytes() -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    path = Path(connection.settings_dict["NAME"])
    parts = (path, path.with_name(path.name + "-wal"))
    return sum(one.stat().st_size for one in parts if one.exists())
