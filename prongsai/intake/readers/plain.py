"""Plain text: tables drawn with tabs or bars, between paragraphs."""

from collections import Counter
from dataclasses import replace

from prongsai.core.finding import Finding
from prongsai.intake.blocks import Paragraph, SourceDocument, Table
from prongsai.intake.readers import drawn, notice, refusal, tabbed
from prongsai.intake.readers.cell_text import clean_line
from prongsai.intake.readers.markup import read_inline
from prongsai.intake.readers.text_lines import Line, number_lines
from prongsai.intake.readers.wrapping import join_lines, starts_paragraph


def read_plain(text: str, *, name: str) -> SourceDocument:
    """Decoded text as blocks: runs of tabbed or drawn lines are tables, all else paragraphs.

    Raises PersonError when a table is longer than MAX_TABLE_ROWS.
    """
    lines = number_lines(tabbed.unquote_cells(text) if "\t" in text else text)
    blocks: list[Paragraph | Table] = []
    joined: list[int] = []
    loose: list[Line] = []
    position = rows = 0

    def flush() -> None:
        blocks.extend(_paragraphs(loose))
        loose.clear()

    while position < len(lines):
        found = drawn.find_table(lines, position) or tabbed.find_table(lines, position, name=name, joined=joined)
        if found is None:
            loose.append(lines[position])
            position += 1
            continue
        flush()
        table, position = found
        blocks.append(table)
        rows += len(table.rows)
        if rows > refusal.MAX_TABLE_ROWS:
            raise refusal.too_many_rows(name)
    flush()
    notices: tuple[Finding, ...] = (notice.lines_joined(joined),) if joined else ()
    return SourceDocument(name=name, format="text", blocks=tuple(_mark_headers(blocks)), notices=notices)


def _mark_headers(blocks: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """First rows that open more than one table are headers repeated by the pages of the original."""
    firsts = Counter(_first_row(block) for block in blocks if isinstance(block, Table))
    return [
        replace(block, rows=(replace(block.rows[0], is_header=True), *block.rows[1:]))
        if isinstance(block, Table) and firsts[_first_row(block)] > 1
        else block
        for block in blocks
    ]


def _first_row(table: Table) -> tuple[str, ...]:
    return tuple(cell.text.replace(" ", "") for cell in table.rows[0].cells)


def _paragraphs(lines: list[Line]) -> list[Paragraph]:
    """Lines outside tables: each is a paragraph, unless the passage was wrapped at a fixed width."""
    found: list[Paragraph] = []
    passage: list[Line] = []
    for line in [*lines, Line(0, "")]:
        if line.text.strip():
            passage.append(line)
            continue
        found.extend(_passage(passage))
        passage = []
    return found


def _passage(lines: list[Line]) -> list[Paragraph]:
    wrapped = _is_wrapped(lines)
    merged: list[Line] = []
    for line in lines:
        if merged and not starts_paragraph(line.text) and (wrapped or _cuts_address(merged[-1].text, line.text)):
            merged[-1] = Line(merged[-1].number, join_lines(merged[-1].text, line.text))
        else:
            merged.append(line)
    return [paragraph for line in merged for paragraph in _inline(line)]


def _inline(line: Line) -> list[Paragraph]:
    paragraphs, links = read_inline(line.text)
    where = f"บรรทัด {line.number}"
    return [
        Paragraph(text=text, where=where, links=links if position == 0 else ())
        for position, text in enumerate(paragraphs)
    ]


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines look cut at a fixed width: three or more, all but the last nearly as long as the longest."""
    if len(lines) < 3 or any("\t" in line.text or line.text.startswith("  ") for line in lines):
        return False  # indented lines are laid out by hand or by a program, not wrapped
    if sum(starts_paragraph(line.text) for line in lines) > 1:
        return False
    widths = [len(clean_line(line.text)) for line in lines]
    longest = max(widths)
    return 40 <= longest <= 140 and min(widths[:-1]) >= 0.8 * longest


def _cuts_address(first: str, second: str) -> bool:
    last = first.split()[-1] if first.split() else ""
    following = second.split()[0]
    return (
        last.startswith(("http:", "https:", "www."))
        and not first.endswith(" ")
        and not last.endswith("/")
        and following.isascii()
        and not following.startswith(("http", "www."))
        and "." in following
    )
