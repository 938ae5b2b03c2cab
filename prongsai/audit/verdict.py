"""The verdicts of the auditor and whose a host is (design 6.3). Codes never change once stored; wording may."""

from typing import Literal, get_args

Verdict = Literal[
    "opens",
    "moved",
    "gone",
    "soft_404",
    "homepage_only",
    "login_wall",
    "refused",
    "timed_out",
    "redirect_loop",
    "bad_certificate",
    "unsupported",
    "blocked",
    "not_checked",
]
HostClass = Literal["own", "lookalike", "sister", "platform", "social", "foreign"]

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
HOST_CLASSES: tuple[HostClass, ...] = get_args(HostClass)

VERDICT_NAMES_EN: dict[str, str] = {
    "opens": "opens",
    "moved": "moved, opens at another address",
    "gone": "not found",
    "soft_404": "says that it is not there",
    "homepage_only": "leads only to the front page",
    "login_wall": "asks to sign in",
    "refused": "refused, nothing known",
    "timed_out": "no answer in time, nothing known",
    "redirect_loop": "redirects without end",
    "bad_certificate": "opens, certificate not valid",
    "unsupported": "a type that cannot be checked",
    "blocked": "may not be visited",
    "not_checked": "not checked",
}
"""Each verdict in a few English words; the Thai ones are core/report_form/words.VERDICT_WORDS."""

NO_SUCH_HOST_EN = "host name not known, nothing known"
"""In place of the name of `timed_out` where DNS does not know the site (core/report_form/words.is_unknown_host)."""

UNKNOWN_VERDICTS: frozenset[Verdict] = frozenset(("refused", "timed_out", "unsupported", "not_checked"))
"""Nothing is known of the evidence: never counts against an agency."""

COUNTED_AT_ONCE: frozenset[Verdict] = frozenset(("soft_404", "homepage_only", "login_wall", "redirect_loop"))
"""Would score 0 as seen; `gone` joins them only once it was seen on two days."""

WOULD_SCORE_ZERO: frozenset[Verdict] = COUNTED_AT_ONCE | {"gone"}
"""What makes one run's exit code 1, unconfirmed `gone` included."""


def counts_against(verdict: str, *, confirmed: bool) -> bool:
    """Whether the verdict counts against the agency: `gone` only when it was seen on two days."""
    return verdict in COUNTED_AT_ONCE or (verdict == "gone" and confirmed)
