"""An office with a round open, its people, and a clock that stands where a test puts it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.history.models import Event
from prongsai.apps.plans.models import Occurrence, Plan
from prongsai.apps.plans.progress import HandedFile
from prongsai.apps.rounds import actions
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.rounds.opening import open_rounds
from prongsai.apps.rounds.queries import get_round
from prongsai.apps.rounds.sheets import build_sheet
from prongsai.core import plan as core
from prongsai.core.monthly_round import Sheet, hash_of_sheet
from prongsai.wiring import bangkok_date
from tests.apps.factories import give_post, make_agency, make_plan, make_post, make_user

PDF = HandedFile("บันทึก.pdf", b"%PDF-1.4 signed")
DECEMBER = datetime(2022, 12, 1, 3, 0, tzinfo=UTC)  # a Thursday
"""Ten in the morning in Bangkok, on the day on which December's round opens."""


class Clock:
    """Sets the moment that views, jobs and rules take for now."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = DECEMBER
        clock = self

        class Standing(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return clock.at.astimezone(tz) if tz else clock.at.replace(tzinfo=None)

        monkeypatch.setattr("prongsai.wiring.datetime", Standing)
        monkeypatch.setattr("django.utils.timezone.now", lambda: clock.at)

    def go(self, year: int, month: int, day: int, hour: int = 3) -> datetime:
        self.at = datetime(year, month, day, hour, tzinfo=UTC)
        return self.at


@dataclass
class Office:
    """People by what they do; the executive holds the post of the agency's head."""

    agency: Agency
    plan: Plan
    officer: User
    finance: User
    clerk: User
    executive: User
    auditor: User

    def round(self, month: date = date(2022, 12, 1)) -> Round:
        return get_round(Round.objects.get(agency=self.agency, month=month).pk)

    def sheet(self, at: datetime = DECEMBER, month: date = date(2022, 12, 1)) -> Sheet:
        return build_sheet(self.round(month), bangkok_date(at))

    def seen(self, at: datetime = DECEMBER, month: date = date(2022, 12, 1)) -> str:
        return hash_of_sheet(self.sheet(at, month))

    def actions(self) -> list[str]:
        return list(Event.objects.filter(agency=self.agency.slug).order_by("seq").values_list("action", flat=True))


def make_office(
    *, measures: tuple[core.Measure, ...] | int = 1, at: datetime = DECEMBER, opened: bool = True
) -> Office:
    """The plan came on 22 November 2565, so December's round is the first."""
    agency = make_agency()
    plan = make_plan(agency, 2566, measures)
    office = Office(
        agency=agency,
        plan=plan,
        officer=make_user(agency, "officer", unit="สำนักปลัด"),
        finance=make_user(agency, "officer", unit="กองคลัง"),
        clerk=make_user(agency, "clerk_office"),
        executive=make_user(agency, "top_executive"),
        auditor=make_user(agency, "auditor"),
    )
    give_post(office.executive, make_post(agency, "top_executive", title="นายกเทศมนตรีตำบลทดสอบ"))
    if opened:
        open_rounds(agency, at=at)
    return office


def sign(
    office: Office, *, at: datetime = DECEMBER, by: User | None = None, comment: str = "", seen: str = ""
) -> Round:
    month = bangkok_date(at).replace(day=1)
    return actions.sign_round(
        round_=office.round(month),
        seen_sha256=seen or office.seen(at, month),
        comment=comment,
        by=by or office.executive,
        at=at,
    )


def decide(office: Office, *, at: datetime = DECEMBER, unit: str = "กองคลัง", **values: Any) -> Decision:
    given = {"text": "ให้เผยแพร่แผนจัดซื้อให้ครบ", "due_on": date(2022, 12, 20), "by": office.executive, **values}
    return actions.decide(
        round_=office.round(bangkok_date(at).replace(day=1)),
        unit=office.agency.units.get(name=unit) if unit else None,
        at=at,
        **given,
    )


def on_paper(office: Office, *, at: datetime = DECEMBER, month: date = date(2022, 12, 1), **values: Any) -> Round:
    given = {
        "memo_number": "ชย ๗๑๒๐๑/๔๕",
        "memo_on": date(2022, 12, 1),
        "post": "นายกเทศมนตรีตำบลทดสอบ",
        "comment": "ทราบ",
        "scan": PDF,
        "by": office.clerk,
        **values,
    }
    return actions.record_on_paper(round_=office.round(month), at=at, **given)


def supervision(office: Office, month: date) -> Occurrence:
    """The executive's own following-up of a month."""
    return Occurrence.objects.get(
        work_item__measure__plan=office.plan, work_item__role="supervision", period_from=month
    )


def days(count: int) -> timedelta:
    return timedelta(days=count)
