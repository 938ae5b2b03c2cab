"""After the preliminary scores: what each item got, what is contested, and the clarification with its certificates."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.agencies.permissions import MANAGE_DISCLOSURE, VIEW_PLANS, may
from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.apps.disclosure.queries import year_for
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.views import person
from prongsai.apps.submission import actions, queries
from prongsai.apps.submission.clarifying import certificates_of, rows_of
from prongsai.apps.submission.documents import draw_clarification, pack_clarification
from prongsai.apps.submission.forms import PreliminaryForm, SentForm
from prongsai.apps.submission.standing import framework_of, shown_titles
from prongsai.apps.submission.views.form_views import attachment
from prongsai.core.errors import PersonError
from prongsai.core.scoring import points_at_stake
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today

FORMATS = ("pdf", "docx", "xlsx", "zip")


@require_safe
def score_list(request: HttpRequest, year_id: int) -> HttpResponse:
    """Every item with its preliminary score."""
    year = year_for(person(request), year_id)
    framework = framework_of(year)
    titles, points = shown_titles(framework), points_at_stake(framework)
    lines = [
        {
            "id": item.pk,
            "code": item.code,
            "title": titles.get(item.code, ""),
            "points": points.get(item.code),
            "preliminary": getattr(item, "preliminary", None),
            "contest": getattr(item, "contest", None),
        }
        for item in queries.list_items(year)
    ]
    context = {
        "section": "year",
        "year": year,
        "lines": lines,
        "scored": sum(line["preliminary"] is not None for line in lines),
        "contested": sum(line["contest"] is not None for line in lines),
        "may_manage": may(person(request), year.agency, MANAGE_DISCLOSURE),
    }
    return render(request, "submission/score_list.html", context)


def score_edit(request: HttpRequest, item_id: int) -> HttpResponse:
    """One item's preliminary score, and why it is contested."""
    item = queries.item_for(person(request), item_id, MANAGE_DISCLOSURE)
    year: DisclosureYear = item.year
    preliminary, contest = getattr(item, "preliminary", None), getattr(item, "contest", None)
    form = PreliminaryForm(
        request.POST or None,
        initial={
            "version": contest.version if contest else 0,
            "score": preliminary.score if preliminary else None,
            "said": preliminary.said if preliminary else "",
            "reason": contest.reason if contest else "",
        },
    )
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.score_and_contest(item=item, by=person(request), at=timezone.now(), **form.cleaned_data)
        except PersonError as refused:
            error = said(refused)
        except ChangedMeanwhile as changed:
            error = _("%(name)s แก้รายการนี้ก่อนท่านบันทึก กรุณาเปิดหน้าใหม่ดูก่อนบันทึก") % {"name": changed.changed_by}
        else:
            messages.success(request, _("บันทึก %(code)s แล้ว") % {"code": item.code})
            return redirect("submission:score_list", year.pk)
    title = shown_titles(framework_of(year)).get(item.code, "")
    context = {"section": "year", "year": year, "item": item, "title": title, "form": form, "error": error}
    return render(request, "submission/score_edit.html", context, status=422 if request.method == "POST" else 200)


def clarification(request: HttpRequest, year_id: int) -> HttpResponse:
    """The contested items as they would be sent, with the proofs there are, and what was sent before."""
    permission = MANAGE_DISCLOSURE if request.method == "POST" else VIEW_PLANS
    year = year_for(person(request), year_id, permission)
    rows = rows_of(year)
    form = SentForm(request.POST or None, initial={"sent_on": bangkok_today()})
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_clarification(
                year=year, rows=rows, sent_on=form.cleaned_data["sent_on"], by=person(request), at=timezone.now()
            )
        except PersonError as refused:
            error = said(refused)
        else:
            messages.success(request, _("บันทึกคำชี้แจงตามที่ส่งแล้ว"))
            return redirect("submission:clarification", year.pk)
    now, titles = timezone.now(), shown_titles(framework_of(year))
    context = {
        "section": "year",
        "year": year,
        "rows": [{**row, "title": titles.get(row["code"], row["title"])} for row in rows],
        "sent": queries.list_clarifications(year),
        "form": form,
        "error": error,
        "is_closed": year.contest_closes_at is not None and now >= year.contest_closes_at,
        "may_manage": may(person(request), year.agency, MANAGE_DISCLOSURE),
        "frozen": queries.newest_frozen(year),
        "formats": FORMATS,
    }
    return render(request, "submission/clarification.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def draft_download(request: HttpRequest, year_id: int, file_format: str) -> HttpResponse:
    """The clarification as it stands, before it is sent."""
    year = year_for(person(request), year_id)
    return _file(request, year, rows_of(year), file_format, f"clarification-{year.fiscal_year}")


@require_safe
def sent_download(request: HttpRequest, clarification_id: int, file_format: str) -> HttpResponse:
    """A clarification as it was sent."""
    row = queries.clarification_for(person(request), clarification_id)
    return _file(request, row.year, row.rows, file_format, f"clarification-{row.year.fiscal_year}-{row.number}")


def _file(
    request: HttpRequest, year: DisclosureYear, rows: list[dict[str, Any]], file_format: str, name: str
) -> HttpResponse:
    if file_format not in FORMATS or not rows:
        raise Http404
    now = timezone.now()
    if file_format == "zip":
        certificates = certificates_of(year, rows, by=person(request), at=now)
        return attachment(pack_clarification(year, rows, certificates, at=now), f"{name}.zip", "zip")
    content = draw_clarification(year, rows, file_format, at=now)  # type: ignore[arg-type]
    return attachment(content, f"{name}.{file_format}", file_format)
