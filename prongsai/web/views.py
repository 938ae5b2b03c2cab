"""Pages that belong to no app: the way in, health, and the error pages."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from prongsai.web.storage_faults import doubtful, storage_fault
from prongsai.web.unavailable import unavailable


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 in both languages; of a host that is not ours it says that, and where this site is."""
    if isinstance(exception, DisallowedHost):
        words = {"host": str(request.META.get("HTTP_HOST", ""))[:100], "here": settings.PRONGSAI.url}
        return HttpResponse(get_template("400_host.html").render(words), status=400)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 in both languages."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in both languages."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 in both languages, without database or context processors; 503 when nothing can be stored now.

    Here end the faults outside of a view, a session's among them: the view may have stored its part.
    """
    fault = storage_fault(sys.exc_info()[1])
    if fault is not None:
        return unavailable(request, doubtful(fault))
    return render(None, "500.html", status=500)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form waited too long or came from elsewhere: say so and how to go on."""
    return render(request, "403_csrf.html", status=403)
