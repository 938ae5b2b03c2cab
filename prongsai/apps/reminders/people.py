"""The people of an agency as the core knows them."""

from datetime import date

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import recording_units, role_in, roles_in, units_headed
from prongsai.apps.agencies.standing import load_members
from prongsai.core.reminder import Person

_AT_A_DESK = frozenset({"officer", "unit_head"})


def list_people(agency: Agency, today: date) -> tuple[list[Person], dict[int, User]]:
    """Who may hear of something today, and their accounts by id: two queries."""
    users = load_members(agency)
    return [_person(user, agency, today) for user in users], {user.pk: user for user in users}


def _person(user: User, agency: Agency, today: date) -> Person:
    roles = roles_in(user, agency, today)
    units = recording_units(user, agency) if roles & _AT_A_DESK else frozenset()
    return Person(
        id=user.pk,
        roles=roles,
        works_in=units or frozenset(),
        heads=units_headed(user, agency, today),
        works_anywhere=units is None and role_in(user, agency) == "officer",
    )
