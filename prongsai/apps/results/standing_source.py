"""What is known today of each item: from the year's opened items and publications, and from evidence of the plan.

Four queries, however many items. Element states of an opened year count before what a check of evidence saw; a person's
word counts before the machine's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import LIVE, Version
from prongsai.apps.disclosure.models import ElementState as ElementRow
from prongsai.apps.evidence.models import Answer, Check
from prongsai.apps.evidence.queries import with_state
from prongsai.apps.evidence.standing import standing_answers
from prongsai.apps.evidence.store import judged_from_json
from prongsai.apps.plans.models import Evidence
from prongsai.audit.judged import Judged
from prongsai.audit.verdict import UNKNOWN_VERDICTS, counts_against
from prongsai.core.framework.model import Framework
from prongsai.core.result.standing import ElementState, ItemFacts, LinkState, SeenLink
from prongsai.core.thai.words import Words

_OF_RECORD: dict[str, ElementState] = {"there": "found", "not_there": "not_found", "cannot_tell": "cannot_tell"}
_STRENGTH: dict[ElementState, int] = {"found": 3, "answered": 2, "cannot_tell": 1, "not_found": 0}
LONGEST_LABEL = 90


@dataclass(slots=True)
class _Gathered:
    """What was found for one item while the rows are gone through; an element's best state over all links counts."""

    links: list[SeenLink] = field(default_factory=list)
    elements: dict[int, ElementState] = field(default_factory=dict)
    fixed: dict[int, ElementState] = field(default_factory=dict)

    def see(self, element: int, state: ElementState) -> None:
        known = self.elements.get(element)
        if known is None or _STRENGTH[state] > _STRENGTH[known]:
            self.elements[element] = state


def list_item_facts(agency: Agency, framework: Framework) -> list[ItemFacts]:
    """The facts of every item of the framework's year that anything is known of."""
    found: dict[str, _Gathered] = defaultdict(_Gathered)
    _add_evidence(found, agency, framework)
    _add_opened_items(found, agency, framework.fiscal_year)
    return [
        ItemFacts(item.code, tuple(found[item.code].links), _elements(found[item.code], len(item.elements)))
        for item in framework.items
        if item.code in found
    ]


def _elements(gathered: _Gathered, count: int) -> tuple[ElementState, ...]:
    known: Mapping[int, ElementState] = {**gathered.elements, **gathered.fixed}
    return tuple(known.get(at, "cannot_tell") for at in range(count)) if known else ()


def _add_evidence(found: dict[str, _Gathered], agency: Agency, framework: Framework) -> None:
    rows = (
        with_state(
            Evidence.objects.filter(measure__plan__agency=agency, measure__plan__fiscal_year=framework.fiscal_year),
            whole=True,
        )
        .select_related("check_state__newest", "measure")
        .exclude(url=None, file="")
        .prefetch_related("answers")
        .order_by("measure__position", "position", "pk")
    )
    for row in rows:
        check = row.check_state.newest if hasattr(row, "check_state") else None
        judged = judged_from_json(check.judged) if check is not None else None
        answers = standing_answers(row.answers.all(), check.text_sha256 if check else "")
        for code in _codes_of(row, judged, framework):
            found[code].links.append(_link(row, check, judged, answers))
            if judged is not None and _speaks_of(judged, code, row):
                for one in judged.elements:
                    is_answered = f"element_{one.element + 1}_not_found" in answers
                    state: ElementState = "answered" if is_answered and one.state == "not_found" else one.state
                    found[code].see(one.element, state)


def _codes_of(row: Evidence, judged: Judged | None, framework: Framework) -> list[str]:
    """The items that one piece of evidence may prove. Of a measure with several, the one the text fits best."""
    codes = [code for code in row.measure.item_codes if framework.has_item(code)]
    if len(codes) > 1 and judged is not None and judged.items and judged.items[0].code in codes:
        return [judged.items[0].code]
    return codes


def _speaks_of(judged: Judged, code: str, row: Evidence) -> bool:
    """Whether the elements judged are those of this item: that of the measure's only code, else the likeliest."""
    if len(row.measure.item_codes) == 1:
        return True
    return bool(judged.items) and judged.items[0].code == code


def _link(row: Evidence, check: Check | None, judged: Judged | None, answers: Mapping[str, Answer]) -> SeenLink:
    label = (row.title or row.file_name or row.url or "")[:LONGEST_LABEL]
    if check is None:
        unchecked = Words("ยังไม่ได้ตรวจ", "not checked yet")
        return SeenLink(label, "unchecked", unchecked, is_public=not row.file)
    state: LinkState = "counts"
    if check.verdict in UNKNOWN_VERDICTS:
        state = "unknown"
    elif counts_against(check.verdict, confirmed=check.confirmed):
        state = "counts" if f"verdict_{check.verdict}" in answers else "fails"
    elif check.verdict == "gone":
        state = "unknown"  # seen once: it counts only when it is seen gone on a second day
    year = judged.year_fits if judged is not None else "cannot_tell"
    if "year_differs" in answers:
        year = "yes"
    return SeenLink(label, state, Words(check.why, check.why_en), year_fits=year, is_public=not row.file)


def _add_opened_items(found: dict[str, _Gathered], agency: Agency, fiscal_year: int) -> None:
    """Live publications of an opened year, filed under the item by one person and approved by another."""
    elements = ElementRow.objects.filter(item__year__agency=agency, item__year__fiscal_year=fiscal_year)
    for element in elements.select_related("item"):
        if element.state:
            found[element.item.code].fixed[element.position] = _OF_RECORD[element.state]
    for version, code in _live_versions(agency, fiscal_year):
        is_outside = version.kind == "link"
        words = (
            Words("ลิงก์ภายนอกที่เผยแพร่ ยังไม่ได้ตรวจ", "a published outside link, not checked")
            if is_outside
            else Words("เผยแพร่ในหน้าของข้อนี้แล้ว", "published on the item's own page")
        )
        state: LinkState = "unchecked" if is_outside else "counts"
        year = "cannot_tell" if is_outside else "yes"
        found[code].links.append(SeenLink(version.title[:LONGEST_LABEL], state, words, year_fits=year))  # type: ignore[arg-type]


def _live_versions(agency: Agency, fiscal_year: int) -> Iterable[tuple[Version, str]]:
    rows = (
        Version.objects.filter(
            publication__item__year__agency=agency,
            publication__item__year__fiscal_year=fiscal_year,
            state=LIVE[0],
        )
        .select_related("publication__item")
        .order_by("publication__item__position", "publication__position", "publication__number")
    )
    for row in rows:
        assert row.publication.item is not None
        yield row, row.publication.item.code
