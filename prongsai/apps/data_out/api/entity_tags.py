"""Entity tags of what is public: the agency's stamp and this build. A repeated question costs one query."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags

from prongsai import __version__
from prongsai.apps.disclosure.public_queries import find_stamp_of

MAX_AGE_S = 10
"""Seconds that anybody may keep an answer without asking again, as for the public pages."""

View = Callable[..., HttpResponseBase]


def by_stamp(view: View) -> View:
    """Answers 304 when nothing public of the agency changed since; else adds the tag to the answer."""

    @wraps(view)
    def tagged(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        stamp = find_stamp_of(parts["slug"]) if _is_word(parts.get("slug", "")) else None
        tag = f'"{stamp.number}-{__version__}"' if stamp else None
        given = parse_etags(request.headers.get("If-None-Match", ""))
        if tag and (tag in given or f"W/{tag}" in given):
            response: HttpResponseBase = HttpResponse(status=304)
        else:
            response = view(request, *args, **parts)
        if tag and response.status_code in (200, 304):
            response.headers["ETag"] = tag
            response.headers["Last-Modified"] = http_date(stamp.changed_at.timestamp()) if stamp else ""
        return open_to_all(response)

    return tagged


def open_view(view: View) -> View:
    """Public without a tag: lists of all agencies."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        return open_to_all(view(request, *args, **parts))

    return opened


def open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    """May be read by scripts of any site and kept a few seconds: nobody signed in for it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Last-Modified"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if response.status_code < 400:
        response.headers["Cache-Control"] = f"public, max-age={MAX_AGE_S}"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _is_word(slug: str) -> bool:
    return slug.isascii() and "\x00" not in slug
