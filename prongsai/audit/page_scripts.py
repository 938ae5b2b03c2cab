"""What a page without text does by its scripts: shows a message, goes elsewhere, goes back. Nothing is run; only the
plain forms that server programs print are read, and a script with any choice in it is left alone."""

import html
import re
from dataclasses import dataclass

from prongsai.audit.hops import MOST_SCRIPT_BYTES

MOST_BYTES = MOST_SCRIPT_BYTES
"""Of a page that is looked at: such answers are a few lines."""

_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(
    r"<!--.*?-->|<(script|style|title|noscript|template)\b.*?(?:</\1\s*>|\Z)|<[^>]*>", re.IGNORECASE | re.DOTALL
)
_ALERT = re.compile(r"""\balert\s*\(\s*(["'`])(.{1,500}?)(?<!\\)\1\s*\)""", re.DOTALL)
_PLACE = re.compile(
    r"""(?:\b(?:window|document|self|top|parent)\s*\.\s*)*\blocation(?:\s*\.\s*href)?\s*=(?!=)\s*(["'])([^"'\n]{1,2000})\1"""
    r"""|\blocation\s*\.\s*(?:replace|assign)\s*\(\s*(["'])([^"'\n]{1,2000})\3"""
)
_LEAVES = re.compile(r"\bhistory\s*\.\s*(?:back|go)\s*\(|\bwindow\s*\.\s*close\s*\(|\bself\s*\.\s*close\s*\(")
_STRING = re.compile(r"""(["'`])(?:\\.|(?!\1).)*\1""", re.DOTALL)
_CHOOSES = re.compile(r"\bif\s*\(|\?|&&|\bfunction\b|=>|\bswitch\b|\bconfirm\s*\(|\baddEventListener\b")
_WORDS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class ScriptDoes:
    """`says` is the message shown, `place` the address gone to as written, `leaves`: goes back or closes the window."""

    says: str = ""
    place: str = ""
    leaves: bool = False


NOTHING = ScriptDoes()


def read_scripts(content: bytes) -> ScriptDoes:
    """What the scripts of a page with nothing else to see do; NOTHING for any other page."""
    if len(content) > MOST_BYTES or not any(mark in content for mark in (b"location", b"alert", b"history", b"close")):
        return NOTHING
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp874", "replace")
    scripts = "\n".join(_SCRIPT.findall(text))
    if not scripts or len(_WORDS.findall(html.unescape(_UNSEEN.sub(" ", text)))) >= 40:
        return NOTHING
    alert = _ALERT.search(scripts)
    says = " ".join(alert[2].replace("\\n", " ").split()) if alert else ""
    without_words = _ALERT.sub("", scripts)
    if _CHOOSES.search(_STRING.sub('""', without_words)):
        return NOTHING
    places = {found[2] or found[4] for found in _PLACE.finditer(without_words)}
    place = html.unescape(places.pop().replace("\\/", "/")) if len(places) == 1 else ""
    return ScriptDoes(says, place, not place and bool(_LEAVES.search(without_words)))
