"""What goes into an audit and what comes out: a link to check, the last visit, and the result."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from prongsai.audit.verdict import UNKNOWN_VERDICTS, HostClass, Verdict, counts_against
from prongsai.core.frozen import frozen

if TYPE_CHECKING:
    from prongsai.audit.judged import Judged, JudgeNote


@frozen
class LinkToCheck:
    """One address to visit. `id` is the caller's own; `item` an item code of `fiscal_year` (Buddhist era).

    `is_submitted` says that the agency itself handed the address in: one polite visit that robots.txt does not forbid.
    """

    id: str
    url: str
    item: str | None = None
    fiscal_year: int | None = None
    is_submitted: bool = True


@frozen
class Hop:
    """One address of a chain of redirects and the status it answered (None: no HTTP answer)."""

    url: str
    status: int | None


@dataclass(frozen=True, slots=True)
class LastVisit:
    """What is remembered of an address from an earlier visit: makes the next one conditional, and `gone` confirmed."""

    url: str
    visited_at: datetime
    verdict: Verdict
    etag: str | None = None
    last_modified: str | None = None
    sha256: str = ""
    text_sha256: str = ""
    text: str = ""
    gone_since_on: date | None = None  # Bangkok day on which it was first seen gone, without a break since
    judged: Judged | None = None
    title: str = ""
    content_type: str = ""


@frozen
class LinkResult:
    """What the auditor says of one link.

    `why` is one Thai sentence of reason and what to do, `why_en` the same in English. `final_url` is where the hops
    ended. `sha256` is of the body as unpacked, `text_sha256` of the meaningful text. `snapshot` names the WARC
    record. `waited_s` is how long politeness kept the first request back.
    """

    link: LinkToCheck
    verdict: Verdict
    why: str
    why_en: str
    checked_at: datetime
    confirmed: bool = False
    host_class: HostClass = "foreign"
    via_shortener: bool = False
    final_url: str = ""
    status: int | None = None
    hops: tuple[Hop, ...] = ()
    content_type: str = ""
    size_bytes: int = 0
    sha256: str = ""
    text_sha256: str = ""
    etag: str | None = None
    last_modified: str | None = None
    is_unchanged: bool = False
    gone_since_on: date | None = None
    title: str = ""
    judged: Judged | None = None
    notes: tuple[JudgeNote, ...] = field(default=())
    snapshot: str | None = None
    waited_s: float = 0.0

    @property
    def is_unknown(self) -> bool:
        """Nothing is known of the evidence, so nothing counts against the agency."""
        return self.verdict in UNKNOWN_VERDICTS

    @property
    def counts_against(self) -> bool:
        """Whether the agency would lose the item by this as it stands."""
        return counts_against(self.verdict, confirmed=self.confirmed)


class VisitMemory(Protocol):
    """Where earlier visits are kept: a folder of snapshots, or the database."""

    def last_visit(self, url: str) -> LastVisit | None:
        """The newest visit of an address, None when it was never visited."""
        ...
