"""What a visit of a published link amounts to, with what people answered to it."""

from datetime import datetime

from prongsai.apps.disclosure.models import LinkCheck, Version
from prongsai.apps.evidence import store
from prongsai.apps.evidence.faults import fault_since, list_faults
from prongsai.apps.evidence.findings import CheckFinding, findings_of
from prongsai.apps.evidence.groups import group_of, is_answered
from prongsai.apps.evidence.standing import open_findings, standing_answers


def item_codes(version: Version) -> list[str]:
    """The item it is published for; none for news."""
    item = version.publication.item
    return [item.code] if item is not None else []


def findings(row: LinkCheck, version: Version) -> list[CheckFinding]:
    """Everything the newest visit found, worst first; nothing before any."""
    return findings_of(store.check_facts(row, item_codes(version))) if row.checked_at is not None else []


def sort_in(row: LinkCheck, version: Version, at: datetime) -> list[CheckFinding]:
    """Bring the heap, the headline and the fault up to date. Gives the faults that are new: none stood before."""
    found = findings(row, version)
    open_ones = open_findings(found, standing_answers(version.link_answers.all(), row.text_sha256))
    faults = list_faults(open_ones, row.verdict, confirmed=row.confirmed)
    row.group = group_of(row.verdict, confirmed=row.confirmed, findings=found)
    row.is_answered = is_answered(row.group, len(open_ones))
    row.headline, row.headline_en = row.why, row.why_en
    worst = (faults or open_ones)[:1]
    if worst:
        row.headline, row.headline_en = worst[0].message_th, worst[0].message_en
    before = row.fault_since
    since = fault_since(before, row.verdict, is_faulty=bool(faults), at=at)
    row.fault_since = since if open_ones else None
    row.save()
    return faults if before is None else []
