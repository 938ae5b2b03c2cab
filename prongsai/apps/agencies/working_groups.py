"""The year's working group: reading it, proposing one from the posts, saving it, printing its order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import WHOLE, Agency, GroupMember, Post, WorkingGroup
from prongsai.apps.agencies.permissions import MANAGE_CHAIN
from prongsai.apps.agencies.queries import list_posts
from prongsai.apps.history.actions import Personal, record
from prongsai.apps.history.queries import list_events
from prongsai.core.errors import PersonError
from prongsai.core.working_group import DutyName, GroupLine, find_faults
from prongsai.web.dates import show_moment
from prongsai.wiring import framework_files


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A working group as the page shows it. `version` is 0 until it is first saved."""

    fiscal_year: int
    order_number: str
    order_on: date | None
    members: tuple[GroupLine, ...]
    version: int


def find_group(agency: Agency, fiscal_year: int) -> GroupFacts | None:
    """The year's group as saved."""
    row = agency.working_groups.filter(fiscal_year=fiscal_year).prefetch_related("members").first()
    if row is None:
        return None
    lines = tuple(
        GroupLine(one.name, one.post_title, _duty(one.duty), tuple(one.item_codes)) for one in row.members.all()
    )
    return GroupFacts(row.fiscal_year, row.order_number, row.order_on, lines, row.version)


def list_groups(agency: Agency) -> list[WorkingGroup]:
    """All years that have a group, latest first."""
    return list(agency.working_groups.all())


def propose_group(agency: Agency, fiscal_year: int, today: date) -> GroupFacts:
    """Who usually sits in it: the clerk in the chair, the unit heads, as far as the posts are filled today."""
    lines = []
    for post in list_posts(agency):
        name = _who(post, today)
        if name and post.kind in ("chief_administrator", "unit_head"):
            duty: DutyName = "chair" if post.kind == "chief_administrator" else "member"
            lines.append(GroupLine(name, post.title, duty, ()))
    lines.sort(key=lambda line: line.duty != "chair")
    return GroupFacts(fiscal_year, "", None, tuple(lines), 0)


def list_item_codes(fiscal_year: int) -> tuple[str, ...]:
    """Codes of the year's list, in its order."""
    return framework_files().get(fiscal_year).item_codes


@transaction.atomic
def save_group(
    *,
    agency: Agency,
    fiscal_year: int,
    order_number: str,
    order_on: date | None,
    members: Sequence[GroupLine],
    version: int,
    by: User,
    at: datetime,
) -> WorkingGroup:
    """The whole group as the order says it, replacing what was there; the same again changes and records nothing.

    Raises PersonError for the first thing wrong with it (no chair, two chairs, an item nobody lists, the same item
    twice with one person), and when someone else saved it meanwhile.
    """
    faults = find_faults(members, list_item_codes(fiscal_year))
    if faults:
        raise faults[0]
    if order_on is not None and not order_number:
        raise PersonError("กรอกเลขที่คำสั่งด้วย", "enter the number of the order as well")
    Agency.objects.select_for_update().get(pk=agency.pk)  # two first savings of a year: one waits
    row = agency.working_groups.filter(fiscal_year=fiscal_year).first()
    if (row.version if row else 0) != version:
        if row is not None and _before(agency, fiscal_year) == _told(order_number, order_on, members):
            return row  # sent again: it is as it was to become
        if row is not None and (saved_at := _saved_at_by(row, agency, by)) is not None:
            raise PersonError(
                f"ท่านบันทึกคณะทำงานนี้ไปแล้วเมื่อ {show_moment(saved_at, english=False, thai_digits=False)} กรุณาเปิดหน้าใหม่แล้วแก้ไขอีกครั้ง",
                f"you saved this group yourself at {show_moment(saved_at, english=True, thai_digits=False)}: open the page again and make your changes",
            )
        raise PersonError(
            "มีผู้อื่นแก้ไขคณะทำงานนี้ระหว่างที่คุณเปิดหน้าอยู่ กรุณาเปิดหน้าใหม่แล้วแก้ไขอีกครั้ง",
            "someone else changed this group while you had the page open: open it again and make your changes",
        )
    before, after = _before(agency, fiscal_year), _told(order_number, order_on, members)
    if row is not None and before == after:
        return row
    if row is None:
        row = WorkingGroup(agency=agency, fiscal_year=fiscal_year, created_at=at, version=0)
    row.order_number, row.order_on, row.version = order_number, order_on, row.version + 1
    row.save()
    row.members.all().delete()
    GroupMember.objects.bulk_create(
        GroupMember(
            group=row,
            name=one.name,
            post_title=one.post_title,
            duty=one.duty,
            item_codes=list(one.item_codes),
            position=position,
        )
        for position, one in enumerate(members, start=1)
    )
    record(
        "working_group_saved",
        agency=agency.slug,
        actor=actor_in(by, agency, MANAGE_CHAIN),
        at=at,
        object_type="working_group",
        object_id=str(row.pk),
        object_label=f"{agency.name} {fiscal_year}",
        before=before,
        after=after,
    )
    return row


def _saved_at_by(row: WorkingGroup, agency: Agency, by: User) -> datetime | None:
    """When the group was last saved, if it was by this person."""
    last = list_events(agency.slug, object_type="working_group", object_ids=[str(row.pk)]).first()
    return last.at if last is not None and last.actor == str(by.pk) else None


def _before(agency: Agency, fiscal_year: int) -> Mapping[str, object] | None:
    old = find_group(agency, fiscal_year)
    return _told(old.order_number, old.order_on, old.members) if old else None


def _told(order_number: str, order_on: date | None, members: Sequence[GroupLine]) -> dict[str, object]:
    return {
        "order_number": order_number,
        "order_on": order_on.isoformat() if order_on else None,
        "members": [
            {"name": Personal(one.name), "post": one.post_title, "duty": one.duty, "items": list(one.item_codes)}
            for one in members
        ],
    }


def _who(post: Post, today: date) -> str:
    return next((str(row.user) for row in post.holdings.all() if row.covers(today) and row.capacity in WHOLE), "")


def _duty(code: str) -> DutyName:
    known: dict[str, DutyName] = {
        "chair": "chair",
        "vice_chair": "vice_chair",
        "member": "member",
        "secretary": "secretary",
        "assistant_secretary": "assistant_secretary",
    }
    return known[code]
