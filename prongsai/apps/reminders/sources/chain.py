"""Work that goes through the chain: whoever holds it up today, from the unit's desk to the executive's."""

from collections.abc import Iterator

from django.db.models import Max, Q
from django.urls import reverse

from prongsai.apps.handover.models import Handover, Part
from prongsai.apps.handover.permissions import STEP_ROLE
from prongsai.apps.handover.queries import OPEN_STATES, PART_STATES, list_handovers
from prongsai.apps.plans.due import periods_of, still_ahead
from prongsai.apps.plans.models import Occurrence
from prongsai.apps.reminders.sources.frame import Frame
from prongsai.apps.reminders.sources.open_matter import OpenMatter, what_words
from prongsai.core.handover import Chain, parse_state
from prongsai.core.reminder import LEVELS, Level, OpenThing
from prongsai.wiring import bangkok_date

_CAME_BACK = Q(approvals__outcome__in=("returned", "reopened"))


def list_open(frame: Frame) -> list[OpenMatter]:
    """Two queries, however much there is; nothing where the agency uses no chain."""
    agency, chain = frame.agency, frame.chain
    if chain is None or frame.from_year is None:
        return []
    ahead = Occurrence.objects.filter(still_ahead(periods_of(frame.today)), work_item__measure__plan__agency=agency)
    rows = list_handovers(agency, frame.from_year).filter(state__in=(*OPEN_STATES, "published"))
    rows = rows.exclude(occurrence__in=ahead).annotate(came_back_at=Max("approvals__at", filter=_CAME_BACK))
    return [matter for row in rows for matter in _matters(row, chain)]


def _matters(row: Handover, chain: Chain) -> Iterator[OpenMatter]:
    if row.state in PART_STATES:
        for part in row.parts.all():
            if not part.excused_why and (thing := _thing_of_part(row, part, chain)):
                yield _matter(row, thing, part)
    state = parse_state(row.state)
    step = chain.step_from(state)
    if step is None or step == "check" or state == chain.last_state:
        return
    since = bangkok_date(row.changed_at)
    due_on = None if row.is_finished else row.occurrence.due_on
    yield _matter(
        row, OpenThing(f"step:{row.pk}:{step}", "step", _level(STEP_ROLE[step]), _units(row), due_on, since, f"{since}")
    )


def _thing_of_part(row: Handover, part: Part, chain: Chain) -> OpenThing | None:
    units = frozenset({part.unit_id} if part.unit_id is not None else ())
    due_on, marker = row.occurrence.due_on, str(part.version)
    if part.state == "todo":  # of work without a day nobody is reminded before it is begun
        return OpenThing(f"part:{part.pk}", "due", "unit", units, due_on) if due_on else None
    if part.state == "returned":
        since = bangkok_date(row.came_back_at or row.changed_at)  # type: ignore[attr-defined]
        return OpenThing(f"part:{part.pk}", "returned", "unit", units, due_on, since, marker)
    if part.state == "handed_in" and "check" in chain.steps:
        assert part.handed_in_at is not None
        since = bangkok_date(part.handed_in_at)
        return OpenThing(f"check:{part.pk}", "step", "unit_head", units, due_on, since, marker)
    return None


def _matter(row: Handover, thing: OpenThing, part: Part | None = None) -> OpenMatter:
    item = row.occurrence.work_item
    whole = reverse("handover:handover_detail", args=(row.pk,))
    is_desk = part is not None and thing.level == "unit"
    return OpenMatter(
        thing,
        what_words(item.measure.number, item.measure.issue, item.text),
        part.unit_name if part else "",
        reverse("handover:part", args=(part.pk,)) if part and is_desk else whole,
        whole,
    )


def _units(row: Handover) -> frozenset[int]:
    return frozenset(part.unit_id for part in row.parts.all() if part.unit_id is not None)


def _level(role: str) -> Level:
    return next(level for level in LEVELS if level == role)
