"""A person's channels, the link of their LINE, their calendar address."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.apps.plans.views import person
from prongsai.apps.reminders import actions, labels, queries
from prongsai.apps.reminders.channels import KINDS, USUAL, Reached
from prongsai.apps.reminders.forms import ChannelsForm
from prongsai.apps.reminders.models import CalendarFeed

MOST_SHOWN = 10


def choices(request: HttpRequest) -> HttpResponse:
    """Which channels may be used, in which order, and what went through them."""
    return _show(request)


@require_POST
def line_code(request: HttpRequest) -> HttpResponse:
    """A code to be sent from one's LINE; shown once."""
    if settings.PRONGSAI.line is None or not settings.PRONGSAI.line.secret_file:
        raise Http404
    return _show(request, code=actions.make_line_code(by=person(request), at=timezone.now()))


@require_POST
def line_unlink(request: HttpRequest) -> HttpResponse:
    """End the link."""
    if actions.unlink_line(by=person(request), at=timezone.now()):
        messages.success(request, _("เลิกผูก LINE แล้ว"))
    return redirect("reminders:choices")


@require_POST
def calendar_make(request: HttpRequest) -> HttpResponse:
    """A new private address of the calendar; shown once."""
    word = actions.make_calendar(by=person(request), at=timezone.now())
    return _show(request, calendar=settings.PRONGSAI.url + reverse("reminders:calendar", args=(word,)))


@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """The address stops working."""
    if actions.revoke_calendar(by=person(request), at=timezone.now()):
        messages.success(request, _("ยกเลิกที่อยู่ปฏิทินแล้ว"))
    return redirect("reminders:choices")


def _show(request: HttpRequest, *, code: str = "", calendar: str = "") -> HttpResponse:
    user, membership = person(request), request.membership  # type: ignore[attr-defined]
    preference = queries.find_preference(user)
    rule = queries.find_rule(membership.agency) if membership is not None else None
    reached = Reached(user, preference, rule)
    usable = [kind.code for kind in KINDS.values() if kind.is_set_up() and kind.address_of(reached)]
    chosen = list(preference.channels if preference else USUAL)
    bound = request.method == "POST" and not code and not calendar
    initial = {"channels": chosen, "first": next((one for one in chosen if one in usable), "")}
    form = ChannelsForm(usable, request.POST if bound else None, initial=initial)
    if bound and form.is_valid():
        actions.choose_channels(channels=form.chosen(), by=user, at=timezone.now())
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("reminders:choices")
    deliveries = queries.list_own_deliveries(user)[:MOST_SHOWN]
    context = {
        "section": "notices",
        "form": form if usable else None,
        "has_mail_server": KINDS["mail"].is_set_up(),
        "email": user.email,
        "can_link_line": settings.PRONGSAI.line is not None and bool(settings.PRONGSAI.line.secret_file),
        "has_line": bool(preference and preference.line_id),
        "code": code,
        "code_minutes": int(actions.LINE_CODE_LIVES.total_seconds() // 60),
        "calendar": calendar,
        "feed": CalendarFeed.objects.filter(user=user).first(),
        "deliveries": [(row, labels.CHANNEL_WORDS[row.channel], labels.STATE_WORDS[row.state]) for row in deliveries],
        "here": reverse("reminders:choices"),
    }
    return render(request, "reminders/choices.html", context, status=422 if bound else 200)
