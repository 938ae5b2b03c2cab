"""Webhooks: add, look at, switch on again, remove."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.data_out import queries, webhooks
from prongsai.apps.data_out.forms import WebhookForm
from prongsai.apps.data_out.views.key_views import show
from prongsai.apps.plans.views import current_agency, person
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said


@require_POST
def webhook_add(request: HttpRequest) -> HttpResponse:
    """Tell an address from now on. Other than https goes only to hosts that the operator named."""
    agency = current_agency(request, MANAGE_AGENCY)
    form = WebhookForm(request.POST)
    if form.is_valid():
        url = form.cleaned_data["url"]
        host = url.partition("://")[2].partition("/")[0].lower()
        if not url.startswith("https://") and host not in settings.PRONGSAI.webhook_allow_hosts:
            form.add_error("url", _("ที่อยู่ไม่ถูกต้อง ต้องขึ้นต้นด้วย https://"))
    if not form.is_valid():
        return show(request, agency, webhook_form=form, status=422)
    try:
        row = webhooks.add_webhook(agency=agency, url=form.cleaned_data["url"], by=person(request), at=timezone.now())
    except PersonError as error:
        return show(request, agency, webhook_form=form, error=said(error), status=422)
    messages.success(request, _("เพิ่มที่อยู่แล้ว ระบบจะแจ้งทุกครั้งที่ข้อมูลสาธารณะเปลี่ยน"))
    return redirect("data_out:webhook_detail", row.pk)


@require_safe
def webhook_detail(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """How it stands, and the key that signs its calls."""
    row = queries.webhook_for(person(request), webhook_id)
    context = {"section": "agency", "row": row, "key": webhooks.signing_key(row)}
    return render(request, "data_out/webhook_detail.html", context)


@require_POST
def webhook_on(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Go on where it stopped, with a new signing key when asked for."""
    row = queries.webhook_for(person(request), webhook_id)
    webhooks.switch_on(webhook=row, new_key="new_key" in request.POST, by=person(request), at=timezone.now())
    messages.success(request, _("เปิดการแจ้งแล้ว"))
    return redirect("data_out:webhook_detail", row.pk)


@require_POST
def webhook_remove(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """It is told nothing any more."""
    row = queries.webhook_for(person(request), webhook_id)
    webhooks.remove_webhook(webhook=row, by=person(request), at=timezone.now())
    messages.success(request, _("นำที่อยู่ออกแล้ว"))
    return redirect("data_out:key_list")
