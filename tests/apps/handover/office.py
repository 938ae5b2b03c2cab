"""An office with a chain and everybody it takes, and one piece of work on its way."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.mending import Mending, mending_of
from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover import contents
from prongsai.apps.handover.actions import check_part, save_part, take_step
from prongsai.apps.handover.chain_actions import record_waiver, set_chain
from prongsai.apps.handover.desk import load_frame
from prongsai.apps.handover.models import Handover, Part, Waiver
from prongsai.apps.plans.models import Evidence, Plan
from prongsai.apps.plans.progress import accept_proposed_address
from prongsai.core import plan as core
from prongsai.core.handover import STEPS, Step
from prongsai.wiring import bangkok_date
from tests.apps.factories import first_task, make_agency, make_plan, make_user, measure_facts

AT = datetime(2022, 11, 23, 3, 0, tzinfo=UTC)
LINK = "http://www.example.go.th/o1/plan-2566"
EVERY_UNIT = (measure_facts(responsible=(core.Responsible("ทุกส่วนงาน", all_units=True),)),)


@dataclass
class Office:
    """People by what they do; `finance` hands in and `finance_head` checks for กองคลัง."""

    agency: Agency
    plan: Plan
    officer: User
    head: User
    finance: User
    finance_head: User
    clerk: User
    administrator: User
    executive: User

    def handover(self) -> Handover:
        """The hand-over of the first task."""
        return Handover.objects.select_related("agency", "occurrence__work_item__measure__plan").get(
            occurrence__work_item=first_task(self.plan)
        )

    def part(self, unit: str = "สำนักปลัด") -> Part:
        """One unit's part of it, with everything behind it loaded."""
        row = self.handover().parts.get(unit_name=unit)
        row.handover = self.handover()
        return row

    def whole(self) -> str:
        """Hash of what is on the screen now."""
        return contents.whole_hash(self.handover().parts.all())


def make_office(*, measures: tuple[core.Measure, ...] | int = 1, steps: tuple[str, ...] = STEPS) -> Office:
    agency = make_agency()
    plan = make_plan(agency, 2566, measures)
    office = Office(
        agency=agency,
        plan=plan,
        officer=make_user(agency, "officer", unit="สำนักปลัด"),
        head=make_user(agency, "unit_head", unit="สำนักปลัด"),
        finance=make_user(agency, "officer", unit="กองคลัง"),
        finance_head=make_user(agency, "unit_head", unit="กองคลัง"),
        clerk=make_user(agency, "clerk_office"),
        administrator=make_user(agency, "chief_administrator"),
        executive=make_user(agency, "top_executive"),
    )
    if steps:
        set_chain(agency=agency, steps=steps, by=office.clerk, at=AT)
    return office


def mending(office: Office, user: User) -> Mending:
    """What a person mends, as the first page finds it."""
    frame = load_frame(office.agency, bangkok_date(AT), counts_asked=False, finds_officers=True)
    return mending_of(user, office.agency, (unit.pk for unit in frame.units), frame.with_officer)


def hand_in(office: Office, unit: str = "สำนักปลัด", by: User | None = None, **values: object) -> Part:
    part = office.part(unit)
    given = {"note": "ลงเว็บแล้ว", "done_on": None, "links": (LINK,), "hand_in": True, "at": AT, **values}
    maker = by or (office.officer if unit == "สำนักปลัด" else office.finance)
    return save_part(part=part, version=part.version, by=maker, **given)  # type: ignore[arg-type]


def check(office: Office, unit: str = "สำนักปลัด", by: User | None = None) -> None:
    part = office.part(unit)
    checker = by or (office.head if unit == "สำนักปลัด" else office.finance_head)
    check_part(part=part, seen_sha256=part.content_sha256, by=checker, at=AT)


def step(office: Office, name: Step, by: User | None = None, comment: str = "") -> None:
    who = {"endorse": office.administrator, "acknowledge": office.executive}.get(name, office.clerk)
    how = {"step": name, "seen_sha256": office.whole(), "by": by or who, "at": AT}
    if name == "publish":  # nothing of it is public in these tests
        how |= {"is_confirmed": True, "comment": comment or "เว็บของหน่วยงาน"}
    else:
        how["comment"] = comment
    take_step(handover=office.handover(), **how)  # type: ignore[arg-type]


def walk(office: Office, *, to: Step = "close") -> None:
    """Hand in, check and go on up to and with a step."""
    hand_in(office)
    for name in STEPS[: STEPS.index(to) + 1]:
        if name == "check":
            check(office)
        else:
            step(office, name)


def change_evidence(office: Office, unit: str = "สำนักปลัด") -> None:
    """Another address for the link of a unit: what was approved is no longer what is there."""
    row = Evidence.objects.get(occurrence=office.handover().occurrence, unit__name=unit, url__isnull=False)
    row.proposed_url = f"{row.url}?changed"
    row.save()
    accept_proposed_address(evidence=row, by=office.officer, at=AT)


def waive(office: Office) -> Waiver:
    """A waiver from 1 November 2022 on, by the clerk."""
    return record_waiver(
        agency=office.agency,
        reason="มีเจ้าหน้าที่ 3 คน",
        order_number="12/2566",
        from_on=date(2022, 11, 1),
        until_on=None,
        by=office.clerk,
        at=AT,
    )
