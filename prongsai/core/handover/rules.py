"""What may happen next to a hand-over, decided from its facts alone.

A part is one unit's share: it is handed in and checked by itself. From compiling on the parts go as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.errors import PersonError
from prongsai.core.handover.chain import Chain, State, Step

_PART_STATES: tuple[State, ...] = ("todo", "handed_in", "checked", "returned")


class Refusal(PersonError):
    """A step that cannot be taken now; nothing was written."""


@dataclass(frozen=True, slots=True)
class PartFacts:
    """One unit's share. `maker` is who handed it in, None before; `excused` says it was let off, with a reason."""

    unit: str
    state: State
    maker: str | None = None
    content_sha256: str = ""
    excused: bool = False


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """A hand-over: its parts and the state the whole has reached."""

    chain: Chain
    state: State
    parts: tuple[PartFacts, ...]


def overall_state(parts: Sequence[PartFacts], chain: Chain) -> State:
    """The state of a whole that is not compiled yet: that of the part furthest behind; what was returned comes first."""
    waited_for = [part.state for part in parts if not part.excused]
    if not waited_for:
        return "checked" if "check" in chain.steps else "handed_in"
    return min(waited_for, key=("returned", "todo", "handed_in", "checked").index)


def next_part_step(part: PartFacts, chain: Chain) -> Step | None:
    """The check of the unit head while it waits; None when the part waits for nobody at its own level."""
    waits = part.state == "handed_in" and "check" in chain.steps and not part.excused
    return "check" if waits else None


def next_step(facts: HandoverFacts) -> Step | None:
    """The step the whole waits for; None while parts are missing or waiting for their heads, and after the end."""
    step = facts.chain.step_from(facts.state)
    return None if step == "check" else step


def require_hand_in(part: PartFacts, whole: State, *, has_content: bool) -> None:
    """A part may be handed in: it is open and holds evidence or words. Raises Refusal."""
    if whole not in _PART_STATES:
        raise Refusal(
            "งานนี้รวบรวมและเสนอไปแล้ว หากต้องแก้ไขให้ผู้รวบรวมตีกลับก่อน",
            "this work has been compiled and sent on: ask the clerk's office to return it before changing it",
        )
    if part.state not in ("todo", "returned"):
        raise Refusal(
            "ส่วนงานของท่านส่งงานนี้แล้ว รอหัวหน้าตรวจ", "your unit has handed this in already: it waits for the unit head"
        )
    if part.excused:
        raise Refusal("งานส่วนนี้ได้รับการยกเว้นแล้ว ไม่ต้องส่ง", "this part was excused: there is nothing to hand in")
    if not has_content:
        raise Refusal(
            "ยังไม่มีหลักฐานหรือคำชี้แจง กรุณาแนบไฟล์ ใส่ลิงก์ หรือเขียนว่าทำอะไรแล้ว",
            "there is no evidence and no note: attach a file, give a link, or write what was done",
        )


def holding_state(part: PartFacts, whole: State) -> State | None:
    """The state that keeps what a part holds as it is: somebody checked or approved it. None while it may change."""
    if part.state == "checked":
        return part.state
    return whole if whole not in _PART_STATES and not part.excused else None


def require_step(facts: HandoverFacts, step: Step) -> None:
    """The step is the one the whole waits for. Raises Refusal, which names who holds it up."""
    if next_step(facts) == step:
        return
    missing = [part.unit for part in facts.parts if part.state in ("todo", "returned") and not part.excused]
    waiting = [part.unit for part in facts.parts if next_part_step(part, facts.chain)]
    if step == "compile" and missing:
        raise Refusal(f"ยังไม่ครบ รอ {_names(missing)} ส่งงาน", f"not complete: {_names(missing)} must hand in first")
    if step == "compile" and waiting:
        raise Refusal(
            f"ยังไม่ครบ รอหัวหน้าของ {_names(waiting)} ตรวจ",
            f"not complete: the heads of {_names(waiting)} must check first",
        )
    raise Refusal(
        "งานนี้เปลี่ยนสถานะไปแล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด",
        "this work has moved on meanwhile: open the page again to see where it stands",
    )


def require_return(facts: HandoverFacts, part: PartFacts | None, reason: str) -> None:
    """Something may be sent back: it was handed in, is not public yet, and the reason is said. Raises Refusal."""
    if not reason.strip():
        raise Refusal("กรุณาเขียนเหตุผลที่ตีกลับ เพื่อให้ผู้ทำแก้ไขได้ตรงจุด", "say why it is returned, so that it can be mended")
    state = part.state if part is not None and facts.state in _PART_STATES else facts.state
    if state in ("todo", "returned"):
        raise Refusal("งานนี้ยังไม่ได้ส่งมา จึงตีกลับไม่ได้", "this has not been handed in, so it cannot be returned")
    if state == "closed":
        raise Refusal("งานนี้ปิดแล้ว จึงตีกลับไม่ได้", "this is closed and cannot be returned")


def require_seen(seen_sha256: str, now_sha256: str) -> None:
    """What is approved is exactly what was on the person's screen. Raises Refusal."""
    if seen_sha256 != now_sha256:
        raise Refusal(
            "เนื้อหาเปลี่ยนไปหลังจากท่านเปิดหน้านี้ กรุณาดูเนื้อหาล่าสุดแล้วกดอีกครั้ง",
            "the content changed after you opened this page: look at it again, then decide",
        )


def require_checker_is_not_maker(checker: str, makers: Sequence[str | None], *, waived: bool) -> None:
    """Nobody approves what they made themselves, unless the agency has a dated waiver. Raises Refusal."""
    if checker in makers and not waived:
        raise Refusal(
            "ท่านเป็นผู้ทำหรือผู้เห็นชอบขั้นก่อนของงานนี้ จึงตรวจเองไม่ได้ ให้ผู้อื่นตรวจ หรือบันทึกข้อยกเว้นของหน่วยงานก่อน",
            "you made or approved an earlier step of this work, so someone else must check it, or the agency records a waiver first",
        )


def _names(units: Sequence[str]) -> str:
    shown = ", ".join(units[:5])
    return shown if len(units) <= 5 else f"{shown} (+{len(units) - 5})"
