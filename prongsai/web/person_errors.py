"""A PersonError that no view caught is still a sentence for a person, not a fault of ours; so is a busy database."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prongsai.core.errors import PersonError
from prongsai.web.storage_faults import count_written, doubtful, storage_fault
from prongsai.web.unavailable import unavailable

log = logging.getLogger(__name__)


class PersonErrorMiddleware:
    """Shows the sentence on a page of its own, status 422; 503 with what was typed where too many write at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """Notes how much was written before the view began."""
        request.written_before = count_written()  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A full disk is not answered here: it is a fault that the log shows whole (web/views.py)."""
        fault = storage_fault(exception)
        if fault is not None and fault.retry_after_s is not None:
            log.warning("the database was too busy to take a deed: %s", exception)
            before = getattr(request, "written_before", None)
            is_untouched = before is not None and before == count_written()
            return unavailable(request, fault if is_untouched else doubtful(fault))
        if not isinstance(exception, PersonError):
            return None
        return render(request, "person_error.html", {"error": exception}, status=422)
