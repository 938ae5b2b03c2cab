"""Who needs a second factor, who has one, and how long ago it was shown."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.place import is_on_this_machine
from prongsai.web.form_page import form_page

ROLES_WITH_SECOND_FACTOR = frozenset(
    {"unit_head", "chief_administrator", "top_executive", "agency_admin", "system_admin"}
)
"""Roles that approve or administer."""

_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs_second_factor(roles: Iterable[str]) -> bool:
    """Whether someone with these roles, taken over all their agencies, must sign in with a second factor."""
    return not ROLES_WITH_SECOND_FACTOR.isdisjoint(roles)


def has_second_factor(user: User) -> bool:
    """Whether an app or a passkey is set up; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=_FACTORS).exists())


def is_spared(request: HttpRequest, user: User) -> bool:
    """Demo accounts are known to all and work on this machine only: a second factor would guard nothing."""
    return user.is_demo and is_on_this_machine(request)


def grace_ends_at(user: User, at: datetime) -> datetime:
    """The moment from which a person whose role needs a second factor can do nothing before setting it up."""
    return (user.second_factor_asked_at or at) + timedelta(days=settings.PRONGSAI.second_factor_grace_days)


def begin_grace(user: User, at: datetime) -> None:
    """The days of grace count from now, unless they do already. Nobody did anything, so there is no event."""
    User.objects.filter(pk=user.pk, second_factor_asked_at=None).update(second_factor_asked_at=at)
    user.second_factor_asked_at = at


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session began with, or was confirmed by, a second factor. Asks no database."""
    return any(record.get("method") == "mfa" for record in _records(request))


def is_confirmed(request: HttpRequest, user: User) -> bool:
    """Whether the person has just proved who they are: by the second factor when they have one, else in any way."""
    method = "mfa" if has_second_factor(user) else None
    return _was_shown(request, method)


def require_confirmation(request: HttpRequest) -> None:
    """Before a change of the account: raises what leads to the page that asks for proof again."""
    assert isinstance(request.user, User)
    if not is_confirmed(request, request.user):
        raise ReauthenticationRequired


def require_fresh_second_factor(request: HttpRequest) -> None:
    """Before a signature: goes on only when the second factor was shown in the last quarter of an hour.

    Otherwise raises what leads to the page that asks for it, or, for a person without any, to the page that sets it up.
    A form that was being sent is kept, and done when the factor is shown; who has to set one up is told that nothing
    was done, and led back to the form afterwards. Demo accounts on this machine give their
    password instead. The minutes are settings.SECOND_FACTOR_FRESH_MINUTES.
    """
    user = request.user
    assert isinstance(user, User)
    if _was_shown(request, "mfa"):
        return
    if not has_second_factor(user):
        if not is_spared(request, user):
            raise ImmediateHttpResponse(lead_to_set_up(request))
        if _was_shown(request, None):
            return
    raise ReauthenticationRequired


def lead_to_set_up(request: HttpRequest) -> HttpResponse:
    """To the page that sets a second factor up, which leads back here; says so when a form was being sent."""
    following = request.get_full_path() if request.method == "GET" else form_page(request)
    if request.method != "GET":
        messages.warning(
            request,
            _("ยังไม่ได้ลงนามหรือบันทึก เพราะขั้นนี้ต้องยืนยันตัวตนขั้นที่สองและบัญชีของคุณยังไม่ได้ตั้ง ตั้งแล้วกลับไปหน้าเดิมเพื่อส่งอีกครั้ง"),
        )
    return redirect(f"{reverse('accounts:security')}?{urlencode({'next': following})}")


def fresh_second_factor_required(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The same as a decorator of a view."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require_fresh_second_factor(request)
        return view(request, *args, **kwargs)

    return guarded


def _was_shown(request: HttpRequest, method: str | None) -> bool:
    after = time.time() - settings.SECOND_FACTOR_FRESH_MINUTES * 60
    return any(record["at"] > after and method in (None, record["method"]) for record in _records(request))


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    assert isinstance(request.user, User)
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return records
