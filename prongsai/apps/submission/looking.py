"""The last looks before the form closes: computed from the window and what was made, kept with all that was found."""

from datetime import datetime, timedelta

from django.db import transaction

from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.apps.history.actions import SYSTEM_ACTOR, record
from prongsai.apps.plans.queries import lock_row
from prongsai.apps.submission.models import FinalLook, LookMail
from prongsai.apps.submission.queries import list_items, list_open_windows, people_told
from prongsai.apps.submission.standing import standings, total_at_risk
from prongsai.core.submission import LOOKS, Look, LookKind, Problem, looks_to_make, problems_of

FIRST = max(LOOKS.values())


def make_looks(at: datetime) -> int:
    """Make and note every look that is due in any agency. Gives how many were made or noted. May run twice."""
    near = list_open_windows().filter(entry_closes_at__gt=at, entry_closes_at__lte=at + FIRST + timedelta(days=1))
    return sum(make_looks_of(year, at=at) for year in near)


@transaction.atomic
def make_looks_of(year: DisclosureYear, *, at: datetime) -> int:
    """Make and note the looks of one year that are due."""
    year = lock_row(DisclosureYear, year.pk)
    closes_at = year.entry_closes_at
    if closes_at is None:
        return 0
    made = set(FinalLook.objects.filter(year=year, closes_at=closes_at).values_list("kind", flat=True))
    known: list[LookKind] = [kind for kind in LOOKS if kind in made]
    due = looks_to_make(closes_at, known, at, known_from=year.opened_at)
    for look in due:
        _keep(year, look, closes_at, at)
    return len(due)


def _keep(year: DisclosureYear, look: Look, closes_at: datetime, at: datetime) -> None:
    row = FinalLook(year=year, kind=look.kind, closes_at=closes_at, due_at=look.due_at, made_at=at)
    if look.is_late:
        row.is_late = True
    else:
        items = standings(year, list_items(year))
        found = problems_of(items)
        row.problems = [problem_to_dict(one) for one in found]
        row.points_at_risk = total_at_risk(found, items)
    row.save()
    if row.problems:
        addressees = [user for user in people_told(year) if user.email]
        LookMail.objects.bulk_create([LookMail(look=row, user=user) for user in addressees])
    record(
        "final_look_made",
        agency=year.agency.slug,
        actor=SYSTEM_ACTOR,
        at=at,
        object_type="form",
        object_id=str(year.fiscal_year),
        object_label=f"แบบประเมิน OIT {year.fiscal_year}",
        after={"kind": look.kind, "late": look.is_late, "problems": len(row.problems)},
    )


def problem_to_dict(problem: Problem) -> dict[str, object]:
    """A problem as it is kept."""
    return {
        "code": problem.code,
        "kind": problem.kind,
        "severity": problem.severity,
        "points": None if problem.points is None else str(problem.points),
        "message_th": problem.message_th,
        "message_en": problem.message_en,
    }
