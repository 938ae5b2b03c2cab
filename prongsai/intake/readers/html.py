"""Web pages: the visible text of the body as paragraphs and tables. Nothing is run or fetched."""

import re
from dataclasses import replace

from prongsai.intake.blocks import Cell, Paragraph, Row, SourceDocument, Table
from prongsai.intake.readers import refusal
from prongsai.intake.readers.cell_text import clean_line
from prongsai.intake.readers.encoding import thai_plausibility
from prongsai.intake.readers.package import Element
from prongsai.intake.readers.row_limit import row_limit
from prongsai.intake.readers.whole_number import find_whole_number

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "object",
        "embed",
        "iframe",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "datalist",
        "textarea",
        "button",
    ]
)
_BREAKING = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "address",
        "form",
        "fieldset",
        "figure",
        "figcaption",
        "center",
        "hr",
        "br",
        "legend",
        "summary",
        "details",
        "caption",
        "tr",
        "td",
        "th",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_MAX_DEPTH = 220
_MOST_COVERED = 600_000  # places under merged cells: ten columns of the longest report; beyond, spans fill the memory


def read_html(content: bytes, text: str, encoding: str, *, name: str) -> SourceDocument:
    """The blocks of a page; `text` is the content decoded by plausibility, kept unless the page's own charset is better.

    Raises PersonError when it shows no text, nests too deeply or has a table of more than MAX_TABLE_ROWS rows.
    """
    import lxml.html
    from lxml import etree

    text = _by_declared_charset(content, text, encoding)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise refusal.damaged(name, "HTML", "HTML") from error
    walker = _Walker(name, row_limit(text))
    body = root.find("body")
    generator = root.xpath("string(//meta[translate(@name,'GENRATO','genrato')='generator']/@content)")
    walker.read(body if body is not None else root)
    if not walker.blocks:
        raise refusal.empty_file(name)
    title = clean_line(str(root.xpath("string(//title)")))
    return SourceDocument(
        name=name,
        format="html",
        blocks=tuple(walker.blocks),
        generator=str(generator),
        meta={"title": title} if title else {},
    )


def _by_declared_charset(content: bytes, text: str, encoding: str) -> str:
    """Text by the charset the page names, when that reads at least as much as Thai as what was guessed."""
    if encoding.startswith("utf-16") or content.startswith(b"\xef\xbb\xbf") or " as " in encoding:
        return text
    match = re.search(rb"""<meta[^>]*charset\s*=\s*["']?\s*([\w-]+)""", content[:4096], re.IGNORECASE)
    if not match:
        return text
    charset = match.group(1).decode("ascii", errors="replace").lower()
    charset = "cp874" if charset in {"tis-620", "tis620", "windows-874", "iso-8859-11", "x-windows-874"} else charset
    try:
        declared = content.decode(charset, errors="replace").replace("\r\n", "\n")
    except (LookupError, UnicodeError):  # a name that is no charset, or one of Python's that are none of the web's
        return text
    return declared if thai_plausibility(declared) > thai_plausibility(text) else text


class _Text:
    """Paragraphs and links being gathered for one cell or passage."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.pieces: list[str] = []

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)

    def end_paragraph(self) -> None:
        line = clean_line("".join(self.pieces))
        self.pieces.clear()
        if line:
            self.paragraphs.append(line)


class _Walker:
    def __init__(self, name: str, limit: int) -> None:
        self.name = name
        self.row_limit = limit
        self.blocks: list[Paragraph | Table] = []
        self.count = 0
        self.text = _Text()
        self.nested: list[Table] = []
        self.in_cell = False
        self.is_preformatted = False

    def read(self, element: Element) -> None:
        """Add the element's content to the blocks."""
        self._walk(element, 0)
        self._flush("")

    def _say(self, text: str | None) -> None:
        """Add text; inside preformatted text a line break is a paragraph break, elsewhere a blank as in browsers."""
        if text and self.is_preformatted and "\n" in text:
            for line in text.split("\n"):
                self.text.add(line)
                self._flush("")
        else:
            self.text.add(text)

    def _flush(self, style: str) -> None:
        """Outside tables, what has been gathered becomes paragraphs."""
        self.text.end_paragraph()
        if self.in_cell:
            return
        for position, line in enumerate(self.text.paragraphs):
            self.count += 1
            links = tuple(self.text.links) if position == 0 else ()
            self.blocks.append(Paragraph(line, style=style, where=f"ย่อหน้า {self.count}", links=links))
        if self.text.paragraphs or not self.text.links:
            self.text = _Text()

    def _walk(self, element: Element, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise refusal.too_deep(self.name)
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _DROPPED or _is_hidden(element):
            return
        if tag == "table":
            self._table(element, depth)
            return
        breaking = tag in _BREAKING
        if breaking:
            self._flush("")
        outer_preformatted = self.is_preformatted
        self.is_preformatted = outer_preformatted or tag == "pre"
        start = len(self.text.pieces)
        shown, before = len(self.text.paragraphs), len(self.blocks)
        number = _list_number(element) if tag == "li" else ""
        self.text.add(number)
        if tag == "input" and element.get("type", "text").lower() == "text":
            self.text.add(element.get("value"))
        self._say(element.text)
        for child in element:
            self._walk(child, depth + 1)
            self._say(child.tail)
        if tag == "a" and element.get("href") is not None:
            own = self.text.paragraphs[shown:] if self.in_cell else _texts(self.blocks[before:])
            parts = [*own, "".join(self.text.pieces[start if not own else 0 :])]
            self._link(clean_line(" ".join(parts)), str(element.get("href")))
        self.is_preformatted = outer_preformatted
        if breaking:
            self._flush("heading" if tag in _HEADINGS else "")

    def _link(self, text: str, address: str) -> None:
        """Add a link; one around whole paragraphs outside tables goes with the last of them."""
        last = self.blocks[-1] if self.blocks else None
        if not self.in_cell and not self.text.pieces and isinstance(last, Paragraph):
            self.blocks[-1] = replace(last, links=(*last.links, (text, address)))
        else:
            self.text.links.append((text, address))

    def _table(self, element: Element, depth: int) -> None:
        self._flush("")
        outer = (self.text, self.nested, self.in_cell)
        rows = _rows_of(element)
        if len(rows) > self.row_limit:
            raise refusal.too_many_rows(self.name)
        caption = element.find("caption")
        if caption is not None and not self.in_cell:
            self._walk(caption, depth + 1)
        elif caption is not None:
            self.text.add(caption.text_content())
            self.text.end_paragraph()
        if not self.in_cell and _is_layout(element, rows):
            for _, row in rows:
                for cell in row:
                    if cell.tag in {"td", "th"} and not _is_hidden(cell):
                        self._walk_inside(cell, depth + 2)
            return
        if depth > 3 * refusal.MAX_DEPTH * 4:
            raise refusal.too_deep(self.name)
        number = sum(isinstance(block, Table) for block in self.blocks) + 1
        table = self._grid(rows, f"ตารางที่ {number}", depth)
        self.text, self.nested, self.in_cell = outer
        if not table.rows:
            return
        if self.in_cell:
            self.nested.append(table)
        else:
            self.blocks.append(table)

    def _walk_inside(self, cell: Element, depth: int) -> None:
        self._flush("")
        self._say(cell.text)
        for child in cell:
            self._walk(child, depth)
            self._say(child.tail)
        self._flush("")

    def _grid(self, rows: list[tuple[bool, Element]], where: str, depth: int) -> Table:
        taken: set[tuple[int, int]] = set()  # places that cells of upper rows reach down to
        out: list[Row] = []
        width = 0
        for position, (is_header, row) in enumerate(rows):
            cells: list[Cell] = []
            column = 0
            place = f"{where} แถว {position + 1}"
            for element in row:
                if element.tag not in {"td", "th"} or _is_hidden(element):
                    continue
                while (position, column) in taken:
                    column += 1
                wide = _span(element, "colspan", 200)
                tall = min(_span(element, "rowspan", self.row_limit) or len(rows), len(rows) - position)
                for below in range(position + 1, position + tall):
                    for right in range(column, column + wide):
                        taken.add((below, right))
                if len(taken) > _MOST_COVERED:
                    raise refusal.too_many_rows(self.name)
                self.text, self.nested, self.in_cell = _Text(), [], True
                self._cell(element, depth)
                cells.append(
                    Cell(
                        column,
                        tuple(self.text.paragraphs),
                        column_span=wide,
                        row_span=tall,
                        nested=tuple(self.nested),
                        links=tuple(self.text.links),
                        where=f"{place} ช่อง {column + 1}",
                    )
                )
                column += wide
                width = max(width, column)
            if cells or any((position, column) in taken for column in range(width)):
                is_header = is_header or (bool(cells) and all(cell.tag != "td" for cell in row))
                out.append(Row(tuple(cells), is_header=is_header, where=place))
        return Table(tuple(out), width, where)

    def _cell(self, element: Element, depth: int) -> None:
        self._say(element.text)
        for child in element:
            self._walk(child, depth + 1)
            self._say(child.tail)
        self.text.end_paragraph()


def _texts(blocks: list[Paragraph | Table]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def _span(element: Element, key: str, limit: int) -> int:
    digits = re.match(r"\s*(\d{1,6})", element.get(key) or "1")
    number = int(digits.group(1)) if digits else 1
    if number == 0 and key == "rowspan":
        return 0  # to the end of the table
    return max(1, min(number, limit))


def _rows_of(table: Element) -> list[tuple[bool, Element]]:
    """(is header, row element) of the table itself, not of tables inside it."""
    rows: list[tuple[bool, Element]] = []
    for child in table:
        if child.tag == "tr":
            rows.append((False, child))
        elif child.tag in {"thead", "tbody", "tfoot"} and not _is_hidden(child):
            rows.extend((child.tag == "thead", row) for row in child if row.tag == "tr")
    return [(is_header, row) for is_header, row in rows if not _is_hidden(row)]


def _is_layout(table: Element, rows: list[tuple[bool, Element]]) -> bool:
    """A table that only places other parts of the page: one cell a row, or whole tables inside a few cells."""
    if not rows or (table.get("border") not in {None, "", "0"} and len(rows) > 1):
        return False
    cells = [sum(cell.tag in {"td", "th"} for cell in row) for _, row in rows]
    inside = len(table.xpath(".//table"))
    if max(cells, default=0) <= 1:
        return inside > 0 or len(rows) == 1
    largest = max((len(_rows_of(inner)) for inner in table.xpath(".//table")), default=0)
    return inside > 0 and largest > len(rows) and len(rows) <= 4


def _list_number(item: Element) -> str:
    """The number a browser shows before an item of a numbered list, in the list's own script."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    number = find_whole_number(item.get("value"))
    if number is None:
        start = find_whole_number(parent.get("start"))
        number = 1 if start is None else start
        number += sum(sibling.tag == "li" for sibling in item.itersiblings(preceding=True))
    style = f"{parent.get('style') or ''} {parent.get('class') or ''}"
    text = str(number)
    if "thai" in style:
        text = text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    elif re.search(r"list-style(?:-type)?\s*:\s*none", style):
        return ""
    return f"{text}. "
