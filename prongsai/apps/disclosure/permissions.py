"""Who may write, approve, publish and confirm what, beyond what a role says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Exists, F, Model, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

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
from prongsai.core.handover import Chain, Step

_Row = TypeVar("_Row", bound=Model)


def may_write(user: User, agency: Agency, item: YearItem | None) -> bool:
    """Whether the person drafts for an item: those of a unit for their unit's items, the clerk's office for all and for news."""
    if not may(user, agency, WRITE_PUBLICATION):
        return False
    if may(user, agency, EDIT_PLANS):
        return True
    units = recording_units(user, agency)
    return item is not None and (units is None or (item.unit_id is not None and item.unit_id in units))


@dataclass(frozen=True, slots=True)
class ChainCover:
    """Which items' work goes through the agency's chain, by fiscal year, and the step that ends its approving."""

    step: Step | None = None
    codes: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def step_for(self, item: YearItem | None) -> Step | None:
        """The step whose holder approves what is drafted for an item without the chain; None where no chain covers it."""
        is_covered = item is not None and item.code in self.codes.get(item.year.fiscal_year, ())
        return self.step if is_covered else None


def chain_cover(agency: Agency, fiscal_year: int | None = None) -> ChainCover:
    """Of one fiscal year or of all; two queries, one where no chain is used.

    The approval of an item of the chain comes with the work handed in. Whoever ends the chain's approving may approve
    the rest directly, since nobody above them would see it.
    """
    rule = find_chain_rule(agency)
    if rule is None:
        return ChainCover()
    rows = Measure.objects.filter(plan__agency=agency).exclude(item_codes=[])
    if fiscal_year is not None:
        rows = rows.filter(plan__fiscal_year=fiscal_year)
    codes: dict[int, set[str]] = {}
    for year, measured in rows.values_list("plan__fiscal_year", "item_codes"):
        codes.setdefault(year, set()).update(measured)
    return ChainCover(_approving(rule.facts()), {year: frozenset(found) for year, found in codes.items()})


def with_chain(rows: QuerySet[_Row], item: str = "") -> QuerySet[_Row]:
    """The same rows with what `cover_of` needs of their items, in the same query; `item` is the look-up to the item."""
    path = f"{item}__" if item else ""
    named = Measure.objects.filter(
        plan__agency=OuterRef(f"{path}year__agency"),
        plan__fiscal_year=OuterRef(f"{path}year__fiscal_year"),
        item_codes__icontains=Concat(Value('"'), OuterRef(f"{path}code"), Value('"')),
    )
    steps = F(f"{path}year__agency__chain_rule__steps")
    return rows.annotate(chain_steps=steps, is_named=Exists(named))  # type: ignore[return-value]  # a lost type variable


def cover_of(row: Model, item: YearItem | None) -> ChainCover:
    """How the chain covers the item of a row from `with_chain`: as `chain_cover` says, without asking anew."""
    steps = steps_of(row)
    if not steps or item is None:
        return ChainCover()
    return ChainCover(_approving(Chain.of(steps)), {item.year.fiscal_year: frozenset({item.code})})


def steps_of(row: Model) -> list[str]:
    """The agency's chain beside a row from `with_chain`, [] where it uses none or no measure names the item."""
    steps: list[str] | None = getattr(row, "chain_steps", None)
    return steps if steps and getattr(row, "is_named", False) else []


def _approving(chain: Chain) -> Step | None:
    """The last step at which somebody approves."""
    found = [step for step in chain.steps if step in ("compile", "endorse", "acknowledge")]
    return found[-1] if found else None


def chain_step_for(agency: Agency, item: YearItem | None) -> Step | None:
    """The step whose holder approves what is drafted for this item; None where whoever approves may."""
    return chain_cover(agency, item.year.fiscal_year).step_for(item) if item is not None else None


def may_approve(user: User, agency: Agency, item: YearItem | None, cover: ChainCover | None = None) -> bool:
    """Whether the person approves what is drafted for an item, or news. A list asks for its `cover` once."""
    step = cover.step_for(item) if cover is not None else chain_step_for(agency, item)
    return may(user, agency, STEP_PERMISSION[step] if step else APPROVE_PUBLICATION)
