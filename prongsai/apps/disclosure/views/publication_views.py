"""Drafting: a new publication, the next version of one, a change of a draft; and the page of a version."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.accounts.rate_limit import limited_uploads
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import WRITE_PUBLICATION
from prongsai.apps.disclosure import actions, gate, gate_actions, labels, pages, queries
from prongsai.apps.disclosure.contents import gate_of
from prongsai.apps.disclosure.drafting import Draft
from prongsai.apps.disclosure.forms import FORMS, ReasonForm, ScheduleForm, VersionForm, form_for, initial_of
from prongsai.apps.disclosure.models import KINDS, Version, YearItem
from prongsai.apps.disclosure.permissions import cover_of, may_write
from prongsai.apps.disclosure.scanning import find_scan, require_harmless
from prongsai.apps.disclosure.views import crumbs_of, rights
from prongsai.apps.evidence.forms import AnswerForm
from prongsai.apps.handover.actions import find_waiver
from prongsai.apps.plans.views import current_agency, person
from prongsai.core.errors import PersonError
from prongsai.web.storage_faults import storage_fault
from prongsai.web.templatetags.reading import said
from prongsai.web.unavailable import say_when
from prongsai.wiring import bangkok_today


@limited_uploads
def publication_add(request: HttpRequest, item_id: int, kind: str) -> HttpResponse:
    """A new publication of an item."""
    item = queries.item_to_write(person(request), item_id)
    return _new(request, item.year.agency, item, kind)


@limited_uploads
def news_add(request: HttpRequest, kind: str) -> HttpResponse:
    """A new piece of news."""
    agency = current_agency(request, WRITE_PUBLICATION)
    if not may_write(person(request), agency, None):
        raise Http404
    return _new(request, agency, None, kind)


@limited_uploads
def version_add(request: HttpRequest, publication_id: int, kind: str) -> HttpResponse:
    """The next version of a publication; it begins with what is public now."""
    publication = queries.publication_to_write(person(request), publication_id)
    current = publication.current
    same = current is not None and current.kind == kind
    initial = initial_of(current) if current is not None else {}
    form = _bound(request, kind, initial, has_file=same and bool(current and current.file))

    def save(draft: Draft) -> Version:
        return actions.draft_version(publication=publication, draft=draft, by=person(request), at=timezone.now())

    saved = _try(form, save)
    if saved is not None:
        messages.success(request, _("บันทึกร่างแล้ว"))
        return redirect("disclosure:version_detail", saved.pk)
    context = crumbs_of(publication.agency, publication.item) | {
        "publication": publication,
        "current": current,
        "kind": kind,
        "kind_word": labels.KIND_WORDS[kind],
        "kinds": KINDS,
        "form": form,
        "fields": [field for field in form if not field.is_hidden],
    }
    return _shown(request, "disclosure/version_add.html", context, form)


@limited_uploads
def version_edit(request: HttpRequest, version_id: int) -> HttpResponse:
    """Change a draft."""
    version = queries.version_to_write(person(request), version_id)
    form = _bound(request, version.kind, initial_of(version), has_file=bool(version.file))

    def save(draft: Draft) -> Version:
        seen = form.cleaned_data["seen"]
        return actions.edit_version(
            version=version, seen_sha256=seen, draft=draft, by=person(request), at=timezone.now()
        )

    saved = _try(form, save)
    if saved is not None:
        messages.success(request, _("บันทึกร่างแล้ว"))
        return redirect("disclosure:version_detail", saved.pk)
    context = crumbs_of(version.publication.agency, version.publication.item) | {
        "version": version,
        "kind_word": labels.KIND_WORDS[version.kind],
        "form": form,
        "fields": [field for field in form if not field.is_hidden],
    }
    return _shown(request, "disclosure/version_edit.html", context, form)


@require_safe
def version_detail(request: HttpRequest, version_id: int) -> HttpResponse:
    """A version as it will read, where it stands, and the buttons of this person."""
    version = queries.version_for(person(request), version_id)
    return show_version(request, version)


def show_version(
    request: HttpRequest,
    version: Version,
    *,
    error: str = "",
    reason_form: ReasonForm | None = None,
    schedule_form: ScheduleForm | None = None,
    answer_form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a version, with what went wrong when a step was refused."""
    publication = version.publication
    agency, item = publication.agency, publication.item
    queries.load_versions(publication)
    line = pages.publication_line(publication, agency.slug)
    findings = list(version.personal_findings.all())
    decision = gate_of(version)
    initial = {"seen": version.content_sha256}
    context = crumbs_of(agency, item) | {
        "version": version,
        "line": pages.version_line(version),
        "publication": line,
        "blocks": pages.typed_blocks(version),
        "table": version.table[: pages.TABLE_SHOWN],
        "table_more": max(len(version.table) - pages.TABLE_SHOWN, 0),
        "copies": list(version.copies.all()),
        "masked": pages.masked_line(version, decision),
        "gate": decision,
        "gate_word": labels.GATE_WORDS[decision.outcome] if decision else "",
        "scan": find_scan(version),
        "uses_scanner": settings.PRONGSAI.scanner is not None,
        "is_overdue": version.publish_at is not None and version.publish_at <= timezone.now(),
        "is_looked_at": gate_actions.is_looked_at(version),
        "to_decide": sum(one.severity != "note" for one in findings),
        "rights": rights(request, agency, item, cover_of(version, item)),
        "is_maker": person(request).pk in {*version.makers, version.maker_id}
        and find_waiver(agency.pk, bangkok_today()) is None,
        "reason_form": reason_form or ReasonForm(initial=initial),
        "schedule_form": schedule_form or ScheduleForm(),
        "form": answer_form or AnswerForm(),
        "error": error,
        **pages.link_findings(version),
    }
    return render(request, "disclosure/version_detail.html", context, status=status)


@require_safe
def version_file(request: HttpRequest, version_id: int) -> HttpResponseBase:
    """The uploaded file, for those inside."""
    version = queries.version_for(person(request), version_id)
    if not version.file:
        raise Http404
    if version.published_at is None:
        require_harmless(version)
    return _download(version.file.open("rb"), version.file_name, version.content_type)


@require_safe
def version_copy(request: HttpRequest, version_id: int, kind: str) -> HttpResponseBase:
    """A copy made of a version, for those inside."""
    version = queries.version_for(person(request), version_id)
    copy = version.copies.filter(kind=kind).first()
    if copy is None:
        raise Http404
    return _download(copy.file.open("rb"), copy.file_name, copy.content_type)


def _new(request: HttpRequest, agency: Agency, item: YearItem | None, kind: str) -> HttpResponse:
    form = _bound(request, kind, {})

    def save(draft: Draft) -> Version:
        return actions.draft_publication(agency=agency, item=item, draft=draft, by=person(request), at=timezone.now())

    saved = _try(form, save)
    if saved is not None:
        messages.success(request, _("บันทึกร่างแล้ว"))
        return redirect("disclosure:version_detail", saved.pk)
    context = crumbs_of(agency, item) | {
        "kind": kind,
        "kind_word": labels.KIND_WORDS[kind],
        "kinds": KINDS,
        "form": form,
        "fields": [field for field in form if not field.is_hidden],
    }
    return _shown(request, "disclosure/publication_add.html", context, form)


def _bound(request: HttpRequest, kind: str, initial: dict[str, object], *, has_file: bool = False) -> VersionForm:
    if kind not in FORMS:
        raise Http404
    return form_for(kind, request.POST or None, request.FILES or None, initial=initial, has_file=has_file)


def _shown(request: HttpRequest, template: str, context: dict[str, object], form: VersionForm) -> HttpResponse:
    status = 503 if form.fault else 422 if form.errors else 200
    return say_when(render(request, template, context, status=status), form.fault)


def _try(form: VersionForm, save: Callable[[Draft], Version]) -> Version | None:
    """Save what was entered; what goes wrong is said in the form. Typed content is looked through at once."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        version = save(form.draft())
    except PersonError as error:
        form.add_error(None, said(error))
        return None
    except (OSError, DatabaseError) as error:
        fault = storage_fault(error)
        if fault is None:
            raise
        form.add_error(None, said(fault))
        form.fault = fault
        return None
    if version.kind != "file" and not version.looked_sha256:
        gate.look(version, at=timezone.now())
    return version


def _download(file: object, name: str, content_type: str) -> FileResponse:
    response = FileResponse(
        file, as_attachment=True, filename=name, content_type=content_type or "application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
