"""A forgotten password: who it is about, then the code of the mail and the new password."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from prongsai.apps.accounts.forgotten import mailbox_to_reset, reset_password
from prongsai.apps.accounts.forms import ForgottenForm, NewPasswordByCodeForm
from prongsai.apps.accounts.jobs import mail_reset_code
from prongsai.apps.accounts.mailbox_mail import can_mail
from prongsai.apps.accounts.rate_limit import FORGOTTEN, limited_by_place
from prongsai.apps.jobs.queue import enqueue
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said

NAME = "forgotten_name"


@never_cache
@login_not_required
@limited_by_place(FORGOTTEN, "POST")
def forgotten(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether the name exists or not."""
    if not can_mail():
        raise Http404
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"]
        found = mailbox_to_reset(name)
        if found is not None:
            enqueue(mail_reset_code, user_id=found[0].pk)
        request.session[NAME] = name
        return redirect("accounts:forgotten_code")
    return render(request, "accounts/forgotten.html", {"form": form})


@never_cache
@login_not_required
@sensitive_post_parameters()
@limited_by_place(FORGOTTEN, "POST")
def code(request: HttpRequest) -> HttpResponse:
    """The code and the new password. Nobody is signed in by it: the second factor is asked for as always."""
    name = request.session.get(NAME)
    if not name:
        return redirect("accounts:sign_in")
    form = NewPasswordByCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            reset_password(name=name, typed=values["code"], password=values["new"], at=timezone.now())
        except PersonError as error:
            form.add_error("code", said(error))
        except ValidationError as error:
            form.add_error("new", error)
        else:
            request.session.pop(NAME, None)
            messages.success(request, _("ตั้งรหัสผ่านใหม่แล้ว เข้าสู่ระบบได้เลย"))
            return redirect("accounts:sign_in")
    return render(request, "accounts/forgotten_code.html", {"form": form})
