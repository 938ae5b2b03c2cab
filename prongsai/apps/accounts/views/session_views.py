"""Where one is signed in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.apps.accounts import actions
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.sessions import list_sessions


def session_list(request: HttpRequest) -> HttpResponse:
    """Device, since when, last seen; each can be ended."""
    assert isinstance(request.user, User)
    lines = list_sessions(request, request.user)
    return render(request, "accounts/session_list.html", {"section": "account", "lines": lines})


@require_POST
def end_one(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one session of one's own."""
    assert isinstance(request.user, User)
    key = request.session.session_key or ""
    if not actions.end_session(user=request.user, session_id=session_id, keep=key, at=timezone.now()):
        raise Http404
    messages.success(request, _("ออกจากระบบในอุปกรณ์นั้นแล้ว"))
    return redirect("accounts:session_list")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all sessions but this one."""
    assert isinstance(request.user, User)
    key = request.session.session_key or ""
    count = actions.end_other_sessions(user=request.user, keep=key, at=timezone.now())
    messages.success(request, _("ออกจากระบบในอุปกรณ์อื่น %(count)d เครื่องแล้ว") % {"count": count})
    return redirect("accounts:session_list")
