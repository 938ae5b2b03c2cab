"""First and second cell of a measure: number, indicator and issue; and who is responsible."""

import re
from dataclasses import dataclass
from functools import cache

from prongsai.core.plan import IssueKind, Measure, Responsible, ResponsibleRole
from prongsai.core.report_form.marked_text import NUMBER, Token, loose, needs_quotes, quoted, squashed, tokens
from prongsai.core.report_form.words import (
    ALL_UNITS,
    ALL_UNITS_WORDS,
    EMPTY,
    ISSUE_WORDS,
    ROLE_WORDS,
    UNNAMED_OFFICER_WORDS,
)
from prongsai.core.thai.digits import to_arabic_digits, to_thai_digits

_PERSON_HEAD = "เจ้าหน้าที่:"


@dataclass(frozen=True, slots=True)
class IssueWords:
    """What the first cell says; `number` is None where it opens with no measure number."""

    number: int | None
    indicator: int | None
    issue_kind: IssueKind | None
    issue: str


def write_issue(measure: Measure, indicator_name: str = "") -> tuple[str, ...]:
    """Paragraphs of the first cell. `indicator_name` is for people only."""
    is_confusing = (
        indicator_name[:1].isdigit() or set("“”") & set(indicator_name) or _issue_heads().search(indicator_name)
    )
    name = "" if is_confusing else indicator_name
    lead = [to_thai_digits(f"มาตรการที่ {measure.number}")]
    if measure.indicator is not None:
        lead.append(to_thai_digits(f"ตัวชี้วัดที่ {measure.indicator} {name}").strip())
    label = ISSUE_WORDS[measure.issue_kind]
    issue = quoted(measure.issue) if needs_quotes(measure.issue, _issue_heads()) else measure.issue
    return (*lead, f"{label}: {issue}")


def read_issue(text: str) -> IssueWords:
    """Reads what `write_issue` wrote, also after a person changed it."""
    number: int | None = None
    indicator: int | None = None
    kind: IssueKind | None = None
    issue: str | None = None
    loose_text: list[str] = []
    for token in tokens(text, _issue_heads()):
        found = token.head.groupdict() if token.head else {}
        if found.get("number") and number is None:
            number = int(to_arabic_digits(found["number"]))
            loose_text.append(token.text)
        elif found.get("indicator") and indicator is None:
            indicator = int(to_arabic_digits(found["indicator"]))
        elif token.head and found.get("label") and issue is None:
            kind = "fix" if found.get("fix") else "develop" if found.get("develop") else None
            issue = token.text
        elif issue is not None:
            issue = f"{issue} {token.head[0] if token.head else ''} {token.text}".strip()
        else:
            loose_text.append(token.text)
    return IssueWords(number, indicator, kind, issue if issue is not None else " ".join(filter(None, loose_text)))


def write_responsible(who: tuple[Responsible, ...], *, is_public: bool) -> tuple[str, ...]:
    """Paragraphs of the second cell; with `is_public` a named person is shown as the officer in charge."""
    if not who:
        return (EMPTY,)
    for quote_all in (False, True):
        lines = _responsible_lines(who, is_public=is_public, quote_all=quote_all)
        shown = tuple(Responsible(one.unit, None if is_public else one.person, one.role, one.all_units) for one in who)
        if _same_words(read_responsible("\n".join(map(squashed, lines)), is_strict=False), shown):
            break
    return lines


def read_responsible(text: str, *, is_strict: bool) -> tuple[Responsible, ...]:
    """Reads what `write_responsible` wrote. `is_strict`: line breaks are the source's own, not wrapped lines."""
    if squashed(text) in ("", EMPTY):
        return ()
    entries: list[tuple[str, str | None, ResponsibleRole, bool]] = []
    accept = NumberOrder(text, is_strict=is_strict)
    for token in tokens(text, _responsible_heads(), accept):
        found = token.head.groupdict() if token.head else {}
        if token.head is None or found.get("item"):
            if token.head is None and not token.text and not token.is_quoted:
                continue
            means_all = not token.is_quoted and squashed(token.text) == ALL_UNITS
            entries.append((token.text, None, "does", means_all))
            continue
        unit, person, role, all_units = entries.pop() if entries else ("", None, "does", False)
        if found.get("person"):
            person = token.text
        else:
            role = "compiles" if found.get("compiles") else "publishes" if found.get("publishes") else role
            all_units = all_units or bool(found.get("all_units"))
            unit = f"{unit} {token.text}".strip()
        entries.append((unit, person, role, all_units))
    return tuple(Responsible(*entry) for entry in entries)


class NumberOrder:
    """Decides which "๒." opens an item: the next number, any number after quoted text or a mark in brackets, or, where
    line breaks are the source's own, any number that opens a line."""

    def __init__(self, text: str, *, is_strict: bool) -> None:
        self._text, self._is_strict = text, is_strict
        self._last: int | None = None

    def __call__(self, match: re.Match[str], after_closed: bool) -> bool:
        item = match.groupdict().get("item")
        if not item:
            return True
        number = int(to_arabic_digits(item))
        before = self._text[: match.start()]
        if not before.strip():
            good = True
        elif self._is_strict:
            good = after_closed or not before.rpartition("\n")[2].strip()
        else:
            good = after_closed or (self._last is not None and number == self._last + 1)
        if good:
            self._last = number
        return good


def _responsible_lines(who: tuple[Responsible, ...], *, is_public: bool, quote_all: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for position, one in enumerate(who, start=1):
        number = to_thai_digits(f"{position}. ") if len(who) > 1 else ""
        says_all = squashed(one.unit) == ALL_UNITS  # said once: without its mark, and in quotes where one unit is meant
        marks = [ROLE_WORDS[one.role], ALL_UNITS_WORDS if one.all_units and not says_all else ""]
        if is_public and one.person is not None:
            marks.append(UNNAMED_OFFICER_WORDS)
        lines.append(
            " ".join(
                filter(None, [f"{number}{_free(one.unit, quote_all or (says_all and not one.all_units))}", *marks])
            )
        )
        if one.person is not None and not is_public:
            lines.append(f"{_PERSON_HEAD} {_free(one.person, quote_all)}")
    return tuple(lines)


def _free(text: str, quote_all: bool) -> str:
    return quoted(text) if quote_all or needs_quotes(text, _responsible_heads()) else text


def _same_words(left: tuple[Responsible, ...], right: tuple[Responsible, ...]) -> bool:
    def folded(who: tuple[Responsible, ...]) -> list[tuple[object, ...]]:
        return [
            (squashed(one.unit), None if one.person is None else squashed(one.person), one.role, one.all_units)
            for one in who
        ]

    return folded(left) == folded(right)


def is_item(token: Token) -> bool:
    """Whether a token opens a numbered item."""
    return token.head is not None and bool(token.head.groupdict().get("item"))


@cache
def _issue_heads() -> re.Pattern[str]:
    fix, develop, plain = (loose(ISSUE_WORDS[kind]) for kind in ("fix", "develop", None))
    return re.compile(
        rf"{loose('มาตรการที่')}\s*(?P<number>{NUMBER})|{loose('ตัวชี้วัดที่')}\s*(?P<indicator>{NUMBER})"
        rf"|(?P<label>(?:(?P<fix>{fix})|(?P<develop>{develop})|{plain})\s*:)"
    )


@cache
def _responsible_heads() -> re.Pattern[str]:
    compiles, publishes = loose(ROLE_WORDS["compiles"]), loose(ROLE_WORDS["publishes"])
    return re.compile(
        rf"(?<![0-9๐-๙])(?P<item>{NUMBER})\s*\.|(?P<person>{loose(_PERSON_HEAD)})|(?P<compiles>{compiles})"
        rf"|(?P<publishes>{publishes})|(?P<all_units>{loose(ALL_UNITS_WORDS)})|(?P<officer>{loose(UNNAMED_OFFICER_WORDS)})"
    )
