"""Setting up and removing second factors."""

import base64

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from prongsai.apps.accounts import factors, queries
from prongsai.apps.accounts.forms import PasskeyForm, TotpForm
from prongsai.apps.accounts.mailbox import verified_email
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.passkey_page import passkeys_work_here
from prongsai.apps.accounts.second_factor import grace_ends_at, require_confirmation
from prongsai.apps.accounts.views.sign_in_views import safe_next
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said

_FOLLOWING = "after_second_factor"
"""In the session: the page of this site somebody came from to set a second factor up."""


def security(request: HttpRequest) -> HttpResponse:
    """What guards the account: app, passkeys, recovery codes, linked identities."""
    user = _user(request)
    lines = factors.list_factors(user)
    asked = safe_next(request, request.GET.get("next", ""))
    if asked:
        request.session[_FOLLOWING] = asked  # kept over the pages that set the factor up
    context = {
        "section": "account",
        "following": asked if lines or timezone.now() < grace_ends_at(user, timezone.now()) else "",
        "factors": lines,
        "has_totp": any(line.kind == "totp" for line in lines),
        "codes_left": factors.count_recovery_codes(user),
        "is_needed": _is_needed(request),
        "passkeys_work": passkeys_work_here(request),
        "openid": settings.PRONGSAI.openid,
        "identities": queries.list_identities(user),
        "email_verified": bool(user.email) and verified_email(user) == user.email.lower(),
    }
    return render(request, "accounts/security.html", context)


@sensitive_post_parameters()
def totp_add(request: HttpRequest) -> HttpResponse:
    """A picture to scan, then the first code of the app."""
    require_confirmation(request)
    user = _user(request)
    if any(line.kind == "totp" for line in factors.list_factors(user)):
        return redirect("accounts:security")
    secret = get_totp_secret(regenerate=request.method != "POST")
    form = TotpForm(secret, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = factors.add_totp(
                request=request, user=user, secret=secret, code=form.cleaned_data["code"], at=timezone.now()
            )
        except PersonError as error:
            messages.error(request, said(error))
            return redirect("accounts:security")
        return _added(request, codes, _("ตั้งแอปยืนยันตัวตนแล้ว"))
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    context = {
        "section": "account",
        "form": form,
        "picture": base64.b64encode(picture.encode()).decode(),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    }
    return render(request, "accounts/totp_add.html", context)


@sensitive_post_parameters()
def passkey_add(request: HttpRequest) -> HttpResponse:
    """A passkey of this device or a security key."""
    require_confirmation(request)
    user = _user(request)
    form = PasskeyForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = factors.add_passkey(
            request=request,
            user=user,
            name=form.cleaned_data["name"],
            credential=form.cleaned_data["credential"],
            at=timezone.now(),
        )
        return _added(request, codes, _("เพิ่มพาสคีย์แล้ว"))
    context = {
        "section": "account",
        "form": form,
        "options": begin_registration(user, passwordless=True),
        "passkeys_work": passkeys_work_here(request),
    }
    return render(request, "accounts/passkey_add.html", context)


def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown once; the old ones end."""
    require_confirmation(request)
    user = _user(request)
    if not factors.list_factors(user):
        return redirect("accounts:security")
    if request.method == "POST":
        return _show_codes(request, factors.renew_recovery_codes(user=user, at=timezone.now()))
    left = factors.count_recovery_codes(user)
    return render(request, "accounts/recovery_renew.html", {"section": "account", "codes_left": left})


def factor_remove(request: HttpRequest, factor_id: int) -> HttpResponse:
    """Asks once, then takes the factor away."""
    require_confirmation(request)
    user = _user(request)
    line = next((line for line in factors.list_factors(user) if line.id == factor_id), None)
    if line is None:
        raise Http404
    if request.method == "POST":
        try:
            factors.remove_factor(
                user=user, factor_id=factor_id, may_be_last=not _is_needed(request), at=timezone.now()
            )
        except PersonError as error:
            messages.error(request, said(error))
        else:
            messages.success(request, _("ลบแล้ว"))
        return redirect("accounts:security")
    return render(request, "accounts/factor_remove.html", {"section": "account", "factor": line})


def _added(request: HttpRequest, codes: list[str], sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    if codes:
        return _show_codes(request, codes)
    return redirect(request.session.pop(_FOLLOWING, None) or "accounts:security")


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    shown = [f"{code[:4]} {code[4:]}" for code in codes]
    following = request.session.pop(_FOLLOWING, "")
    return render(
        request, "accounts/recovery_codes.html", {"section": "account", "codes": shown, "following": following}
    )


def _is_needed(request: HttpRequest) -> bool:
    return bool(getattr(request, "needs_second_factor", False))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
