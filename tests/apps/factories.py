"""The smallest valid rows; a test states only what matters to it."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import ROLE_OF_KIND, Agency, Holding, Membership, Post, Unit
from prongsai.apps.agencies.standing import forget_standing
from prongsai.apps.plans.actions import store_plan
from prongsai.apps.plans.models import Measure, Plan, WorkItem
from prongsai.core import plan as core

NOW = datetime(2022, 11, 22, 8, 0, tzinfo=UTC)
PASSWORD = "a-long-pass-1"
_numbers = count(1)


def make_agency(name: str = "เทศบาลตำบลทดสอบ", **fields: Any) -> Agency:
    values = {"slug": f"agency-{next(_numbers)}", "kind": "tambon_municipality", "province": "ชัยภูมิ", "created_at": NOW}
    agency = Agency.objects.create(name=name, **{**values, **fields})
    for position, unit in enumerate(("สำนักปลัด", "กองคลัง"), start=1):
        Unit.objects.create(agency=agency, name=unit, position=position)
    return agency


def make_user(agency: Agency | None = None, role: str = "clerk_office", unit: str = "", **fields: Any) -> User:
    username = fields.pop("username", f"user{next(_numbers)}")
    user = User.objects.create_user(username, PASSWORD, display_name=fields.pop("display_name", username), **fields)
    if agency is not None:
        row = agency.units.get(name=unit) if unit else None
        Membership.objects.create(user=user, agency=agency, role=role, unit=row, created_at=NOW)
    return user


def make_post(agency: Agency, kind: str, unit: str = "", **fields: Any) -> Post:
    row = agency.units.get(name=unit) if unit else None
    values = {"title": f"{kind} {unit}".strip(), "role": ROLE_OF_KIND[kind], **fields}
    return Post.objects.create(agency=agency, unit=row, kind=kind, **values)


def give_post(
    user: User, post: Post, capacity: str = "holder", from_on: date = date(2022, 1, 1), **fields: Any
) -> Holding:
    if capacity == "delegated":
        fields = {"order_number": "1/2565", "scope": "ทุกเรื่อง", **fields}
    row = Holding.objects.create(post=post, user=user, capacity=capacity, from_on=from_on, created_at=NOW, **fields)
    forget_standing(user)
    return row


def measure_facts(number: int = 1, **fields: Any) -> core.Measure:
    deadline = core.Deadline("date", due_on=date(2023, 1, 31), as_printed="ภายในเดือนมกราคม ๒๕๖๖", why="สิ้นเดือน")
    values: dict[str, Any] = {
        "issue": f"ประเด็นที่ {number}",
        "item_codes": ("O1", "O2"),
        "responsible": (core.Responsible("สำนักปลัด", "นางสาวตัวอย่าง ใจดี"),),
        "steps": (core.Step(1, "ทำข้อมูล"), core.Step(2, "เผยแพร่")),
        "follow_ups": (
            core.FollowUp(1, "รายงานผู้บริหาร", "task", deadline),
            core.FollowUp(2, "ผู้บริหารติดตาม", "supervision", core.Deadline("monthly", as_printed="ทุกเดือน")),
        ),
        "evidence": (core.Evidence("http://www.example.go.th/o1", url="http://www.example.go.th/o1", link_class="ok"),),
        "as_printed": core.AsPrinted(issue="-ประเด็น"),
    }
    return core.Measure(number, **{**values, **fields})


def make_plan(agency: Agency, year: int = 2566, measures: int | tuple[core.Measure, ...] = 1) -> Plan:
    facts = tuple(measure_facts(number) for number in range(1, measures + 1)) if isinstance(measures, int) else measures
    return store_plan(agency=agency, facts=core.Plan(agency.facts(), year, year - 1, measures=facts), by=None, at=NOW)


def first_measure(plan: Plan) -> Measure:
    return plan.measures.order_by("position")[0]


def first_task(plan: Plan) -> WorkItem:
    return WorkItem.objects.filter(measure__plan=plan, kind="follow_up").order_by("measure__position", "position")[0]
