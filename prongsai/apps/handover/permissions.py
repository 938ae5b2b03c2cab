"""Who takes which step of the chain."""

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import (
    ACKNOWLEDGE_WORK,
    CHECK_WORK,
    COMPILE_WORK,
    ENDORSE_WORK,
    may,
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
