"""Jobs of publications: the gate's machine, what is due to be published, copies and the judge, stray files."""

from contextlib import suppress
from datetime import time, timedelta

from django.core.files.storage import default_storage
from django.http import Http404
from django.utils import timezone

from prongsai.apps.agencies.models import Agency
from prongsai.apps.cycles.actions import HostBusy
from prongsai.apps.disclosure import copies, elements, gate, link_actions
from prongsai.apps.disclosure.models import IN_THE_MAKING, Copy, Version
from prongsai.apps.disclosure.publish_actions import publish_scheduled
from prongsai.apps.disclosure.scan_actions import publish_when_due, refuse_infected
from prongsai.apps.disclosure.scanning import ScannerSilent, needs_scan, scan_file
from prongsai.apps.evidence import engine
from prongsai.apps.evidence.jobs import BUSY_RETRY_S
from prongsai.apps.evidence.nightly import is_at_work
from prongsai.apps.jobs.port import every, job, retry
from prongsai.apps.jobs.queue import enqueue
from prongsai.apps.plans.jobs import list_stored_files
from prongsai.core.errors import PersonError

PUBLISH_EVERY_S = 60.0
REFRESH_EVERY_S = 3600.0


def enqueue_look(version_id: int) -> None:
    """Have a version looked through as soon as a worker is free."""
    enqueue(look_for_personal_data, key=f"gate:{version_id}", version_id=version_id)


def enqueue_after_publishing(version_id: int) -> None:
    """What follows once a version is public: its copies, and the judge's word."""
    enqueue(finish_publication, key=f"published:{version_id}", version_id=version_id)


@job("look_for_personal_data", tries=3)
def look_for_personal_data(version_id: int) -> bool:
    """Look through a version's content; False when it was looked at, changed or thrown away meanwhile.

    Its file is shown to the virus scanner first, where that did not see it: publishing it need not wait then.
    """
    version = _find(version_id)
    if version is None:
        return False
    if version.state in IN_THE_MAKING:
        with suppress(ScannerSilent, PersonError, Http404):  # a missing file is what the look says then
            if found := scan_file(version, at=timezone.now()):
                refuse_infected(version=version, found=found, at=timezone.now())
    if version.looked_sha256 == version.content_sha256:
        return False
    return gate.look(version, at=timezone.now())


@job("finish_publication", tries=3)
def finish_publication(version_id: int) -> int:
    """Make the copies of a public version and have it judged. Gives how many copies were made."""
    version = _find(version_id)
    if version is None or version.state != "published":
        return 0
    made = copies.make_copies(version, at=timezone.now())
    elements.judge_version(version, at=timezone.now())
    item = version.publication.item
    if item is not None:
        elements.refresh_elements(item.year, [item.code], at=timezone.now())
    return made


def enqueue_link_check(version_id: int) -> None:
    """Have a published link visited as soon as a worker is free."""
    enqueue(check_published_link, key=f"link:{version_id}", version_id=version_id)


@job("check_published_link", tries=1)
def check_published_link(version_id: int) -> str:
    """Visit one published link. Gives the verdict, "" when it is not public any more or nobody real works there."""
    version = link_actions.find_version(version_id)
    if version is None or not link_actions.is_visited(version):
        return ""
    if not is_at_work(version.publication.agency):
        link_actions.leave_unvisited(version=version)
        return ""
    try:
        result = engine.visit_now(link_actions.link_of(version), version.publication.agency)
        row = link_actions.save_visit(version=version, result=result, at=timezone.now())
    except HostBusy as busy:
        retry(BUSY_RETRY_S, str(busy))
    except Http404:  # withdrawn or replaced while it was visited
        return ""
    except Exception:
        link_actions.note_failed_visit(version=version, at=timezone.now())
        raise
    item = version.publication.item
    if item is not None:
        elements.refresh_elements(item.year, [item.code], at=timezone.now())
    return row.verdict


@job("publish_due", tries=1)
def publish_due() -> int:
    """Publish every version whose moment has come, also those missed while nothing ran. Gives how many.

    What the virus scanner must see waits while that is silent; the rest goes on.
    """
    now = timezone.now()
    due = Version.objects.filter(state="scheduled", publish_at__lte=now).order_by("publish_at", "pk")
    count, is_silent = 0, False
    for version in due.select_related("publication__agency", "publication__item__year__agency"):
        if is_silent and needs_scan(version):
            continue  # asking again for each file would keep the others waiting
        try:
            count += publish_when_due(version=version, at=timezone.now())
        except ScannerSilent:
            is_silent = True
        except PersonError:  # its file is gone: said to its maker there
            publish_scheduled(version=version, at=timezone.now())
        except Http404:  # thrown away since it was listed
            continue
    return count


@job("refresh_elements", tries=1)
def refresh_all_elements() -> int:
    """Bring the machine's word on elements in step with the newest checks. Gives how many changed."""
    return sum(elements.refresh_agency(agency) for agency in Agency.objects.filter(public_stamp__isnull=False))


@job("clear_stray_publication_files")
def clear_stray_publication_files() -> int:
    """Delete files no version or copy names, left by a crash between writing and saving; only those older than a day."""
    known = set(Version.objects.exclude(file="").values_list("file", flat=True))
    known |= set(Copy.objects.values_list("file", flat=True))
    oldest = timezone.now() - timedelta(days=1)
    count = 0
    for path in list_stored_files("publications"):
        if path not in known and default_storage.get_modified_time(path) < oldest:
            default_storage.delete(path)
            count += 1
    return count


MINUTELY = every(publish_due, interval_s=PUBLISH_EVERY_S)
HOURLY = every(refresh_all_elements, interval_s=REFRESH_EVERY_S)
NIGHTLY = every(clear_stray_publication_files, daily_at=time(0))


def _find(version_id: int) -> Version | None:
    rows = Version.objects.select_related("publication__agency", "publication__item__year__agency", "gate")
    return rows.filter(pk=version_id).first()
