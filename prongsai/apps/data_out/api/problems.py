"""Errors as application/problem+json (RFC 9457): type, title, status, detail, and for bad input which places."""

import json
import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.core.errors import PersonError
from prongsai.web.storage_faults import doubtful, storage_fault
from prongsai.web.unavailable import say_when

log = logging.getLogger(__name__)

TYPE = "application/problem+json"
_TITLES = {
    400: "bad request",
    401: "no valid key",
    403: "the key may not do this",
    404: "not found",
    405: "method not allowed",
    409: "changed meanwhile",
    413: "too large",
    422: "not acceptable as it is",
    428: "a precondition is missing",
    429: "too many requests",
    500: "a fault of ours",
    503: "nothing can be stored now",
}


class Place(Schema):
    """One place of the input that is wrong."""

    where: str
    what: str


class Problem(Schema):
    """What went wrong. `detail` is a sentence in English, `detail_th` in Thai where there is one."""

    type: str = Field("about:blank", description="URI of the kind of problem")
    title: str
    status: int
    detail: str = ""
    detail_th: str = ""
    errors: list[Place] = []


class Refused(HttpError):
    """A call that cannot be answered, with its sentences."""

    def __init__(self, status: int, detail: str, detail_th: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(status, detail)
        self.detail, self.detail_th, self.headers = detail, detail_th, headers or {}


def problem(
    status: int, detail: str = "", detail_th: str = "", errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """The answer."""
    body: dict[str, Any] = {"type": "about:blank", "title": _TITLES.get(status, "error"), "status": status}
    body |= {"detail": detail, "detail_th": detail_th, "errors": errors or []}
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def answer_errors(api: NinjaAPI) -> None:
    """Have every error of the API answered as a problem."""

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "there is nothing public at this address", "ไม่มีข้อมูลสาธารณะที่ที่อยู่นี้")

    @api.exception_handler(ValidationError)
    def bad_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [
            {"where": ".".join(str(part) for part in one.get("loc", ())), "what": str(one.get("msg", ""))}
            for one in error.errors
        ]
        return problem(422, "the input does not fit: see errors", "ข้อมูลที่ส่งมาไม่ถูกต้อง ดูรายการใน errors", errors)

    @api.exception_handler(AuthenticationError)
    def no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        response = problem(401, "send a valid key: Authorization: Bearer psk_…", "ต้องส่งรหัส API ที่ยังใช้ได้")
        response.headers["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        response = problem(error.status_code, error.detail, error.detail_th)
        for name, value in error.headers.items():
            response.headers[name] = value
        return response

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error))

    @api.exception_handler(PersonError)
    def person(request: HttpRequest, error: PersonError) -> HttpResponse:
        return problem(422, error.message_en, error.message_th)

    @api.exception_handler(ChangedMeanwhile)
    def changed(request: HttpRequest, error: ChangedMeanwhile) -> HttpResponse:
        return problem(409, "somebody else saved first: read it again", "มีผู้อื่นบันทึกก่อน ให้อ่านใหม่")

    @api.exception_handler(Exception)
    def fault(request: HttpRequest, error: Exception) -> HttpResponse:
        if (unstored := storage_fault(error)) is not None:
            unstored = doubtful(unstored)
            log.warning("API could not store at %s: %s", request.path, error)
            told = problem(503, unstored.message_en, unstored.message_th)
            return say_when(told, unstored)
        log.error("API fault at %s", request.path, exc_info=error)
        return problem(500, "a fault of ours; it was written down", "ระบบขัดข้อง บันทึกไว้แล้ว")
