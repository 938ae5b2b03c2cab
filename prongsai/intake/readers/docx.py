"""Word documents (.docx), read from the package itself: paragraphs, lists, links and tables with their spans.

python-docx is not used here: it takes 0.3 s to import, and repeats merged cells.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from prongsai.core.finding import Finding
from prongsai.intake.blocks import Cell, Paragraph, Row, SourceDocument, Table
from prongsai.intake.readers import notice, refusal
from prongsai.intake.readers.cell_text import clean_line
from prongsai.intake.readers.docx_numbering import Numbering
from prongsai.intake.readers.docx_runs import Changes, Run, read_runs
from prongsai.intake.readers.kind import open_zip, read_entry
from prongsai.intake.readers.package import (
    Element,
    attribute,
    local,
    parse_xml,
    read_app_name,
    read_relations,
)
from prongsai.intake.readers.row_limit import row_limit
from prongsai.intake.readers.whole_number import find_whole_number

_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"})


def read_docx(content: bytes, *, name: str) -> SourceDocument:
    """The blocks of a Word document; headers and footers are in `meta` ("header", "footer").

    Raises PersonError when it is broken, empty, nested too deeply or holds a table of too many rows.
    """
    with open_zip(content, name=name, kind_th="Word", kind_en="Word") as archive:
        part = _main_part(archive, name)
        relations = read_relations(archive, part, name=name, kind="Word")
        main = read_entry(archive, part, name=name, kind="Word")
        if main is None:
            raise refusal.damaged(name, "Word", "Word")
        root = parse_xml(main, name=name, kind="Word")
        numbering = _part(archive, relations, "numbering", name)
        styles = _part(archive, relations, "styles", name)
        edges = {kind: _edge_text(archive, relations, kind, name) for kind in ("header", "footer")}
    reader = _Reader(name, relations, Numbering(numbering, styles), _style_names(styles))
    reader.row_limit = row_limit(main)
    body = next((element for element in root if local(element) == "body"), None)
    if body is None:
        raise refusal.damaged(name, "Word", "Word")
    blocks = reader.read_body(body)
    if not blocks:
        raise refusal.empty_file(name)
    return SourceDocument(
        name=name,
        format="docx",
        blocks=tuple(blocks),
        notices=reader.list_notices(),
        generator=read_app_name(content),
        meta={kind: text for kind, text in edges.items() if text},
    )


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    for kind, target in read_relations(archive, "", name=name, kind="Word").values():
        if kind == "officeDocument":
            return target
    return "word/document.xml"


def _part(archive: zipfile.ZipFile, relations: dict[str, tuple[str, str]], kind: str, name: str) -> Element | None:
    for relation, target in relations.values():
        if relation == kind:
            content = read_entry(archive, target, name=name, kind="Word")
            return parse_xml(content, name=name, kind="Word") if content else None
    return None


def _edge_text(archive: zipfile.ZipFile, relations: dict[str, tuple[str, str]], kind: str, name: str) -> str:
    lines: list[str] = []
    for relation, target in relations.values():
        if relation != kind:
            continue
        content = read_entry(archive, target, name=name, kind="Word")
        if not content:
            continue
        for paragraph in parse_xml(content, name=name, kind="Word").iter():
            if local(paragraph) == "p":
                for line in read_runs(paragraph, {}, Changes()).lines:
                    text = clean_line("".join(run.text for run in line))
                    if text and text not in lines:
                        lines.append(text)
    return "\n".join(lines)


def _style_names(styles: Element | None) -> dict[str, str]:
    names: dict[str, str] = {}
    for style in styles if styles is not None else ():
        if local(style) == "style":
            shown = next((attribute(child, "val") or "" for child in style if local(child) == "name"), "")
            names[attribute(style, "styleId") or ""] = shown.lower()
    return names


@dataclass
class _Text:
    paragraphs: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    nested: list[Table] = field(default_factory=list)


class _Reader:
    def __init__(
        self, name: str, relations: dict[str, tuple[str, str]], numbering: Numbering, styles: dict[str, str]
    ) -> None:
        self.name = name
        self.links = {key: target for key, (kind, target) in relations.items() if kind == "hyperlink"}
        self.numbering = numbering
        self.styles = styles
        self.changes = Changes()
        self.row_limit = refusal.MAX_TABLE_ROWS
        self.tables = 0
        self.paragraphs = 0

    def list_notices(self) -> tuple[Finding, ...]:
        """What was left out or kept on a rule."""
        notices = []
        if self.changes.kept or self.changes.dropped:
            notices.append(notice.tracked_changes(self.changes.kept, self.changes.dropped))
        if self.changes.footnotes:
            notices.append(notice.footnotes_left_out(self.changes.footnotes))
        return tuple(notices)

    def read_body(self, body: Element) -> list[Paragraph | Table]:
        """Paragraphs and tables in reading order."""
        blocks: list[Paragraph | Table] = []
        for element in _content(body):
            if local(element) == "tbl":
                self.tables += 1
                table = self._table(element, f"ตารางที่ {self.tables}", 1)
                if table.rows:
                    blocks.append(table)
            else:
                blocks.extend(self._paragraphs(element))
        return blocks

    def _paragraphs(self, element: Element) -> list[Paragraph | Table]:
        text = _Text()
        self._read_paragraph(element, text, 0)
        style = self._style(element)
        found: list[Paragraph | Table] = []
        for position, line in enumerate(text.paragraphs):
            self.paragraphs += 1
            links = tuple(text.links) if position == 0 else ()
            found.append(Paragraph(line, style=style, where=f"ย่อหน้า {self.paragraphs}", links=links))
        return [*found, *text.nested]

    def _style(self, element: Element) -> str:
        for properties in element:
            if local(properties) == "pPr":
                for child in properties:
                    if local(child) == "pStyle":
                        shown = self.styles.get(attribute(child, "val") or "", (attribute(child, "val") or "").lower())
                        if shown in {"title", "subtitle"}:
                            return "title"
                        return "heading" if shown.startswith("heading") else ""
        return ""

    def _read_paragraph(self, element: Element, text: _Text, depth: int) -> None:
        properties = next((child for child in element if local(child) == "pPr"), None)
        content = read_runs(element, self.links, self.changes)
        label_due = any(run.text.strip() for line in content.lines for run in line)
        label = self.numbering.next_label(properties) if label_due else ""
        for position, line in enumerate(content.lines):
            shown = clean_line("".join(run.text for run in line))
            if position == 0 and label:
                shown = f"{label} {shown}".strip()
            if shown:
                text.paragraphs.append(shown)
        text.links.extend(_join_links(run for line in content.lines for run in line))
        for box in content.boxes:
            for inner in _content(box):
                if local(inner) == "tbl":
                    text.nested.append(self._table(inner, "กล่องข้อความ", depth + 1))
                else:
                    self._read_paragraph(inner, text, depth + 1)

    def _table(self, element: Element, where: str, depth: int) -> Table:
        if depth > refusal.MAX_DEPTH:
            raise refusal.too_deep(self.name)
        rows: list[Row] = []
        open_spans: dict[int, tuple[int, int]] = {}  # column: (row, position in the row) of the cell that reaches down
        width = 0
        for row in _rows(element, self.changes):
            if len(rows) >= self.row_limit:
                raise refusal.too_many_rows(self.name)
            place = f"{where} แถว {len(rows) + 1}"
            cells: list[Cell] = []
            column = _grid_skip(row, "gridBefore")
            for cell in (item for item in _content(row, "tc")):
                span, merge, side_merge = _spans(cell)
                if merge == "continue" and column in open_spans:
                    upper_row, position = open_spans[column]
                    upper = rows[upper_row].cells[position]
                    grown = replace(upper, row_span=len(rows) - upper_row + 1)
                    stray = self._cell(cell, upper.column, span, place, depth)
                    if stray.paragraphs:  # Word hides it, other programs show it: it is not lost
                        grown = replace(
                            grown, paragraphs=grown.paragraphs + stray.paragraphs, links=grown.links + stray.links
                        )
                    rows[upper_row] = _with_cell(rows[upper_row], position, grown)
                    column += span
                    continue
                if side_merge == "continue" and cells:
                    cells[-1] = replace(cells[-1], column_span=cells[-1].column_span + span)
                    column += span
                    continue
                for covered in range(column, column + span):
                    open_spans.pop(covered, None)
                if merge is not None:
                    open_spans[column] = (len(rows), len(cells))
                cells.append(self._cell(cell, column, span, place, depth))
                column += span
            width = max(width, column)
            rows.append(Row(tuple(cells), is_header=_is_header(row), where=place))
        return Table(tuple(rows), width, where)

    def _cell(self, element: Element, column: int, span: int, place: str, depth: int) -> Cell:
        text = _Text()
        where = f"{place} ช่อง {column + 1}"
        for child in _content(element):
            if local(child) == "tbl":
                table = self._table(child, where, depth + 1)
                if table.rows:
                    text.nested.append(table)
            else:
                self._read_paragraph(child, text, depth)
        return Cell(
            column,
            tuple(text.paragraphs),
            column_span=span,
            nested=tuple(text.nested),
            links=tuple(text.links),
            where=where,
        )


def _with_cell(row: Row, position: int, cell: Cell) -> Row:
    return replace(row, cells=(*row.cells[:position], cell, *row.cells[position + 1 :]))


def _content(element: Element, *kinds: str) -> list[Element]:
    """Paragraphs and tables (or elements of `kinds`) of a container, looking through wrappers that show nothing."""
    wanted = kinds or ("p", "tbl")
    found: list[Element] = []
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif local(child) in wanted:
            found.append(child)
        elif local(child) in _WRAPPERS and len(stack) < 60:
            stack.append(iter(child))
    return found


def _rows(table: Element, changes: Changes) -> list[Element]:
    rows = []
    for row in _content(table, "tr"):
        properties = next((child for child in row if local(child) == "trPr"), ())
        if any(local(child) == "del" for child in properties):
            changes.dropped += 1
            continue
        if any(local(child) == "ins" for child in properties):
            changes.kept += 1
        rows.append(row)
    return rows


def _is_header(row: Element) -> bool:
    for properties in row:
        if local(properties) == "trPr":
            return any(
                local(child) == "tblHeader" and attribute(child, "val") not in {"0", "false", "off"}
                for child in properties
            )
    return False


def _grid_skip(row: Element, kind: str) -> int:
    for properties in row:
        if local(properties) == "trPr":
            for child in properties:
                if local(child) == kind:
                    return _number(attribute(child, "val"), 0, 60)
    return 0


def _spans(cell: Element) -> tuple[int, str | None, str | None]:
    """(columns, vertical merge, old horizontal merge) of a w:tc; merges are "restart", "continue" or None."""
    span, vertical, sideways = 1, None, None
    for properties in cell:
        if local(properties) == "tcPr":
            for child in properties:
                kind = local(child)
                if kind == "gridSpan":
                    span = _number(attribute(child, "val"), 1, 60)
                elif kind == "vMerge":
                    vertical = attribute(child, "val") or "continue"
                elif kind == "hMerge":
                    sideways = attribute(child, "val") or "continue"
    return span, vertical, sideways


def _number(text: str | None, least: int, most: int) -> int:
    number = find_whole_number(text)
    return least if number is None else max(least, min(number, most))


def _join_links(runs: Iterable[Run]) -> list[tuple[str, str]]:
    """Runs of one hyperlink as one (text, address)."""
    links: list[tuple[str, str]] = []
    last: Run | None = None
    for run in runs:
        if run.address:
            if last is not None and last.address == run.address and last.link == run.link:
                links[-1] = (links[-1][0] + run.text, run.address)
            else:
                links.append((run.text, run.address))
        last = run
    return [(clean_line(text), address) for text, address in links]
