"""The page a form stood on: where somebody goes on whose sending could not be taken."""

import inspect
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

FIRST_PAGE = "/office/"


def form_page(request: HttpRequest) -> str:
    """The page of this site that the browser says the form stood on, else the nearest that can be opened."""
    given = request.headers.get("Referer", "")
    if given and url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(given)
        if _can_be_opened(parts.path):
            return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return nearest_page(request.path)


def nearest_page(path: str) -> str:
    """The address itself where a link opens it, else the first one above it that a link opens; "/" outside the office."""
    while path.startswith(FIRST_PAGE):
        if _can_be_opened(path):
            return path
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return "/"


def _can_be_opened(path: str) -> bool:
    try:
        view: Callable[..., Any] | None = resolve(path).func
    except Resolver404:
        return False
    while view is not None:
        methods = _methods(view)
        if methods is not None and "GET" not in methods:
            return False
        view = getattr(view, "__wrapped__", None)
    return True


def _methods(view: Callable[..., Any]) -> list[str] | None:
    """What Django's `require_http_methods` let through, when this is the function that it made."""
    if not inspect.isfunction(view):
        return None
    found: list[str] | None = inspect.getclosurevars(view).nonlocals.get("request_method_list")
    return found
