"""A leaver's unfinished work of the plans: it stays with the unit, and the page says who has it from now on."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from prongsai.apps.agencies.leaving import Leaver, MovingWork
from prongsai.apps.plans import queries


class UnitsWork:
    """Steps and follow-ups name units, never a person, so nothing has to be written."""

    def preview(self, leaver: Leaver) -> list[MovingWork]:
        counts = queries.count_due_of(leaver.units, leaver.agency, leaver.on)
        return [
            MovingWork(
                words=_("งานที่ยังไม่เสร็จของ%(unit)s") % {"unit": unit.name},
                count=counts[unit.pk],
                heir=str(leaver.heir_of(unit.pk) or ""),
            )
            for unit in leaver.units
            if counts[unit.pk]
        ]

    def move(self, leaver: Leaver, at: datetime) -> Mapping[str, int]:
        return {}
