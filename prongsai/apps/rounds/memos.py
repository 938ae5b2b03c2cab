"""The memo of a round from rows, and the head that the agency's memos carry."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_CHAIN
from prongsai.apps.agencies.posts import BY_ROLE_ALONE, title_of
from prongsai.apps.history.actions import record
from prongsai.apps.plans.queries import lock_row
from prongsai.apps.rounds.models import MemoHead, Round
from prongsai.apps.rounds.queries import find_memo_head, find_post_holders
from prongsai.apps.rounds.sheets import build_sheet
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.core.monthly_round import Sheet, sheet_from_dict
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.format import format_date
from prongsai.documents.memo import Memo, MemoSigner
from prongsai.documents.round_memo import RoundMemoFacts, build_round_memo
from prongsai.wiring import BANGKOK


def sheet_of(row: Round, today: date) -> Sheet:
    """What was signed, recorded or missed; of an open round what it shows on a day."""
    return sheet_from_dict(row.shown) if row.shown else build_sheet(row, today)


def memo_of(row: Round, *, number: str, dated_on: date | None, today: date) -> Memo:
    """The round's memo, ready to draw. `number` as typed, "" to be written by hand."""
    head = find_memo_head(row.agency)
    posts = find_post_holders(row.agency, ("top_executive", "chief_administrator"), today)
    chief = posts.get("chief_administrator") or (title_of(row.agency, "chief_administrator"), "")
    top = posts.get("top_executive") or (title_of(row.agency, "top_executive"), "")
    is_signed = row.state == "signed"
    code = head.letter_code if head else ""
    return build_round_memo(
        RoundMemoFacts(
            sheet=sheet_of(row, today),
            fiscal_year=fiscal_year_of(row.month),
            from_unit=(head.from_unit if head else "") or row.agency.name,
            number=full_number(code, number or row.memo_number),
            dated_on=dated_on or (row.held_on if row.state == "recorded_on_paper" else None),
            reporter=MemoSigner(chief[1], chief[0]),
            executive=MemoSigner(row.signed_by_name, _signed_as(row)) if is_signed else MemoSigner(top[1], top[0]),
            made_on=today,
            comment=row.comment,
            signed=_signed_words(row) if is_signed else "",
            garuda_png=bytes(head.garuda) if head else b"",
        )
    )


def _signed_as(row: Round) -> str:
    """The capacity of who signed. What was signed by role alone names the post, not the role, as all papers do."""
    return title_of(row.agency, "top_executive") if row.capacity == BY_ROLE_ALONE else row.capacity


def full_number(code: str, typed: str) -> str:
    """What stands after "ที่": the agency's code and the number typed, unless that begins with letters or has a "/".

    Without a number the code with its stroke, for the number to be written by hand; "" where there is no code either.
    """
    code, typed = code.strip().rstrip("/").rstrip(), typed.strip()
    if not code or "/" in typed or typed[:1].isalpha():
        return typed
    return f"{code}/{typed}"


def _signed_words(row: Round) -> str:
    assert row.signed_at is not None
    local = row.signed_at.astimezone(BANGKOK)
    clock = to_thai_digits(local.strftime("%H.%M"))
    return f"ลงนามทางอิเล็กทรอนิกส์เมื่อวันที่ {format_date(local.date())} เวลา {clock} น.\nรหัสของเนื้อหาที่ลงนาม (SHA-256) {row.shown_sha256}"


@transaction.atomic
def change_memo_head(
    *, agency: Agency, from_unit: str, letter_code: str, garuda_png: bytes | None, by: User, at: datetime
) -> MemoHead:
    """Keep what memos begin with. `garuda_png` None keeps the picture there is, b"" takes it away."""
    lock_row(Agency, agency.pk)
    row = find_memo_head(agency) or MemoHead(agency=agency)
    before = _values(row) if row.pk else None
    row.from_unit, row.letter_code = from_unit.strip(), letter_code.strip()
    if garuda_png is not None:
        row.garuda = garuda_png
    row.changed_by, row.changed_at = str(by), at
    row.save()
    record(
        "memo_head_changed",
        agency=agency.slug,
        actor=actor_in(by, agency, MANAGE_CHAIN),
        at=at,
        object_type="agency",
        object_id=str(agency.pk),
        object_label=agency.name,
        before=before,
        after=_values(row),
    )
    return row


def _values(row: MemoHead) -> dict[str, object]:
    picture = hashlib.sha256(bytes(row.garuda)).hexdigest() if row.garuda else None
    return {"from_unit": row.from_unit or None, "letter_code": row.letter_code or None, "garuda": picture}
