"""One unit's share: hand in, check, return, excuse."""

from django.contrib import messages
from django.db import DatabaseError, IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.rate_limit import limited_uploads
from prongsai.apps.agencies.permissions import MANAGE_AGENCY, may
from prongsai.apps.handover import actions, labels, pages, queries
from prongsai.apps.handover.forms import CommentForm, ExcuseForm, PartForm, ReturnForm
from prongsai.apps.handover.models import Part
from prongsai.apps.handover.views import chain_of
from prongsai.apps.handover.views.handover_views import done_words, show_handover, waits_without_head
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.deadline_links import deadline_links
from prongsai.apps.plans.uploads import read_files
from prongsai.apps.plans.views import person
from prongsai.core.errors import PersonError
from prongsai.web.done_before import lead_to_done, own_conflict
from prongsai.web.own_address import own_address
from prongsai.web.storage_faults import StorageFault, storage_fault
from prongsai.web.templatetags.reading import said
from prongsai.web.unavailable import find_typed, say_when
from prongsai.wiring import bangkok_today


@limited_uploads
def part(request: HttpRequest, part_id: int) -> HttpResponse:
    """What the unit did: kept as a draft, or handed in."""
    user, posted = person(request), request.method == "POST"
    row = queries.part_to_save(user, part_id) if posted else queries.part_for(user, part_id)
    initial = {"version": row.version, "note": row.note, "done_on": row.done_on}
    form = PartForm(request.POST or None, request.FILES or None, initial=initial)
    conflict: ChangedMeanwhile | None = None
    fault: StorageFault | None = None
    if posted and form.is_valid():
        values = form.cleaned_data
        hand_in = "hand_in" in request.POST
        try:
            actions.save_part(
                part=row,
                version=values["version"],
                note=values["note"],
                done_on=values["done_on"],
                links=values["links"],
                files=read_files(values["uploads"]),
                hand_in=hand_in,
                by=user,
                at=timezone.now(),
            )
        except PersonError as error:
            form.add_error(None, said(error))
        except IntegrityError:
            form.add_error("links", _("มีลิงก์นี้อยู่แล้ว"))
        except (OSError, DatabaseError) as error:
            fault = storage_fault(error)
            if fault is None:
                raise
            form.add_error(None, said(fault))  # what was typed stays in the form
        except ChangedMeanwhile as changed:
            conflict = changed
            data = request.POST.copy()
            data["version"] = str(changed.version)
            form = PartForm(data)
            form.is_valid()
        else:
            messages.success(request, _("ส่งงานแล้ว") if hand_in else _("บันทึกร่างแล้ว ยังไม่ได้ส่ง"))
            return redirect("handover:handover_detail", row.handover_id)
    if posted:  # the page shows the part as it stands now
        row = queries.part_for(user, part_id)
    agency, today = row.handover.agency, bangkok_today()
    chain = chain_of(agency)
    is_headless = waits_without_head(row.handover, row, chain)
    context = {
        "section": "handover",
        "plan": row.handover.occurrence.work_item.measure.plan,
        "head": pages.work_head(row.handover, today),
        "part": pages.part_line(row, queries.evidence_of(row.handover), may_hand_in=True, lacks_head=is_headless),
        "may_appoint": is_headless and may(user, agency, MANAGE_AGENCY),
        "links": deadline_links(user, row.handover.occurrence),
        "is_open": row.handover.state in queries.PART_STATES,
        "next_word": labels.CHECKED_BY_CLERK
        if is_headless
        else labels.STEP_WORDS[chain.step_from("handed_in") or "close"],
        "form": form,
        "conflict": conflict,
        "typed": find_typed(request, may_be_sent=False) if conflict else None,
        "conflict_words": _conflict_words(row, user) if conflict else "",
        "here": reverse("handover:part", args=(row.pk,)),
    }
    code = 409 if conflict else 503 if fault else 422 if posted else 200
    return say_when(render(request, "handover/part.html", context, status=code), fault)


def _conflict_words(row: Part, user: User) -> str:
    if row.state not in ("handed_in", "checked"):  # a draft does not say who kept it
        return _("ข้อนี้ถูกบันทึกหลังจากเปิดหน้านี้ ที่ส่งมาครั้งนี้ยังไม่ได้บันทึก")
    if row.maker_id == user.pk:
        return own_conflict(row.handed_in_at)
    return _("มีผู้อื่นบันทึกข้อนี้ก่อนคุณ ยังไม่ได้บันทึก")


@require_POST
def check(request: HttpRequest, part_id: int) -> HttpResponse:
    """The unit head has looked at it."""
    row = queries.part_to_check(person(request), part_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return redirect("handover:handover_detail", row.handover_id)
    values = form.cleaned_data
    try:
        approval = actions.check_part(
            part=row, seen_sha256=values["seen"], comment=values["comment"], by=person(request), at=timezone.now()
        )
    except PersonError as error:
        if done := queries.own_approval(person(request), row.handover, "check", row):
            address = reverse("handover:handover_detail", args=(row.handover_id,))
            return lead_to_done(request, address, by=done.by_id, name=done.by_name, at=done.at)
        return _refused(request, row.handover_id, error)
    messages.success(request, done_words("check", approval.handover, chain_of(row.handover.agency)))
    return redirect(own_address(request, reverse("handover:handover_detail", args=(row.handover_id,))))


@require_POST
def return_part(request: HttpRequest, part_id: int) -> HttpResponse:
    """The unit head sends the part back with the reason."""
    row = queries.part_to_check(person(request), part_id)
    form = ReturnForm([(str(row.pk), str(row))], {"parts": [str(row.pk)], "reason": request.POST.get("reason", "")})
    if not form.is_valid():
        shown = queries.handover_for(person(request), row.handover_id)
        return show_handover(request, shown, return_form=form, status=422)
    try:
        actions.return_work(
            handover=row.handover,
            part_ids=[row.pk],
            reason=form.cleaned_data["reason"],
            step="check",
            by=person(request),
            at=timezone.now(),
        )
    except PersonError as error:
        return _refused(request, row.handover_id, error)
    messages.success(request, _("ส่งกลับให้แก้ไขแล้ว"))
    return redirect("handover:handover_detail", row.handover_id)


@require_POST
def excuse(request: HttpRequest, part_id: int) -> HttpResponse:
    """The clerk's office lets a unit off, or takes that back."""
    row = queries.part_to_excuse(person(request), part_id)
    form = ExcuseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        actions.excuse_part(part=row, reason=reason, by=person(request), at=timezone.now())
    except PersonError as error:
        return _refused(request, row.handover_id, error)
    messages.success(request, _("ยกเว้นส่วนงานนี้แล้ว") if reason.strip() else _("ไม่ยกเว้นส่วนงานนี้แล้ว"))
    return redirect("handover:handover_detail", row.handover_id)


def _refused(request: HttpRequest, handover_id: int, error: PersonError) -> HttpResponse:
    row = queries.handover_for(person(request), handover_id)
    return show_handover(request, row, error=said(error), status=422)
