"""Work that the chain approved, ready to be published."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.agencies.permissions import MANAGE_DISCLOSURE
from prongsai.apps.disclosure import gate, pages
from prongsai.apps.disclosure.contents import public_title
from prongsai.apps.disclosure.forms import TakeForm
from prongsai.apps.disclosure.models import IN_THE_MAKING, Publication, YearItem
from prongsai.apps.disclosure.views import SECTION
from prongsai.apps.disclosure.work_actions import Taken, ready_work, take_from_work
from prongsai.apps.handover.opening import find_chain_rule
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said
from prongsai.wiring import framework_files


@require_safe
def ready_list(request: HttpRequest) -> HttpResponse:
    """Evidence of approved work that nothing was published from yet."""
    agency = current_agency(request, MANAGE_DISCLOSURE)
    rule = find_chain_rule(agency)
    page = page_of(request, ready_work(agency, rule) if rule else Evidence.objects.none())
    context = {"section": SECTION, "page": page, "uses_chain": rule is not None}
    return render(request, "disclosure/ready_list.html", context)


def ready_take(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Choose the item and the title; a version comes of it, approved as the work was."""
    agency = current_agency(request, MANAGE_DISCLOSURE)
    rule = find_chain_rule(agency)
    evidence = ready_work(agency, rule).filter(pk=evidence_id).first() if rule else None
    if evidence is None or evidence.occurrence is None:
        raise Http404
    measure = evidence.measure
    items = {
        item.code: item
        for item in YearItem.objects.filter(
            year__agency=agency, year__fiscal_year=measure.plan.fiscal_year, code__in=measure.item_codes
        ).select_related("year__agency")
    }
    publications = {
        row.pk: row
        for row in Publication.objects.filter(item__in=items.values(), current__isnull=False)
        .exclude(versions__state__in=IN_THE_MAKING)
        .select_related("agency", "item__year__agency", "current")
    }
    framework = framework_files().get(measure.plan.fiscal_year)
    places = [
        (
            f"new:{code}",
            _("%(code)s %(title)s: รายการใหม่")
            % {"code": code, "title": pages.item_title(framework.find_item(code), code)},
        )
        for code in items
    ] + [
        (
            f"next:{pk}",
            _("%(code)s: ฉบับใหม่ของ “%(title)s”")
            % {
                "code": row.item.code if row.item else "",
                "title": public_title(row.current) if row.current else "",
            },
        )
        for pk, row in publications.items()
    ]
    title = evidence.title or evidence.file_name or (evidence.occurrence.work_item.text or "")
    form = TakeForm(
        places, request.POST or None, initial={"title": title[:300], "place": places[0][0] if places else ""}
    )
    if request.method == "POST" and form.is_valid():
        kind, _colon, key = form.cleaned_data["place"].partition(":")
        publication = publications.get(int(key)) if kind == "next" else None
        item = publication.item if publication is not None else items.get(key)
        if item is None:
            raise Http404
        taken = Taken(item, form.cleaned_data["title"], publication)
        try:
            version = take_from_work(evidence=evidence, taken=taken, by=person(request), at=timezone.now())
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            if version.kind != "file":
                gate.look(version, at=timezone.now())
            messages.success(request, _("นำมาเตรียมเผยแพร่แล้ว"))
            return redirect("disclosure:version_detail", version.pk)
    context = {
        "section": SECTION,
        "evidence": evidence,
        "measure": measure,
        "fiscal_year": measure.plan.fiscal_year,
        "is_year_open": bool(items),
        "form": form,
    }
    return render(request, "disclosure/ready_take.html", context, status=422 if form.errors else 200)
