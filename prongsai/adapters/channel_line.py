"""Reminders by LINE: a push message of the agency's official account.

Source: LINE Developers, Messaging API reference, "Send push message" and "Retry a failed API request", read 2026-11:
`POST /v2/bot/message/push`; `X-Line-Retry-Key` holds a UUID, and a request repeated with it within 24 hours is answered
409 without being sent again; 429 is too many requests or the month's messages used up; 5xx may be repeated.
"""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, datetime

from prongsai.adapters.channel_http import post, retry_after_s
from prongsai.adapters.channel_port import Message, Receipt

PUSH = "/v2/bot/message/push"
MOST_UNITS = 5000
"""Length of one text message, counted in UTF-16 code units."""


class LineChannel:
    """`token` is asked for anew each time: LINE's tokens run out and are renewed in their file."""

    def __init__(self, base: str, token: Callable[[], str]) -> None:
        self._base = base
        self._token = token

    def send(self, message: Message) -> Receipt:
        """Push it to the person who linked their LINE."""
        try:
            token = self._token()
        except OSError:
            return Receipt("unusable", "token file cannot be read")
        body = {"to": message.to, "messages": [{"type": "text", "text": fit(message.text)}]}
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token}",
            "X-Line-Retry-Key": message.key,
        }
        answer = post(self._base + PUSH, json.dumps(body).encode(), headers, trusted=self._base)
        if isinstance(answer, str):
            return Receipt("later", answer)
        code, problem = answer.status_code, f"LINE {answer.status_code}"
        if code == 200:
            return Receipt("accepted")
        if code == 409:
            return Receipt("repeated")
        if code in (401, 403):
            return Receipt("unusable", problem)
        if code == 429:
            if "monthly limit" in answer.text.lower():
                return Receipt("unusable", f"{problem} monthly limit")
            return Receipt("later", problem, retry_after_s(answer, datetime.now(UTC)))
        if code >= 500:
            return Receipt("later", problem, retry_after_s(answer, datetime.now(UTC)))
        return Receipt("refused", problem)


def fit(text: str) -> str:
    """The text as long as LINE takes it, cut at the end of a line where possible."""
    if _units(text) <= MOST_UNITS:
        return text
    kept: list[str] = []
    length = 2
    for line in text.split("\n"):
        length += _units(line) + 1
        if length > MOST_UNITS:
            break
        kept.append(line)
    if not kept:
        return text.encode("utf-16-le")[: 2 * (MOST_UNITS - 1)].decode("utf-16-le", "ignore") + "…"
    return "\n".join((*kept, "…"))


def is_signed_by_line(body: bytes, signature: str, secret: str) -> bool:
    """Whether LINE sent this call: base64 of HMAC-SHA256 of the body by the channel secret (`X-Line-Signature`)."""
    try:
        given = b64decode(signature, validate=True)
    except ValueError:
        return False
    return bool(secret) and hmac.compare_digest(given, hmac.digest(secret.encode(), body, hashlib.sha256))


def line_signature(body: bytes, secret: str) -> str:
    """What `X-Line-Signature` holds."""
    return b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
