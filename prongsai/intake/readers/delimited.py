"""CSV: values parted by commas, semicolons or bars, with quoted cells that may hold line breaks."""

import csv
import io
import re
from collections import Counter

from prongsai.intake.blocks import SourceDocument
from prongsai.intake.readers import refusal
from prongsai.intake.readers.markup import read_inline
from prongsai.intake.readers.sheet_blocks import SheetCell, sheet_blocks

_DELIMITERS = (",", ";", "\t", "|")
_DECIMAL_COMMA = re.compile(r"(?<=[0-9๐-๙]),(?=[0-9๐-๙])")
_LOOKED_AT = 40_000  # letters
_DRAWN_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)


def find_delimiter(text: str, *, is_named_csv: bool) -> str | None:
    """The delimiter most rows agree on, None when the text is no such table.

    Text without the name .csv must show at least two rows of three or more cells, and no bars (drawn tables).
    """
    if not is_named_csv and _DRAWN_ROW.search(text):
        return None  # the semicolons of a drawn table are those of "&amp;"
    best: tuple[float, str] | None = None
    for delimiter in _DELIMITERS if is_named_csv else (",", ";"):
        looked = _without_decimals(text[:_LOOKED_AT]) if delimiter == "," else text[:_LOOKED_AT]
        rows = [row for row in _rows(looked, delimiter) if any(cell.strip() for cell in row)]
        counts = Counter(map(len, rows))
        wide = {width: times for width, times in counts.items() if width >= (2 if is_named_csv else 3)}
        if not wide:
            continue
        width, times = max(wide.items(), key=lambda item: (item[1], item[0]))
        share = times / sum(counts.values())
        if not is_named_csv and (times < 2 or share < 0.8):
            continue
        score = share * min(width, 12)
        if _cuts_quotes(looked, delimiter, rows):
            score /= 8  # more than the widest row can win back
        if best is None or score > best[0]:
            best = (score, delimiter)
    if best is None:
        return "," if is_named_csv and "\n" in text.strip() else None
    return best[1]


def _cuts_quotes(text: str, delimiter: str, rows: list[list[str]]) -> bool:
    """Whether the sign stands inside of quoted cells, so that their quotes are cut apart."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return True
    return '""' not in text and any(cell.count('"') % 2 for row in rows for cell in row)


def _without_decimals(text: str) -> str:
    """Where another sign may part the cells, a comma between digits is that of a number: "IIT;46,00"."""
    return _DECIMAL_COMMA.sub(".", text) if any(sign in text for sign in _DELIMITERS[1:]) else text


def read_delimited(text: str, *, name: str) -> SourceDocument:
    """The rows of a CSV file as blocks; raises PersonError beyond MAX_TABLE_ROWS."""
    if text.lower().startswith("sep="):  # Excel's own hint line
        text = text.partition("\n")[2]
    delimiter = find_delimiter(text, is_named_csv=True) or ","
    rows: list[list[SheetCell | None]] = []
    for number, row in enumerate(_rows(text, delimiter)):
        if number >= refusal.MAX_TABLE_ROWS:
            raise refusal.too_many_rows(name)
        rows.append([_cell(value) for value in row])
    return SourceDocument(name=name, format="csv", blocks=tuple(sheet_blocks(rows, label="")))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    old_limit = csv.field_size_limit(refusal.MAX_BYTES)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error:
        return [line.split(delimiter) for line in text.split("\n")]
    finally:
        csv.field_size_limit(old_limit)


def _cell(value: str) -> SheetCell | None:
    paragraphs, links = read_inline(value)
    return SheetCell(paragraphs, links) if paragraphs or links else None
