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
def set_up(
    *, agency: NewAgency, units: Sequence[str], username: str, display_name: str, password: str, at: datetime
) -> tuple[Agency, User]:
    """Make everything the first person needs. Raises PersonError when someone else was quicker."""
    ChainHead.objects.select_for_update().get_or_create(agency="system")  # two wizards at once: one waits
    if User.objects.exists():
        raise PersonError("ระบบตั้งค่าแล้ว กรุณาเข้าสู่ระบบ", "the system is set up already: sign in")
    known = {unit.name_th: unit for unit in list_unit_templates(agency.kind)}
    lines = [(known[name].code, name, known[name].aliases_th) if name in known else ("", name, ()) for name in units]
    user = create_user(username=username, display_name=display_name, password=password, at=at)
    made = create_agency(
        slug=agency.slug,
        name=agency.name,
        kind=agency.kind,
        district=agency.district,
        province=agency.province,
        hosts=agency.hosts,
        units=lines,
        by=None,
        at=at,
    )
    add_usual_posts(agency=made, by=None, at=at)
    add_member(agency=made, user=user, role="agency_admin", unit=None, by=None, at=at)
    return made, user
