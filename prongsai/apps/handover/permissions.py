"""Who takes which step of the chain."""

from datetime import date

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import (
    ACKNOWLEDGE_WORK,
    CHECK_FOR_HEAD,
    CHECK_WORK,
    COMPILE_WORK,
    ENDORSE_WORK,
    may,
    units_headed,
)
from prongsai.core.handover import Step

STEP_PERMISSION: dict[Step, str] = {
    "check": CHECK_WORK,
    "compile": COMPILE_WORK,
    "endorse": ENDORSE_WORK,
    "acknowledge": ACKNOWLEDGE_WORK,
    "publish": COMPILE_WORK,
    "close": COMPILE_WORK,
}
STEP_ROLE: dict[Step, str] = {
    "check": "unit_head",
    "compile": "clerk_office",
    "endorse": "chief_administrator",
    "acknowledge": "top_executive",
    "publish": "clerk_office",
    "close": "clerk_office",
}


def steps_of(user: User, agency: Agency) -> frozenset[Step]:
    """The steps this person may take in the agency today."""
    return frozenset(step for step, permission in STEP_PERMISSION.items() if may(user, agency, permission))


def stands_in_for_heads(user: User, agency: Agency) -> bool:
    """Whether the person checks the work of units that have no head today."""
    return may(user, agency, CHECK_FOR_HEAD)


def heads_unit(user: User, agency: Agency, unit_id: int | None, on: date) -> bool:
    """Whether the person is head of a unit on a day; any head is one of work of no known unit."""
    headed = units_headed(user, agency, on)
    return bool(headed) and (unit_id is None or unit_id in headed)


def may_check(user: User, agency: Agency, unit_id: int | None, on: date, *, lacks_head: bool) -> bool:
    """Whether the person checks a unit's part: its head, and where it `lacks_head` on the day the clerk's office.

    Of work of no known unit any head is one.
    """
    if may(user, agency, CHECK_WORK) and heads_unit(user, agency, unit_id, on):
        return True
    return lacks_head and stands_in_for_heads(user, agency)
