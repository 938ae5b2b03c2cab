"""Sets the day on which actions of the plans run."""

from prongsai.apps.handover.views import my_work_views
from prongsai.apps.plans import actions, deadline_forms, deadlines, progress, store
from prongsai.apps.plans.views import (
    deadline_views,
    measure_views,
    occurrence_views,
    plan_views,
    report_views,
)

_READERS = (
    actions,
    deadline_forms,
    deadline_views,
    deadlines,
    measure_views,
    my_work_views,
    occurrence_views,
    plan_views,
    progress,
    report_views,
    store,
)


def set_today(monkeypatch, day):
    """From now on it is this Bangkok day for actions and pages of the plans."""
    for module in _READERS:
        monkeypatch.setattr(module, "bangkok_today", lambda: day)
