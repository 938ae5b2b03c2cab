"""Whether passkeys can work at the address a page was opened by: browsers want a host name and a secure connection."""

import ipaddress

from django.http import HttpRequest


def passkeys_work_here(request: HttpRequest) -> bool:
    """False at an address in numbers, and without https except on `localhost`."""
    host = request.get_host().rpartition("]")[0] or request.get_host().partition(":")[0]
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost" or host.endswith(".localhost")
    return False
