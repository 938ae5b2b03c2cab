"""Measures printed with labels instead of columns: "ประเด็น: … ผู้รับผิดชอบ: …" in paragraphs, or a small table a measure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from prongsai.core.thai.digits import to_arabic_digits
from prongsai.intake.blocks import Paragraph, Table
from prongsai.intake.grid import Grid, Spot, own_cells
from prongsai.intake.headings import CHAIN_KINDS, WORK_KINDS, ColumnKind, Heading, read_heading
from prongsai.intake.issue import is_indicator_line
from prongsai.intake.raw_measure import Piece, RawMeasure, piece_of

_SIGN = re.compile(r"\s*[:：]\s*|\t+|\s{3,}")
_NUMBER = re.compile(r"\s*(?:\(?\d{1,2}(?:\.\d{1,2})?[.)]\s*|[-–•●➤▪◦*]\s*)")
_NEW_MEASURE = re.compile(r"\s*(?:ประเด็น|มาตรการ|เรื่อง|โครงการ|กิจกรรม)ที่\s*(\d{1,3})\s*[:：.)]?\s*(.*)$", re.DOTALL)
_FOOT = re.compile(r"\s*[(]?\s*(?:ลงชื่อ|ลงนาม|จึงเรียนมา|ผู้จัดทำ\s*$|ผู้รับรอง\s*$|ผู้ตรวจสอบ\s*$)")


@dataclass(slots=True)
class LabelReading:
    """Measures found and texts that belong to none, in reading order."""

    measures: list[RawMeasure] = field(default_factory=list)
    group_lines: list[Piece] = field(default_factory=list)
    left_over: list[Piece] = field(default_factory=list)


def read_label(text: str) -> tuple[Heading, str, str] | None:
    """(what the label means, label as printed, what follows) for a line that opens with a label; None otherwise."""
    match = _SIGN.search(text)
    if match is None or match.start() == 0 or match.start() > 90:
        return None
    label = text[: match.start()].strip()
    heading = read_heading(_bare(label))
    if heading is None or heading.share < 0.3 or heading.kind in {"month", "number"}:
        return None
    return heading, label, text[match.end() :].strip()


def _bare(label: str) -> str:
    number = _NUMBER.match(to_arabic_digits(label))
    return label[number.end() :] if number and number.end() < len(label) else label


def split_labels(text: str) -> list[str]:
    """A paragraph with several labels inside cut before each of them."""
    signs = list(re.finditer(r"\s*[:：]", text))
    if len(signs) < 2:
        return [text]
    cuts = [0]
    after = 0
    for sign in signs:
        start = _label_start(text, after, sign.start())
        after = sign.end()
        if start is not None and start > cuts[-1]:
            cuts.append(start)
    return [
        piece for one, other in zip(cuts, [*cuts[1:], len(text)], strict=True) if (piece := text[one:other].strip())
    ]


def _label_start(text: str, after: int, sign: int) -> int | None:
    """Where the label that ends at `sign` begins: the longest run of words that opens with a known one."""
    base = max(after, sign - 60)
    window = text[base:sign]
    for start in (match.end() for match in re.finditer(r"\s+|^", window)):
        heading = read_heading(window[start:])
        if heading is None or heading.kind in {"month", "number"}:
            continue
        if (heading.start == 0 and heading.share >= 0.3) or (
            heading.share >= 0.5 and " " not in window[start:].strip()
        ):
            return base + start
    return None


def count_labels(paragraphs: Iterable[str]) -> set[ColumnKind]:
    """Kinds of label that some paragraphs open with."""
    kinds: set[ColumnKind] = set()
    for text in paragraphs:
        if _NEW_MEASURE.match(to_arabic_digits(text)) and len(text) < 300:
            kinds.add("issue")
        kinds.update(found[0].kind for piece in split_labels(text) if (found := read_label(piece)))
    return kinds


def is_of_measures(kinds: set[ColumnKind]) -> bool:
    """Whether labels say what is done, and who or when."""
    return bool(kinds & WORK_KINDS) and bool(kinds & CHAIN_KINDS)


def read_labelled_paragraphs(paragraphs: Sequence[Paragraph], groups: tuple[str, ...] = ()) -> LabelReading:
    """Measures from labelled paragraphs. A paragraph without a label goes on with the label before it.

    A measure begins with the label that began the first one, or with "ประเด็นที่ ๒", "มาตรการที่ ๒".
    """
    reading = LabelReading()
    now: RawMeasure | None = None
    kind: ColumnKind = "other"
    opening: ColumnKind | None = None
    heading = ""
    row = 0
    ended = False
    for paragraph in paragraphs:
        text = paragraph.text
        if is_indicator_line(text) and read_label(text) is None and len(text) < 160:
            groups, now, ended = (text,), None, False
            reading.group_lines.append(Piece((text,), paragraph.links, paragraph.where))
            continue
        if _FOOT.match(text):
            ended = True
        if ended:
            reading.left_over.append(Piece((text,), paragraph.links, paragraph.where))
            continue
        for part in split_labels(text):
            row += 1
            numbered = _NEW_MEASURE.match(to_arabic_digits(part))
            found = read_label(part)
            if numbered and (found is None or found[0].kind in WORK_KINDS) and len(part) < 300:
                title = part[numbered.start(2) :].strip(" :：")
                now = _new(reading, groups, paragraph.where)
                kind, heading, opening = "issue", "ประเด็น", "issue"
                now.add("issue", Piece((title,) if title else (), paragraph.links, paragraph.where, heading, row))
                continue
            if found is not None:
                kind, heading, value = found[0].kind, found[1], found[2]
                if opening is None and kind in WORK_KINDS:
                    opening = kind
                begins = now is None or (kind == opening and (now.pieces.get(kind) or _has_chain(now)))
                if begins and kind in WORK_KINDS:
                    now = _new(reading, groups, paragraph.where)
                if now is None:
                    reading.left_over.append(Piece((part,), paragraph.links, paragraph.where))
                    continue
                if kind == "issue":
                    now.issue_heading = heading
                _note_columns(now, kind)
                now.add(kind, Piece((value,) if value else (), paragraph.links, paragraph.where, heading, 0))
                continue
            if now is None:
                reading.left_over.append(Piece((part,), paragraph.links, paragraph.where))
            else:
                now.add(kind, Piece((part,), paragraph.links, paragraph.where, heading, 0))
    return reading


def _new(reading: LabelReading, groups: tuple[str, ...], where: str) -> RawMeasure:
    measure = RawMeasure(where=where, groups=groups)
    reading.measures.append(measure)
    return measure


def _has_chain(measure: RawMeasure) -> bool:
    return bool(measure.pieces.keys() & CHAIN_KINDS)


def _note_columns(measure: RawMeasure, kind: ColumnKind) -> None:
    measure.has_time_column |= kind == "time"
    measure.has_follow_up_column |= kind == "follow_up"


def read_label_table(table: Table, grid: Grid, groups: tuple[str, ...] = ()) -> LabelReading | None:
    """A table whose first column (or every other column) holds labels: one measure, or one for each further column.

    None when the first column is no column of labels.
    """
    pairs = _pairs_beside(grid)
    if pairs is not None:
        return _from_pairs(pairs, groups)
    labels, known = _labels_down(grid)
    if len(known) < 3 or len(known) * 5 < labels * 3:
        return None
    if not is_of_measures({found.kind for _, found in known}):
        return None
    width = max((len(own_cells(row)) for row in grid), default=0)
    if width <= 2:
        return _from_pairs(_pairs_down(grid), groups)
    return _turned(grid, dict(known), groups)


_Pair = tuple[str, Heading | None, Piece]


def has_label_column(grid: Grid) -> bool:
    """Whether the first column holds labels of different kinds, row by row, so that the first row is no header."""
    labels, known = _labels_down(grid)
    kinds = {found.kind for _, found in known}
    return (
        len(known) >= 3
        and len(kinds) >= 3
        and len(known) * 5 >= labels * 4
        and bool(kinds & (WORK_KINDS | CHAIN_KINDS))
    )


def _labels_down(grid: Grid) -> tuple[int, list[tuple[int, Heading]]]:
    """How many rows open with a text, and those whose text is a label."""
    labels = [
        (number, read_heading(_bare(_first(row).rstrip(" :：")))) for number, row in enumerate(grid) if _first(row)
    ]
    return len(labels), [(number, found) for number, found in labels if found is not None and found.share >= 0.3]


def _pairs_down(grid: Grid) -> list[_Pair]:
    pairs: list[_Pair] = []
    for number, row in enumerate(grid):
        cells = [cell for _, cell in own_cells(row)]
        if not cells:
            continue
        label = cells[0].text.strip()
        if len(cells) == 1 or not any(cell.text.strip() or cell.links for cell in cells[1:]):
            found = read_label(cells[0].text)
            if found:
                pairs.append((found[1], found[0], Piece((found[2],), cells[0].links, cells[0].where, found[1], 0)))
            else:
                pairs.append(("", None, piece_of(cells[0], "", number)))
            continue
        for cell in cells[1:]:
            heading = read_heading(_bare(label.rstrip(" :：")))
            pairs.append((label, heading, piece_of(cell, label.rstrip(" :："), 0)))
    return pairs


def _pairs_beside(grid: Grid) -> list[_Pair] | None:
    """Label, value, label, value … beside each other in every row."""
    pairs: list[_Pair] = []
    seen = 0
    for number, row in enumerate(grid):
        cells = [cell for _, cell in own_cells(row)]
        if len(cells) in {0, 1}:
            if cells and cells[0].text.strip():
                pairs.append(("", None, piece_of(cells[0], "", number)))
            continue
        if len(cells) % 2 or len(cells) > 6:
            return None
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            heading = read_heading(_bare(label.text.strip().rstrip(" :：")))
            if heading is None and label.text.strip():
                return None
            if len(cells) > 2 and heading is not None:
                seen += 1
            if heading is not None:
                pairs.append((label.text, heading, piece_of(value, label.text.strip().rstrip(" :："), 0)))
            elif value.text.strip():
                pairs.append(("", None, piece_of(value, "", number)))
    kinds = {heading.kind for _, heading, _ in pairs if heading is not None}
    return pairs if seen >= 2 and is_of_measures(kinds) else None


def _from_pairs(pairs: list[_Pair], groups: tuple[str, ...]) -> LabelReading:
    reading = LabelReading()
    now: RawMeasure | None = None
    opening = next((found.kind for _, found, _ in pairs if found is not None and found.kind in WORK_KINDS), None)
    waiting: list[tuple[ColumnKind, Piece]] = []
    for label, found, piece in pairs:
        if found is None:
            if is_indicator_line(piece.text):
                groups, now = (piece.text,), None
                reading.group_lines.append(piece)
            elif now is None or not label:
                reading.left_over.append(piece)
            else:
                now.add("other", piece)
            continue
        kind = found.kind
        if kind == opening and (now is None or now.pieces.get(kind)):
            now = _new(reading, groups, piece.where)
            for earlier, text in waiting:
                now.add(earlier, text)
            waiting = []
        if now is None:
            waiting.append((kind, piece))
            continue
        if kind in {"number", "indicator", "item"} and now.pieces.get(kind):
            waiting.append((kind, piece))
            now = None
            continue
        if kind == "issue":
            now.issue_heading = piece.heading
        _note_columns(now, kind)
        now.add(kind, piece)
    reading.left_over.extend(piece for _, piece in waiting if not piece.is_blank)
    return reading


def _turned(grid: Grid, known: dict[int, Heading], groups: tuple[str, ...]) -> LabelReading:
    """Labels down the first column, one measure in each further column."""
    reading = LabelReading()
    width = len(grid[0]) if grid else 0
    for index in range(1, width):
        measure = RawMeasure(groups=groups)
        for number, row in enumerate(grid):
            spot = row[index]
            if spot is None or not spot.top or (not spot.left and index > 1 and spot.cell.column_span >= width - 1):
                continue
            heading = known.get(number)
            label = _first(row).strip().rstrip(" :：")
            piece = piece_of(spot.cell, label, 0)
            if spot.cell is (row[0].cell if row[0] else None):
                if index == 1 and not piece.is_blank:
                    reading.left_over.append(piece)
                continue
            measure.where = measure.where or spot.cell.where
            if heading is not None and heading.kind != "month":
                _note_columns(measure, heading.kind)
                if heading.kind == "issue":
                    measure.issue_heading = label
                measure.add(heading.kind, piece)
            else:
                measure.add("other", piece)
        if measure.pieces.keys() & WORK_KINDS:
            reading.measures.append(measure)
        else:
            reading.left_over.extend(piece for pieces in measure.pieces.values() for piece in pieces)
            reading.left_over.extend(measure.extra)
    return reading


def _first(row: list[Spot | None]) -> str:
    spot = row[0] if row else None
    return spot.cell.text if spot and spot.top else ""
