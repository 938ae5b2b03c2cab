"""Finds the scores in a table: one row for each part, one column for each part, or one column for each year.

A row of headings that names two or more parts and holds no score lays the table out by columns, one agency or year a
row. Any other table is read by rows: the first cell that names a part, and the cell under a heading of scores.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.core.framework.items import read_item_label
from prongsai.core.framework.model import TOOL_CODES, Framework
from prongsai.intake.blocks import Table
from prongsai.intake.grid import grid_of
from prongsai.intake.results.agencies import HEAD_ROWS, Across, find_across
from prongsai.intake.results.labels import FULL_MARKS, SCORED, Key, Labels
from prongsai.intake.results.leftovers import Leftovers, letter_of
from prongsai.intake.results.readings import Findings, Reading, say_given_twice
from prongsai.intake.results.scores import is_blank, read_mark, read_score
from prongsai.intake.results.sections import Sections

_OIT_AND_WEIGHT = re.compile(r"\s*OIT\s+\d{2}\s*$", re.IGNORECASE)
_ITEM_SCORES = frozenset((None, Decimal(0), Decimal(1), Decimal(100)))
_QUESTION = re.compile(r"^(?:e\d{1,2}|i(?:\d|1[1-9]|[23]\d))$|^(?:E\d{1,2}|I(?:1[1-9]|[23]\d))$|^(?:ข้อ)?คำถาม(?:ที่)?$")
_QUESTION_CODE = re.compile(r"^(?:[IEie]|ข้อ\s*(?:ที่)?)\s*\d{1,2}(?!\d)")
_DEPTH = {"tool": 1, "indicator": 2, "sub": 3, "item": 4}
_LONGEST_TEXT = 200
_SAYS_SCORE = re.compile(r"คะแนน|ITA|เฉลี่ย|ร้อยละ|ตัวชี้วัด|score|indicator", re.IGNORECASE)


@dataclass(slots=True)
class TableReader:
    """Goes through the tables of one document. `labels` and `framework` are those of the year the document names.

    `names` are the agency's, the present one first; `others` fills with agencies of tables that one's own is not in.
    """

    labels: Labels
    framework: Framework
    findings: Findings
    names: Sequence[str] = ()
    others: set[str] = field(default_factory=set)
    sections: Sections = field(init=False)
    readings: list[Reading] = field(default_factory=list)
    main: Reading = field(default_factory=Reading)
    left: Leftovers = field(default_factory=lambda: Leftovers(()))
    has_questions: bool = False

    def __post_init__(self) -> None:
        self.sections = Sections(self.framework)

    def read(self, table: Table) -> None:
        """Add what one table says, and name the numbers in it that were of no use."""
        rows, spread = _texts(table), _texts(table, is_spread=True)
        places, letters = [row.where for row in table.rows], _letters(table)
        self.sections.at(next(filter(None, places), ""))
        across = find_across(spread, [name for name in self.names if name])
        if across is not None and not self._is_field(across, rows):
            if not across.own and len(across.agencies) > 1:
                self._say_of_others(across, places)
                return
            self._say_own(across, letters)
            rows, spread = self._own_columns(across, rows), self._own_columns(across, spread)
        self.left = Leftovers(rows, places, letters, spread)
        self.has_questions = any(_QUESTION.match("".join(cell.split())) for row in rows for cell in row)
        head = self._find_head(rows, spread)
        if head is not None:
            self._by_columns(rows, head)
        else:
            self._by_rows(rows)
        self.left.say(self.findings)
        self.sections.end_table()

    def read_line(self, cells: Sequence[str], where: str = "", *, is_sheet: bool = False) -> bool:
        """Add what one line of text says, already parted into label and value, and say whether it was read or named.

        A row of a sheet is told of as in a table.
        """
        self.sections.at(where)
        self.left = Leftovers([cells] if is_sheet else (), [where])
        self.has_questions = False
        is_used = self._row(0, list(cells), {}, {}, where, is_text=not is_sheet)
        self.left.say(self.findings)
        return is_used

    def knows(self, cells: Sequence[str]) -> bool:
        """Whether a line of text, parted into label and value, is about a part of a result."""
        self.has_questions = False
        return self._label(cells, {})[0] is not None

    def _is_field(self, across: Across, rows: Sequence[Sequence[str]]) -> bool:
        """Whether a lone agency stands beside the word for it ("หน่วยงาน", its name), as in a form."""
        label = next(filter(None, rows[across.row]), "")
        key = self.labels.read(label)
        return len(across.agencies) == 1 and key is not None and key.kind == "agency"

    def _say_of_others(self, across: Across, places: Sequence[str]) -> None:
        self.others.update(across.agencies)
        named = _short(", ".join(across.agencies), 120)
        self.findings.say(
            "result_table_of_others",
            "warning",
            places[across.row] if across.row < len(places) else "",
            f"ตารางมีช่องของแต่ละหน่วยงาน แต่ไม่มีหน่วยงานนี้ จึงไม่ได้อ่านทั้งตาราง: {named}",
            f"the table has a column for each agency and none for this one; none of it was read: {named}",
        )

    def _say_own(self, across: Across, letters: dict[int, str]) -> None:
        own = across.own or tuple(across.columns)
        name = across.columns[own[0]]
        self.main.agency = self.main.agency or name[:_LONGEST_TEXT]
        if len(across.agencies) == 1:
            return
        columns = ", ".join(letters.get(column) or letter_of(column) for column in own)
        self.findings.say(
            "result_own_column",
            "note",
            f"ช่อง {columns}",
            f'อ่านเฉพาะช่อง {columns} ของ "{_short(name)}" ช่องของหน่วยงานอื่นไม่ได้อ่าน',
            f'only column {columns} of "{_short(name)}" was read; the columns of other agencies were not',
        )

    def _own_columns(self, across: Across, rows: Sequence[Sequence[str]]) -> list[list[str]]:
        """The rows without the columns of other agencies, one's own under a word for scores where it has none below."""
        own = across.own or tuple(across.columns)
        others = set(across.columns) - set(own)
        kept = [["" if column in others else cell for column, cell in enumerate(row)] for row in rows]
        below = kept[across.row + 1] if across.row + 1 < len(kept) else []
        named = [self.labels.read(below[column]) for column in own if column < len(below)]
        for column in own:
            kept[across.row][column] = "คะแนน" if column == own[0] and not any(named) else ""
        return kept

    def _find_head(self, rows: Sequence[Sequence[str]], spread: Sequence[Sequence[str]]) -> "_Head | None":
        """The rows of headings and the key of each column, None where the table is not laid out by columns.

        `spread` are the rows with a merged heading's words over each of its columns.
        """
        for at, row in enumerate(rows[:HEAD_ROWS]):
            keys = self._keys(row)
            named = {key for key in keys.values() if key.kind in SCORED}
            has_agency = any(key.kind == "agency" for key in keys.values())
            if len(named) + has_agency < 2 or not named or any(read_score(cell) is not None for cell in row):
                continue
            if at + 1 < len(rows) and not any(read_score(cell) is not None for cell in rows[at + 1]):
                below = self._keys(rows[at + 1])
                if any(key.kind in SCORED | {"score", "level"} for key in below.values()):
                    heads = {
                        column: " ".join(dict.fromkeys(filter(None, (over, rows[at + 1][column]))))
                        for column, over in enumerate(spread[at])
                    }
                    joined = _over(keys, self._keys(spread[at]), below)
                    unknown = {column for column, cell in enumerate(rows[at + 1]) if _is_title(cell)} - set(below)
                    return _Head(at, at + 1, {one: joined[one] for one in joined if one not in unknown}, heads)
            return _Head(at, at, _with_total(keys), dict(enumerate(row)))
        return None

    def _keys(self, row: Sequence[str]) -> dict[int, Key]:
        found: dict[int, Key] = {}
        for column, cell in enumerate(row):
            key = self._key(cell)
            if key is not None and not (key.kind == "year" and key.code):
                found[column] = key
        return found

    def _key(self, cell: str) -> Key | None:
        """What a cell names; the code of a question is no indicator and no item."""
        key = self.labels.read(cell)
        if self.has_questions and key is not None and key.kind in ("indicator", "item") and _QUESTION_CODE.match(cell):
            return None
        return key

    def _by_columns(self, rows: Sequence[Sequence[str]], head: "_Head") -> None:
        keys = head.keys
        self.left.head(head.texts, keys, range(head.first, head.last + 1))
        scored = {column: key for column, key in keys.items() if key.kind in SCORED}
        parts = set(scored.values())
        for column, key in scored.items():
            if key.kind == "total":
                scored[column] = self.sections.total_of_columns(head.texts.get(column, ""), parts)
        plain: dict[str, int] = {
            key.kind: column for column, key in keys.items() if key.kind in ("agency", "year", "level")
        }
        for at, row in enumerate(rows[head.last + 1 :], start=head.last + 2):
            values = {column: row[column] for column in scored if column < len(row) and not is_blank(row[column])}
            if not any(read_score(text) is not None or read_mark(text) is not None for text in values.values()):
                continue
            reading = Reading(agency=self._agency(row, plain, scored), year=self._year(row, plain))
            reading.level = _level_of(row, plain["level"]) if "level" in plain else ""
            named = [plain[kind] for kind in ("agency", "year") if kind in plain and plain[kind] < len(row)]
            self.left.use(at - 1, *values, *(column for column in named if read_score(row[column]) is None))
            for column, text in values.items():
                self._put(reading, scored[column], text, self.left.place(at - 1))
            self.readings.append(reading)

    @staticmethod
    def _agency(row: Sequence[str], plain: dict[str, int], scored: dict[int, Key]) -> str:
        if "agency" in plain and plain["agency"] < len(row):
            return row[plain["agency"]][:_LONGEST_TEXT]
        first = min(scored)
        texts = [cell for cell in row[:first] if _is_title(cell)]
        return texts[-1][:_LONGEST_TEXT] if texts else ""

    def _year(self, row: Sequence[str], plain: dict[str, int]) -> int | None:
        if "year" not in plain or plain["year"] >= len(row):
            return None
        key = self.labels.read(row[plain["year"]])
        return int(key.code) if key is not None and key.kind == "year" and key.code else None

    def _by_rows(self, rows: Sequence[Sequence[str]]) -> None:
        columns: dict[int, Key] = {}
        years: dict[int, Reading] = {}
        headed = -1
        for at, row in enumerate(rows, start=1):
            head = self._score_columns(row, rows[at:])
            if head and not (columns and set(head) == {0}):  # words in the first column alone begin a row, not a table
                head = _without_labels(head, rows[at:], self.labels)
                self.left.head(dict(enumerate(row)), head, [at - 1])
                columns = _joined_heads(columns, head) if at == headed + 1 else head
                headed = at
                years = {
                    column: self._reading_of(int(key.code))
                    for column, key in columns.items()
                    if key.kind == "year" and key.code
                }
                continue
            self._row(at - 1, list(row), columns, years, self.left.place(at - 1))

    def _score_columns(self, row: Sequence[str], below: Sequence[Sequence[str]]) -> dict[int, Key]:
        """The columns of a row of headings over scores, or over weights that are none; {} when it is no such row."""
        found: dict[int, Key] = {}
        for column, cell in enumerate(row):
            key = self._key(cell)
            if key is None or key.kind in SCORED - {"total"}:
                if column and key is not None:
                    return {}
                continue
            found[column] = key
        kinds = {key.kind for key in found.values()}
        passed = [one for one, key in found.items() if one and key.kind == "ignored" and _numbers(below, one)]
        if passed and "score" not in kinds and not any(_is_scored(self._key(cell)) for cell in row[:1]):
            full = [one for one in passed if found[one] == FULL_MARKS and _numbers(below, one) - {Decimal(100)}]
            found |= {one: Key("score") for one in full[:1]}
            kinds.add("score")
        dated = [key for key in found.values() if key.kind == "year" and key.code]
        is_alone = sum(bool(cell) for cell in row) < 2
        has_score = "score" in kinds or len(dated) >= 2 or (bool(dated) and 0 not in found)
        numbers = [cell for column, cell in enumerate(row) if column not in found and read_score(cell) is not None]
        return {} if is_alone or not has_score or numbers else found

    def _reading_of(self, year: int) -> Reading:
        for reading in self.readings:
            if reading.year == year and not reading.agency:
                return reading
        made = Reading(year=year)
        self.readings.append(made)
        return made

    def _row(
        self,
        number: int,
        row: list[str],
        columns: dict[int, Key],
        years: dict[int, Reading],
        where: str,
        *,
        is_text: bool = False,
    ) -> bool:
        """Read one row, and say whether a value of it was read or named."""
        key, at, title = self._label(row, columns)
        if key is None:
            if self._not_understood(row, columns, where, is_text):
                self.left.done(number)
                return True
            return False
        if key.kind == "level" and years:
            for column, reading in years.items():
                reading.level = reading.level or _level_of(row, column)
            return True
        if key.kind in ("year", "agency", "level"):
            under = [column for column, one in columns.items() if one.kind == "score" and column < len(row)]
            self._plain(key, [row[column] for column in under] or row[at + 1 :])
            return bool(row[at + 1 :])
        if key.kind not in SCORED:
            return False
        self.left.use(number, at, *(column for column in range(at) if self._is_number_of_row(row[column])))
        levels = [column for column, one in columns.items() if one.kind == "level"]
        if years:
            for column, reading in years.items():
                if column < len(row) and not is_blank(row[column]):
                    self.left.use(number, column)
                    self._put(reading, self._meant(key, row[at], row[column], reading), row[column], where, title)
                beside = column + 1
                if key.kind == "total" and beside in levels:
                    reading.level = reading.level or _level_of(row, beside)
            self._noted(key)
            return True
        place, text = self._value(row, at, columns, key)
        if key.kind == "item" and _OIT_AND_WEIGHT.match(row[at]) and read_score(text) not in _ITEM_SCORES:
            key = Key("tool", "OIT")  # "OIT 40 95.00": an item gets all or nothing
        if text:
            self.left.use(number, place)
            meant = self._meant(key, row[at], text, self.main)
            self._put(self.main, meant, text, where, title)
            if meant.kind == "total" and levels and not self.main.level:
                self.main.level = _level_of(row, levels[0])
            self._noted(key)
        elif key.kind == "tool" and sum(map(bool, row)) == 1:
            self.sections.title(key.code)
        return bool(text)

    def _meant(self, key: Key, label: str, text: str, reading: Reading) -> Key:
        """A total of one tool's part is that tool's score."""
        if key.kind != "total" or read_score(text) is None:
            return key
        return self.sections.total_of(label, read_score(text), reading.scores)

    def _noted(self, key: Key) -> None:
        if key.kind == "total":
            self.sections.end_rows()
        else:
            self.sections.note(key)

    def _label(self, row: Sequence[str], columns: dict[int, Key]) -> tuple[Key | None, int, str]:
        """What a row is about: the first cell that names something, its place, and the title beside it."""
        data = {column for column, key in columns.items() if key.kind in ("score", "year", "ignored", "level")}
        cells = [(column, cell) for column, cell in enumerate(row) if cell and column not in data]
        for first, (column, cell) in enumerate(cells):
            place, key = first, self._key(cell)
            if key is None or key.kind in ("score", "ignored"):
                continue
            if key.kind == "year" and key.code:
                continue
            # A part merged over the rows of its own parts: the more special one, right beside it, is meant.
            for later in range(place + 1, len(cells)):
                inner = self.labels.read(cells[later][1])
                if inner is None or _DEPTH.get(inner.kind, 0) <= _DEPTH.get(key.kind, 9):
                    break
                if self._is_score_like_code(key, inner, [text for _at, text in cells[later:]], len(row)):
                    break
                place, key, (column, cell) = later, inner, cells[later]
            title = next((text for _at, text in cells[place + 1 :] if _is_title(text)), "")
            return key, column, (title or cell)[:_LONGEST_TEXT]
        return self._by_title(cells)

    def _is_score_like_code(self, key: Key, inner: Key, rest: Sequence[str], width: int) -> bool:
        """Whether "9.3" is the score of the part before it and not the code of a part of that: nothing else is one."""
        if any(read_score(text) is not None for text in rest[1:]) or read_score(rest[0]) is None:
            return False
        is_of_another = key.kind == "indicator" and not inner.code.startswith(f"{key.code}.")
        return is_of_another or width == 2

    def _by_title(self, cells: Sequence[tuple[int, str]]) -> tuple[Key | None, int, str]:
        """An item by its title alone, with or without a bare number before it."""
        for column, cell in cells:
            if not _is_title(cell) or len(cell) > _LONGEST_TEXT:
                continue
            if self.has_questions and _QUESTION_CODE.match(cell):
                continue
            number = next((text for at, text in cells if at < column and text.strip(". ").isdigit()), "")
            read = read_item_label(f"{number.strip('. ')}. {cell}" if number else cell, self.framework)
            if read.code is not None and not read.needs_review:
                return Key("item", read.code), column, cell
        return None, 0, ""

    def _is_number_of_row(self, text: str) -> bool:
        """Whether a cell before the label counts the rows, or is a code such as "9.1"."""
        score = read_score(text)
        return score is None or score == int(score) or self.labels.read(text) is not None

    def _value(self, row: Sequence[str], at: int, columns: dict[int, Key], key: Key) -> tuple[int, str]:
        """The column and the text of a row's score, (at, "") without one."""
        under = [column for column, one in columns.items() if one.kind == "score" and column < len(row)]
        under += [column for column, one in columns.items() if one.kind == "total" and column < len(row)]
        for column in under:
            if not is_blank(row[column]):
                return column, row[column]
        if under and key.kind == "total":  # points of the total are summed in their own column
            under = [column for column in self.left.weighted() if column < len(row) and not is_blank(row[column])]
            return (under[0], row[under[0]]) if under else (at, "")
        if under:
            return at, ""
        if key.kind == "total" and (weighted := self.left.weighted()):
            return next(((one, row[one]) for one in weighted if one < len(row) and not is_blank(row[one])), (at, ""))
        skipped = {column for column, one in columns.items() if one.kind == "ignored"}
        rest = [(column, cell) for column, cell in enumerate(row) if column > at and column not in skipped and cell]
        for column, cell in rest:
            if read_score(cell) is not None:
                return column, cell
        if key.kind == "item":
            return next(((column, cell) for column, cell in rest if read_mark(cell) is not None), (at, ""))
        return at, ""

    def _plain(self, key: Key, rest: Sequence[str]) -> None:
        text = next((cell for cell in rest if not is_blank(cell)), "")[:_LONGEST_TEXT]
        if not text:
            return
        if key.kind == "level" and read_score(text) is None:
            self.main.level = self.main.level or text
        elif key.kind == "agency":
            self.main.agency = self.main.agency or text
        elif key.kind == "year":
            named = self.labels.read(text)
            if named is not None and named.kind == "year" and named.code:
                self.main.year = self.main.year or int(named.code)

    def _put(self, reading: Reading, key: Key, text: str, where: str, title: str = "") -> None:
        score = read_score(text)
        if score is None and key.kind == "item":
            score = read_mark(text)
        name = key.code or "คะแนนรวม"
        if score is None:
            if not is_blank(text):
                self.findings.say(
                    "result_score_not_read",
                    "warning",
                    where,
                    f'{name}: อ่านคะแนนจาก "{_short(text)}" ไม่ได้ จึงเว้นไว้ กรุณากรอกเอง',
                    f'{key.code or "total"}: no score can be read from "{_short(text)}"; it is left out: enter it yourself',
                )
            return
        if key in reading.scores:
            if reading.scores[key] != score:
                known = reading.scores[key], reading.places.get(key, "")
                say_given_twice(self.findings, (name, key.code or "total"), known, (score, where))
            return
        reading.scores[key] = score
        reading.places[key] = where
        if key.kind == "item" and title and self.labels.read(title) != key:
            reading.titles[key.code] = title

    def _not_understood(self, row: Sequence[str], columns: dict[int, Key], where: str, is_text: bool) -> bool:
        """Name a row with a score that names nothing known, and say whether it was named.

        Lines of running text are passed over, but for those that say that their number is a score.
        """
        words = [cell for cell in row if _is_title(cell)]
        if not words or (is_text and not (len(row) == 2 and _SAYS_SCORE.search(words[0]))):
            return False
        scored = [column for column, key in columns.items() if key.kind in ("score", "year")]
        cells = [row[column] for column in scored if column < len(row)] if scored else list(row)
        if not any(read_score(cell) is not None for cell in cells):
            return False
        self.findings.say(
            "result_row_not_understood",
            "warning",
            where,
            f'ไม่เข้าใจว่าแถวนี้เป็นคะแนนของอะไร: "{_short(words[0])}" จึงไม่ได้อ่าน',
            f'what this row is the score of was not understood: "{_short(words[0])}"; it was not read',
        )
        return True


@dataclass(frozen=True, slots=True)
class _Head:
    """One or two rows of headings: the first and the last of them, and the key and the words of each column."""

    first: int
    last: int
    keys: dict[int, Key]
    texts: dict[int, str]


def _over(upper: dict[int, Key], spread: dict[int, Key], lower: dict[int, Key]) -> dict[int, Key]:
    """Two rows of headings as one: "คะแนน" below a part is that part's score, any other word below is meant itself."""
    joined = {**upper, **lower}
    for column, key in lower.items():
        above = spread.get(column)
        if key.kind == "score" and above is not None and above.kind in SCORED:
            joined[column] = above
    return joined


def _with_total(keys: dict[int, Key]) -> dict[int, Key]:
    """A lone column of scores beside those of the three tools is the total."""
    kinds = [key.kind for key in keys.values()]
    if kinds.count("score") == 1 and kinds.count("tool") == len(TOOL_CODES) and "total" not in kinds:
        return {column: Key("total") if key.kind == "score" else key for column, key in keys.items()}
    return keys


def _without_labels(head: dict[int, Key], below: Sequence[Sequence[str]], labels: Labels) -> dict[int, Key]:
    """The columns of scores less those that hold what the scores are of, as under "ผลการประเมิน | ปี 2564 | ปี 2565"."""
    kept = dict(head)
    for column, key in head.items():
        if key.kind != "score" or len(head) < 2:
            continue
        cells = [row[column] for row in below[:HEAD_ROWS] if column < len(row) and row[column]]
        named = sum(labels.read(cell) is not None for cell in cells)
        if named and not any(read_score(cell) is not None or read_mark(cell) is not None for cell in cells):
            del kept[column]
    return kept


def _numbers(rows: Sequence[Sequence[str]], column: int) -> set[Decimal]:
    """The numbers of a column in the rows next below a heading, up to the first row that is empty."""
    found: set[Decimal] = set()
    for row in rows[:HEAD_ROWS]:
        if not any(row):
            break
        score = read_score(row[column]) if column < len(row) else None
        found |= set() if score is None else {score}
    return found


def _is_scored(key: Key | None) -> bool:
    return key is not None and key.kind in SCORED


def _level_of(row: Sequence[str], column: int) -> str:
    """The words of a cell as a level, "" for none: a number is no level."""
    text = row[column] if column < len(row) else ""
    return "" if is_blank(text) or read_score(text) is not None else text[:_LONGEST_TEXT]


def _joined_heads(upper: dict[int, Key], lower: dict[int, Key]) -> dict[int, Key]:
    """Two rows of headings as one: a year above stands for the word for scores below it."""
    return (
        {**lower, **{column: key for column, key in upper.items() if key.kind == "year" and key.code}}
        if upper
        else lower
    )


def _texts(table: Table, *, is_spread: bool = False) -> list[list[str]]:
    """The table's cells as text; one that goes on from above is repeated, one from the left only if it `is_spread`."""
    return [
        [" ".join(spot.cell.text.split()) if spot is not None and (spot.left or is_spread) else "" for spot in row]
        for row in grid_of(table)
    ]


def _letters(table: Table) -> dict[int, str]:
    """What the document calls the columns, from the places of their cells ("แถว 4 ช่อง C")."""
    return {
        cell.column: cell.where.rpartition("ช่อง ")[2]
        for row in table.rows
        for cell in row.cells
        if "ช่อง " in cell.where
    }


def _is_title(text: str) -> bool:
    return any("ก" <= letter <= "ฮ" or letter.isalpha() for letter in text) and read_score(text) is None


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
