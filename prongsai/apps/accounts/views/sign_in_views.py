"""Signing in by password, passkey or second factor, and signing out."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from prongsai.apps.accounts import actions, queries
from prongsai.apps.accounts.attempts import attempt_by_password, attempt_by_second_factor
from prongsai.apps.accounts.forms import PasskeySignInForm, SecondFactorForm, SignInForm
from prongsai.apps.accounts.known_device import remember_device
from prongsai.apps.accounts.mailbox_mail import can_mail
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.passkey_page import passkeys_work_here
from prongsai.apps.accounts.place import is_on_this_machine
from prongsai.apps.accounts.rate_limit import PASSKEY_CHALLENGES, limited_by_place


@login_not_required
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _sign_in_user(request, form)
        if user is not None:
            return _with_known_device(request, perform_password_login(request, {}, _login_of(request, user)), user)
    return render(
        request,
        "accounts/sign_in.html",
        {
            "form": form,
            "next": request.POST.get("next") or request.GET.get("next", ""),
            "openid": settings.PRONGSAI.openid,
            "passkeys_work": passkeys_work_here(request),
            "can_mail": can_mail(),
        },
    )


def _sign_in_user(request: HttpRequest, form: SignInForm) -> User | None:
    name, now = form.cleaned_data["username"], timezone.now()
    user = queries.find_user_to_sign_in(name)
    attempt = attempt_by_password(request, name, user)
    if wait := attempt.seconds_to_wait(now):
        form.add_error(None, _("ลองผิดหลายครั้ง กรุณารออีก %(seconds)d วินาทีแล้วลองใหม่") % {"seconds": wait})
        return None
    password = form.cleaned_data["password"]
    if user is None:
        User().set_password(password)  # costs the same time, so that answers do not tell which names exist
    elif user.check_password(password) and (not user.is_demo or is_on_this_machine(request)):
        attempt.succeeded()
        return user
    attempt.failed(now)
    actions.note_failed_sign_in(name=name, user=user, step="password", at=now)
    form.add_error(None, _("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง กรุณาตรวจแล้วลองใหม่"))
    return None


@login_not_required
@limited_by_place(PASSKEY_CHALLENGES, "GET")
def passkey(request: HttpRequest) -> HttpResponse:
    """GET gives the challenge that the browser answers, POST takes the answer."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method != "POST":
        return JsonResponse(begin_authentication(None))
    answer = PasskeySignInForm(request.POST)
    form = LoginWebAuthnForm(answer.cleaned_data) if answer.is_valid() else answer
    if not form.is_valid():  # nothing that could be guessed, so nobody waits
        actions.note_failed_sign_in(name="", user=None, step="passkey", at=timezone.now())
        messages.error(request, _("เข้าสู่ระบบด้วยพาสคีย์ไม่สำเร็จ กรุณาลองใหม่ หรือใช้รหัสผ่าน"))
        return redirect("accounts:sign_in")
    factor = form.cleaned_data["credential"]
    user = factor.user
    response = perform_passwordless_login(request, factor, _login_of(request, user))
    return _with_known_device(request, response, user)


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]
def second_step(request: HttpRequest) -> HttpResponse:
    """After the password: a code of the app, a recovery code, or a passkey."""
    stage = request._login_stage  # type: ignore[attr-defined]
    user = stage.login.user
    result = take_second_factor(request, user, AuthenticateForm, AuthenticateWebAuthnForm)
    if result is None:
        return _with_known_device(request, stage.exit(), user)
    return render(request, "accounts/second_step.html", {"form": result, **passkey_context(request, user)})


def take_second_factor(
    request: HttpRequest, user: User, code_form: type[Any], passkey_form: type[Any]
) -> SecondFactorForm | None:
    """None when the posted factor is right (and kept in the session as shown), else the form to show.

    Guesses wait like those of passwords.
    """
    if request.method != "POST":
        return SecondFactorForm()
    now, attempt = timezone.now(), attempt_by_second_factor(request, user)
    form = SecondFactorForm(request.POST)
    if wait := attempt.seconds_to_wait(now):
        form.add_error(None, _("ลองผิดหลายครั้ง กรุณารออีก %(seconds)d วินาทีแล้วลองใหม่") % {"seconds": wait})
        return form
    if not form.is_valid():
        return form
    by_passkey = bool(form.cleaned_data["credential"])
    check = (passkey_form if by_passkey else code_form)(user=user, data=form.cleaned_data)
    if check.is_valid():
        check.save()
        attempt.succeeded()
        return None
    attempt.failed(now)
    actions.note_failed_sign_in(name="", user=user, step="second_factor", at=now)
    wrong = _("พาสคีย์นี้ใช้กับบัญชีนี้ไม่ได้ กรุณาลองใหม่") if by_passkey else _("รหัสไม่ถูกต้องหรือหมดอายุแล้ว กรุณาใช้รหัสล่าสุด")
    form.add_error(None if by_passkey else "code", wrong)
    return form


def passkey_context(request: HttpRequest, user: User) -> dict[str, Any]:
    """What a page needs to offer a passkey of this person; None in place of options when there is none."""
    options = begin_authentication(user) if queries.has_passkey(user) else None
    return {"options": options, "passkeys_work": passkeys_work_here(request)}


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    assert isinstance(request.user, User)
    user, key = request.user, request.session.session_key
    logout(request)
    UserSession.objects.filter(session_key=key).delete()
    actions.note_sign_out(user=user, at=timezone.now())
    return redirect("accounts:sign_in")


def next_address(request: HttpRequest) -> str:
    """The page that was asked for before, when it is one of ours."""
    return safe_next(request, request.POST.get("next", "")) or settings.LOGIN_REDIRECT_URL


def safe_next(request: HttpRequest, address: str) -> str:
    """The address when it stays on this site, else ""."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else ""


def _login_of(request: HttpRequest, user: User) -> Login:
    following = reverse("accounts:password") if user.must_change_password else next_address(request)
    if following == settings.LOGIN_REDIRECT_URL:
        following = reverse(following)
    return Login(user=user, redirect_url=following)


def _with_known_device(request: HttpRequest, response: HttpResponse, user: User) -> HttpResponse:
    if request.user.is_authenticated:
        remember_device(request, response, user.pk)
    return response
