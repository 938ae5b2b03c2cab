"""The executive's signature, on screen or recorded from paper."""

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.apps.accounts.rate_limit import limited_uploads
from prongsai.apps.accounts.second_factor import require_fresh_second_factor
from prongsai.apps.agencies.permissions import RECORD_ROUND, SIGN_ROUND
from prongsai.apps.plans.uploads import read_files
from prongsai.apps.plans.views import person
from prongsai.apps.rounds import actions, queries
from prongsai.apps.rounds.forms import PaperForm, SignForm
from prongsai.apps.rounds.kept_comment import forget_comment, keep_comment
from prongsai.apps.rounds.views.round_views import show_round
from prongsai.core.errors import PersonError
from prongsai.documents.posts import executive_post
from prongsai.web.done_before import lead_to_done
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today


@require_POST
def sign(request: HttpRequest, round_id: int) -> HttpResponse:
    """Sign exactly what was on the screen, after the second factor."""
    row = queries.round_for(person(request), round_id, SIGN_ROUND)
    form = SignForm(request.POST)
    if not form.is_valid():
        return show_round(request, row, form=form, status=422)
    values = form.cleaned_data
    try:
        require_fresh_second_factor(request)
    except (ImmediateHttpResponse, ReauthenticationRequired):
        keep_comment(request, row, values["comment"])
        raise
    try:
        actions.sign_round(
            round_=row, seen_sha256=values["seen"], comment=values["comment"], by=person(request), at=timezone.now()
        )
    except PersonError as error:
        fresh = queries.round_for(person(request), row.pk)
        if fresh.state == "signed" and fresh.signed_by_id == person(request).pk:
            forget_comment(request)
            address = reverse("rounds:round_detail", args=(row.pk,))
            return lead_to_done(request, address, by=fresh.signed_by_id, name=fresh.signed_by_name, at=fresh.signed_at)
        again = SignForm(initial={"comment": values["comment"]})
        return show_round(request, fresh, form=again, error=said(error), status=422)
    forget_comment(request)
    messages.success(request, _("ลงนามแล้ว"))
    return redirect("rounds:round_detail", row.pk)


@limited_uploads
def paper(request: HttpRequest, round_id: int) -> HttpResponse:
    """Record a memo that was signed on paper."""
    row = queries.round_for(person(request), round_id, RECORD_ROUND)
    if row.state_on(bangkok_today()) not in ("open", "missed"):
        return redirect("rounds:round_detail", row.pk)
    initial = {"post": executive_post(row.agency.facts())}
    form = PaperForm(request.POST or None, request.FILES or None, initial=initial)
    error = ""
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            [scan] = read_files([values["scan"]])
            actions.record_on_paper(
                round_=row,
                memo_number=values["memo_number"],
                memo_on=values["memo_on"],
                post=values["post"],
                comment=values["comment"],
                scan=scan,
                by=person(request),
                at=timezone.now(),
            )
        except PersonError as refused:
            error = said(refused)
        else:
            messages.success(request, _("บันทึกการลงนามบนกระดาษแล้ว ถ้ามีข้อสั่งการให้บันทึกเป็นข้อ ๆ"))
            return redirect("rounds:round_detail", row.pk)
    status = 422 if request.method == "POST" else 200
    context = {"section": "rounds", "round": row, "form": form, "error": error}
    return render(request, "rounds/round_paper.html", context, status=status)
