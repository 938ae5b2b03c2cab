"""How long a delivery that failed for now waits before the next try."""

from datetime import timedelta

FALL_BACK_AFTER_TRIES = 4
"""Then the next channel the person allows is taken, where there is one; the waits before add up to about 45 minutes."""

GIVE_UP_AFTER = timedelta(days=7)
"""Without another channel it is tried for so long: a mail server may be down over a long holiday."""

LONGEST_WAIT_S = 6 * 3600.0
_WAITS_S = (120.0, 600.0, 1800.0, 7200.0)


def wait_s(tries: int, asked_s: float | None = None) -> float:
    """Seconds until the next try after so many failed ones; what the service asked for counts when it is longer."""
    own = _WAITS_S[tries - 1] if 1 <= tries <= len(_WAITS_S) else LONGEST_WAIT_S
    return min(max(own, asked_s or 0.0), LONGEST_WAIT_S)
