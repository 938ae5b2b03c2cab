"""Small files of each format, made for one test each. All names and places are invented."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from prongsai.intake.blocks import Paragraph, SourceDocument, Table
from prongsai.intake.readers import read_source

HEADINGS = ("ประเด็นที่ต้องปรับปรุงแก้ไข", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ", "กำหนดแล้วเสร็จ", "การดำเนินการ")
ROW = ("ข้อมูลพื้นฐาน", "สำนักปลัด", "๑. จัดทำข้อมูล", "ภายในเดือนมกราคม ๒๕๖๖", "ดำเนินการแล้ว")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_NAMES = (
    f"{_W} {_R}"
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ROOT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


def read(content: bytes | str, name: str = "") -> SourceDocument:
    """The document of some bytes, or of text in UTF-8."""
    return read_source(content.encode() if isinstance(content, str) else content, name=name, pdf=None)


def tables(document: SourceDocument) -> list[Table]:
    """The tables of a document."""
    return [block for block in document.blocks if isinstance(block, Table)]


def paragraphs(document: SourceDocument) -> list[str]:
    """The texts of the paragraphs outside tables."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grid(table: Table) -> list[list[str]]:
    """The cells' texts, row by row."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def spans(table: Table) -> list[list[tuple[int, int, int]]]:
    """(column, columns, rows) of the cells, row by row."""
    return [[(cell.column, cell.column_span, cell.row_span) for cell in row.cells] for row in table.rows]


def zip_of(entries: dict[str, bytes | str]) -> bytes:
    """A zip of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx_of(body: str, *, links: dict[str, str] | None = None, **parts: str) -> bytes:
    """A Word document around the XML of its body; `parts` are numbering, styles, header1, footer1."""
    relations = "".join(
        f'<Relationship Id="{key}" TargetMode="External" Target="{target}" Type="http://x/hyperlink"/>'
        for key, target in (links or {}).items()
    )
    entries: dict[str, bytes | str] = {"[Content_Types].xml": _TYPES, "_rels/.rels": _ROOT}
    for part, content in parts.items():
        kind = part.rstrip("0123456789")
        relations += f'<Relationship Id="id{part}" Type="http://x/{kind}" Target="{part}.xml"/>'
        entries[f"word/{part}.xml"] = content.replace("NAMES", _NAMES)
    entries["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    )
    entries["word/document.xml"] = f'<?xml version="1.0"?><w:document {_NAMES}><w:body>{body}</w:body></w:document>'
    return zip_of(entries)


def word_paragraph(text: str, properties: str = "") -> str:
    """A w:p of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word_cell(text: str, properties: str = "") -> str:
    """A w:tc of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{word_paragraph(text)}</w:tc>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """A w:tbl of cells already written as XML."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in rows) + "</w:tbl>"


def xlsx_of(rows: Sequence[Sequence[Any]], *, merges: Sequence[str] = (), sheet: str = "แผน") -> bytes:
    """A workbook of one sheet, written by openpyxl."""
    import openpyxl

    workbook = openpyxl.Workbook()
    page = workbook.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for area in merges:
        page.merge_cells(area)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
