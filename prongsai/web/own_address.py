"""Where a form says to go on: only ever a page of this site."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, fallback: str, *, field: str = "next") -> str:
    """The address in a field of the form when it is one of this site, else the fallback."""
    given = request.POST.get(field, "")
    if url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure()):
        return given
    return fallback
