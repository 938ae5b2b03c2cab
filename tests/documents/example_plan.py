"""A small plan for drawing: invented names, every kind of line the form has."""

from datetime import date

from prongsai.core.plan import (
    Agency,
    Audit,
    Deadline,
    Evidence,
    FollowUp,
    Measure,
    MonthlyRound,
    Plan,
    Responsible,
    Step,
)
from prongsai.core.reporting_round import round_of
from prongsai.documents.content import ReportOptions

OFFICER = "นางสาวตัวอย่าง ใจดี"
MADE_ON = date(2023, 4, 1)
OPTIONS = ReportOptions(made_on=MADE_ON)
HOME = "https://www.example.go.th/"


def example_plan() -> Plan:
    steps = (
        Step(1, "จัดทำข้อมูลตามข้อ ๒. ของประกาศ"),
        Step(
            2,
            "รายงานผู้บริหาร",
            Deadline("date", due_on=date(2023, 1, 31)),
            "done",
            date(2023, 1, 30),
            f"เสนอโดย {OFFICER}",
            (Evidence(f"{HOME}a?x=1", f"{HOME}a?x=1", title="คำสั่ง", link_class="ok", audit=_audit()),),
        ),
    )
    follow_ups = (
        FollowUp(1, "รายงานผู้บริหาร ภายในเดือนมกราคม ๒๕๖๖", "task", _january()),
        FollowUp(2, "ผู้บริหารกำกับติดตามการดำเนินการ", "supervision", Deadline("none")),
    )
    return Plan(
        Agency("เทศบาลตำบลตัวอย่าง", "tambon_municipality", "เมืองตัวอย่าง", "ชัยภูมิ", ("www.example.go.th",)),
        2566,
        2565,
        round_of("half_year", 2566),
        (
            Measure(
                1,
                "ข้อมูลพื้นฐาน",
                "fix",
                9,
                ("O1", "O2"),
                (Responsible("สำนักปลัด", OFFICER),),
                steps,
                follow_ups,
                "done",
                evidence=(Evidence(HOME, HOME, link_class="homepage-only"),),
                budget="5,000 บาท",
            ),
            Measure(2, "=1+1", "develop", status="not_started"),
        ),
        (MonthlyRound("2023-01", date(2023, 1, 20), "นายกเทศมนตรี", ("ให้เร่งดำเนินการ",)),),
    )


def _audit() -> Audit:
    return Audit("opens", checked_at="2023-03-31T17:30:00Z")


def _january() -> Deadline:
    return Deadline("date", due_on=date(2023, 1, 31), from_on=date(2023, 1, 1), as_printed="ภายในเดือนมกราคม ๒๕๖๖")
