"""Small plans for the checks: a healthy one, and builders that spoil one thing."""

from dataclasses import replace
from datetime import date

from prongsai.core.plan import Agency, Deadline, Evidence, FollowUp, Measure, Plan, Responsible, Step
from prongsai.core.reporting_round import round_of


def due(day: date, **more) -> Deadline:
    return Deadline(kind="date", due_on=day, as_printed="ภายในเดือน", **more)


def link(url: str = "https://www.tambon.go.th/ita/o1", link_class: str = "ok", **more) -> Evidence:
    return Evidence(as_printed=url, url=url, link_class=link_class, **more)


def task(number: int = 1, deadline: Deadline | None = None, **more) -> FollowUp:
    return FollowUp(number, "เจ้าหน้าที่จัดทำข้อมูลและรายงานผู้บริหาร", "task", deadline, **more)


def supervision(number: int = 2, deadline: Deadline | None = None, **more) -> FollowUp:
    return FollowUp(number, "ผู้บริหารกำกับติดตามทุกเดือน", "supervision", deadline, **more)


MONTHLY = Deadline(kind="monthly", from_on=date(2022, 10, 1), until_on=date(2023, 9, 30), as_printed="ทุกเดือน")


def healthy_measure(number: int = 1, **more) -> Measure:
    """A measure in which no rule finds anything."""
    measure = Measure(
        number=number,
        issue=f"ข้อมูลพื้นฐาน {number}",
        item_codes=(f"O{number}",),
        responsible=(Responsible("สำนักปลัด"),),
        steps=(Step(1, "จัดทำข้อมูล"), Step(2, "รายงานผู้บริหาร"), Step(3, "เผยแพร่บนเว็บไซต์หน่วยงาน")),
        follow_ups=(
            task(1, due(date(2023, 1, 31)), status="done", done_on=date(2023, 1, 20)),
            supervision(2, MONTHLY, status="in_progress"),
        ),
        status="in_progress",
        evidence=(link(f"https://www.tambon.go.th/ita/o{number}"),),
    )
    return replace(measure, **more)


def plan_of(*measures: Measure, **more) -> Plan:
    """The half-year report of FY2566 of an invented municipality."""
    plan = Plan(
        agency=Agency("เทศบาลตำบลตัวอย่าง", "tambon_municipality", "เมือง", "ชัยภูมิ", ("www.tambon.go.th",)),
        fiscal_year=2566,
        based_on_fiscal_year=2565,
        round=round_of("half_year", 2566),
        measures=measures or (healthy_measure(),),
    )
    return replace(plan, **more)
