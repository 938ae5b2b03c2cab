"""Days, months and ranges of them, read from tokens."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from prongsai.core.fiscal_year import BE_OFFSET
from prongsai.core.thai.format import THAI_MONTHS, format_date
from prongsai.core.thai.mention import Mention
from prongsai.core.thai.tokens import Token
from prongsai.core.thai.words import Words
from prongsai.core.thai.years import OPEN_END, YearReader, YearReading, is_misread_six, thai_year, two_digit_year

_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์")
_LETTERED_DAY = re.compile(r"\d[oOlIi|]$|(?<![A-Za-z])[oOlIi|]$")
_JOINING_GAPS = ("", "(", "ของ", "ใน", "ประจำ", "/", ",")


@dataclass(slots=True)
class Point:
    """A day or month as printed. `year_be` None: not printed, or unreadable when `has_bad_year`."""

    start: int
    end: int
    day: int | None = None
    month: int = 0
    year_be: int | None = None
    has_bad_year: bool = False
    time: str = ""
    edge: str = ""
    weekday: str = ""
    is_year_filled: bool = False
    notes: list[Words] = field(default_factory=list)
    doubts: list[Words] = field(default_factory=list)


class PointReader:
    """Reads points and ranges at a token; every reading gives the index of the token after it."""

    def __init__(self, tokens: list[Token], text: str, fiscal_year: int | None, years: YearReader) -> None:
        self.tokens, self.text, self.fiscal_year, self.years = tokens, text, fiscal_year, years

    def read(self, i: int) -> tuple[Mention, int] | None:
        """The range or single point that begins at token i."""
        first = self._point(i) or self._bare_day(i)
        if first is None:
            return None
        k = first.end
        if k < len(self.tokens) and self.tokens[k].kind == "to":
            second = self._point(k + 1)
            if second and (first.month or (first.day and second.day)):
                return self._range(first, second), second.end
            if first.month and self._is_broken_range(k):
                first.doubts.append(Words("ช่วงเวลานี้อ่านวันสิ้นสุดไม่ได้", "the end of this period cannot be read"))
        return (self._single(first), first.end) if first.month else None

    def _kind(self, i: int) -> str:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else ""

    def _point(self, i: int) -> Point | None:
        start, point = i, Point(i, i)
        if self._kind(i) == "edge" and self._kind(i + 1) == "monthword":
            point.edge = "end" if "สิ้น" in self.tokens[i].text else "part"
            i += 1
        if self._kind(i) == "weekday":
            point.weekday = self.tokens[i].text
            i += 1
        if self._kind(i) == "dayword":
            i += 1
        numeric = self._numeric(i, point)
        if numeric:
            return numeric
        j = i
        if self._kind(j) == "number" and len(self.tokens[j].text) <= 2:
            point.day = self.tokens[j].a
            j = self._skip_separator(j + 1)
        has_month_word = False
        while self._kind(j) == "monthword" or (
            self._kind(j) == "gap" and self.tokens[j].text.strip() in (":", "พ.ศ") and has_month_word
        ):
            has_month_word, j = True, j + 1
        if self._kind(j) != "month":
            return self._month_number(j, point) if has_month_word else None
        return self._named_month(start, i, j, point, has_month_word)

    def _numeric(self, i: int, point: Point) -> Point | None:
        token = self.tokens[i] if i < len(self.tokens) else None
        if token is None or token.kind not in ("dmy", "isodate", "stamp"):
            return None
        if token.kind == "dmy":
            day, month, year, doubt = token.a, token.b, token.c, None
            if len(token.word) == 2:
                year, doubt = two_digit_year(token.word)
                if "." in token.text or "-" in token.text:
                    doubt = doubt or Words("ตัวเลขนี้อาจไม่ใช่วันที่", "these numbers may not be a date")
                around = self.text[token.start - 1 : token.start] + self.text[token.end : token.end + 1]
                if "-" in around and "/" not in token.text:
                    return None
            elif year < 2200:
                if not year >= 1900:
                    return None
                year += BE_OFFSET
                point.notes.append(Words.of(f"ค.ศ. {token.c} คือ พ.ศ. {year}", f"{token.c} is a Christian year"))
            if doubt:
                point.doubts.append(doubt)
            elif len(token.word) == 2:
                point.notes.append(
                    Words.of(
                        f"ปีพิมพ์สองหลัก {token.word} คือ พ.ศ. {year}", f"the two digits {token.word} stand for {year} B.E."
                    )
                )
            if month > 12 >= day:
                day, month = month, day
                point.doubts.append(
                    Words("เดือนมาก่อนวัน ผิดจากแบบไทย", "the month stands before the day, unlike Thai use")
                )
            point.notes.append(Words("อ่านแบบวัน/เดือน/ปี", "read as day/month/year"))
        else:
            year, month, day = token.a, token.b, token.c
            point.notes.append(Words("อ่านแบบปี-เดือน-วัน", "read as year-month-day"))
            if year < 2400:
                point.notes.append(Words.of(f"ค.ศ. {year} คือ พ.ศ. {year + BE_OFFSET}", f"{year} is a Christian year"))
                year += BE_OFFSET
            if token.kind == "stamp":
                point.doubts.append(Words("อ่านจากชุดตัวเลขยาว", "taken from a long row of digits"))
            point.time = token.word if token.kind == "isodate" else ""
        is_timed = not point.time and self._kind(i + 1) == "clock"
        if is_timed:
            point.time = self.tokens[i + 1].text
        point.day, point.month, point.year_be, point.end = day, month, year, i + (2 if is_timed else 1)
        return point

    def _month_number(self, j: int, point: Point) -> Point | None:
        """เดือน ๕/๒๕๖๖, or เดือน ๕ ปี ๒๕๖๖ and เดือน ๕ พ.ศ. ๒๕๖๖."""
        if self._kind(j) == "number" and len(self.tokens[j].text) <= 2 and 1 <= self.tokens[j].a <= 12:
            year = self.years.after_month(j + 1) if self._kind(j + 1) in ("yearword", "buddhist") else None
            if year is None:
                return None
            point.month = self.tokens[j].a
            self._take_year(year, point)
            return point
        if self._kind(j) != "fraction" or not 1 <= self.tokens[j].a <= 12 or len(self.tokens[j].word) not in (2, 4):
            return None
        under = self.tokens[j].word
        point.year_be = (
            two_digit_year(under)[0] if len(under) == 2 else int(under) + (BE_OFFSET if int(under) < 2200 else 0)
        )
        point.month, point.end = self.tokens[j].a, j + 1
        return point

    def _named_month(self, start: int, i: int, j: int, point: Point, has_month_word: bool) -> Point | None:
        token = self.tokens[j]
        point.month, point.end = token.a, j + 1
        if token.is_damaged:
            point.doubts.append(Words.of(
                f'ชื่อเดือนพิมพ์ว่า "{token.text}" จึงอ่านเป็น{THAI_MONTHS[token.a - 1]}', f'the month is printed "{token.text}"'
            ))  # fmt: skip
        self._doubt_lettered_day(start, point)
        if point.day:
            self._doubt_day(i, point)
            if has_month_word and i == start:
                point.doubts.append(Words("เลขหน้าคำว่าเดือนอาจไม่ใช่วันที่", "the number before the month may not be its day"))
        self._read_year(self._english_day(j, point), point)
        clock = point.end
        if self._kind(clock) == "gap" and self.tokens[clock].text.strip() == "เวลา":
            clock += 1
        if point.day and point.year_be and self._kind(clock) == "clock":
            point.time, point.end = self.tokens[clock].text, clock + 1
        if token.word in ("full", "damaged") or point.day or has_month_word or point.year_be:
            is_sure = True
        else:
            around = (self._kind(j - 1), self._kind(j + 1))
            is_sure = (
                bool({"to", "within", "before", "edge"} & set(around)) or len(self.tokens) == 1 or self._is_in_list(j)
            )
        before = self.text[max(0, self.tokens[start].start - 14) : self.tokens[start].start].rstrip()
        if not is_sure or (token.word == "abbreviated" and before.endswith(("สำนักงาน", "กรรมการ", "เลขาธิการ"))):
            return None
        return point

    def _english_day(self, j: int, point: Point) -> int:
        """The day of "October 14, 2022", month first; gives the token from which the year is read."""
        k = j + 1
        if self.tokens[j].word != "english" or point.day or self._kind(k) != "number" or len(self.tokens[k].text) > 2:
            return k
        year = k + 2 if self._kind(k + 1) == "gap" and self.tokens[k + 1].text.strip() == "," else k + 1
        if self._kind(year) != "number" or len(self.tokens[year].text) != 4:
            return k
        point.day = self.tokens[k].a
        return year

    def _is_in_list(self, j: int) -> bool:
        """ม.ค., เม.ย., ก.ค."""
        return any(
            self._kind(near) == "gap"
            and self.tokens[near].text.strip() in (",", "และ", "/")
            and self._kind(far) == "month"
            for near, far in ((j - 1, j - 2), (j + 1, j + 2))
        )

    def _doubt_lettered_day(self, start: int, point: Point) -> None:
        """๑o มกราคม: a letter read for a digit of the day."""
        before = self.text[max(0, self.tokens[start].start - 4) : self.tokens[start].start]
        if _LETTERED_DAY.search(before if point.day else before.rstrip()):
            point.doubts.append(Words("เลขวันที่มีตัวอักษรปน", "the day has a letter among its digits"))

    def _doubt_day(self, i: int, point: Point) -> None:
        before = self.tokens[i - 1] if i else None
        here = self.tokens[i]
        if before is None:
            return
        if (
            before.kind == "number"
            and here.start - before.end == 1
            and len(before.text) == len(here.text) == 1
            and before.a <= 3
        ):
            point.doubts.append(Words.of(
                f'เลขวันที่อาจเป็น {before.a}{here.a} ที่ถูกแยก', f'the day may be {before.a}{here.a} split by a blank'
            ))  # fmt: skip
        elif before.kind == "gap" and before.text.strip() in (",", "และ", "หรือ") and self._kind(i - 2) == "number":
            point.doubts.append(Words("มีหลายวันในเดือนเดียวกัน", "several days of the month are named"))

    def _read_year(self, i: int, point: Point) -> None:
        k = self._skip_separator(i)
        reading = self.years.after_month(k)
        if reading is None and k != i:
            reading = self.years.after_month(i)
        if k != i and self._kind(k + 1) in ("month", "monthword"):
            reading = self.years.after_month(i)
        if reading:
            self._take_year(reading, point)
            again = self.years.after_word(point.end + 1) if self._kind(point.end) == "buddhist" else None
            if again and again.be != point.year_be:
                point.doubts.append(Words("พิมพ์ปีไว้สองปี", "two different years are printed"))
            if point.month >= 10 and self._kind(k) == "yearword" and self.tokens[k].text.startswith("ประจ"):
                point.doubts.append(Words(
                    "ไม่ชัดว่าเป็นปีงบประมาณหรือปีปฏิทิน", "it is unclear whether the fiscal or the calendar year is meant"
                ))  # fmt: skip
            self._check_fiscal_year(point)
            return
        k = i
        while self._kind(k) == "gap" and self.tokens[k].text.strip() in _JOINING_GAPS:
            k += 1
        if self._kind(k) == "fiscal":
            fiscal = self.years.after_word(k + 1)
            if fiscal and fiscal.be:
                point.year_be, point.end = fiscal.be - (1 if point.month >= 10 else 0), fiscal.end
                point.notes.append(Words.of(
                    f"เดือน{THAI_MONTHS[point.month - 1]}ของปีงบประมาณ {thai_year(fiscal.be)} อยู่ใน {thai_year(point.year_be)}",
                    f"{_english(point.month)} of fiscal year {fiscal.be} lies in {point.year_be} B.E.",
                ))  # fmt: skip
                if fiscal.doubt:
                    point.doubts.append(fiscal.doubt)

    def _check_fiscal_year(self, point: Point) -> None:
        """ตุลาคม ๒๕๖๖ (ปีงบประมาณ ๒๕๖๖): the two contradict each other."""
        k = point.end
        while self._kind(k) == "gap" and self.tokens[k].text.strip() in ("(", "ของ"):
            k += 1
        fiscal = self.years.after_word(k + 1) if self._kind(k) == "fiscal" else None
        if fiscal and fiscal.be and point.year_be and fiscal.be != point.year_be + (1 if point.month >= 10 else 0):
            point.doubts.append(Words.of(
                f"เดือนนี้ไม่อยู่ในปีงบประมาณ {fiscal.be} ที่พิมพ์ไว้ข้างกัน", f"the month is not in fiscal year {fiscal.be} printed beside it"
            ))  # fmt: skip

    def _take_year(self, reading: YearReading, point: Point) -> None:
        point.year_be, point.end = reading.be, reading.end
        point.has_bad_year = reading.be is None
        if reading.note:
            point.notes.append(reading.note)
        if reading.doubt:
            point.doubts.append(reading.doubt)

    def _skip_separator(self, i: int) -> int:
        """Over the signs of 15-ม.ค.-66 and 15/ม.ค./66, which stand without blanks."""
        if i < len(self.tokens) and self.tokens[i].text in ("-", "/", ".") and i + 1 < len(self.tokens):
            token = self.tokens[i]
            if (
                self.tokens[i - 1].end == token.start
                and self.tokens[i + 1].start == token.end
                and self._kind(i + 1) in ("number", "month")
            ):
                return i + 1
        return i

    def _bare_day(self, i: int) -> Point | None:
        """The first day of "๑ - ๑๕ มีนาคม", only where a range follows."""
        start = i
        if self._kind(i) in ("weekday", "dayword"):
            i += 1
            if self._kind(i) == "dayword":
                i += 1
        if (
            self._kind(i) == "number"
            and len(self.tokens[i].text) <= 2
            and 1 <= self.tokens[i].a <= 31
            and self._kind(i + 1) == "to"
        ):
            return Point(start, i + 1, day=self.tokens[i].a)
        return None

    def _is_broken_range(self, k: int) -> bool:
        token = self.tokens[k]
        if k + 1 >= len(self.tokens):
            return token.text == "ถึง" or self.text[token.start - 1] == " "
        if self.tokens[k + 1].kind == "gap" and self.tokens[k + 1].text.strip().startswith(OPEN_END):
            return True
        if k + 2 == len(self.tokens) and self.tokens[k + 1].kind == "gap":
            return len(self.tokens[k + 1].text.strip()) <= 5  # the first letters of a month at the end of a cut text
        following = self.tokens[k + 1]
        if self._kind(k - 1) == "isodate" and following.start == token.end:
            return False
        return (
            following.kind in ("number", "dayword", "badnumber")
            and not self.years.has_unit(k + 1)
            and not (token.start == self.tokens[k - 1].end and following.start == token.end and len(following.text) > 2)
        )

    def _fill_year(self, point: Point) -> int | None:
        if point.year_be:
            return point.year_be
        if self.fiscal_year is None:
            return None
        year = self.fiscal_year - (1 if point.month >= 10 else 0)
        point.is_year_filled = True
        if not point.has_bad_year:
            point.notes.append(Words.of(
                f"ไม่ได้พิมพ์ปี เดือน{THAI_MONTHS[point.month - 1]}ของปีงบประมาณ {thai_year(self.fiscal_year)} คือ {thai_year(year)}",
                f"no year is printed: {_english(point.month)} of fiscal year {self.fiscal_year} lies in {year} B.E.",
            ))  # fmt: skip
        return year

    def _single(self, point: Point) -> Mention:
        mention = self._mention(point.start, point.end)
        year = self._fill_year(point)
        mention.notes, mention.doubts = point.notes, point.doubts
        mention.is_year_printed = not point.is_year_filled
        mention.kind = "date" if point.day is not None or point.edge == "end" else "month"
        if year is None:
            mention.kind = "ambiguous"
            mention.doubts.append(Words("ไม่ทราบปี", "the year is not known"))
            return mention
        self._judge_year(year, point.day, mention)
        last = _last_day(year, point.month)
        if not 1 <= point.month <= 12 or (point.day is not None and not 1 <= point.day <= last):
            mention.kind = "ambiguous"
            mention.doubts.append(Words.of(f"ไม่มีวันที่ {point.day} ในเดือนนี้", f"there is no day {point.day} in that month"))
            return mention
        if mention.kind == "month":
            mention.from_on = date(year - BE_OFFSET, point.month, 1)
            mention.to_on = mention.from_on.replace(day=last)
            mention.value = mention.from_on.isoformat()[:7]
            return mention
        day = date(year - BE_OFFSET, point.month, point.day or last)
        mention.from_on = mention.to_on = day
        mention.value = day.isoformat()
        if not point.day:
            mention.notes.append(Words.of(f"สิ้นเดือน คือ {format_date(day)}", "the last day of the month"))
        if point.weekday and _WEEKDAYS[day.weekday()] not in point.weekday:
            mention.doubts.append(Words.of(
                f"{format_date(day)} เป็นวัน{_WEEKDAYS[day.weekday()]} ไม่ตรงกับที่พิมพ์", "the weekday printed does not fit the date"
            ))  # fmt: skip
        if point.time:
            mention.kind, mention.value = "datetime", f"{day.isoformat()}T{_with_seconds(point.time)}"
        return mention

    def _range(self, first: Point, second: Point) -> Mention:
        mention = self._mention(first.start, second.end)
        mention.kind = "interval"
        if not first.month:
            first.month, first.year_be, first.has_bad_year = second.month, second.year_be, second.has_bad_year
        self._share_year(first, second)
        first_year, last_year = self._fill_year(first), self._fill_year(second)
        mention.is_year_printed = not (first.is_year_filled or second.is_year_filled)
        mention.notes = list(dict.fromkeys(first.notes + second.notes))
        mention.doubts = list(dict.fromkeys(first.doubts + second.doubts))
        if first_year is None or last_year is None:
            mention.kind = "ambiguous"
            mention.doubts.append(Words("ไม่ทราบปี", "the year is not known"))
            return mention
        self._judge_year(first_year, first.day, mention)
        self._judge_year(last_year, second.day, mention)
        start = _day(first_year, first.month, first.day, is_last=False)
        end = _day(last_year, second.month, second.day, is_last=True)
        if start is None or end is None:
            mention.kind = "ambiguous"
            mention.doubts.append(Words("วันที่ในช่วงนี้ไม่มีอยู่จริง", "a day of this period does not exist"))
            return mention
        if start > end:
            mention.doubts.append(Words("วันเริ่มอยู่หลังวันสิ้นสุด", "the first day is after the last"))
            start = _day(first_year - 1, first.month, first.day, is_last=False)
            if start is None or start > end:
                mention.kind = "ambiguous"
                return mention
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        if months > 12 and months % 12 and not (first.day and second.day and months == 13):
            mention.doubts.append(Words.of(f"ช่วงนี้ยาว {months} เดือน", f"the period is {months} months long"))
        starts_late = first.day is not None and first.day > 1 and second.day is None
        if starts_late or (
            first.day is None and second.day is not None and second.day < _last_day(last_year, second.month)
        ):
            mention.doubts.append(Words("พิมพ์วันไว้ข้างเดียว อีกข้างพิมพ์แต่เดือน", "one end is a day, the other only a month"))
        mention.from_on, mention.to_on = start, end
        mention.value = f"{start.isoformat()}/{end.isoformat()}"
        return mention

    def _share_year(self, first: Point, second: Point) -> None:
        """A year printed once stands for both ends; the first month is the year before when it comes later in the year."""
        if first.has_bad_year or second.has_bad_year or bool(first.year_be) == bool(second.year_be):
            return
        is_turned = (first.month, first.day or 1) > (second.month, second.day or 31)
        if second.year_be:
            first.year_be = second.year_be - (1 if is_turned else 0)
            note_year = first.year_be
        else:
            assert first.year_be
            second.year_be = first.year_be + (1 if is_turned else 0)
            note_year = second.year_be
        if is_turned:
            first.notes.append(
                Words.of(
                    f"ปีพิมพ์ครั้งเดียว อีกข้างจึงเป็น {thai_year(note_year)}",
                    f"the year is printed once, the other end is in {note_year} B.E.",
                )
            )

    def _judge_year(self, year: int, day: int | None, mention: Mention) -> None:
        is_plain_old_day = bool(day) and 2555 <= year <= 2575
        is_marked = self._kind(mention.start - 1) in ("within", "before")
        if is_misread_six(year, self.fiscal_year, is_strict=not is_plain_old_day) or (
            is_marked and self.fiscal_year and abs(year - self.fiscal_year) > 2
        ):
            mention.has_odd_year = True
            mention.doubts.append(Words.of(
                f"ปี {year} ผิดปกติเมื่อเทียบกับเอกสาร เลข ๖ อาจถูกอ่านเป็นเลขอื่น", f"{year} is odd for this document: a ๖ may have been misread"
            ))  # fmt: skip
        elif year > (self.fiscal_year + 6 if self.fiscal_year else 2576):
            mention.doubts.append(Words.of(f"ปี {year} อยู่ไกลในอนาคต", f"{year} is far in the future"))

    def _mention(self, start: int, end: int) -> Mention:
        return Mention("ambiguous", start, end)


def _last_day(year_be: int, month: int) -> int:
    return monthrange(year_be - BE_OFFSET, month)[1] if 1 <= month <= 12 else 0


def _day(year_be: int, month: int, day: int | None, *, is_last: bool) -> date | None:
    last = _last_day(year_be, month)
    number = day if day is not None else last if is_last else 1
    return date(year_be - BE_OFFSET, month, number) if 1 <= number <= last else None


def _with_seconds(time: str) -> str:
    parts = [part.zfill(2) for part in time.split(":")]
    return ":".join([*parts, "00"][:3])


def _english(month: int) -> str:
    return date(2000, month, 1).strftime("%B")
