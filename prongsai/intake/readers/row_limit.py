"""How many rows a table may have: a report of our own may be long, since its annex has a row for every piece of work."""

from prongsai.core.report_form.words import FORM_MARK
from prongsai.intake.readers.refusal import MAX_TABLE_ROWS

MAX_OWN_ROWS = 60_000  # the annex of a plan of 1,000 measures has some 10,000 rows

_MARK = "".join(FORM_MARK.split())


def row_limit(text: str | bytes) -> int:
    """The most rows a table may have in a document of this text (or of these bytes of it in UTF-8)."""
    if isinstance(text, bytes):
        is_own = FORM_MARK.encode() in text or FORM_MARK.encode("ascii", "xmlcharrefreplace") in text
        return MAX_OWN_ROWS if is_own else MAX_TABLE_ROWS
    return MAX_OWN_ROWS if FORM_MARK in text or _MARK in "".join(text.split()) else MAX_TABLE_ROWS
