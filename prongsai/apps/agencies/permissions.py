"""Who may do what: one table, read by look-ups as a filter and by `rules` as predicates."""

from rules.permissions import set_perm
from rules.predicates import Predicate

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency

VIEW_PLANS = "plans.view"
EDIT_PLANS = "plans.edit"
RECORD_PROGRESS = "plans.record_progress"
EXTEND_DEADLINE = "plans.extend_deadline"
ASK_FOR_MENDING = "evidence.ask"
VIEW_HISTORY = "history.view"
MANAGE_AGENCY = "agencies.manage"

ROLES_OF: dict[str, frozenset[str]] = {
    VIEW_PLANS: frozenset({"officer", "clerk_office", "top_executive", "agency_admin"}),
    EDIT_PLANS: frozenset({"clerk_office", "agency_admin"}),
    RECORD_PROGRESS: frozenset({"officer", "clerk_office", "agency_admin"}),
    EXTEND_DEADLINE: frozenset({"chief_administrator", "top_executive"}),
    ASK_FOR_MENDING: frozenset({"clerk_office", "top_executive", "agency_admin"}),
    VIEW_HISTORY: frozenset({"clerk_office", "top_executive", "agency_admin"}),
    MANAGE_AGENCY: frozenset({"agency_admin"}),
}


def role_in(user: User, agency: Agency) -> str | None:
    """The user's role in an agency, None without membership. One query for all agencies, kept on the user."""
    roles: dict[int, str] | None = getattr(user, "_roles_by_agency", None)
    if roles is None:
        roles = dict(user.memberships.values_list("agency_id", "role"))
        user._roles_by_agency = roles  # type: ignore[attr-defined]
    return roles.get(agency.pk)


def _has_role(permission: str) -> Predicate:
    def allowed(user: User, agency: Agency | None) -> bool:
        return agency is not None and user.is_active and role_in(user, agency) in ROLES_OF[permission]

    return Predicate(allowed, name=permission)


for _permission in ROLES_OF:
    set_perm(_permission, _has_role(_permission))  # type: ignore[no-untyped-call]
