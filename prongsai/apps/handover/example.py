"""The example municipality's work on its way: some handed in, some checked, some returned."""

from datetime import date, datetime

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.actions import check_part, return_work, save_part
from prongsai.apps.handover.chain_actions import set_chain
from prongsai.apps.handover.models import Part
from prongsai.apps.handover.opening import find_chain_rule
from prongsai.core.handover import STEPS


def put_on_its_way(agency: Agency, today: date, at: datetime) -> list[str]:
    """Switch the chain on and move the finance division's first three pieces of work. Nothing on a second call."""
    if find_chain_rule(agency) is not None:
        return []
    set_chain(agency=agency, steps=STEPS, by=None, at=at)
    people = {user.username: user for user in User.objects.filter(memberships__agency=agency, is_demo=True)}
    officer, head = people.get("officer"), people.get("head")
    if officer is None or head is None:
        return ["chain"]
    parts = list(
        Part.objects.filter(handover__agency=agency, unit__name="กองคลัง", state="todo")
        .select_related("handover__agency", "handover__occurrence__work_item__measure__plan", "unit")
        .order_by("handover__occurrence__due_on", "pk")[:3]
    )
    for place, part in enumerate(parts):
        note = "จัดทำข้อมูลครบตามองค์ประกอบและลงเว็บไซต์แล้ว"
        save_part(part=part, version=part.version, note=note, done_on=today, hand_in=True, by=officer, at=at)
        part.refresh_from_db()
        if place == 1:
            check_part(part=part, seen_sha256=part.content_sha256, by=head, at=at)
        if place == 2:
            why = "ไฟล์ที่แนบเป็นของปีก่อน กรุณาแนบของปีนี้"
            return_work(handover=part.handover, part_ids=[part.pk], reason=why, step="check", by=head, at=at)
    return ["chain", f"{len(parts)} parts on their way"]
