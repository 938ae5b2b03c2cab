"""What was seen behind a published link: have it visited now, answer, and the certificate of the newest visit."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.disclosure import link_actions, link_answers, pages, queries
from prongsai.apps.disclosure.views.publication_views import show_version
from prongsai.apps.evidence.forms import AnswerForm
from prongsai.apps.plans.views import person
from prongsai.core.errors import PersonError
from prongsai.web.dates import BANGKOK
from prongsai.web.templatetags.reading import said


@require_safe
def line(request: HttpRequest, version_id: int) -> HttpResponse:
    """What was seen alone, for a page that waits for it; the whole page to whoever opens the address."""
    version = queries.version_for(person(request), version_id)
    if not link_actions.is_visited(version):
        raise Http404
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("disclosure:version_detail", version.pk)
    return render(request, "disclosure/link_line.html", {"link": pages.link_line(version)})


@require_POST
def check(request: HttpRequest, version_id: int) -> HttpResponse:
    """Have it visited now."""
    version = queries.version_to_write(person(request), version_id)
    try:
        link_actions.ask_for_visit(version=version, by=person(request), at=timezone.now())
    except PersonError as error:
        return show_version(request, version, error=said(error), status=422)
    return redirect("disclosure:version_detail", version.pk)


@require_POST
def answer(request: HttpRequest, version_id: int) -> HttpResponse:
    """Answer a finding."""
    version = queries.version_to_write(person(request), version_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            link_answers.answer_finding(version=version, by=person(request), at=timezone.now(), **form.cleaned_data)
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("บันทึกคำตอบแล้ว"))
            return redirect("disclosure:version_detail", version.pk)
    return show_version(request, version, answer_form=form, status=422)


@require_POST
def answer_withdraw(request: HttpRequest, link_answer_id: int) -> HttpResponse:
    """Take an answer back."""
    row = queries.link_answer_for(person(request), link_answer_id)
    link_answers.withdraw_answer(answer=row, by=person(request), at=timezone.now())
    messages.success(request, _("ถอนคำตอบแล้ว ข้อตรวจพบกลับมารอคำตอบ"))
    return redirect("disclosure:version_detail", row.version_id)


@require_safe
def certificate(request: HttpRequest, version_id: int) -> HttpResponse:
    """What was public at the address when it was visited last, as a PDF of one page."""
    version = queries.version_for(person(request), version_id)
    row, drawn = link_actions.certify_visit(version=version, by=person(request), at=timezone.now())
    response = HttpResponse(drawn, content_type="application/pdf")
    checked_at = row.checked_at or timezone.now()
    name = f"certificate-published-{version.pk}-{checked_at.astimezone(BANGKOK):%Y%m%d-%H%M}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
