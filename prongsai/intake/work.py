"""Makes the steps and follow-ups of a measure, with their deadlines.

Where a table has a time or reporting column, deadlines stand there: a step then has one only when its own words say a
day, a month or "within N days of". One time column and no reporting column gives one follow-up without text; several time
cells (one for each step row, or one line for each step) give one follow-up each, numbered as their step.
"""

import calendar
import itertools
import re
from dataclasses import dataclass, replace
from datetime import date

from prongsai.core.fiscal_year import BE_OFFSET, month_start_in_fiscal_year
from prongsai.core.plan import Deadline, FollowUp, Step
from prongsai.core.thai.dates import read_date
from prongsai.core.thai.deadline import read_deadline
from prongsai.core.thai.digits import to_arabic_digits, to_thai_digits
from prongsai.core.thai.text import repair_line_wraps, squash
from prongsai.intake.numbering import Part, number_parts, split_parts
from prongsai.intake.raw_measure import Piece, RawMeasure
from prongsai.intake.time_words import is_time_only

_EXECUTIVE = r"(?:คณะ)?ผู้บริหาร(?:สูงสุด|ระดับสูง|หน่วยงาน|ท้องถิ่น)?|นายก(?:เทศมนตรี|องค์การ|อบต|อบจ)?|ผู้บังคับบัญชา|ปลัด(?!เทศบาลจัด)|รองปลัด|หัวหน้า(?:หน่วยงาน|ส่วนราชการ|สำนัก|สำนักปลัด)|ผู้อำนวยการ"
_WATCHES = r"กำกับ|ติดตาม|ควบคุม|สอบทาน|ตรวจติดตาม|ดูแล"
_SUPERVISION = re.compile(
    rf"(?:โดย)?(?:{_EXECUTIVE})[^0-9]{{0,40}}?(?:{_WATCHES})|^(?:{_WATCHES})[^0-9]{{0,60}}?โดย(?:{_EXECUTIVE})"
)
_TASK_FIRST = re.compile(
    r"^(?:เจ้าหน้าที่|ผู้รับผิดชอบ|รายงาน|จัดทำ|ดำเนินการ|สรุป|เผยแพร่|ส่ง|เสนอ|นำเสนอ|ทุก(?:ภารกิจ|กอง|ส่วน|สำนัก))"
)
_MONTHS_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_RANGE_SIGN = re.compile(r"(?:[-–—]|ถึง|จนถึง)\s*$")
_RANGE_START = re.compile(r"\s*(?:[-–—]|ถึง|จนถึง)")


@dataclass(frozen=True, slots=True)
class WorkReading:
    """Steps and follow-ups; `step_rows` and `follow_up_rows` are the table rows they come from, in the same order.

    `unclear` are texts of time cells that give no deadline.
    """

    steps: tuple[Step, ...]
    follow_ups: tuple[FollowUp, ...]
    step_rows: tuple[int, ...] = ()
    follow_up_rows: tuple[int, ...] = ()
    unclear: tuple[str, ...] = ()


def is_supervision(text: str) -> bool:
    """Whether a line says that an executive follows the work up, rather than that officers do or report it."""
    letters = squash(text)
    if _TASK_FIRST.match(letters):
        return False
    match = _SUPERVISION.search(letters)
    return match is not None and match.start() <= 12


def read_work(raw: RawMeasure, *, fiscal_year: int, hard_breaks: bool) -> WorkReading:
    """The measure's steps and follow-ups."""
    deadlines_elsewhere = raw.has_follow_up_column or raw.has_time_column
    steps, step_rows = _steps(raw, fiscal_year, hard_breaks, deadlines_elsewhere)
    follow_ups, follow_up_rows = _reporting_lines(raw, fiscal_year, hard_breaks)
    time, unclear = _time_cells(raw, fiscal_year, len(steps))
    if follow_ups:
        follow_ups = _with_time(follow_ups, follow_up_rows, time)
        if time and not any(one.deadline in [deadline for _, deadline in time] for one in follow_ups):
            follow_ups += tuple(_untold(time, [one.number for one in follow_ups], step_rows, steps))
            follow_up_rows += tuple(row for row, _ in time)
    else:
        follow_ups = tuple(_untold(time, [], step_rows, steps))
        follow_up_rows = tuple(row for row, _ in time)
    said = [step.deadline for step in steps] + [one.deadline for one in follow_ups if one.text is not None]
    unclear += tuple(one.as_printed for one in said if one is not None and _is_doubtful(one, fiscal_year))
    return WorkReading(steps, follow_ups, step_rows, follow_up_rows, unclear)


def _is_doubtful(deadline: Deadline, fiscal_year: int) -> bool:
    """Whether a person should look at it: a time that could not be computed, or one that rests on a guess."""
    if deadline.kind == "none":
        return any(letter.isdigit() for letter in deadline.as_printed) or is_time_only(deadline.as_printed)
    return bool(deadline.inferred) and read_date(deadline.as_printed, fiscal_year=fiscal_year).needs_review


def _steps(
    raw: RawMeasure, fiscal_year: int, hard_breaks: bool, deadlines_elsewhere: bool
) -> tuple[tuple[Step, ...], tuple[int, ...]]:
    pieces = raw.pieces.get("steps") or raw.pieces.get("measure") or []
    parts, rows = _parts(pieces, hard_breaks)
    found = []
    for number, text in number_parts(parts):
        cleaned = repair_line_wraps(text)
        deadline = read_deadline(cleaned, fiscal_year=fiscal_year)
        if deadline is not None and (
            deadline.kind == "none" or (deadlines_elsewhere and deadline.kind not in {"date", "relative"})
        ):
            deadline = None
        found.append(Step(number, cleaned, deadline))
    return tuple(found), rows


def _parts(pieces: list[Piece], hard_breaks: bool) -> tuple[list[Part], tuple[int, ...]]:
    parts: list[Part] = []
    rows: list[int] = []
    for piece in pieces:
        for part in split_parts(piece.paragraphs, hard_breaks=hard_breaks):
            parts.append(part)
            rows.append(piece.row)
    return parts, tuple(rows)


def _reporting_lines(
    raw: RawMeasure, fiscal_year: int, hard_breaks: bool
) -> tuple[tuple[FollowUp, ...], tuple[int, ...]]:
    parts, rows = _parts(raw.pieces.get("follow_up", []), hard_breaks)
    found = []
    for number, text in number_parts(parts):
        cleaned = repair_line_wraps(text)
        only_time = is_time_only(cleaned)
        deadline = read_deadline(cleaned, fiscal_year=fiscal_year, is_time_cell=True) if only_time else None
        deadline = deadline or read_deadline(cleaned, fiscal_year=fiscal_year)
        supervision = is_supervision(cleaned)
        if supervision and deadline is None:
            deadline = Deadline("none", why="ข้อความกำกับติดตามนี้ไม่ได้ระบุวันหรือเดือน")
        told = None if only_time and deadline is not None and len(parts) == 1 else cleaned
        found.append(FollowUp(number, told, "supervision" if supervision else "task", deadline))
    return tuple(found), rows


def _time_cells(
    raw: RawMeasure, fiscal_year: int, step_count: int
) -> tuple[list[tuple[int, Deadline]], tuple[str, ...]]:
    found: list[tuple[int, Deadline]] = []
    unclear: list[str] = []
    pieces = raw.pieces.get("time", [])
    if len(pieces) == 2 and pieces[0].row == pieces[1].row:
        joined = replace(
            pieces[0], paragraphs=(f"{' '.join(pieces[0].paragraphs)} - {' '.join(pieces[1].paragraphs)}",)
        )
        if read_deadline(joined.text, fiscal_year=fiscal_year, is_time_cell=True) is not None:
            pieces = [joined]
    for piece in pieces:
        for text in _time_lines(piece, fiscal_year, step_count):
            deadline = read_deadline(repair_line_wraps(text), fiscal_year=fiscal_year, is_time_cell=True)
            if _is_misread(text, deadline, fiscal_year) and not _says_no_time(text):
                unclear.append(text)
            if deadline is None:
                deadline = Deadline("none", as_printed=text, why="ข้อความในช่องเวลานี้ไม่บอกวันหรือเดือนที่คำนวณได้")
            found.append((piece.row, deadline))
    by_row: dict[int, list[tuple[int, Piece]]] = {}
    for mark in raw.marks:
        by_row.setdefault(mark[1].row, []).append(mark)
    for row, marks in sorted(by_row.items()):
        deadline = _deadline_of_marks(marks, fiscal_year, raw.month_headings)
        if deadline is not None:
            found.append((row, deadline))
    return found, tuple(unclear)


def _is_misread(text: str, deadline: Deadline | None, fiscal_year: int) -> bool:
    """Whether a time cell gives no sure deadline, or a date although it holds words that are no time ("มิยายน 2567")."""
    if deadline is None or _is_doubtful(deadline, fiscal_year):
        return True
    return deadline.kind == "date" and len(text) <= 40 and not is_time_only(text)


def _says_no_time(text: str) -> bool:
    return not text.strip(" -–—.")


def _time_lines(piece: Piece, fiscal_year: int, step_count: int) -> list[str]:
    """One text for each deadline of a time cell: its lines where each is a time of its own, else the whole cell."""
    printed = [text for text in piece.paragraphs if text.strip()]
    if len(printed) == 2 and _RANGE_START.match(printed[1]) and not _RANGE_START.match(printed[0]):
        return [" ".join(printed)]  # a dash before the second line only is no bullet
    parts = split_parts(piece.paragraphs)
    lines = [part.text for part in parts]
    if len(lines) < 2 or len(lines) > max(step_count, 24):
        return [" ".join(lines)] if lines else []
    for one, other in itertools.pairwise(lines):
        if _RANGE_SIGN.search(one) or _RANGE_START.match(other):
            return [" ".join(lines)]
    readings = [read_deadline(repair_line_wraps(line), fiscal_year=fiscal_year, is_time_cell=True) for line in lines]
    if all(reading is not None and reading.kind != "none" for reading in readings):
        return lines
    numbered = all(part.number is not None for part in parts)
    return lines if numbered and len(lines) == step_count else [" ".join(lines)]


def _with_time(
    follow_ups: tuple[FollowUp, ...], rows: tuple[int, ...], time: list[tuple[int, Deadline]]
) -> tuple[FollowUp, ...]:
    """Reporting lines with the deadlines of a time column beside them: paired one to one, else given to the tasks."""
    dated = [deadline for _, deadline in time if deadline.kind != "none"]
    if not dated:
        return follow_ups
    tasks = [index for index, one in enumerate(follow_ups) if one.role == "task" and one.deadline is None]
    updated = list(follow_ups)
    if len(time) > 1 and len({row for row, _ in time}) > 1:
        by_row = dict(reversed(time))
        for index in tasks:
            if rows[index] in by_row:
                updated[index] = replace(updated[index], deadline=by_row[rows[index]])
    elif len(dated) == len(follow_ups) > 1:
        for index, deadline in enumerate(dated):
            if updated[index].deadline is None:
                updated[index] = replace(updated[index], deadline=deadline)
    elif len(dated) == len(tasks):
        for index, deadline in zip(tasks, dated, strict=True):
            updated[index] = replace(updated[index], deadline=deadline)
    elif len(dated) == 1:
        for index in tasks:
            updated[index] = replace(updated[index], deadline=dated[0])
    return tuple(updated)


def _untold(
    time: list[tuple[int, Deadline]], taken: list[int], step_rows: tuple[int, ...], steps: tuple[Step, ...]
) -> list[FollowUp]:
    """A follow-up without text for each time cell; numbered as the step of its row, or of its place, where that fits."""
    numbers: list[int] = []
    if not taken and len(time) > 1:
        rows = [row for row, _ in time]
        if len(set(rows)) == len(rows) and all(rows.count(row) == 1 and step_rows.count(row) == 1 for row in rows):
            numbers = [steps[step_rows.index(row)].number for row in rows]
        elif len(time) == len(steps):
            numbers = [step.number for step in steps]
    if not numbers:
        first = max(taken, default=0) + 1
        numbers = list(range(first, first + len(time)))
    return [FollowUp(number, None, "task", deadline) for number, (_, deadline) in zip(numbers, time, strict=True)]


def _months_of(number: int) -> tuple[int, ...]:
    """The months of a marked column: one month, or the three of a quarter of the fiscal year (-1 is October on)."""
    if number >= 0:
        return (number,) if number else ()
    first = 10 + 3 * (-number - 1)
    return tuple((month - 1) % 12 + 1 for month in range(first, first + 3))


def _name_of(number: int) -> str:
    return f"ไตรมาส {-number}" if number < 0 else _MONTHS_SHORT[number - 1]


def _deadline_of_marks(marks: list[tuple[int, Piece]], fiscal_year: int, headings: str) -> Deadline | None:
    marked = {month for number, _ in marks for month in _months_of(number)}
    months = sorted(marked, key=lambda month: (month - 10) % 12)
    if not months:
        return None
    first = month_start_in_fiscal_year(months[0], fiscal_year)
    last = month_start_in_fiscal_year(months[-1], fiscal_year)
    last = date(last.year, last.month, calendar.monthrange(last.year, last.month)[1])
    printed = ", ".join(f"{_name_of(number)} {' '.join(piece.paragraphs)}".strip() for number, piece in marks)
    has_year = re.search(r"25\d\d|พ\.?ศ|\d\d\s*$", to_arabic_digits(headings)) is not None
    end = f"{_MONTHS_SHORT[months[-1] - 1]} {last.year + BE_OFFSET}"
    return Deadline(
        "date",
        due_on=last,
        from_on=first,
        as_printed=printed,
        inferred=() if has_year else ("year",),
        why=to_thai_digits(
            f"เครื่องหมายในช่องเดือนของปีงบประมาณ {fiscal_year} ตั้งแต่เดือนแรกถึงเดือนสุดท้ายที่ทำเครื่องหมาย สิ้นสุดวันสุดท้ายของ {end}"
        ),
    )
