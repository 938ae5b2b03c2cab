"""Sign-in, sign-out, own account, language."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from prongsai.apps.accounts import actions, queries
from prongsai.apps.accounts.forms import NewPasswordForm, PreferencesForm, SignInForm
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.place import is_on_this_machine
from prongsai.apps.accounts.sign_in_delay import forget_failures, note_failure, seconds_to_wait


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
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            actions.note_sign_in(user=user, at=timezone.now())
            if user.must_change_password:
                return redirect("accounts:password")
            return redirect(_next_address(request))
    return render(
        request,
        "accounts/sign_in.html",
        {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")},
    )


def _sign_in_user(request: HttpRequest, form: SignInForm) -> User | None:
    name, place, now = form.cleaned_data["username"], str(request.META.get("REMOTE_ADDR", "")), timezone.now()
    wait = seconds_to_wait(name, place, now)
    if wait:
        form.add_error(None, _("ลองผิดหลายครั้ง กรุณารออีก %(seconds)d วินาทีแล้วลองใหม่") % {"seconds": wait})
        return None
    user = queries.find_user_to_sign_in(name)
    password = form.cleaned_data["password"]
    if user is None:
        User().set_password(password)  # costs the same time, so that answers do not tell which names exist
    elif user.check_password(password) and (not user.is_demo or is_on_this_machine(request)):
        forget_failures(name, place)
        return user
    note_failure(name, place, now)
    form.add_error(None, _("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง กรุณาตรวจแล้วลองใหม่"))
    return None


def _next_address(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return address
    return settings.LOGIN_REDIRECT_URL


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    return redirect("accounts:sign_in")


def account(request: HttpRequest) -> HttpResponse:
    """Preferences of the own account."""
    assert isinstance(request.user, User)
    user = User.objects.get(pk=request.user.pk)
    form = PreferencesForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        user.refresh_from_db()
        actions.change_preferences(
            user=user,
            display_name=values["display_name"],
            language=values["language"],
            digits=values["digits"],
            at=timezone.now(),
        )
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("accounts:account")
    return render(request, "accounts/account.html", {"form": form})


@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """A new password for the own account."""
    assert isinstance(request.user, User)
    form = NewPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = request.user
        actions.change_password(
            user=user, password=form.cleaned_data["new"], by=actions.own_actor(user), at=timezone.now()
        )
        update_session_auth_hash(request, user)
        messages.success(request, _("เปลี่ยนรหัสผ่านแล้ว"))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/password.html", {"form": form, "must": request.user.must_change_password})


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch between Thai and English, kept in the account or in a cookie."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        chosen = settings.LANGUAGE_CODE
    if request.user.is_authenticated:
        user = request.user
        if user.language != chosen:
            actions.change_preferences(
                user=user, display_name=user.display_name, language=chosen, digits=user.digits, at=timezone.now()
            )
    response = redirect(_next_address(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.PRONGSAI.is_https,
        httponly=True,
    )
    return response
