"""The memo of a round on paper, and the head of the agency's memos."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from prongsai.apps.accounts.rate_limit import limited_uploads
from prongsai.apps.agencies.permissions import MANAGE_CHAIN
from prongsai.apps.plans.views import current_agency, person
from prongsai.apps.rounds import queries
from prongsai.apps.rounds.forms import MemoForm, MemoHeadForm
from prongsai.apps.rounds.memos import change_memo_head, memo_of
from prongsai.core.errors import PersonError
from prongsai.documents.memo import Memo
from prongsai.documents.memo_docx import draw_memo_docx
from prongsai.documents.memo_html import draw_memo_html
from prongsai.documents.memo_pdf import draw_memo_pdf
from prongsai.documents.memo_picture import LARGEST_BYTES, picture_as_png
from prongsai.web.security import DOCUMENT_POLICY
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {"pdf": ("application/pdf", draw_memo_pdf), "docx": (_WORD, draw_memo_docx)}


@require_safe
def memo(request: HttpRequest, round_id: int) -> HttpResponse:
    """Number and day to print, the memo as it will look, and its downloads."""
    row = queries.round_for(person(request), round_id)
    form = MemoForm(request.GET if "dated_day" in request.GET else None)
    query = request.GET.urlencode() if form.is_bound and form.is_valid() else ""
    context = {"section": "rounds", "round": row, "form": form, "query": query}
    return render(request, "rounds/memo.html", context)


@require_safe
@xframe_options_sameorigin
def memo_preview(request: HttpRequest, round_id: int) -> HttpResponse:
    """The memo as a page of its own, shown inside the page of the memo; it may not run or load anything."""
    sheet = f'<link rel="stylesheet" href="{static("web/document.css")}">\n</head>'
    document = draw_memo_html(_memo(request, round_id)).replace("</head>", sheet, 1)
    response = HttpResponse(document)
    response["Content-Security-Policy"] = DOCUMENT_POLICY
    return response


@require_safe
def memo_download(request: HttpRequest, round_id: int, memo_format: str) -> HttpResponse:
    """The memo as a file."""
    if memo_format not in FORMATS:
        raise Http404
    content_type, draw = FORMATS[memo_format]
    document = _memo(request, round_id)
    row = queries.round_for(person(request), round_id)
    name = f"{row.agency.slug}-memo-{row.month:%Y-%m}.{memo_format}"
    response = HttpResponse(draw(document), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _memo(request: HttpRequest, round_id: int) -> Memo:
    row = queries.round_for(person(request), round_id)
    number, dated_on = MemoForm(request.GET).printed()
    return memo_of(row, number=number, dated_on=dated_on, today=bangkok_today())


@limited_uploads
def memo_head(request: HttpRequest) -> HttpResponse:
    """What every memo of the agency begins with: ส่วนราชการ, the code of its numbers, the garuda."""
    agency = current_agency(request, MANAGE_CHAIN)
    head = queries.find_memo_head(agency)
    initial = {"from_unit": head.from_unit, "letter_code": head.letter_code} if head else {}
    form = MemoHeadForm(request.POST or None, request.FILES or None, initial=initial)
    error = ""
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            picture = b"" if values["remove"] else None
            given = values["picture"]
            if given is not None:
                picture = picture_as_png(given.read(LARGEST_BYTES + 1), given.name or "")
            change_memo_head(
                agency=agency,
                from_unit=values["from_unit"],
                letter_code=values["letter_code"],
                garuda_png=picture,
                by=person(request),
                at=timezone.now(),
            )
        except PersonError as refused:
            error = said(refused)
        else:
            messages.success(request, _("บันทึกหัวบันทึกข้อความแล้ว"))
            return redirect("rounds:memo_head")
    context = {
        "section": "rounds",
        "form": form,
        "head": head,
        "has_picture": bool(head and head.garuda),
        "error": error,
    }
    return render(request, "rounds/memo_head.html", context, status=422 if request.method == "POST" else 200)
