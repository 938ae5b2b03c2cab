"""Publishing what the virus scanner must see first: at once when it calls the file clean, later while it is silent, not at all
when it finds something."""

from datetime import datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.permissions import MANAGE_DISCLOSURE
from prongsai.apps.disclosure.actions import send_back
from prongsai.apps.disclosure.drafting import lock_version
from prongsai.apps.disclosure.models import IN_THE_MAKING, Version
from prongsai.apps.disclosure.publish_actions import publish_scheduled, publish_version, require_publishable
from prongsai.apps.disclosure.recording import record_version
from prongsai.apps.disclosure.scanning import ScannerSilent, infected_words, scan_file
from prongsai.core.handover import Refusal


def publish_when_scanned(*, version: Version, by: User, at: datetime) -> bool:
    """Publish an approved version; False when it waits for the scanner, which gives no opinion, and is tried each minute.

    Not one transaction: the scanner is asked before. Raises Refusal; a file it finds something in goes back to its maker.
    """
    try:
        found = scan_file(version, at=at) if version.state in ("approved", "scheduled") else ""
    except ScannerSilent:
        wait_for_scanner(version=version, by=by, at=at)
        return False
    if found:
        refuse_infected(version=version, found=found, at=at)
        raise Refusal(*infected_words(version.file_name, found))
    publish_version(version=version, by=by, at=at)
    return True


def publish_when_due(*, version: Version, at: datetime) -> bool:
    """Publish a version whose moment has come. Raises ScannerSilent: it stays as it is, to be tried again."""
    found = scan_file(version, at=at)
    if found:
        refuse_infected(version=version, found=found, at=at)
        return False
    return publish_scheduled(version=version, at=at)


@transaction.atomic
def wait_for_scanner(*, version: Version, by: User, at: datetime) -> Version:
    """Have it published as soon as the scanner calls its file clean. Raises Refusal for what may not be public anyway."""
    row = lock_version(version)
    if row.state not in ("approved", "scheduled"):
        raise Refusal(
            "ฉบับนี้ยังไม่ได้อนุมัติ หรือเผยแพร่ไปแล้ว กรุณาเปิดหน้านี้ใหม่",
            "this version is not approved, or public already: open the page again",
        )
    require_publishable(row)
    before = {"state": row.state}
    row.state, row.publish_at, row.scheduled_by = "scheduled", at, by
    row.save(update_fields=("state", "publish_at", "scheduled_by"))
    after = {"state": row.state, "publish_at": at.isoformat()}
    record_version(
        "publication_waits_for_scanner", row, by, at, permission=MANAGE_DISCLOSURE, before=before, after=after
    )
    return row


@transaction.atomic
def refuse_infected(*, version: Version, found: str, at: datetime) -> bool:
    """What the scanner found something in goes back to its maker with the reason; False when it is public or gone back already."""
    row = lock_version(version)
    if row.state not in IN_THE_MAKING or row.state == "returned" or row.sha256 != version.sha256:
        return False
    before = {"state": row.state}
    thai, english = infected_words(row.file_name, found)
    send_back(row, thai, "–")
    after = {"state": row.state, "version": row.number, "found": found, "reason": {"th": thai, "en": english}}
    record_version("publication_file_infected", row, None, at, before=before, after=after)
    return True
