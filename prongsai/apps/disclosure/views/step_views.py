"""The steps of a version: hand on, approve, return, take back, discard, publish, schedule, withdraw."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.permissions import APPROVE_PUBLICATION, MANAGE_DISCLOSURE
from prongsai.apps.disclosure import actions, pages, publish_actions, queries
from prongsai.apps.disclosure.forms import ReasonForm, ScheduleForm
from prongsai.apps.disclosure.models import Version
from prongsai.apps.disclosure.permissions import chain_cover, may_approve
from prongsai.apps.disclosure.scan_actions import publish_when_scanned
from prongsai.apps.disclosure.views import SECTION, crumbs_of
from prongsai.apps.disclosure.views.publication_views import show_version
from prongsai.apps.history.queries import actor_id
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.core.errors import PersonError
from prongsai.core.handover import Refusal
from prongsai.core.personal_data.public_text import HoldsNumbers
from prongsai.web.done_before import lead_to_done
from prongsai.web.templatetags.reading import n, said


@require_POST
def hand_on(request: HttpRequest, version_id: int) -> HttpResponse:
    """Ask for approval."""
    version = queries.version_to_write(person(request), version_id)
    return _step(
        request,
        version,
        lambda: actions.hand_to_approval(
            version=version, seen_sha256=_seen(request), by=person(request), at=timezone.now()
        ),
        _("เสนออนุมัติแล้ว"),
    )


@require_POST
def approve(request: HttpRequest, version_id: int) -> HttpResponse:
    """Approve what was on the screen."""
    version = queries.version_to_approve(person(request), version_id)
    return _step(
        request,
        version,
        lambda: actions.approve_version(
            version=version, seen_sha256=_seen(request), by=person(request), at=timezone.now()
        ),
        _("อนุมัติแล้ว"),
        done=_approval,
    )


@require_POST
def return_version(request: HttpRequest, version_id: int) -> HttpResponse:
    """Send it back with a reason."""
    version = queries.version_to_approve(person(request), version_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show_version(request, version, reason_form=form, status=422)
    reason = form.cleaned_data["reason"]
    return _step(
        request,
        version,
        lambda: actions.return_version(version=version, reason=reason, by=person(request), at=timezone.now()),
        _("ส่งกลับให้แก้ไขแล้ว"),
    )


@require_POST
def take_back(request: HttpRequest, version_id: int) -> HttpResponse:
    """Make a draft of it again: what waits by its writers, what is approved by who publishes."""
    version = queries.version_to_write(person(request), version_id)
    if version.state in ("approved", "scheduled"):
        version = queries.version_for(person(request), version_id, MANAGE_DISCLOSURE)
    return _step(
        request,
        version,
        lambda: actions.take_back(version=version, by=person(request), at=timezone.now()),
        _("นำกลับมาเป็นร่างแล้ว"),
    )


def discard(request: HttpRequest, version_id: int) -> HttpResponse:
    """Asks once, then throws a draft away."""
    version = queries.version_to_write(person(request), version_id)
    item = version.publication.item
    if request.method == "POST":
        try:
            actions.discard_version(version=version, by=person(request), at=timezone.now())
        except PersonError as error:
            return show_version(request, version, error=said(error), status=422)
        messages.success(request, _("ทิ้งร่างแล้ว"))
        return redirect("disclosure:item_detail", item.pk) if item else redirect("disclosure:news_list")
    context = crumbs_of(version.publication.agency, item) | {"version": version}
    return render(request, "disclosure/version_discard.html", context)


@require_POST
def publish(request: HttpRequest, version_id: int) -> HttpResponse:
    """Make it public now."""
    version = queries.version_for(person(request), version_id, MANAGE_DISCLOSURE)
    try:
        is_public = publish_when_scanned(version=version, by=person(request), at=timezone.now())
    except PersonError as error:
        fresh = queries.version_for(person(request), version.pk)
        if done := _publishing(fresh):
            return _lead_to_done(request, fresh, done)
        return show_version(request, fresh, error=said(error), status=422)
    if is_public:
        messages.success(request, _("เผยแพร่แล้ว"))
    else:
        messages.warning(request, _("เครื่องตรวจไวรัสยังไม่ตอบ ฉบับนี้รอเผยแพร่ ระบบลองใหม่ทุกนาที ไม่ต้องกดซ้ำ"))
    return redirect("disclosure:version_detail", version.pk)


@require_POST
def schedule(request: HttpRequest, version_id: int) -> HttpResponse:
    """Have it published at a moment to come."""
    version = queries.version_for(person(request), version_id, MANAGE_DISCLOSURE)
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return show_version(request, version, schedule_form=form, status=422)
    moment = form.moment()
    return _step(
        request,
        version,
        lambda: publish_actions.schedule_version(
            version=version, publish_at=moment, by=person(request), at=timezone.now()
        ),
        _("ตั้งเวลาเผยแพร่แล้ว"),
    )


def withdraw(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Asks for the reason, then takes a publication away from the public."""
    publication = queries.publication_for(person(request), publication_id, MANAGE_DISCLOSURE)
    form = ReasonForm(request.POST or None)
    known = queries.load_versions(publication)
    versions = [one for one in known if one.state in ("published", "replaced")]
    scheduled = next((one for one in known if one.state == "scheduled"), None)
    only = next((one for one in versions if str(one.pk) == request.POST.get("only")), None)
    if only is None and request.POST.get("only"):
        form.add_error(None, _("ฉบับที่เลือกไม่ได้เผยแพร่อยู่แล้ว กรุณาเลือกใหม่"))
    named = request.POST.get("named", "")[:18]
    if request.method == "POST" and form.is_valid():
        try:
            publish_actions.withdraw_publication(
                publication=publication,
                only=only,
                named=int(named) if named.isascii() and named.isdigit() else None,
                why=form.cleaned_data["reason"],
                by=person(request),
                at=timezone.now(),
            )
        except HoldsNumbers as error:
            form.add_error("reason", said(error))
        except Refusal as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("ถอนออกแล้ว ที่อยู่เดิมแสดงวันที่และเหตุผล") + _called_off(scheduled))
            newest = publication.current or versions[0]
            return redirect("disclosure:version_detail", newest.pk)
    context = crumbs_of(publication.agency, publication.item) | {
        "publication": pages.publication_line(publication, publication.agency.slug),
        "versions": [pages.version_line(one) for one in versions],
        "scheduled": scheduled,
        "form": form,
    }
    return render(request, "disclosure/withdraw.html", context, status=422 if form.errors else 200)


def _called_off(scheduled: Version | None) -> str:
    """What is said of a version that was scheduled before a withdrawal; "" where its moment still stands."""
    if scheduled is None:
        return ""
    scheduled.refresh_from_db(fields=("state",))
    if scheduled.state != "draft":
        return ""
    words = _("ยกเลิกการตั้งเวลาของฉบับที่ %(number)s แล้ว ฉบับนั้นกลับเป็นร่าง ต้องเสนออนุมัติใหม่")
    return " " + words % {"number": n(scheduled.number)}


@require_safe
def waiting_list(request: HttpRequest) -> HttpResponse:
    """What waits for approval, first in first out."""
    agency = current_agency(request, APPROVE_PUBLICATION)
    page = page_of(request, queries.list_waiting(agency))
    user, cover = person(request), chain_cover(agency)
    lines = [(pages.version_line(one), may_approve(user, agency, one.publication.item, cover)) for one in page]
    return render(request, "disclosure/waiting_list.html", {"section": SECTION, "page": page, "lines": lines})


@dataclass(frozen=True, slots=True)
class _Done:
    """Who took a step, and when."""

    by: int | None
    name: str
    at: datetime


def _approval(version: Version) -> _Done | None:
    if version.approved_at is None:
        return None
    return _Done(version.approved_by_id, version.approved_by_name, version.approved_at)


def _publishing(version: Version) -> _Done | None:
    """From the history, for the row itself does not say by whom."""
    if version.state != "published":
        return None
    event = queries.find_publishing(version)
    by = actor_id(event)
    user = User.objects.filter(pk=by or 0).first()
    return _Done(by, str(user) if user else "", event.at) if event is not None else None


def _lead_to_done(request: HttpRequest, version: Version, done: _Done) -> HttpResponse:
    address = reverse("disclosure:version_detail", args=(version.pk,))
    return lead_to_done(request, address, by=done.by, name=done.name, at=done.at)


def _step(
    request: HttpRequest,
    version: Version,
    deed: Callable[[], object],
    told: str,
    *,
    done: Callable[[Version], _Done | None] = lambda _version: None,
) -> HttpResponse:
    try:
        deed()
    except PersonError as error:
        fresh = queries.version_for(person(request), version.pk)
        if before := done(fresh):
            return _lead_to_done(request, fresh, before)
        return show_version(request, fresh, error=said(error), status=422)
    messages.success(request, told)
    return redirect("disclosure:version_detail", version.pk)


def _seen(request: HttpRequest) -> str:
    return request.POST.get("seen", "")[:64]
