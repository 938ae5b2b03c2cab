"""Years, quarters, rounds, recurrences and durations, read from tokens."""

import re
from datetime import date

from prongsai.core.fiscal_year import BE_OFFSET, fiscal_year_end, fiscal_year_start
from prongsai.core.thai.format import format_date
from prongsai.core.thai.mention import Mention
from prongsai.core.thai.tokens import Token
from prongsai.core.thai.words import Words
from prongsai.core.thai.years import OPEN_END, YearReader, is_misread_six

OLDEST_PLAIN_YEAR = 2550
"""A bare year before this tells history (a law, a foundation), not a fiscal year of the work at hand."""

_ISO_UNITS = {"สัปดาห์": "W", "อาทิตย์": "W", "เดือน": "M", "ปี": "Y"}
_GARBLED_MONTH = re.compile("(?<![ก-๎.])(?:เม|[มกพสตธ][ิี]?)\\. ?[คยพม]\\.?$|\\d ?(?:[ก-ฮ][ก-๎]{0,2}\\.){3,}$")
"""An abbreviation built like a month's that is none: ม.ย., มิ.ค., or a day with several: 5 ก.ค.ก.ย."""

_RECURRENCE = {
    "daily": Words("ทำซ้ำทุกวัน", "repeated every day"),
    "weekly": Words("ทำซ้ำทุกสัปดาห์", "repeated every week"),
    "monthly": Words("ทำซ้ำทุกเดือน", "repeated every month"),
    "quarterly": Words("ทำซ้ำทุกไตรมาส", "repeated every quarter"),
    "half_yearly": Words("ทำซ้ำทุกครึ่งปี", "repeated every half year"),
    "yearly": Words("ทำซ้ำทุกปี", "repeated every year"),
}


class PeriodReader:
    """Reads a period at a token; every reading gives the index of the token after it."""

    def __init__(self, tokens: list[Token], text: str, fiscal_year: int | None, years: YearReader) -> None:
        self.tokens, self.text, self.fiscal_year, self.years = tokens, text, fiscal_year, years

    def read(self, i: int) -> tuple[Mention, int] | None:
        """The period that begins at token i. Quarters and rounds come without days: `settle_label` gives them."""
        kind = self.tokens[i].kind
        if kind in ("fiscal", "throughout", "edge"):
            return self._fiscal(i)
        if kind == "academic":
            return self._academic(i)
        if kind in ("yearword", "buddhist", "number"):
            return self._plain_year(i)
        if kind in ("quarter", "round"):
            return self._label(i)
        if kind == "recur":
            return self._recurrence(i)
        if kind == "duration":
            return self._duration(i)
        if kind in ("fraction", "christian", "badnumber"):
            return self._unclear(i)
        return None

    def _kind(self, i: int) -> str:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else ""

    def _fiscal(self, i: int) -> tuple[Mention, int] | None:
        start, edge = i, ""
        if self._kind(i) == "edge":
            edge = "end" if "สิ้น" in self.tokens[i].text else "start"
            i += 1
            if self._kind(i) != "fiscal":
                return self._year_edge(start, i)
            if "ปลาย" in self.tokens[start].text or "กลาง" in self.tokens[start].text:
                edge = ""
        mention = Mention("fiscal_year", start, i + 1, label="fiscal")
        reading = self.years.after_word(i + 1)
        if reading is None:
            return self._fiscal_of_context(i, edge, mention)
        mention.end = reading.end
        if reading.doubt:
            mention.doubts.append(reading.doubt)
        if reading.be is None:
            mention.kind = "ambiguous"
            return mention, reading.end
        last = self._range_end(reading.end, reading.be)
        if last and not edge:
            return self._year_range(start, reading.be, *last)
        self._set_fiscal_year(mention, reading.be, edge)
        self._doubt_open_end(reading.end, mention)
        return mention, reading.end

    def _fiscal_of_context(self, i: int, edge: str, mention: Mention) -> tuple[Mention, int] | None:
        following = self.text[self.tokens[i].end :].lstrip()
        shift = (
            -1 if following.startswith(("ที่ผ่านมา", "ก่อน", "ที่แล้ว")) else 1 if following.startswith(("ถัดไป", "หน้า")) else 0
        )
        is_said = (
            shift
            or edge
            or self._kind(i) == "throughout"
            or following.startswith(("ปัจจุบัน", "นี้"))
            or self._kind(i - 1) == "within"
        )
        mention.is_year_printed = False
        if not is_said:
            mention.kind, mention.label = "ambiguous", "fiscal_bare"
            mention.doubts.append(Words("ไม่ได้พิมพ์ปีงบประมาณ", "no fiscal year is printed"))
            return mention, i + 1
        if self.fiscal_year is None:
            mention.kind = "ambiguous"
            mention.doubts.append(Words("ไม่ทราบปีงบประมาณของเอกสาร", "the fiscal year of the document is not known"))
            return mention, i + 1
        mention.notes.append(Words.of(
            f"ใช้ปีงบประมาณ พ.ศ. {self.fiscal_year} ของเอกสาร", f"the document is of fiscal year {self.fiscal_year}"
        ))  # fmt: skip
        self._set_fiscal_year(mention, self.fiscal_year + shift, edge)
        return mention, i + 1

    def _set_fiscal_year(self, mention: Mention, year_be: int, edge: str) -> None:
        self._judge(mention, year_be)
        mention.number = year_be
        mention.from_on, mention.to_on = fiscal_year_start(year_be), fiscal_year_end(year_be)
        mention.value = f"FY{year_be}"
        if edge:
            day = mention.to_on if edge == "end" else mention.from_on
            mention.kind, mention.label = "date", "edge"
            mention.from_on = mention.to_on = day
            mention.value = day.isoformat()
            side = ("วันสุดท้าย", "last") if edge == "end" else ("วันแรก", "first")
            mention.notes.append(Words.of(
                f"{side[0]}ของปีงบประมาณ พ.ศ. {year_be} คือ {format_date(day)}", f"the {side[1]} day of fiscal year {year_be}"
            ))  # fmt: skip
        else:
            mention.notes.append(fiscal_year_words(year_be))

    def _year_edge(self, start: int, i: int) -> tuple[Mention, int] | None:
        """สิ้นปี ๒๕๖๖: which kind of year is not said."""
        if self._kind(i) != "yearword":
            return None
        reading = self.years.after_word(i + 1)
        mention = Mention("ambiguous", start, reading.end if reading else i + 1, label="edge")
        mention.doubts.append(Words("ไม่ชัดว่าเป็นปีงบประมาณหรือปีปฏิทิน", "it is unclear which kind of year is meant"))
        return mention, mention.end

    def _range_end(self, i: int, first: int) -> tuple[int, int] | None:
        """The last year of "๒๕๖๑ - ๒๕๖๕" and the index after it; i is the token after the first year."""
        if self._kind(i) != "to":
            return None
        k = i + 1
        while self._kind(k) in ("fiscal", "buddhist", "yearword"):
            k += 1
        if self._kind(k) != "number" or self.years.has_unit(k):
            return None
        token = self.tokens[k]
        last = token.a if len(token.text) == 4 else first // 100 * 100 + token.a if len(token.text) == 2 else 0
        return (last, k + 1) if 2400 <= last <= 2700 else None

    def _doubt_open_end(self, i: int, mention: Mention) -> None:
        """พ.ศ. ๒๕๖๘ - ปัจจุบัน"""
        if self._kind(i) == "to" and self.text[self.tokens[i].end :].lstrip().startswith(OPEN_END):
            mention.doubts.append(Words("เป็นช่วงเวลาที่ยังไม่สิ้นสุด", "the period has no end yet"))

    def _year_range(self, start: int, first: int, last: int, end: int) -> tuple[Mention, int]:
        mention = Mention("interval", start, end, label="years")
        if last < first or last - first > 25:
            mention.kind = "ambiguous"
            mention.doubts.append(Words("ปีเริ่มและปีสิ้นสุดไม่สอดคล้องกัน", "the first and the last year do not fit"))
            return mention, end
        self._judge(mention, first)
        if first < OLDEST_PLAIN_YEAR:
            mention.doubts.append(Words("ปีเก่า ไม่ชัดว่าเป็นปีงบประมาณ", "old years, which may not be fiscal years"))
        mention.from_on, mention.to_on = fiscal_year_start(first), fiscal_year_end(last)
        mention.value = f"{mention.from_on.isoformat()}/{mention.to_on.isoformat()}"
        mention.notes.append(Words.of(
            f"นับเป็นปีงบประมาณ พ.ศ. {first} ถึง {last} คือ {format_date(mention.from_on)} ถึง {format_date(mention.to_on)}",
            f"fiscal years {first} to {last}: {mention.from_on} to {mention.to_on}",
        ))  # fmt: skip
        return mention, end

    def _academic(self, i: int) -> tuple[Mention, int]:
        reading = self.years.after_word(i + 1)
        mention = Mention("academic_year", i, reading.end if reading else i + 1)
        if reading is None or reading.be is None:
            mention.kind = "ambiguous"
            mention.doubts.append(Words("ไม่ได้พิมพ์ปีการศึกษาไว้ครบ", "the academic year is not printed in full"))
            return mention, mention.end
        mention.number, mention.value = reading.be, f"AY{reading.be}"
        if reading.doubt:
            mention.doubts.append(reading.doubt)
        if self._range_end(reading.end, reading.be):
            mention.doubts.append(Words("มีหลายปีการศึกษา", "several academic years are named"))
        mention.notes.append(Words.of(f"ปีการศึกษา {reading.be}", f"academic year {reading.be}"))
        return mention, mention.end

    def _plain_year(self, i: int) -> tuple[Mention, int] | None:
        token = self.tokens[i]
        reading = self.years.plain(i) if token.kind == "number" else self.years.after_word(i)
        if token.kind == "number" and reading is None:
            return self._short_range(i)
        if reading is None:
            return None
        if reading.be is None or reading.doubt:
            mention = Mention("fiscal_year" if reading.be else "ambiguous", i, reading.end, label="year")
            mention.doubts.append(reading.doubt or Words("ปีไม่ครบ", "the year is incomplete"))
            if reading.be:
                self._set_fiscal_year(mention, reading.be, "")
            return mention, reading.end
        last = self._range_end(reading.end, reading.be)
        if last:
            return self._year_range(i, reading.be, *last)
        mention = Mention("fiscal_year", i, reading.end, label="year")
        if reading.note and not reading.note.th.startswith("ปีพิมพ์สองหลัก"):
            mention.kind = "ambiguous"
            mention.doubts.append(
                Words("ปี ค.ศ. ไม่ชัดว่าเป็นปีงบประมาณ", "a Christian year, which may not be a fiscal year")
            )
            return mention, reading.end
        is_after_month = self._kind(i - 1) == "number" and self._kind(i - 2) == "monthword"  # เดือน ๑๓ ปี ๒๕๖๖
        if is_after_month or (token.kind != "yearword" and self._has_unread_day(i)):
            mention.kind = "ambiguous"
            mention.doubts.append(Words("วันหรือเดือนหน้าปีนี้อ่านไม่ได้", "the day or month before this year cannot be read"))
            return mention, reading.end
        if self._is_law_year(i):
            mention.kind, mention.label = "none", "law"
            mention.notes.append(
                Words("เป็นปีของกฎหมายหรือระเบียบ ไม่ใช่กำหนดเวลา", "the year of a law or rule, not a time of the work")
            )
            return mention, reading.end
        self._set_fiscal_year(mention, reading.be, "")
        self._doubt_open_end(reading.end, mention)
        if reading.be < OLDEST_PLAIN_YEAR:
            mention.kind, mention.value, mention.from_on, mention.to_on = "ambiguous", None, None, None
            mention.notes.clear()
            mention.doubts.append(Words("ปีเก่า ไม่ชัดว่าเป็นปีงบประมาณ", "an old year, which may not be a fiscal year"))
        return mention, reading.end

    def _has_unread_day(self, i: int) -> bool:
        """Whether a day or month stood before the year and was not understood: "เดือนมกxคม ๒๕๖๕"."""
        before = self.text[: self.tokens[i].start].rstrip()
        if before.endswith(("คม", "ยน", "พันธ์")) or _GARBLED_MONTH.search(before):
            return True
        return any(self._kind(j) in ("monthword", "dayword", "month") for j in range(max(0, i - 3), i))

    def _is_law_year(self, i: int) -> bool:
        """Whether the year names a law: พระราชบัญญัติ … พ.ศ. ๒๕๔๒, (ฉบับที่ ๒) พ.ศ. ๒๕๖๒, พ.ศ. ๒๕๔๐ มาตรา ๙."""
        if self._kind(i) == "yearword" and self.tokens[i].text.startswith("ประจ"):
            return False
        if any(token.kind == "law" for token in self.tokens[:i]):
            return True
        before = self.text[: self.tokens[i].start].rstrip(" )")
        if "ญัติ" in before and "งบประมาณ" not in before:
            return True
        if any(token.kind == "section" and "ฉบับ" in token.text for token in self.tokens[max(0, i - 3) : i]):
            return True
        k = next((j for j in range(i, len(self.tokens)) if self._kind(j) == "number"), i) + 1
        return self._kind(k) == "law" or (self._kind(k) == "section" and self.tokens[k].text.startswith("มาตรา"))

    def _short_range(self, i: int) -> tuple[Mention, int] | None:
        """๖๑-๖๓ of a three-year plan: taken only where the text gives the number of years or names them as such."""
        if self._kind(i + 1) != "to" or self._kind(i + 2) != "number":
            return None
        first, last = self.tokens[i], self.tokens[i + 2]
        if (
            len(first.text) != 2
            or len(last.text) != 2
            or not 50 <= first.a < last.a <= 79
            or self.years.has_unit(i + 2)
        ):
            return None
        span = str(last.a - first.a + 1)
        said = any(
            (token.kind == "duration" and token.word == "ปี" and str(token.a) == span)
            or (
                token.kind == "yearword"
                and any(t.kind == "number" and t.text == span for t in self.tokens[max(0, j - 2) : j])
            )
            for j, token in enumerate(self.tokens[:i])
        )
        mention, end = self._year_range(i, 2500 + first.a, 2500 + last.a, i + 3)
        if not said and self._kind(i - 1) not in ("yearword", "buddhist", "fiscal"):
            mention.doubts.append(Words("เลขสองหลักคู่นี้อาจไม่ใช่ปี", "these two-digit numbers may not be years"))
        return mention, end

    def _label(self, i: int) -> tuple[Mention, int]:
        token = self.tokens[i]
        mention = Mention(
            "quarter" if token.kind == "quarter" else "interval", i, i + 1, label=token.kind, number=token.a
        )
        if token.kind == "quarter" and token.word:
            year = int(token.word) if len(token.word) == 4 else 2500 + int(token.word)
            settle_label(mention, token, year)
        return mention, i + 1

    def _recurrence(self, i: int) -> tuple[Mention, int]:
        token = self.tokens[i]
        mention = Mention("recurrence", i, i + 1, value=token.word or None)
        mention.label = "adjective" if token.text.startswith("ราย") else "recur"
        if token.is_damaged:
            mention.kind = "ambiguous"
            mention.doubts.append(Words("รอบการทำซ้ำนี้ไม่มีชื่อเรียก", "this repetition has no name of its own"))
            return mention, i + 1
        mention.notes.append(_RECURRENCE[token.word])
        if "ถัดไป" in token.text:
            mention.notes.append(Words("กำหนดอยู่ในเดือนถัดจากเดือนที่รายงาน", "due in the month after the one reported"))
        if self.fiscal_year:
            mention.from_on, mention.to_on = fiscal_year_start(self.fiscal_year), fiscal_year_end(self.fiscal_year)
            mention.is_year_printed = False
        return mention, i + 1

    def _duration(self, i: int) -> tuple[Mention, int] | None:
        token = self.tokens[i]
        if not token.a:
            return None
        unit = token.word
        mention = Mention("duration", i, i + 1, number=token.a, label=unit)
        if unit.startswith("ช"):
            mention.value = f"PT{token.a}H"
        else:
            mention.value = f"P{token.a}{_ISO_UNITS.get(unit, 'D')}"
        mention.notes.append(Words.of(f"ระยะเวลา {token.a} {unit}", f"a length of time ({mention.value})"))
        if unit == "วันทำการ":
            mention.notes.append(Words("นับเฉพาะวันทำการ", "counting working days only"))
        return mention, i + 1

    def _unclear(self, i: int) -> tuple[Mention, int] | None:
        token = self.tokens[i]
        if token.kind == "fraction" and 1 <= token.a <= 12 and len(token.word) == 4 and 2500 <= token.b <= 2600:
            mention = Mention("ambiguous", i, i + 1, label="fraction")
            mention.doubts.append(Words.of(
                f"{token.text} อาจเป็นเดือน/ปี หรือเลขที่คำสั่ง", f"{token.text} may be month/year or the number of an order"
            ))  # fmt: skip
            return mention, i + 1
        return None

    def _judge(self, mention: Mention, year_be: int) -> None:
        # A year long before the document's that differs from it by one digit alone: ๒๕๖๐ printed for ๒๕๖๖.
        is_near_copy = (
            mention.label == "fiscal"
            and self.fiscal_year is not None
            and self.fiscal_year - year_be > 4
            and self.fiscal_year % 10 == 6
            and year_be == self.fiscal_year - 6
        )
        if is_misread_six(year_be, self.fiscal_year) or is_near_copy:
            mention.has_odd_year = True
            mention.doubts.append(Words.of(
                f"ปี {year_be} ผิดปกติเมื่อเทียบกับเอกสาร เลข ๖ อาจถูกอ่านเป็นเลขอื่น", f"{year_be} is odd for this document: a ๖ may have been misread"
            ))  # fmt: skip
        elif year_be > (self.fiscal_year + 6 if self.fiscal_year else 2580):
            mention.doubts.append(Words.of(f"ปี {year_be} อยู่ไกลในอนาคต", f"{year_be} is far in the future"))


def settle_label(mention: Mention, token: Token, fiscal_year: int) -> None:
    """Gives a quarter or round its days in a fiscal year."""
    if token.kind == "quarter":
        last = token.b or token.a
        if not 1 <= token.a <= 4 or last < token.a:
            mention.kind = "ambiguous"
            mention.doubts.append(Words("หนึ่งปีมีสี่ไตรมาส", "a year has four quarters"))
            return
        first_month, months = (token.a - 1) * 3, (last - token.a + 1) * 3
        mention.kind = "quarter" if last == token.a else "interval"
        name = Words.of(
            f"ไตรมาสที่ {token.a}" + (f" ถึง {last}" if last != token.a else ""),
            f"quarter {token.a}" + (f" to {last}" if last != token.a else ""),
        )
    else:
        if token.a not in (3, 6, 9, 12):
            mention.kind = "ambiguous"
            mention.doubts.append(Words.of(f"ไม่รู้จักรอบ {token.a} เดือน", f"a round of {token.a} months is not known"))
            return
        first_month = 12 - token.a if token.word == "second" else 0
        months = token.a
        name = Words.of(f"รอบ {token.a} เดือน", f"the round of {token.a} months")
        if token.a == 6:
            name = Words("ครึ่งปีหลัง", "the second half") if first_month else Words("ครึ่งปีแรก", "the first half")
    mention.from_on = _fiscal_month(first_month, fiscal_year)
    after = _fiscal_month(first_month + months, fiscal_year)
    mention.to_on = date.fromordinal(after.toordinal() - 1)
    mention.value = f"{mention.from_on.isoformat()}/{mention.to_on.isoformat()}"
    mention.notes.append(Words.of(
        f"{name.th}{' ' if name.th[-1].isdigit() else ''}ของปีงบประมาณ พ.ศ. {fiscal_year} คือ {format_date(mention.from_on)} ถึง {format_date(mention.to_on)}",
        f"{name.en} of fiscal year {fiscal_year}: {mention.from_on} to {mention.to_on}",
    ))  # fmt: skip


def fiscal_year_words(year_be: int) -> Words:
    """The days of a fiscal year, said."""
    start, end = fiscal_year_start(year_be), fiscal_year_end(year_be)
    return Words.of(
        f"ปีงบประมาณ พ.ศ. {year_be} คือ {format_date(start)} ถึง {format_date(end)}",
        f"fiscal year {year_be}: {start} to {end}",
    )


def _fiscal_month(offset: int, fiscal_year: int) -> date:
    """First day of the month that stands `offset` months after October."""
    month = 9 + offset
    return date(fiscal_year - BE_OFFSET - 1 + month // 12, month % 12 + 1, 1)
