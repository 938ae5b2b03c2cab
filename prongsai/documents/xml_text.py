"""Free text inside the XML of a Word document: what people paste may hold characters that XML has no place for."""

import re
from xml.sax.saxutils import escape, quoteattr

# All but what XML 1.0 allows (section 2.2); a vertical tab is what Word and PowerPoint put on the clipboard for a line break.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit_for_xml(text: str) -> str:
    """The text with a blank for each character that XML refuses, for what is escaped elsewhere."""
    return _NO_XML.sub(" ", text)


def as_xml(text: str) -> str:
    """The text as XML content."""
    return escape(fit_for_xml(text))


def as_attribute(text: str) -> str:
    """The text as an XML attribute with its quotation marks."""
    return quoteattr(fit_for_xml(text))
