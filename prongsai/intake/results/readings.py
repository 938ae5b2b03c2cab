"""What was read of one result while its table is gone through, and the findings of it."""

from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.core.finding import Finding, Severity
from prongsai.core.framework.model import TOOL_CODES
from prongsai.core.result import YearResult
from prongsai.intake.results.labels import Key

_PLACES = (
    ("แผ่นงาน", "sheet"),
    ("ตารางที่", "table"),
    ("ย่อหน้า", "paragraph"),
    ("หน้า", "page"),
    ("บรรทัด", "line"),
    ("แถว", "row"),
)
MOST_FINDINGS = 12
"""Of one kind: what is not understood in a long sheet is counted, not listed."""


@dataclass(slots=True)
class Reading:
    """One result being put together: for one agency and year as far as the table says which."""

    agency: str = ""
    year: int | None = None
    scores: dict[Key, Decimal] = field(default_factory=dict)
    places: dict[Key, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    level: str = ""

    def result(self, year: int, source: str) -> YearResult:
        """The values read; items in the order of their numbers."""
        by_kind: dict[str, dict[str, Decimal]] = {}
        for key, score in self.scores.items():
            by_kind.setdefault(key.kind, {})[key.code] = score
        items = by_kind.get("item", {})
        return YearResult(
            fiscal_year=year,
            agency_name=self.agency,
            tools={code: by_kind["tool"][code] for code in TOOL_CODES if code in by_kind.get("tool", {})},
            indicators={int(code): score for code, score in sorted(by_kind.get("indicator", {}).items(), key=_number)},
            sub_indicators=dict(sorted(by_kind.get("sub", {}).items(), key=_number)),
            items={code: items[code] for code in sorted(items, key=lambda one: int(one[1:]))},
            titles={code: self.titles[code] for code in items if self.titles.get(code)},
            total=next(iter(by_kind.get("total", {}).values()), None),
            level=self.level,
            source=source,
        )


def say_given_twice(
    findings: "Findings", name: tuple[str, str], first: tuple[Decimal, str], other: tuple[Decimal, str]
) -> None:
    """A part, by its name in Thai and English, has two different scores: name both with their places."""
    (kept, kept_at), (left, left_at) = first, other
    at_th = f"ที่ {kept_at} และ {left_at} " if kept_at and left_at else ""
    at_en = f" at {_in_english(kept_at)} and {_in_english(left_at)}" if kept_at and left_at else ""
    findings.say(
        "result_given_twice",
        "warning",
        left_at or name[0],
        f"{name[0]} มีคะแนนสองค่า ({kept} และ {left}) {at_th}ใช้ค่าแรก",
        f"{name[1]} has two scores ({kept} and {left}){at_en}; the first is kept",
    )


def _in_english(place: str) -> str:
    for th, en in _PLACES:
        place = place.replace(f"{th} ", f"{en} ")
    return place


class Findings:
    """Findings of the reader; at most MOST_FINDINGS of a code, the rest counted in one more."""

    def __init__(self) -> None:
        self._all: list[Finding] = []
        self._counts: dict[str, int] = {}
        self._severity: dict[str, Severity] = {}

    def say(self, code: str, severity: Severity, where: str, message_th: str, message_en: str) -> None:
        """Add one finding."""
        self._counts[code] = self._counts.get(code, 0) + 1
        self._severity[code] = severity
        if self._counts[code] <= MOST_FINDINGS:
            self._all.append(Finding(code, severity, None, where, message_th, message_en))

    def list_all(self) -> list[Finding]:
        """The findings, with a line for those of a kind that were not listed."""
        more = [
            Finding(
                code,
                self._severity[code],
                None,
                "",
                f"และอีก {count - MOST_FINDINGS} แห่งเช่นเดียวกัน",
                f"and {count - MOST_FINDINGS} more of the same",
            )
            for code, count in self._counts.items()
            if count > MOST_FINDINGS
        ]
        return [*self._all, *more]


def _number(entry: tuple[str, Decimal]) -> float:
    return float(entry[0].replace("10.", "10.0")) if entry[0].startswith("10.") else float(entry[0])
