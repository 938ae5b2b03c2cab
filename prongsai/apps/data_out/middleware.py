"""The API is answered before anything that knows persons: no session is opened, no cookie read or set, no page of setup."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve

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
        if request.method != "HEAD":
            return _answer(request, match)
        request.method = "GET"
        answer = _answer(request, match)
        request.method = "HEAD"
        return _without_body(answer)


def _answer(request: HttpRequest, match: ResolverMatch) -> HttpResponseBase:
    answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return _as_problem(answer) if answer.status_code == 405 else answer


def _without_body(answer: HttpResponseBase) -> HttpResponseBase:
    """The answer to GET as HEAD gives it: its headers, with the length that the body would have."""
    if isinstance(answer, HttpResponse):
        answer.headers.setdefault("Content-Length", str(len(answer.content)))
        answer.content = b""
    elif isinstance(answer, StreamingHttpResponse):
        answer.streaming_content = ()
    return answer


def _as_problem(answer: HttpResponseBase) -> HttpResponse:
    methods = [one.strip() for one in answer.headers.get("Allow", "").split(",") if one.strip()]
    if "GET" in methods and "HEAD" not in methods:
        methods.insert(methods.index("GET") + 1, "HEAD")
    allowed = ", ".join(methods)
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
