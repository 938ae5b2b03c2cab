"""The office's own pages about its public site."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.agencies.views import current, person
from prongsai.apps.disclosure.models import PublicProfile
from prongsai.apps.portal import actions, queries
from prongsai.apps.portal.forms import LeadForm, LeadsFileForm, ProfileForm
from prongsai.apps.portal.frame import absolute
from prongsai.apps.portal.own_site import list_pieces
from prongsai.apps.portal.redirects import is_own_host
from prongsai.apps.portal.wordpress import pack_plugin
from prongsai.core.errors import PersonError
from prongsai.core.personal_data.public_text import HoldsNumbers
from prongsai.core.public_address import agency_path
from prongsai.web.templatetags.reading import said

ON_A_PAGE = 50


def profile(request: HttpRequest) -> HttpResponse:
    """What the public front page says of the agency beside its name."""
    agency = current(request)
    row = PublicProfile.objects.filter(agency=agency).first()
    form = ProfileForm(request.POST or None, instance=row, initial={"version": row.version if row is not None else 0})
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in actions.PROFILE_FIELDS}
        try:
            actions.change_profile(
                agency=agency,
                values=values,
                version=form.cleaned_data["version"],
                by=person(request),
                at=timezone.now(),
            )
        except HoldsNumbers as error:
            form.add_error(error.field, said(error))
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("บันทึกแล้ว หน้าสาธารณะเปลี่ยนภายในหนึ่งนาที"))
            return redirect("portal_office:profile")
    words = {"section": "agency", "agency": agency, "form": form, "has_site": queries.has_public_site(agency)}
    return render(request, "portal/profile.html", words)


@require_safe
def own_site(request: HttpRequest) -> HttpResponse:
    """What to copy so that the agency's own web site shows its items; of the newest year, or of the one asked for."""
    agency = current(request)
    years = queries.list_opened_years(agency)
    wanted = request.GET.get("year", "")
    year = next((one for one in years if str(one) == wanted), None)
    words = {
        "section": "agency",
        "agency": agency,
        "years": years,
        "year": year,
        "has_site": queries.has_public_site(agency),
        "pieces": list_pieces(agency, year, english=request.GET.get("words") == "en"),
        "in_english": request.GET.get("words") == "en",
    }
    return render(request, "portal/own_site.html", words)


@require_safe
def plugin(request: HttpRequest) -> HttpResponse:
    """The WordPress plugin with the agency's address in it."""
    agency = current(request)
    response = HttpResponse(pack_plugin(absolute(agency_path(agency.slug))), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="prongsai-wordpress.zip"'
    return response


def old_addresses(request: HttpRequest) -> HttpResponse:
    """Addresses of the former site and where they lead; one is added by hand, many from a file."""
    agency = current(request)
    given = request.POST if request.method == "POST" else None
    is_file = given is not None and "many" in given
    one = LeadForm(None if is_file else given, slug=agency.slug)
    many = LeadsFileForm(given if is_file else None, request.FILES if is_file else None, slug=agency.slug)
    chosen = many if is_file else one
    if given is not None and chosen.is_valid():
        leads = many.cleaned_data["file"] if is_file else [one.cleaned_data["lead"]]
        try:
            added, changed = actions.keep_old_addresses(
                agency=agency, leads=leads, by=person(request), at=timezone.now()
            )
        except PersonError as error:
            chosen.add_error(None, said(error))
        else:
            messages.success(
                request,
                _("เพิ่ม %(added)s ที่อยู่ แก้ %(changed)s ที่อยู่") % {"added": added, "changed": changed},
            )
            if any(is_own_host(lead.host) for lead in leads):
                messages.warning(
                    request,
                    _("ที่อยู่เดิมบางแถวอยู่บนเว็บไซต์ใหม่นี้เอง แถวเหล่านั้นมีผลเฉพาะที่อยู่ที่ไม่มีหน้าอยู่ ไม่พาออกจากหน้าที่เปิดได้"),
                )
            return redirect("portal_office:old_addresses")
    page = Paginator(queries.list_old_addresses(agency), ON_A_PAGE).get_page(request.GET.get("page"))
    words = {"section": "agency", "agency": agency, "one": one, "many": many, "rows": page}
    return render(request, "portal/old_addresses.html", words)


@require_POST
def old_address_forget(request: HttpRequest, address_pk: int) -> HttpResponse:
    """One leads nowhere any more."""
    row = queries.old_address_for(person(request), address_pk)
    actions.forget_old_address(address=row, by=person(request), at=timezone.now())
    messages.success(request, _("ลบแล้ว"))
    return redirect("portal_office:old_addresses")
