"""What can be found of plans: the plans, measures, work, evidence, documents being read, and the year's items.

The actions call `refresh_...` for what they write and `forget_gone` after taking something away, within their transaction.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import EDIT_PLANS
from prongsai.apps.plans.evidence_port import auditor
from prongsai.apps.plans.models import Evidence, Import, Measure, Plan, WorkItem
from prongsai.apps.search import actions as search
from prongsai.apps.search.sources import Findable, register_source
from prongsai.core.errors import PersonError
from prongsai.core.framework import Item
from prongsai.wiring import bangkok_date, framework_files

log = logging.getLogger(__name__)
_Row = TypeVar("_Row", bound=Model)
PLAN, MEASURE, WORK, EVIDENCE, IMPORT, ITEM = "plan", "measure", "work", "evidence", "import", "item"
_ROWS_AT_ONCE = 500


ItemPages = Callable[[Agency], Mapping[int, Mapping[str, str]]]
"""For each year opened, the address of each item's own page by its code."""


def _no_pages(agency: Agency) -> Mapping[int, Mapping[str, str]]:
    return {}


_item_pages: ItemPages = _no_pages


def set_item_pages(pages: ItemPages) -> None:
    """Called once, when the app that has pages for items, which stands above this one, starts."""
    global _item_pages
    _item_pages = pages


def register() -> None:
    """Called once, when the app starts."""
    steps = _("ขั้นตอนและการรายงานผล")
    register_source(PLAN, find_plans, label=_("แผน"), standing=lambda agency: Plan.objects.filter(agency=agency))
    register_source(MEASURE, find_measures, label=_("มาตรการ"), standing=_measures)
    register_source(WORK, find_work, label=steps, standing=_work)
    register_source(EVIDENCE, find_evidence, label=_("หลักฐาน"), standing=_evidence)
    register_source(IMPORT, find_imports, label=_("เอกสารที่นำเข้า"), permission=EDIT_PLANS, standing=_imports)
    register_source(ITEM, find_items, label=_("รายการข้อมูล OIT"))


def refresh_plan(plan: Plan) -> None:
    """A plan with everything under it is new."""
    agency = plan.agency
    search.index(agency=agency, kind=PLAN, found=find_plans(agency, Plan.objects.filter(pk=plan.pk)))
    refresh_measures(agency, Measure.objects.filter(plan=plan))
    search.index(agency=agency, kind=ITEM, found=find_items(agency, plan.fiscal_year))  # those of other years stay


def refresh_items(agency: Agency) -> None:
    """A year came or went, or its items got pages of their own."""
    search.replace_all_of(agency=agency, kind=ITEM, found=find_items(agency))


def refresh_measures(agency: Agency, measures: QuerySet[Measure]) -> None:
    """Measures were written, with the work and evidence under them."""
    search.index(agency=agency, kind=MEASURE, found=find_measures(agency, measures))
    search.index(agency=agency, kind=WORK, found=find_work(agency, WorkItem.objects.filter(measure__in=measures)))
    refresh_evidence(agency, Evidence.objects.filter(measure__in=measures))


def refresh_evidence(agency: Agency, evidence: QuerySet[Evidence]) -> None:
    """Evidence changed, or its page was seen under another title."""
    search.index(agency=agency, kind=EVIDENCE, found=find_evidence(agency, evidence))


def add_evidence(measure: Measure, rows: Iterable[Evidence]) -> None:
    """Evidence was handed in just now."""
    search.index_all(agency=measure.plan.agency, found=find_new_evidence(measure, rows))


def find_new_evidence(measure: Measure, rows: Iterable[Evidence]) -> list[tuple[str, Findable]]:
    """Evidence handed in just now, of which nothing was seen yet: what `search.index_all` takes, without a query."""
    return [(EVIDENCE, _evidence_found(row, measure, "")) for row in rows]


def forget_evidence(row: Evidence) -> None:
    """Evidence is taken away."""
    search.forget(agency=row.measure.plan.agency, kind=EVIDENCE, object_ids=[row.pk])


def refresh_import(draft: Import) -> None:
    """A document was read, or what was understood of it corrected."""
    found = find_imports(draft.agency, Import.objects.filter(pk=draft.pk))
    search.index(agency=draft.agency, kind=IMPORT, found=found)


def forget_gone(agency: Agency) -> None:
    """Something was taken away, with whatever hung on it."""
    search.forget_gone(agency)


def forget_plan(agency: Agency) -> None:
    """A plan was deleted: its year's items go with what is gone."""
    refresh_items(agency)
    forget_gone(agency)


def find_plans(agency: Agency, rows: QuerySet[Plan] | None = None) -> Iterator[Findable]:
    """The agency's plans; the name of the document one was read from finds it too."""
    for plan in Plan.objects.filter(agency=agency) if rows is None else rows:
        yield Findable(
            object_id=str(plan.pk),
            title=f"แผนปีงบประมาณ พ.ศ. {plan.fiscal_year}",
            text=plan.source_name,
            address=reverse("plans:plan_detail", args=(plan.pk,)),
            changed_at=plan.created_at,
            fiscal_year=plan.fiscal_year,
            happened_on=bangkok_date(plan.created_at),
        )


def find_measures(agency: Agency, rows: QuerySet[Measure] | None = None) -> Iterator[Findable]:
    """Measures by their issue, with the units named, the items, and what people wrote beside. No person's name."""
    rows = _measures(agency) if rows is None else rows
    for row in _all(rows.select_related("plan").prefetch_related("responsible")):
        units = dict.fromkeys(one.unit_name for one in row.responsible.all() if one.unit_name)
        said = (", ".join(units), row.budget, row.problems, row.remarks)
        yield Findable(
            object_id=str(row.pk),
            title=row.issue,
            text="\n".join(one for one in said if one),
            also_known_as=" ".join(row.item_codes),
            address=reverse("plans:measure_detail", args=(row.pk,)),
            changed_at=row.changed_at,
            fiscal_year=row.plan.fiscal_year,
            item_code=row.item_codes[0] if len(row.item_codes) == 1 else "",
        )


def find_work(agency: Agency, rows: QuerySet[WorkItem] | None = None) -> Iterator[Findable]:
    """Steps and lines of the reporting column; one without words of its own is found by its measure."""
    rows = _work(agency) if rows is None else rows.exclude(text=None).exclude(text="")
    for row in _all(rows.select_related("measure__plan")):
        yield Findable(
            object_id=str(row.pk),
            title=row.text or "",
            text=row.measure.issue,
            also_known_as=" ".join(row.measure.item_codes),
            address=f"{reverse('plans:measure_detail', args=(row.measure_id,))}#w{row.pk}",
            changed_at=row.changed_at,
            fiscal_year=row.measure.plan.fiscal_year,
            happened_on=row.due_on,
        )


def find_evidence(agency: Agency, rows: QuerySet[Evidence] | None = None) -> Iterator[Findable]:
    """Evidence by the name given, the file's name or the title seen on its page, else by its address."""
    rows = _evidence(agency) if rows is None else rows
    for row in _all(auditor().join(rows.select_related("measure__plan"))):
        yield _evidence_found(row, row.measure, auditor().title_seen(row))


def _evidence_found(row: Evidence, measure: Measure, title_seen: str) -> Findable:
    names = [row.title, row.file_name, title_seen, row.url, row.as_printed]
    title, *others = dict.fromkeys(" ".join(name.split()) for name in names if name and name.strip()) or ("-",)
    return Findable(
        object_id=str(row.pk),
        title=title,
        text="\n".join((*others, measure.issue)),
        also_known_as=" ".join(measure.item_codes),
        address=auditor().address_of(row) or reverse("plans:measure_detail", args=(measure.pk,)),
        changed_at=row.added_at,
        fiscal_year=measure.plan.fiscal_year,
        happened_on=bangkok_date(row.added_at),
    )


def find_imports(agency: Agency, rows: QuerySet[Import] | None = None) -> Iterator[Findable]:
    """Documents read and not yet accepted, by their name and the issues understood; later the plan bears the name."""
    for row in _all(_imports(agency) if rows is None else rows):
        issues = [measure.get("issue") or "" for measure in row.plan.get("measures", ())]
        year = row.plan.get("fiscal_year")
        yield Findable(
            object_id=str(row.pk),
            title=row.name,
            text="\n".join(issue for issue in issues if issue),
            address=reverse("plans:import_detail", args=(row.pk,)),
            changed_at=row.changed_at,
            fiscal_year=year if isinstance(year, int) and 2540 <= year <= 2700 else None,
            happened_on=bangkok_date(row.created_at),
        )


def find_items(agency: Agency, only_year: int | None = None) -> Iterator[Findable]:
    """The disclosure items of each year that has a plan or was opened; they lead to their own page, else to the plan."""
    opened = _item_pages(agency)
    plans = {plan.fiscal_year: reverse("plans:plan_detail", args=(plan.pk,)) for plan in agency.plans.all()}
    years = opened.keys() | plans.keys()
    for year in sorted(years if only_year is None else years & {only_year}):
        for item in _items_of(year):
            address = opened[year].get(item.code) if year in opened else plans[year]
            if address is not None:
                yield Findable(
                    object_id=f"{year}-{item.code}",
                    title=item.title_th,
                    text="\n".join(element.text_th for element in item.elements),
                    also_known_as=" ".join((item.title_en, *item.other_titles_th)),
                    address=address,
                    changed_at=agency.created_at,
                    fiscal_year=year,
                    item_code=item.code,
                )


def _items_of(fiscal_year: int) -> tuple[Item, ...]:
    try:
        return framework_files().get(fiscal_year).items
    except PersonError as error:  # an office's own file that cannot be read
        log.warning("items of %s are not searched: %s", fiscal_year, error)
        return ()


def _measures(agency: Agency) -> QuerySet[Measure]:
    return Measure.objects.filter(plan__agency=agency)


def _work(agency: Agency) -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(measure__plan__agency=agency).exclude(text=None).exclude(text="")


def _evidence(agency: Agency) -> QuerySet[Evidence]:
    return Evidence.objects.filter(measure__plan__agency=agency)


def _imports(agency: Agency) -> QuerySet[Import]:
    return Import.objects.filter(agency=agency, state="draft")


def _all(rows: QuerySet[_Row]) -> Iterable[_Row]:
    return rows.order_by("pk").iterator(chunk_size=_ROWS_AT_ONCE)
