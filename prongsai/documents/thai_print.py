"""Text as an official document prints it: Thai digits, except in addresses, codes and long reference numbers."""

import re

from prongsai.core.report_form.marked_text import tidy
from prongsai.core.thai.digits import to_thai_digits

# Kept as they are: web addresses and e-mail, runs of Latin letters with digits (O34, ISO9001), numbers of ten digits
# and more (project and tax numbers).
_KEPT = re.compile(r"(?:https?://|www\.)\S+|[!-~]*[A-Za-z][!-~]*|[0-9]{10,}")


def printed(text: str) -> str:
    """Free text for a document: tidied to one line, its digits Thai."""
    text = tidy(text)
    parts: list[str] = []
    position = 0
    for kept in _KEPT.finditer(text):
        parts += [to_thai_digits(text[position : kept.start()]), kept[0]]
        position = kept.end()
    return "".join([*parts, to_thai_digits(text[position:])])
