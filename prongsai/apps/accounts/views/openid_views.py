"""Signing in through the OpenID Connect provider of the settings, and linking an identity to the own account."""

import time

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect.views import callback as allauth_callback
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from prongsai.apps.accounts import actions
from prongsai.apps.accounts.known_device import remember_device
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.rate_limit import PROVIDER_STARTS, limited_by_place
from prongsai.apps.accounts.second_factor import require_confirmation
from prongsai.apps.accounts.views.sign_in_views import safe_next

LINK_WITHIN_S = 600


@login_not_required
@require_GET
@limited_by_place(PROVIDER_STARTS, "GET")
def start(request: HttpRequest) -> HttpResponseBase:
    """Off to the provider: to sign in, or to link an identity when the person has just asked for that.

    A link and no form: the policy of our pages lets a form lead to no other site.
    """
    provider_id = _provider_id()
    process = "login"
    if request.user.is_authenticated:
        if time.time() > request.session.pop("link_identity_until", 0):
            return redirect(settings.LOGIN_REDIRECT_URL)
        process = "connect"
    try:
        provider = get_adapter().get_provider(request, provider_id)
        answer: HttpResponseBase = provider.redirect(request, process, safe_next(request, request.GET.get("next", "")))
    except (requests.RequestException, KeyError, ValueError, TypeError):
        return _unreachable(request)
    return answer


@login_not_required
@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the provider."""
    if provider_id != _provider_id():
        raise Http404
    try:
        response: HttpResponseBase = allauth_callback(request, provider_id)
    except (requests.RequestException, KeyError, ValueError, TypeError):
        return _unreachable(request)
    if request.user.is_authenticated:
        remember_device(request, response, request.user.pk)
    return response


@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Asks for proof, then shows the link that leads to the provider."""
    _provider_id()
    require_confirmation(request)
    request.session["link_identity_until"] = int(time.time()) + LINK_WITHIN_S
    return render(request, "accounts/identity_link.html", {"section": "account", "openid": settings.PRONGSAI.openid})


@require_POST
def unlink(request: HttpRequest, identity_id: int) -> HttpResponse:
    """Take a linked identity off the account."""
    user = request.user
    assert isinstance(user, User)
    identity = get_object_or_404(SocialAccount, pk=identity_id, user=user)
    require_confirmation(request)
    if not user.has_usable_password():
        messages.error(request, _("บัญชีนี้ไม่มีรหัสผ่าน กรุณาขอรหัสผ่านจากผู้ดูแลระบบก่อนยกเลิกการผูกบัญชี"))
        return redirect("accounts:security")
    with transaction.atomic():
        identity.delete()
        actions.note_identity(user=user, action="identity_unlinked", provider=identity.provider, at=timezone.now())
    messages.success(request, _("ยกเลิกการผูกบัญชีแล้ว"))
    return redirect("accounts:security")


def _provider_id() -> str:
    if settings.PRONGSAI.openid is None:
        raise Http404
    slug: str = settings.PRONGSAI.openid.slug
    return slug


def _unreachable(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("ติดต่อผู้ให้บริการยืนยันตัวตนไม่ได้ กรุณาลองใหม่ หรือใช้รหัสผ่าน"))
    return redirect("accounts:security" if request.user.is_authenticated else "accounts:sign_in")
