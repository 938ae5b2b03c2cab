"""Plans of an agency, one plan as a table, its findings, history, roll-over."""

from collections import Counter

from django.contrib import messages
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.permissions import EDIT_PLANS, VIEW_HISTORY, VIEW_PLANS
from prongsai.apps.history.queries import list_events
from prongsai.apps.plans import actions, labels, pages, queries
from prongsai.apps.plans.deadlines import keep_plan_current
from prongsai.apps.plans.forms import NewPlanForm, YearField
from prongsai.apps.plans.models import Evidence, Measure, WorkItem
from prongsai.apps.plans.views import current_agency, page_of, person, rights_in
from prongsai.core.errors import PersonError
from prongsai.core.finding import SEVERITIES, Finding
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.core.rollover import first_to_roll_to, years_to_roll_to
from prongsai.web.templatetags.reading import in_language, said
from prongsai.wiring import bangkok_today, check_plan, framework_note, roll_over_plan


def plan_list(request: HttpRequest) -> HttpResponse:
    """The agency's plans, the running year's first."""
    agency = current_agency(request, VIEW_PLANS)
    page = page_of(request, queries.list_plans(agency, bangkok_today()))
    return render(request, "plans/plan_list.html", {"section": "plans", "page": page, "agency": agency})


def plan_new(request: HttpRequest) -> HttpResponse:
    """A new, empty plan."""
    agency = current_agency(request, EDIT_PLANS)
    form = NewPlanForm(request.POST or None, initial={"fiscal_year": _first_year(request)})
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.start_plan(
                agency=agency, fiscal_year=form.cleaned_data["fiscal_year"], by=person(request), at=timezone.now()
            )
        except PersonError as error:
            form.add_error("fiscal_year", said(error))
        else:
            messages.success(request, _("เปิดแผนแล้ว ขั้นต่อไป: เพิ่มมาตรการ"))
            return redirect("plans:measure_add", plan.pk)
    return render(request, "plans/plan_new.html", {"section": "plans", "form": form})


def plan_detail(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The plan as the five-column table people know; cards on a phone."""
    plan = queries.plan_for(person(request), plan_id)
    today = bangkok_today()
    keep_plan_current(plan, today)
    page = page_of(request, queries.measures_of(plan, today))
    rows = [pages.measure_view(row, today=today) for row in page]
    context = {
        "section": "plans",
        "plan": plan,
        "page": page,
        "rows": rows,
        "may": rights_in(request, plan.agency),
        "round_name": labels.ROUNDS[plan.round_kind],
        "doubt": in_language(framework_note(plan.fiscal_year)),
    }
    return render(request, "plans/plan_detail.html", context)


def findings(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Everything the checks say of a plan, worst first."""
    plan = queries.plan_for(person(request), plan_id)
    facts = queries.get_plan_facts(plan)
    found = check_plan(facts)
    ids = dict(Measure.objects.filter(plan=plan).values_list("number", "pk"))
    counts = Counter(finding.severity for finding in found)
    chosen = request.GET.get("severity", "")
    shown: list[Finding] = [finding for finding in found if chosen not in SEVERITIES or finding.severity == chosen]
    page = page_of(request, shown)
    context = {
        "section": "plans",
        "plan": plan,
        "page": page,
        "lines": [(finding, ids.get(finding.measure or 0)) for finding in page],
        "tabs": [(code, labels.SEVERITIES[code], counts[code]) for code in SEVERITIES],
        "total": len(found),
        "chosen": chosen,
    }
    return render(request, "plans/findings.html", context)


def history(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What happened to a plan, latest first."""
    plan = queries.plan_for(person(request), plan_id, VIEW_HISTORY)

    def ids(rows: object) -> object:
        return rows.annotate(text_id=Cast("pk", CharField())).values("text_id")  # type: ignore[attr-defined]

    events = list_events(plan.agency.slug).filter(
        Q(object_type="plan", object_id=str(plan.pk))
        | Q(object_type="measure", object_id__in=ids(Measure.objects.filter(plan=plan)))
        | Q(object_type="work", object_id__in=ids(WorkItem.objects.filter(measure__plan=plan)))
        | Q(object_type="evidence", object_id__in=ids(Evidence.objects.filter(measure__plan=plan)))
    )
    # The nightly visits are kept with each piece of evidence; here they would bury what people did.
    events = events.exclude(action__in=("evidence_checked", "evidence_check_failed", "notice_read"))
    page = page_of(request, events)
    actors = {event.actor for event in page if event.actor.isdigit()}
    names = dict(User.objects.filter(pk__in=actors).values_list("pk", "display_name"))
    lines = [
        {
            "event": event,
            "action": labels.ACTIONS.get(event.action, event.action),
            "who": names.get(int(event.actor), event.actor) if event.actor.isdigit() else _("ระบบ"),
            "details": _details(event.before, event.after),
        }
        for event in page
    ]
    return render(request, "plans/history.html", {"section": "plans", "plan": plan, "page": page, "lines": lines})


def plan_delete(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Asks once, then takes the plan away."""
    plan = queries.plan_for(person(request), plan_id, EDIT_PLANS)
    if request.method == "POST":
        year = plan.fiscal_year
        actions.delete_plan(plan=plan, by=person(request), at=timezone.now())
        messages.success(request, _("ลบแผนปีงบประมาณ พ.ศ. %(year)s แล้ว ประวัติยังเก็บอยู่") % {"year": year})
        return redirect("plans:plan_list")
    return render(request, "plans/plan_delete.html", {"section": "plans", "plan": plan})


def rollover(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What a later year's plan would be, the first year without one as long as none is chosen; the button makes it."""
    plan = queries.plan_for(person(request), plan_id, EDIT_PLANS)
    taken = queries.list_years_taken(plan.agency)
    years = years_to_roll_to(plan.fiscal_year, fiscal_year_of(bangkok_today()))
    to_year = _target_year(request, first_to_roll_to(years, taken, fiscal_year_of(bangkok_today())))
    rolled = roll_over_plan(queries.get_plan_facts(plan), to_year)
    if request.method == "POST":
        try:
            made = actions.store_roll_over(source=plan, facts=rolled.plan, by=person(request), at=timezone.now())
        except PersonError as error:
            messages.error(request, said(error))
        else:
            messages.success(request, _("ยกแผนมาแล้ว กรุณาตรวจกำหนดเวลาและข้อ OIT ของปีใหม่"))
            return redirect("plans:plan_detail", made.pk)
    context = {
        "section": "plans",
        "plan": plan,
        "to_year": to_year,
        "rolled": rolled,
        "taken": to_year in taken,
        "years": [(year, year in taken) for year in years],
        "rows": [pages.draft_view(measure, index) for index, measure in enumerate(rolled.plan.measures)],
    }
    return render(request, "plans/rollover.html", context)


def _first_year(request: HttpRequest) -> int:
    return int(request.session.get("first_year") or fiscal_year_of(bangkok_today()))


def _target_year(request: HttpRequest, default: int) -> int:
    given = request.POST.get("to") or request.GET.get("to") or str(default)
    try:
        return YearField(required=True).clean(given) or default
    except Exception:
        return default


def _details(before: object, after: object) -> list[tuple[str, str, str]]:
    old = before if isinstance(before, dict) else {}
    new = after if isinstance(after, dict) else {}
    names = list(dict.fromkeys([*old, *new]))
    return [(name, _short(old.get(name)), _short(new.get(name))) for name in names if old.get(name) != new.get(name)]


def _short(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return " ".join(_short(part) for part in value.values() if part) if "salted_sha256" not in value else "•••"
    if isinstance(value, list):
        return ", ".join(filter(None, (_short(part) for part in value)))
    return str(value)
