"""Who may do what: one table, read by look-ups as a filter and by `rules` as predicates."""

from collections.abc import Iterable
from datetime import date

from rules.permissions import set_perm
from rules.predicates import Predicate

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.standing import Standing, agencies_of, standing_in
from prongsai.wiring import bangkok_today

VIEW_PLANS = "plans.view"
EDIT_PLANS = "plans.edit"
RECORD_PROGRESS = "plans.record_progress"
RECORD_SUPERVISION = "plans.record_supervision"
"""Say how far the executive's own following-up of a plan is: theirs, and the clerk's office writes it down for them."""
EXTEND_DEADLINE = "plans.extend_deadline"
ASK_FOR_MENDING = "evidence.ask"
VIEW_HISTORY = "history.view"
REVEAL_PERSONAL = "history.reveal"
MANAGE_AGENCY = "agencies.manage"
CHECK_WORK = "handover.check"
CHECK_FOR_HEAD = "handover.check_for_head"
"""Check work of a unit that has no head on the day."""
COMPILE_WORK = "handover.compile"
ENDORSE_WORK = "handover.endorse"
ACKNOWLEDGE_WORK = "handover.acknowledge"
MANAGE_CHAIN = "handover.manage"
VIEW_ROUNDS = "rounds.view"
SIGN_ROUND = "rounds.sign"
RECORD_ROUND = "rounds.record"
VIEW_RESULTS = "results.view"
EDIT_RESULTS = "results.edit"
MANAGE_REMINDERS = "reminders.manage"
MANAGE_DISCLOSURE = "disclosure.manage"
WRITE_PUBLICATION = "disclosure.write"
APPROVE_PUBLICATION = "disclosure.approve"
CONFIRM_PERSONAL = "disclosure.confirm_personal"
CONFIRM_SUBMISSION = "submission.confirm"
MANAGE_SYSTEM = "system.manage"

_INSIDE = frozenset(
    {"officer", "unit_head", "clerk_office", "chief_administrator", "top_executive", "auditor", "agency_admin"}
)
ROLES_OF: dict[str, frozenset[str]] = {
    VIEW_PLANS: _INSIDE | {"overseer"},
    EDIT_PLANS: frozenset({"clerk_office", "agency_admin"}),
    RECORD_PROGRESS: frozenset({"officer", "unit_head", "clerk_office", "agency_admin"}),
    RECORD_SUPERVISION: frozenset({"clerk_office", "chief_administrator", "top_executive"}),
    ASK_FOR_MENDING: frozenset({"clerk_office", "chief_administrator", "top_executive", "agency_admin"}),
    VIEW_HISTORY: frozenset({"clerk_office", "chief_administrator", "top_executive", "auditor", "agency_admin"}),
    REVEAL_PERSONAL: frozenset({"agency_admin"}),
    EXTEND_DEADLINE: frozenset({"chief_administrator", "top_executive"}),
    MANAGE_AGENCY: frozenset({"agency_admin"}),
    CHECK_WORK: frozenset({"unit_head"}),
    CHECK_FOR_HEAD: frozenset({"clerk_office"}),
    COMPILE_WORK: frozenset({"clerk_office"}),
    ENDORSE_WORK: frozenset({"chief_administrator"}),
    ACKNOWLEDGE_WORK: frozenset({"top_executive"}),
    MANAGE_CHAIN: frozenset({"agency_admin", "clerk_office"}),
    VIEW_ROUNDS: _INSIDE,
    SIGN_ROUND: frozenset({"top_executive"}),
    RECORD_ROUND: frozenset({"clerk_office"}),
    VIEW_RESULTS: _INSIDE,
    EDIT_RESULTS: frozenset({"clerk_office", "agency_admin"}),
    MANAGE_REMINDERS: frozenset({"agency_admin", "clerk_office"}),
    MANAGE_DISCLOSURE: frozenset({"clerk_office", "agency_admin"}),
    WRITE_PUBLICATION: frozenset({"officer", "unit_head", "clerk_office", "agency_admin"}),
    APPROVE_PUBLICATION: frozenset({"clerk_office", "chief_administrator", "top_executive"}),
    CONFIRM_PERSONAL: frozenset({"clerk_office", "chief_administrator", "agency_admin"}),
    CONFIRM_SUBMISSION: frozenset({"top_executive"}),
    MANAGE_SYSTEM: frozenset({"system_admin"}),
}
_OWN_UNIT_ONLY = frozenset({"officer", "unit_head"})


def role_in(user: User, agency: Agency) -> str | None:
    """The role the user's membership says, None without one. Posts may give more: see roles_in."""
    standing = standing_in(user, agency.pk)
    return standing.role if standing else None


def roles_in(user: User, agency: Agency, on: date | None = None) -> frozenset[str]:
    """Every role the user has in the agency on a day (today without one): the membership's and those of posts held.

    Empty without membership, however many posts name the person. One who runs the machine is `system_admin` in all.
    One query for all agencies together, kept on the user.
    """
    roles = _roles_of(standing_in(user, agency.pk), on)
    return roles | {"system_admin"} if user.is_superuser else roles


def may(user: User, agency: Agency, permission: str) -> bool:
    """Whether one of the user's roles of today has the right."""
    return user.is_active and not roles_in(user, agency).isdisjoint(ROLES_OF[permission])


def may_manage_system(user: User) -> bool:
    """Whether the user runs this machine: a right over no agency's contents."""
    return user.is_active and user.is_superuser and "system_admin" in ROLES_OF[MANAGE_SYSTEM]


def agencies_with(user: User, permission: str) -> list[int]:
    """The agencies in which one of the user's own roles of today has the right."""
    roles, today = ROLES_OF[permission], bangkok_today()
    return [pk for pk in agencies_of(user) if not _roles_of(standing_in(user, pk), today).isdisjoint(roles)]


def role_for(user: User, agency: Agency, permission: str) -> str | None:
    """The role by which the user has a right today, as history names it: the membership's where it is enough."""
    roles = roles_in(user, agency) & ROLES_OF[permission]
    own = role_in(user, agency)
    return own if own in roles else min(roles, default=None)


def units_headed(user: User, agency: Agency, on: date | None = None) -> frozenset[int]:
    """Units whose head the user is on a day, by a post or by membership, with the sections of those units."""
    standing = standing_in(user, agency.pk)
    if standing is None:
        return frozenset()
    day = on or bangkok_today()
    heads = {post.unit_id for post in standing.posts if post.role == "unit_head" and post.covers(day)}
    if standing.role == "unit_head":
        heads.add(standing.unit_id)
    return _with_sections(standing, heads)


def recording_units(user: User, agency: Agency) -> frozenset[int] | None:
    """Units whose work the user records today: None for every unit, empty for none.

    An officer records for their unit, its sections, and the division it is a section of; without a unit for all.
    """
    standing = standing_in(user, agency.pk)
    roles = _roles_of(standing, None) & ROLES_OF[RECORD_PROGRESS]
    if standing is None or not roles:
        return frozenset()
    if records_for_all(user, agency):
        return None
    units = units_headed(user, agency)
    if standing.role == "officer" and standing.unit_id is not None:
        parent = standing.parents().get(standing.unit_id)
        units |= _with_sections(standing, [standing.unit_id]) | ({parent} if parent else frozenset())
    return units


def own_units(user: User, agency: Agency) -> frozenset[int]:
    """The units a person belongs to or heads today, with their sections, whatever else they record for."""
    standing = standing_in(user, agency.pk)
    if standing is None:
        return frozenset()
    return _with_sections(standing, [standing.unit_id]) | units_headed(user, agency)


def records_for_all(user: User, agency: Agency) -> bool:
    """Whether the person records for every unit today; asks nothing of the database."""
    standing = standing_in(user, agency.pk)
    if standing is None:
        return False
    other = (_roles_of(standing, None) & ROLES_OF[RECORD_PROGRESS]) - _OWN_UNIT_ONLY
    return bool(other) or (standing.role == "officer" and standing.unit_id is None)


def records_for(user: User, agency: Agency, units: Iterable[int | None]) -> bool:
    """Whether the user records today for one of these units; None stands for work of no known unit, which only who
    records for every unit does. Asks for the agency's units only where sections decide."""
    standing = standing_in(user, agency.pk)
    wanted = frozenset(unit for unit in units if unit is not None)
    if standing is not None and standing.role == "officer" and standing.unit_id in wanted:
        return True
    own = recording_units(user, agency)
    return own is None or not own.isdisjoint(wanted)


def _roles_of(standing: Standing | None, on: date | None) -> frozenset[str]:
    if standing is None:
        return frozenset()
    day = on or bangkok_today()
    held = {post.role for post in standing.posts if post.role and post.covers(day)}
    return frozenset(held | {standing.role})


def _with_sections(standing: Standing, units: Iterable[int | None]) -> frozenset[int]:
    known = {unit for unit in units if unit is not None}
    if not known:
        return frozenset()
    return frozenset(known | {unit for unit, parent in standing.parents().items() if parent in known})


def _has_role(permission: str) -> Predicate:
    def allowed(user: User, agency: Agency | None) -> bool:
        return agency is not None and may(user, agency, permission)

    return Predicate(allowed, name=permission)


for _permission in ROLES_OF:
    set_perm(_permission, _has_role(_permission))  # type: ignore[no-untyped-call]
