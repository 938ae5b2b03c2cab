"""The comment of a signature that waits for the second factor: kept in the session, one at most, until it is signed."""

from django.http import HttpRequest

from prongsai.apps.rounds.models import Round

_KEY = "kept_round_comment"


def keep_comment(request: HttpRequest, row: Round, comment: str) -> None:
    """Keep what was typed for this round instead of any other. The form bounds its length."""
    request.session[_KEY] = {"round": row.pk, "comment": comment}


def find_kept_comment(request: HttpRequest, row: Round) -> str | None:
    """What was typed for this round and not signed, which may be ""; None when nothing waits."""
    kept = request.session.get(_KEY)
    return str(kept["comment"]) if kept and kept["round"] == row.pk else None


def forget_comment(request: HttpRequest) -> None:
    """The round is signed."""
    request.session.pop(_KEY, None)
