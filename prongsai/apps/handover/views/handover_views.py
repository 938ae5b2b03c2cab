"""What is on its way: the compiler's list, and one piece of work with all its parts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.apps.agencies.permissions import MANAGE_AGENCY, MANAGE_CHAIN, VIEW_PLANS, may
from prongsai.apps.agencies.queries import list_units
from prongsai.apps.handover import actions, contents, labels, pages, queries
from prongsai.apps.handover.forms import CommentForm, ReturnForm
from prongsai.apps.handover.models import STATES, Handover, Part
from prongsai.apps.handover.opening import find_active_chain, open_missing
from prongsai.apps.handover.permissions import may_check, steps_of
from prongsai.apps.handover.publishing import public_state
from prongsai.apps.handover.views import chain_of
from prongsai.apps.plans.deadline_links import deadline_links
from prongsai.apps.plans.facts import deadline_facts
from prongsai.apps.plans.pages import is_another_day
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.core.handover import Chain, Step, next_step, parse_state
from prongsai.web.templatetags.reading import in_language
from prongsai.wiring import bangkok_today

_ORDER = ("returned", "todo", "handed_in", "checked", "compiled", "endorsed", "acknowledged", "published", "closed")


@require_safe
def handover_list(request: HttpRequest) -> HttpResponse:
    """Where every piece of work stands, who has handed over and who holds it up."""
    agency = current_agency(request, VIEW_PLANS)
    user, today = person(request), bangkok_today()
    rule, year = find_active_chain(agency, today)
    if rule is None:
        context = {"section": "handover", "may_manage": may(user, agency, MANAGE_CHAIN)}
        return render(request, "handover/handover_off.html", context)
    if year is not None:
        open_missing(agency, year, at=timezone.now())
    chain = rule.facts()
    rows = queries.list_handovers(agency, year)
    units = list_units(agency)
    unit_id = _chosen(request, "unit", {unit.pk for unit in units})
    if unit_id is not None:
        rows = rows.filter(parts__unit_id=unit_id)
    counts = queries.count_states(rows)
    state = request.GET.get("state", "")
    total = sum(counts.values())
    shown = rows.filter(state=state) if state in dict(STATES) else rows
    page = page_of(request, shown, count=counts.get(state, 0) if state in dict(STATES) else total)
    lines = [pages.handover_line(row, chain, today) for row in page]
    context = {
        "section": "handover",
        "page": page,
        "lines": lines,
        "tabs": [(code, labels.STATE_WORDS[code], counts[code]) for code in _ORDER if counts.get(code)],
        "total": total,
        "late": any(line.head.is_late for line in lines),
        "state": state,
        "units": units,
        "unit_id": unit_id,
        "may_manage": may(user, agency, MANAGE_CHAIN),
        "today": today,
    }
    return render(request, "handover/handover_list.html", context)


@require_safe
def handover_detail(request: HttpRequest, handover_id: int) -> HttpResponse:
    """One piece of work: every part with its evidence, what happened, and the buttons of this person."""
    row = queries.handover_for(person(request), handover_id)
    return show_handover(request, row)


def show_handover(
    request: HttpRequest,
    row: Handover,
    *,
    return_form: ReturnForm | None = None,
    comment: str = "",
    is_confirmed: bool = False,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a hand-over, with what went wrong when a step was refused."""
    user, today = person(request), bangkok_today()
    chain = chain_of(row.agency)
    parts = list(row.parts.all())
    for part in parts:
        part.handover = row
    facts = contents.handover_facts(row, parts, chain)
    step = next_step(facts)
    mine = steps_of(user, row.agency)
    evidence = queries.evidence_of(row)
    approvals = queries.list_approvals(row)

    def is_own(what: Step, made: list[Part]) -> bool:
        is_waived: bool = row.is_waived  # type: ignore[attr-defined]
        return (
            not is_waived
            and actions.needs_other_person(what, chain)
            and user.pk in actions.had_a_hand_in(made, approvals)
        )

    checks = "check" in chain.steps
    headless = {part.pk for part in parts if waits_without_head(row, part, chain)}
    lines = [
        pages.part_line(
            part,
            evidence,
            may_hand_in=queries.may_hand_in(user, part) and row.state in queries.PART_STATES,
            may_check=checks and may_check(user, row.agency, part.unit_id, today, lacks_head=part.pk in headless),
            is_own=is_own("check", [part]),
            lacks_head=part.pk in headless,
        )
        for part in parts
    ]
    returnable = [part for part in parts if part.state in ("handed_in", "checked") and not part.excused_why]
    may_return = bool(step and step in mine and row.state != "closed" and returnable)
    choices = [(str(part.pk), str(part)) for part in returnable]
    public = public_state(row, evidence) if step == "publish" and step in mine else None
    comment_label = labels.STEP_COMMENTS[step] if step else ""
    if public is not None and not public.is_public:
        comment_label = labels.PUBLISHED_UNSEEN
    context = {
        "section": "handover",
        "handover": row,
        "plan": row.occurrence.work_item.measure.plan,
        "head": pages.work_head(row, today),
        "word": labels.STATE_WORDS[row.state],
        "why": in_language((row.occurrence.why, row.occurrence.why_en or row.occurrence.why)),
        "is_another_day": is_another_day(deadline_facts(row.occurrence.work_item), row.occurrence),
        "parts": lines,
        "links": deadline_links(user, row.occurrence),
        "history": pages.approval_lines(approvals),
        "steps": [
            (code, labels.STEP_WORDS[code], chain.has_reached(facts.state, pages.state_of(code)), code == step)
            for code in chain.steps
        ],
        "step": step if step in mine else None,
        "not_oneself": labels.NOT_ONESELF[step] if step and is_own(step, parts) else "",
        "may_appoint": bool(headless) and may(user, row.agency, MANAGE_AGENCY),
        "not_check_oneself": labels.NOT_ONESELF["check"],
        "step_word": labels.STEP_WORDS[step] if step else "",
        "step_button": labels.STEP_BUTTONS[step] if step else "",
        "public": public,
        "is_confirmed": is_confirmed,
        "step_comment": comment_label,
        "form": CommentForm(initial={"seen": contents.whole_hash(parts), "comment": comment}),
        "return_form": return_form or (ReturnForm(choices, initial={"parts": [one for one, _name in choices]})),
        "may_return": may_return,
        "may_excuse": "compile" in mine and row.state in queries.PART_STATES and len(parts) > 1,
        "error": error,
    }
    return render(request, "handover/handover_detail.html", context, status=status)


def done_words(step: Step, row: Handover, chain: Chain) -> str:
    """That a step was taken, and who is really next in the agency's chain."""
    done, following = labels.DONE_WORDS[step], chain.step_from(parse_state(row.state))
    if step == "check" and row.state != "checked":
        return f"{done} {labels.OTHERS_MISSING}"
    return f"{done} {labels.NEXT_WORDS[following]}" if following and following != "check" else str(done)


def waits_without_head(row: Handover, part: Part, chain: Chain) -> bool:
    """Whether a part is still to be checked and its unit has no head to do it."""
    waits = row.state in queries.PART_STATES and part.state != "checked" and not part.excused_why
    lacks_head: bool = part.lacks_head  # type: ignore[attr-defined]
    return "check" in chain.steps and waits and lacks_head


def _chosen(request: HttpRequest, name: str, known: set[int]) -> int | None:
    given = request.GET.get(name, "")
    return next((one for one in known if str(one) == given), None)
