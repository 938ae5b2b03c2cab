"""The history of an agency: read it, take a copy, say who outside keeps its heads, forget personal values."""

from collections.abc import Callable, Iterator
from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_AGENCY, REVEAL_PERSONAL, VIEW_HISTORY
from prongsai.apps.agencies.queries import agency_for
from prongsai.apps.chronicle.export import write_csv, write_jsonl
from prongsai.apps.chronicle.forms import EraseForm, FilterForm, HeadAddressForm
from prongsai.apps.chronicle.pages import StampLine, list_lines, names_of, with_people
from prongsai.apps.chronicle.told import list_people
from prongsai.apps.history import actions, queries
from prongsai.apps.history.heads import can_send_mail
from prongsai.apps.history.jobs import ask_to_stamp
from prongsai.apps.history.models import Event, HeadAddress, HeadStamp
from prongsai.apps.history.queries import EventFilter
from prongsai.apps.history.stamps import can_stamp
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said

EXPORTS: dict[str, tuple[str, Callable[[str, EventFilter], Iterator[str]]]] = {
    "jsonl": ("application/jsonl; charset=utf-8", write_jsonl),
    "csv": ("text/csv; charset=utf-8", write_csv),
}


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """What happened, latest first; pages follow the numbers of the events, so the last costs what the first does."""
    agency = current_agency(request, VIEW_HISTORY)
    form, names = _filter_form(request, agency)
    chosen = form.read()
    page = queries.find_events(agency.slug, chosen, before=_number(request, "before"), after=_number(request, "after"))
    kept = request.GET.copy()
    for name in ("before", "after"):
        kept.pop(name, None)
    context = {
        "section": "history",
        "form": form,
        "lines": list_lines(page.events, with_people(names, page.events), {}),
        "older": page.older,
        "newer": page.newer,
        "kept": kept.urlencode(),
        "is_filtered": chosen != EventFilter(),
        "about": chosen.about,
        "head": queries.get_head(agency.slug),
        "stamp": queries.last_stamp(agency.slug),
        "has_authority": can_stamp(),
    }
    return render(request, "chronicle/event_list.html", context)


def event_detail(request: HttpRequest, seq: int) -> HttpResponse:
    """One event whole. Its personal values are shown on asking, to those who may, and that is an event too."""
    agency = current_agency(request, VIEW_HISTORY)
    event = _event(agency, seq)
    values: dict[str, str] = {}
    is_revealed = request.method == "POST"
    if is_revealed:
        agency_for(person(request), agency.pk, REVEAL_PERSONAL)
        actor = actor_in(person(request), agency)
        values = actions.reveal_personal_values_of(event=event, actor=actor, at=timezone.now())
    (line,) = list_lines([event], names_of([event.actor, *list_people([event])]), values)
    context = {
        "section": "history",
        "line": line,
        "has_personal": bool(queries.list_hashes(event.before) + queries.list_hashes(event.after)),
        "is_revealed": is_revealed,
        "may_reveal": person(request).has_perm(REVEAL_PERSONAL, agency),
        "newest": queries.get_head(agency.slug),
    }
    return render(request, "chronicle/event_detail.html", context)


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The history as a file, what the filters leave of it."""
    agency = current_agency(request, VIEW_HISTORY)
    if kind not in EXPORTS:
        raise Http404
    form, _names = _filter_form(request, agency)
    chosen = form.read()
    now = timezone.now()
    given = {name: value for name, value in asdict(chosen).items() if value and name not in ("text", "about")}
    actions.note_export(
        agency=agency.slug, file_format=kind, filters=given, actor=actor_in(person(request), agency), at=now
    )
    content_type, write = EXPORTS[kind]
    response = StreamingHttpResponse(write(agency.slug, chosen), content_type=content_type)
    name = f"{agency.slug}-history{'-part' if chosen != EventFilter() else ''}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def heads(request: HttpRequest) -> HttpResponse:
    """Who outside is sent the head each day, and what was sent."""
    agency = current_agency(request, MANAGE_AGENCY)
    form = HeadAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = actor_in(person(request), agency)
        address = form.cleaned_data["address"]
        try:
            actions.add_head_address(agency=agency.slug, address=address, actor=actor, at=timezone.now())
        except PersonError as error:
            form.add_error("address", said(error))
        else:
            messages.success(request, _("เพิ่มแล้ว ระบบจะส่งรหัสท้ายลูกโซ่ไปทุกเช้า"))
            return redirect("chronicle:heads")
    context = {
        "section": "history",
        "form": form,
        "addresses": queries.list_head_addresses(agency.slug),
        "page": page_of(request, queries.list_sent_heads(agency.slug)),
        "can_send": can_send_mail(),
    }
    return render(request, "chronicle/heads.html", context)


@require_POST
def head_remove(request: HttpRequest, address_id: int) -> HttpResponse:
    """Send no more heads to an address."""
    agency = current_agency(request, MANAGE_AGENCY)
    row = HeadAddress.objects.filter(agency=agency.slug, pk=address_id).first()
    if row is None:
        raise Http404
    actions.remove_head_address(address=row, actor=actor_in(person(request), agency), at=timezone.now())
    messages.success(request, _("นำออกแล้ว"))
    return redirect("chronicle:heads")


def stamps(request: HttpRequest) -> HttpResponse:
    """The time stamps of the heads; who manages the agency may ask for one now."""
    agency = current_agency(request, VIEW_HISTORY)
    if request.method == "POST":
        agency_for(person(request), agency.pk, MANAGE_AGENCY)
        ask_to_stamp(agency=agency.slug, actor=actor_in(person(request), agency), at=timezone.now())
        messages.success(request, _("ขอประทับเวลาแล้ว ผลจะปรากฏในหน้านี้ภายในไม่กี่นาที"))
        return redirect("chronicle:stamps")
    page = page_of(request, queries.list_stamps(agency.slug))
    authority = settings.PRONGSAI.time_stamps
    context = {
        "section": "history",
        "page": page,
        "lines": [StampLine.of(row) for row in page],
        "authority": authority.host if authority else "",
        "head": queries.get_head(agency.slug),
    }
    return render(request, "chronicle/stamps.html", context)


@require_safe
def stamp_file(request: HttpRequest, stamp_id: int) -> HttpResponse:
    """One time stamp as the authority gave it, to be checked with openssl or prongsai."""
    agency = current_agency(request, VIEW_HISTORY)
    row = HeadStamp.objects.filter(agency=agency.slug, pk=stamp_id, stamped_at__isnull=False).first()
    if row is None or row.answer is None:
        raise Http404
    response = HttpResponse(bytes(row.answer), content_type="application/timestamp-reply")
    response["Content-Disposition"] = f'attachment; filename="{agency.slug}-{row.seq}.tsr"'
    return response


def erase(request: HttpRequest) -> HttpResponse:
    """Forget a personal value because the person asked."""
    agency = current_agency(request, MANAGE_AGENCY)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actor = actor_in(person(request), agency)
        try:
            count = actions.erase_on_request(
                agency=agency.slug, value=values["value"], reason=values["reason"], actor=actor, at=timezone.now()
            )
        except PersonError as error:
            form.add_error("value", said(error))
        else:
            messages.success(request, _("ลบข้อมูลส่วนบุคคลแล้ว %(count)s แห่ง ลูกโซ่ประวัติยังครบถ้วน") % {"count": count})
            return redirect("chronicle:event_list")
    return render(request, "chronicle/erase.html", {"section": "history", "form": form})


def _filter_form(request: HttpRequest, agency: Agency) -> tuple[FilterForm, dict[str, str]]:
    """The form, and the names of all who ever acted in this agency."""
    actors = queries.list_distinct("actor", agency.slug)
    names = names_of(actors)
    choices = sorted(((one, names.get(one, f"#{one}")) for one in actors), key=lambda pair: pair[1])
    form = FilterForm(request.GET, actors=choices, actions=queries.list_distinct("action", agency.slug))
    return form, names


def _event(agency: Agency, seq: int) -> Event:
    event = Event.objects.filter(agency=agency.slug, seq=seq).first() if seq < 2**62 else None
    if event is None:
        raise Http404
    return event


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
