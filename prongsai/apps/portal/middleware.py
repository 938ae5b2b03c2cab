"""Public pages are answered before anything that knows persons: no session is opened, no cookie read or set."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.urls import Resolver404, resolve
from django.utils import translation

from prongsai.apps.portal import assets
from prongsai.apps.portal.answers import answer_unseen
from prongsai.apps.portal.frame import site_address
from prongsai.apps.portal.redirects import (
    find_new_address,
    front_of_former,
    host_of,
    is_former_host,
    is_own_host,
)
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
        sheet = assets.find(request.path_info[1:])
        if sheet is not None:  # what the page below asks for: a style from another host is refused
            response = HttpResponse(sheet[0], content_type=sheet[1])
            response.headers["Cache-Control"] = "public, max-age=3600"
            return response
        path = find_new_address(request)
        if path is None:
            return _unknown_there(host)
        response = HttpResponse(status=301)
        response.headers["Cache-Control"] = "public, max-age=3600"
        response.headers["Location"] = site_address() + encode_path(path)
        return response


def _unknown_there(host: str) -> HttpResponse:
    """That the former site's address is not known, and where the new pages are; a row added now counts in a minute."""
    front = front_of_former(host)
    here = site_address() + encode_path(front)
    words = {
        "css": "/" + assets.address("public.css"),
        "host": host,
        "front": here,
        "search": f"{here}search/" if front != "/" else "",
    }
    response = HttpResponse(get_template("portal/former_site.html").render(words), status=404)
    response.headers["Cache-Control"] = "public, max-age=60"
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
