"""What an answer 200 turned out to be, before it becomes a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from prongsai.core.frozen import frozen

if TYPE_CHECKING:
    from prongsai.audit.judged import Judged, JudgeNote
    from prongsai.audit.verdict import Verdict


@frozen
class Opened:
    """The verdict on an answer, its reason with the facts the sentence needs, and what was read and judged."""

    verdict: Verdict
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)
    title: str = ""
    text: str = ""
    text_sha256: str = ""
    judged: Judged | None = None
    notes: tuple[JudgeNote, ...] = ()
    is_unchanged: bool = False
