"""Where addresses of an agency's former site lead now."""

import time
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import OldAddress, PublicAddress
from prongsai.apps.portal.addresses import without_tracking
from prongsai.core.public_address import agency_path


def find_new_address(request: HttpRequest) -> str | None:
    """The path that an old address leads to: with its query first, then without where no row of that path has one.

    A host and the same with or without "www." are one where both are the agency's. What programs add to a query to
    count visitors does not belong to an address.
    """
    host = host_of(request)
    path = request.path_info[:500]
    if "\x00" in path:  # PostgreSQL cannot even be asked, and no address of the table has it
        return None
    query = request.META.get("QUERY_STRING", "").replace("\x00", "")
    clean = without_tracking(query)
    fulls = [f"{path}?{one}"[:500] for one in dict.fromkeys((query, clean)) if one]
    twin = twin_of(host)
    rows = OldAddress.objects.filter(host__in=(host, twin, ""), path__in=(*fulls, path)).select_related("agency")
    fitting = [row for row in rows if _fits(row, host)]
    best = min(
        fitting, key=lambda row: (row.path == path and bool(fulls), row.host == "", row.host != host), default=None
    )
    if best is None or (clean and best.path == path and _has_queries(best)):
        return None
    return best.leads_to


def twin_of(host: str) -> str:
    """The host without its "www.", or with it."""
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"


def _fits(row: OldAddress, host: str) -> bool:
    if row.host == "":
        return is_own_host(host) or host in row.agency.hosts
    return row.host == host or {row.host, host} <= set(row.agency.hosts)


def _has_queries(row: OldAddress) -> bool:
    """Whether the query chooses the page at the path of this row: one that is not in the table is then another page."""
    rows = OldAddress.objects.filter(agency=row.agency_id, host__in=(row.host, twin_of(row.host), ""))
    return rows.filter(path__startswith=f"{row.path}?").exists()


def find_closed(path: str) -> str | None:
    """The agency's page, for an address that was once given to the public and has no page now: its year was closed."""
    if "\x00" in path or len(path) > 300:
        return None
    paths = {path, path.replace("/en/", "/", 1)}
    row = PublicAddress.objects.filter(path__in=paths).select_related("agency").first()
    front = agency_path(row.agency.slug) if row else None
    return front if front not in paths else None


def front_of_former(host: str) -> str:
    """The front page of the one agency whose former host it is; the list of agencies where several name it."""
    named = [agency for agency in Agency.objects.exclude(hosts=[]) if host in agency.hosts]
    known = Agency.objects.filter(old_addresses__host=host).distinct()
    slugs = {agency.slug for agency in (*named, *known)}
    return agency_path(slugs.pop()) if len(slugs) == 1 else "/"


def host_of(request: HttpRequest) -> str:
    """The host that was asked, in small letters, without a port."""
    host = str(request.META.get("HTTP_HOST", "")).lower()
    return host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host


def is_own_host(host: str) -> bool:
    """Whether the product itself answers under this name."""
    return host in settings.ALLOWED_HOSTS or host == "testserver"


def is_former_host(host: str) -> bool:
    """Whether the host is one an agency named as its own, or the table of old addresses knows; read once a minute."""
    return bool(host) and not is_own_host(host) and host in _former_hosts(int(time.monotonic() // 60))


@lru_cache(maxsize=1)
def _former_hosts(minute: int) -> frozenset[str]:
    named = Agency.objects.exclude(hosts=[]).values_list("hosts", flat=True)
    known = OldAddress.objects.exclude(host="").values_list("host", flat=True).distinct()
    return frozenset([*known, *(host for hosts in named for host in hosts)])
