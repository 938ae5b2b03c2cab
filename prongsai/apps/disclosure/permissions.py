"""Who may write, approve, publish and confirm what, beyond what a role says."""

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import (
    APPROVE_PUBLICATION,
    EDIT_PLANS,
    WRITE_PUBLICATION,
    may,
    recording_units,
)
from prongsai.apps.disclosure.models import YearItem
from prongsai.apps.handover.opening import find_chain_rule
from prongsai.apps.handover.permissions import STEP_PERMISSION
from prongsai.apps.plans.models import Measure
from prongsai.core.handover import Step


def may_write(user: User, agency: Agency, item: YearItem | None) -> bool:
    """Whether the person drafts for an item: those of a unit for their unit's items, the clerk's office for all and for news."""
    if not may(user, agency, WRITE_PUBLICATION):
        return False
    if may(user, agency, EDIT_PLANS):
        return True
    units = recording_units(user, agency)
    return item is not None and (units is None or (item.unit_id is not None and item.unit_id in units))


def chain_step_for(agency: Agency, item: YearItem | None) -> Step | None:
    """The step whose holder may approve without the chain, where an item's work goes through it; None where none does.

    The approval of such an item comes with the work handed in. Whoever ends the chain's approving may approve the rest
    directly, since nobody above them would see it.
    """
    rule = find_chain_rule(agency)
    if rule is None or item is None:
        return None
    codes = Measure.objects.filter(plan__agency=agency, plan__fiscal_year=item.year.fiscal_year)
    if not any(item.code in measure for measure in codes.values_list("item_codes", flat=True)):
        return None
    approving = [step for step in rule.facts().steps if step in ("compile", "endorse", "acknowledge")]
    return approving[-1] if approving else None


def may_approve(user: User, agency: Agency, item: YearItem | None) -> bool:
    """Whether the person approves what is drafted for an item, or news."""
    step = chain_step_for(agency, item)
    return may(user, agency, STEP_PERMISSION[step] if step else APPROVE_PUBLICATION)
