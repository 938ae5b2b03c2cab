"""First-run wizard, the agency and its people."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from prongsai.apps.accounts.actions import create_user
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.place import is_on_this_machine
from prongsai.apps.accounts.sessions import begin_session
from prongsai.apps.accounts.setup_code import drop_setup_code, is_setup_code
from prongsai.apps.accounts.sign_in_delay import note_failure, seconds_to_wait
from prongsai.apps.agencies import actions, queries
from prongsai.apps.agencies.forms import AgencyForm, MemberForm, SetupAgencyForm, SetupCodeForm, SetupPersonForm
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.agencies.setup import NewAgency, set_up, usual_units
from prongsai.core.errors import PersonError
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today


@login_not_required
@sensitive_post_parameters("password")
def setup(request: HttpRequest) -> HttpResponse:
    """The first-run wizard: the agency, then its units and the first administrator."""
    if User.objects.exists():
        return redirect("plans:my_work")
    if not (is_on_this_machine(request) or request.session.get("setup_open")):
        return _ask_code(request)
    kept = request.session.get("setup_agency")
    if request.method == "POST" and request.POST.get("step") == "back":
        request.session.pop("setup_agency", None)
        return redirect("agencies:setup")
    if kept is None:
        return _setup_agency(request)
    return _setup_person(request, NewAgency(**{**kept, "hosts": tuple(kept["hosts"])}))


def _ask_code(request: HttpRequest) -> HttpResponse:
    form = SetupCodeForm(request.POST or None)
    place, now = str(request.META.get("REMOTE_ADDR", "")), timezone.now()
    if request.method == "POST" and form.is_valid():
        wait = seconds_to_wait("setup", place, now)
        if wait:
            form.add_error(None, _("ลองผิดหลายครั้ง กรุณารออีก %(seconds)d วินาทีแล้วลองใหม่") % {"seconds": wait})
        elif is_setup_code(form.cleaned_data["code"]):
            request.session["setup_open"] = True
            return redirect("agencies:setup")
        else:
            note_failure("setup", place, now)
            form.add_error("code", _("รหัสไม่ถูกต้อง กรุณาดูรหัสบนเครื่องแม่ข่ายอีกครั้ง"))
    return render(request, "agencies/setup_code.html", {"form": form}, status=403)


def _setup_agency(request: HttpRequest) -> HttpResponse:
    initial = {"kind": "tambon_municipality", "fiscal_year": fiscal_year_of(bangkok_today())}
    form = SetupAgencyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        names = ("kind", "name", "slug", "district", "province", "hosts", "fiscal_year")
        request.session["setup_agency"] = {name: values[name] for name in names}
        return redirect("agencies:setup")
    return render(request, "agencies/setup_agency.html", {"form": form})


def _setup_person(request: HttpRequest, agency: NewAgency) -> HttpResponse:
    form = SetupPersonForm(request.POST or None, initial={"units": "\n".join(usual_units(agency.kind))})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        now = timezone.now()
        try:
            made, user = set_up(
                agency=agency,
                units=values["units"],
                username=values["username"],
                display_name=values["display_name"],
                password=values["password"],
                at=now,
            )
        except PersonError as error:
            messages.error(request, said(error))
            return redirect("accounts:sign_in")
        drop_setup_code()
        request.session.flush()
        begin_session(request, user)
        messages.success(request, _("ตั้งค่า %(agency)s เรียบร้อยแล้ว") % {"agency": made.name})
        request.session["first_year"] = agency.fiscal_year
        return redirect("plans:plan_list")
    return render(request, "agencies/setup_person.html", {"form": form, "agency": agency})


def _managed(request: HttpRequest) -> Agency:
    membership = request.membership  # type: ignore[attr-defined]
    if membership is None:
        raise Http404
    assert isinstance(request.user, User)
    return queries.agency_for(request.user, membership.agency_id, MANAGE_AGENCY)


def agency(request: HttpRequest) -> HttpResponse:
    """Name, place, web hosts, digits and units of the agency; its people."""
    row = _managed(request)
    units = queries.list_units(row)
    initial = {"hosts": "\n".join(row.hosts), "units": "\n".join(unit.name for unit in units)}
    form = AgencyForm(request.POST or None, instance=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        assert isinstance(request.user, User)
        fresh = queries.agency_for(request.user, row.pk, MANAGE_AGENCY)
        now = timezone.now()
        try:
            with transaction.atomic():
                actions.change_agency(
                    agency=fresh,
                    name=values["name"],
                    district=values["district"],
                    province=values["province"],
                    hosts=values["hosts"],
                    digits=values["digits"],
                    snapshot_days=values["snapshot_days"],
                    by=request.user,
                    at=now,
                )
                if values["units"] != [unit.name for unit in units]:
                    actions.set_units(agency=fresh, names=values["units"], by=request.user, at=now)
        except PersonError as error:
            form.add_error("units", said(error))
        else:
            messages.success(request, _("บันทึกแล้ว"))
            return redirect("agencies:agency")
    return render(request, "agencies/agency.html", {"section": "agency", "agency": row, "form": form})


def people(request: HttpRequest) -> HttpResponse:
    """Who works here in which role."""
    from django.core.paginator import Paginator

    row = _managed(request)
    page = Paginator(queries.list_members(row), 50).get_page(request.GET.get("page"))
    return render(request, "agencies/people.html", {"section": "agency", "agency": row, "page": page})


def person_add(request: HttpRequest) -> HttpResponse:
    """A new colleague with a password shown once."""
    row = _managed(request)
    form = MemberForm(row, request.POST or None, is_new=True, initial={"role": "officer"})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        assert isinstance(request.user, User)
        password = first_password()
        by, now = actions.actor_in(request.user, row), timezone.now()
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
        else:
            actions.add_member(agency=row, user=user, role=values["role"], unit=values["unit"], by=request.user, at=now)
            return render(
                request, "agencies/person_added.html", {"section": "agency", "person": user, "password": password}
            )
    return render(request, "agencies/person_add.html", {"section": "agency", "agency": row, "form": form})


def person_change(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Another role or unit, a new password, or out of the agency."""
    assert isinstance(request.user, User)
    row = queries.membership_for(request.user, membership_id, MANAGE_AGENCY)
    form = MemberForm(row.agency, request.POST or None, is_new=False, initial={"role": row.role, "unit": row.unit_id})
    if request.method == "POST":
        now = timezone.now()
        try:
            if "remove" in request.POST:
                actions.remove_member(membership=row, by=request.user, at=now)
                messages.success(request, _("นำออกจากหน่วยงานแล้ว"))
                return redirect("agencies:people")
            if "password" in request.POST:
                password = first_password()
                actions.issue_password(membership=row, password=password, by=request.user, at=now)
                context = {"section": "agency", "person": row.user, "password": password}
                return render(request, "agencies/person_added.html", context)
            if form.is_valid():
                values = form.cleaned_data
                actions.change_member(membership=row, role=values["role"], unit=values["unit"], by=request.user, at=now)
                messages.success(request, _("บันทึกแล้ว"))
                return redirect("agencies:people")
        except PersonError as error:
            form.add_error(None, said(error))
    return render(request, "agencies/person_change.html", {"section": "agency", "row": row, "form": form})


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Work in another of one's agencies."""
    given = request.POST.get("agency", "")
    if given not in {str(row.agency_id) for row in request.memberships}:  # type: ignore[attr-defined]
        raise Http404
    request.session["agency"] = int(given)
    return redirect("plans:my_work")


def first_password() -> str:
    """A password to hand over: four groups that are easy to read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _place in range(4)) for _group in range(4))
