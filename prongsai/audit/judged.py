"""What a judge says of one page: which item it supports, which year it covers, which elements it holds."""

from dataclasses import field
from datetime import date
from typing import Literal

from prongsai.core.finding import Severity
from prongsai.core.frozen import frozen

YearFits = Literal["yes", "no", "cannot_tell"]
ElementState = Literal["found", "not_found", "cannot_tell"]


@frozen
class Question:
    """What the evidence was handed in for: an item of a fiscal year (Buddhist era), by an agency."""

    item_code: str | None
    fiscal_year: int | None
    agency_name: str = ""
    agency_hosts: tuple[str, ...] = ()
    province: str = ""
    url: str = ""


@frozen
class RankedItem:
    """One item the text may support. `score` is 0 to 1 and only ranks; `words` are those of the text that say so."""

    code: str
    score: float
    words: tuple[str, ...] = ()


@frozen
class ElementSeen:
    """One required element (its position in the framework's list, from 0) and on what grounds it was or was not seen."""

    element: int
    text_th: str
    state: ElementState
    grounds_th: str = ""
    grounds_en: str = ""


@frozen
class JudgeNote:
    """Something a person should know about the page: code, severity and one sentence in both languages."""

    code: str
    severity: Severity
    message_th: str
    message_en: str


@frozen
class Judged:
    """The judgement of one page, with its grounds; unsure is said as unsure.

    `fiscal_year` is the Buddhist-era year the text covers, None when it cannot be told; `fiscal_years` all it
    covers (a plan of several years). `period_from`, `period_to` are the days covered where the text says them.
    """

    items: tuple[RankedItem, ...] = ()
    fiscal_year: int | None = None
    fiscal_years: tuple[int, ...] = ()
    year_grounds_th: str = ""
    year_grounds_en: str = ""
    year_fits: YearFits = "cannot_tell"
    period_from: date | None = None
    period_to: date | None = None
    elements: tuple[ElementSeen, ...] = ()
    notes: tuple[JudgeNote, ...] = field(default=())
