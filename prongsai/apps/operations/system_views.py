"""The pages of whoever runs the machine. Anybody else finds nothing here."""

from collections.abc import Callable
from functools import wraps

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from prongsai.apps.agencies.permissions import may_manage_system
from prongsai.apps.agencies.views.invitation_views import hand_over, slips_context
from prongsai.apps.operations import system as machine
from prongsai.apps.operations.actions import add_agency
from prongsai.apps.operations.doctor import BAD, DOUBTFUL, examine
from prongsai.apps.operations.forms import AgencyAddForm
from prongsai.apps.plans.views import page_of, person

_ORDER = (BAD, DOUBTFUL)


View = Callable[[HttpRequest], HttpResponse]


def for_operators(view: View) -> View:
    """404 for anybody without the right to manage the system."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not may_manage_system(person(request)):
            raise Http404
        return view(request)

    return guarded


@for_operators
@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """The machine on one page: what is wrong, jobs, backup, disk, services, agencies."""
    now = timezone.now()
    page = page_of(request, machine.list_agencies())
    opinions = [one for one in examine(now, asks_others=False) if one.level in _ORDER]
    context = {
        "section": "system",
        "machine": machine.measure_machine(),
        "opinions": sorted(opinions, key=lambda one: _ORDER.index(one.level)),
        "connections": machine.list_connections(),
        "chores": machine.list_chores(),
        "page": page,
        "lines": machine.agency_lines(list(page)),
    }
    return render(request, "operations/system.html", context)


@for_operators
@require_safe
def doctor(request: HttpRequest) -> HttpResponse:
    """Everything `prongsai doctor` says; asks programs and servers, which may take a while."""
    return render(request, "operations/doctor.html", {"section": "system", "opinions": examine(timezone.now())})


@for_operators
@never_cache
def agency_add(request: HttpRequest) -> HttpResponse:
    """A new agency; the slip of its first administrator is shown once."""
    form = AgencyAddForm(request.POST or None, initial={"kind": "tambon_municipality"})
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            with transaction.atomic():
                row, code = add_agency(by=person(request), at=now, **form.cleaned_data)
        except IntegrityError:  # somebody else took the slug meanwhile
            form.add_error("slug", _("มีหน่วยงานที่ใช้ชื่อย่อนี้แล้ว"))
        else:
            slips = [hand_over(request, row, code, now)]
            context = {"section": "system", **slips_context(row.agency, slips)}
            return render(request, "operations/agency_added.html", context)
    return render(request, "operations/agency_add.html", {"section": "system", "form": form})
