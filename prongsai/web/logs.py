"""Log lines as JSON with the number of the request, and nothing in them that tells who a person is."""

import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from prongsai.web.request_counts import count_request

log = logging.getLogger("prongsai.request")

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
_SCRUBS = (
    (re.compile(r"[^\s@<>\"'(),;=]+@[^\s@<>\"'(),;]+"), "[mail]"),
    (re.compile(r"[\u0e00-\u0e7f]+(?:[\s.]+[\u0e00-\u0e7f]+)*"), "[thai]"),  # names of persons are Thai
    (
        re.compile(r"(?<![0-9a-fA-F])[0-9](?:[ -]?[0-9]){8,}(?![0-9a-fA-F])"),
        "[number]",
    ),  # identity and telephone numbers
    (re.compile(r"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9.])"), "[address]"),
    (re.compile(r"(?i)\b((?:password|secret|token|key|code|csrf\w*|sessionid)\"?\s*[=:]\s*)\S+"), r"\1[hidden]"),
    (re.compile(r"\?[^\s\"']*=[^\s\"']*"), "?[query]"),  # what people searched for or typed
)


def scrub(text: str) -> str:
    """The text without what may tell who a person is: addresses, long numbers, Thai words, values of queries."""
    for pattern, instead in _SCRUBS:
        text = pattern.sub(instead, text)
    return text


def current_request_id() -> str:
    """The number of the request being answered, "" outside one."""
    return _request_id.get()


class JsonFormatter(logging.Formatter):
    """One JSON object a line. Of an exception its kind, its scrubbed message and the places in our code are kept."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        if request_id := getattr(record, "request_id", "") or current_request_id():
            line["request_id"] = request_id
        for name in ("method", "route", "status", "ms"):
            if hasattr(record, name):
                line[name] = getattr(record, name)
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = type(record.exc_info[1]).__name__
            line["error_message"] = scrub(str(record.exc_info[1]))[:500]
            line["trace"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


class RequestLogMiddleware:
    """Numbers each request (a proxy in front may), answers with the number, and logs what was asked by its route.

    The route, not the address: `/office/plans/<int:plan_id>/`. A private calendar's address never gets into a log.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        token, started = _request_id.set(request_id), time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id
            seconds = time.perf_counter() - started
            count_request(str(request.method), response.status_code, seconds)
            match = request.resolver_match
            facts = {
                "method": request.method,
                "route": f"/{match.route}" if match else "",
                "status": response.status_code,
                "ms": round(seconds * 1000),
            }
            log.info("request", extra=facts)
            return response
        finally:
            _request_id.reset(token)
