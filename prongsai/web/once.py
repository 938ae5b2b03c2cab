"""A form that adds something adds it once, however often it is sent: `{% once %}` inside the form is all that it takes.

The tag draws a random key, which costs nothing. The first sending with a key takes it and leaves where it led; the same
sending again is led there too. What differs under a used key (the form of before, reached by "back") is not added by
itself: the page says so and keeps it. A sending that was refused gives its key back.

A form that changes what is there, with a version of its own, has `{% once "edit" %}`: the same sending again is led to where
the first led, another text under the key goes to the view, which knows what has changed since.

A view whose answer leads nowhere, for it shows a secret once, calls `keep_shown`: the same sending again is led to where
a new secret is made, and told so.
"""

import contextlib
import hashlib
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.web.form_page import form_page
from prongsai.web.unavailable import ONCE_FIELD, find_typed

KEPT_S = 12 * 3600
"""How long a used key is known: a working day."""
WORKING_S = 120
"""After how long a first sending that left no word counts as failed: its process was killed."""
PATIENCE_S = 6.0
"""How long a second sending waits for the first."""

_STEP_S = 0.1
_EDITS = "edit."
_KEY = re.compile(r"(edit\.)?[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class _Sending:
    place: str
    digest: str
    edits: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of the first sending: its content's hash, and where it led, "" while it is worked on.

    `told` is said to whoever sends it again, "" for what is said of every form.
    """

    digest: str
    led_to: str
    told: str = ""


def new_key(*, edits: bool = False) -> str:
    """A key that nobody has used; one that `edits` stops only what is the same to the letter."""
    return f"{_EDITS if edits else ''}{secrets.token_urlsafe(16)}"


def keep_shown(request: HttpRequest, *, led_to: str, told: str) -> None:
    """The answer to this sending shows a secret once: the same sending again is led to `led_to` and told `told`."""
    sending = _taken_by(request)
    if sending is not None:
        _keep(sending, _Known(sending.digest, led_to, told), KEPT_S)


class OnceMiddleware:
    """Innermost: what answers in place of the view, such as the sign-in page, comes before and takes no key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sending = _taken_by(request)
        if sending is not None:
            if isinstance(response, HttpResponseRedirect):
                _keep(sending, _Known(sending.digest, response.url), KEPT_S)
            else:
                _give_back(sending)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Takes the key of a form that has one, or answers a second sending."""
        sending = _read(request)
        if sending is None:
            return None
        known = _take(sending)
        if known is None:
            request.once_sending = sending  # type: ignore[attr-defined]
            return None
        if sending.edits and known.digest != sending.digest:
            return None
        until = time.monotonic() + PATIENCE_S
        while not known.led_to and time.monotonic() < until:
            time.sleep(_STEP_S)
            later = _find(sending)
            if later is None:  # the first was refused: this one is worked on as if it were the first
                return self.process_view(request, view, args, kwargs)
            known = later
        return _answer(request, sending, known)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A fault, or a second factor asked for in the midst: nothing was added, wherever the answer leads."""
        sending = _taken_by(request)
        if sending is not None:
            _give_back(sending)


def _answer(request: HttpRequest, sending: _Sending, known: _Known) -> HttpResponse:
    if known.led_to and known.digest == sending.digest:
        if known.told:
            messages.warning(request, known.told)
        else:
            messages.info(request, _("แบบฟอร์มนี้ส่งมาซ้ำ ระบบบันทึกไว้ครั้งเดียว"))
        return HttpResponseRedirect(known.led_to)
    typed = find_typed(request, may_be_sent=True)
    context = {
        "saved_at": known.led_to,
        "typed": typed,
        "fields": [one for one in typed.fields if one[0] != ONCE_FIELD] if typed else [],
        "form_page": form_page(request),
    }
    return render(request, "sent_before.html", context, status=409)


def _read(request: HttpRequest) -> _Sending | None:
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    key = request.POST.get(ONCE_FIELD, "")
    if not _KEY.fullmatch(key):
        return None
    return _Sending(f"once:{request.user.pk}:{key}", _digest(request), key.startswith(_EDITS))


def _digest(request: HttpRequest) -> str:
    """The hash of all that was sent, files with it."""
    found = hashlib.sha256(request.path.encode())
    for name, values in sorted(request.POST.lists()):
        if name not in (ONCE_FIELD, "csrfmiddlewaretoken"):
            found.update(repr((name, values)).encode("utf-8", "surrogatepass"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            found.update(repr((name, file.name, file.size)).encode("utf-8", "surrogatepass"))
            for piece in file.chunks():
                found.update(piece)
            file.seek(0)
    return found.hexdigest()


def _take(sending: _Sending) -> _Known | None:
    """None when the key is this sending's now, and where the database cannot say: whoever saves then speaks of that."""
    if cache.add(sending.place, ("", sending.digest, ""), timeout=WORKING_S):
        return None
    return _find(sending)


def _find(sending: _Sending) -> _Known | None:
    kept = cache.get(sending.place)
    return None if kept is None else _Known(led_to=kept[0], digest=kept[1], told=kept[2])


def _keep(sending: _Sending, known: _Known, seconds: int) -> None:
    cache.set(sending.place, (known.led_to, known.digest, known.told), timeout=seconds)


def _give_back(sending: _Sending) -> None:
    with contextlib.suppress(DatabaseError):  # it ends by itself after WORKING_S
        cache.delete(sending.place)


def _taken_by(request: HttpRequest) -> _Sending | None:
    sending: _Sending | None = request.__dict__.pop("once_sending", None)
    return sending
