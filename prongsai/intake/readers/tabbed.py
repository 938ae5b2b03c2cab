"""Tables in plain text whose cells are parted by tabs, as pasted from Word, Excel or a web page."""

import re
from collections import Counter

from prongsai.intake.blocks import Cell, Row, Table
from prongsai.intake.readers import refusal
from prongsai.intake.readers.markup import has_open_tag, read_inline
from prongsai.intake.readers.text_lines import HARD_BREAK, Line
from prongsai.intake.readers.wrapping import join_lines, starts_paragraph

_QUOTED = re.compile(r'(?:(?<=\t)|(?<![^\n])(?="[^"\t]*(?:""[^"\t]*)*"\t))"((?:[^"\t]|"")*)"(?=\t|\n|\Z)')
_GROUP = re.compile(r"\s*[-–(]?\s*(?:ตัวชี้วัด|เครื่องมือ|แบบวัด|แบบตรวจ|หมวด|ส่วนที่|ด้าน|ประเด็น|ยุทธศาสตร์|มิติ|[IEO]IT\b)")
_AFTER = re.compile(r"\s*(?:\(?\s*ลงชื่อ|\(?\s*ลงนาม|ผู้จัดทำ|ผู้รายงาน|ผู้ตรวจสอบ|ผู้รับรอง|หมายเหตุ|จึงเรียน|ลงวันที่|วันที่)")

_ITEM = re.compile(r"\s*(?:ข้อ\s*(?:ที่)?\s*[OoОο]?|[OoОο])[\s.:_-]{0,2}[0-9๐-๙]{1,2}(?![0-9๐-๙.])")
_ROW_NUMBER = re.compile(r"\s*[OoОο]?[0-9๐-๙]{1,3}[.)]?\s*\t")
_NUMBER = re.compile(r"\s*[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]+)?\s*%?\s*")


def unquote_cells(text: str) -> str:
    """Cells that Excel quoted because they hold line breaks, without quotes; their breaks become HARD_BREAK."""
    if '"' not in text:
        return text
    return _QUOTED.sub(lambda match: match.group(1).replace('""', '"').replace("\n", HARD_BREAK), text)


def find_table(lines: list[Line], start: int, *, name: str, joined: list[int]) -> tuple[Table, int] | None:
    """The table that begins at line `start` and the position after it, None when none begins there.

    Numbers of lines that continue a cell of the line before are added to `joined`.
    Raises PersonError beyond MAX_TABLE_ROWS.
    """
    if not _opens_table(lines, start):
        return None
    width = _width_of_block(lines, start)
    header = lines[start].text.split("\t")
    rows: list[Line] = []
    position = start
    while position < len(lines):
        line = lines[position]
        if not line.text.strip(" "):
            following = _next_full(lines, position)
            if following is None or not _continues_after_gap(lines, following, header, width):
                break
            position = following
            continue
        text = line.text
        position += 1
        while position < len(lines) and _belongs(text, lines[position].text, width):
            joined.append(lines[position].number)
            text = _append(text, lines[position].text)
            position += 1
        rows.append(Line(line.number, text))
        if len(rows) > refusal.MAX_TABLE_ROWS:
            raise refusal.too_many_rows(name)
        if position < len(lines) and "\t" not in lines[position].text and _AFTER.match(lines[position].text):
            break
        if position < len(lines) and position > start + 1 and _same(lines[position].text, "\t".join(header)):
            break  # the header again: the next page's table
    where = f"บรรทัด {lines[start].number}"
    width = max(width, max(row.text.count("\t") + 1 for row in rows))
    return Table(tuple(_row(row, width) for row in rows), width, where), position


def _opens_table(lines: list[Line], start: int) -> bool:
    cells = lines[start].text.split("\t")
    filled = sum(bool(cell.strip()) for cell in cells)
    if filled < 2:
        return False
    if filled >= 3:
        return True
    return any(
        lines[position].text.count("\t") == len(cells) - 1 and lines[position].text.split("\t")[0].strip()
        for position in (start - 1, start + 1)
        if 0 <= position < len(lines)
    )


def _width_of_block(lines: list[Line], start: int) -> int:
    """Cells a row of the block: the most that several lines agree on, else the most of any line."""
    counts: Counter[int] = Counter()
    gap = 0
    for line in lines[start : start + 2_000]:
        if line.text == lines[start].text and line.number != lines[start].number:
            break  # the header again: a table of its own, and long runs of one line stay cheap
        if not line.text.strip():
            gap += 1
            if gap > 2:
                break
            continue
        gap = 0
        if "\t" in line.text:
            counts[line.text.rstrip(" ").count("\t") + 1] += 1
    widest = max(counts)
    commonest, times = counts.most_common(1)[0]
    return commonest if counts[widest] == 1 and times >= 3 else widest


def _next_full(lines: list[Line], position: int) -> int | None:
    for following in range(position, min(position + 4, len(lines))):
        if lines[following].text.strip(" "):
            return following
    return None


def _continues_after_gap(lines: list[Line], position: int, header: list[str], width: int) -> bool:
    text = lines[position].text
    cells = text.split("\t")
    return len(cells) == width and sum(bool(cell.strip()) for cell in cells) >= 2 and not _same(text, "\t".join(header))


def _belongs(row: str, line: str, width: int) -> bool:
    """Whether `line` continues the row that `row` holds so far."""
    if has_open_tag(row):
        return True
    if not line.strip() or "\t" not in row:
        return False
    tabs = line.count("\t")
    missing = width - 1 - row.count("\t")
    if tabs == 0:
        if missing <= 0 and _ITEM.match(line) and _NUMBER.fullmatch(row.rpartition("\t")[2]):
            return False  # the next item, after the score of the one before
        return not _AFTER.match(line) and (missing > 0 or not _GROUP.match(line))
    # Word pastes a cell's second paragraph as a line of its own: the pieces of such a row add up to its width.
    return 0 < tabs == missing and not _counts_on(row, line)


def _counts_on(row: str, line: str) -> bool:
    """Whether both lines open with a bare row number or an item's code, so that each is a row of its own."""
    return bool(_ROW_NUMBER.match(row) and _ROW_NUMBER.match(line))


def _append(row: str, line: str) -> str:
    if has_open_tag(row):
        return f"{row}\n{line}"  # inside an attribute: the address keeps its break, as printed
    before, tab, last = row.rpartition("\t")
    first, rest_tab, rest = line.partition("\t")
    if starts_paragraph(first) or not last.strip():
        merged = f"{last}{HARD_BREAK}{first.strip()}"
    else:
        merged = join_lines(last, first)
    return f"{before}{tab}{merged}{rest_tab}{rest}"


def _row(line: Line, width: int) -> Row:
    texts = line.text.split("\t")
    where = f"บรรทัด {line.number}"
    cells = []
    for column, text in enumerate(texts):
        paragraphs, links = _cell_text(text)
        is_last = column == len(texts) - 1
        span = width - column if is_last and len(texts) == 1 else 1
        cells.append(Cell(column, paragraphs, column_span=span, links=links, where=f"{where} ช่อง {column + 1}"))
    cells.extend(
        Cell(column, where=f"{where} ช่อง {column + 1}") for column in range(len(texts), width) if len(texts) > 1
    )
    return Row(tuple(cells), where=where)


def _cell_text(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    paragraphs: list[str] = []
    links: list[tuple[str, str]] = []
    for piece in text.split(HARD_BREAK):
        found, addresses = read_inline(piece)
        paragraphs.extend(found)
        links.extend(addresses)
    return tuple(paragraphs), tuple(links)


def _same(first: str, second: str) -> bool:
    return re.sub(r"\s+", "", first) == re.sub(r"\s+", "", second)
