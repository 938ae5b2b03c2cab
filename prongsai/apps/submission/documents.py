"""Files of the form: the sheet and the text to copy, the frozen form, and the clarification with its certificates."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal

from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.apps.evidence.models import Check
from prongsai.apps.submission.models import Frozen
from prongsai.core.submission import FrozenForm, form_text, frozen_from_dict
from prongsai.documents.form_report import ContestedRow, FrozenFacts, build_clarification, build_frozen_form
from prongsai.documents.posts import executive_post
from prongsai.documents.report import Report
from prongsai.wiring import BANGKOK, bangkok_date

DocumentFormat = Literal["pdf", "docx", "xlsx"]
TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}


def draw_form(form: FrozenForm, file_format: Literal["xlsx", "txt"], *, at: datetime) -> bytes:
    """The form as it stands, to copy from."""
    from prongsai.documents.form_sheet import draw_form_xlsx

    made_on = bangkok_date(at)
    if file_format == "txt":
        return form_text(form, made_on=made_on).encode()
    title = f"แบบ OIT {form.fiscal_year} {form.agency}"
    return draw_form_xlsx(form.answers, title=title, author=form.agency, made_on=made_on)


def draw_frozen(row: Frozen, file_format: DocumentFormat) -> bytes:
    """A frozen form as a document; the same bytes each time, as nothing in it changes but its confirmation."""
    form = frozen_from_dict(row.form)
    facts = FrozenFacts(
        agency=form.agency,
        fiscal_year=form.fiscal_year,
        number=row.number,
        answers=form.answers,
        sha256=row.sha256,
        entered_on=row.entered_on,
        frozen_by=row.frozen_by_name,
        frozen_at=row.frozen_at.astimezone(BANGKOK),
        confirmed_by=row.confirmed_by_name,
        capacity=row.capacity,
        confirmed_at=row.confirmed_at.astimezone(BANGKOK) if row.confirmed_at else None,
        executive_post=executive_post(row.year.agency.facts()),
    )
    return _draw(build_frozen_form(facts, made_on=bangkok_date(row.confirmed_at or row.frozen_at)), file_format)


def clarification_report(year: DisclosureYear, rows: Iterable[dict[str, Any]], *, at: datetime) -> Report:
    """The clarification from its kept rows."""
    return build_clarification(
        [
            ContestedRow(
                one["code"],
                one["title"],
                one["score"],
                one["said"],
                one["reason"],
                tuple(one["addresses"]),
                one["explanation"],
                tuple(proof["name"] for proof in one["proofs"]),
            )
            for one in rows
        ],
        agency=year.agency_name,
        fiscal_year=year.fiscal_year,
        closes_at=year.contest_closes_at.astimezone(BANGKOK) if year.contest_closes_at else None,
        executive_post=executive_post(year.agency.facts()),
        made_on=bangkok_date(at),
    )


def draw_clarification(
    year: DisclosureYear, rows: Iterable[dict[str, Any]], file_format: DocumentFormat, *, at: datetime
) -> bytes:
    """The clarification as a document."""
    return _draw(clarification_report(year, rows, at=at), file_format)


def pack_clarification(
    year: DisclosureYear, rows: Sequence[dict[str, Any]], certificates: Iterable[tuple[Check, bytes]], *, at: datetime
) -> bytes:
    """A ZIP with the document (PDF and DOCX) and the auditor's certificates, named by item."""
    drawn = {check.pk: content for check, content in certificates}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file_format in ("pdf", "docx"):
            packed.writestr(
                f"clarification-{year.fiscal_year}.{file_format}", draw_clarification(year, rows, file_format, at=at)
            )
        for proof in (proof for row in rows for proof in row["proofs"]):
            if proof["check"] in drawn:  # two items entered with one address have the same certificate
                packed.writestr(f"{proof['name']}.pdf", drawn[proof["check"]])
    return target.getvalue()


def _draw(report: Report, file_format: str) -> bytes:
    if file_format == "pdf":
        from prongsai.documents.pdf import draw_pdf

        return draw_pdf(report, attached_plan_json=None)
    if file_format == "docx":
        from prongsai.documents.docx import draw_docx

        return draw_docx(report)
    from prongsai.documents.xlsx import draw_xlsx

    return draw_xlsx(report)
