"""The person's phone and habits in tests: computes codes by RFC 6238 with the standard library, on its own."""

import base64
import hashlib
import hmac
import re
import struct
import time

from tests.apps.factories import PASSWORD


def totp(secret: str, at: float | None = None) -> str:
    """The code that an authenticator app shows."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def sign_in(client, name, password=PASSWORD, **fields):
    return client.post("/office/sign-in/", {"username": name, "password": password, **fields})


def secret_on(page: str) -> str:
    found = re.search(r'class="password-shown">([A-Z2-7 ]+)<', page)
    assert found, page
    return found[1].replace(" ", "")


def enrol(client) -> tuple[str, list[str]]:
    """Set up the app of a client that has just signed in: its secret and the recovery codes."""
    secret = secret_on(client.get("/office/account/security/app/").content.decode())
    code = totp(secret, time.time() - 30)  # the one before, so that the newest is still good for signing in
    page = client.post("/office/account/security/app/", {"code": code}).content.decode()
    codes = re.findall(r'class="password-shown">(\d{4} \d{4})<', page)
    assert len(codes) == 10, page
    return secret, codes


def later(monkeypatch, seconds: float) -> None:
    """Let so much time pass for allauth's clock and ours."""
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + seconds)
