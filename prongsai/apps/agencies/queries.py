"""Look-ups of agencies that check access, and the list of plain facts pages show."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency, Holding, Membership, Unit
from prongsai.apps.agencies.permissions import ROLES_OF, VIEW_PLANS
from prongsai.wiring import bangkok_today


@dataclass(frozen=True, slots=True)
class UnitTemplate:
    """A unit that agencies of a kind usually have. `requirement` is core, common or optional."""

    code: str
    name_th: str
    name_en: str
    aliases_th: tuple[str, ...]
    requirement: str
    confidence: str


def in_agencies_of(path: str, user: User, permission: str) -> Q:
    """What every look-up filters with: rows whose agency, found along `path`, is one where the user has the right today.

    `path` leads to the agency ("plan__agency"), or is "pk" for agencies themselves. Adds a subquery, no query.
    """
    roles = ROLES_OF[permission]
    if user.is_superuser and "system_admin" in roles:
        return Q()
    today = bangkok_today()
    posts = Holding.objects.filter(
        Q(until_on=None) | Q(until_on__gte=today),
        user_id=user.pk,
        from_on__lte=today,
        post__agency=OuterRef("agency"),
        post__role__in=roles,
    )
    members = Membership.objects.filter(Q(role__in=roles) | Exists(posts), user_id=user.pk).values("agency_id")
    return Q(**{f"{path}__in": members})


def agencies_for(user: User, permission: str = VIEW_PLANS) -> QuerySet[Agency]:
    """The agencies in which the user has this right."""
    return Agency.objects.filter(in_agencies_of("pk", user, permission))


def agency_for(user: User, agency_id: int, permission: str = VIEW_PLANS) -> Agency:
    """The agency, or 404 without the right."""
    agency = agencies_for(user, permission).filter(pk=agency_id).first()
    if agency is None:
        raise Http404
    return agency


def membership_for(user: User, membership_id: int, permission: str) -> Membership:
    """A colleague's membership in an agency where the user has this right, or 404."""
    rows = Membership.objects.select_related("agency", "user", "unit")
    found = rows.filter(pk=membership_id, agency__in=agencies_for(user, permission)).first()
    if found is None:
        raise Http404
    return found


def list_units(agency: Agency) -> list[Unit]:
    """The agency's units in their own order."""
    return list(agency.units.all())


def list_members(agency: Agency) -> QuerySet[Membership]:
    """Everyone with a role in the agency, by name."""
    return agency.memberships.select_related("user", "unit").order_by("user__display_name", "pk")


def list_unit_templates(kind: str) -> list[UnitTemplate]:
    """Units to offer a new agency of a kind (data/units.yaml); empty for an unknown kind."""
    data = _unit_data()
    found = []
    for line in data["kinds"].get(kind, ()):
        unit = data["units"][line["unit"]]
        found.append(
            UnitTemplate(
                code=line["unit"],
                name_th=unit["name_th"],
                name_en=unit["name_en"],
                aliases_th=tuple(unit.get("aliases_th", ())),
                requirement=line["requirement"],
                confidence=unit["confidence"],
            )
        )
    return found


@cache
def _unit_data() -> dict[str, Any]:
    text = (resources.files("prongsai.data") / "units.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    assert isinstance(data, dict)
    return data
