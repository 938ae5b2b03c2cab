"""Turns a table with known columns into measures: group rows, row spans, continued rows, repeated headers.

A measure begins where the issue is printed anew. Under an issue that spans or is left blank, a new measure begins
where the row has its own number, or, in a column of measures (มาตรการ, แนวทาง, โครงการ), its own words with its own unit,
time or result; in a column of steps (ขั้นตอน, วิธีการ) further rows are further steps of the same measure.
"""

import re
from dataclasses import dataclass, field

from prongsai.core.thai.digits import to_arabic_digits
from prongsai.intake.blocks import Cell, Table
from prongsai.intake.columns import Column, Header, read_header
from prongsai.intake.grid import Grid, Spot, own_cells, paragraphs_of
from prongsai.intake.headings import ColumnKind, heading_key, read_heading
from prongsai.intake.issue import is_indicator_line, kind_of_words
from prongsai.intake.raw_measure import Piece, RawMeasure, Repair, piece_of
from prongsai.intake.shift import repair_shift

_DITTO = frozenset({'"', "”", "“", "''", "〃", "″", "-do-", "ditto", "เช่นเดียวกัน", "เช่นเดียวกับข้างต้น", "เช่นเดิม"})
_TOTAL = re.compile(r"\s*(?:รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน)?|ผลรวม)\s*$")
_FOOT = re.compile(
    r"\s*[(]?\s*(?:ลงชื่อ|ลงนาม|ผู้จัดทำ|ผู้รายงาน|ผู้ตรวจสอบ|ผู้รับรอง|ผู้อนุมัติ|ผู้เสนอ|หมายเหตุ\s*[:：]|จึงเรียนมา|ตำแหน่ง\s|วันที่\s*[._…]|ที่มา\s*[:：])"
)
_WORDS_OF_ROW: tuple[ColumnKind, ...] = ("issue", "measure", "steps")
_OWN_DATA: frozenset[ColumnKind] = frozenset(
    {"responsible", "time", "follow_up", "result", "status", "evidence", "done_on", "budget", "month"}
)


@dataclass(slots=True)
class TableReading:
    """The measures of one table; `above` and `left_over` are its texts outside measures, in reading order.

    `group_lines` are all heading rows met, `groups` those still in force at the end.
    """

    measures: list[RawMeasure] = field(default_factory=list)
    above: list[Piece] = field(default_factory=list)
    left_over: list[Piece] = field(default_factory=list)
    groups: tuple[str, ...] = ()
    group_lines: list[Piece] = field(default_factory=list)
    header: Header | None = None


@dataclass(slots=True)
class _State:
    header: Header
    groups: tuple[str, ...]
    method: ColumnKind | None
    rows_are_measures: bool
    now: RawMeasure | None = None
    one_measure: bool = False
    ended: bool = False
    above: dict[int, Cell] = field(default_factory=dict)


def read_rows(
    table: Table,
    grid: Grid,
    header: Header,
    *,
    groups: tuple[str, ...] = (),
    going_on: RawMeasure | None = None,
    one_measure: bool = False,
) -> TableReading:
    """The measures of a table whose header is known (`last_row` -1 when an earlier table printed it).

    `groups` are heading lines still in force from before the table. `going_on` is the last measure of the table that
    this one continues on a new page. `one_measure`: every row is a step of the one measure named above the table.
    """
    reading = TableReading(groups=groups, header=header)
    for number in range(max(0, header.first_row)):
        pieces = [piece_of(cell, "", number) for _, cell in own_cells(grid[number]) if _filled(cell)]
        if pieces and sum(len(piece.text) for piece in pieces) <= 300:
            reading.above.append(_side_by_side(pieces))
        else:
            reading.above.extend(pieces)
    state = _start(header, groups)
    state.now = going_on
    state.one_measure = one_measure
    number = header.last_row + 1
    while number < len(grid):
        following = _header_again(table, grid, number, state.header)
        if following is not None:
            if following.columns != state.header.columns:
                state = _start(following, state.groups)
                reading.header = following
            strangers = [
                cell for _, cell in own_cells(grid[number]) if _filled(cell) and not _is_heading(cell, following)
            ]
            reading.left_over.extend(piece_of(cell, "", number) for cell in strangers)
            number = following.last_row + 1
            continue
        _read_row(reading, state, grid[number], number)
        number += 1
    reading.groups = state.groups
    return reading


def _start(header: Header, groups: tuple[str, ...]) -> _State:
    method: ColumnKind | None = "steps" if header.has("steps") else "measure" if header.has("measure") else None
    rows_are_measures = header.has("measure") or not header.has("steps")
    return _State(header, groups, method, rows_are_measures)


def _header_again(table: Table, grid: Grid, number: int, header: Header) -> Header | None:
    """A header row inside the table: the same one again on a new page, or that of another block of measures."""
    cells = [cell for _, cell in own_cells(grid[number]) if _filled(cell)]
    if len(cells) < 2 or sum(len(cell.text) for cell in cells) > 60 * len(cells):
        return None
    keys = [heading_key(cell.text) for cell in cells if len(cell.text) < 300]
    same = sum(key in header.keys for key in keys if key)
    if len(keys) == len(cells) and same >= 2 and same * 4 >= len(cells) * 3:
        again = read_header(table, grid, number)
        return again if again is not None else Header(number, number, header.columns, header.keys)
    if len(keys) < 3 or any(read_heading(cell.text) is None for cell in cells):
        return None
    again = read_header(table, grid, number)
    return again if again is not None and again.is_of_measures and len(again.columns) >= 3 else None


def _is_heading(cell: Cell, header: Header) -> bool:
    return (heading_key(cell.text) in header.keys and bool(heading_key(cell.text))) or read_heading(
        cell.text
    ) is not None


def _side_by_side(pieces: list[Piece]) -> Piece:
    """The cells of a row above the header as one line: "อำเภอ" and "เมือง" say more together."""
    links = tuple(link for piece in pieces for link in piece.links)
    return Piece((" ".join(" ".join(piece.paragraphs) for piece in pieces),), links, pieces[0].where, "", pieces[0].row)


def _read_row(reading: TableReading, state: _State, row: list[Spot | None], number: int) -> None:
    cells = [(index, cell) for index, cell in own_cells(row) if _filled(cell)]
    if not cells:
        return
    lone = cells[0][1] if len(cells) == 1 else None
    covering = row[cells[0][0]]
    if lone is not None and covering is not None and _is_alone(state, row, lone):
        _read_lone(reading, state, row, cells[0][0], lone, number)
        return
    if state.ended or _is_foot(cells):
        state.ended = True
        reading.left_over.extend(piece_of(cell, "", number) for _, cell in cells)
        return
    if _TOTAL.match(cells[0][1].text) or (
        len(cells) > 1 and _TOTAL.match(cells[1][1].text) and _is_number(cells[0][1])
    ):
        reading.left_over.extend(piece_of(cell, "", number) for _, cell in cells)
        return
    _read_data(reading, state, row, number)


def _is_alone(state: _State, row: list[Spot | None], lone: Cell) -> bool:
    """One filled cell and nothing spanning in from above: a heading over rows, a foot, or a continued row."""
    return not any(spot and not spot.top and _filled(spot.cell) for spot in row)


def _is_foot(cells: list[tuple[int, Cell]]) -> bool:
    return any(_FOOT.match(cell.text) for _, cell in cells[:3]) and not any(len(cell.text) > 400 for _, cell in cells)


def _read_lone(
    reading: TableReading, state: _State, row: list[Spot | None], index: int, cell: Cell, number: int
) -> None:
    text = cell.text
    piece = piece_of(cell, "", number)
    kind = next((column.kind for column in state.header.columns if column.index == index), "other")
    wide = cell.column_span * 2 > len(row)
    if _FOOT.match(text):
        state.ended = True
        reading.left_over.append(piece)
    elif state.ended and not is_indicator_line(text):
        reading.left_over.append(piece)
    elif is_indicator_line(text) or (wide and len(text) <= 200 and not cell.links):
        state.ended = False
        _open_group(reading, state, piece)
    elif wide or _TOTAL.match(text):
        reading.left_over.append(piece)
    elif kind == "issue" or (
        kind in {"number", "measure", "indicator", "sub_indicator"} and not state.header.has("issue")
    ):
        if kind == "measure" and not _reads_as_group(text):
            _read_data(reading, state, row, number)
        elif _reads_as_group(text):
            _open_group(reading, state, piece)
        else:
            _read_data(reading, state, row, number)
    else:
        _read_data(reading, state, row, number)


def _open_group(reading: TableReading, state: _State, piece: Piece) -> None:
    reading.group_lines.append(piece)
    state.groups = _nested_groups(state.groups, piece.text)
    state.now = None
    state.above = {}


def _reads_as_group(text: str) -> bool:
    plain = to_arabic_digits(text).strip()
    return is_indicator_line(text) or bool(re.match(r"(?:ด้าน|มิติ|ยุทธศาสตร์|หมวด|ส่วนที่|ประเด็นที่(?:ต้อง|ควร)|กลุ่ม)", plain))


def _nested_groups(groups: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The heading lines in force once `text` is met: a line replaces the one of its own level and all below it."""
    level = _level(text)
    return (*(line for line in groups if _level(line) < level), text)


def _level(text: str) -> int:
    plain = to_arabic_digits(text).strip()
    if re.match(r"(?:\(?(?:เครื่องมือ|แบบวัด|แบบตรวจ)|[IEO]IT\b)", plain) and "ตัวชี้วัด" not in plain:
        return 0
    if re.search(r"ตัวชี้วัดย่อย|^\(?(?:9|10)\.\d|ตัวชี้วัด(?:ที่)?\s*\d{1,2}\.\d", plain):
        return 2
    if "ตัวชี้วัด" in plain:
        return 1
    if kind_of_words(plain) and "ประเด็น" in plain:
        return 3
    return 4


def _read_data(reading: TableReading, state: _State, row: list[Spot | None], number: int) -> None:
    spots = {column.index: row[column.index] for column in state.header.columns if column.index < len(row)}
    texts: dict[int, Piece] = {}
    for column in state.header.columns:
        spot = spots.get(column.index)
        if spot is not None and spot.left:
            texts[column.index] = piece_of(spot.cell, column.heading, number)
    new = _begins_measure(state, spots, texts)
    if not new and state.now is not None:
        _continue(state, spots, texts, number)
        return
    measure = RawMeasure(
        where=next((spot.cell.where for spot in spots.values() if spot and spot.top and spot.cell.where), ""),
        groups=state.groups,
        has_follow_up_column=state.header.has("follow_up"),
        has_time_column=state.header.has("time", "month"),
        issue_heading=next((column.heading for column in state.header.of("issue")), ""),
        month_headings=" ".join(column.heading for column in state.header.of("month")),
    )
    texts = _with_ditto(state, texts, measure)
    texts = repair_shift(state.header, texts, measure)
    _carry(state, texts, measure)
    _put(state, spots, texts, measure)
    if state.one_measure and _is_bare_number(measure.printed("number")):
        measure.pieces.pop("number")
    state.now = measure
    reading.measures.append(measure)


def _begins_measure(state: _State, spots: dict[int, Spot | None], texts: dict[int, Piece]) -> bool:
    def own(kind: ColumnKind) -> bool:
        return any(
            spot is not None and spot.top and column.index in texts and not texts[column.index].is_blank
            for column in state.header.of(kind)
            if (spot := spots.get(column.index)) is not None
        )

    if state.now is None:
        return True
    if state.one_measure:
        return False
    if own("issue"):
        if state.rows_are_measures or own("number"):
            return True
        return not _same_issue(state, texts) or _differs_in(state, spots, texts)
    if own("number") and any(_is_bare_number(texts[column.index].text) for column in state.header.of("number")):
        return True
    if not state.header.has("issue") and not state.rows_are_measures and (own("indicator") or own("sub_indicator")):
        return True
    if state.rows_are_measures and own("measure"):
        data = any(own(kind) for kind in _OWN_DATA)
        return data or (not state.header.has("issue") and not own("steps"))
    if not state.header.has("issue", "measure", "number", "indicator", "sub_indicator", "item"):
        return own("steps") and any(own(kind) for kind in _OWN_DATA)
    return (own("item") or own("sub_indicator")) and own(state.method or "steps") and not state.header.has("issue")


def _same_issue(state: _State, texts: dict[int, Piece]) -> bool:
    printed = state.now.printed("issue") if state.now else ""
    return any(texts[column.index].text == printed for column in state.header.of("issue") if column.index in texts)


def _differs_in(state: _State, spots: dict[int, Spot | None], texts: dict[int, Piece]) -> bool:
    """Whether a row that repeats the issue has another unit or result: then it is a measure of its own."""
    assert state.now is not None
    for kind in ("responsible", "result", "evidence"):
        for column in state.header.of(kind):
            text = texts[column.index].text if column.index in texts else ""
            if text and text != state.now.printed(kind):
                return True
    return False


def _continue(state: _State, spots: dict[int, Spot | None], texts: dict[int, Piece], number: int) -> None:
    """A further row of the measure at hand: new cells add to what stands there."""
    assert state.now is not None
    texts = _with_ditto(state, texts, state.now)
    for column in state.header.columns:
        spot, piece = spots.get(column.index), texts.get(column.index)
        if spot is None or piece is None or not spot.top or piece.is_blank:
            continue
        _remember(state, column, spot)
        if column.kind == "month":
            state.now.marks.append((column.month or 0, piece))
            continue
        if column.kind == "issue" and _same_issue(state, texts):
            continue
        if column.kind == "number" and state.one_measure and _is_bare_number(piece.text):
            continue
        earlier = state.now.pieces.get(column.kind, [])
        if column.kind in {"responsible", "number"} and any(one.text == piece.text for one in earlier):
            continue
        if column.kind in state.now.carried:
            state.now.carried.discard(column.kind)
            state.now.pieces.pop(column.kind, None)
        if column.kind == "other":
            same = [one for one in state.now.extra if one.heading == piece.heading and one.text == piece.text]
            if same:
                continue
        state.now.add(column.kind, piece)


def _remember(state: _State, column: Column, spot: Spot) -> None:
    """Keep the cell for ditto marks below; a mark stands for the cell above it, so it replaces none."""
    if _filled(spot.cell) and spot.cell.text.strip() not in _DITTO:
        state.above[column.index] = spot.cell


def _with_ditto(state: _State, texts: dict[int, Piece], measure: RawMeasure) -> dict[int, Piece]:
    filled = dict(texts)
    for index, piece in texts.items():
        if piece.text.strip() in _DITTO and index in state.above:
            above = piece_of(state.above[index], piece.heading, piece.row)
            filled[index] = above
            measure.repairs.append(
                Repair(
                    "cell_repaired",
                    piece.where or piece.heading,
                    f"ช่อง “{piece.heading}” พิมพ์เครื่องหมาย {piece.text.strip()} จึงใช้ข้อความจากแถวบน: {above.text}",
                    f"the cell “{piece.heading}” has the mark {piece.text.strip()}; the text above was used: {above.text}",
                )
            )
    return filled


def _carry(state: _State, texts: dict[int, Piece], measure: RawMeasure) -> None:
    """An issue left blank because the row above already says it is carried down, and said so."""
    before = state.now
    if before is None:
        return
    for kind in ("issue", "indicator", "sub_indicator"):
        columns = state.header.of(kind)
        if not columns or any(column.index in texts and not texts[column.index].is_blank for column in columns):
            continue
        if before.pieces.get(kind):
            measure.pieces[kind] = list(before.pieces[kind])
            measure.carried.add(kind)
    if "issue" in measure.carried:
        columns = state.header.of("responsible")
        blank = all(column.index not in texts or texts[column.index].is_blank for column in columns)
        if columns and blank and before.pieces.get("responsible"):
            measure.pieces["responsible"] = list(before.pieces["responsible"])
            measure.carried.add("responsible")


def _put(state: _State, spots: dict[int, Spot | None], texts: dict[int, Piece], measure: RawMeasure) -> None:
    placed: set[int] = set()
    for column in state.header.columns:
        piece, spot = texts.get(column.index), spots.get(column.index)
        if piece is None or piece.is_blank:
            continue
        if spot is not None and id(spot.cell) in placed and piece.text == spot.cell.text:
            continue
        if spot is not None:
            placed.add(id(spot.cell))
            if column.kind == "month":
                _mark_months_under(state, spots, spot, piece, measure)
                continue
            _remember(state, column, spot)
        _place(column, piece, measure)


def _mark_months_under(
    state: _State, spots: dict[int, Spot | None], spot: Spot, piece: Piece, measure: RawMeasure
) -> None:
    """A mark or arrow that spans several month columns marks each of them."""
    for column in state.header.of("month"):
        under = spots.get(column.index)
        if under is not None and under.cell is spot.cell:
            measure.marks.append((column.month or 0, piece))


def _place(column: Column, piece: Piece, measure: RawMeasure) -> None:
    if column.kind == "number" and measure.pieces.get("number"):
        measure.add("other", piece)
    else:
        measure.add(column.kind, piece)


def _filled(cell: Cell) -> bool:
    return bool(cell.links) or any(text.strip() for text in paragraphs_of(cell))


def _is_number(cell: Cell) -> bool:
    return _is_bare_number(cell.text)


def _is_bare_number(text: str) -> bool:
    return bool(re.fullmatch(r"\s*\(?\d{1,4}[.)]?\s*", to_arabic_digits(text)))
