"""What the watch remembers of one visit."""

from dataclasses import dataclass
from datetime import datetime

from prongsai.audit.page import PageKind


@dataclass(frozen=True, slots=True)
class VisitSnapshot:
    """One visit of a page: `text` is its meaningful text, a line for each paragraph; `links` addresses as written.

    `sha256` is of the body as unpacked, "" when unknown; `seen_at` is aware.
    """

    seen_at: datetime
    title: str = ""
    text: str = ""
    links: tuple[str, ...] = ()
    kind: PageKind = "html"
    sha256: str = ""
