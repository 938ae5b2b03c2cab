"""The page that says that nothing can be stored now, with what was typed, so that nobody types it twice."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from prongsai.web.storage_faults import StorageFault

KEEP_BYTES = 200_000
"""Most that the page carries of what was typed."""
_SECRET = re.compile(r"password|secret|token|credential|(^|[_-])(code|otp|pin)$", re.IGNORECASE)
_CSRF = "csrfmiddlewaretoken"
ONCE_FIELD = "once_key"
"""The hidden field of web/once.py: sent again as it is, but nothing that anybody typed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form had sent: to be sent again as it is, or only to be copied where files would be missing from it."""

    address: str
    fields: tuple[tuple[str, str], ...]
    may_be_sent: bool
    had_files: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """What a person would not like to type again."""
        typed = (value for name, value in self.fields if name != ONCE_FIELD)
        return tuple(value for value in typed if len(value) > 20 or " " in value or "\n" in value)


def unavailable(request: HttpRequest, fault: StorageFault) -> HttpResponse:
    """503 in both languages, without database or context processors."""
    typed = find_typed(request, may_be_sent=not fault.may_be_stored)
    context = {
        "thai": fault.message_th,
        "english": fault.message_en,
        "typed": typed,
        "csrf_value": get_token(request) if typed and typed.may_be_sent else "",
    }
    response = render(None, "503.html", context, status=503)
    response.headers["Cache-Control"] = "private, no-store"
    return say_when(response, fault)


def say_when(response: HttpResponse, fault: StorageFault | None) -> HttpResponse:
    """The answer, with Retry-After where the fault passes by itself."""
    if fault is not None and fault.retry_after_s is not None:
        response.headers["Retry-After"] = str(fault.retry_after_s)
    return response


def find_typed(request: HttpRequest, *, may_be_sent: bool) -> Typed | None:
    """What the request's form carried; None where there is nothing to keep or it may not be kept.

    Never of a form that has not shown to be ours: another site could have filled it. Never with a password or a code.
    """
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return None
    fields = tuple((name, value) for name, values in request.POST.lists() for value in values if name != _CSRF)
    if not fields or any(_SECRET.search(name) for name, _value in fields):
        return None
    if sum(len(name) + len(value) for name, value in fields) > KEEP_BYTES:
        return None
    return Typed(request.get_full_path(), fields, may_be_sent and not request.FILES, bool(request.FILES))
