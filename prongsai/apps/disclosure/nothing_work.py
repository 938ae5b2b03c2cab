"""Work in which every unit wrote that there was nothing in the period: offered on the item's page as a statement to publish."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from prongsai.apps.disclosure.models import Version, YearItem
from prongsai.apps.disclosure.work_states import ready_states
from prongsai.apps.handover.models import Approval, Part
from prongsai.apps.plans.models import Evidence
from prongsai.core.handover import Chain, says_nothing
from prongsai.core.thai.format import format_date, format_month
from prongsai.wiring import framework_files

TITLE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class NothingOffer:
    """A statement as it would be drafted, and who in the chain approved the work behind it."""

    handover_id: int
    title: str
    body: str
    period_from: date
    period_to: date
    approved_by: str
    approved_at: datetime | None


def list_offers(item: YearItem, steps: Sequence[str]) -> list[NothingOffer]:
    """What was approved by the whole chain and is not in a version yet, the earliest period first; one query."""
    found: dict[int, list[Part]] = {}
    for part in _parts(item, Chain.of(steps)):
        found.setdefault(part.handover_id, []).append(part)
    offers = [_offer(item, parts) for parts in found.values() if is_nothing(parts)]
    return sorted(offers, key=lambda one: (one.period_from, one.handover_id))


def is_nothing(parts: Iterable[Part]) -> bool:
    """Whether every unit that was to hand in wrote that there was nothing; at least one did. Evidence is asked apart."""
    asked = [part for part in parts if not part.excused_why]
    return bool(asked) and all(says_nothing(part.note) for part in asked)


def statement_title(item: YearItem, first: date, last: date) -> str:
    """The title that the public reads, in Thai as all that is published: what the item is, and of which period."""
    asked = framework_files().get(item.year.fiscal_year).find_item(item.code)
    name = asked.title_th if asked else item.code
    tail = f" ({_period_words(first, last)}): ไม่มีรายการ"
    return name[: TITLE_LENGTH - len(tail)] + tail


def statement_body(parts: Iterable[Part]) -> str:
    """What the units wrote, each with its name where there are several."""
    asked = [part for part in parts if not part.excused_why]
    notes = [" ".join(part.note.split()) for part in asked]
    if len(asked) == 1:
        return notes[0]
    return "\n".join(f"- {part.unit_name or '–'}: {note}" for part, note in zip(asked, notes, strict=True))


def _parts(item: YearItem, chain: Chain) -> QuerySet[Part]:
    work = "handover__occurrence__work_item"
    evidence = Evidence.objects.filter(occurrence=OuterRef("handover__occurrence"))
    taken = Version.objects.filter(
        approval__handover=OuterRef("handover"),
        approval__superseded_at=None,
        kind="nothing",
        publication__item=item,
    )
    standing = Approval.objects.filter(handover=OuterRef("handover"), outcome="approved", superseded_at=None)
    whole = standing.filter(part=None).exclude(step__in=("publish", "close")).order_by("-pk")
    of_part = standing.filter(part=OuterRef("pk")).order_by("-pk")
    rows = Part.objects.filter(
        **{
            f"{work}__measure__plan__agency": item.year.agency,
            f"{work}__measure__plan__fiscal_year": item.year.fiscal_year,
            f"{work}__measure__item_codes__icontains": f'"{item.code}"',
        },
        handover__state__in=ready_states(chain),
        handover__occurrence__period_from__isnull=False,
        handover__occurrence__period_to__isnull=False,
    ).exclude(Exists(evidence) | Exists(taken))
    return rows.select_related("handover__occurrence").annotate(
        approver=Coalesce(Subquery(whole.values("by_name")[:1]), Subquery(of_part.values("by_name")[:1])),
        approver_at=Coalesce(Subquery(whole.values("at")[:1]), Subquery(of_part.values("at")[:1])),
    )


def _offer(item: YearItem, parts: Sequence[Part]) -> NothingOffer:
    once = parts[0].handover.occurrence
    assert once.period_from is not None
    assert once.period_to is not None
    return NothingOffer(
        handover_id=parts[0].handover_id,
        title=statement_title(item, once.period_from, once.period_to),
        body=statement_body(parts),
        period_from=once.period_from,
        period_to=once.period_to,
        approved_by=parts[0].approver or "",  # type: ignore[attr-defined]
        approved_at=parts[0].approver_at,  # type: ignore[attr-defined]
    )


def _period_words(first: date, last: date) -> str:
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return format_month(first, "full", "arabic")
    return f"{format_date(first, 'full', 'arabic')} ถึง {format_date(last, 'full', 'arabic')}"
