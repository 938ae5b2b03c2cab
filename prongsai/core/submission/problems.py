"""What still loses points if the window closed now: each item of the form with what is wrong, the dearest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from prongsai.core.finding import Severity
from prongsai.core.scoring import points_sort_key
from prongsai.core.submission.answer import Answer

COUNTS_AGAINST = frozenset(("soft_404", "homepage_only", "login_wall", "redirect_loop", "gone"))
_UNKNOWN = frozenset(("refused", "timed_out", "unsupported", "blocked", "not_checked", ""))
_SAYS: dict[str, tuple[str, str]] = {
    "soft_404": ("เปิดแล้วแจ้งว่าไม่พบข้อมูล", "opens a page that says nothing was found"),
    "homepage_only": ("เปิดได้แค่หน้าแรกของเว็บ ไม่ใช่หน้าข้อมูล", "opens only the front page, not the information"),
    "login_wall": ("ต้องเข้าสู่ระบบก่อนจึงเห็น", "asks to sign in first"),
    "redirect_loop": ("เปิดแล้ววนไม่รู้จบ", "leads round in a circle"),
    "gone": ("เปิดไม่ได้ หน้านี้ไม่มีแล้ว", "cannot be opened: the page is gone"),
}
Kind = Literal["not_said", "no_address", "no_explanation", "bad_address", "not_seen", "element_missing", "has_not"]


@dataclass(frozen=True, slots=True)
class AddressSeen:
    """What the auditor saw last at an address; `verdict` "" when it never looked. `confirmed` only matters for "gone"."""

    address: str
    verdict: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """An answer with what is known of it. `missing` are the elements that are not there, in words of both languages;
    `to_look` counts those that nobody saw yet in what is public.
    """

    answer: Answer
    points: Decimal | None
    seen: tuple[AddressSeen, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    to_look: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that may cost an item its points, in both languages; `points` None where the worth is not known."""

    code: str
    kind: Kind
    severity: Severity
    points: Decimal | None
    message_th: str
    message_en: str

    @property
    def loses(self) -> bool:
        """Whether the item scores nothing because of it: a fault, or the answer that there is nothing."""
        return self.severity == "error" or self.kind == "has_not"


def problems_of(items: Iterable[ItemStanding]) -> list[Problem]:
    """Everything that is wrong or not known: what is to be mended first, then what is answered "have not", then by worth and in the form's order."""
    found = [problem for item in items for problem in _of_item(item)]
    rank = {"error": 0, "warning": 2, "note": 3}
    return sorted(
        found, key=lambda one: (1 if one.kind == "has_not" else rank[one.severity], points_sort_key(one.points))
    )


def _of_item(item: ItemStanding) -> list[Problem]:
    answer = item.answer

    def problem(kind: Kind, severity: Severity, th: str, en: str) -> Problem:
        return Problem(answer.code, kind, severity, item.points, th, en)

    if answer.has is None:
        return [problem("not_said", "error", "ยังไม่ได้ระบุว่ามีหรือไม่มี", "have or have not was not said yet")]
    if answer.has is False:
        return [
            problem(
                "has_not",
                "warning",
                "จะกรอกว่าไม่มี รายการนี้จะไม่ได้คะแนน",
                "will be entered as have not: this item scores nothing",
            )
        ]
    found = []
    if not answer.addresses:
        found.append(problem("no_address", "error", "ยังไม่มีที่อยู่ให้กรอก", "no address to enter"))
    elif not answer.explanation.strip():
        found.append(
            problem(
                "no_explanation",
                "warning",
                "ยังไม่มีคำอธิบายว่าไปถึงหน้านี้จากหน้าแรกได้อย่างไร",
                "no explanation of how the page is found from the front page",
            )
        )
    found += [one for seen in item.seen if (one := _of_address(seen, problem))]
    found += [problem("element_missing", "error", f"ยังขาด: {th}", f"still missing: {en}") for th, en in item.missing]
    return found


class _Maker(Protocol):
    def __call__(self, kind: Kind, severity: Severity, th: str, en: str) -> Problem: ...


def _of_address(seen: AddressSeen, problem: _Maker) -> Problem | None:
    if seen.verdict == "gone" and not seen.confirmed:
        th, en = _SAYS["gone"]
        return problem(
            "bad_address",
            "warning",
            f"{seen.address} {th} (เห็นครั้งเดียว จะตรวจซ้ำ)",
            f"{seen.address} {en} (seen once, will be looked at again)",
        )
    if seen.verdict in COUNTS_AGAINST:
        th, en = _SAYS[seen.verdict]
        return problem("bad_address", "error", f"{seen.address} {th}", f"{seen.address} {en}")
    if seen.verdict in _UNKNOWN:
        return problem(
            "not_seen",
            "note",
            f"{seen.address} ระบบยังเปิดดูไม่ได้ กรุณาเปิดดูเอง",
            f"{seen.address} could not be looked at by machine: please open it yourself",
        )
    return None
