"""One PDF page as pieces in reading order: paragraphs outside tables, and tables whose cells hold their lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from prongsai.intake.pdf_port import Box, PdfLink, PdfPage, Word
from prongsai.intake.readers.pdf_columns import open_table_rules
from prongsai.intake.readers.pdf_grid import PageGrid, find_grids
from prongsai.intake.readers.pdf_lines import TextLine, TextParagraph, lines_of_words, paragraphs_of_lines


@dataclass
class PageCell:
    """A cell of a page's table with its paragraphs and links."""

    row: int
    column: int
    row_span: int
    column_span: int
    paragraphs: list[TextParagraph] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text without blanks, for comparing."""
        return "".join(paragraph.text for paragraph in self.paragraphs).replace(" ", "")


@dataclass
class PageTable:
    """A table of a page; `rows` hold the cells that begin there."""

    page: int
    xs: tuple[float, ...]
    rows: list[list[PageCell]]
    top: float


@dataclass
class PageText:
    """A paragraph of a page outside tables. `is_centred` lines are titles, each by itself."""

    page: int
    paragraph: TextParagraph
    size: float
    links: list[tuple[str, str]] = field(default_factory=list)


def read_page(page: PdfPage, dropped: Sequence[TextLine] = ()) -> list[PageText | PageTable]:
    """The pieces of a page from top to bottom. `dropped` are lines to leave out (running heads, page numbers)."""
    grids = _grids(page)
    inside: dict[int, list[Word]] = {index: [] for index in range(len(grids))}
    loose: list[Word] = []
    for word in page.words:
        for index, grid in enumerate(grids):
            if _holds(grid.box, word):
                inside[index].append(word)
                break
        else:
            loose.append(word)
    pieces: list[tuple[float, PageText | PageTable]] = []
    for index, grid in enumerate(grids):
        table = _table(page, grid, inside[index])
        if any(cell.paragraphs for row in table.rows for cell in row):
            pieces.append((grid.box.y0, table))
    unwanted = {(line.text, round(line.box.y0)) for line in dropped}
    lines = [line for line in lines_of_words(loose) if (line.text, round(line.box.y0)) not in unwanted]
    pieces.extend(_texts(page, lines, [grid.box for grid in grids]))
    return [piece for _, piece in sorted(pieces, key=lambda item: item[0])]


def outer_lines(page: PdfPage) -> list[TextLine]:
    """Lines near the top and bottom edge, where running heads and page numbers stand."""
    margin = 0.11 * page.height
    words = [word for word in page.words if word.box.y1 < margin or word.box.y0 > page.height - margin]
    boxes = [grid.box for grid in _grids(page)] if words else []
    return lines_of_words([word for word in words if not any(_holds(box, word) for box in boxes)])


def _grids(page: PdfPage) -> list[PageGrid]:
    """The tables of a page: those fully ruled, then those whose lines are only partly drawn or not at all."""
    grids = find_grids(page.rules)
    loose = [word for word in page.words if not any(_holds(grid.box, word) for grid in grids)]
    rules = [rule for rule in page.rules if not any(_covers(grid.box, rule) for grid in grids)]
    missing = open_table_rules(rules, loose) if loose else []
    if missing:
        grids += find_grids([*rules, *missing])
    return grids


def _covers(box: Box, rule: Box) -> bool:
    return box.x0 - 2 <= rule.middle_x <= box.x1 + 2 and box.y0 - 2 <= rule.middle_y <= box.y1 + 2


def _holds(box: Box, word: Word) -> bool:
    """Whether a word begins in a box: one too long for its cell runs over the edge, but belongs where it begins."""
    begins = word.box.x0 + min(4.0, (word.box.x1 - word.box.x0) / 2)
    return box.x0 - 1 <= begins <= box.x1 + 1 and box.y0 - 1 <= word.box.middle_y <= box.y1 + 1


def _table(page: PdfPage, grid: PageGrid, words: list[Word]) -> PageTable:
    by_cell: dict[int, list[Word]] = {}
    for word in words:
        index = next((i for i, cell in enumerate(grid.cells) if _holds(cell.box, word)), None)
        if index is not None:
            by_cell.setdefault(index, []).append(word)
    rows: list[list[PageCell]] = [[] for _ in range(grid.row_count)]
    for index, cell in enumerate(grid.cells):
        lines = lines_of_words(by_cell.get(index, []))
        found = PageCell(cell.row, cell.column, cell.row_span, cell.column_span)
        if lines:
            inset = max(0.5, min(min(line.box.x0 for line in lines) - cell.box.x0, 8.0))
            found.paragraphs = paragraphs_of_lines(lines, cell.box.x0 + inset, cell.box.x1 - inset)
        found.links = _links(page.links, cell.box, by_cell.get(index, []))
        rows[cell.row].append(found)
    return PageTable(page.number, grid.xs, rows, grid.box.y0)


def _links(links: Sequence[PdfLink], box: Box, words: Sequence[Word]) -> list[tuple[str, str]]:
    """(text, address) of the annotations in a box; the pieces of a link over several lines are one."""
    found: list[tuple[str, str]] = []
    for link in links:
        if not (box.x0 <= link.box.middle_x <= box.x1 and box.y0 <= link.box.middle_y <= box.y1):
            continue
        text = "".join(
            word.text
            for word in words
            if link.box.x0 - 1 <= word.box.middle_x <= link.box.x1 + 1
            and link.box.y0 - 2 <= word.box.middle_y <= link.box.y1 + 2
        )
        if found and found[-1][1] == link.address and text not in found[-1][0]:
            found[-1] = (found[-1][0] + text, link.address)
        elif (text, link.address) not in found:
            found.append((text, link.address))
    return found


def _texts(page: PdfPage, lines: list[TextLine], tables: list[Box]) -> list[tuple[float, PageText | PageTable]]:
    """Paragraphs outside tables, parted where a table stands between."""
    if not lines:
        return []
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    pieces: list[tuple[float, PageText | PageTable]] = []
    run: list[TextLine] = []
    for position, line in enumerate(lines):
        run.append(line)
        following = lines[position + 1] if position + 1 < len(lines) else None
        centred = abs((line.box.x0) - (page.width - line.box.x1)) < 6.0 and line.box.x0 > left + 12.0
        if following is None or centred or any(line.box.y1 <= box.y0 + 2 < following.box.y1 for box in tables):
            size = max(line.size for line in run)
            for paragraph in paragraphs_of_lines(run, left, right):
                links = _links(page.links, paragraph.box, ())
                pieces.append((paragraph.box.y0, PageText(page.number, paragraph, size, links)))
            run = []
    return pieces
