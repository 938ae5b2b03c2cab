"""A leaver's open notices: whoever has the unit's work from now on finds them."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.leaving import Leaver, MovingWork
from prongsai.apps.evidence.models import Notice


class OpenNotices:
    """Requests to mend evidence that are still open. One whose heir was asked as well is only taken off the leaver."""

    def preview(self, leaver: Leaver) -> list[MovingWork]:
        counts: Counter[str] = Counter()
        for _notice, heir in _with_heirs(leaver):
            counts[str(heir or "")] += 1
        return [MovingWork(_("คำขอให้แก้ไขหลักฐานที่ยังไม่เสร็จ"), count, heir) for heir, count in counts.items()]

    def move(self, leaver: Leaver, at: datetime) -> Mapping[str, int]:
        moved = 0
        for notice, heir in _with_heirs(leaver):
            if heir is None:
                continue
            Notice.objects.get_or_create(
                request=notice.request,
                user=heir,
                defaults={"agency": notice.agency, "unit": notice.unit, "made_at": at},
            )
            notice.delete()
            moved += 1
        return {"notices": moved}


def _with_heirs(leaver: Leaver) -> list[tuple[Notice, User | None]]:
    heirs: dict[int | None, User | None] = {}
    found = []
    for notice in _open(leaver):
        if notice.unit_id not in heirs:
            heirs[notice.unit_id] = leaver.heir_of(notice.unit_id)
        found.append((notice, heirs[notice.unit_id]))
    return found


def _open(leaver: Leaver) -> QuerySet[Notice]:
    rows = Notice.objects.filter(user=leaver.user, agency=leaver.agency, request__closed_at=None)
    if not leaver.is_whole:
        rows = rows.filter(unit__in=[unit.pk for unit in leaver.units])
    return rows.select_related("request", "agency", "unit").order_by("pk")
