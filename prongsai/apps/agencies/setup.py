"""The first run: one agency, its units, its first administrator and an empty plan, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from prongsai.apps.accounts.actions import create_user
from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import add_member, create_agency
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.post_actions import add_usual_posts
from prongsai.apps.agencies.usual import list_unit_templates
from prongsai.apps.history.models import ChainHead
from prongsai.core.errors import PersonError


@dataclass(frozen=True, slots=True)
class NewAgency:
    """What step 1 of the wizard asked for."""

    kind: str
    name: str
    slug: str
    district: str
    province: str
    hosts: tuple[str, ...]
    fiscal_year: int


@transaction.atomic
def establish_agency(
    *,
    kind: str,
    name: str,
    slug: str,
    district: str,
    province: str,
    hosts: Sequence[str],
    units: Sequence[str],
    by: User | None,
    at: datetime,
) -> Agency:
    """A new agency with units by their names and the posts that agencies of the kind usually have."""
    known = {unit.name_th: unit for unit in list_unit_templates(kind)}
    lines = [(known[one].code, one, known[one].aliases_th) if one in known else ("", one, ()) for one in units]
    made = create_agency(
        slug=slug,
        name=name,
        kind=kind,
        district=district,
        province=province,
        hosts=hosts,
        units=lines,
        by=by,
        at=at,
    )
    add_usual_posts(agency=made, by=by, at=at)
    return made


@transaction.atomic
def set_up(
    *, agency: NewAgency, units: Sequence[str], username: str, display_name: str, password: str, at: datetime
) -> tuple[Agency, User]:
    """Make everything the first person needs. Raises PersonError when someone else was quicker."""
    ChainHead.objects.select_for_update().get_or_create(agency="system")  # two wizards at once: one waits
    if User.objects.exists():
        raise PersonError("ระบบตั้งค่าแล้ว กรุณาเข้าสู่ระบบ", "the system is set up already: sign in")
    user = create_user(username=username, display_name=display_name, password=password, at=at)
    made = establish_agency(
        kind=agency.kind,
        name=agency.name,
        slug=agency.slug,
        district=agency.district,
        province=agency.province,
        hosts=agency.hosts,
        units=units,
        by=None,
        at=at,
    )
    add_member(agency=made, user=user, role="agency_admin", unit=None, by=None, at=at)
    return made, user
