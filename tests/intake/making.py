"""Builds source documents for tests, as a reader of files would give them."""

from dataclasses import dataclass

from prongsai.intake.blocks import Cell, Paragraph, Row, SourceDocument, Table


@dataclass(frozen=True)
class Wide:
    """A cell over several columns or rows; the positions it covers are written as None."""

    text: str
    across: int = 1
    down: int = 1
    links: tuple[tuple[str, str], ...] = ()


def table(*rows: list[str | Wide | None], header_rows: int = 0) -> Table:
    """A table from lists of texts; a line break in a text parts paragraphs, None is a place covered by a span."""
    made = []
    for number, row in enumerate(rows):
        cells = []
        for column, value in enumerate(row):
            if value is None:
                continue
            wide = Wide(value) if isinstance(value, str) else value
            paragraphs = tuple(text for text in wide.text.split("\n") if text.strip())
            where = f"แถว {number + 1} ช่อง {column + 1}"
            cells.append(Cell(column, paragraphs, wide.across, wide.down, links=wide.links, where=where))
        made.append(Row(tuple(cells), is_header=number < header_rows, where=f"แถว {number + 1}"))
    return Table(tuple(made), max(map(len, rows), default=0))


def paragraphs(*texts: str) -> list[Paragraph]:
    """Paragraphs outside tables."""
    return [Paragraph(text) for text in texts]


def document(*blocks: Paragraph | Table | str, format: str = "docx", name: str = "แผน.docx") -> SourceDocument:
    """A document; plain strings are paragraphs."""
    return SourceDocument(
        name, format, tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    )


TITLE = (
    "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ รอบ ๑๒ เดือน",
    "องค์การบริหารส่วนตำบลตัวอย่าง อำเภอเมืองตัวอย่าง จังหวัดสมมติ",
)
"""The head of an invented report."""
