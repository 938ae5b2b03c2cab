"""What may be done with a round, decided from its state and days alone."""

from datetime import date
from typing import Literal

from prongsai.core.errors import PersonError

State = Literal["open", "signed", "recorded_on_paper", "missed"]


class Refusal(PersonError):
    """Something that cannot be done with a round now; nothing was written."""


def require_signable(state: State) -> None:
    """The round is open. Raises Refusal."""
    if state == "missed":
        raise Refusal(
            "เลยเดือนของรอบนี้แล้วโดยไม่มีการลงนาม จึงลงนามย้อนหลังไม่ได้ เรื่องที่ค้างแสดงอยู่ในรอบของเดือนนี้",
            "the month of this round has passed without a signature, and it cannot be signed afterwards: what is open "
            "stands in this month's round",
        )
    if state != "open":
        raise Refusal("รอบนี้ลงนามไปแล้ว กรุณาเปิดหน้านี้ใหม่", "this round has been signed already: open the page again")


def require_paper(state: State, memo_on: date, *, month: date, due_on: date, today: date) -> None:
    """A memo signed on paper may be recorded: in its month, or later where its date lies in the month. Raises Refusal."""
    if state not in ("open", "missed"):
        raise Refusal("รอบนี้ลงนามไปแล้ว กรุณาเปิดหน้านี้ใหม่", "this round has been signed already: open the page again")
    if memo_on > today:
        raise Refusal("วันที่ของบันทึกต้องไม่เป็นวันในอนาคต", "the memo's date must not lie in the future")
    if not month <= memo_on <= due_on:
        raise Refusal(
            "วันที่ของบันทึกต้องอยู่ในเดือนของรอบนี้ บันทึกที่ลงนามในเดือนถัดไปให้บันทึกในรอบของเดือนนั้น",
            "the memo's date must lie in the month of this round: record a memo signed later in the round of its own month",
        )


def require_decision(text: str, due_on: date, *, made_on: date) -> None:
    """A decision says something, and is due on or after its day. Raises Refusal."""
    if not text.strip():
        raise Refusal("กรุณาเขียนข้อสั่งการ", "write what is decided")
    if due_on < made_on:
        raise Refusal("วันครบกำหนดต้องไม่ก่อนวันที่สั่งการ", "the due day must not lie before the day of the decision")
