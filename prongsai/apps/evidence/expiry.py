"""Snapshots expire by the agencies' rule. One folder serves all agencies of a machine (decision 0010)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from prongsai.apps.agencies.models import Agency
from prongsai.apps.evidence.models import CertifiedSnapshot
from prongsai.apps.evidence.snapshots import open_snapshots
from prongsai.audit.expiry import ExpiryRule, Window
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.wiring import BANGKOK, bangkok_today, framework_files

if TYPE_CHECKING:
    from prongsai.core.framework import Framework

YEARS_WITH_WINDOWS = 5
"""Fiscal years back whose assessment windows are looked up; older results can no longer be contested."""


def find_rule() -> ExpiryRule | None:
    """The rule of this machine's folder: the longest of its agencies' rules; None while any keeps for ever."""
    days = list(Agency.objects.values_list("snapshot_days", flat=True))
    if not days or None in days:
        return None
    return ExpiryRule(
        keep_days=max(one for one in days if one is not None),
        windows=_windows(),
        in_certificates=frozenset(CertifiedSnapshot.objects.values_list("snapshot", flat=True)),
    )


def expire_old(*, at: datetime) -> int:
    """Let go of what the rule lets go, at the aware moment `at`. Gives how many snapshots went."""
    rule = find_rule()
    return open_snapshots().expire(rule, now=at).snapshots if rule is not None else 0


def _windows() -> tuple[Window, ...]:
    """Every window of the assessment calendars of the last years, in Bangkok days."""
    this_year = fiscal_year_of(bangkok_today())
    files = framework_files()
    frameworks: list[Framework] = [files.get(this_year - back) for back in range(YEARS_WITH_WINDOWS)]
    return tuple(
        Window(
            datetime.combine(step.from_on, time.min, BANGKOK),
            datetime.combine(step.to_on, time.min, BANGKOK) + timedelta(days=1),
        )
        for framework in frameworks
        if not framework.is_draft
        for step in framework.calendar
        if step.from_on and step.to_on
    )
