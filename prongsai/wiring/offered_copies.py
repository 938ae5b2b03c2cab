"""Copies offered beside a published file: office files as PDF, tables as CSV and XLSX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from prongsai.core.thai.words import Words

if TYPE_CHECKING:
    from prongsai.adapters.offered_tables import Table

PdfState = Literal["made", "not_office", "no_program", "out_of_time", "failed"]

_STATES: Final[dict[PdfState, Words]] = {
    "made": Words("แปลงเป็น PDF แล้ว", "made into a PDF"),
    "not_office": Words("ไม่ใช่ไฟล์สำนักงาน จึงไม่มีสำเนา PDF", "not an office file, so there is no PDF copy"),
    "no_program": Words(
        "เครื่องนี้ไม่มี LibreOffice จึงไม่มีสำเนา PDF", "LibreOffice is not installed here, so there is no PDF copy"
    ),
    "out_of_time": Words(
        "แปลงเป็น PDF ไม่เสร็จตามเวลา จึงไม่มีสำเนา PDF", "making the PDF took too long, so there is no PDF copy"
    ),
    "failed": Words("แปลงเป็น PDF ไม่สำเร็จ จึงไม่มีสำเนา PDF", "the PDF could not be made"),
}


@dataclass(frozen=True, slots=True)
class OfferedPdf:
    """The PDF of an office file; `content` is None in every state but "made"."""

    state: PdfState
    content: bytes | None = None

    @property
    def message(self) -> Words:
        """What to tell a person."""
        return _STATES[self.state]


@dataclass(frozen=True, slots=True)
class OfferedTable:
    """One table as CSV and as a workbook of its own; `title` is the sheet's name or the caption, "" without one."""

    title: str
    csv: bytes
    xlsx: bytes


def offer_pdf(content: bytes, *, name: str) -> OfferedPdf:
    """An office file as PDF, made by LibreOffice where it is installed. Takes some seconds: call it from a job. Never raises."""
    from prongsai.adapters.gate.worker import ask_worker
    from prongsai.adapters.reading_limits import CannotRead

    try:
        answer = ask_worker("offer_pdf", content)
    except CannotRead as error:
        return OfferedPdf("out_of_time" if error.problem == "out_of_time" else "failed")
    problem = answer.values.get("problem")
    if problem is None:
        return OfferedPdf("made", answer.content)
    states: dict[str, PdfState] = {"no_reader": "no_program", "unsupported": "not_office", "out_of_time": "out_of_time"}
    return OfferedPdf(states.get(str(problem), "failed"))


def offer_tables(content: bytes, *, name: str, content_type: str = "") -> list[OfferedTable]:
    """The shown tables of an XLSX, DOCX, CSV or HTML file; [] when it holds none or cannot be read."""
    from prongsai.adapters.gate.worker import ask_worker
    from prongsai.adapters.offered_tables import Table
    from prongsai.adapters.reading_limits import CannotRead

    try:
        answer = ask_worker("offer_tables", content, content_type=content_type)
    except CannotRead:
        return []
    found = answer.values.get("tables", [])
    return [_offered(Table(table["title"], tuple(tuple(row) for row in table["rows"]))) for table in found]


def offer_typed_table(rows: Sequence[Sequence[str]], *, title: str = "") -> OfferedTable | None:
    """A typed table; None when it is empty."""
    from prongsai.adapters.offered_tables import tidy_table

    table = tidy_table(title, [tuple(row) for row in rows])
    return None if table is None else _offered(table)


def _offered(table: Table) -> OfferedTable:
    from prongsai.adapters.offered_tables import table_to_csv, tables_to_xlsx

    return OfferedTable(table.title, table_to_csv(table), tables_to_xlsx([table]))
