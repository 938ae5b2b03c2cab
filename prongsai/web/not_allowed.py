"""An address that only takes forms, opened by a link, says so on a page of its own and leads on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prongsai.web.form_page import nearest_page


class NotAllowedMiddleware:
    """Gives an empty 405 a page in both languages; what says something itself, as the API does, stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.streaming or response.content:
            return response
        page = render(None, "405.html", {"following": nearest_page(request.path)}, status=405)
        page["Allow"] = response.get("Allow", "")
        return page
