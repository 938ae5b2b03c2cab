"""The first-run wizard."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.place import is_on_this_machine, place_of
from prongsai.apps.accounts.sessions import begin_session
from prongsai.apps.accounts.setup_code import drop_setup_code, is_setup_code
from prongsai.apps.accounts.sign_in_delay import note_failure, seconds_to_wait
from prongsai.apps.agencies.forms import SetupAgencyForm, SetupCodeForm, SetupPersonForm
from prongsai.apps.agencies.setup import NewAgency, set_up
from prongsai.apps.agencies.usual import usual_units
from prongsai.core.errors import PersonError
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today


@login_not_required
@sensitive_post_parameters("password")
def setup(request: HttpRequest) -> HttpResponse:
    """The first-run wizard: the agency, then its units and the first administrator."""
    if User.objects.exists():
        return redirect("my_work")
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
    place, now = place_of(request), timezone.now()
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
        return redirect("agencies:first_people")
    return render(request, "agencies/setup_person.html", {"form": form, "agency": agency})
