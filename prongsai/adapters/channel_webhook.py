"""Reminders to a program of the office: one JSON POST, signed over its time and body."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from urllib.parse import urlsplit

from prongsai.adapters.channel_http import post, retry_after_s
from prongsai.adapters.channel_port import Message, Receipt


class WebhookChannel:
    """Posts to the message's `to`. A host outside `allowed` must be a public one and is spoken to by https alone."""

    def __init__(self, secret: bytes, allowed: frozenset[str] = frozenset()) -> None:
        self._secret = secret
        self._allowed = allowed

    def send(self, message: Message) -> Receipt:
        """Post it. The receiver tells a repeat by `Idempotency-Key`, and an old call by its time."""
        body = {"id": message.key, "made_at": message.made_at.isoformat(), "subject": message.subject, **message.data}
        content = json.dumps(body, ensure_ascii=False).encode()
        timestamp = str(int(datetime.now(UTC).timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": message.key,
            "X-Prongsai-Timestamp": timestamp,
            "X-Prongsai-Signature": f"sha256={sign(self._secret, timestamp, content)}",
        }
        try:
            parts = urlsplit(message.to)
        except ValueError:  # "https://[" and the like
            return Receipt("refused", "bad address")
        trusted = f"{parts.scheme}://{parts.netloc}" if parts.netloc.lower() in self._allowed else ""
        answer = post(message.to, content, headers, trusted=trusted)
        if isinstance(answer, str):
            return Receipt("refused" if answer == "address is not public" else "later", answer)
        code, problem = answer.status_code, f"HTTP {answer.status_code}"
        if 200 <= code < 300:
            return Receipt("accepted")
        if code == 409:
            return Receipt("repeated")
        if code in (408, 425, 429) or code >= 500:
            return Receipt("later", problem, retry_after_s(answer, datetime.now(UTC)))
        return Receipt("unusable" if code in (401, 403) else "refused", problem)


def sign(secret: bytes, timestamp: str, body: bytes) -> str:
    """Hex HMAC-SHA256 of timestamp, a dot and the body."""
    return hmac.digest(secret, timestamp.encode() + b"." + body, hashlib.sha256).hex()
