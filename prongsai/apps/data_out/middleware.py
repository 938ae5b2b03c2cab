"""The API is answered before anything that knows persons: no session is opened, no cookie read or set, no page of setup."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from prongsai.apps.data_out.api.problems import problem
from prongsai.apps.data_out.views.nothing import nothing_here
from prongsai.web.body_length import body_length

API = "/api/"


class ApiMiddleware:
    """Answers every address under /api/ itself, a body that is too big before anything reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(API):
            return self.get_response(request)
        request.get_host()  # refuses hosts that are not ours
        if (refused := _refuse_body(request)) is not None:
            return refused
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return nothing_here(request)
        answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return _as_problem(answer) if answer.status_code == 405 else answer


def _as_problem(answer: HttpResponseBase) -> HttpResponse:
    allowed = answer.headers.get("Allow", "")
    told = problem(405, f"this address answers {allowed}", f"ที่อยู่นี้รับเฉพาะ {allowed}")
    told.headers["Allow"] = allowed
    return told


def _refuse_body(request: HttpRequest) -> HttpResponse | None:
    length = body_length(request)
    shows_key = request.headers.get("Authorization", "").startswith("Bearer ")
    most = settings.REQUEST_MAX_BYTES if shows_key else settings.REQUEST_MAX_BYTES_OF_ANYBODY
    if length is not None and length <= most:
        return None
    return problem(413, f"a body of at most {most} bytes, with its length", f"ส่งได้ไม่เกิน {most} ไบต์ พร้อมบอกความยาว")
