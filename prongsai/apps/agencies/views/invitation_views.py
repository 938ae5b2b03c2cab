"""Inviting people, and joining by invitation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.place import place_of
from prongsai.apps.accounts.rate_limit import JOINING, limited_by_place
from prongsai.apps.accounts.sign_in_delay import note_failure, seconds_to_wait
from prongsai.apps.agencies import invitations, queries
from prongsai.apps.agencies.invitation_forms import CodeForm, FirstPeopleForm, InvitationForm, JoinForm
from prongsai.apps.agencies.invitation_mail import can_mail, mail_invitation
from prongsai.apps.agencies.models import Agency, Invitation
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.agencies.views import current, person
from prongsai.core.errors import OutsideError, PersonError
from prongsai.core.personal_data.public_text import HoldsNumbers
from prongsai.web.once import keep_shown
from prongsai.web.qr import draw_qr
from prongsai.web.templatetags.reading import said


@dataclass(frozen=True, slots=True)
class Slip:
    """An invitation as it is handed over: shown once. `qr` is the link to scan, `mail_error` why it did not go by mail."""

    invitation: Invitation
    code: str
    link: str
    qr: SafeString
    mail_error: str = ""


def invitation_list(request: HttpRequest) -> HttpResponse:
    """Invitations that are still open."""
    agency = current(request)
    page = Paginator(invitations.list_open_invitations(agency), 50).get_page(request.GET.get("page"))
    context = {"section": "agency", "page": page, "now": timezone.now()}
    return render(request, "agencies/invitation_list.html", context)


@never_cache
def invitation_add(request: HttpRequest) -> HttpResponse:
    """Invite one person; the slip is shown once."""
    agency = current(request)
    form = InvitationForm(agency, request.POST or None)
    if request.method == "POST" and form.is_valid():
        row, code = invitations.invite(agency=agency, by=person(request), at=timezone.now(), **form.cleaned_data)
        slips = [hand_over(request, row, code, timezone.now())]
        _keep_slips(request, slips)
        return _show_slips(request, agency, slips)
    context = {"section": "agency", "form": form, "can_mail": can_mail()}
    return render(request, "agencies/invitation_add.html", context)


@never_cache
def first_people(request: HttpRequest) -> HttpResponse:
    """The executive, the clerk and the unit heads at once: the last step of the wizard, and later whoever is missing."""
    agency = current(request)
    vacant = queries.list_vacant_posts(agency)
    form = FirstPeopleForm(vacant, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        made = invitations.invite_first(agency=agency, people=form.invited(), by=person(request), at=now)
        if not made:
            return redirect("plans:plan_list")
        slips = [hand_over(request, row, code, now) for row, code in made]
        _keep_slips(request, slips)
        return _show_slips(request, agency, slips)
    is_first = "first_year" in request.session
    context = {"section": "agency", "form": form, "can_mail": can_mail(), "is_first": is_first}
    return render(request, "agencies/first_people.html", context)


@never_cache
def invitation_change(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back, or give it a new word."""
    row = queries.invitation_for(person(request), invitation_id, MANAGE_AGENCY)
    if request.method == "POST":
        if "revoke" in request.POST:
            invitations.revoke_invitation(invitation=row, by=person(request), at=timezone.now())
            messages.success(request, _("ยกเลิกคำเชิญแล้ว"))
            return redirect("agencies:invitation_list")
        code = invitations.renew_invitation(invitation=row, by=person(request), at=timezone.now())
        row.refresh_from_db()
        return _show_slips(request, row.agency, [hand_over(request, row, code, timezone.now())])
    context = {"section": "agency", "row": row, "is_expired": row.expires_at <= timezone.now()}
    return render(request, "agencies/invitation_change.html", context)


@never_cache
@login_not_required
@limited_by_place(JOINING, "POST")
def join(request: HttpRequest) -> HttpResponse:
    """Where the word of a slip is typed."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place, now = place_of(request), timezone.now()
        code = form.cleaned_data["code"]
        wait = seconds_to_wait("join", place, now)
        if wait:
            form.add_error(None, _("ลองผิดหลายครั้ง กรุณารออีก %(seconds)d วินาทีแล้วลองใหม่") % {"seconds": wait})
        elif invitations.find_open_invitation(code, now) is None:
            note_failure("join", place, now)
            form.add_error("code", _("รหัสนี้ไม่ถูกต้อง ใช้ไปแล้ว หรือหมดอายุ กรุณาตรวจอีกครั้งหรือขอคำเชิญใหม่"))
        else:
            return redirect("agencies:join_by", invitations.bare_code(code))
    return render(request, "agencies/join.html", {"form": form})


@never_cache
@login_not_required
@limited_by_place(JOINING, "POST")
@sensitive_post_parameters("password")
def join_by(request: HttpRequest, code: str) -> HttpResponse:
    """The invited person makes an account, or takes one more agency into the account they have."""
    now = timezone.now()
    row = invitations.find_open_invitation(code, now)
    if row is None:  # a word of 99 bits is not guessed: no wait, which would hold up colleagues behind the same address
        return render(request, "agencies/join_closed.html", status=404)
    if isinstance(request.user, User):
        return _join_as(request, request.user, code, row)
    form = JoinForm(request.POST or None, initial={"display_name": row.name})
    if request.method == "POST" and form.is_valid():
        try:
            user = invitations.join_as_new(code=code, at=now, **form.cleaned_data)
        except IntegrityError:
            form.add_error("username", _("มีผู้ใช้ชื่อนี้แล้ว กรุณาใช้ชื่ออื่น"))
        except HoldsNumbers as error:
            form.add_error(error.field, said(error))
        else:
            messages.success(request, _("สร้างบัญชี %(name)s แล้ว เข้าสู่ระบบได้เลย") % {"name": user.username})
            return redirect("accounts:sign_in")
    sign_in = f"{reverse('accounts:sign_in')}?next={reverse('agencies:join_by', args=(code,))}"
    context = {"form": form, "invitation": row, "sign_in": sign_in, "here": reverse("accounts:sign_in")}
    return render(request, "agencies/join_by.html", context)


def _join_as(request: HttpRequest, user: User, code: str, row: Invitation) -> HttpResponse:
    error = ""
    if request.method == "POST":
        try:
            agency = invitations.join_as(code=code, user=user, at=timezone.now())
        except PersonError as refused:
            error = said(refused)
        else:
            request.session["agency"] = agency.pk
            messages.success(request, _("เพิ่ม %(agency)s ในบัญชีของคุณแล้ว") % {"agency": agency.name})
            return redirect("my_work")
    context = {"invitation": row, "error": error, "here": reverse("my_work")}
    return render(request, "agencies/join_as.html", context, status=422 if error else 200)


def hand_over(request: HttpRequest, row: Invitation, code: str, at: datetime) -> Slip:
    """By mail where there is an address and a server; the slip is there in any case."""
    link = f"{settings.PRONGSAI.url}{reverse('agencies:join_by', args=(code,))}"
    error = ""
    if row.email and can_mail():
        try:
            mail_invitation(row, link)
        except OutsideError as failed:
            error = said(PersonError(failed.message_th, failed.message_en))
        else:
            invitations.note_mailed(invitation=row, by=person(request), at=at)
    return Slip(row, code, link, draw_qr(link, _("รหัส QR เปิดลิงก์ของคำเชิญนี้")), error)


def slips_context(agency: Agency, slips: list[Slip]) -> dict[str, Any]:
    """What `agencies/slips.html` shows."""
    join_at = f"{settings.PRONGSAI.url}{reverse('agencies:join')}"
    return {"agency": agency, "slips": slips, "join_at": join_at}


def _keep_slips(request: HttpRequest, slips: list[Slip]) -> None:
    if len(slips) == 1:
        told = _("ออกคำเชิญของ %(name)s แล้ว รหัสแสดงเพียงครั้งเดียว ถ้าไม่ได้พิมพ์ไว้ ให้ออกรหัสใหม่ในหน้านี้")
        address = reverse("agencies:invitation_change", args=(slips[0].invitation.pk,))
        keep_shown(request, led_to=address, told=told % {"name": slips[0].invitation.name})
    else:
        told = _("ออกคำเชิญ %(count)d ใบแล้ว รหัสแสดงเพียงครั้งเดียว ถ้าไม่ได้พิมพ์ไว้ ให้เปิดคำเชิญแต่ละใบแล้วออกรหัสใหม่")
        keep_shown(request, led_to=reverse("agencies:invitation_list"), told=told % {"count": len(slips)})


def _show_slips(request: HttpRequest, agency: Agency, slips: list[Slip]) -> HttpResponse:
    context = {"section": "agency", **slips_context(agency, slips)}
    return render(request, "agencies/invitation_slips.html", context)
