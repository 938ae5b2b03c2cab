"""Look-ups of the office's own pages about its public site; what the public reads is in disclosure/public_queries."""

from django.db.models import QuerySet
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.agencies.queries import in_agencies_of
from prongsai.apps.disclosure.models import DisclosureYear, OldAddress, PublicStamp


def has_public_site(agency: Agency) -> bool:
    """Whether the public was told anything yet."""
    return PublicStamp.objects.filter(agency=agency).exists()


def list_opened_years(agency: Agency) -> list[int]:
    """The years the public can read of, newest first."""
    rows = DisclosureYear.objects.filter(agency=agency).order_by("-fiscal_year")
    return list(rows.values_list("fiscal_year", flat=True))


def list_old_addresses(agency: Agency) -> QuerySet[OldAddress]:
    """The agency's table, by host and path."""
    return OldAddress.objects.filter(agency=agency).order_by("host", "path")


def old_address_for(user: User, address_id: int) -> OldAddress:
    """One row of an agency that the user manages, or 404."""
    rows = OldAddress.objects.select_related("agency").filter(in_agencies_of("agency", user, MANAGE_AGENCY))
    row = rows.filter(pk=address_id).first()
    if row is None:
        raise Http404
    return row
