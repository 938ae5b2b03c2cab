"""Walks through a document's blocks and collects its measures; whatever belongs to none is kept with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from prongsai.intake.agency_head import is_head_line
from prongsai.intake.blocks import Cell, Paragraph, SourceDocument, Table
from prongsai.intake.columns import Header, find_header
from prongsai.intake.grid import Grid, grid_of, lines_of, paragraphs_of
from prongsai.intake.issue import is_indicator_line
from prongsai.intake.labels import (
    count_labels,
    has_label_column,
    is_of_measures,
    read_label,
    read_label_table,
    read_labelled_paragraphs,
)
from prongsai.intake.other_tables import OtherKind, find_other_kind
from prongsai.intake.raw_measure import Piece, RawMeasure
from prongsai.intake.rows import read_rows

_SIGNATURE = re.compile(
    r"\s*\(?\s*(?:ลงชื่อ|ลงนาม|ผู้จัดทำ|ผู้รายงาน|ผู้ตรวจสอบ|ผู้รับรอง|ผู้อนุมัติ|ผู้เสนอ|ตำแหน่ง|นายก|ปลัด|หัวหน้าสำนัก|รองนายก|รองปลัด|วันที่|\(\s*(?:นาย|นาง|น\.ส\.|ว่าที่|\.{3}|…))|^[\s._…()/-]+$"
)
_PAGE = re.compile(
    r"\s*(?:[-–(]?\s*(?:หน้า(?:ที่)?\s*)?[\d๐-๙]{1,3}\s*(?:/\s*[\d๐-๙]{1,3}|จาก\s*[\d๐-๙]{1,3})?\s*[-–)]?|[-_–—.*=~]{2,})\s*$"
)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A text that belongs to no measure. `reason`: "preface", "signature", "table" (of another kind) or "other"."""

    text: str
    where: str
    reason: str
    kind: OtherKind | None = None


@dataclass(slots=True)
class Body:
    """What the walk found. `head_lines` stand before the first measure, `later_lines` are other short texts."""

    measures: list[RawMeasure] = field(default_factory=list)
    head_lines: list[str] = field(default_factory=list)
    later_lines: list[str] = field(default_factory=list)
    left_over: list[LeftOver] = field(default_factory=list)
    group_lines: list[Piece] = field(default_factory=list)
    other_tables: list[OtherKind | None] = field(default_factory=list)
    has_blank_table: bool = False
    has_result_column: bool = False
    has_issue_column: bool = False


@dataclass(slots=True)
class _Walk:
    body: Body
    header: Header | None = None
    groups: tuple[str, ...] = ()
    pending: list[Paragraph] = field(default_factory=list)


def read_body(document: SourceDocument) -> Body:
    """Measures from tables, else from small tables of labels, else from labelled paragraphs."""
    walk = _Walk(Body())
    blocks = list(_unwrapped(document.blocks))
    for block in blocks:
        if isinstance(block, Paragraph):
            walk.pending.append(block)
        else:
            _read_table(walk, block)
    if walk.body.measures:
        _flush(walk, before_table=False)
    else:
        _read_paragraphs(walk.body, [block for block in blocks if isinstance(block, Paragraph)])
    used = {line for measure in walk.body.measures for line in measure.groups}
    walk.body.left_over.extend(_left(piece, "other") for piece in walk.body.group_lines if piece.text not in used)
    return walk.body


def _unwrapped(blocks: Sequence[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """Blocks with layout tables opened: a table that only holds other tables, or one cell, is no table."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif any(cell.nested for row in block.rows for cell in row.cells) and not _is_measure_table(block):
            for row in block.rows:
                for cell in row.cells:
                    yield from (Paragraph(text, where=cell.where) for text in cell.paragraphs)
                    yield from _unwrapped(cell.nested)
        elif _is_box(block):
            for row in block.rows:
                for cell in row.cells:
                    yield from (Paragraph(text, where=cell.where, links=cell.links) for text in paragraphs_of(cell))
        else:
            yield block


def _is_box(table: Table) -> bool:
    return (
        all(sum(bool(cell.text.strip()) for cell in row.cells) <= 1 for row in table.rows) and table.column_count <= 1
    )


def _is_measure_table(table: Table) -> bool:
    header = find_header(table, grid_of(table))
    return header is not None and header.is_of_measures


def _read_table(walk: _Walk, table: Table) -> None:
    grid = grid_of(table)
    if not any(_has_text(cell) for row in table.rows for cell in row.cells):
        return
    header = find_header(table, grid) if not has_label_column(grid) else None
    other = find_other_kind(table, header)
    if header is not None and header.is_of_measures and other is None:
        _read_measure_table(walk, table, grid, header)
        return
    labelled = read_label_table(table, grid, walk.groups) if other is None else None
    if labelled is not None and labelled.measures:
        _flush(walk, before_table=True)
        walk.body.measures.extend(labelled.measures)
        walk.body.group_lines.extend(labelled.group_lines)
        walk.body.left_over.extend(_left(piece, "other") for piece in labelled.left_over)
        walk.body.has_result_column |= any(_tells_results(measure) for measure in labelled.measures)
        return
    if header is None and other is None and walk.header is not None and _fits(walk.header, grid):
        going_on = Header(-1, -1, walk.header.columns, walk.header.keys)
        _read_measure_table(walk, table, grid, going_on)
        return
    lines = list(lines_of(table))
    _flush(walk, before_table=bool(walk.body.measures))
    if not walk.body.measures and header is None and other is None:
        walk.body.head_lines.extend(line for line in lines if len(line) <= 300)
        if all(is_head_line(line) for line in lines):
            return
    walk.body.other_tables.append(other)
    reason = "signature" if all(_SIGNATURE.match(line) for line in lines) else "table"
    walk.body.left_over.append(LeftOver("\n".join(lines), table.where, reason, other))


def _fits(header: Header, grid: Grid) -> bool:
    """Whether a table without a header may go on with the columns of the one before."""
    return len(grid[0]) == len(header.columns) if grid else False


def _read_measure_table(walk: _Walk, table: Table, grid: Grid, header: Header) -> None:
    body = walk.body
    base = _labelled_above(walk) if not header.has("issue", "measure", "sub_indicator") else None
    _flush(walk, before_table=True, used=base is not None)
    same = walk.header is not None and [one.kind for one in walk.header.columns] == [one.kind for one in header.columns]
    going_on = body.measures[-1] if same and body.measures and base is None else None
    reading = read_rows(
        table,
        grid,
        header,
        groups=walk.groups,
        going_on=going_on,
        one_measure=base is not None and len(base.pieces) > 0,
    )
    if base is not None:
        _merge(base, reading.measures)
    if not body.measures:
        body.head_lines.extend(line for piece in reading.above for line in piece.paragraphs)
    else:
        body.left_over.extend(_left(piece, "other") for piece in reading.above if not is_head_line(piece.text))
    if not body.measures:
        body.left_over.extend(_left(piece, "preface") for piece in reading.above if not _is_head(piece.text))
    body.measures.extend(reading.measures)
    body.group_lines.extend(reading.group_lines)
    body.left_over.extend(_left(piece, "other") for piece in reading.left_over)
    body.later_lines.extend(text for piece in reading.left_over for text in piece.paragraphs)
    walk.header = reading.header
    walk.groups = reading.groups
    body.has_result_column |= header.has("result", "status", "evidence", "done_on")
    body.has_issue_column |= header.has("issue")
    body.has_blank_table |= not reading.measures


def _labelled_above(walk: _Walk) -> RawMeasure | None:
    """A measure whose labels stand in paragraphs right above a table of its steps."""
    labelled = [paragraph for paragraph in walk.pending if read_label(paragraph.text) is not None]
    numbered = [one for one in walk.pending if re.match(r"\s*(?:ประเด็น|มาตรการ|เรื่อง)ที่\s*[\d๐-๙]", one.text)]
    if not labelled and not numbered:
        return None
    first = min(walk.pending.index(one) for one in (*labelled, *numbered))
    reading = read_labelled_paragraphs(walk.pending[first:], walk.groups)
    if len(reading.measures) != 1 or reading.left_over:
        return None
    del walk.pending[first:]
    return reading.measures[0]


def _merge(base: RawMeasure, measures: list[RawMeasure]) -> None:
    for measure in measures:
        for kind, pieces in base.pieces.items():
            if not measure.pieces.get(kind):
                measure.pieces[kind] = list(pieces)
        measure.extra = [*base.extra, *measure.extra]
        measure.issue_heading = measure.issue_heading or base.issue_heading
        measure.has_time_column |= base.has_time_column
        measure.has_follow_up_column |= base.has_follow_up_column


def _flush(walk: _Walk, *, before_table: bool, used: bool = False) -> None:
    """Paragraphs since the last table: heading lines stay in force, the rest is head or left over."""
    body = walk.body
    is_preface = not body.measures
    for paragraph in walk.pending:
        text = paragraph.text
        if not text.strip() or _PAGE.match(text):
            continue
        if is_preface:
            body.head_lines.append(text)
        else:
            body.later_lines.append(text)
        if is_indicator_line(text) and len(text) <= 160 and before_table:
            walk.groups = (text,)
            body.group_lines.append(Piece((text,), paragraph.links, paragraph.where))
        elif _is_head(text) if is_preface else _is_running_head(text):
            continue
        else:
            reason = "signature" if _SIGNATURE.match(text) else "preface" if is_preface and before_table else "other"
            body.left_over.append(LeftOver(text, paragraph.where, reason))
    walk.pending.clear()


def _is_running_head(text: str) -> bool:
    """Whether a line after the first measures only says again what the document is; "ผลการดำเนินการ: …" says more."""
    return is_head_line(text) and len(text) <= 200 and read_label(text) is None


def _is_head(text: str) -> bool:
    return is_head_line(text) or bool(_PAGE.match(text))


def _read_paragraphs(body: Body, paragraphs: list[Paragraph]) -> None:
    """The whole document as labelled paragraphs, when its labels say so."""
    lines = [paragraph.text for paragraph in paragraphs]
    if not is_of_measures(count_labels(lines)):
        body.head_lines = [*lines, *body.head_lines]
        body.left_over = [LeftOver(line, "", "other") for line in lines if line.strip()] + body.left_over
        return
    reading = read_labelled_paragraphs(paragraphs)
    body.measures.extend(reading.measures)
    body.group_lines.extend(reading.group_lines)
    body.left_over = []
    for piece in reading.left_over:
        body.head_lines.append(piece.text)
        if not _is_head(piece.text):
            body.left_over.append(_left(piece, "signature" if _SIGNATURE.match(piece.text) else "preface"))
    body.has_result_column = any(_tells_results(measure) for measure in reading.measures)


def _tells_results(measure: RawMeasure) -> bool:
    return any(measure.pieces.get(kind) for kind in ("result", "status", "evidence", "done_on"))


def _left(piece: Piece, reason: str) -> LeftOver:
    links = " ".join(address for _, address in piece.links if address not in piece.text)
    text = " ".join(part for part in (piece.text, links) if part)
    return LeftOver(text, piece.where, "signature" if _SIGNATURE.match(piece.text) else reason)


def _has_text(cell: Cell) -> bool:
    return any(text.strip() for text in paragraphs_of(cell)) or bool(cell.links)
