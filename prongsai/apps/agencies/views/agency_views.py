"""Name, hosts and divisions of the agency; choosing another one."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.apps.agencies import actions, queries
from prongsai.apps.agencies.forms import AgencyForm
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.agencies.usual_titles import follow_new_kind
from prongsai.apps.agencies.views import current, person
from prongsai.core.errors import PersonError
from prongsai.core.personal_data.public_text import HoldsNumbers
from prongsai.web.templatetags.reading import said


def agency(request: HttpRequest) -> HttpResponse:
    """Name, kind, place, web hosts, digits and units of the agency; its people."""
    row = current(request)
    units = queries.list_units(row)
    divisions = [unit.name for unit in units if unit.parent_id is None]
    initial = {"hosts": "\n".join(row.hosts), "units": "\n".join(divisions)}
    form = AgencyForm(request.POST or None, instance=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        fresh = queries.agency_for(person(request), row.pk, MANAGE_AGENCY)
        now, old_kind, old_name = timezone.now(), fresh.kind, fresh.name
        try:
            with transaction.atomic():
                actions.change_agency(
                    agency=fresh,
                    name=values["name"],
                    kind=values["kind"],
                    district=values["district"],
                    province=values["province"],
                    hosts=values["hosts"],
                    digits=values["digits"],
                    snapshot_days=values["snapshot_days"],
                    by=person(request),
                    at=now,
                )
                if values.get("posts_follow") and (old_kind, old_name) != (fresh.kind, fresh.name):
                    follow_new_kind(agency=fresh, old_kind=old_kind, old_name=old_name, by=person(request), at=now)
                if values["units"] != divisions:
                    actions.set_units(agency=fresh, names=values["units"], by=person(request), at=now)
        except HoldsNumbers as error:
            form.add_error(error.field, said(error))
        except PersonError as error:
            form.add_error("units", said(error))
        else:
            messages.success(request, _("บันทึกแล้ว"))
            return redirect("agencies:agency")
    return render(request, "agencies/agency.html", {"section": "agency", "agency": row, "form": form})


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Work in another of one's agencies."""
    given = request.POST.get("agency", "")
    if given not in {str(row.agency_id) for row in request.memberships}:  # type: ignore[attr-defined]
        raise Http404
    request.session["agency"] = int(given)
    return redirect("my_work")
