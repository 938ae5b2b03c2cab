"""Where addresses of an agency's former site lead now."""

from django.conf import settings
from django.http import HttpRequest

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import OldAddress


def find_new_address(request: HttpRequest) -> str | None:
    """The path that an old address leads to: with its query first, then without."""
    host = host_of(request)
    full = request.get_full_path()[:500]
    path = request.path_info[:500]
    rows = OldAddress.objects.filter(host__in=(host, ""), path__in=(full, path)).select_related("agency")
    fitting = [row for row in rows if row.host or is_own_host(host) or host in row.agency.hosts]
    best = min(fitting, key=lambda row: (row.host == "", row.path != full), default=None)
    return str(best.leads_to) if best else None


def host_of(request: HttpRequest) -> str:
    """The host that was asked, in small letters, without a port."""
    host = request.META.get("HTTP_HOST", "").lower()
    return host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host


def is_own_host(host: str) -> bool:
    """Whether the product itself answers under this name."""
    return host in settings.ALLOWED_HOSTS or host == "testserver"


def is_former_host(host: str) -> bool:
    """Whether the host is one an agency named as its own, or the table of old addresses knows."""
    if not host or is_own_host(host):
        return False
    return OldAddress.objects.filter(host=host).exists() or any(
        host in hosts for hosts in Agency.objects.exclude(hosts=[]).values_list("hosts", flat=True)
    )
