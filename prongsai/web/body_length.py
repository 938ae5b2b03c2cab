"""How long a request's body says it is."""

from django.http import HttpRequest

_MOST_DIGITS = 18


def body_length(request: HttpRequest) -> int | None:
    """Bytes, 0 without a body; None for a length that is no number a server could mean."""
    given = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS else None
