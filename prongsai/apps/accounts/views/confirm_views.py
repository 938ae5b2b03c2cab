"""Proof again, before a signature or a change of the account."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from prongsai.apps.accounts.forms import PasswordAgainForm
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.second_factor import has_second_factor
from prongsai.apps.accounts.sign_in_delay import forget_failures, note_failure, seconds_to_wait
from prongsai.apps.accounts.views.sign_in_views import passkey_context, take_second_factor


@sensitive_post_parameters()
def confirm(request: HttpRequest) -> HttpResponse:
    """The second factor, or the password of who has none; then on to what was being done."""
    user = request.user
    assert isinstance(user, User)
    following = request.POST.get("next") or request.GET.get("next", "")
    if has_second_factor(user):
        result = take_second_factor(request, user, ReauthenticateForm, ReauthenticateWebAuthnForm)
        if result is None:
            return _go_on(request)
        context = {"form": result, "next": following, **passkey_context(request, user)}
        return render(request, "accounts/confirm_factor.html", context)
    if not user.has_usable_password():
        return render(request, "accounts/confirm_impossible.html")
    form = PasswordAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_password(request, user, form):
        record_authentication(request, user, "password", reauthenticated=True)
        return _go_on(request)
    return render(request, "accounts/confirm_password.html", {"form": form, "next": following})


def _is_password(request: HttpRequest, user: User, form: PasswordAgainForm) -> bool:
    name, place, now = f"confirm {user.pk}", str(request.session.session_key), timezone.now()
    if wait := seconds_to_wait(name, place, now):
        form.add_error(None, _("ลองผิดหลายครั้ง กรุณารออีก %(seconds)d วินาทีแล้วลองใหม่") % {"seconds": wait})
        return False
    if user.check_password(form.cleaned_data["password"]):
        forget_failures(name, place)
        return True
    note_failure(name, place, now)
    form.add_error("password", _("รหัสผ่านไม่ถูกต้อง"))
    return False


def _go_on(request: HttpRequest) -> HttpResponse:
    return resume_request(request) or redirect("accounts:security")
