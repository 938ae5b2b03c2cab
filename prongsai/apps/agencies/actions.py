"""What can be done to an agency, its units and its people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from prongsai.apps.accounts.actions import change_password
from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency, Membership, Unit
from prongsai.apps.agencies.permissions import role_for, role_in
from prongsai.apps.agencies.standing import forget_standing
from prongsai.apps.history.actions import SYSTEM_ACTOR, Actor, record
from prongsai.core.errors import PersonError
from prongsai.core.personal_data.public_text import require_nameable
from prongsai.core.thai.text import fold_thai
from prongsai.web.reading import current_reading


def actor_in(user: User | None, agency: Agency, permission: str | None = None) -> Actor:
    """The user acting in this agency, in the role that gives them the right used; without one, the membership's role.

    Who runs the machine and has no role here acts as that. None is the system itself.
    """
    if user is None:
        return SYSTEM_ACTOR
    role = role_for(user, agency, permission) if permission else role_in(user, agency)
    other = "system_admin" if user.is_superuser else "none"
    return Actor(str(user.pk), role or other, current_reading().device)


@transaction.atomic
def create_agency(
    *,
    slug: str,
    name: str,
    kind: str,
    district: str,
    province: str,
    hosts: Sequence[str] = (),
    units: Sequence[tuple[str, str, Sequence[str]]] = (),
    by: User | None,
    at: datetime,
) -> Agency:
    """A new agency with its units, each as (code, name, aliases)."""
    require_nameable(name=name, district=district, province=province)
    for _code, unit_name, _aliases in units:
        require_nameable(units=unit_name)
    agency = Agency.objects.create(
        slug=slug, name=name, kind=kind, district=district, province=province, hosts=list(hosts), created_at=at
    )
    Unit.objects.bulk_create(
        Unit(agency=agency, code=code, name=unit_name, aliases=list(aliases), position=position)
        for position, (code, unit_name, aliases) in enumerate(units, start=1)
    )
    after = {"slug": slug, "name": name, "kind": kind, "province": province, "units": [unit[1] for unit in units]}
    _record("agency_created", agency, by, at, after=after)
    return agency


@transaction.atomic
def change_agency(
    *,
    agency: Agency,
    name: str,
    kind: str,
    district: str,
    province: str,
    hosts: Sequence[str],
    digits: str,
    snapshot_days: int | None = None,
    by: User,
    at: datetime,
) -> None:
    """Everything about an agency except its slug, for that stands in permanent addresses. A former name is known from the
    history (`queries.list_former_names`). `snapshot_days` None keeps snapshots for ever.
    """
    require_nameable(name=name, district=district, province=province)
    before = _facts(agency)
    agency.name, agency.kind = name, kind
    agency.district, agency.province = district, province
    agency.hosts, agency.digits = list(hosts), digits
    agency.snapshot_days = snapshot_days
    agency.save()
    after = _facts(agency)
    if before != after:
        _record("agency_changed", agency, by, at, before=before, after=after)


@transaction.atomic
def set_units(*, agency: Agency, names: Sequence[str], by: User, at: datetime) -> None:
    """The agency's divisions in order: new names are added, missing ones removed, kept ones keep their aliases.

    A unit is known by its name in any spelling. In a list as long as before a name changed in its place is a new name
    of the same unit. Raises PersonError for taking away a unit that people belong to, for an officer without a unit may
    record for all, and one with a post that somebody held: who signed as what must stay known.
    """
    names = list(dict.fromkeys(names))
    for each in names:
        require_nameable(units=each)
    units = list(agency.units.filter(parent=None).select_for_update())
    before = [unit.name for unit in units]
    take_spelling(units, names)
    known = {unit.name for unit in units}
    if len(names) == len(units):
        for unit, name in zip(units, names, strict=True):
            if unit.name not in names and name not in known:
                unit.name = name
                unit.save(update_fields=("name",))
    gone = agency.units.filter(parent=None).exclude(name__in=names)
    if belonging := gone.filter(Q(membership__isnull=False) | Q(sections__membership__isnull=False)).first():
        raise PersonError(
            f"ยังมีผู้ใช้อยู่ใน “{belonging.name}” กรุณาย้ายผู้ใช้ไปส่วนงานอื่นก่อนลบ",
            f"people still belong to “{belonging.name}”: move them to another unit first",
        )
    if held := gone.filter(Q(posts__holdings__isnull=False) | Q(sections__posts__holdings__isnull=False)).first():
        raise PersonError(
            f"เคยมีผู้ดำรงตำแหน่งใน “{held.name}” จึงลบไม่ได้ เพราะต้องรู้ได้ว่าใครลงนามในฐานะใด",
            f"someone has held a post in “{held.name}”, so it cannot be removed: who signed as what must stay known",
        )
    gone.delete()
    for position, name in enumerate(names, start=1):
        Unit.objects.update_or_create(agency=agency, parent=None, name=name, defaults={"position": position})
    if before != names:
        _record("units_changed", agency, by, at, before={"units": before}, after={"units": names})


def take_spelling(units: Sequence[Unit], names: Iterable[str]) -> None:
    """Units that the list names in another spelling (sara am in two signs, a sign nobody sees) are spelt as it does."""
    spelt = {fold_thai(name): name for name in names}
    taken = {unit.name for unit in units}
    for unit in units:
        name = spelt.get(fold_thai(unit.name), unit.name)
        if name not in taken:
            taken.add(name)
            unit.name = name
            unit.save(update_fields=("name",))


@transaction.atomic
def add_member(
    *, agency: Agency, user: User, role: str, unit: Unit | None, by: User | None, at: datetime
) -> Membership:
    """Give a person a role. Raises IntegrityError when they already have one in this agency."""
    membership = Membership.objects.create(agency=agency, user=user, role=role, unit=unit, created_at=at)
    forget_standing(user)
    after = {"user": user.pk, "role": role, "unit": unit.name if unit else None}
    _record("member_added", agency, by, at, after=after, object_type="membership", object_id=membership.pk)
    return membership


@transaction.atomic
def change_member(*, membership: Membership, role: str, unit: Unit | None, by: User, at: datetime) -> None:
    """Another role or unit. Raises PersonError when the agency would be left without an administrator."""
    if role != "agency_admin":
        _require_other_admin(membership)
    before = {"role": membership.role, "unit": membership.unit.name if membership.unit else None}
    after = {"role": role, "unit": unit.name if unit else None}
    if before == after and membership.unit == unit:
        return
    membership.role, membership.unit = role, unit
    membership.save(update_fields=("role", "unit"))
    forget_standing(membership.user)
    _record(
        "member_changed",
        membership.agency,
        by,
        at,
        before=before,
        after={"user": membership.user.pk, **after},
        object_type="membership",
        object_id=membership.pk,
    )


@transaction.atomic
def issue_password(*, membership: Membership, password: str, by: User, at: datetime) -> None:
    """A new password for a colleague. Raises PersonError for someone who also works elsewhere: it is not ours to set."""
    user = membership.user
    if user.is_superuser or user.memberships.exclude(agency=membership.agency).exists():
        raise PersonError(
            "ผู้ใช้นี้ทำงานในหน่วยงานอื่นด้วย ต้องเปลี่ยนรหัสผ่านด้วยตนเอง",
            "this person also works in another agency and must change the password themselves",
        )
    change_password(user=user, password=password, by=actor_in(by, membership.agency), at=at)


@transaction.atomic
def remove_member(*, membership: Membership, by: User, at: datetime) -> None:
    """Take a person's role away. Raises PersonError for the last administrator."""
    _require_other_admin(membership)
    before = {"user": membership.user.pk, "role": membership.role}
    agency, pk = membership.agency, membership.pk
    membership.delete()
    forget_standing(membership.user)
    _record("member_removed", agency, by, at, before=before, object_type="membership", object_id=pk)


def _require_other_admin(membership: Membership) -> None:
    Agency.objects.select_for_update().get(pk=membership.agency.pk)  # two administrators must not remove each other
    others = membership.agency.memberships.filter(role="agency_admin").exclude(pk=membership.pk)
    if membership.role == "agency_admin" and not others.exists():
        raise PersonError(
            "หน่วยงานต้องมีผู้ดูแลระบบอย่างน้อย 1 คน กรุณาตั้งผู้ดูแลระบบคนใหม่ก่อน",
            "an agency needs at least one administrator: appoint another one first",
        )


def _facts(agency: Agency) -> dict[str, object]:
    return {
        "name": agency.name,
        "kind": agency.kind,
        "district": agency.district,
        "province": agency.province,
        "hosts": list(agency.hosts),
        "digits": agency.digits,
        "snapshot_days": agency.snapshot_days,
    }


def _record(
    action: str,
    agency: Agency,
    by: User | None,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    object_type: str = "agency",
    object_id: int | None = None,
) -> None:
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency),
        at=at,
        object_type=object_type,
        object_id=str(object_id or agency.pk),
        object_label=agency.name,
        before=before,
        after=after,
    )
