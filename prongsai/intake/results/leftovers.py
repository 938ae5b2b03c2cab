"""What a table holds in numbers that was used for nothing: named by column, else by row, so that no score is lost unsaid.

A number that is understood and not wanted (full marks, weights) is named in a note; the running number of a row is not.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from prongsai.intake.results.labels import Key, squash
from prongsai.intake.results.readings import Findings
from prongsai.intake.results.scores import read_score

_RUNNING = re.compile(r"^(?:ลำดับ(?:ที่)?|ที่|อันดับ(?:ที่)?|รหัส.*|no\.?|rank|#)$")
_LONGEST_NAME = 60
_MOST_NUMBERS = 12


class Leftovers:
    """The cells of one table that hold a number, less those that were used. Rows and columns count from 0.

    `row_places` and `letters` are what the document itself calls its rows and columns, where that is known; `spread` are
    the rows with a merged heading's words over each of its columns.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[str]],
        row_places: Sequence[str] = (),
        letters: Mapping[int, str] = MappingProxyType({}),
        spread: Sequence[Sequence[str]] = (),
    ) -> None:
        self._rows = rows
        self._row_places = row_places
        self._letters = letters
        self._spread = spread or rows
        self._heads: dict[int, str] = {}
        self._unwanted: dict[int, str] = {}
        self._spans: list[tuple[int, dict[int, str]]] = []
        self._used: dict[int, set[int]] = {}
        self._done: set[int] = set()

    def head(self, texts: Mapping[int, str], keys: Mapping[int, Key], rows: Iterable[int]) -> None:
        """These rows are headings; `texts` are the words over each column, `keys` what was understood of them."""
        self._heads |= {column: text for column, text in texts.items() if text}
        numbers = list(rows)
        self._done.update(numbers)
        if self._spans and min(numbers) - 1 not in self._done:  # headings of another table below the first
            self._unwanted = {}
        self._unwanted = self._unwanted | {
            column: texts.get(column, "") for column, key in keys.items() if key.kind == "ignored"
        }
        self._spans.append((min(numbers), self._unwanted))

    def place(self, row: int) -> str:
        """What a row is called."""
        return (self._row_places[row] if row < len(self._row_places) else "") or f"แถว {row + 1}"

    def letter(self, column: int) -> str:
        """What a column is called."""
        return self._letters.get(column) or letter_of(column)

    def weighted(self) -> list[int]:
        """Columns whose heading says that they hold points of the total."""
        return [column for column in sorted(self._unwanted) if "ถ่วงน้ำหนัก" in self._heads.get(column, "")]

    def use(self, row: int, *columns: int) -> None:
        """These cells of a row were used, or are known to be no score."""
        self._used.setdefault(row, set()).update(columns)

    def done(self, row: int) -> None:
        """A row that was told of already, or is another agency's business."""
        self._done.add(row)

    def say(self, findings: Findings) -> None:
        """Name every column and row that is left."""
        left = {
            (at, column)
            for at, row in enumerate(self._rows)
            if at not in self._done
            for column, cell in enumerate(row)
            if column not in self._used.get(at, ()) and read_score(cell) is not None
        }
        used = {column for columns in self._used.values() for column in columns}
        running = {column for column in {column for _at, column in left} if self._is_running(column, used)}
        names = {spot: name for spot in left if (name := self._unwanted_at(*spot)) is not None}
        passed = {column: name for (_at, column), name in sorted(names.items(), reverse=True) if column not in running}
        passed_over = sorted(passed)
        unwanted = [(passed[column] or self._name(column))[:_LONGEST_NAME] for column in passed_over]
        left = {spot for spot in left if spot not in names and spot[1] not in running}
        whole = sorted({column for _at, column in left} - used) if used else []
        if unwanted:
            findings.say(
                "result_column_passed_over",
                "note",
                f"ช่อง {', '.join(map(self.letter, passed_over))}"[:_LONGEST_NAME],
                f"ช่องที่ไม่ได้อ่านเพราะไม่ใช่คะแนนที่ได้: {', '.join(unwanted)}",
                f"columns not read because they are no scores: {', '.join(unwanted)}",
            )
        for column in whole:
            self._say_column(column, findings)
        rows: dict[int, list[str]] = {}
        for at, column in sorted(left):
            if column not in whole:
                rows.setdefault(at, []).append(self._rows[at][column])
        for at, numbers in rows.items():
            self._say_row(at, numbers, findings)

    def _say_column(self, column: int, findings: Findings) -> None:
        name = self._name(column)
        findings.say(
            "result_column_not_used",
            "warning",
            f"ช่อง {self.letter(column)}",
            f'ไม่เข้าใจว่าช่อง "{name}" เป็นคะแนนของอะไร จึงไม่ได้อ่านตัวเลขในช่องนี้ กรุณาตรวจและกรอกเอง',
            f'what the column "{name}" is the score of was not understood; its numbers were not read: check and enter them',
        )

    def _say_row(self, at: int, numbers: Sequence[str], findings: Findings) -> None:
        words = next((cell for cell in self._rows[at] if cell and read_score(cell) is None), "")[:_LONGEST_NAME]
        said = ", ".join(numbers[:_MOST_NUMBERS]) + (" …" if len(numbers) > _MOST_NUMBERS else "")
        findings.say(
            "result_number_not_used",
            "warning",
            self.place(at),
            f'ตัวเลขในแถว "{words}" ที่ไม่ได้อ่าน: {said} กรุณาตรวจว่าเป็นคะแนนหรือไม่'
            if words
            else f"ตัวเลขในแถวที่ไม่ได้อ่าน: {said} กรุณาตรวจว่าเป็นคะแนนหรือไม่",
            f'numbers of the row "{words}" that were not read: {said}; see whether they are scores'
            if words
            else f"numbers of a row that were not read: {said}; see whether they are scores",
        )

    def _unwanted_at(self, row: int, column: int) -> str | None:
        """The heading of a number that is understood and no score, by the headings last above it; None for any other."""
        above = [unwanted for first, unwanted in self._spans if first <= row]
        return above[-1].get(column) if above else None

    def _name(self, column: int) -> str:
        return (self._heads.get(column) or self._words_above(column) or self.letter(column))[:_LONGEST_NAME]

    def _words_above(self, column: int) -> str:
        """The words over the first number of a column, "" where there are none but a title over the whole width."""
        above = ""
        for row in self._spread:
            cell = row[column] if column < len(row) else ""
            if read_score(cell) is not None:
                return above
            if cell and any(other and other != cell for other in row):
                above = cell
        return ""

    def _is_running(self, column: int, used: set[int]) -> bool:
        """Whether a column counts its rows: by its heading, or without one before all that was used, going up by one."""
        head = self._heads.get(column, "")
        if head or column >= min(used, default=0):
            return bool(_RUNNING.match(squash(head)))
        numbers = [
            score
            for at, row in enumerate(self._rows)
            if at not in self._done and column < len(row) and (score := read_score(row[column])) is not None
        ]
        return len(numbers) > 1 and all(later - score == 1 for score, later in pairwise(numbers))


def letter_of(column: int) -> str:
    """The name a spreadsheet gives a column: A for 0, AA for 26."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name = chr(ord("A") + rest) + name
        column -= 1
    return name
