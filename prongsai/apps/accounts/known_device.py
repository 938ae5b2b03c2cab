"""Browsers that a person has signed in with before: what others fail with their name does not hold them up.

A signed cookie names the browser by a random number and the people who signed in with it. It opens nothing: whoever
steals it only guesses without waiting for other people's mistakes, and waits for their own.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponseBase

COOKIE = "__Host-known-device" if settings.PRONGSAI.is_https else "known-device"
DAYS = 180
MOST_PEOPLE = 20
_SECONDS = DAYS * 24 * 3600
_signer = TimestampSigner(salt="prongsai.known-device")


def known_device(request: HttpRequest, user_id: int) -> str | None:
    """The number of this browser when the person has signed in with it in the last half year."""
    kept = _read(request)
    return str(kept["device"]) if user_id in kept["people"] else None


def remember_device(request: HttpRequest, response: HttpResponseBase, user_id: int) -> None:
    """Keep the browser as known to this person."""
    kept = _read(request)
    people = [*(one for one in kept["people"] if one != user_id), user_id][-MOST_PEOPLE:]
    response.set_cookie(
        COOKIE,
        _signer.sign_object({"device": kept["device"], "people": people}),
        max_age=_SECONDS,
        path="/",
        secure=settings.PRONGSAI.is_https,
        httponly=True,
        samesite="Strict",
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        kept = _signer.unsign_object(request.COOKIES.get(COOKIE, ""), max_age=_SECONDS)
    except BadSignature:
        return {"device": secrets.token_hex(8), "people": []}
    assert isinstance(kept, dict)
    return kept
