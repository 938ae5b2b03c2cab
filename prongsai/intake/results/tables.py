"""Finds the scores in a table: one row for each part, one column for each part, or one column for each year.

A row of headings that names two or more parts and holds no score lays the table out by columns, one agency or year a
row. Any other table is read by rows: the first cell that names a part, and the cell under a heading of scores.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.core.framework.items import read_item_label
from prongsai.core.framework.model import Framework
from prongsai.intake.blocks import Table
from prongsai.intake.grid import grid_of
from prongsai.intake.results.labels import SCORED, Key, Labels
from prongsai.intake.results.readings import Findings, Reading
from prongsai.intake.results.scores import is_blank, read_mark, read_score

HEAD_ROWS = 15
_OIT_AND_WEIGHT = re.compile(r"\s*OIT\s+\d{2}\s*$", re.IGNORECASE)
_ITEM_SCORES = frozenset((None, Decimal(0), Decimal(1), Decimal(100)))
_DEPTH = {"tool": 1, "indicator": 2, "sub": 3, "item": 4}
_LONGEST_TEXT = 200


@dataclass(slots=True)
class TableReader:
    """Goes through the tables of one document. `labels` and `framework` are those of the year the document names."""

    labels: Labels
    framework: Framework
    findings: Findings
    readings: list[Reading] = field(default_factory=list)
    main: Reading = field(default_factory=Reading)

    def read(self, table: Table) -> None:
        """Add what one table says."""
        rows = _texts(table)
        head = self._find_head(rows)
        if head is not None:
            self._by_columns(rows, *head)
        else:
            self._by_rows(rows)

    def read_line(self, cells: Sequence[str], where: str = "") -> None:
        """Add what one line of text says, already parted into label and value."""
        self._row(list(cells), {}, {}, where, is_text=True)

    def _find_head(self, rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, Key]] | None:
        """The last row of headings and the key of each column, None where the table is not laid out by columns."""
        for at, row in enumerate(rows[:HEAD_ROWS]):
            keys = self._keys(row)
            named = {key for key in keys.values() if key.kind in SCORED}
            if len(named) < 2 or any(read_score(cell) is not None for cell in row):
                continue
            if at + 1 < len(rows):
                below = self._keys(rows[at + 1])
                lower = {column: key for column, key in below.items() if key.kind in SCORED}
                if lower and not any(read_score(cell) is not None for cell in rows[at + 1]):
                    return at + 1, {**keys, **below}
            return at, keys
        return None

    def _keys(self, row: Sequence[str]) -> dict[int, Key]:
        found: dict[int, Key] = {}
        for column, cell in enumerate(row):
            key = self.labels.read(cell)
            if key is not None and not (key.kind == "year" and key.code):
                found[column] = key
        return found

    def _by_columns(self, rows: Sequence[Sequence[str]], head: int, keys: dict[int, Key]) -> None:
        scored = {column: key for column, key in keys.items() if key.kind in SCORED}
        plain: dict[str, int] = {
            key.kind: column for column, key in keys.items() if key.kind in ("agency", "year", "level")
        }
        for at, row in enumerate(rows[head + 1 :], start=head + 2):
            values = {column: row[column] for column in scored if column < len(row) and not is_blank(row[column])}
            if not any(read_score(text) is not None or read_mark(text) is not None for text in values.values()):
                continue
            reading = Reading(agency=self._agency(row, plain, scored), year=self._year(row, plain))
            level = row[plain["level"]] if "level" in plain and plain["level"] < len(row) else ""
            reading.level = "" if is_blank(level) or read_score(level) is not None else level[:_LONGEST_TEXT]
            for column, text in values.items():
                self._put(reading, scored[column], text, f"แถว {at}")
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
            head = self._score_columns(row)
            if head:
                columns = _joined_heads(columns, head) if at == headed + 1 else head
                headed = at
                years = {
                    column: self._reading_of(int(key.code))
                    for column, key in columns.items()
                    if key.kind == "year" and key.code
                }
                continue
            self._row(list(row), columns, years, f"แถว {at}")

    def _score_columns(self, row: Sequence[str]) -> dict[int, Key]:
        """The columns of a row of headings over scores; {} when it is no such row."""
        found: dict[int, Key] = {}
        for column, cell in enumerate(row):
            key = self.labels.read(cell)
            if key is None or key.kind in SCORED - {"total"}:
                if column and key is not None:
                    return {}
                continue
            found[column] = key
        kinds = {key.kind for key in found.values()}
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
        self, row: list[str], columns: dict[int, Key], years: dict[int, Reading], where: str, *, is_text: bool = False
    ) -> None:
        key, at, title = self._label(row, columns)
        if key is None:
            self._not_understood(row, columns, where, is_text)
            return
        if key.kind in ("year", "agency", "level"):
            under = [column for column, one in columns.items() if one.kind == "score" and column < len(row)]
            self._plain(key, [row[column] for column in under] or row[at + 1 :])
            return
        if key.kind not in SCORED:
            return
        if years:
            for column, reading in years.items():
                if column < len(row) and not is_blank(row[column]):
                    self._put(reading, key, row[column], where, title)
            return
        text = self._value(row, at, columns, key)
        if key.kind == "item" and _OIT_AND_WEIGHT.match(row[at]) and read_score(text) not in _ITEM_SCORES:
            key = Key("tool", "OIT")  # "OIT 40 95.00": an item gets all or nothing
        if text:
            self._put(self.main, key, text, where, title)
        level = next((column for column, one in columns.items() if one.kind == "level"), None)
        if key.kind == "total" and level is not None and level < len(row) and not self.main.level:
            self.main.level = "" if is_blank(row[level]) else row[level][:_LONGEST_TEXT]

    def _label(self, row: Sequence[str], columns: dict[int, Key]) -> tuple[Key | None, int, str]:
        """What a row is about: the first cell that names something, its place, and the title beside it."""
        data = {column for column, key in columns.items() if key.kind in ("score", "year", "ignored", "level")}
        cells = [(column, cell) for column, cell in enumerate(row) if cell and column not in data]
        for first, (column, cell) in enumerate(cells):
            place, key = first, self.labels.read(cell)
            if key is None or key.kind in ("score", "ignored"):
                continue
            if key.kind == "year" and key.code:
                continue
            # A part merged over the rows of its own parts: the more special one, right beside it, is meant.
            for later in range(place + 1, len(cells)):
                inner = self.labels.read(cells[later][1])
                if inner is None or _DEPTH.get(inner.kind, 0) <= _DEPTH.get(key.kind, 9):
                    break
                place, key, (column, cell) = later, inner, cells[later]
            title = next((text for _at, text in cells[place + 1 :] if _is_title(text)), "")
            return key, column, (title or cell)[:_LONGEST_TEXT]
        return self._by_title(cells)

    def _by_title(self, cells: Sequence[tuple[int, str]]) -> tuple[Key | None, int, str]:
        """An item by its title alone, with or without a bare number before it."""
        for column, cell in cells:
            if not _is_title(cell) or len(cell) > _LONGEST_TEXT:
                continue
            number = next((text for at, text in cells if at < column and text.strip(". ").isdigit()), "")
            read = read_item_label(f"{number.strip('. ')}. {cell}" if number else cell, self.framework)
            if read.code is not None and not read.needs_review:
                return Key("item", read.code), column, cell
        return None, 0, ""

    def _value(self, row: Sequence[str], at: int, columns: dict[int, Key], key: Key) -> str:
        under = [column for column, one in columns.items() if one.kind == "score" and column < len(row)]
        under += [column for column, one in columns.items() if one.kind == "total" and column < len(row)]
        for column in under:
            if not is_blank(row[column]):
                return row[column]
        if under:
            return ""
        skipped = {column for column, one in columns.items() if one.kind == "ignored"}
        rest = [cell for column, cell in enumerate(row) if column > at and column not in skipped and cell]
        numbers = [cell for cell in rest if read_score(cell) is not None]
        if numbers:
            return numbers[0]
        if key.kind == "item":
            return next((cell for cell in rest if read_mark(cell) is not None), "")
        return ""

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
                self.findings.say(
                    "result_given_twice",
                    "warning",
                    where,
                    f"{name} มีคะแนนสองค่า ({reading.scores[key]} และ {score}) ใช้ค่าแรก",
                    f"{key.code or 'total'} has two scores ({reading.scores[key]} and {score}); the first is kept",
                )
            return
        reading.scores[key] = score
        if key.kind == "item" and title and self.labels.read(title) != key:
            reading.titles[key.code] = title

    def _not_understood(self, row: Sequence[str], columns: dict[int, Key], where: str, is_text: bool) -> None:
        """A row with a score that names nothing known. Lines of running text are passed over."""
        words = [cell for cell in row if _is_title(cell)]
        if is_text or not words:
            return
        scored = [column for column, key in columns.items() if key.kind in ("score", "year")]
        cells = [row[column] for column in scored if column < len(row)] if scored else list(row)
        if any(read_score(cell) is not None for cell in cells):
            self.findings.say(
                "result_row_not_understood",
                "warning",
                where,
                f'ไม่เข้าใจว่าแถวนี้เป็นคะแนนของอะไร: "{_short(words[0])}" จึงไม่ได้อ่าน',
                f'what this row is the score of was not understood: "{_short(words[0])}"; it was not read',
            )


def _joined_heads(upper: dict[int, Key], lower: dict[int, Key]) -> dict[int, Key]:
    """Two rows of headings as one: a year above stands for the word for scores below it."""
    return (
        {**lower, **{column: key for column, key in upper.items() if key.kind == "year" and key.code}}
        if upper
        else lower
    )


def _texts(table: Table) -> list[list[str]]:
    """The table's cells as text; a cell that goes on from the left is blank, one that goes on from above is repeated."""
    return [
        [" ".join(spot.cell.text.split()) if spot is not None and spot.left else "" for spot in row]
        for row in grid_of(table)
    ]


def _is_title(text: str) -> bool:
    return any("ก" <= letter <= "ฮ" or letter.isalpha() for letter in text) and read_score(text) is None


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
