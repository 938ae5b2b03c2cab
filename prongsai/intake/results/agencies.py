"""Which of several agencies is meant: by its name as printed, and by the column that stands under it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prongsai.intake.results.labels import squash
from prongsai.intake.results.scores import read_score

HEAD_ROWS = 15
_FEWEST_LETTERS = 4
_KIND = re.compile(
    r"^(?:เทศบาล(?:นคร|เมือง|ตำบล)|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|กรุงเทพมหานคร|เมืองพัทยา|อบต\.?|อบจ\.?|ท[นมต]\.)"
)
_SHORT = (
    ("อบต.", "องค์การบริหารส่วนตำบล"),
    ("อบจ.", "องค์การบริหารส่วนจังหวัด"),
    ("ทต.", "เทศบาลตำบล"),
    ("ทม.", "เทศบาลเมือง"),
    ("ทน.", "เทศบาลนคร"),
)


def closest_agency(agencies: Sequence[str], wanted: str) -> str | None:
    """The agency of that very name, else the only one whose name goes on where it ends or the other way round."""
    exact = [one for one in agencies if _bare(one) == _bare(wanted)]
    found = exact or [one for one in agencies if wanted and is_same_agency(one, wanted)]
    return found[0] if len(found) == 1 else None


def is_same_agency(one: str, other: str) -> bool:
    """Whether two squashed names are one agency's, the longer perhaps with its district and province."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    return bool(short) and (short == long or (len(short) >= 6 and long.startswith(short)))


def is_agency(text: str) -> bool:
    """Whether a cell is the name of a local government and nothing else."""
    kind = _KIND.match(squash(text))
    return kind is not None and kind.end() < len(squash(text)) <= 80


@dataclass(frozen=True, slots=True)
class Across:
    """A row of headings with agencies: its number, each agency by its columns, and which of them are one's own.

    `own` is empty where the agency asked for is not among them.
    """

    row: int
    columns: Mapping[int, str]
    own: tuple[int, ...]

    @property
    def agencies(self) -> list[str]:
        """The names as printed, each once."""
        return list(dict.fromkeys(self.columns.values()))


def find_across(spread: Sequence[Sequence[str]], names: Sequence[str]) -> Across | None:
    """The heading that gives each agency a column of its own, None where the table has none.

    `spread` are the rows with a merged heading over each of its columns. A single agency is a heading only where it
    stands over numbers beside a heading for the rows.
    """
    for at, row in enumerate(spread[:HEAD_ROWS]):
        if any(read_score(cell) is not None for cell in row):
            continue
        columns = {
            column: cell for column, cell in enumerate(row) if column and (is_agency(cell) or _is_short(cell, names))
        }
        if (
            columns
            and not any(is_agency(cell) for cell in row[: min(columns)])
            and _is_over_numbers(spread, at, columns)
        ):
            return Across(at, columns, _own(columns, names))
    return None


def _own(columns: Mapping[int, str], names: Sequence[str]) -> tuple[int, ...]:
    agencies = list(dict.fromkeys(map(squash, columns.values())))
    for name in names:
        wanted = squash(name)
        found = closest_agency(agencies, wanted) or next((one for one in agencies if _is_short(one, [name])), None)
        if found is not None:
            return tuple(column for column, cell in columns.items() if squash(cell) == found)
    return ()


def _is_short(text: str, names: Sequence[str]) -> bool:
    """Whether a cell is one of the names without the kind of agency before it."""
    tight = squash(text)
    return len(tight) >= _FEWEST_LETTERS and any(_KIND.sub("", squash(name), count=1) == tight for name in names)


def _is_over_numbers(rows: Sequence[Sequence[str]], at: int, columns: Mapping[int, str]) -> bool:
    """Whether every agency has a number below it, and rows their names before the first: so no list of contacts."""
    below = rows[at + 1 :]
    if len(set(columns.values())) == 1 and all(one == rows[at][0] for one in columns.values()):
        return False  # a title over the whole width
    named = {name: [column for column, one in columns.items() if one == name] for name in columns.values()}
    return all(
        any(column < len(row) and read_score(row[column]) is not None for row in below for column in places)
        for places in named.values()
    )


def _bare(squashed: str) -> str:
    """Names as they are compared: short forms of kinds written out."""
    for form, full in _SHORT:
        squashed = squashed.replace(form, full)
    return squashed
