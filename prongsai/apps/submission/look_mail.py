"""What a last look found, by e-mail at once: two hours before the closing no digest of tomorrow helps."""

import logging
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from prongsai.apps.history.heads import can_send_mail
from prongsai.apps.submission.models import FinalLook, LookMail
from prongsai.apps.submission.queries import list_unsent
from prongsai.core.thai.format import format_date
from prongsai.wiring import BANGKOK

log = logging.getLogger(__name__)

MOST_TRIES = 12
_MOST_LINES = 15


def send_look_mails(at: datetime) -> int:
    """Send what waits. A refused address does not stop the others; what fails is tried again with the next run."""
    if not can_send_mail():
        return 0
    return sum(_send(row, at) for row in list_unsent(MOST_TRIES, at))


def write_look(look: FinalLook) -> tuple[str, str]:
    """The subject and the text of the mail, Thai then English. Names no person."""
    year = look.year
    here = look.closes_at.astimezone(BANGKOK)
    closes_th = f"{format_date(here.date(), digits='arabic')} เวลา {here:%H:%M} น."
    worth_th = f" รวม {look.points_at_risk:.2f} คะแนนของคะแนนรวม" if look.points_at_risk is not None else ""
    worth_en = f", {look.points_at_risk:.2f} points of the total" if look.points_at_risk is not None else ""
    subject = f"แบบ OIT {year.fiscal_year} ปิดรับ {closes_th}: ยังมีเรื่องต้องแก้ {len(look.problems)} เรื่อง"
    address = f"{settings.PRONGSAI.url.rstrip('/')}{reverse('submission:looks', args=(year.pk,))}"
    shown = look.problems[:_MOST_LINES]
    more = len(look.problems) - len(shown)
    lines = [
        f"{year.agency.name} ปีงบประมาณ {year.fiscal_year}",
        f"ระบบการประเมินปิดรับ {closes_th} ระบบตรวจแล้วพบ {len(look.problems)} เรื่อง{worth_th}",
        "",
        *(f"- {one['code']}: {one['message_th']}" for one in shown),
        *([f"และอีก {more} เรื่อง"] if more > 0 else []),
        "",
        f"ดูทั้งหมด: {address}",
        "",
        f"The form of fiscal year {year.fiscal_year} closes on {here:%d/%m/%Y %H:%M} (Bangkok). "
        f"{len(look.problems)} things are still open{worth_en}:",
        *(f"- {one['code']}: {one['message_en']}" for one in shown),
        *([f"and {more} more"] if more > 0 else []),
        "",
    ]
    return subject, "\n".join(lines)


def _send(row: LookMail, at: datetime) -> int:
    subject, text = write_look(row.look)
    row.tries += 1
    try:
        EmailMessage(subject, text, to=[row.user.email]).send()
    except (SMTPException, OSError) as error:
        log.warning("look mail %s could not be sent: %s", row.pk, type(error).__name__)
        row.save(update_fields=("tries",))
        return 0
    row.sent_at = at
    row.save(update_fields=("tries", "sent_at"))
    return 1
