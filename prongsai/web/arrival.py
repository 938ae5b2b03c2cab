"""People who come from another site: their cookies, which are "strict", come along only from a page of ours.

A link in web mail, or the way back from an OpenID Connect provider, is answered with a page that goes on at once to the
same address. That second step begins here, so the browser sends the session with it (docs/decisions/0012). A browser
too old to say where it comes from shows the sign-in page; at the way back from a provider allauth does the same for it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class ArrivalMiddleware:
    """Gives the page in between to a navigation that another site began and that brings no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _comes_from_outside(request):
            return render(None, "arrival.html", {"address": request.get_full_path()})
        return self.get_response(request)


def _comes_from_outside(request: HttpRequest) -> bool:
    if request.method != "GET" or not request.path.startswith("/office/"):
        return False
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    wanted = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    return all(request.headers.get(name) == value for name, value in wanted.items())
