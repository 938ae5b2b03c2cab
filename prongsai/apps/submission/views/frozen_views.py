"""The form as it was entered: kept whole, confirmed by the top executive, given as a document."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.accounts.second_factor import require_fresh_second_factor
from prongsai.apps.agencies.permissions import CONFIRM_SUBMISSION, MANAGE_DISCLOSURE, may
from prongsai.apps.disclosure.queries import year_for
from prongsai.apps.plans.views import person
from prongsai.apps.submission import actions, queries
from prongsai.apps.submission.documents import draw_frozen
from prongsai.apps.submission.forms import ConfirmForm, FreezeForm
from prongsai.apps.submission.standing import form_of, framework_of, shown_answers
from prongsai.apps.submission.views.form_views import attachment
from prongsai.core.errors import PersonError
from prongsai.core.submission import frozen_from_dict, hash_of_form
from prongsai.web.done_before import lead_to_done
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today

FORMATS = ("pdf", "docx", "xlsx")


def freeze(request: HttpRequest, year_id: int) -> HttpResponse:
    """Read the whole form once more, and keep it as it was entered."""
    year = year_for(person(request), year_id, MANAGE_DISCLOSURE)
    now_form = form_of(year)
    initial = {"seen": hash_of_form(now_form), "entered_on": bangkok_today()}
    form = FreezeForm(request.POST or None, initial=initial)
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.freeze(
                year=year,
                seen_sha256=form.cleaned_data["seen"],
                entered_on=form.cleaned_data["entered_on"],
                by=person(request),
                at=timezone.now(),
            )
        except PersonError as refused:
            kept = queries.newest_frozen(year)
            if kept is not None and kept.sha256 == form.cleaned_data["seen"] == hash_of_form(now_form):
                address = reverse("submission:frozen_detail", args=(kept.pk,))
                return lead_to_done(request, address, by=kept.frozen_by_id, name=kept.frozen_by_name, at=kept.frozen_at)
            error = said(refused)
            form = FreezeForm(initial={**initial, "entered_on": form.cleaned_data["entered_on"]})
        else:
            messages.success(request, _("บันทึกแบบตามที่กรอกจริงแล้ว ให้ผู้บริหารสูงสุดยืนยัน"))
            return redirect("submission:frozen_detail", row.pk)
    context = {
        "section": "year",
        "year": year,
        "answers": shown_answers(now_form.answers, framework_of(year)),
        "form": form,
        "error": error,
    }
    return render(request, "submission/freeze.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def frozen_detail(request: HttpRequest, frozen_id: int) -> HttpResponse:
    """A frozen form, and the executive's confirmation."""
    return _show(request, frozen_id)


@require_POST
def confirm(request: HttpRequest, frozen_id: int) -> HttpResponse:
    """The top executive confirms exactly this form, after the second factor."""
    row = queries.frozen_for(person(request), frozen_id, CONFIRM_SUBMISSION)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        raise Http404
    require_fresh_second_factor(request)
    try:
        actions.confirm(frozen=row, seen_sha256=form.cleaned_data["seen"], by=person(request), at=timezone.now())
    except PersonError as error:
        fresh = queries.frozen_for(person(request), frozen_id)
        if fresh.confirmed_at is not None:
            address = reverse("submission:frozen_detail", args=(fresh.pk,))
            return lead_to_done(
                request, address, by=fresh.confirmed_by_id, name=fresh.confirmed_by_name, at=fresh.confirmed_at
            )
        return _show(request, frozen_id, error=said(error))
    messages.success(request, _("ยืนยันแบบแล้ว"))
    return redirect("submission:frozen_detail", row.pk)


@require_safe
def frozen_download(request: HttpRequest, frozen_id: int, file_format: str) -> HttpResponse:
    """A frozen form as a document."""
    row = queries.frozen_for(person(request), frozen_id)
    if file_format not in FORMATS:
        raise Http404
    name = f"oit-{row.year.agency.slug}-{row.year.fiscal_year}-{row.number}.{file_format}"
    return attachment(draw_frozen(row, file_format), name, file_format)  # type: ignore[arg-type]


def _show(request: HttpRequest, frozen_id: int, *, error: str = "") -> HttpResponse:
    row = queries.frozen_for(person(request), frozen_id)
    user = person(request)
    newest = queries.newest_frozen(row.year)
    may_confirm = may(user, row.year.agency, CONFIRM_SUBMISSION) and not row.confirmed_by_name and newest == row
    context = {
        "section": "year",
        "year": row.year,
        "row": row,
        "answers": shown_answers(frozen_from_dict(row.form).answers, framework_of(row.year)),
        "is_newest": newest == row,
        "all": queries.list_frozen(row.year),
        "may_confirm": may_confirm,
        "is_own": row.frozen_by_id == user.pk,
        "form": ConfirmForm(initial={"seen": row.sha256}),
        "error": error,
        "formats": FORMATS,
    }
    return render(request, "submission/frozen_detail.html", context, status=422 if error else 200)
