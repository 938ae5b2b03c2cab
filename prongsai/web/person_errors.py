"""A PersonError that no view caught is still a sentence for a person, not a fault of ours."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prongsai.core.errors import PersonError


class PersonErrorMiddleware:
    """Shows the sentence on a page of its own, status 422."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only PersonError is answered here."""
        if not isinstance(exception, PersonError):
            return None
        return render(request, "person_error.html", {"error": exception}, status=422)
