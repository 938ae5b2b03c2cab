"""Draws a Report as plain text for the screen: each row of a table as a block of labelled lines."""

import re

from prongsai.core.report_form.marked_text import BULLET
from prongsai.documents.report import Block, Chart, Grid, Heading, Prose, Report, Signatures, TableCell

_RULE = "-" * 60
# A blank after "<" or "&" keeps a reader from taking the text for a tag or a character reference.
_TAG = re.compile(r"([<&])(?=[A-Za-z/!?#])")


def draw_text(report: Report) -> str:
    """UTF-8 text, lines parted by "\\n" and as long as their paragraphs; no tabs."""
    cover = report.cover
    lines = [*cover.title, "", *cover.period, "", *cover.agency]
    lines += ["", _RULE]
    for section in report.sections:
        for block in section.blocks:
            lines += ["", *_block(block)]
    return "\n".join(_plain(line) for line in lines) + "\n"


def _block(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [block.text]
    if isinstance(block, Prose):
        return [line.text for line in block.lines]
    if isinstance(block, Chart):
        return []  # its figures stand in the table beside it
    if isinstance(block, Signatures):
        lines = [block.lead, ""] if block.lead else []
        for signer in block.signers:
            name = signer.name or "." * 30
            lines += [
                f"ลงชื่อ {'.' * 30} {signer.duty}",
                f"({name})",
                f"ตำแหน่ง {signer.post or '.' * 30}",
                f"วันที่ {'.' * 20}",
                "",
            ]
        return lines[:-1]
    return _grid(block)


def _grid(grid: Grid) -> list[str]:
    lines = [grid.caption]
    for row in grid.rows:
        lines.append("")
        at = 0
        for cell in row:  # a cell over several columns goes by the first: read back, a row begins with that heading
            lines += _cell(f"{grid.columns[at].heading}: ", cell)
            at += cell.span
    return [*lines, "", _RULE]


def _cell(label: str, cell: TableCell) -> list[str]:
    texts = [line.text for line in cell.lines] or [""]
    return [f"{BULLET} {label}{texts[0]}".rstrip(), *(f"  {text}" for text in texts[1:])]


def _plain(line: str) -> str:
    return _TAG.sub(r"\1 ", line.replace("\t", " "))
