"""An office whose clock and worker a test moves by hand, with a real mail server and a server that answers as LINE."""

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.plans.models import Occurrence
from prongsai.apps.reminders.models import Delivery, Preference, Reminder
from prongsai.apps.reminders.sending import run_once
from prongsai.settings import LineAccount
from prongsai.settings import MailServer as MailAddress
from prongsai.wiring import BANGKOK
from tests.apps.factories import first_task, make_agency, make_plan, make_user

DUE = date(2023, 1, 31)  # a Tuesday, as the factories' first task has it
LINE_ID = "U" + "0" * 32


def at(days: int, hour: int = 9, minute: int = 0) -> datetime:
    """A Bangkok time so many days after the due day."""
    return datetime.combine(DUE + timedelta(days=days), time(hour, minute), BANGKOK).astimezone(UTC)


@dataclass
class Desk:
    """One agency, one task due on DUE, and its officer, who has an e-mail address."""

    agency: Agency
    officer: User

    def finish(self) -> None:
        """The task is done."""
        Occurrence.objects.filter(work_item=first_task(self.agency.plans.get())).update(status="done")

    def move(self, days: int) -> None:
        """The task is due so many days later."""
        rows = Occurrence.objects.filter(work_item=first_task(self.agency.plans.get()))
        rows.update(due_on=DUE + timedelta(days=days))


def make_desk(**fields: object) -> Desk:
    agency = make_agency()
    make_plan(agency)
    values = {"email": f"officer{agency.pk}@x.go.th", **fields}
    return Desk(agency, make_user(agency, "officer", unit="สำนักปลัด", **values))


def work_days(first: int, last: int) -> None:
    """A worker that runs at nine each day."""
    for days in range(first, last + 1):
        run_once(at(days))


def use_mail(settings, port: int) -> None:
    settings.PRONGSAI = replace(
        settings.PRONGSAI, mail_server=MailAddress("127.0.0.1", port, ""), mail_from="ita@example.go.th"
    )


def use_line(settings, address: str, folder: Path) -> None:
    (folder / "token").write_text("line-token")
    (folder / "secret").write_text("line-secret")
    settings.PRONGSAI = replace(settings.PRONGSAI, line=LineAccount(folder / "token", folder / "secret", address))


def prefer(user: User, *channels: str, line_id: str = "") -> None:
    Preference.objects.update_or_create(
        user=user, defaults={"channels": list(channels), "line_id": line_id, "changed_at": at(-30)}
    )


def states(user: User) -> list[tuple[str, str]]:
    """Channel and state of the person's outside deliveries, first to last."""
    rows = Delivery.objects.filter(digest__user=user).exclude(channel="in_app").order_by("pk")
    return list(rows.values_list("channel", "state"))


def told(user: User) -> list[tuple[str, str]]:
    """Day and tone of all that a person was told."""
    rows = Reminder.objects.filter(user=user).order_by("said_on", "pk")
    return [(f"{row.said_on}", row.tone) for row in rows]


@contextmanager
def raising(thing, name, error):
    """The call of a name on a thing ends as if the process had died there."""
    kept = getattr(thing, name)

    def die(*_arguments, **_named):
        raise error

    setattr(thing, name, die)
    try:
        yield
    finally:
        setattr(thing, name, kept)
