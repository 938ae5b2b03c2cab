"""The result of one assessment as frozen values: what was announced, part by part, and nothing that was computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.core.framework.model import ToolCode

SCHEMA = "prongsai/result/1"


@dataclass(frozen=True, slots=True)
class YearResult:
    """What one agency got in one fiscal year (Buddhist era). Scores are 0 to 100; what was not announced is absent.

    `tools` by "IIT", "EIT", "OIT"; `indicators` by number; `sub_indicators` by "9.1"; `items` by "O7".
    `titles` holds item titles as the source prints them. `level` is the level as announced, in its own words.
    `source` says where it came from: a file name, or words.
    """

    fiscal_year: int
    agency_name: str = ""
    tools: Mapping[ToolCode, Decimal] = field(default_factory=dict)
    indicators: Mapping[int, Decimal] = field(default_factory=dict)
    sub_indicators: Mapping[str, Decimal] = field(default_factory=dict)
    items: Mapping[str, Decimal] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    total: Decimal | None = None
    level: str = ""
    source: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no score at all is known."""
        return self.total is None and not (self.tools or self.indicators or self.sub_indicators or self.items)

    @property
    def lost_codes(self) -> tuple[str, ...]:
        """Items that did not get full marks, in the order of the result."""
        return tuple(code for code, score in self.items.items() if score < 100)
