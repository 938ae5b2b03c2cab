"""Tables drawn in plain text with bars: markdown, `+---+` grids and box-drawing characters."""

import re
import unicodedata

from prongsai.intake.blocks import Cell, Row, Table
from prongsai.intake.readers.markup import read_inline
from prongsai.intake.readers.text_lines import Line
from prongsai.intake.readers.wrapping import join_wrapped

_BARS = "|│┃║"
_BORDER = re.compile(r"^\s*[+|│┃║├┝┠┣╭╮╰╯┌┍┏└┕┗╔╚╠╟╞╓╙╒╘*:=\-─━═┄┅┈┉┬┴┼┤┐┘┳┻╋┫┓┛╦╩╬╣╗╝╤╧╪╫╢╡╖╜╕╛\s]+$")
_STROKE = re.compile(r"[-=─━═┄┅┈┉]{2,}|[-─━═]")


def find_table(lines: list[Line], start: int) -> tuple[Table, int] | None:
    """The drawn table that begins at line `start` and the position after it, None when none begins there."""
    if not _is_drawn(lines[start].text):
        return None
    end = start
    while end < len(lines) and _is_drawn(lines[end].text):
        end += 1
    block = lines[start:end]
    body = [line for line in block if not _is_border(line.text)]
    widths = [len(_split(line.text)) for line in body]
    if len(body) < 1 or not widths or max(widths) < 2 or len(block) < 2:
        return None
    width = max(widths)
    edges = _edges(block)
    rows = [_row(group, width, edges, is_header=position == 0) for position, group in enumerate(_groups(block))]
    return Table(tuple(rows), width, f"บรรทัด {lines[start].number}"), end


def _is_drawn(text: str) -> bool:
    stripped = text.strip()
    if len(stripped) < 3:
        return False
    if stripped[0] in _BARS and (stripped[-1] in _BARS or _is_border(text)):
        return True
    return stripped[0] in "+┌┏├┣└┗╔╠╚╭╰" and _is_border(text)


def _is_border(text: str) -> bool:
    return _BORDER.match(text) is not None and _STROKE.search(text) is not None


def _groups(block: list[Line]) -> list[list[Line]]:
    """Physical rows: the lines between two borders, or each line where only the header is underlined."""
    groups: list[list[Line]] = [[]]
    borders = 0
    for line in block:
        if _is_border(line.text):
            if groups[-1]:
                groups.append([])
            borders += 1
        else:
            groups[-1].append(line)
    groups = [group for group in groups if group]
    is_ruled = len(groups) > 2 or (len(groups) == 2 and borders >= 3)
    if is_ruled:
        return groups
    return [[line] for group in groups for line in group]


def _split(text: str) -> list[str]:
    inner = text.strip()
    parts = re.split(rf"(?<!\\)[{_BARS}]", inner)
    return [part.replace("\\|", "|") for part in parts[1:-1]]


def _row(group: list[Line], width: int, edges: list[int], *, is_header: bool) -> Row:
    where = f"บรรทัด {group[0].number}"
    stacks: dict[int, tuple[int, list[str]]] = {}
    for line in group:
        for column, span, text in _place(line.text, width, edges):
            known_span, texts = stacks.setdefault(column, (span, []))
            texts.append(text)
            stacks[column] = (max(known_span, span), texts)
    cells = []
    for column in sorted(stacks):
        span, texts = stacks[column]
        paragraphs, links = _cell_text(texts)
        cells.append(Cell(column, paragraphs, column_span=span, links=links, where=f"{where} ช่อง {column + 1}"))
    return Row(tuple(cells), is_header=is_header, where=where)


def _place(text: str, width: int, edges: list[int]) -> list[tuple[int, int, str]]:
    """(column, span, text) of the cells of one line; a missing bar makes a cell span."""
    parts = _split(text)
    if len(parts) == width or not edges:
        return [(column, width - column if column == len(parts) - 1 else 1, part) for column, part in enumerate(parts)]
    placed: list[tuple[int, int, str]] = []
    column, reached = 0, edges[0]
    for position, part in enumerate(parts):
        reached += _display_width(part) + 1
        end = min(range(column + 1, width + 1), key=lambda edge: abs(edges[edge] - reached), default=width)
        if position == len(parts) - 1:
            end = width
        placed.append((column, max(1, end - column), part))
        column = end
        if column >= width:
            break
    return placed


def _edges(block: list[Line]) -> list[int]:
    """Display columns of the vertical lines, from the border with the most crossings; [] without such a border."""
    best: list[int] = []
    for line in block:
        if _is_border(line.text):
            crossings = [
                position
                for position, char in enumerate(line.text.rstrip())
                if char not in "-=─━═┄┅┈┉: " and not char.isspace()
            ]
            best = max(best, crossings, key=len)
    return (
        best
        if len(best) == 1 + max((len(_split(line.text)) for line in block if not _is_border(line.text)), default=0)
        else []
    )


def _display_width(text: str) -> int:
    return sum(unicodedata.category(char) not in {"Mn", "Cf"} for char in text)


def _cell_text(lines: list[str]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    passages: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            passages[-1].append(line.strip())
        elif passages[-1]:
            passages.append([])
    paragraphs: list[str] = []
    links: list[tuple[str, str]] = []
    for passage in passages:
        for text in join_wrapped(passage):
            found, addresses = read_inline(text)
            paragraphs.extend(found)
            links.extend(addresses)
    return tuple(paragraphs), tuple(links)
