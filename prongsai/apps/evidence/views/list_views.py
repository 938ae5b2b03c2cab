"""The evidence of an agency, what to mend first on top."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.apps.agencies.permissions import ASK_FOR_MENDING, VIEW_PLANS, may
from prongsai.apps.agencies.queries import list_units
from prongsai.apps.evidence import labels, pages, queries
from prongsai.apps.evidence.groups import GROUPS
from prongsai.apps.evidence.selection import Choice, select
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.core.fiscal_year import year_in_front
from prongsai.wiring import bangkok_today


@require_safe
def evidence_list(request: HttpRequest) -> HttpResponse:
    """All evidence of the agency of one year, filtered; the dearest that would score 0 comes first."""
    agency = current_agency(request, VIEW_PLANS)
    evidence = queries.list_evidence_facts(agency)
    years = sorted({one.fiscal_year for one in evidence}, reverse=True)
    items = sorted({code for one in evidence for code in one.item_codes}, key=_item_order)
    units = list_units(agency)
    membership = request.membership  # type: ignore[attr-defined]
    unit_id = _chosen_unit(request.GET.get("unit", ""), membership.unit_id, {unit.pk for unit in units})
    given_year = request.GET.get("year", "")
    year = None if given_year == "all" else _number(given_year, set(years)) or year_in_front(years, bangkok_today())
    choice = Choice(
        year=year,
        group=_one_of(request.GET.get("group", ""), GROUPS),
        measures=frozenset(queries.measures_of_unit(agency, unit_id)) if unit_id is not None else None,
        item=_one_of(request.GET.get("item", ""), items),
        answered=_one_of(request.GET.get("answered", ""), labels.ANSWERED),
    )
    selection = select(evidence, choice)
    page = page_of(request, selection.ids)
    may_ask = may(person(request), agency, ASK_FOR_MENDING)
    now = timezone.now()
    kept = request.GET.copy()
    for name in ("group", "page"):
        kept.pop(name, None)
    context = {
        "section": "evidence",
        "has_any": bool(evidence),
        "alarms": [pages.alarm_line(one) for one in queries.list_alarms(agency)],
        "page": page,
        "rows": [
            pages.evidence_row(row, selection.points[row.pk], now=now, may_ask=may_ask)
            for row in queries.list_evidence(list(page))
        ],
        "tabs": [(code, labels.SIGNS[code], labels.GROUPS[code], selection.counts[code]) for code in GROUPS],
        "meaning": labels.GROUP_MEANINGS.get(choice.group, ""),
        "total": selection.total,
        "answered_count": selection.answered,
        "losing": selection.open_counts["loses"],
        "doubtful": selection.open_counts["doubt"] + selection.open_counts["unknown"],
        "first_points": pages.shown_points(selection.first_points),
        "choice": choice,
        "kept": kept.urlencode(),
        "years": years,
        "items": items,
        "units": units,
        "unit_id": unit_id,
        "answers": labels.ANSWERED.items(),
        "here": request.get_full_path(),
    }
    return render(request, "evidence/evidence_list.html", context)


def _chosen_unit(given: str, own: int | None, known: set[int]) -> int | None:
    """As on the page of what is due: their own unit, unless another or all of the agency is asked for."""
    return None if given == "all" else _number(given, known) or own


def _number(text: str, known: set[int]) -> int | None:
    return int(text) if len(text) < 20 and text.isascii() and text.isdigit() and int(text) in known else None


def _one_of(text: str, known: object) -> str:
    return text if text in known else ""  # type: ignore[operator]


def _item_order(code: str) -> tuple[int, str]:
    digits = "".join(letter for letter in code if letter.isascii() and letter.isdigit())
    return (int(digits) if digits else 0, code)
