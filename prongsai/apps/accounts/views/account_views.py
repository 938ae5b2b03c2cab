"""The own account: how one is named and reads, the password, the language."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from prongsai.apps.accounts import actions
from prongsai.apps.accounts.forms import NewPasswordForm, PreferencesForm
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.views.sign_in_views import next_address
from prongsai.core.personal_data.public_text import HoldsNumbers
from prongsai.web.templatetags.reading import said


def account(request: HttpRequest) -> HttpResponse:
    """Preferences of the own account."""
    assert isinstance(request.user, User)
    user = User.objects.get(pk=request.user.pk)
    form = PreferencesForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        user.refresh_from_db()
        try:
            actions.change_preferences(
                user=user,
                display_name=values["display_name"],
                language=values["language"],
                digits=values["digits"],
                at=timezone.now(),
            )
        except HoldsNumbers as error:
            form.add_error(error.field, said(error))
        else:
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
        key = request.session.session_key or ""
        with transaction.atomic():
            actions.change_password(
                user=user,
                password=form.cleaned_data["new"],
                by=actions.own_actor(user),
                at=timezone.now(),
                keep_session=key,
            )
            update_session_auth_hash(request, user)
            UserSession.objects.filter(session_key=key).update(session_key=request.session.session_key)
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
    response = redirect(next_address(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 3600,
        samesite="Strict",
        secure=settings.PRONGSAI.is_https,
        httponly=True,
    )
    return response
