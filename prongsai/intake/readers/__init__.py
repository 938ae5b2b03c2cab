"""Readers of file formats: bytes of any supported kind into a SourceDocument. Each format is one module."""

from dataclasses import replace

from prongsai.intake.blocks import SourceDocument
from prongsai.intake.pdf_port import PdfReader
from prongsai.intake.readers import notice, refusal
from prongsai.intake.readers.encoding import decode_text
from prongsai.intake.readers.kind import find_kind


def read_source(content: bytes, *, name: str, pdf: PdfReader | None) -> SourceDocument:
    """The blocks of a file; its type is told by content, `name` is for messages and decides between kinds of text.

    `pdf` reads PDFs; None refuses them. Raises PersonError, one sentence, for whatever cannot be used.
    Nothing is executed, fetched or written.
    """
    kind = find_kind(content, name=name)
    if kind == "docx":
        from prongsai.intake.readers.docx import read_docx

        return read_docx(content, name=name)
    if kind == "workbook":
        from prongsai.intake.readers.xlsx import read_workbook

        return read_workbook(content, name=name)
    if kind == "pdf":
        from prongsai.intake.readers.pdf import read_pdf

        if pdf is None:
            raise refusal.wrong_type(name, "ไฟล์ PDF ซึ่งไม่ได้ติดตั้งตัวอ่าน", "a PDF, for which no reader is installed")
        return read_pdf(content, name=name, reader=pdf)
    return _read_text(content, name)


def _read_text(content: bytes, name: str) -> SourceDocument:
    from prongsai.intake.readers.text_kind import find_text_kind

    text, encoding = decode_text(content, name=name)
    kind = find_text_kind(text, name=name)
    if kind == "html":
        from prongsai.intake.readers.html import read_html

        document = read_html(content, text, encoding, name=name)
    elif kind == "csv":
        from prongsai.intake.readers.delimited import read_delimited

        document = read_delimited(text, name=name)
    else:
        from prongsai.intake.readers.plain import read_plain

        document = read_plain(text, name=name)
    notices = list(document.notices)
    if " as " in encoding:
        notices.append(notice.encoding_repaired(encoding))
    if "\ufffd" in text:
        notices.append(notice.damaged_characters(text.count("\ufffd")))
    return replace(document, notices=tuple(notices), meta={**document.meta, "encoding": encoding})
