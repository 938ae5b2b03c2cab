"""All rounds of an agency, and the one page of a round."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.agencies.permissions import MANAGE_CHAIN, RECORD_ROUND, SIGN_ROUND, VIEW_ROUNDS, may
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.apps.rounds import labels, pages, queries
from prongsai.apps.rounds.chart import draw_chart
from prongsai.apps.rounds.forms import SignForm
from prongsai.apps.rounds.kept_comment import find_kept_comment
from prongsai.apps.rounds.memos import sheet_of
from prongsai.apps.rounds.models import Round
from prongsai.apps.rounds.opening import known_from, open_round_now
from prongsai.core.errors import PersonError
from prongsai.core.monthly_round import hash_of_sheet
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_date, bangkok_today


@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """Every month's round, the missed ones too, latest first."""
    agency = current_agency(request, VIEW_ROUNDS)
    user, today = person(request), bangkok_today()
    page = page_of(request, queries.list_rounds(agency))
    lines = [pages.round_line(row, today) for row in page]
    month = today.replace(day=1)
    this_month = next((line for line in lines if line.month == month), None)
    may_open = this_month is None and (may(user, agency, RECORD_ROUND) or may(user, agency, SIGN_ROUND))
    context = {
        "section": "rounds",
        "page": page,
        "lines": lines,
        "month": month,
        "this_month": this_month,
        "may_open": may_open and page.number == 1 and known_from(agency) is not None,
        "may_manage": may(user, agency, MANAGE_CHAIN),
    }
    return render(request, "rounds/round_list.html", context)


@require_POST
def round_open(request: HttpRequest) -> HttpResponse:
    """Open this month's round by hand."""
    agency = current_agency(request, VIEW_ROUNDS)
    user = person(request)
    if not (may(user, agency, RECORD_ROUND) or may(user, agency, SIGN_ROUND)):
        raise Http404
    try:
        row = open_round_now(agency=agency, by=user, at=timezone.now())
    except PersonError as error:
        messages.error(request, said(error))
        return redirect("rounds:round_list")
    messages.success(request, _("เปิดรอบของเดือนนี้แล้ว"))
    return redirect("rounds:round_detail", row.pk)


@require_safe
def round_detail(request: HttpRequest, round_id: int) -> HttpResponse:
    """The one page: what is late, due, done, returned, waiting and decided, and the signature."""
    return show_round(request, queries.round_for(person(request), round_id))


def show_round(
    request: HttpRequest, row: Round, *, form: SignForm | None = None, error: str = "", status: int = 200
) -> HttpResponse:
    """The page of a round, with what went wrong when a signature was refused.

    The hash in its form is always that of what the page shows now.
    """
    user, today = person(request), bangkok_today()
    sheet = sheet_of(row, today)
    added = queries.list_paper_decisions(row) if row.state == "recorded_on_paper" else []
    state = row.state_on(today)
    seen = hash_of_sheet(sheet)
    may_sign = state == "open" and may(user, row.agency, SIGN_ROUND)
    may_record = may(user, row.agency, RECORD_ROUND)
    kept = find_kept_comment(request, row) if may_sign and form is None else None
    context: dict[str, Any] = {
        "section": "rounds",
        "round": row,
        "days_off": pages.off_days(row),
        "sheet": sheet,
        "state": state,
        "sign": labels.STATE_SIGNS[state],
        "word": labels.STATE_WORDS[state],
        "held": pages.held_line(row),
        "opened_on": bangkok_date(row.opened_at),
        "decisions": pages.decision_rows(sheet, today, added),
        "chart": draw_chart(sheet.bars),
        "seen": seen,
        "form": form or SignForm(initial={"comment": kept or ""}),
        "is_unsigned_yet": kept is not None,
        "may_sign": may_sign,
        "may_decide": may_sign or (may_record and row.state == "recorded_on_paper"),
        "may_record": may_record and state in ("open", "missed"),
        "error": error,
    }
    return render(request, "rounds/round_detail.html", context, status=status)


@require_safe
def round_scan(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The signed scan, always as a download."""
    row = queries.round_for(person(request), round_id)
    if not row.scan:
        raise Http404
    response = FileResponse(row.scan.open("rb"), as_attachment=True, filename=row.scan_name, content_type=row.scan_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
