"""Where addresses of an agency's former site lead now."""

import time
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import OldAddress, PublicAddress
from prongsai.core.public_address import agency_path


def find_new_address(request: HttpRequest) -> str | None:
    """The path that an old address leads to: with its query first, then without."""
    host = host_of(request)
    full = request.get_full_path()[:500]
    path = request.path_info[:500]
    if "\x00" in path:  # PostgreSQL cannot even be asked, and no address of the table has it
        return None
    rows = OldAddress.objects.filter(host__in=(host, ""), path__in=(full, path)).select_related("agency")
    fitting = [row for row in rows if row.host or is_own_host(host) or host in row.agency.hosts]
    best = min(fitting, key=lambda row: (row.host == "", row.path != full), default=None)
    return best.leads_to if best else None


def find_closed(path: str) -> str | None:
    """The agency's page, for an address that was once given to the public and has no page now: its year was closed."""
    if "\x00" in path or len(path) > 300:
        return None
    paths = {path, path.replace("/en/", "/", 1)}
    row = PublicAddress.objects.filter(path__in=paths).select_related("agency").first()
    front = agency_path(row.agency.slug) if row else None
    return front if front not in paths else None


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
