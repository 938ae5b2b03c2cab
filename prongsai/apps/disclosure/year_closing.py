"""A year opened by mistake is closed again, as long as nobody did anything in it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model, Q

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.permissions import MANAGE_DISCLOSURE
from prongsai.apps.disclosure import search_source
from prongsai.apps.disclosure.models import DisclosureYear, ElementState, Publication, YearItem
from prongsai.apps.disclosure.public_log import tell_public
from prongsai.apps.disclosure.recording import record_year
from prongsai.apps.plans.queries import lock_row
from prongsai.core import public_address
from prongsai.core.errors import PersonError

WHY = "เปิดปีนี้โดยไม่ได้ตั้งใจ ยังไม่มีข้อมูลใดในปีนี้"
"""What the public log keeps, as it is read by programs; its pages say it in their language (`PublicChange.is_year_closed`).
The pages that the year had lead to the agency's from then on."""

_MADE_BY_THE_MACHINE = frozenset({"items", "elements", "successors", "walks", "final_looks"})
"""What may hang on a year or an item that nobody worked in. Whatever else points at one keeps the year open: a new kind
of row is then safe before anybody thinks of it here."""


class YearInUse(PersonError):
    """Something stands in the year, so it stays open."""


def require_empty(year: DisclosureYear) -> None:
    """Raises YearInUse when anything was published, drafted, entered, set by hand or frozen in the year."""
    used = Publication.objects.filter(item__year=year).values_list("item__code", flat=True).order_by("item__position")
    if code := used.first():
        raise YearInUse(
            f"ปิดปีงบประมาณ {year.fiscal_year} ไม่ได้ เพราะข้อ {code} มีร่างหรือข้อมูลที่เผยแพร่แล้ว",
            f"fiscal year {year.fiscal_year} cannot be closed: item {code} has a draft or something published",
        )
    by_hand = YearItem.objects.filter(Q(due_by_hand=True) | Q(elements__in=ElementState.objects.exclude(by_person="")))
    if by_hand.filter(year=year).exists() or _has_more(DisclosureYear, year) or _has_more(YearItem, year):
        raise YearInUse(
            f"ปิดปีงบประมาณ {year.fiscal_year} ไม่ได้ เพราะมีผู้กรอกหรือบันทึกข้อมูลในปีนี้แล้ว",
            f"fiscal year {year.fiscal_year} cannot be closed: something was entered or recorded in it",
        )


@transaction.atomic
def close_year(*, year: DisclosureYear, by: User, at: datetime) -> None:
    """Take the year away with its items. Raises YearInUse when anything was done in it."""
    row = lock_row(DisclosureYear, year.pk)
    row.agency = agency = year.agency
    codes = list(
        row.items.select_for_update().values_list("code", flat=True)
    )  # whoever drafts now waits, and finds none
    require_empty(row)
    fiscal_year = row.fiscal_year
    row.delete()
    search_source.forget_year(agency)
    tell_public(
        agency=agency,
        kind="withdrawn",
        at=at,
        address=public_address.year_path(agency.slug, fiscal_year),
        fiscal_year=fiscal_year,
        title=f"ปีงบประมาณ พ.ศ. {fiscal_year}",
        why=WHY,
    )
    before = {"fiscal_year": fiscal_year, "items": len(codes)}
    record_year("year_closed", agency, fiscal_year, by, at, permission=MANAGE_DISCLOSURE, before=before)


def _has_more(model: type[Model], year: DisclosureYear) -> bool:
    """Whether a row of any kind that people make points at the year, or at one of its items."""
    for relation in model._meta.related_objects:
        if relation.get_accessor_name() in _MADE_BY_THE_MACHINE:
            continue
        of = {relation.field.name: year} if model is DisclosureYear else {f"{relation.field.name}__year": year}
        if relation.related_model._base_manager.filter(**of).exists():
            return True
    return False
