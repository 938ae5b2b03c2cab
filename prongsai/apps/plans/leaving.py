"""A leaver's unfinished work of the plans: it stays with the unit, and the page says who has it from now on."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from prongsai.apps.agencies.leaving import Leaver, MovingWork
from prongsai.apps.plans import queries
from prongsai.apps.plans.due import periods_of


class UnitsWork:
    """Steps and follow-ups name units, never a person, so nothing has to be written."""

    def preview(self, leaver: Leaver) -> list[MovingWork]:
        periods = periods_of(leaver.on)
        from_year = queries.first_active_year(leaver.agency, leaver.on)
        found = []
        for unit in leaver.units:
            count = queries.due_work(leaver.agency, periods, from_year=from_year, unit_id=unit.pk).count()
            if count:
                words = _("งานที่ยังไม่เสร็จของ%(unit)s") % {"unit": unit.name}
                found.append(MovingWork(words, count, str(leaver.heir_of(unit.pk) or "")))
        return found

    def move(self, leaver: Leaver, at: datetime) -> Mapping[str, int]:
        return {}
