"""Public pages are answered before anything that knows persons: no session is opened, no cookie read or set."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation

from prongsai.apps.portal.answers import answer_unseen
from prongsai.apps.portal.frame import site_address
from prongsai.apps.portal.redirects import find_new_address, host_of, is_former_host, is_own_host
from prongsai.core.public_address import encode_path

OFFICE = frozenset(("office", "health", "api", "accounts", "calendar", "line", "admin", "media"))
"""First words that are the office's or a program's: they go on to the rest of the middleware."""

_URLS = "prongsai.apps.portal.urls"


class FormerSiteMiddleware:
    """Requests for a host of an agency's former site go to where the page is now. Stands before the check of hosts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        host = host_of(request)
        if is_own_host(host) or request.method not in ("GET", "HEAD") or not is_former_host(host):
            return self.get_response(request)
        path = find_new_address(request)
        status = 301 if path else 404
        response = HttpResponse(status=status)
        response.headers["Cache-Control"] = "public, max-age=3600"
        if path:
            response.headers["Location"] = site_address() + encode_path(path)
        return response


class PublicPagesMiddleware:
    """Answers every address of the public site itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        word = path[1:].partition("/")[0]
        if not word or word in OFFICE or (word == "static" and not path.startswith("/static/portal/")):
            return self.get_response(request)
        request.get_host()  # refuses hosts that are not ours, as the office does
        if request.method in ("GET", "HEAD"):
            known = answer_unseen(request)
            if known is not None:
                return known
        try:
            match = resolve(path, _URLS)
        except Resolver404:
            from prongsai.apps.portal.views import not_there

            with translation.override("th"):
                return not_there(request)
        request.resolver_match = match
        with translation.override("th"):
            response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
            return response
