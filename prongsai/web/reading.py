"""How the person in front of a page reads: digits and device, kept for the time of one request."""

from contextvars import ContextVar
from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Reading:
    """`digits` is "thai" or "arabic"; `device` a few words such as "Chrome/Windows"."""

    digits: str = "arabic"
    device: str = ""


_DEFAULT = Reading()
_current: ContextVar[Reading | None] = ContextVar("reading", default=None)


def current_reading() -> Reading:
    """The reading of this request, the defaults outside one."""
    return _current.get() or _DEFAULT


def set_reading(reading: Reading) -> None:
    """Set it for the rest of this request."""
    _current.set(reading)


def is_english() -> bool:
    """Whether pages are shown in English now."""
    return (get_language() or "th").startswith("en")
