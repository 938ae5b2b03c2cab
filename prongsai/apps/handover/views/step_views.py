"""Steps of the whole: one at a time, several at once, and back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from prongsai.apps.agencies.permissions import VIEW_PLANS
from prongsai.apps.handover import actions, contents, queries
from prongsai.apps.handover.forms import ReturnForm, StepForm
from prongsai.apps.handover.views import chain_of
from prongsai.apps.handover.views.handover_views import done_words, show_handover
from prongsai.apps.plans.views import current_agency, person
from prongsai.core.errors import PersonError
from prongsai.core.handover import STEPS, Step, next_step, parse_step
from prongsai.web.done_before import lead_to_done
from prongsai.web.own_address import own_address
from prongsai.web.templatetags.reading import said

AT_ONCE = 100


@require_POST
def take_step(request: HttpRequest, handover_id: int, step: str) -> HttpResponse:
    """Compile, endorse, acknowledge, publish or close what was on the screen."""
    row = queries.handover_for_step(person(request), handover_id, _known(step))
    form = StepForm(request.POST)
    if not form.is_valid():
        return redirect("handover:handover_detail", row.pk)
    values = form.cleaned_data
    try:
        approval = actions.take_step(
            handover=row,
            step=_known(step),
            seen_sha256=values["seen"],
            comment=values["comment"],
            is_confirmed=values["confirmed"],
            by=person(request),
            at=timezone.now(),
        )
    except PersonError as error:
        fresh = queries.handover_for(person(request), row.pk)
        if done := queries.own_approval(person(request), fresh, step):
            address = reverse("handover:handover_detail", args=(row.pk,))
            return lead_to_done(request, address, by=done.by_id, name=done.by_name, at=done.at)
        return show_handover(
            request, fresh, comment=values["comment"], is_confirmed=values["confirmed"], error=said(error), status=422
        )
    messages.success(request, done_words(_known(step), approval.handover, chain_of(row.agency)))
    return redirect(own_address(request, reverse("handover:handover_detail", args=(row.pk,))))


@require_POST
def return_work(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Send units' work back, by whoever takes the next step."""
    row = queries.handover_for(person(request), handover_id)
    parts = list(row.parts.all())
    step = next_step(contents.handover_facts(row, parts, chain_of(row.agency)))
    if step is None:
        raise Http404
    row = queries.handover_for_step(person(request), handover_id, step)
    form = ReturnForm([(str(part.pk), str(part)) for part in parts], request.POST)
    if not form.is_valid():
        return show_handover(request, row, return_form=form, status=422)
    try:
        actions.return_work(
            handover=row,
            part_ids=[int(one) for one in form.cleaned_data["parts"]],
            reason=form.cleaned_data["reason"],
            step=step,
            by=person(request),
            at=timezone.now(),
        )
    except PersonError as error:
        return show_handover(request, queries.handover_for(person(request), row.pk), error=said(error), status=422)
    messages.success(request, _("ส่งกลับให้แก้ไขแล้ว"))
    return redirect("handover:handover_detail", row.pk)


@require_POST
def take_many(request: HttpRequest) -> HttpResponse:
    """Several ticked at once; each is a step of its own, and one that is refused does not stop the others."""
    current_agency(request, VIEW_PLANS)
    user = person(request)
    done, refused = 0, []
    for ticked in request.POST.getlist("ticked")[:AT_ONCE]:
        try:
            kind, number, seen = _ticked(ticked)
            if kind == "part":
                actions.check_part(
                    part=queries.part_to_check(user, number), seen_sha256=seen, by=user, at=timezone.now()
                )
            else:
                row = queries.handover_for_step(user, number, _known(kind))
                actions.take_step(handover=row, step=_known(kind), seen_sha256=seen, by=user, at=timezone.now())
            done += 1
        except PersonError as error:
            refused.append(said(error))
        except Http404:
            refused.append(_("มีรายการหนึ่งไม่อยู่แล้ว หรือท่านไม่มีสิทธิ์"))
    if done:
        text = ngettext("ดำเนินการแล้ว %(count)d รายการ", "ดำเนินการแล้ว %(count)d รายการ", done)
        messages.success(request, text % {"count": done})
    for sentence in dict.fromkeys(refused):
        messages.error(request, sentence)
    if not done and not refused:
        messages.warning(request, _("ยังไม่ได้เลือกรายการใด"))
    return redirect(own_address(request, reverse("front")))


def _ticked(value: str) -> tuple[str, int, str]:
    kind, _colon, rest = value.partition(":")
    number, _colon, seen = rest.partition(":")
    if not (number.isascii() and number.isdigit()) or len(number) > 18:
        raise Http404
    return kind, int(number), seen


def _known(step: str) -> Step:
    if step not in STEPS or step == "check":
        raise Http404
    return parse_step(step)
