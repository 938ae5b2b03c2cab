"""Reads the one time that a short Thai text is about: `prongsai parse dates` and every cell of a plan."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from prongsai.core.thai.mention import Kind, Mention
from prongsai.core.thai.mentions import TextTimes, find_times
from prongsai.core.thai.words import Words

MAX_LENGTH = 20_000
"""Characters of a text that are read; the rest is left out."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a text says of time.

    `value`: date "2023-01-31", datetime "2023-01-31T08:30:00", month "2023-01", interval and quarter
    "2022-10-01/2023-03-31", fiscal_year "FY2566", academic_year "AY2566", duration "P7D", recurrence "monthly";
    None for kinds ambiguous and none. `from_on` and `to_on` are the first and last day (Bangkok dates) where there are any.
    `needs_review` when the value rests on a guess, or when a time was meant but cannot be made out.
    `why_th` and `why_en` say how it was computed.
    """

    kind: Kind
    value: str | None
    needs_review: bool
    why_th: str
    why_en: str
    from_on: date | None = None
    to_on: date | None = None


@lru_cache(maxsize=4096)
def read_date(text: str, *, fiscal_year: int | None) -> DateReading:
    """The time a text is about; `fiscal_year` (Buddhist era) is the document's, None when it is not known.

    A deadline (ภายใน…) wins over other times, then the most exact one, then the first.
    """
    times = find_times(text[:MAX_LENGTH], fiscal_year)
    chosen = _choose(times)
    if chosen is None:
        return DateReading("none", None, False, "ไม่พบวันเวลาในข้อความ", "no time is said in the text")
    doubts = list(chosen.doubts)
    if _has_rival(times, chosen):
        doubts.append(Words("มีหลายวันเวลาในข้อความ", "the text says several times"))
    quote = times.printed(chosen)
    parts = [*chosen.notes, *doubts]
    words = Words(", ".join(p.th for p in parts) or "อ่านตามที่พิมพ์", ", ".join(p.en for p in parts) or "read as printed")
    if chosen.value is None:
        kind: Kind = "none" if chosen.kind == "none" else "ambiguous"
        return DateReading(kind, None, kind == "ambiguous", f'"{quote}": {words.th}', f'"{quote}": {words.en}')
    review = Words(" จึงควรตรวจกับต้นฉบับ", "; compare the original") if doubts else Words("", "")
    return DateReading(
        chosen.kind,
        chosen.value,
        bool(doubts),
        f'"{quote}": {words.th}{review.th}',
        f'"{quote}": {words.en}{review.en}',
        chosen.from_on,
        chosen.to_on,
    )


def _choose(times: TextTimes) -> Mention | None:
    best, best_rank = None, 0
    for mention in times.mentions:
        rank = _rank(mention, times)
        if rank > best_rank:
            best, best_rank = mention, rank
    return best


def _rank(mention: Mention, times: TextTimes) -> int:
    rank = _own_rank(mention, times)
    return rank + 100 if rank and mention.marker in ("within", "before") else rank


def _own_rank(mention: Mention, times: TextTimes) -> int:
    label = mention.label
    if mention.kind == "duration":
        is_alone = len([token for token in times.tokens if token.kind != "gap"]) == 1 and (
            mention.label not in ("ปี", "เดือน") or len(times.tokens) == 1
        )
        following = times.folded[times.tokens[mention.end - 1].end :].lstrip()
        if mention.marker in ("within", "before") or following.startswith(("หลัง", "นับ", "ภายหลัง")):
            return 42
        return 8 if is_alone else 0
    if mention.kind == "recurrence":
        return 12 if label == "adjective" else 57
    if label in ("quarter", "round"):
        return 44
    if label in ("fiscal", "years"):
        return 20
    if label == "year":
        return 16
    if label == "edge":
        return 46
    if label == "fraction":
        return 6
    if label == "fiscal_bare":
        return 4
    if label == "law":
        return 2
    if mention.kind == "academic_year":
        return 18
    if mention.kind == "interval":
        return 62
    return {"datetime": 61, "date": 60, "month": 50}.get(mention.kind, 40)


def _has_rival(times: TextTimes, chosen: Mention) -> bool:
    rank = _rank(chosen, times)
    if chosen.label == "law" or (chosen.kind == "none"):
        return False
    for mention in times.mentions:
        if mention is chosen or mention.value == chosen.value or mention.value is None:
            continue
        other = _rank(mention, times)
        if other == rank or (chosen.kind == "recurrence" and 50 <= other < 100):
            return True
    return False
