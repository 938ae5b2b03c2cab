"""Who works here, in which role; leaving."""

import secrets

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.accounts.actions import create_user
from prongsai.apps.agencies import actions, queries
from prongsai.apps.agencies.forms import MemberForm
from prongsai.apps.agencies.leaving import (
    leave_agency,
    leaver_of_agency,
    list_left_headless,
    list_moving,
    list_to_cancel,
)
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.agencies.views import current, person
from prongsai.core.errors import PersonError
from prongsai.core.personal_data.public_text import HoldsNumbers
from prongsai.web.once import keep_shown
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today


def people(request: HttpRequest) -> HttpResponse:
    """Who works here in which role."""
    row = current(request)
    page = Paginator(queries.list_members(row), 50).get_page(request.GET.get("page"))
    return render(request, "agencies/people.html", {"section": "agency", "agency": row, "page": page})


def person_add(request: HttpRequest) -> HttpResponse:
    """A new colleague with a password shown once."""
    row = current(request)
    form = MemberForm(row, request.POST or None, is_new=True, initial={"role": "officer"})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        password = first_password()
        by, now = actions.actor_in(person(request), row), timezone.now()
        try:
            user = create_user(
                username=values["username"],
                display_name=values["display_name"],
                password=password,
                must_change_password=True,
                by=by,
                at=now,
            )
        except IntegrityError:
            form.add_error("username", _("มีผู้ใช้ชื่อนี้แล้ว กรุณาใช้ชื่ออื่น"))
        except HoldsNumbers as error:
            form.add_error(error.field, said(error))
        else:
            member = actions.add_member(
                agency=row, user=user, role=values["role"], unit=values["unit"], by=person(request), at=now
            )
            told = _("เพิ่ม %(name)s แล้ว รหัสผ่านแสดงเพียงครั้งเดียว ถ้าไม่ได้จดไว้ ให้ออกรหัสผ่านใหม่ในหน้านี้")
            keep_shown(
                request,
                led_to=reverse("agencies:person_change", args=(member.pk,)),
                told=told % {"name": user.username},
            )
            return render(
                request, "agencies/person_added.html", {"section": "agency", "person": user, "password": password}
            )
    return render(request, "agencies/person_add.html", {"section": "agency", "agency": row, "form": form})


def person_change(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Another role or unit, or a new password."""
    row = queries.membership_for(person(request), membership_id, MANAGE_AGENCY)
    form = MemberForm(row.agency, request.POST or None, is_new=False, initial={"role": row.role, "unit": row.unit_id})
    if request.method == "POST":
        now = timezone.now()
        try:
            if "password" in request.POST:
                password = first_password()
                actions.issue_password(membership=row, password=password, by=person(request), at=now)
                context = {"section": "agency", "person": row.user, "password": password}
                return render(request, "agencies/person_added.html", context)
            if form.is_valid():
                values = form.cleaned_data
                actions.change_member(
                    membership=row, role=values["role"], unit=values["unit"], by=person(request), at=now
                )
                messages.success(request, _("บันทึกแล้ว"))
                return redirect("agencies:people")
        except PersonError as error:
            form.add_error(None, said(error))
    return render(request, "agencies/person_change.html", {"section": "agency", "row": row, "form": form})


def person_leave(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Out of the agency: what open work moves and to whom is shown before it is confirmed."""
    row = queries.membership_for(person(request), membership_id, MANAGE_AGENCY)
    today = bangkok_today()
    leaver = leaver_of_agency(row, today)
    error = ""
    if request.method == "POST":
        try:
            leave_agency(membership=row, today=today, by=person(request), at=timezone.now())
        except PersonError as refused:
            error = said(refused)
        else:
            messages.success(request, _("นำออกจากหน่วยงานแล้ว"))
            return redirect("agencies:people")
    context = {
        "section": "agency",
        "row": row,
        "posts": leaver.posts,
        "to_cancel": list_to_cancel(leaver),
        "moving": list_moving(leaver),
        "headless": list_left_headless(leaver),
        "error": error,
    }
    return render(request, "agencies/person_leave.html", context, status=422 if error else 200)


def first_password() -> str:
    """A password to hand over: four groups that are easy to read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _place in range(4)) for _group in range(4))
