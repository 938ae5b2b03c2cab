"""The `plan.json` that our own PDFs carry, and what a PDF says made it."""

from typing import Any

from prongsai.adapters.pdf_pdfium import LOCK

_MAX_BYTES = 20 * 1024 * 1024


def read_attached_plan(document: Any) -> str | None:
    """The text of the attachment named plan.json of a pypdfium2 document, None when there is none."""
    with LOCK:
        try:
            for index in range(min(document.count_attachments(), 50)):
                attachment = document.get_attachment(index)
                if attachment.get_name().rpartition("/")[2].lower() != "plan.json":
                    continue
                data = bytes(attachment.get_data())
                if 0 < len(data) <= _MAX_BYTES:
                    return data.decode("utf-8")
        except Exception:  # a broken attachment is none; the visible text is read all the same
            return None
    return None


def read_facts(document: Any) -> dict[str, str]:
    """The document information: title, author, creator, producer, as far as given."""
    with LOCK:
        try:
            facts = document.get_metadata_dict(skip_empty=True)
        except Exception:  # broken information is none
            return {}
    return {key.lower(): str(value) for key, value in facts.items()}
