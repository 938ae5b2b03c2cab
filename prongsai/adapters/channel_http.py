"""What the HTTP channels share: one POST through the address guard, and how long a service asks us to wait."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests

from prongsai.adapters.guarded_session import GuardedSession

TIMEOUT_S = 15.0


def post(url: str, body: bytes, headers: Mapping[str, str], *, trusted: str) -> requests.Response | str:
    """The answer, or what kept it from coming. `trusted` is a base address that may stand inside, "" for none."""
    with GuardedSession(trusted, timeout_s=TIMEOUT_S) as session:
        try:
            return session.post(url, data=body, headers=dict(headers))
        except requests.exceptions.InvalidSchema:
            return "address is not public"
        except (requests.exceptions.RequestException, OSError) as error:
            return "address is not public" if "no public address" in str(error) else type(error).__name__


def retry_after_s(answer: requests.Response, now: datetime) -> float | None:
    """Seconds from a Retry-After header, as a number or a date; None without a usable one."""
    given = answer.headers.get("Retry-After", "").strip()
    if given.isascii() and given.isdigit():
        return float(given[:9])
    try:
        until = parsedate_to_datetime(given)
    except ValueError:
        return None
    return max((until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds(), 0.0)
