"""One's own mail address, and the code that shows that it is one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from prongsai.apps.accounts import mailbox
from prongsai.apps.accounts.forms import MailboxForm, MailCodeForm
from prongsai.apps.accounts.mail_codes import waiting_code
from prongsai.apps.accounts.mailbox_mail import can_mail
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.second_factor import require_confirmation
from prongsai.core.errors import OutsideError, PersonError
from prongsai.web.templatetags.reading import said


@never_cache
def address(request: HttpRequest) -> HttpResponse:
    """The address as it is; another one gets a code. Whoever finds a screen unlocked must not move the account away."""
    user = request.user
    assert isinstance(user, User)
    form = MailboxForm(request.POST or None, initial={"email": user.email})
    if request.method == "POST" and can_mail():
        require_confirmation(request)
        if form.is_valid():
            try:
                mailbox.send_code(user=user, email=form.cleaned_data["email"], at=timezone.now())
            except (PersonError, OutsideError) as error:
                form.add_error("email", said(error))
            else:
                return redirect("accounts:mailbox_code")
    context = {
        "section": "account",
        "form": form,
        "email": user.email,
        "is_verified": bool(user.email) and mailbox.verified_email(user) == user.email.lower(),
        "can_mail": can_mail(),
        "waiting": waiting_code(user, "mailbox", timezone.now()),
    }
    return render(request, "accounts/mailbox.html", context)


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Where the code of the mail is typed."""
    user, now = request.user, timezone.now()
    assert isinstance(user, User)
    form = MailCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            email = mailbox.take_code(user=user, typed=form.cleaned_data["code"], at=now)
        except PersonError as error:
            form.add_error("code", said(error))
        else:
            messages.success(request, _("ยืนยันอีเมล %(email)s แล้ว") % {"email": email})
            return redirect("accounts:mailbox")
    waiting = waiting_code(user, "mailbox", now)
    if waiting is None and not form.errors:
        return redirect("accounts:mailbox")
    return render(request, "accounts/mailbox_code.html", {"section": "account", "form": form, "waiting": waiting})
