"""What may be done with the form and the clarification, decided from their facts alone."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from prongsai.core.errors import PersonError
from prongsai.core.submission.answer import Answer


class Refusal(PersonError):
    """Something that cannot be done with the form now; nothing was written."""


def require_freezable(answers: Sequence[Answer]) -> None:
    """Every item was said, and every "have" names an address. Raises Refusal naming those that are open."""
    open_ = [one.code for one in answers if one.has is None or (one.has and not one.addresses)]
    if not answers:
        raise Refusal("ยังไม่มีรายการของปีนี้ ให้เปิดปีก่อน", "this year has no items yet: open the year first")
    if open_:
        raise Refusal(
            f"ยังตอบไม่ครบ: {_names(open_)} ให้ระบุว่ามีหรือไม่มี และใส่ที่อยู่ของรายการที่มี",
            f"not all is answered: {_names(open_)}. Say have or have not, and give the address of what you have",
        )


def require_confirmable(*, is_newest: bool, is_confirmed: bool) -> None:
    """The newest copy of the form, not confirmed yet. Raises Refusal."""
    if is_confirmed:
        raise Refusal("แบบนี้ยืนยันไปแล้ว กรุณาเปิดหน้านี้ใหม่", "this form was confirmed already: open the page again")
    if not is_newest:
        raise Refusal(
            "มีการบันทึกแบบฉบับใหม่กว่านี้แล้ว กรุณาเปิดหน้านี้ใหม่", "a newer copy of the form was kept: open the page again"
        )


def require_contestable(
    *, score: int | None, reason: str, opens_at: datetime | None, closes_at: datetime | None, now: datetime
) -> None:
    """An item that scored less than it should, with a reason, inside the window where that is known. Raises Refusal."""
    if score is None:
        raise Refusal("ยังไม่ได้บันทึกคะแนนเบื้องต้นของรายการนี้", "this item's preliminary score was not recorded yet")
    if score == 100:
        raise Refusal("รายการนี้ได้คะแนนเต็มแล้ว ไม่ต้องชี้แจง", "this item has its full score: there is nothing to contest")
    if not reason.strip():
        raise Refusal("กรุณาเขียนเหตุผลที่ชี้แจง", "write why the score is contested")
    if closes_at is not None and now >= closes_at:
        raise Refusal("เลยกำหนดชี้แจงเพิ่มเติมแล้ว", "the window of the clarification has closed")
    if opens_at is not None and now < opens_at:
        raise Refusal("ยังไม่ถึงช่วงชี้แจงเพิ่มเติม", "the window of the clarification has not opened yet")


def _names(codes: Iterable[str]) -> str:
    all_ = list(codes)
    shown = ", ".join(all_[:8])
    return shown if len(all_) <= 8 else f"{shown} (+{len(all_) - 8})"
