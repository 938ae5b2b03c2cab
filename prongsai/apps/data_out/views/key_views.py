"""The page of keys and webhooks; a new key is shown once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.accounts.second_factor import require_fresh_second_factor
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.data_out import queries
from prongsai.apps.data_out.forms import KeyForm, WebhookForm
from prongsai.apps.data_out.keys import NewKey, make_key, revoke_key
from prongsai.apps.data_out.labels import SCOPE_WORDS
from prongsai.apps.plans.views import current_agency, person
from prongsai.core.errors import PersonError
from prongsai.core.public_address import agency_path
from prongsai.web.once import keep_shown
from prongsai.web.templatetags.reading import said


@require_safe
def key_list(request: HttpRequest) -> HttpResponse:
    """All keys and webhooks of the agency."""
    return show(request, current_agency(request, MANAGE_AGENCY))


@require_POST
def key_make(request: HttpRequest) -> HttpResponse:
    """Make a key, after the second factor; the answer to this one post shows it."""
    agency = current_agency(request, MANAGE_AGENCY)
    form = KeyForm(request.POST)
    if not form.is_valid():
        return show(request, agency, key_form=form, status=422)
    require_fresh_second_factor(request)
    values = form.cleaned_data
    try:
        made = make_key(agency=agency, by=person(request), at=timezone.now(), **values)
    except PersonError as error:
        return show(request, agency, key_form=form, error=said(error), status=422)
    told = _("รหัส %(name)s ออกไปแล้วและแสดงเพียงครั้งเดียว ถ้าไม่ได้คัดลอกไว้ ให้ยกเลิกรหัสนี้แล้วออกรหัสใหม่")
    keep_shown(request, led_to=reverse("data_out:key_list"), told=told % {"name": made.row.name})
    return show(request, agency, made=made)


@require_POST
def key_revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """The key opens nothing any more."""
    row = queries.key_for(person(request), key_id)
    revoke_key(key=row, by=person(request), at=timezone.now())
    messages.success(request, _("ยกเลิกรหัสแล้ว"))
    return redirect("data_out:key_list")


def show(
    request: HttpRequest,
    agency: Agency,
    *,
    key_form: KeyForm | None = None,
    webhook_form: WebhookForm | None = None,
    made: NewKey | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, with what was just made or could not be."""
    now = timezone.now()
    keys = [
        {
            "row": row,
            "scopes": [SCOPE_WORDS[code] for code in row.scopes],
            "is_good": row.revoked_at is None and row.expires_at > now,
        }
        for row in queries.list_keys(agency)
    ]
    context = {
        "section": "agency",
        "agency": agency,
        "keys": keys,
        "webhooks": queries.list_webhooks(agency),
        "key_form": key_form or KeyForm(),
        "webhook_form": webhook_form or WebhookForm(),
        "made": made,
        "error": error,
        "data_page": f"{agency_path(agency.slug)}data/",
    }
    response = render(request, "data_out/key_list.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
