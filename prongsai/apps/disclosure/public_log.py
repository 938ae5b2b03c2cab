"""What the public was told: the stamp, the log of changes and every address issued, kept together by `tell_public`.

Called inside the transaction of the action that changes what is public.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import ChangeEntry, PublicAddress, PublicStamp, Version, YearItem
from prongsai.core import public_address


def touch_public(agency: Agency, at: datetime) -> int:
    """Something the public sees changed that the log does not name (a phone number, a copy). Gives the new number."""
    if not connection.in_atomic_block:
        raise RuntimeError("touch_public() outside a transaction: the stamp could grow without its change")
    stamp = PublicStamp.objects.select_for_update().filter(agency=agency).first()
    if stamp is None:  # two first changes meet at the primary key
        PublicStamp.objects.get_or_create(agency=agency, defaults={"changed_at": at})
        stamp = PublicStamp.objects.select_for_update().get(agency=agency)
    stamp.number += 1
    stamp.changed_at = at
    stamp.save(update_fields=("number", "changed_at"))
    return stamp.number


def tell_public(
    *,
    agency: Agency,
    kind: str,
    at: datetime,
    address: str,
    paths: Iterable[str] = (),
    fiscal_year: int | None = None,
    item_code: str = "",
    version: Version | None = None,
    title: str = "",
    why: str = "",
) -> ChangeEntry:
    """One change that the public sees: the stamp grows, the log names it, and `address` and `paths` are issued for good."""
    number = touch_public(agency, at)
    issue_addresses(agency, [address, *paths], at)
    return ChangeEntry.objects.create(
        agency=agency,
        number=number,
        kind=kind,
        at=at,
        fiscal_year=fiscal_year,
        item_code=item_code,
        version=version,
        title=title,
        why=why,
        address=address,
    )


def issue_addresses(agency: Agency, paths: Iterable[str], at: datetime) -> None:
    """Remember that these paths were given to the public; those given before stay as they are."""
    wanted = dict.fromkeys(paths)
    known = set(PublicAddress.objects.filter(path__in=wanted).values_list("path", flat=True))
    PublicAddress.objects.bulk_create(
        (PublicAddress(agency=agency, path=path, issued_at=at) for path in wanted if path not in known),
        ignore_conflicts=True,
    )


def place_of(item: YearItem | None) -> tuple[int, str] | None:
    """The item as addresses name it; None for news."""
    return (item.year.fiscal_year, item.code) if item is not None else None


def paths_of(version: Version) -> tuple[str, list[str]]:
    """The address at which a published version is found first, and all others it brings."""
    publication = version.publication
    slug, place = publication.agency.slug, place_of(publication.item)
    first = public_address.publication_path(slug, place, publication.number)
    own = public_address.version_path(slug, place, publication.number, version.number)
    return first, [own, *(own + name for name in public_file_names(version))]


def public_file_names(version: Version) -> list[str]:
    """Names of the files the public is offered: the masked copy instead of the original, then the other copies."""
    copies = list(version.copies.all())
    masked = [copy.file_name for copy in copies if copy.kind == "masked"]
    original = [version.file_name] if version.kind == "file" and not masked else []
    return [*masked, *original, *(copy.file_name for copy in copies if copy.kind != "masked")]
