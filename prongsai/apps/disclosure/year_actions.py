"""What people do to a year and its items: open it, set its calendar, name who is responsible, say what an element holds."""

from datetime import date, datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency, Unit
from prongsai.apps.agencies.permissions import MANAGE_DISCLOSURE, WRITE_PUBLICATION
from prongsai.apps.disclosure import search_source
from prongsai.apps.disclosure.models import SEEN, DisclosureYear, ElementState, YearItem
from prongsai.apps.disclosure.opening import Windows, due_days, propose_year
from prongsai.apps.disclosure.public_log import tell_public, touch_public
from prongsai.apps.disclosure.recording import record_item, record_year
from prongsai.apps.disclosure.years_to_open import latest_year_to_open
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.queries import lock_row
from prongsai.core import public_address
from prongsai.core.errors import PersonError
from prongsai.wiring import framework_files


@transaction.atomic
def open_year(
    *, agency: Agency, fiscal_year: int, windows: Windows | None = None, by: User | None, at: datetime
) -> DisclosureYear:
    """Open a fiscal year (Buddhist era) with all items of its framework; from now on each item has its public page.

    `windows` None takes what the framework knows. Other years' rows stay as they are. Raises PersonError when it is open,
    and for a year after the next one.
    """
    if fiscal_year > (latest := latest_year_to_open()):
        raise PersonError(
            f"ยังเปิดปีงบประมาณ {fiscal_year} ไม่ได้ เปิดได้ไม่เกินปี {latest}",
            f"fiscal year {fiscal_year} cannot be opened yet: the latest that can is {latest}",
        )
    lock_row(Agency, agency.pk)  # two who open at once: the second finds it open
    if agency.disclosure_years.filter(fiscal_year=fiscal_year).exists():
        raise PersonError(f"ปีงบประมาณ {fiscal_year} เปิดอยู่แล้ว", f"fiscal year {fiscal_year} is open already")
    proposal = propose_year(agency, fiscal_year, windows)
    frame = proposal.windows
    _require_order(frame)
    year = DisclosureYear.objects.create(
        agency=agency,
        fiscal_year=fiscal_year,
        agency_name=agency.name,
        entry_opens_at=frame.entry_opens_at,
        entry_closes_at=frame.entry_closes_at,
        contest_opens_at=frame.contest_opens_at,
        contest_closes_at=frame.contest_closes_at,
        opened_by=str(by or "–"),
        opened_at=at,
    )
    YearItem.objects.bulk_create(
        YearItem(
            year=year,
            code=one.item.code,
            position=position,
            unit=one.unit,
            due_on=one.due.due_on,
            due_why=one.due.why.th,
            due_why_en=one.due.why.en,
            origin=one.before[0] if one.before else None,
        )
        for position, one in enumerate(proposal.items, start=1)
    )
    slug = agency.slug
    tell_public(
        agency=agency,
        kind="year_opened",
        at=at,
        address=public_address.year_path(slug, fiscal_year),
        paths=[
            public_address.agency_path(slug),
            public_address.news_list_path(slug),
            *(public_address.item_path(slug, fiscal_year, one.item.code) for one in proposal.items),
            *public_address.list_embed_paths(slug, fiscal_year),
        ],
        fiscal_year=fiscal_year,
        title=f"ปีงบประมาณ พ.ศ. {fiscal_year}",
    )
    search_source.refresh_year(year)
    after = {
        "fiscal_year": fiscal_year,
        "items": len(proposal.items),
        "new": [one.item.code for one in proposal.items if one.is_new],
        "dropped": [old.code for old, _move in proposal.dropped],
    }
    record_year("year_opened", agency, fiscal_year, by, at, permission=MANAGE_DISCLOSURE, after=after)
    return year


@transaction.atomic
def set_windows(*, year: DisclosureYear, windows: Windows, by: User, at: datetime) -> int:
    """The agency's calendar of the year; due days that were computed follow. Gives how many items moved. Raises PersonError."""
    row = lock_row(DisclosureYear, year.pk)
    row.agency = year.agency
    _require_order(windows)
    before = _windows_told(row)
    row.entry_opens_at, row.entry_closes_at = windows.entry_opens_at, windows.entry_closes_at
    row.contest_opens_at, row.contest_closes_at = windows.contest_opens_at, windows.contest_closes_at
    row.save()
    days = due_days(row)
    moved = 0
    for item in row.items.select_for_update():
        due = days[item.code]
        if item.due_by_hand or (item.due_on, item.due_why) == (due.due_on, due.why.th):
            continue
        item.due_on, item.due_why, item.due_why_en = due.due_on, due.why.th, due.why.en
        item.version += 1
        item.save()
        moved += 1
    record_year(
        "year_changed",
        row.agency,
        row.fiscal_year,
        by,
        at,
        permission=MANAGE_DISCLOSURE,
        before=before,
        after={**_windows_told(row), "items": moved},
    )
    return moved


@transaction.atomic
def change_item(
    *,
    item: YearItem,
    version: int,
    unit: Unit | None,
    due_on: date | None,
    reason: str = "",
    by: User,
    at: datetime,
) -> YearItem:
    """Who is responsible for an item and by when; another day than the computed one needs its reason.

    Raises ChangedMeanwhile for an older version, PersonError without the reason or for a unit of another agency.
    """
    row = lock_row(YearItem, item.pk)
    row.year = item.year
    if row.version != version:
        raise ChangedMeanwhile(row.version, "", at)
    if unit is not None and unit.agency_id != row.year.agency_id:
        raise PersonError("ส่วนงานนี้ไม่ใช่ของหน่วยงานนี้", "this unit is another agency's")
    before = {"unit": row.unit.name if row.unit else None, "due_on": row.due_on.isoformat() if row.due_on else None}
    if due_on != row.due_on:
        if not reason.strip():
            raise PersonError("เขียนเหตุผลที่กำหนดวันเอง", "say why another day is set")
        row.due_on, row.due_by_hand = due_on, True
        row.due_why = row.due_why_en = f"{by}: {reason.strip()}"
    is_moved = row.unit_id != (unit.pk if unit else None)
    row.unit = unit
    row.version += 1
    row.save()
    if is_moved:
        touch_public(row.year.agency, at)
    after = {
        "unit": unit.name if unit else None,
        "due_on": due_on.isoformat() if due_on else None,
        "reason": reason.strip() or None,
    }
    record_item("item_changed", row, by, at, permission=MANAGE_DISCLOSURE, before=before, after=after)
    return row


@transaction.atomic
def state_element(
    *, item: YearItem, position: int, state: str, reason: str = "", by: User, at: datetime
) -> ElementState:
    """A person says whether one required element is there, which counts before the machine; "" takes that back.

    Another word than the machine's needs its reason. Raises PersonError.
    """
    elements = framework_files().get(item.year.fiscal_year).find_item(item.code)
    if elements is None or not 0 <= position < len(elements.elements):
        raise PersonError("ไม่พบองค์ประกอบนี้ในรายการของปี", "the year's list has no such element")
    if state not in ("", *(code for code, _words in SEEN)):
        raise PersonError("เลือก มี ไม่มี หรือบอกไม่ได้", "choose there, not there or cannot tell")
    lock_row(YearItem, item.pk)
    row, _made = ElementState.objects.get_or_create(item=item, position=position)
    if state and row.by_machine and state != row.by_machine and not reason.strip():
        raise PersonError(
            "ระบบเห็นต่างจากท่าน กรุณาเขียนเหตุผล เช่น อยู่หน้าใดของเอกสาร",
            "the machine saw it otherwise: say why, for example on which page it is",
        )
    before = {"state": row.by_person or None, "reason": row.person_reason or None}
    row.by_person, row.person_reason = state, reason.strip() if state else ""
    row.person_name, row.person_at = (str(by), at) if state else ("", None)
    row.save()
    touch_public(item.year.agency, at)
    after = {"element": position + 1, "state": state or None, "reason": row.person_reason or None}
    record_item("element_stated", item, by, at, permission=WRITE_PUBLICATION, before=before, after=after)
    return row


def _require_order(windows: Windows) -> None:
    pairs = (
        (windows.entry_opens_at, windows.entry_closes_at),
        (windows.contest_opens_at, windows.contest_closes_at),
    )
    for opens, closes in pairs:
        if opens and closes and opens >= closes:
            raise PersonError("วันเปิดต้องอยู่ก่อนวันปิด", "a window must open before it closes")


def _windows_told(row: DisclosureYear) -> dict[str, object]:
    names = ("entry_opens_at", "entry_closes_at", "contest_opens_at", "contest_closes_at")
    return {name: getattr(row, name).isoformat() if getattr(row, name) else None for name in names}
