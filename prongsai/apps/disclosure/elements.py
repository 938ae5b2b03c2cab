"""What the machine sees of an item's required elements: in what is published for it, and in what was handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.drafting import read_bytes
from prongsai.apps.disclosure.models import DisclosureYear, ElementState, Version, YearItem
from prongsai.apps.disclosure.public_log import touch_public
from prongsai.apps.disclosure.recording import record_item
from prongsai.apps.disclosure.years_at_work import years_looked_after
from prongsai.apps.evidence.models import EvidenceState
from prongsai.apps.evidence.store import judged_to_json
from prongsai.apps.plans.queries import lock_row
from prongsai.audit.judged import Question
from prongsai.core.errors import PersonError
from prongsai.core.item_standing import seen_by_machine
from prongsai.wiring import bangkok_today, framework_files


@dataclass(slots=True)
class Seen:
    """What was judged for one item. `unread` counts what could not be read or was not looked at yet."""

    by_element: dict[int, list[tuple[str, str, str]]] = field(default_factory=dict)
    unread: int = 0

    def add(self, judged: Mapping[str, object] | None, code: str) -> None:
        """Count one judgement; one of another item says nothing of this one's elements."""
        elements = judged.get("elements") if judged else None
        if not isinstance(elements, list) or not elements:
            self.unread += 1
            return
        for one in elements:
            line = (str(one["state"]), str(one["grounds_th"]), str(one["grounds_en"]))
            self.by_element.setdefault(int(one["element"]), []).append(line)


def judge_version(version: Version, *, at: datetime) -> bool:
    """Judge what a version says against its item, as the page behind a link is judged; False when it cannot be read.

    A link is judged when it is visited. What was read is kept beside content that
    does not change, so it is no event; what it shows of the elements is one (`refresh_elements`).
    """
    item = version.publication.item
    if item is None or version.kind in ("link", "nothing"):
        return False
    from prongsai.wiring.audit import judge_file

    content, name = _readable(version)
    if content is None:
        return False
    agency = version.publication.agency
    question = Question(
        item_code=item.code,
        fiscal_year=item.year.fiscal_year,
        agency_name=item.year.agency_name,
        agency_hosts=tuple(agency.hosts),
        province=agency.province,
    )
    page, judged = judge_file(content, name=name, question=question)
    is_read = bool(page.text.strip())
    version.judged, version.judged_at = judged_to_json(judged) if is_read else None, at
    version.save(update_fields=("judged", "judged_at"))
    return is_read


@transaction.atomic
def refresh_elements(year: DisclosureYear, codes: Iterable[str] | None = None, *, at: datetime) -> int:
    """Bring the machine's word on elements in step with what was judged; gives how many changed. A person's word stays.

    The history tells of each item whose elements are seen otherwise than before; other grounds for the same are no news.
    """
    lock_row(DisclosureYear, year.pk)  # two at once would both tell of the same
    items = list(year.items.prefetch_related("elements"))
    if codes is not None:
        wanted = set(codes)
        items = [item for item in items if item.code in wanted]
    seen = _seen(year, items)
    framework = framework_files().get(year.fiscal_year)
    new: list[ElementState] = []
    changed: list[ElementState] = []
    news: list[tuple[YearItem, dict[int, str], dict[int, str]]] = []
    for item in items:
        asked = framework.find_item(item.code)
        known = {row.position: row for row in item.elements.all()}
        before, after = dict[int, str](), dict[int, str]()
        for position in range(len(asked.elements) if asked else 0):
            state, grounds, grounds_en = _word(seen[item.code], position)
            row = known.get(position)
            if (row.by_machine if row else "") != state:
                before[position], after[position] = (row.by_machine if row else ""), state
            if row is None and state:
                new.append(
                    ElementState(
                        item=item,
                        position=position,
                        by_machine=state,
                        grounds=grounds,
                        grounds_en=grounds_en,
                        machine_at=at,
                    )
                )
            elif row is not None and (row.by_machine, row.grounds) != (state, grounds):
                row.by_machine, row.grounds, row.grounds_en = state, grounds, grounds_en
                row.machine_at = at if state else None
                changed.append(row)
        if after:
            news.append((item, before, after))
    ElementState.objects.bulk_create(new, ignore_conflicts=True)
    ElementState.objects.bulk_update(changed, ("by_machine", "grounds", "grounds_en", "machine_at"))
    if new or changed:
        touch_public(year.agency, at)
    for item, before, after in news:
        record_item("elements_seen", item, None, at, before=_elements_told(before), after=_elements_told(after))
    return len(new) + len(changed)


def refresh_agency(agency: Agency) -> int:
    """The same for the agency's years that are looked after: links still die, older years are done."""
    years = years_looked_after(agency.disclosure_years.select_related("agency"), bangkok_today())
    return sum(refresh_elements(year, at=timezone.now()) for year in years)


def _seen(year: DisclosureYear, items: Sequence[YearItem]) -> dict[str, Seen]:
    seen = {item.code: Seen() for item in items}
    published = Version.objects.filter(publication__item__in=items, state="published")
    for kind, code, judged, evidence, behind, group in published.values_list(
        "kind", "publication__item__code", "judged", "evidence_id", "link_check__judged", "link_check__group"
    ):
        if kind == "nothing" or (kind == "link" and evidence is not None):
            continue  # a statement has no elements of its own; the evidence below speaks for the link
        if kind == "link":
            judged = behind if group != "loses" else None  # what nobody can open shows nothing
        seen[code].add(judged, code)
    handed_in = EvidenceState.objects.filter(
        evidence__measure__plan__agency=year.agency,
        evidence__measure__plan__fiscal_year=year.fiscal_year,
        newest__isnull=False,
    ).exclude(group="loses")
    for codes, judged in handed_in.values_list("evidence__measure__item_codes", "newest__judged"):
        if len(codes) == 1 and codes[0] in seen:  # of several items the judge chose one: see wanted_item
            seen[codes[0]].add(judged, codes[0])
    return seen


def _elements_told(states: Mapping[int, str]) -> dict[str, object]:
    """What the machine saw of each element, counted from 1; "-" is nothing."""
    return {"elements": [f"{position + 1}: {state or '-'}" for position, state in states.items()]}


def _word(seen: Seen, position: int) -> tuple[str, str, str]:
    lines = seen.by_element.get(position, [])
    if not lines and not seen.unread:
        return "", "", ""
    state = seen_by_machine([line[0] for line in lines], all_were_read=not seen.unread)
    best = {"there": "found", "not_there": "not_found"}.get(state, "cannot_tell")
    chosen = next((line for line in lines if line[0] == best), None)
    if chosen is not None:
        return state, chosen[1], chosen[2]
    return state, "มีบางรายการที่ระบบอ่านไม่ได้หรือยังไม่ได้ตรวจ", "something could not be read or was not checked yet"


def _readable(version: Version) -> tuple[bytes | None, str]:
    if version.kind == "file":
        try:
            return read_bytes(version.file), version.file_name
        except PersonError:
            return None, ""
    lines = [version.title, version.body, *("\t".join(row) for row in version.table)]
    return "\n".join(line for line in lines if line).encode(), "page.txt"
