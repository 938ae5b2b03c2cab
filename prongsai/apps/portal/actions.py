"""What an office does to its public site beside publishing: contact details, and where its former site's addresses lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.disclosure.models import OldAddress, PublicProfile, PublicStamp
from prongsai.apps.disclosure.public_log import touch_public
from prongsai.apps.history.actions import Personal, record
from prongsai.apps.portal.served import is_served
from prongsai.core.errors import PersonError
from prongsai.core.personal_data.public_text import CONTACT, PERSONS, require_no_numbers
from prongsai.core.thai.words import Words

PROFILE_FIELDS = (
    "postal_address",
    "phone",
    "fax",
    "email",
    "site",
    "social",
    "map_url",
    "complaint_url",
    "contact_url",
    "about",
    "shows_executives",
)
_PERSONAL = frozenset(("phone", "email"))  # an office may have given a person's
MOST_OLD_ADDRESSES = 20_000
_RUNNING_TEXT = frozenset(("about", "postal_address"))
"""Fields where a person's telephone or address would stand as well; the others say how to reach the office."""


@dataclass(frozen=True, slots=True)
class Lead:
    """One old address: host ("" is any of the agency's), path with its query, and the path here."""

    host: str
    path: str
    leads_to: str


@transaction.atomic
def change_profile(
    *, agency: Agency, values: dict[str, str | bool], version: int, by: User, at: datetime
) -> PublicProfile:
    """What the front page says of the agency. `version` is the one the person saw.

    Raises PersonError when someone else saved in between, and HoldsNumbers for a text with a person's number.
    Nothing happens, and nothing is recorded, without a change.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    profile = PublicProfile.objects.filter(agency=agency).first() or PublicProfile(agency=agency, version=0)
    if profile.version != version:
        raise PersonError(
            "มีผู้อื่นบันทึกหน้านี้ไปก่อนแล้ว กรุณาเปิดหน้าใหม่แล้วแก้อีกครั้ง", "someone else saved this first: open the page again"
        )
    changed = [name for name in PROFILE_FIELDS if getattr(profile, name) != values[name]]
    if not changed and profile.version:
        return profile
    _require_for_all_eyes(values)
    before = {name: _told(name, getattr(profile, name)) for name in changed}
    for name in PROFILE_FIELDS:
        setattr(profile, name, values[name])
    profile.version += 1
    profile.save()
    _record(
        "public_profile_changed",
        agency,
        by,
        at,
        before,
        {name: _told(name, getattr(profile, name)) for name in changed},
    )
    if PublicStamp.objects.filter(agency=agency).exists():  # else there is no public site yet
        touch_public(agency, at)
    return profile


def keep_old_addresses(*, agency: Agency, leads: Sequence[Lead], by: User, at: datetime) -> tuple[int, int]:
    """Add addresses of the former site, or lead known ones elsewhere. Gives how many were added and how many changed.

    Raises PersonError for a target that this site does not serve for the agency, for an address that another agency has,
    and when the table grows too long.
    """
    _require_served(agency, leads)  # before the agency is locked: a long table takes seconds
    return _keep_old_addresses(agency=agency, leads=leads, by=by, at=at)


def _require_served(agency: Agency, leads: Sequence[Lead]) -> None:
    targets = dict.fromkeys(lead.leads_to for lead in leads)
    missing = [target for target in targets if not is_served(target, agency.slug)]
    if missing:
        more = len(missing) - 1
        more_th, more_en = (f" และอีก {more} แห่ง", f" nor at {more} more") if more else ("", "")
        raise PersonError(
            f'ไม่มีหน้าหรือไฟล์สาธารณะของหน่วยงานที่ "{missing[0]}"{more_th} กรุณาใส่ที่อยู่ที่เปิดดูได้แล้วในเว็บสาธารณะนี้',
            f'no public page or file of the agency stands at "{missing[0]}"{more_en}: give an address that can be opened on this site',
        )


@transaction.atomic
def _keep_old_addresses(*, agency: Agency, leads: Sequence[Lead], by: User, at: datetime) -> tuple[int, int]:
    Agency.objects.select_for_update().get(pk=agency.pk)
    wanted = {(lead.host, lead.path): lead for lead in leads}
    known = {
        (row.host, row.path): row for row in OldAddress.objects.filter(path__in={lead.path for lead in wanted.values()})
    }
    added: list[OldAddress] = []
    changed = 0
    for key, lead in wanted.items():
        row = known.get(key)
        if row is None:
            added.append(
                OldAddress(
                    agency=agency, host=lead.host, path=lead.path, leads_to=lead.leads_to, added_by=str(by), added_at=at
                )
            )
        elif row.agency_id != agency.pk:
            raise PersonError(
                f'"{lead.host}{lead.path}" เป็นของหน่วยงานอื่นแล้ว กรุณาใส่ชื่อเว็บไซต์ (host) ของหน่วยงานท่านด้วย',
                f'"{lead.host}{lead.path}" is another agency\'s: name the host of yours too',
            )
        elif row.leads_to != lead.leads_to:
            row.leads_to, row.added_by, row.added_at = lead.leads_to, str(by), at
            row.save(update_fields=("leads_to", "added_by", "added_at"))
            changed += 1
    if agency.old_addresses.count() + len(added) > MOST_OLD_ADDRESSES:
        raise PersonError(
            f"ตารางที่อยู่เดิมยาวได้ไม่เกิน {MOST_OLD_ADDRESSES:,} แถว", f"the table holds {MOST_OLD_ADDRESSES:,} rows at most"
        )
    OldAddress.objects.bulk_create(added, batch_size=500)
    if added or changed:
        _record("old_addresses_kept", agency, by, at, None, {"count": len(added), "changed": changed})
    return len(added), changed


@transaction.atomic
def forget_old_address(*, address: OldAddress, by: User, at: datetime) -> None:
    """The old address leads nowhere any more."""
    before = {"address": str(address), "leads_to": address.leads_to}
    _record("old_address_forgotten", address.agency, by, at, before, None)
    address.delete()


def _require_for_all_eyes(values: Mapping[str, str | bool]) -> None:
    """No number of a person stands in what the front page says. Raises HoldsNumbers."""
    for name, value in values.items():
        if isinstance(value, str) and value:
            label = PublicProfile._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            with override("th"):
                th = f"“{label}” "
            with override("en"):
                en = f"“{label}”"
            kinds = PERSONS if name in _RUNNING_TEXT else CONTACT
            require_no_numbers(value, Words(th, en), kinds=kinds, field=name)


def _told(name: str, value: object) -> object:
    return Personal(str(value)) if name in _PERSONAL and value else value


def _record(
    action: str,
    agency: Agency,
    by: User,
    at: datetime,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
) -> None:
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency, MANAGE_AGENCY),
        at=at,
        object_type="agency",
        object_id=str(agency.pk),
        object_label=agency.name,
        before=before,
        after=after,
    )
