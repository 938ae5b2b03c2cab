"""What programs ask for: a person's calendar, and LINE's calls about its users. No session, no cookie."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from prongsai.adapters.channel_line import is_signed_by_line
from prongsai.apps.reminders import actions
from prongsai.apps.reminders.models import CalendarFeed


@login_not_required
@require_safe
def calendar(request: HttpRequest, word: str) -> HttpResponse:
    """The calendar behind a private address; an address that was never given, or was taken back, is a 404."""
    from prongsai.apps.reminders.calendar import write_calendar  # its library takes 0.2 s of every start

    feed = CalendarFeed.objects.select_related("user").filter(token_sha256=actions.hash_word(word)).first()
    if feed is None or not feed.user.is_active:
        raise Http404
    content = write_calendar(feed)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    headers |= {"Content-Disposition": 'inline; filename="prongsai.ics"', "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@csrf_exempt
@login_not_required
@require_POST
def line(request: HttpRequest) -> HttpResponse:
    """LINE says that somebody wrote to the account or left it. Only what it signed is looked at."""
    account = settings.PRONGSAI.line
    if account is None or not is_signed_by_line(
        request.body, request.headers.get("X-Line-Signature", ""), account.secret()
    ):
        raise Http404
    try:
        events = json.loads(request.body)["events"]
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    for event in events if isinstance(events, list) else []:
        _take(event if isinstance(event, dict) else {})
    return HttpResponse(b"{}", content_type="application/json")


def _take(event: dict[str, Any]) -> None:
    source, message = event.get("source"), event.get("message")
    line_id = source.get("userId", "") if isinstance(source, dict) else ""
    if not isinstance(line_id, str) or not line_id:
        return
    if event.get("type") == "unfollow":
        actions.unlink_line(line_id=line_id, at=timezone.now())
    elif event.get("type") == "message" and isinstance(message, dict) and isinstance(message.get("text"), str):
        actions.link_line(code=message["text"].strip(), line_id=line_id, at=timezone.now())
