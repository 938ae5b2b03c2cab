"""Draws a Report as an Excel workbook: the table on the first sheet, each annex table on a sheet of its own."""

import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from prongsai.core.report_form.words import CONTINUED
from prongsai.core.thai.digits import to_thai_digits
from prongsai.documents.report import Chart, Grid, Heading, Line, Prose, Report, Signature, Signatures, TableCell
from prongsai.documents.safe_links import clickable

_FONT, _FONT_PT = "TH SarabunPSK", 16
_SHEET_WIDTH = 150.0  # in letters: an A4 landscape page at a readable scale
_LINE_PT = 23.0
_LINES_A_ROW = 17  # Excel cuts a row higher than 409 points; 17 lines of this font fit
_LONGEST_CELL = 32_000  # Excel's limit is 32,767 letters
_LONGEST_FOOTER = 90  # of the 255 that Excel allows with codes, should every letter be an &

# _x0041_ in a text would be read as the letter A.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def draw_xlsx(report: Report) -> bytes:
    """The workbook's bytes. Every cell is text: what begins with = + - or @ is never a formula."""
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": _FONT, "font_size": _FONT_PT},
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties(
        {
            "title": report.title[:250],
            "subject": report.subject[:250],
            "author": report.author[:250],
            "company": report.author[:250],
            "keywords": ", ".join(report.keywords)[:250],
            "language": report.language,
            "created": datetime.combine(report.made_on, time()),
        }
    )
    _Book(book, report).draw()
    book.close()
    return target.getvalue()


class _Book:
    def __init__(self, book: Any, report: Report) -> None:
        self.book, self.report = book, report
        self.names: set[str] = set()
        plain = {"font_name": _FONT, "font_size": _FONT_PT, "text_wrap": True, "valign": "top"}
        boxed = {**plain, "border": 1}
        self.formats = {
            "title": book.add_format({**plain, "bold": True, "font_size": 20, "align": "center"}),
            "lead": book.add_format({**plain, "bold": True, "align": "center"}),
            "heading": book.add_format({**plain, "bold": True, "font_size": 18}),
            "prose": book.add_format(plain),
            "centre": book.add_format({**plain, "align": "center"}),
            "head": book.add_format(
                {**boxed, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E6EDF5"}
            ),
            "left": book.add_format(boxed),
            "center": book.add_format({**boxed, "align": "center"}),
            "right": book.add_format({**boxed, "align": "right"}),
            "plain": book.add_format({"font_name": _FONT, "font_size": _FONT_PT}),
            "bold": book.add_format({"font_name": _FONT, "font_size": _FONT_PT, "bold": True}),
        }

    def draw(self) -> None:
        # On a sheet of its own: rows above a heading row that stays in view would fill half the screen.
        cover = _Sheet(self, "ปก", None)
        cover.cover()
        cover.finish()
        for position, section in enumerate(self.report.sections):
            headings = [block.text for block in section.blocks if isinstance(block, Heading)]
            name = "รายงาน" if position == 0 else " ".join((headings or ["ภาคผนวก"])[0].split()[:2])
            grids = [block for block in section.blocks if isinstance(block, Grid)]
            sheet = _Sheet(self, name, grids[0] if grids else None)
            if position == 0:
                sheet.sheet.activate()
            started = not grids
            for block in section.blocks:
                if isinstance(block, Heading):
                    sheet.line(block.text, "heading")
                elif isinstance(block, Prose):
                    for line in block.lines:
                        sheet.line(line.text, "prose")
                elif isinstance(block, Signatures):
                    sheet.signatures(block)
                elif isinstance(block, Chart):
                    continue  # its figures stand in the table beside it
                else:
                    if started:
                        sheet.finish()
                        sheet = _Sheet(self, name, block)
                    started = True
                    sheet.grid(block)
            sheet.finish()

    def sheet_name(self, wanted: str) -> str:
        """A sheet name not used yet, at most 31 letters, without those Excel refuses."""
        base = re.sub(r"[\[\]:*?/\\']", " ", wanted).strip()[:24] or "แผ่น"
        name, number = base, 1
        while name.casefold() in self.names:  # Excel takes "Annex" and "ANNEX" for one name
            number += 1
            name = f"{base} ({to_thai_digits(str(number))})"
        self.names.add(name.casefold())
        return name


class _Sheet:
    def __init__(self, owner: _Book, name: str, grid: Grid | None) -> None:
        self.owner, self.formats = owner, owner.formats
        self.sheet = owner.book.add_worksheet(owner.sheet_name(name))
        self.row = 0
        weights = [column.weight for column in grid.columns] if grid else [1.0, 1.0]
        self.widths = [max(7.0, _SHEET_WIDTH * weight / sum(weights)) for weight in weights]
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)

    @property
    def last(self) -> int:
        return len(self.widths) - 1

    def cover(self) -> None:
        cover = self.owner.report.cover
        for line in cover.title:
            self.line(line, "title")
        for line in (*cover.period, *cover.agency):
            self.line(line, "lead")
        self.row += 1

    def line(self, text: str, kind: str) -> None:
        """One line of text over all columns, high enough for what it holds."""
        lines = _line_count(text, sum(self.widths))
        self.sheet.set_row(self.row, _height(lines) if kind != "title" else 30.0 * lines)
        text = _escaped(text)[:_LONGEST_CELL]
        if self.last:
            self.sheet.merge_range(self.row, 0, self.row, self.last, "", self.formats[kind])
        self.sheet.write_string(self.row, 0, text, self.formats[kind])
        self.row += 1

    def grid(self, grid: Grid) -> None:
        self.line(grid.caption, "heading")
        head = self.row
        for position, column in enumerate(grid.columns):
            self.sheet.write_string(head, position, _escaped(column.heading), self.formats["head"])
        self.sheet.repeat_rows(head)
        self.sheet.freeze_panes(head + 1, 0)
        lines = (_line_count(column.heading, width) for column, width in zip(grid.columns, self.widths, strict=False))
        self.sheet.set_row(head, _height(max(lines, default=1)))
        self.row += 1
        for row in grid.rows:
            self._grid_row(grid, row)

    def _grid_row(self, grid: Grid, row: tuple[TableCell, ...]) -> None:
        if row and row[0].span > 1:
            self.line("\n".join(line.text for line in row[0].lines), "centre")
            return
        # A row too high for Excel goes on in further rows, whose first cell is empty or says that it goes on.
        pieces = [list(_pieces(cell, self.widths[position])) for position, cell in enumerate(row)]
        if pieces:
            pieces[0] = [_going_on(piece) if depth else piece for depth, piece in enumerate(pieces[0])]
        for depth in range(max(map(len, pieces), default=0)):
            # Excel would find the height itself, LibreOffice and the viewers of telephones do not.
            self.sheet.set_row(self.row, _height(max(self._lines_at(pieces, depth), default=1)))
            for position, column_pieces in enumerate(pieces):
                style = self.formats[grid.columns[position].align]
                if depth < len(column_pieces):
                    self._cell(position, column_pieces[depth], style, most_lines=4 if grid.is_small else 1)
                else:
                    self.sheet.write_blank(self.row, position, None, style)
            self.row += 1

    def _lines_at(self, pieces: list[list[list[Line]]], depth: int) -> Iterator[int]:
        for column_pieces, width in zip(pieces, self.widths, strict=False):
            if depth < len(column_pieces):
                yield sum(_line_count(line.text, width) for line in column_pieces[depth])

    def _cell(self, column: int, lines: list[Line], style: Any, *, most_lines: int) -> None:
        text = "\n".join(_escaped(line.text) for line in lines)
        links = {target for line in lines if (target := clickable(line.link))}
        bold = [line for line in lines if line.bold]
        # A link is the whole cell's, and LibreOffice then draws it without line breaks: not in the long cells of the
        # main table, whose addresses stand in the annex of evidence again.
        # write_url answers 0 unless the link is refused (Excel holds 65,530 of them): then the text alone is written.
        one_link = len(links) == 1 and len(lines) <= most_lines and not bold
        if one_link and self.sheet.write_url(self.row, column, links.pop(), style, text) == 0:
            return
        if bold and len(lines) > 1:
            rest = "\n".join(["", *(_escaped(line.text) for line in lines[1:])])
            if lines[0].bold and len(bold) == 1:
                self.sheet.write_rich_string(
                    self.row, column, self.formats["bold"], _escaped(lines[0].text), self.formats["plain"], rest, style
                )
                return
        self.sheet.write_string(self.row, column, text, style)

    def signatures(self, block: Signatures) -> None:
        self.row += 1
        if block.lead:
            self.line(block.lead, "prose")
        columns = self.last + 1
        for start in range(0, len(block.signers), columns):
            self._signers(block.signers[start : start + columns])

    def _signers(self, signers: Sequence[Signature]) -> None:
        """Signers side by side, each over at least one column."""
        edges = [round(position * (self.last + 1) / len(signers)) for position in range(len(signers) + 1)]
        for signer, first, after in zip(signers, edges, edges[1:], strict=False):
            dots = "." * 24
            lines = (
                f"ลงชื่อ {dots} {signer.duty}",
                f"({signer.name or dots})",
                f"ตำแหน่ง {signer.post or dots}",
                f"วันที่ {dots}",
            )
            if after - first > 1:
                self.sheet.merge_range(self.row, first, self.row, after - 1, "", self.formats["centre"])
            self.sheet.write_string(self.row, first, _escaped("\n".join(lines)), self.formats["centre"])
        self.sheet.set_row(self.row, _height(6))  # one row, so that no page parts a signature from its name
        self.row += 1

    def finish(self) -> None:
        """Printing: A4 landscape, one page wide, page number below."""
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        said = self.owner.report.footer[:_LONGEST_FOOTER].replace("&", "&&")  # a lone & begins a code
        self.sheet.set_footer(f'&L&"{_FONT}"{said}&R&"{_FONT}"หน้า &P / &N')


def _pieces(cell: TableCell, width: float) -> Iterator[list[Line]]:
    held: list[Line] = []
    height = length = 0
    for line in _short_lines(cell.lines):
        lines = _line_count(line.text, width)
        if held and (height + lines > _LINES_A_ROW or length + len(line.text) > _LONGEST_CELL):
            yield held
            held, height, length = [], 0, 0
        held.append(line)
        height, length = height + lines, length + len(line.text) + 1
    yield held


def _going_on(piece: list[Line]) -> list[Line]:
    return [replace(piece[0], text=f"{CONTINUED} {piece[0].text}"), *piece[1:]]


def _short_lines(lines: tuple[Line, ...]) -> Iterator[Line]:
    for line in lines:
        for start in range(0, len(line.text), _LONGEST_CELL // 2):
            yield Line(line.text[start : start + _LONGEST_CELL // 2], line.bold, line.link)


def _line_count(text: str, width: float) -> int:
    return sum(max(1, math.ceil(_breadth(part) / max(1.0, width))) for part in text.split("\n"))


def _height(lines: int) -> float:
    return min(409.0, _LINE_PT * max(1, lines) + 2)


def _breadth(text: str) -> int:
    """Letters that take room: Thai vowels and marks above and below take none."""
    return sum(not (char == "\u0e31" or "\u0e34" <= char <= "\u0e3a" or "\u0e47" <= char <= "\u0e4e") for char in text)


def _escaped(text: str) -> str:
    return _ESCAPE_LIKE.sub("_ ", text)
