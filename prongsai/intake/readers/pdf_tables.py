"""Tables that run over several PDF pages as one: repeated headings marked, a row cut by the page end made whole."""

import re
from dataclasses import replace

from prongsai.core.thai.digits import to_arabic_digits
from prongsai.intake.blocks import Cell, Row, Table
from prongsai.intake.readers.pdf_lines import TextParagraph
from prongsai.intake.readers.pdf_page import PageCell, PageTable
from prongsai.intake.readers.wrapping import join_lines, starts_paragraph

_NUMBER = re.compile(r"\s*\(?([0-9๐-๙]{1,2})[.)](?![0-9๐-๙])")


class LongTable:
    """A table being gathered page by page."""

    def __init__(self, first: PageTable) -> None:
        self.xs = first.xs
        self.page = first.page
        self.rows: list[list[PageCell]] = list(first.rows)
        self.pages: list[tuple[int, int]] = [(first.page, position + 1) for position in range(len(first.rows))]
        self.headers: set[int] = set()
        self._head = [[cell.text for cell in row] for row in first.rows[:3]]

    def continues_with(self, table: PageTable) -> bool:
        """Whether the table at the top of the next page has the same columns."""
        return (
            table.page == self.pages[-1][0] + 1
            and len(table.xs) == len(self.xs)
            and all(abs(one - other) < 6.0 for one, other in zip(self.xs, table.xs, strict=True))
        )

    def add(self, table: PageTable) -> None:
        """Append the next page's rows."""
        while len(table.rows) > 1 and not any(cell.paragraphs or cell.row_span > 1 for cell in table.rows[0]):
            table.rows.pop(0)  # the sliver of a border that a page break leaves behind
        repeated = 0
        while (
            repeated < min(len(self._head), len(table.rows))
            and [cell.text for cell in table.rows[repeated]] == self._head[repeated]
            and any(self._head[repeated])
        ):
            repeated += 1
        self.headers.update(range(repeated))
        body = len(self.rows)
        for position, row in enumerate(table.rows):
            if position < repeated:
                self.headers.add(body + position)
            elif position == repeated and self._is_cut_row(row):
                self._complete(row)
                continue
            self.rows.append(row)
            self.pages.append((table.page, position + 1))

    def _last_body_row(self) -> int | None:
        for index in range(len(self.rows) - 1, -1, -1):
            if index not in self.headers:
                return index
        return None

    def _is_cut_row(self, row: list[PageCell]) -> bool:
        """Whether the first row of a page goes on with the last row of the page before."""
        last = self._last_body_row()
        if last is None:
            return False
        before = {cell.column: cell for cell in self.rows[last]}
        if {cell.column for cell in row} != set(before) or any(
            cell.column_span != before[cell.column].column_span for cell in row
        ):
            return False
        first = min(row, key=lambda cell: cell.column)
        if not first.paragraphs and first.row_span == 1 and self._names_its_rows():
            return True
        verdict = _count_on(row, before)
        if verdict is not None:
            return verdict
        filled = [cell for cell in row if cell.paragraphs]
        runs_on = [cell for cell in filled if _runs_on(before[cell.column], cell)]
        if len(filled) == 1:
            return filled[0].column > 0
        return bool(filled) and len(runs_on) == len(filled)

    def _names_its_rows(self) -> bool:
        """Whether most rows say something in their first column; where many do not, an empty one tells nothing."""
        body = [row for index, row in enumerate(self.rows) if index not in self.headers and row]
        named = sum(bool(min(row, key=lambda cell: cell.column).paragraphs) for row in body)
        return named * 2 > len(body)

    def _complete(self, row: list[PageCell]) -> None:
        last = self._last_body_row()
        assert last is not None
        before = {cell.column: cell for cell in self.rows[last]}
        for cell in row:
            target = before[cell.column]
            for position, paragraph in enumerate(cell.paragraphs):
                if position == 0 and target.paragraphs and _goes_on(target.paragraphs[-1], paragraph):
                    head = target.paragraphs[-1]
                    target.paragraphs[-1] = TextParagraph(
                        join_lines(head.text, paragraph.text), paragraph.box, paragraph.ends_full
                    )
                else:
                    target.paragraphs.append(paragraph)
            for text, address in cell.links:
                if target.links and target.links[-1][1] == address:
                    target.links[-1] = (target.links[-1][0] + text, address)
                else:
                    target.links.append((text, address))

    def as_block(self) -> Table:
        """The whole table."""
        rows = []
        for index, (row, (page, number)) in enumerate(zip(self.rows, self.pages, strict=True)):
            where = f"หน้า {page} แถว {number}"
            cells = tuple(
                Cell(
                    cell.column,
                    tuple(paragraph.text for paragraph in cell.paragraphs),
                    column_span=cell.column_span,
                    row_span=cell.row_span,
                    links=tuple(cell.links),
                    where=f"{where} ช่อง {cell.column + 1}",
                )
                for cell in row
            )
            rows.append(Row(cells, is_header=index in self.headers, where=where))
        table = Table(tuple(rows), len(self.xs) - 1, f"หน้า {self.page}")
        return replace(table, rows=tuple(row for row in table.rows if row.cells))


def _count_on(row: list[PageCell], before: dict[int, PageCell]) -> bool | None:
    """True when a list goes on counting where the row before stopped, False when one begins anew, else None."""
    fresh = False
    for cell in row:
        if not cell.paragraphs or len(cell.text) <= 4:
            continue
        number, previous = _first_number(cell), _last_number(before[cell.column])
        if number is not None and previous is not None and number == previous + 1:
            return True
        fresh = fresh or (number == 1 and (previous is not None or cell.column > 0))
    return False if fresh else None


def _first_number(cell: PageCell) -> int | None:
    match = _NUMBER.match(cell.paragraphs[0].text) if cell.paragraphs else None
    return int(to_arabic_digits(match.group(1))) if match else None


def _last_number(cell: PageCell) -> int | None:
    for paragraph in reversed(cell.paragraphs):
        found = re.findall(r"(?:^|\s)\(?([0-9๐-๙]{1,2})[.)](?![0-9๐-๙])", paragraph.text)
        if found:
            return int(to_arabic_digits(found[-1]))
    return None


def _runs_on(before: PageCell, cell: PageCell) -> bool:
    return bool(before.paragraphs) and _goes_on(before.paragraphs[-1], cell.paragraphs[0])


def _goes_on(before: TextParagraph, following: TextParagraph) -> bool:
    return before.ends_full and not starts_paragraph(following.text)
