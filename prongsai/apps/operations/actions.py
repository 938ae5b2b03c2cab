"""What whoever runs the machine can do."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.invitations import invite
from prongsai.apps.agencies.models import Invitation
from prongsai.apps.agencies.setup import establish_agency
from prongsai.apps.agencies.usual import usual_units


@transaction.atomic
def add_agency(
    *,
    kind: str,
    name: str,
    slug: str,
    district: str,
    province: str,
    hosts: Sequence[str],
    admin_name: str,
    admin_email: str,
    by: User,
    at: datetime,
) -> tuple[Invitation, str]:
    """A new agency with its usual units and posts, and the invitation of its first administrator with its word.

    Whoever runs the machine gets no right in it. Raises IntegrityError when the slug is taken.
    """
    agency = establish_agency(
        kind=kind,
        name=name,
        slug=slug,
        district=district,
        province=province,
        hosts=hosts,
        units=usual_units(kind),
        by=by,
        at=at,
    )
    return invite(
        agency=agency, name=admin_name, email=admin_email, role="agency_admin", unit=None, post=None, by=by, at=at
    )
