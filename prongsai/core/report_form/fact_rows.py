"""The table of facts about agency, year and round, and the rows of items, further details and months."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from prongsai.core.deadline_rule.periods import month_end
from prongsai.core.plan import Agency, Measure, MonthlyRound, Plan
from prongsai.core.report_form.day_words import find_day, find_month, format_day, format_month
from prongsai.core.report_form.marked_text import NUMBER, OPEN, needs_quotes, quoted, squashed, tokens, unquoted
from prongsai.core.report_form.words import (
    AGENCY_KIND_WORDS,
    DEFAULT_ROUND_WORDS,
    EMPTY,
    EXTRA_FIELD_WORDS,
    FACT_LABELS,
    MISSED_ROUND,
    NO_RECORD,
    NOT_COME,
    NOT_SAID,
    ROUND_WORDS,
    STILL_RUNS,
)
from prongsai.core.reporting_round import ReportingRound
from prongsai.core.thai.digits import to_arabic_digits, to_thai_digits


def write_facts(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Rows (label, value) of the facts table."""
    agency, year = plan.agency, plan.based_on_fiscal_year
    values = {
        "name": _free(agency.name),
        "kind": AGENCY_KIND_WORDS[agency.kind] if agency.kind else NOT_SAID,
        "district": NOT_SAID if agency.district is None else _free(agency.district),
        "province": NOT_SAID if agency.province is None else _free(agency.province),
        "hosts": write_list(agency.hosts),
        "fiscal_year": to_thai_digits(str(plan.fiscal_year)),
        "based_on": NOT_SAID if year is None else to_thai_digits(str(year)),
        "round": _round_words(plan.round),
    }
    return tuple((FACT_LABELS[key], values[key]) for key in FACT_LABELS)


def read_facts(rows: Mapping[str, str]) -> Plan | None:
    """A plan without measures from label and value as read; None where name or year is missing."""
    by_label = {squashed(label): value.strip() for label, value in rows.items()}
    values = {key: by_label.get(squashed(label), "") for key, label in FACT_LABELS.items()}
    fiscal_year = _number(values["fiscal_year"])
    if not values["name"] or fiscal_year is None:
        return None
    kinds = {squashed(word): kind for kind, word in AGENCY_KIND_WORDS.items()}
    agency = Agency(
        name=unquoted(values["name"]),
        kind=kinds.get(squashed(values["kind"])),
        district=_said(values["district"]),
        province=_said(values["province"]),
        hosts=tuple("".join(host.split()) for host in read_list(values["hosts"])),
    )
    return Plan(agency, fiscal_year, _number(values["based_on"]), _read_round(values["round"]))


def write_list(texts: tuple[str, ...]) -> str:
    """Short texts in one cell, comma between."""
    return ", ".join(quoted(text) if "," in text or needs_quotes(text, _comma()) else text for text in texts) or EMPTY


def read_list(text: str) -> tuple[str, ...]:
    """The texts that `write_list` wrote."""
    if text.strip() in ("", EMPTY):
        return ()
    return tuple(token.text for token in tokens(text, _comma()))


def write_extras(measure: Measure) -> tuple[tuple[str, str], ...]:
    """Rows (heading, text) of what the five columns have no place for."""
    fields = {"budget": measure.budget, "problems": measure.problems, "remarks": measure.remarks}
    rows = [(EXTRA_FIELD_WORDS[key], _free(text)) for key, text in fields.items() if text is not None]
    taken = {squashed(word) for word in EXTRA_FIELD_WORDS.values()}
    for heading, text in measure.extra.items():
        shown = quoted(heading) if squashed(heading) in taken else _free(heading)
        rows.append((shown, _free(text)))
    return tuple(rows)


def read_extra(heading: str, text: str) -> tuple[str | None, str, str]:
    """(field name or None for an extra column, heading, text) of one row that `write_extras` wrote."""
    fields = {squashed(word): key for key, word in EXTRA_FIELD_WORDS.items()}
    key = None if heading.strip().startswith(OPEN) else fields.get(squashed(heading))
    return key, unquoted(heading), unquoted(text)


def write_month(
    month: date, held: MonthlyRound | None, *, made_on: date | None = None, paper: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], ...]:
    """The four cells of a month's row, each a list of paragraphs.

    Without a record a month that had not ended on the day the report was made is not called missed. `paper` says how a
    round on paper came on record; it is not read back.
    """
    if held is None:
        return ((format_month(month),), (_not_held(month, made_on),), (EMPTY,), (EMPTY,))
    decisions = tuple(to_thai_digits(f"{n}. ") + quoted(text) for n, text in enumerate(held.decisions, 1))
    post = EMPTY if held.signed_by_post is None else _free(held.signed_by_post)
    return (
        (format_month(month),),
        (_held(held), *paper),
        (post,),
        decisions or (EMPTY,),
    )


def _not_held(month: date, made_on: date | None) -> str:
    if made_on is None or month_end(month) < made_on:
        return NO_RECORD
    return NOT_COME if month > made_on else STILL_RUNS


def _held(held: MonthlyRound) -> str:
    if held.held_on is not None:
        return format_day(held.held_on)
    return NOT_SAID if held.signed_by_post is not None else MISSED_ROUND


_NOTHING_HELD = frozenset(squashed(word) for word in (NO_RECORD, NOT_COME, STILL_RUNS))


def read_month(cells: tuple[str, ...]) -> MonthlyRound | None:
    """The round of a month that `write_month` wrote; None where nothing is on record."""
    month = find_month(cells[0]) if cells else None
    if month is None or len(cells) < 4 or squashed(cells[1]) in _NOTHING_HELD:
        return None
    decisions = tuple(
        token.text
        for token in tokens(cells[3], _item(), lambda match, after: after or match.start() == 0)
        if token.head
    )
    return MonthlyRound(
        month=f"{month.year:04d}-{month.month:02d}",
        held_on=find_day(cells[1]),
        signed_by_post=_said(cells[2]) if squashed(cells[2]) != EMPTY else None,
        decisions=decisions,
    )


def format_round(period: ReportingRound) -> str:
    """รอบ ๖ เดือน (๑ ตุลาคม ๒๕๖๕ ถึง ๓๑ มีนาคม ๒๕๖๖)."""
    return f"{ROUND_WORDS[period.kind]} ({format_day(period.from_on)} ถึง {format_day(period.to_on)})"


def _round_words(period: ReportingRound | None) -> str:
    return format_round(period) if period else DEFAULT_ROUND_WORDS


def _read_round(text: str) -> ReportingRound | None:
    plain = squashed(text)
    first, _, last = plain.partition("ถึง")
    from_on, to_on = find_day(first), find_day(last)
    if from_on is None or to_on is None:
        return None
    return ReportingRound("full_year" if "12เดือน" in plain else "half_year", from_on, to_on)


def _free(text: str) -> str:
    return quoted(text) if needs_quotes(text, _nothing()) or squashed(text) == NOT_SAID else text


def _said(text: str) -> str | None:
    return None if squashed(text) in (NOT_SAID, "") else unquoted(text)


def _number(text: str) -> int | None:
    match = re.search(NUMBER, text)
    return int(to_arabic_digits(match[0])) if match else None


@cache
def _comma() -> re.Pattern[str]:
    return re.compile(",")


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile("(?!)")


@cache
def _item() -> re.Pattern[str]:
    return re.compile(rf"{NUMBER}\s*\.")
