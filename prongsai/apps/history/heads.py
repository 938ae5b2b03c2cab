"""Mails the head of each agency's chain to the addresses it names: what stands in a mailbox outside cannot be rewritten."""

import logging
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from prongsai.apps.history.actions import SYSTEM_ACTOR, record
from prongsai.apps.history.models import ChainHead, HeadAddress, SentHead
from prongsai.core.thai.format import format_date
from prongsai.wiring import BANGKOK
from prongsai.wiring.proof import SnapshotHead, snapshot_head

log = logging.getLogger(__name__)

SNAPSHOTS = "snapshots"


@dataclass(frozen=True, slots=True)
class Sending:
    """What one run did for all agencies."""

    sent: int
    failed: int


def can_send_mail() -> bool:
    """Whether a mail server is set."""
    return settings.PRONGSAI.mail_server is not None


def send_heads(*, at: datetime) -> Sending:
    """Mail today's heads to every address that has not got one today; a refused address does not stop the others."""
    day = at.astimezone(BANGKOK).date()
    waiting: dict[str, list[HeadAddress]] = {}
    done = SentHead.objects.filter(day=day, sent_at__isnull=False, recipient__isnull=False).values("recipient_id")
    for row in HeadAddress.objects.exclude(pk__in=done).order_by("agency", "pk"):
        waiting.setdefault(row.agency, []).append(row)
    snapshots = snapshot_head(settings.PRONGSAI.home / SNAPSHOTS) if waiting else None
    sent = failed = 0
    for agency, addresses in waiting.items():
        head = ChainHead.objects.filter(agency=agency, seq__gt=0).first()
        if head is None:
            continue
        problems = {row: _send(row, head, snapshots, at) for row in addresses}
        _note(head, snapshots, problems, at)
        bad = sum(bool(problem) for problem in problems.values())
        sent, failed = sent + len(problems) - bad, failed + bad
    return Sending(sent, failed)


def write_mail(head: ChainHead, snapshots: SnapshotHead | None, at: datetime) -> tuple[str, str]:
    """The subject and the text of a mail, Thai then English."""
    here = at.astimezone(BANGKOK)
    subject = f"[prongsai] {head.agency} #{head.seq} {head.hash[:16]} {here:%Y-%m-%d}"
    lines = [
        f"รหัสท้ายลูกโซ่ประวัติของ {head.agency} ({settings.PRONGSAI.url})",
        f"วันที่ {format_date(here.date())} เวลา {here:%H:%M} น.",
        "",
        f"ประวัติ / history: #{head.seq}",
        head.hash,
    ]
    if snapshots is not None:
        lines += ["", f"สำเนาหลักฐาน / snapshots: line {snapshots.line}", snapshots.hash]
    lines += [
        "",
        "กรุณาเก็บอีเมลนี้ไว้ หากมีผู้แก้หรือลบประวัติย้อนหลัง รหัสนี้จะไม่อยู่ในประวัติอีกต่อไป ตรวจได้ด้วย",
        "Please keep this mail. If anyone rewrites or cuts the history, this hash will not be in it any more. To check:",
        "",
        f"    prongsai verify --expect {head.agency}={head.hash}",
        f"    python3 verify_history.py history.jsonl {head.agency}={head.hash}",
    ]
    if snapshots is not None:
        lines.append(f"    python3 verify_snapshots.py snapshots {snapshots.hash}")
    return subject, "\n".join(lines) + "\n"


def _send(row: HeadAddress, head: ChainHead, snapshots: SnapshotHead | None, at: datetime) -> str:
    """What went wrong, "" when the server took it. One mail an address: nobody sees who else gets it."""
    subject, text = write_mail(head, snapshots, at)
    mail = EmailMessage(
        subject, text, to=[row.address], headers={"Auto-Submitted": "auto-generated"}, connection=get_connection()
    )
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        # Servers quote the address they refuse: only what kind of error it was is kept.
        code = getattr(error, "smtp_code", "")
        problem = f"{type(error).__name__} {code}".strip()
        log.warning("the head of %s could not be mailed to an address: %s", head.agency, problem)
        return problem[:300]
    return ""


@transaction.atomic
def _note(head: ChainHead, snapshots: SnapshotHead | None, problems: dict[HeadAddress, str], at: datetime) -> None:
    for row, problem in problems.items():
        values = {
            "agency": head.agency,
            "domain": row.address.rpartition("@")[2].lower(),
            "seq": head.seq,
            "hash": head.hash,
            "snapshot_chain": snapshots.chain if snapshots else "",
            "snapshot_line": snapshots.line if snapshots else 0,
            "snapshot_hash": snapshots.hash if snapshots else "",
            "sent_at": None if problem else at,
            "problem": problem,
        }
        SentHead.objects.update_or_create(recipient=row, day=at.astimezone(BANGKOK).date(), defaults=values)
    failed = sum(bool(problem) for problem in problems.values())
    record(
        "heads_mailed",
        agency=head.agency,
        actor=SYSTEM_ACTOR,
        at=at,
        object_type="history",
        object_id="",
        object_label="",
        after={"seq": head.seq, "hash": head.hash, "sent": len(problems) - failed, "failed": failed},
    )
