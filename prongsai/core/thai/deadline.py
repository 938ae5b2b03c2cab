"""Reads the deadline that a step, a follow-up or a time cell states, and says a deadline in words."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal

from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_start
from prongsai.core.plan import Deadline
from prongsai.core.thai.deadline_words import explain_deadline
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.core.thai.format import format_date, format_month_range
from prongsai.core.thai.mention import Mention
from prongsai.core.thai.mentions import TextTimes, find_times
from prongsai.core.thai.words import Words

__all__ = ["explain_deadline", "read_deadline"]

MAX_LENGTH = 20_000
_DAYS_PER_UNIT = {"วัน": 1, "วันทำการ": 1, "สัปดาห์": 7, "อาทิตย์": 7, "เดือน": 30}
_AFTER_EVENT = ("หลัง", "นับ", "ภายหลัง", "ก่อน", "ของเดือน")


@dataclass(frozen=True, slots=True)
class _Patterns:
    continuous: re.Pattern[str]
    as_set: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        re.compile(
            r"(?:ให้)?เป็น ?ปัจจุบัน|ตลอด(?:ทั้ง)? ?(?:ปี|เวลา|ระยะเวลา)(?! ?การ)(?: ?งบประมาณ)?|(?:อย่าง)?ต่อเนื่อง|(?:อย่าง)?สม่ำเสมอ|ทั้งปี(?:งบประมาณ)?"
        ),
        re.compile(
            r"(?:ภาย ?ใน|เป็นไปตาม|ตาม|ให้ทัน) ?(?:กำหนด ?(?:(?:ระยะ)? ?เวลา)?|(?:กรอบ)?ระยะ ?เวลา)(?: ?ที่ ?(?:ได้)?กำหนด)?"
            r"|(?:ระยะ ?)?เวลา ?ที่ ?(?:ได้)?กำหนด"
        ),
    )


@lru_cache(maxsize=4096)
def read_deadline(text: str, *, fiscal_year: int, is_time_cell: bool = False) -> Deadline | None:
    """The deadline that a text states; None when it says nothing of when the work is due.

    In a sentence only what a word such as ภายใน, ก่อน or ระหว่าง marks counts, so the year or round that a report is
    about is no deadline. With `is_time_cell` (a column of times, no prose) every time counts. The first of these that
    is found: a date, days after an event, every month, kept current, "as set" (kind "none"). Of several dates the
    last one counts. A month has `from_on` its first day and `due_on` its last; a day has `due_on` only.
    `fiscal_year` is Buddhist era and supplies what is not printed, which `inferred` then names. `why` is Thai.
    """
    times = find_times(text[:MAX_LENGTH], fiscal_year)
    for find in (_find_monthly_span, _find_date, _find_relative, _find_recurring):
        found = find(times, fiscal_year, is_time_cell)
        if found:
            return found
    return _find_continuous(times, fiscal_year) or _find_unreadable(times, is_time_cell) or _find_as_set(times)


def _find_monthly_span(times: TextTimes, fiscal_year: int, is_time_cell: bool) -> Deadline | None:
    """ทุกเดือน ตั้งแต่ตุลาคม ๒๕๖๕ ถึงมีนาคม ๒๕๖๖"""
    recurring = _recurrence(times, is_time_cell)
    spans = [m for m in times.mentions if m.kind == "interval" and m.from_on and (is_time_cell or m.marker == "during")]
    if recurring is None or recurring.value != "monthly" or len(spans) != 1:
        return None
    span = spans[0]
    return Deadline(
        "monthly",
        from_on=span.from_on,
        until_on=span.to_on,
        as_printed=f"{times.printed(recurring)} {times.printed(span)}",
        inferred=_inferred(span),
        why=_why(times.printed(recurring), [*recurring.notes, *span.notes, *span.doubts]),
    )


def _find_date(times: TextTimes, fiscal_year: int, is_time_cell: bool) -> Deadline | None:
    marked = [m for m in times.mentions if _is_dated(m) and _is_deadline(m, times)]
    chosen = marked or ([m for m in times.mentions if _is_dated(m)] if is_time_cell else [])
    exact = [m for m in chosen if m.kind != "fiscal_year" and m.label != "years"]
    exact = [m for m in exact if m.label not in ("quarter", "round")] or exact
    chosen = exact or [m for m in chosen if times.tokens[m.start].kind != "throughout" or m.marker == "within"]
    if not chosen:
        return None
    spans = [(_span(mention, times), mention) for mention in chosen]
    (start, due), mention = max(spans, key=lambda pair: pair[0][1])
    notes = list(mention.notes)
    if len({span for span, _ in spans}) > 1:
        if is_time_cell:
            start = min(span[0] or span[1] for span, _ in spans)
        notes.append(Words("มีหลายกำหนดในข้อความ ใช้กำหนดสุดท้าย", "several deadlines are stated: the last one counts"))
    notes.append(Words.of(f"ครบกำหนดวันที่ {format_date(due)}", f"due on {due}"))
    printed = times.printed(mention)
    return Deadline(
        "date",
        due_on=due,
        from_on=start,
        as_printed=printed,
        inferred=_inferred(mention),
        why=_why(printed, [*notes, *mention.doubts]),
    )


def _find_relative(times: TextTimes, fiscal_year: int, is_time_cell: bool) -> Deadline | None:
    for mention in times.mentions:
        if mention.kind != "duration" or (mention.label not in _DAYS_PER_UNIT and not mention.label.startswith("ช")):
            continue
        following = times.folded[times.tokens[mention.end - 1].end :].lstrip()
        if not (is_time_cell or mention.marker == "within" or following.startswith(_AFTER_EVENT)):
            continue
        unit = mention.label
        days = mention.number * _DAYS_PER_UNIT[unit] if unit in _DAYS_PER_UNIT else -(-mention.number // 24)
        notes = [
            Words.of(
                f"นับ {days} {'วันทำการ' if unit == 'วันทำการ' else 'วัน'}หลังเหตุการณ์ที่ระบุ",
                f"{days} days after the event named",
            )
        ]
        if unit == "เดือน":
            notes.append(Words("นับเดือนละ ๓๐ วัน", "a month counted as 30 days"))
        printed = times.printed(mention)
        return Deadline(
            "relative",
            days_after_event=days,
            working_days=unit == "วันทำการ",
            as_printed=printed + _event_words(following),
            why=_why(printed, notes),
        )
    return None


def _find_recurring(times: TextTimes, fiscal_year: int, is_time_cell: bool) -> Deadline | None:
    mention = _recurrence(times, is_time_cell)
    if mention is None:
        return None
    start, end = fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    notes = [*mention.notes, _within_fiscal_year(fiscal_year)]
    printed = times.printed(mention)
    kind: Literal["monthly", "continuous"] = "monthly" if mention.value == "monthly" else "continuous"
    return Deadline(kind, from_on=start, until_on=end, as_printed=printed, why=_why(printed, notes))


def _find_continuous(times: TextTimes, fiscal_year: int) -> Deadline | None:
    match = _patterns().continuous.search(to_arabic_digits(times.folded))
    if match is None:
        return None
    start, end = fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    notes = [Words("ทำต่อเนื่อง ไม่มีวันครบกำหนดวันเดียว", "kept up, with no single due day"), _within_fiscal_year(fiscal_year)]
    printed = times.folded[match.start() : match.end()].strip()
    return Deadline("continuous", from_on=start, until_on=end, as_printed=printed, why=_why(printed, notes))


def _find_unreadable(times: TextTimes, is_time_cell: bool) -> Deadline | None:
    for mention in times.mentions:
        if (
            (mention.value is None or mention.has_odd_year)
            and mention.doubts
            and mention.label != "fiscal_bare"
            and (_is_deadline(mention, times) or is_time_cell)
        ):
            printed = times.printed(mention)
            return Deadline("none", as_printed=printed, why=_why(printed, mention.doubts))
    return None


def _find_as_set(times: TextTimes) -> Deadline | None:
    match = _patterns().as_set.search(times.folded)
    if match is None:
        return None
    printed = match.group().strip()
    notes = [Words("บอกว่าตามกำหนด แต่ไม่ได้บอกวัน", "says as set, but names no day")]
    return Deadline("none", as_printed=printed, why=_why(printed, notes))


def _recurrence(times: TextTimes, is_time_cell: bool) -> Mention | None:
    found = [
        m for m in times.mentions if m.kind == "recurrence" and m.value and (is_time_cell or m.label != "adjective")
    ]
    return next((m for m in found if m.value == "monthly"), found[0] if found else None)


def _is_dated(mention: Mention) -> bool:
    return (
        mention.to_on is not None
        and not mention.has_odd_year
        and mention.kind
        in (
            "date",
            "datetime",
            "month",
            "interval",
            "quarter",
            "fiscal_year",
        )
    )


def _is_deadline(mention: Mention, times: TextTimes) -> bool:
    if mention.marker in ("within", "before"):
        return True
    if mention.marker != "during":
        return False
    first = mention.start if mention.marker_at is None else mention.marker_at
    return mention.kind == "interval" or (mention.kind == "month" and times.tokens[first].text.startswith("ใน"))


def _span(mention: Mention, times: TextTimes) -> tuple[date | None, date]:
    """First day (None for a single day) and due day."""
    start, end = mention.from_on, mention.to_on
    assert start
    assert end
    is_end_of_period = times.tokens[mention.start].kind == "edge" or mention.label == "edge"
    if mention.marker == "before" and not is_end_of_period:
        return None, start - timedelta(days=1)
    return (None if mention.kind in ("date", "datetime") else start), end


def _inferred(mention: Mention) -> tuple[str, ...]:
    return ("year",) if not mention.is_year_printed or mention.doubts else ()


def _within_fiscal_year(fiscal_year: int) -> Words:
    start, end = fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    return Words.of(
        f"ตลอดปีงบประมาณ พ.ศ. {fiscal_year} ({format_month_range(start, end)})", f"through fiscal year {fiscal_year}"
    )


def _event_words(following: str) -> str:
    """หลังเสร็จสิ้นแต่ละภารกิจ: the event, up to the next blank."""
    event = following.split(" ", 1)[0] if following.startswith(_AFTER_EVENT) else ""
    return event if len(event) <= 60 else ""


def _why(printed: str, parts: list[Words]) -> str:
    said = ", ".join(part.th for part in dict.fromkeys(parts))
    return f'"{printed}": {said}' if said else f'"{printed}"'
