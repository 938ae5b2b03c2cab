"""Many agencies with plans, people and work on its way: the first is made by the product's own actions, the rest copied.

Imported only after Django is set up. Copies keep every row of the first under numbers of their own; their history is
written by `record`, so that every chain holds.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.invitations import invite
from prongsai.apps.agencies.models import (
    ROLE_OF_KIND,
    Agency,
    GroupMember,
    Holding,
    Membership,
    Post,
    Unit,
    WorkingGroup,
)
from prongsai.apps.handover import contents
from prongsai.apps.handover.actions import check_part, return_work, save_part, take_step
from prongsai.apps.handover.chain_actions import set_chain
from prongsai.apps.handover.models import Approval, ChainRule, Handover, Part, Waiver
from prongsai.apps.handover.opening import open_missing
from prongsai.apps.history.actions import SYSTEM_ACTOR, record
from prongsai.apps.plans.actions import store_plan
from prongsai.apps.plans.deadlines import add_closure, ask_extension, keep_occurrences
from prongsai.apps.plans.models import (
    Closure,
    Evidence,
    Extension,
    Measure,
    Occurrence,
    Plan,
    Responsible,
    WorkEvent,
    WorkItem,
)
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.rounds.opening import note_missed, open_rounds
from prongsai.core import plan as core
from prongsai.core.fiscal_year import fiscal_year_of, fiscal_year_start
from prongsai.core.handover import STEPS
from prongsai.wiring import BANGKOK, bangkok_date

UNITS = (
    "สำนักปลัด",
    "กองคลัง",
    "กองช่าง",
    "กองการศึกษา",
    "กองสาธารณสุข",
    "กองสวัสดิการสังคม",
    "กองยุทธศาสตร์",
    "หน่วยตรวจสอบภายใน",
)
OWN_EVENTS = 1500
"""Events of the first agency beside those of its own deeds, some two years of an office."""

_COPIED: tuple[type[models.Model], ...] = (
    User,
    Agency,
    Unit,
    Membership,
    Post,
    Holding,
    WorkingGroup,
    GroupMember,
    Plan,
    Measure,
    Responsible,
    WorkItem,
    Occurrence,
    WorkEvent,
    Extension,
    Closure,
    ChainRule,
    Waiver,
    Handover,
    Part,
    Approval,
    Evidence,
    Round,
    Decision,
)
_UNIQUE_WORDS = {User: "username", Agency: "slug"}


@dataclass(frozen=True, slots=True)
class Size:
    """How much is loaded."""

    agencies: int = 116
    items: int = 43
    years: int = 2


def build(size: Size) -> Agency:
    """Fill an empty database; gives the first agency."""
    first = _first_agency(size)
    with transaction.atomic():
        rows = {model: list(model._default_manager.all()) for model in _COPIED}
        for turn in range(1, size.agencies):
            _copy(rows, turn)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), list(_COPIED)):
                    cursor.execute(statement)
        now = timezone.now()
        _add_events(first.slug, OWN_EVENTS if size.items > 5 else 5, now)
        for slug in Agency.objects.exclude(pk=first.pk).values_list("slug", flat=True):
            _add_events(slug, size.items, now)
    return first


def person(agency: Agency, role: str, unit: str = "") -> User:
    """Who has the role; for an officer or a head, in the unit."""
    if role in ("unit_head", "chief_administrator", "top_executive"):
        posts = Post.objects.filter(agency=agency, kind=role)
        return Holding.objects.filter(post__in=posts.filter(unit__name=unit) if unit else posts)[0].user
    rows = Membership.objects.filter(agency=agency, role=role)
    if role == "officer":
        # heads are officers by membership too; the first of a unit is the one who hands in
        rows = rows.filter(unit__name=unit or UNITS[0]).order_by("pk")
    return rows[0].user


def _first_agency(size: Size) -> Agency:
    now = timezone.now()
    this_year = fiscal_year_of(bangkok_date(now))
    began = datetime.combine(fiscal_year_start(this_year - size.years + 1), datetime.min.time(), BANGKOK)
    agency = Agency.objects.create(
        slug="agency-0", name="เทศบาลตำบลทดสอบ", kind="tambon_municipality", province="ชัยภูมิ", created_at=began
    )
    units = [Unit.objects.create(agency=agency, name=name, position=place) for place, name in enumerate(UNITS, 1)]
    _people(agency, units, began)
    clerk = person(agency, "clerk_office")
    for turn in range(size.years):
        year = this_year - size.years + 1 + turn
        at = datetime.combine(fiscal_year_start(year), datetime.min.time(), BANGKOK)
        measures = tuple(_measure(number, year) for number in range(1, size.items + 1))
        facts = core.Plan(agency.facts(), year, year - 1, measures=measures)
        store_plan(agency=agency, facts=facts, by=clerk, at=at)
    for plan in agency.plans.all():
        keep_occurrences(plan=plan, today=bangkok_date(now))
    set_chain(agency=agency, steps=STEPS, by=clerk, at=began)
    open_missing(agency, this_year - size.years + 1, at=began)
    _finish_old_years(agency, this_year, began)
    _do_some_work(agency, this_year, now)
    _rounds(agency, now)
    return agency


def _people(agency: Agency, units: list[Unit], at: datetime) -> None:
    def join(name: str, role: str, unit: Unit | None = None) -> User:
        user = User(username=f"{name}-0", display_name=f"นาง{name}", must_change_password=False)
        user.set_unusable_password()
        user.save()
        Membership.objects.create(user=user, agency=agency, role=role, unit=unit, created_at=at)
        return user

    def hold(kind: str, user: User, unit: Unit | None = None) -> None:
        post = Post.objects.create(
            agency=agency, unit=unit, kind=kind, title=f"{kind} {unit or ''}".strip(), role=ROLE_OF_KIND[kind]
        )
        Holding.objects.create(post=post, user=user, capacity="holder", from_on=at.date(), created_at=at)

    admin = join("admin", "agency_admin")
    join("clerk", "clerk_office")
    join("auditor", "auditor")
    for place, unit in enumerate(units):
        join(f"officer{place}", "officer", unit)
        hold("unit_head", join(f"head{place}", "officer", unit), unit)
    hold("chief_administrator", join("administrator", "officer"))
    hold("top_executive", join("executive", "officer"))
    year = fiscal_year_of(bangkok_date(at))
    WorkingGroup.objects.create(agency=agency, fiscal_year=year, created_at=at)
    now = timezone.now()
    invite(agency=agency, name="ผู้รับเชิญ", email="", role="officer", unit=None, post=None, by=admin, at=now)


def _measure(number: int, year: int) -> core.Measure:
    due_on = date(year - 543, 1, 31)
    once = core.Deadline("date", due_on=due_on, as_printed="ภายในเดือนมกราคม", why="สิ้นเดือนมกราคม")
    monthly = core.Deadline("monthly", as_printed="ทุกเดือน")
    return core.Measure(
        number,
        issue=f"O{number} การเปิดเผยข้อมูลบนเว็บไซต์ของหน่วยงานให้ครบถ้วนและเป็นปัจจุบัน",
        item_codes=(f"O{number}",),
        responsible=(core.Responsible(UNITS[number % len(UNITS)], "นางสาวตัวอย่าง ใจดี"),),
        steps=(core.Step(1, "จัดทำข้อมูลให้เป็นปัจจุบัน"), core.Step(2, "เผยแพร่บนเว็บไซต์ของหน่วยงาน")),
        follow_ups=(
            core.FollowUp(1, "รายงานผลต่อผู้บริหาร", "task", once),
            core.FollowUp(2, "รายงานความก้าวหน้าประจำเดือน", "task", monthly),
            core.FollowUp(3, "ผู้บริหารกำกับติดตาม", "supervision", monthly),
        ),
        evidence=(core.Evidence(_link(year, number), url=_link(year, number), link_class="ok"),),
    )


def _link(year: int, number: int) -> str:
    return f"https://www.example.go.th/{year}/o{number}"


def _finish_old_years(agency: Agency, this_year: int, at: datetime) -> None:
    """Nine tenths of what earlier years asked for is closed; the rest is late."""
    old = Handover.objects.filter(agency=agency, occurrence__work_item__measure__plan__fiscal_year__lt=this_year)
    keys = [key for place, key in enumerate(old.values_list("pk", flat=True)) if place % 10]
    Part.objects.filter(handover__in=keys).update(
        state="checked", maker_name="นางสาวตัวอย่าง", handed_in_at=at, content_sha256="0" * 64
    )
    Occurrence.objects.filter(handover__in=keys).update(status="done", done_on=at.date())
    Handover.objects.filter(pk__in=keys).update(state="closed")


def _do_some_work(agency: Agency, this_year: int, at: datetime) -> None:
    """Hand in a quarter of this year's work with a link each; of it most is checked, some goes on, some comes back.

    The first of each unit is not checked, so that every head has something to check in a small office too.
    """
    units: set[str] = set()
    parts = Part.objects.filter(
        handover__agency=agency, handover__occurrence__work_item__measure__plan__fiscal_year=this_year
    ).select_related("handover__agency", "handover__occurrence__work_item__measure__plan", "unit")
    for place, part in enumerate(parts[:: 4 if parts.count() > 20 else 1]):
        officer, head = person(agency, "officer", part.unit_name), person(agency, "unit_head", part.unit_name)
        link = f"{_link(this_year, place)}/handed-in"
        done = save_part(
            part=part, version=1, note="ลงเว็บไซต์แล้ว", done_on=None, links=(link,), hand_in=True, by=officer, at=at
        )
        if place % 4 == 0 or part.unit_name not in units:
            units.add(part.unit_name)
            continue
        seen = done.content_sha256
        if place % 9 == 1:
            reason = "ลิงก์ไม่ตรงกับรายการ"
            return_work(handover=part.handover, part_ids=[part.pk], reason=reason, step="check", by=head, at=at)
            continue
        check_part(part=part, seen_sha256=seen, by=head, at=at)
        for name, role in (("compile", "clerk_office"), ("endorse", "chief_administrator"))[: place % 3]:
            row = Handover.objects.select_related("agency", "occurrence__work_item__measure__plan").get(
                pk=part.handover_id
            )
            take_step(
                handover=row,
                step=name,  # type: ignore[arg-type]
                seen_sha256=contents.whole_hash(row.parts.all()),
                by=person(agency, role),
                at=at,
            )
    clerk, officer = person(agency, "clerk_office"), person(agency, "officer")
    waiting = Occurrence.objects.filter(
        work_item__measure__plan__agency=agency,
        work_item__measure__plan__fiscal_year=this_year,
        due_on__isnull=False,
        status__in=("unknown", "not_started"),
    ).select_related("work_item__measure__plan")
    for occurrence in waiting[:5]:
        ask_extension(occurrence=occurrence, days=7, reason="น้ำท่วมสำนักงาน", by=officer, at=at)
    closed_on = bangkok_date(at) + timedelta(days=9)
    add_closure(agency=agency, from_on=closed_on, to_on=closed_on, why="น้ำท่วม", by=clerk, at=at)


def _rounds(agency: Agency, at: datetime) -> None:
    open_rounds(agency, at=at)
    executive = person(agency, "top_executive")
    for place, row in enumerate(Round.objects.filter(agency=agency)):  # the newest first: of two some is still to do
        for number in (1, 2, 3):
            Decision.objects.create(
                round=row,
                number=number,
                text=f"ให้ {UNITS[number]} เร่งรัดรายการที่เลยกำหนด",
                unit=agency.units.get(name=UNITS[number]),
                unit_name=UNITS[number],
                due_on=row.due_on,
                made_by=executive,
                made_by_name=str(executive),
                made_at=at,
                **({} if place < 2 else {"state": "done", "done_on": row.due_on, "reported_at": at}),
            )
        note_missed(row, at=at)


def _copy(rows: dict[type[models.Model], list[Any]], turn: int) -> None:
    strides = {model: max((row.pk for row in of_model), default=0) for model, of_model in rows.items()}
    for model, of_model in rows.items():
        word = _UNIQUE_WORDS.get(model)
        moved = []
        for row in of_model:
            values = {field.attname: _moved(field, row, strides, turn) for field in model._meta.concrete_fields}
            if word is not None:
                values[word] = f"{values[word].removesuffix('-0')}-{turn}"
            moved.append(model(**values))
        model._default_manager.bulk_create(moved, batch_size=500)


def _moved(field: models.Field[Any, Any], row: models.Model, strides: dict[type[models.Model], int], turn: int) -> Any:
    value = getattr(row, field.attname)
    about: Any = type(row) if field.primary_key else field.related_model
    return value + turn * strides[about] if value is not None and about in strides else value


def _add_events(slug: str, count: int, until: datetime) -> None:
    for place in range(count):
        record(
            "part_saved",
            agency=slug,
            actor=SYSTEM_ACTOR,
            at=until - timedelta(minutes=count - place),
            object_type="handover",
            object_id=str(place % 100 + 1),
            object_label=f"O{place % 43 + 1} รายงานผลต่อผู้บริหาร",
            before={"state": "todo", "note": ""},
            after={"state": "todo", "note": "กำลังรวบรวมข้อมูล"},
        )
